import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Core } from '../core/host.ts';
import { type PageFile, pageHeaders } from '../core/page.ts';
import { hostedPaths } from '../shared/desktop.ts';
import type { OutputId } from '../shared/files/files.ts';
import { type ProblemCode, Refusal, type Reply } from '../shared/reply.ts';
import type { Sessions } from './session.ts';

/** What the routes are lent. */
export interface HttpParts {
  readonly core: Core;
  readonly page: ReadonlyMap<string, PageFile>;
  readonly sessions: Sessions;
  /** Where uploads rest until the core has them. */
  readonly staging: string;
  /** The exact authority, `127.0.0.1:PORT`; known only once the server listens. */
  authority(): string;
  /** Bytes an upload may have. */
  readonly largestUpload?: number;
}

type Env = { Bindings: { incoming: IncomingMessage } };

const largestUpload = 500 * 1024 * 1024;
const largestSentence = 32 * 1024 * 1024;
const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** The routes of hosted mode: a door to a person's archive, on this PC alone. */
export function createHttp(parts: HttpParts): Hono<Env> {
  const { core, page, sessions } = parts;
  const http = new Hono<Env>();

  http.use(async (c, next) => {
    const why = whyForeign(c, parts.authority());
    if (why) return withHeaders(refused(c, 403, 'not-allowed-here', why));
    await next();
    withHeaders(c.res);
    return undefined;
  });

  http.post(`/${hostedPaths.session}`, bodyLimit({ maxSize: 4096 }), async (c) => {
    if (!isJson(c)) return refused(c, 415, 'invalid-input', 'content-type must be application/json');
    const body = (await c.req.json().catch(() => null)) as { token?: unknown } | null;
    const cookie = sessions.exchange(body?.token);
    if (!cookie) return refused(c, 403, 'not-allowed-here', 'the token is wrong or used');
    c.header('set-cookie', cookie);
    return c.json({ ok: true, value: null });
  });

  const onlyGuests = async (c: Context<Env>, next: () => Promise<void>) => {
    if (!sessions.admits(c.req.header('cookie'))) return refused(c, 403, 'not-allowed-here', 'no session');
    await next();
    return undefined;
  };

  const tooLong = (c: Context) => refused(c, 413, 'too-large', `a sentence may have ${largestSentence} bytes`);
  http.post(`/${hostedPaths.api}/:operation`, onlyGuests, bodyLimit({ maxSize: largestSentence, onError: tooLong }), async (c) => {
    if (!isJson(c)) return refused(c, 415, 'invalid-input', 'content-type must be application/json');
    let input: unknown;
    try {
      input = await c.req.json();
    } catch {
      return refused(c, 400, 'invalid-input', 'the body is not JSON');
    }
    const name = c.req.param('operation');
    // A classified workstation opens no socket, so a served one cannot become it.
    if (name === 'settings.setUp' && (input as { kind?: unknown } | null)?.kind === 'classified')
      return c.json(new RefusedReply('not-allowed-here', 'a classified workstation is not served', { kind: 'classified', what: 'hosted' }));
    return c.json(await core.answer(name, input));
  });

  http.get(`/${hostedPaths.news}`, onlyGuests, () => news(core));

  const stage = async (c: Context<Env>) => {
    if (c.req.header('content-type') !== 'application/octet-stream')
      return refused(c, 415, 'invalid-input', 'content-type must be application/octet-stream');
    const name = fileName(c.req.query('name') ?? '');
    if (!name) return refused(c, 400, 'invalid-input', 'name is missing');
    const path = join(parts.staging, `upload-${randomUUID()}.part`);
    try {
      const reply = await receive(c.req.raw.body, path, parts.largestUpload ?? largestUpload, name);
      return c.json(reply ?? (await core.stage(name, path)), reply ? 413 : 200);
    } finally {
      await rm(path, { force: true });
    }
  };
  http.put(`/${hostedPaths.staging}`, onlyGuests, stage);
  http.post(`/${hostedPaths.staging}`, onlyGuests, stage);

  http.get(`/${hostedPaths.outputs}/:id`, onlyGuests, async (c) => {
    const reply = await core.output(c.req.param('id') as OutputId);
    if (!reply.ok) return c.json(reply, 404);
    const { path, name, mediaType, bytes } = reply.value;
    return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream, {
      headers: { 'content-type': mediaType, 'content-length': String(bytes), 'content-disposition': attachment(name) },
    });
  });

  http.get('*', (c) => {
    const file = page.get(c.req.path);
    return file ? new Response(file.bytes, { headers: { 'content-type': file.mediaType } }) : refused(c, 404, 'not-found', 'no such file');
  });
  http.notFound((c) => withHeaders(refused(c, 404, 'not-found', 'no such address')));
  http.onError((error, c) => withHeaders(refused(c, 500, 'unexpected', error.message)));
  return http;
}

