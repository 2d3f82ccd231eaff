import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { z } from 'zod';
import {
  CountyFeedRequest,
  countyFeed,
  DiffRequest,
  DocumentRequest,
  EnrolRequest,
  type HelloAnswer,
  HelloRequest,
  isRequestSignedBy,
  keyId,
  nothingBefore,
  packDocument,
  parcelLimits,
  parcelType,
  protocol,
  type Random,
  sealHead,
  signatureClaim,
  WireProblem,
} from '../../core/sync/wire/index.ts';
import type { Parcels } from './apply.ts';
import type { CountyDb, CountyStore } from './database.ts';
import { enrolDevice } from './enrolment.ts';
import { Guesses, Nonces } from './guard.ts';
import type { CountyIdentity } from './identity.ts';
import { CountyRefusal } from './refusal.ts';
import type { Grant } from './store.ts';

export interface Doors {
  readonly store: CountyStore;
  readonly parcels: Parcels;
  readonly identity: CountyIdentity;
  now(): Date;
  readonly random: Random;
  log(message: string, error?: unknown): void;
}

const smallBody = 256 * 1024;
/** Letters of the county's own feed in one answer. */
const pageOfEntries = 200;

/** The county's doors: enrol, hello, parcels, its own feed, documents. Every answer is JSON, names the protocol, and brings the next nonce. */
export function countyDoors({ store, parcels, identity, now, random, log }: Doors): Hono {
  const app = new Hono();
  const nonces = new Nonces(random, () => now().getTime());
  const guesses = new Guesses(() => now().getTime());
  const tooLarge = () => {
    throw new CountyRefusal(413, 'too-large');
  };

  app.use(async (context, next) => {
    await next();
    context.header('lantai-protocol', protocol);
    context.header('lantai-nonce', nonces.next());
    context.header('cache-control', 'no-store');
    context.header('x-content-type-options', 'nosniff');
    context.header('content-security-policy', `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'`);
  });
  app.onError((error, context) => {
    if (error instanceof CountyRefusal)
      return context.json(
        { problem: { code: error.code, ...(error.expected === undefined ? {} : { expected: error.expected }) } },
        error.status,
      );
    if (error instanceof WireProblem)
      return context.json({ problem: { code: error.fault, text: error.message } }, error.fault === 'too-large' ? 413 : 400);
    log('unexpected', error);
    const full = ['53100', 'ENOSPC'].includes((error as { code?: string }).code ?? '');
    return context.json({ problem: { code: full ? 'disk-full' : 'unexpected' } }, full ? 507 : 503);
  });
  app.notFound((context) => context.json({ problem: { code: 'unknown-path' } }, 404));

  app.get('/', (context) => context.html(page(identity)));

  app.post('/v1/enrol', bodyLimit({ maxSize: smallBody, onError: tooLarge }), async (context) => {
    const body = await bytesOf(context);
    const request = parse(EnrolRequest, body);
    const key = Buffer.from(request.key, 'base64');
    if (key.length !== 32) throw new CountyRefusal(400, 'bad-key');
    requireSigned(context, body, keyId(key), key);
    const from = getConnInfo(context).remote.address ?? '';
    guesses.requireRoom(from);
    const certificate = await store
      .transaction((db) => enrolDevice(db, identity, request, now().toISOString()))
      .catch((error: unknown) => {
        if (error instanceof CountyRefusal && error.code === 'unknown-code') guesses.wrong(from);
        throw error;
      });
    return context.json({
      county: { id: identity.id, name: identity.name, key: identity.key.publicKey.toString('base64'), epoch: identity.epoch },
      certificate: certificate.toString('base64'),
    });
  });

  app.post('/v1/hello', bodyLimit({ maxSize: smallBody, onError: tooLarge }), async (context) => {
    const body = await bytesOf(context);
    const request = parse(HelloRequest, body);
    return store.transaction(async (db) => {
      const grant = await requireDevice(db, context, body, request.dev);
      await db.noteContact(request.dev);
      const stream = (await db.streamOf(request.dev, request.ep)) ?? { last: 0, last_hash: nothingBefore };
      const feeds: HelloAnswer['feeds'] = [];
      for (const asked of request.feeds) {
        const feed = asked.fonds === countyFeed ? countyFeed : grant.feeds.get(asked.fonds);
        if (!feed) continue;
        const isOwn = feed === countyFeed;
        const head = (await (isOwn ? db.countyHead() : db.headOf(feed))) ?? { seq: 0, chain: nothingBefore };
        const chain = async (seq: number) =>
          seq === 0 ? nothingBefore : ((await (isOwn ? db.countyChainAt(seq) : db.chainAt(feed, seq))) ?? '');
        feeds.push({
          fonds: asked.fonds,
          chain_at_pulled: await chain(asked.pulled[0]),
          chain_at_head: await chain(asked.head[0]),
          head: sealHead({ fonds: feed, ...head, srv: identity.id, srv_ep: identity.epoch }, identity.key.sign).toString('base64'),
        });
      }
      const answer: HelloAnswer = {
        server: identity.id,
        server_epoch: identity.epoch,
        last: stream.last,
        last_hash: stream.last_hash,
        feeds,
        durable_seq: 0,
        time: now().toISOString(),
        min_proto: '1.0',
        caps: [],
      };
      return context.json(answer);
    });
  });

  app.post('/v1/diff', bodyLimit({ maxSize: smallBody, onError: tooLarge }), async (context) => {
    const body = await bytesOf(context);
    const { dev, fonds, ops } = parse(DiffRequest, body);
    return store.lend(async (db) => {
      const grant = await requireDevice(db, context, body, dev);
      const feed = grant.feeds.get(fonds);
      if (!feed) throw new CountyRefusal(403, 'out-of-scope');
      const known = await db.knownResults(feed, ops);
      return context.json({ results: ops.map((id) => known.get(id)?.result ?? '-').join('') });
    });
  });

  app.post('/v1/parcels', bodyLimit({ maxSize: parcelLimits.bytes, onError: tooLarge }), async (context) => {
    if (context.req.header('content-type') !== parcelType) throw new CountyRefusal(400, 'not-ours');
    const receipt = await parcels.apply(await bytesOf(context));
    return context.json({ receipt: receipt.toString('base64'), durable_seq: 0 });
  });

  app.post('/v1/county-feed', bodyLimit({ maxSize: smallBody, onError: tooLarge }), async (context) => {
    const body = await bytesOf(context);
    const { dev, after, upto } = parse(CountyFeedRequest, body);
    return store.lend(async (db) => {
      await requireDevice(db, context, body, dev);
      const [seq, chain] = after;
      if ((seq === 0 ? nothingBefore : await db.countyChainAt(seq)) !== chain) throw new CountyRefusal(409, 'history-changed');
      const entries = await db.countyEntries(seq, upto, pageOfEntries);
      return context.json({ entries: entries.map((sealed) => sealed.toString('base64')) });
    });
  });

  app.post('/v1/documents/:hash', bodyLimit({ maxSize: smallBody, onError: tooLarge }), async (context) => {
    const body = await bytesOf(context);
    const { dev } = parse(DocumentRequest, body);
    return store.lend(async (db) => {
      await requireDevice(db, context, body, dev);
      const document = await db.documentNamed(context.req.param('hash'));
      if (!document) throw new CountyRefusal(404, 'unknown-document');
      return context.json({ document: packDocument(document) });
    });
  });

  /** What a device may do, when it signed this question and was not shut out. */
  async function requireDevice(db: CountyDb, context: Context, body: Uint8Array, dev: string): Promise<Grant> {
    const grant = await db.grantOf(dev);
    if (!grant) throw new CountyRefusal(403, 'unknown-device');
    requireSigned(context, body, dev, grant.key);
    if (grant.revoked) throw new CountyRefusal(403, 'revoked-device');
    return grant;
  }

  /** [S11] Signed by the key, over these bytes, with a nonce of ours that was not used before. */
  function requireSigned(context: Context, body: Uint8Array, device: string, key: Uint8Array): void {
    const claim = signatureClaim({ get: (name) => context.req.header(name) });
    if (!claim || claim.device !== device) throw new CountyRefusal(401, 'unsigned');
    if (!isRequestSignedBy(key, { method: context.req.method, path: new URL(context.req.url).pathname, body }, claim))
      throw new CountyRefusal(401, 'bad-signature');
    nonces.spend(claim.nonce);
  }

  return app;
}

const bytesOf = async (context: Context) => new Uint8Array(await context.req.arrayBuffer());

function parse<Schema extends z.ZodType>(schema: Schema, body: Uint8Array): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new CountyRefusal(400, 'bad-json');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new CountyRefusal(400, 'bad-request');
  return parsed.data;
}

/** Says that it runs, and nothing about what it holds. */
function page({ name, key }: CountyIdentity): string {
  const escaped = name.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>兰台 · 县馆接收</title>
<style>body{font:16px/1.7 system-ui,"Noto Sans CJK SC",sans-serif;max-width:36rem;margin:4rem auto;padding:0 1rem;color:#1f2328}</style>
<h1>兰台 · 县馆接收</h1><p>${escaped}：接收服务正在运行。请在乡镇电脑的“上报”里填写本页地址和县馆给的短码。</p>
<p>回执签名公钥指纹：<code>${(key.id.match(/.{4}/g) ?? []).join(' ')}</code></p></html>`;
}