/** Why a request does not come from our own page on this PC; nothing when it does. */
function whyForeign(c: Context<Env>, authority: string): string | undefined {
  const header = (name: string) => c.req.header(name);
  if (!loopback.has(c.env.incoming.socket.remoteAddress ?? '')) return 'not from this PC';
  // Compared whole: 127.0.0.1.evil.example begins like us, and a rebound name resolves to us.
  if (header('host') !== authority) return 'wrong host';
  const origin = header('origin');
  const onlyReads = c.req.method === 'GET' || c.req.method === 'HEAD';
  if (origin !== undefined ? origin !== `http://${authority}` : !onlyReads) return 'wrong origin';
  const site = header('sec-fetch-site');
  const isPage = c.req.method === 'GET' && header('sec-fetch-mode') === 'navigate' && c.req.path === '/';
  if (site !== undefined && site !== 'same-origin' && !(site === 'none' && isPage)) return 'from another site';
  for (const name of Object.keys(c.req.header()))
    if (name.startsWith('x-forwarded') || name === 'forwarded' || name === 'via' || name === 'x-real-ip') return 'through a proxy';
  return undefined;
}

function isJson(c: Context): boolean {
  return /^application\/json(;\s*charset=utf-8)?$/i.test(c.req.header('content-type') ?? '');
}

class RefusedReply {
  readonly ok = false;
  readonly problem: Refusal['problem'];
  constructor(...given: ConstructorParameters<typeof Refusal>) {
    this.problem = new Refusal(...given).problem;
  }
}

function refused(c: Context, status: 400 | 403 | 404 | 413 | 415 | 500, code: ProblemCode, message: string): Response {
  return c.json(new RefusedReply(code, message, { what: 'host' }), status);
}

function withHeaders(response: Response): Response {
  for (const [name, value] of Object.entries(pageHeaders)) response.headers.set(name, value);
  return response;
}

/** Streams an upload to a file; a refusal when it is too large. */
async function receive(body: ReadableStream | null, path: string, most: number, name: string): Promise<Reply | undefined> {
  let bytes = 0;
  async function* counted(pieces: AsyncIterable<Uint8Array>) {
    for await (const piece of pieces) {
      bytes += piece.length;
      if (bytes > most) throw new Refusal('too-large', `${bytes} bytes are more than ${most}`, { name, most });
      yield piece;
    }
  }
  try {
    await pipeline(body ? Readable.fromWeb(body as never) : Readable.from([]), counted, createWriteStream(path));
    return undefined;
  } catch (error) {
    const { code } = error as { code?: string };
    if (error instanceof Refusal) return { ok: false, problem: error.problem };
    if (code === 'ENOSPC' || code === 'EDQUOT') return new RefusedReply('disk-full', String(error), { name });
    throw error;
  }
}

/** The last part of a path, without what no file system takes. */
function fileName(given: string): string {
  return (given.split(/[\\/]/).at(-1) ?? '')
    .replaceAll(/\p{Cc}/gu, '')
    .trim()
    .slice(0, 255);
}

/** A download's name for every browser: plain ASCII, and RFC 5987 for the rest. */
function attachment(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const coded = encodeURIComponent(name).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${coded}`;
}

/** The core's news as server-sent events. */
function news(core: Core): Response {
  let stop = () => {};
  const stream = new ReadableStream<string>({
    start(controller) {
      const say = (text: string) => {
        try {
          controller.enqueue(text);
        } catch {
          stop();
        }
      };
      const unheard = core.onNews((told) => say(`data: ${JSON.stringify(told)}\n\n`));
      const beat = setInterval(() => say(': still here\n\n'), 20_000);
      beat.unref();
      stop = () => {
        clearInterval(beat);
        unheard();
      };
      say('retry: 1000\n\n');
    },
    cancel: () => stop(),
  });
  return new Response(stream.pipeThrough(new TextEncoderStream()), { headers: { 'content-type': 'text/event-stream; charset=utf-8' } });
}
