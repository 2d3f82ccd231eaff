import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { deviceKey } from '../../core/sync/device.ts';
import {
  chainWith,
  isSignedBy,
  keyPairFrom,
  newKeyPair,
  nothingBefore,
  openLetter,
  readHead,
  requireCountyEntry,
  SchemeEntry,
  sealCountyEntry,
  sealHead,
  sha256,
  signRequest,
} from '../../core/sync/wire/index.ts';
import { openDesk } from '../../server/county/county.ts';
import { runCounty } from '../../server/county/main.ts';
import { canonical } from '../../shared/audit/op.ts';
import { documentOf, SchemeDocument } from '../../shared/schemes/document.ts';
import { startOffice } from '../support/app.ts';
import { countyTown } from '../support/county.ts';
import { startRelay } from '../support/relay.ts';
import { documentRow, documentWith } from '../support/table.ts';

/*
 * What stands against this door (threats of the county's own feed): a line that changes, withholds, repeats or reorders what the county says;
 * another server in its place; a county set back or forked; a county whose operator publishes what may not travel or what is no table; a
 * device that is none of the county's. Each has a named answer below, and nothing half is kept.
 */

const town = countyTown();
type Town = Awaited<ReturnType<typeof town.start>>;

const { depth: _depth, no: _no, text: _text, ...row } = documentRow({ no: '', text: '' });
const heading = { ...row, disposition: 'heading', term: null } as const;
const table = (title: string, more: object = {}) => ({
  ...documentWith(title, [
    documentRow({ depth: 0, no: '1', text: '党群工作', disposition: 'heading' }),
    documentRow({ depth: 1, no: '1.1', text: '𠮷祥村“㐀字”党代会文件 📜' }),
    documentRow({ depth: 1, no: '1.2', text: '一般性会议文件', term: 'D10' }),
    documentRow({ depth: 0, no: '2', text: '行政工作', term: 'D30' }),
  ]),
  approvedBy: '青山县档案局',
  approvalNumber: '青档发〔2025〕9号',
  approvalDate: '20251120',
  ...more,
});
const bytesOf = (document: object) => Buffer.from(JSON.stringify(document, null, 2));
const hashOf = (document: object) => sha256(canonical(document)).toString('hex');

async function officeAt(county: Town, firstId = 0) {
  const relay = await startRelay(county.address);
  const lantai = await startOffice('networked', firstId);
  const { code } = await county.invite({ fonds: 'Z109' });
  await lantai.run('sync.enrol', { address: relay.address, code, fondsId: lantai.fonds.id });
  const fetch = () => lantai.run('sync.fetch', {});
  const titles = async () =>
    (await lantai.call('schemes.published', {})).map(({ title, withdrawn }) => (withdrawn ? `（撤回）${title}` : title));
  /** Paths asked since the last look. */
  const asked = () => relay.seen.splice(0).map(({ path }) => path);
  const position = () => lantai.db.get<{ pulled: number }>('SELECT pulled FROM sync_county_feed')?.pulled ?? 0;
  asked();
  return { ...lantai, county, relay, fetch, titles, asked, position };
}
async function office() {
  return officeAt(await town.start());
}

const refusal = (code: string, details: object = {}) => ({ code, details: expect.objectContaining(details) });
type Answer = { [field: string]: unknown };
const onlyAt = (wanted: string, change: (answer: Answer) => object) => (path: string) =>
  (path.startsWith(wanted) ? { change } : 'pass') as never;

describe('from the county to the township', () => {
  test('[P1][P8] what is published arrives and is adopted as exactly the same table, consented to by its publication', async () => {
    const { call, county, fetch, fonds } = await office();
    const document = table('青山县乡镇表');
    const said = await county.publish(bytesOf(document), ['township', 'village']);
    expect(said).toMatchObject({
      hash: hashOf(document),
      title: '青山县乡镇表',
      unitTypes: ['township', 'village'],
      seq: 1,
      withdrawn: false,
    });
    expect(await fetch()).toEqual({ received: 1, withdrawn: 0, unreadable: 0, refused: 0 });
    expect(await call('schemes.published', {})).toMatchObject([
      {
        hash: said.hash,
        serverName: '青山县档案馆',
        title: '青山县乡镇表',
        unitTypes: ['township', 'village'],
        publishedAt: said.at,
        approvedBy: '青山县档案局',
        approvalNumber: '青档发〔2025〕9号',
        approvalDate: '20251120',
        clauses: 4,
        withdrawn: false,
      },
    ]);
    expect((await call('sync.status', {})).published).toMatchObject({ total: 1, unused: 1, unreadable: 0, problem: '' });
    const looked = await call('schemes.publishedTree', { hash: said.hash });
    expect(looked.clauses.map(({ no, depth }) => [no, depth])).toEqual([
      ['1', 0],
      ['1.1', 1],
      ['1.2', 1],
      ['2', 0],
    ]);
    expect(looked.clauses[1]?.parentId).toBe(looked.clauses[0]?.id);
    expect(looked.clauses[3]?.parentId).toBe(null);

    const adopted = await call('schemes.adoptPublished', { fondsId: fonds.id, hash: said.hash, as: 'adopt' });
    expect(adopted.scheme).toMatchObject({
      state: 'consented',
      published: said.hash,
      approvedBy: '青山县档案局',
      approvalNumber: '青档发〔2025〕9号',
      approvalDate: '20251120',
    });
    expect(hashOf(documentOf(adopted))).toBe(said.hash);
    expect(await call('schemes.putInForce', { schemeId: adopted.scheme.id, yearFrom: 2026 })).toMatchObject({
      scheme: { state: 'in-force' },
    });
    expect(hashOf(documentOf(await call('schemes.tree', { schemeId: adopted.scheme.id })))).toBe(said.hash);
    expect((await call('sync.status', {})).published).toMatchObject({ total: 1, unused: 0 });
  });

  test('[P8] derived, it is a draft of one’s own that says where it came from until it is changed', async () => {
    const { call, county, fetch, fonds } = await office();
    const { hash } = await county.publish(bytesOf(table('青山县乡镇表')));
    await fetch();
    const { scheme, clauses } = await call('schemes.adoptPublished', { fondsId: fonds.id, hash, as: 'derive' });
    expect(scheme).toMatchObject({ state: 'draft', published: hash, approvedBy: '', title: '青山县乡镇表' });
    const clause = clauses.at(-1)!;
    await call('schemes.editClause', { clauseId: clause.id, was: { text: clause.text }, set: { text: '行政和党务工作' } });
    expect((await call('schemes.tree', { schemeId: scheme.id })).scheme.published).toBe('');
  });

  test('[P8] a table that names no organ is consented to by the county that published it, on the day it did', async () => {
    const { call, county, fetch, fonds } = await office();
    const bare = table('没有文号的表', { approvedBy: '', approvalNumber: '', approvalDate: '' });
    const { hash, at } = await county.publish(bytesOf(bare));
    await fetch();
    const { scheme } = await call('schemes.adoptPublished', { fondsId: fonds.id, hash, as: 'adopt' });
    expect(scheme).toMatchObject({ approvedBy: '青山县档案馆', approvalNumber: '', approvalDate: at.slice(0, 10).replaceAll('-', '') });
  });

  test('[P10] it arrives with sending too, also when there is nothing to send; a second look asks nothing but the greeting', async () => {
    const { call, run, county, asked, titles, fonds } = await office();
    await county.publish(bytesOf(table('甲')));
    expect(await run('sync.push', {})).toMatchObject({ parcels: 1, published: 1 });
    expect(asked()).toEqual([
      '/v1/hello',
      '/v1/hello',
      '/v1/parcels',
      '/v1/county-feed',
      expect.stringMatching(/^\/v1\/documents\/[0-9a-f]{64}$/),
    ]);
    expect(await run('sync.push', {})).toMatchObject({ parcels: 0, published: 0 });
    expect(asked().filter((path) => path !== '/v1/hello')).toEqual([]);
    await county.publish(bytesOf(table('乙')));
    expect(await run('sync.push', {})).toMatchObject({ parcels: 0, published: 1 });
    expect(await titles()).toEqual(['乙', '甲']);
    await call('items.create', { draft: { fondsId: fonds.id, title: '春耕通知', year: 2025 } });
    expect(await run('sync.push', {})).toMatchObject({ accepted: 1, published: 0, returned: 0 });
  });

  test('[P1] the same content is one version however it is written and however often it is published', async () => {
    const { county, fetch, titles, position } = await office();
    const document = table('甲');
    const first = await county.publish(bytesOf(document));
    const { title, ...others } = document;
    const otherwise = Buffer.from(`\uFEFF${JSON.stringify({ ...others, title: ` ${title} ` })}`);
    expect(await county.publish(otherwise)).toEqual(first);
    expect(await county.published()).toHaveLength(1);
    await fetch();
    expect(position()).toBe(1);
    expect(await county.publish(bytesOf(document), ['village'])).toMatchObject({ hash: first.hash, seq: 2, unitTypes: ['village'] });
    await fetch();
    expect(await titles()).toEqual(['甲']);
    expect(position()).toBe(2);
  });

  test('[P1][P8] a withdrawn table stays to be looked at and started from, is no longer adopted, and can be published again', async () => {
    const { call, county, fetch, titles, fonds, asked } = await office();
    const { hash } = await county.publish(bytesOf(table('甲')));
    await fetch();
    const adopted = await call('schemes.adoptPublished', { fondsId: fonds.id, hash, as: 'adopt' });
    const first = await county.withdraw(hash);
    expect(first).toMatchObject({ hash, withdrawn: true, seq: 2 });
    expect(await county.withdraw(hash)).toEqual(first);
    await expect(county.withdraw('f'.repeat(64))).rejects.toMatchObject({ code: 'unknown-hash' });
    expect(await fetch()).toMatchObject({ received: 0, withdrawn: 1 });
    expect(await titles()).toEqual(['（撤回）甲']);
    expect((await call('sync.status', {})).published).toMatchObject({ total: 0 });
    await expect(call('schemes.adoptPublished', { fondsId: fonds.id, hash, as: 'adopt' })).rejects.toMatchObject(
      refusal('locked', { what: 'published' }),
    );
    expect(await call('schemes.adoptPublished', { fondsId: fonds.id, hash, as: 'derive' })).toMatchObject({ scheme: { state: 'draft' } });
    expect(await call('schemes.tree', { schemeId: adopted.scheme.id })).toMatchObject({ scheme: { state: 'consented', published: hash } });
    asked();
    expect(await county.publish(bytesOf(table('甲')))).toMatchObject({ hash, seq: 3, withdrawn: false });
    expect(await fetch()).toMatchObject({ received: 1 });
    expect(await titles()).toEqual(['甲']);
    expect(asked().some((path) => path.startsWith('/v1/documents'))).toBe(false);
  });

  test('a thousand entries arrive by pages', async () => {
    const { county, fetch, titles, position, asked } = await office();
    const { hash } = await county.publish(bytesOf(table('甲')));
    let [{ seq, chain }] = (await county.pool.query<{ seq: number; chain: string }>('SELECT seq, chain FROM county_feed')).rows as [
      { seq: number; chain: string },
    ];
    const { id, key } = county.identity;
    while (seq < 1000) {
      const kind = seq % 2 === 1 ? 'scheme-withdrawn' : 'scheme-published';
      const entry = { v: 1, srv: id, seq: ++seq, prev: chain, kind, at: '2026-01-05T08:00:00.000Z', hash, title: '甲', unitTypes: [] };
      chain = chainWith(entry);
      await county.pool.query('INSERT INTO county_feed VALUES ($1, $2, $3, $4, $5)', [
        seq,
        kind,
        hash,
        sealCountyEntry(entry, key.sign),
        chain,
      ]);
    }
    await fetch();
    expect(position()).toBe(1000);
    expect(await titles()).toEqual(['（撤回）甲']);
    expect(asked().filter((path) => path === '/v1/county-feed')).toHaveLength(5);
  }, 30_000);
});

describe('a line that is not to be trusted', () => {
  const other = newKeyPair();
  const letterOf = (text: unknown) => Buffer.from(String(text), 'base64');
  const entriesOf = (answer: Answer) => (answer['entries'] as string[]).map(letterOf);
  const withEntries = (change: (entries: Buffer[]) => Buffer[]) =>
    onlyAt('/v1/county-feed', (answer) => ({ ...answer, entries: change(entriesOf(answer)).map((bytes) => bytes.toString('base64')) }));
  const textChanged = (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('"unitTypes":[]', '"unitTypes":["organ"]'), 'latin1');
  const signedByAnother = (bytes: Buffer) => sealCountyEntry(openLetter('COUNTY-ENTRY', bytes, SchemeEntry).body, other.sign);

  test.each([
    ['one letter of an entry is changed', withEntries(([a, ...rest]) => [textChanged(a!), ...rest]), 'bad-signature'],
    ['an entry is signed by another', withEntries(([a, ...rest]) => [signedByAnother(a!), ...rest]), 'bad-signature'],
    ['two entries change places', withEntries(([a, b, c]) => [b!, a!, c!]), 'count-mismatch'],
    ['an entry is left out', withEntries(([a, , c]) => [a!, c!]), 'count-mismatch'],
    ['an entry is said twice', withEntries(([a, b]) => [a!, a!, b!]), 'count-mismatch'],
    [
      'the end is cut off',
      withEntries((entries) => entries.filter((entry) => openLetter('COUNTY-ENTRY', entry, SchemeEntry).body.seq < 3)),
      'truncated',
    ],
    ['nothing is given', withEntries(() => []), 'truncated'],
    ['a signature is cut off', withEntries(([a, ...rest]) => [a!.subarray(0, -1), ...rest]), 'truncated'],
    ['it is no letter', withEntries(() => [Buffer.from('hello')]), 'not-ours'],
  ] as const)('[P4] %s: refused by name, nothing is kept, and the honest feed is taken afterwards', async (_what, way, why) => {
    const { call, county, relay, fetch, titles, position, db } = await office();
    await county.publish(bytesOf(table('甲')));
    const { hash } = await county.publish(bytesOf(table('乙')));
    await county.withdraw(hash);
    relay.next(way);
    await expect(fetch()).rejects.toMatchObject(refusal('bad-receipt', { why, what: 'published' }));
    expect(await titles()).toEqual([]);
    expect(position()).toBe(0);
    expect(db.get('SELECT count(*) AS n FROM sync_county_entries')).toEqual({ n: 0 });
    expect((await call('sync.status', {})).published).toMatchObject({ total: 0, problem: 'bad-receipt', problemDetails: { why } });
    relay.next(() => 'pass');
    expect(await fetch()).toMatchObject({ received: 2, withdrawn: 1 });
    expect(await titles()).toEqual(['（撤回）乙', '甲']);
    expect((await call('sync.status', {})).published).toMatchObject({ problem: '', problemAt: null });
  });

  test('[P4] an entry of another county’s feed, and one of the county’s own feed in another place, are not taken', async () => {
    const { county, relay, fetch, titles } = await office();
    const elsewhere = await town.start();
    await elsewhere.publish(bytesOf(table('丙')));
    const foreign = (await elsewhere.pool.query<{ sealed: Buffer }>('SELECT sealed FROM county_feed')).rows[0]!.sealed;
    await county.publish(bytesOf(table('甲')));
    const genuine = (await county.pool.query<{ sealed: Buffer }>('SELECT sealed FROM county_feed')).rows[0]!.sealed;
    relay.next(withEntries(() => [foreign]));
    await expect(fetch()).rejects.toMatchObject(refusal('bad-receipt', { why: 'bad-signature' }));
    relay.next(() => 'pass');
    await fetch();
    await county.publish(bytesOf(table('乙')));
    relay.next(withEntries(() => [genuine]));
    await expect(fetch()).rejects.toMatchObject(refusal('bad-receipt', { why: 'count-mismatch' }));
    // The county's key, the county's name, the right number, but another past.
    const { id, key } = county.identity;
    const said = {
      v: 1,
      srv: id,
      seq: 2,
      at: '2026-01-05T08:00:00.000Z',
      kind: 'scheme-withdrawn',
      hash: hashOf(table('甲')),
      title: '甲',
      unitTypes: [],
    };
    relay.next(withEntries(() => [sealCountyEntry({ ...said, prev: 'a'.repeat(64) }, key.sign)]));
    await expect(fetch()).rejects.toMatchObject(refusal('bad-receipt', { why: 'hash-mismatch' }));
    // Everything right, and yet not what the head stands for.
    const chain = chainWith(openLetter('COUNTY-ENTRY', genuine, SchemeEntry).body);
    relay.next(withEntries(() => [sealCountyEntry({ ...said, prev: chain }, key.sign)]));
    await expect(fetch()).rejects.toMatchObject(refusal('bad-receipt', { why: 'hash-mismatch' }));
    expect(await titles()).toEqual(['甲']);
  });

  test.each([
    ['another document', () => gzipSync(canonical(table('假表'))), 'hash-mismatch'],
    ['no gzip', () => Buffer.from('{}'), 'bad-body'],
    ['a bomb', () => gzipSync(Buffer.alloc(64 << 20)), 'too-large'],
    ['half of it', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2), 'truncated'],
  ] as const)(
    '[P5] %s in place of the document: refused, nothing is kept, and the true one is taken afterwards',
    async (_what, change, why) => {
      const { county, relay, fetch, titles, position } = await office();
      await county.publish(bytesOf(table('甲')));
      relay.next(onlyAt('/v1/documents', (answer) => ({ ...answer, document: change(letterOf(answer['document'])).toString('base64') })));
      await expect(fetch()).rejects.toMatchObject(refusal('bad-receipt', { why }));
      expect(await titles()).toEqual([]);
      expect(position()).toBe(0);
      relay.next(() => 'pass');
      await fetch();
      expect(await titles()).toEqual(['甲']);
    },
  );

  test.each(['lose-request', 'lose-answer', 'cut-answer'] as const)(
    '[P5] the line breaks at the second document (%s): the first is whole, the second comes next time',
    async (fate) => {
      const { county, relay, fetch, titles, position } = await office();
      await county.publish(bytesOf(table('甲')));
      const { hash } = await county.publish(bytesOf(table('乙')));
      relay.next((path) => (path === `/v1/documents/${hash}` ? fate : 'pass'));
      await expect(fetch()).rejects.toMatchObject({ code: 'offline' });
      expect(await titles()).toEqual(['甲']);
      expect(position()).toBe(1);
      relay.next(() => 'pass');
      expect(await fetch()).toMatchObject({ received: 1 });
      expect(await titles()).toEqual(['乙', '甲']);
    },
  );

  test('[P4] a head not signed by the county stops everything before anything is sent or kept', async () => {
    const { run, county, relay, fetch, titles, asked } = await office();
    await county.publish(bytesOf(table('甲')));
    const head = sealHead(
      { fonds: 'county', seq: 0, chain: nothingBefore, srv: county.identity.id, srv_ep: county.identity.epoch },
      other.sign,
    );
    relay.next(
      onlyAt('/v1/hello', (answer) => ({
        ...answer,
        feeds: ((answer['feeds'] ?? []) as Answer[]).map((feed) =>
          feed['fonds'] === 'county' ? { ...feed, head: head.toString('base64') } : feed,
        ),
      })),
    );
    await expect(fetch()).rejects.toMatchObject(refusal('not-the-county', { why: 'head' }));
    await expect(run('sync.push', {})).rejects.toMatchObject(refusal('not-the-county', { why: 'head' }));
    expect(asked().filter((path) => path !== '/v1/hello')).toEqual([]);
    expect(await titles()).toEqual([]);
  });

  test('[P6] an old head said again does not hide a withdrawal: it is named, and what was received stays', async () => {
    const { county, relay, fetch, titles } = await office();
    const { hash } = await county.publish(bytesOf(table('甲')));
    let old: Answer = {};
    relay.next(
      onlyAt('/v1/hello', (answer) => {
        if (answer['feeds']) old = answer;
        return answer;
      }),
    );
    await fetch();
    await county.withdraw(hash);
    relay.next(() => 'pass');
    await fetch();
    const again = (more: Answer) => onlyAt('/v1/hello', (answer) => (answer['feeds'] ? { ...old, ...more } : answer));
    relay.next(again({}));
    await expect(fetch()).rejects.toMatchObject(refusal('county-refused', { why: 'feed-changed' }));
    // Nor with an epoch made up: the epoch that counts is the signed one.
    relay.next(again({ server_epoch: 'another' }));
    await expect(fetch()).rejects.toMatchObject(refusal('county-refused', { why: 'feed-changed' }));
    expect(await titles()).toEqual(['（撤回）甲']);
    relay.next(() => 'pass');
    expect(await fetch()).toMatchObject({ received: 0 });
    expect(await titles()).toEqual(['（撤回）甲']);
  });

  test('[P6] nor does it where the line pretends that the county lost parcels too: a word heard before is no news', async () => {
    const { run, county, relay, fetch, titles, position } = await office();
    const { hash } = await county.publish(bytesOf(table('甲')));
    let old: Answer = {};
    relay.next(
      onlyAt('/v1/hello', (answer) => {
        if (answer['feeds']) old = answer;
        return answer;
      }),
    );
    await run('sync.push', {});
    await county.withdraw(hash);
    relay.next(() => 'pass');
    await fetch();
    relay.next(onlyAt('/v1/hello', (answer) => (answer['feeds'] ? { ...old, last: 0 } : answer)));
    await fetch();
    expect(position()).toBe(1);
    expect(await titles()).toEqual(['（撤回）甲']);
    relay.next(() => 'pass');
    expect(await run('sync.push', {})).toMatchObject({ parcels: 1, accepted: 1 });
    expect(position()).toBe(2);
    expect(await titles()).toEqual(['（撤回）甲']);
  });

  test('[P10] trouble with the feed does not make undelivered what was delivered; it is told beside it', async () => {
    const { call, run, county, relay, fonds } = await office();
    await county.publish(bytesOf(table('甲')));
    await call('items.create', { draft: { fondsId: fonds.id, title: '春耕通知', year: 2025 } });
    relay.next(withEntries(() => []));
    expect(await run('sync.push', {})).toMatchObject({ accepted: 2, published: 0 });
    expect(await call('sync.status', {})).toMatchObject({ delivered: 1, lastProblem: '', published: { total: 0, problem: 'bad-receipt' } });
  });
});

describe('counties of other times', () => {
  test('[P10] a county without a feed of its own is asked for nothing, and sending goes on', async () => {
    const { run, county, relay, fetch, asked, call, fonds } = await office();
    await county.publish(bytesOf(table('甲')));
    relay.next(
      onlyAt('/v1/hello', (answer) => ({
        ...answer,
        ...(answer['feeds'] ? { feeds: (answer['feeds'] as Answer[]).filter((feed) => feed['fonds'] !== 'county') } : {}),
      })),
    );
    expect(await fetch()).toEqual({ received: 0, withdrawn: 0, unreadable: 0, refused: 0 });
    await call('items.create', { draft: { fondsId: fonds.id, title: '春耕通知', year: 2025 } });
    expect(await run('sync.push', {})).toMatchObject({ accepted: 2, published: 0 });
    expect(asked().filter((path) => !['/v1/hello', '/v1/parcels'].includes(path))).toEqual([]);
    expect((await call('sync.status', {})).published).toMatchObject({ total: 0, problem: '' });
  });

  async function question(county: Town, lantai: { app: unknown; root: string }) {
    const key = deviceKey({ folder: { path: (name: string) => join(lantai.root, name) } } as never);
    let nonce = 'none';
    const send = async (path: string, body: object, by = key) => {
      const bytes = Buffer.from(JSON.stringify(body));
      const ask = async () => {
        const signature = signRequest({ method: 'POST', path, body: bytes }, by.id, nonce, by.sign);
        const answer = await fetch(`${county.address}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...signature },
          body: new Uint8Array(bytes),
        });
        nonce = answer.headers.get('lantai-nonce') ?? '';
        return { status: answer.status, body: (await answer.json()) as Answer };
      };
      const first = await ask();
      return (first.body['problem'] as { code?: string } | undefined)?.code === 'nonce' ? ask() : first;
    };
    return { key, send };
  }

  test('[P10] a desktop that does not ask for the county’s feed is answered as ever', async () => {
    const lantai = await office();
    await lantai.county.publish(bytesOf(table('甲')));
    const { key, send } = await question(lantai.county, lantai);
    const hello = { proto: '1.0', dev: key.id, ep: '01900000-0000-7000-8000-00000000000e', sealed: 0, acked: 0, server_epoch: '' };
    const mark = [0, nothingBefore];
    const { status, body } = await send('/v1/hello', { ...hello, feeds: [{ fonds: lantai.fonds.id, pulled: mark, head: mark }] });
    expect(status).toBe(200);
    expect((body['feeds'] as Answer[]).map(({ fonds }) => fonds)).toEqual([lantai.fonds.id]);
  });

  test('[S11] the feed and its documents are for the county’s own devices: strangers and shut-out ones are refused', async () => {
    const lantai = await office();
    const { county } = lantai;
    const { hash } = await county.publish(bytesOf(table('甲')));
    const { key, send } = await question(county, lantai);
    const stranger = newKeyPair();
    const doors = [
      ['/v1/county-feed', { proto: '1.0', after: [0, nothingBefore], upto: 1 }],
      [`/v1/documents/${hash}`, { proto: '1.0' }],
    ] as const;
    for (const [path, body] of doors) {
      expect(await send(path, { ...body, dev: key.id })).toMatchObject({ status: 200 });
      expect(await send(path, { ...body, dev: stranger.id }, stranger)).toMatchObject({
        status: 403,
        body: { problem: { code: 'unknown-device' } },
      });
      expect(await send(path, { ...body, dev: key.id }, stranger)).toMatchObject({ status: 401, body: { problem: { code: 'unsigned' } } });
      expect(await send(path, { proto: '1.0' })).toMatchObject({ status: 400 });
    }
    expect(await send('/v1/documents/..%2F..%2Fcounty.key', { proto: '1.0', dev: key.id })).toMatchObject({ status: 404 });
    expect(await send('/v1/county-feed', { proto: '1.0', dev: key.id, after: [1, nothingBefore], upto: 1 })).toMatchObject({ status: 409 });
    await county.revoke(key.id);
    for (const [path, body] of doors)
      expect(await send(path, { ...body, dev: key.id })).toMatchObject({ status: 403, body: { problem: { code: 'revoked-device' } } });
    await expect(lantai.fetch()).rejects.toMatchObject(refusal('county-refused', { why: 'revoked-device' }));
  });

  test('[P9] a word of a later county is kept as it came, and what stands behind it is taken', async () => {
    const { county, fetch, titles, position, db } = await office();
    const { id, key } = county.identity;
    await county.publish(bytesOf(table('甲')));
    const { chain } = (await county.pool.query<{ chain: string }>('SELECT chain FROM county_feed')).rows[0]!;
    const later = { v: 2, srv: id, seq: 2, prev: chain, kind: 'announcement', at: '2026-01-05T08:00:00.000Z', words: '下周停机' };
    const sealed = sealCountyEntry(later, key.sign);
    await county.pool.query('INSERT INTO county_feed VALUES (2, $1, $2, $3, $4)', [
      later.kind,
      hashOf(table('甲')),
      sealed,
      chainWith(later),
    ]);
    // The county of this version does not read its own future either.
    await county.pool.query('INSERT INTO county_feed VALUES (3, $1, $2, $3, $4)', await thirdEntry(county, chainWith(later)));
    expect(await fetch()).toEqual({ received: 1, withdrawn: 1, unreadable: 0, refused: 0 });
    expect(position()).toBe(3);
    expect(await titles()).toEqual(['（撤回）甲']);
    expect(db.get<{ sealed: Buffer }>(`SELECT sealed FROM sync_county_entries WHERE state = 'unknown'`)?.sealed.equals(sealed)).toBe(true);
    expect(await fetch()).toMatchObject({ received: 0 });
  });

  async function thirdEntry({ identity }: Town, prev: string) {
    const hash = hashOf(table('甲'));
    const entry = {
      v: 1,
      srv: identity.id,
      seq: 3,
      prev,
      kind: 'scheme-withdrawn',
      at: '2026-01-06T08:00:00.000Z',
      hash,
      title: '甲',
      unitTypes: [],
    };
    return [entry.kind, hash, sealCountyEntry(entry, identity.key.sign), chainWith(entry)];
  }

  /** Publishes whatever the test wants, past every check of the county. */
  async function publishAnyway({ pool, identity }: Town, document: object, title = '某表') {
    const bytes = Buffer.from(canonical(document));
    const hash = sha256(bytes).toString('hex');
    const head = (await pool.query<{ seq: number; chain: string }>('SELECT seq, chain FROM county_feed ORDER BY seq DESC LIMIT 1')).rows[0];
    const entry = {
      v: 1,
      srv: identity.id,
      seq: (head?.seq ?? 0) + 1,
      prev: head?.chain ?? nothingBefore,
      kind: 'scheme-published',
      at: '2026-01-05T08:00:00.000Z',
      hash,
      title,
      unitTypes: [],
    };
    await pool.query('INSERT INTO county_document VALUES ($1, $2)', [hash, bytes]);
    await pool.query('INSERT INTO county_feed VALUES ($1, $2, $3, $4, $5)', [
      entry.seq,
      entry.kind,
      hash,
      sealCountyEntry(entry, identity.key.sign),
      chainWith(entry),
    ]);
    return hash;
  }

  test('[P9] a document that is no table of this version is kept unread and told, and read by the version that can', async () => {
    const { call, county, fetch, titles, position, db } = await office();
    const hash = await publishAnyway(county, { ...table('甲'), version: 2, colour: 'red' });
    await county.publish(bytesOf(table('乙')));
    expect(await fetch()).toMatchObject({ received: 1, unreadable: 1 });
    expect(position()).toBe(2);
    expect(await titles()).toEqual(['乙']);
    expect((await call('sync.status', {})).published).toMatchObject({ total: 1, unreadable: 1 });
    expect(await fetch()).toMatchObject({ received: 0, unreadable: 0 });
    await expect(call('schemes.publishedTree', { hash })).rejects.toMatchObject({ code: 'not-found' });
    // As if this program could now read it.
    db.run('UPDATE sync_county_entries SET document = :document WHERE hash = :hash', {
      document: Buffer.from(canonical(table('甲'))),
      hash,
    });
    expect(await fetch()).toMatchObject({ received: 1 });
    expect(await titles()).toEqual(['乙', '甲']);
    expect((await call('sync.status', {})).published).toMatchObject({ unreadable: 0 });
  });

  test('[P9] read late, a table withdrawn meanwhile is withdrawn', async () => {
    const { county, fetch, titles, db } = await office();
    const hash = await publishAnyway(county, { ...table('甲'), version: 2 });
    await county.withdraw(hash);
    await fetch();
    db.run('UPDATE sync_county_entries SET document = :document WHERE hash = :hash AND seq = 1', {
      document: Buffer.from(canonical(table('甲'))),
      hash,
    });
    await fetch();
    expect(await titles()).toEqual(['（撤回）甲']);
  });

  test('[P3] of a table that bears a mark nothing is kept, whatever the county let pass', async () => {
    const { call, county, fetch, titles, position, db } = await office();
    const clauses = (more: object) => [{ ...table('').categories[0]!, clauses: [{ depth: 0, no: '1', text: '金丝雀', ...row, ...more }] }];
    await publishAnyway(county, table('甲', { categories: clauses({ remark: '机密★10年' }) }));
    await publishAnyway(county, table('乙', { categories: clauses({ secrecy: 2 }) }));
    await publishAnyway(county, { ...table('丙', { categories: clauses({}) }), version: 2, hidden: '绝密★' });
    await publishAnyway(county, table('丁'), '金丝雀 秘密★5年');
    await county.publish(bytesOf(table('戊')));
    expect(await fetch()).toEqual({ received: 1, withdrawn: 0, unreadable: 0, refused: 4 });
    expect(position()).toBe(5);
    expect(await titles()).toEqual(['戊']);
    const kept = db.all<{ [column: string]: unknown }>(
      'SELECT sealed, document FROM sync_county_entries UNION ALL SELECT sealed, document FROM published_schemes',
    );
    expect(kept.flatMap((each) => Object.values(each).map(String)).join()).not.toContain('金丝雀');
    expect((await call('sync.status', {})).published).toMatchObject({ total: 1 });
  });

  test('[P8] a table with errors of its own is not adopted, but may be a start', async () => {
    const { call, county, fetch, fonds } = await office();
    const hash = await publishAnyway(county, table('甲', { categories: [{ ...table('').categories[0]!, clauses: [] }] }));
    await fetch();
    await expect(call('schemes.adoptPublished', { fondsId: fonds.id, hash, as: 'adopt' })).rejects.toMatchObject({
      code: 'scheme-incomplete',
    });
    expect(await call('schemes.list', { fondsId: fonds.id })).toEqual([]);
    expect(await call('schemes.adoptPublished', { fondsId: fonds.id, hash, as: 'derive' })).toMatchObject({ scheme: { state: 'draft' } });
  });
});

describe('what the county does not publish', () => {
  const category = table('').categories[0]!;
  const rows = (...clauses: object[]) => table('甲', { categories: [{ ...category, clauses }] });
  const good = { depth: 0, no: '1', text: '文件', ...row };

  test.each([
    ['a default of 秘密', rows({ ...good, secrecy: 2 }), 'classified', [{ rule: 'secrecy', category: 'WS', no: '1' }]],
    ['a text that bears a mark', rows({ ...good, text: '绝密★长期 的' }), 'classified', [{ rule: 'mark', category: 'WS', no: '1' }]],
    ['a title that bears a mark', table('甲 机密★'), 'classified', [{ rule: 'mark', category: '', no: '' }]],
    ['a filed row without term', rows({ ...good, term: null }), 'incomplete', [{ rule: 'S1', category: 'WS', no: '1' }]],
    ['a number twice', rows(good, good), 'incomplete', [{ rule: 'S4', category: 'WS', no: '1' }]],
    ['长期', rows({ ...good, term: 'long' }), 'incomplete', [{ rule: 'S5', category: 'WS', no: '1' }]],
    [
      'a row that skips a level',
      rows({ ...good, ...heading }, { ...good, depth: 2, no: '1.1' }),
      'incomplete',
      [{ rule: 'depth', category: 'WS', no: '1.1' }],
    ],
    ['an unknown statutory item', rows({ ...good, duty: 'somewhere-1' }), 'incomplete', [{ rule: 'duty', category: 'WS', no: '1' }]],
    [
      'an unknown form of number',
      table('甲', { categories: [{ ...category, numberTemplate: 'x' }] }),
      'incomplete',
      [{ rule: 'number-template', category: 'WS', no: '' }],
    ],
    ['a category twice', table('甲', { categories: [category, category] }), 'incomplete', [{ rule: 'S7', category: 'WS', no: '' }]],
    ['no rows', table('甲', { categories: [] }), 'incomplete', [{ rule: 'S6', category: '', no: '' }]],
    ['an unknown field', { ...table('甲'), colour: 'red' }, 'unreadable', []],
    ['another version', { ...table('甲'), version: 2 }, 'unreadable', []],
    ['half a character', table('甲\uD800'), 'unreadable', []],
    ['no table', [1, 2], 'unreadable', []],
  ] as const)('[P2][P3] %s is refused with the place, and nothing of it is kept', async (_what, document, code, faults) => {
    const site = await town.site();
    const county = await town.start(site);
    await expect(county.publish(bytesOf(document))).rejects.toMatchObject({ code, faults });
    expect((await county.pool.query('SELECT 1 FROM county_document')).rowCount).toBe(0);
    expect(await county.published()).toEqual([]);
    expect(existsSync(join(site.folder, 'published'))).toBe(false);
  });

  test('[P2] bytes that are no JSON, and units nobody has, are refused; what this county watches for beside the marks too', async () => {
    const county = await town.start({ watch: (text) => text.includes('内刊') });
    await expect(county.publish(Buffer.from([0xff, 0xfe, 0x7b]))).rejects.toMatchObject({ code: 'unreadable' });
    await expect(county.publish(Buffer.from('<html>'))).rejects.toMatchObject({ code: 'unreadable' });
    await expect(county.publish(bytesOf(table('甲')), ['planet'])).rejects.toMatchObject({ code: 'unknown-unit' });
    await expect(county.publish(bytesOf(rows({ ...good, remark: '内刊' })))).rejects.toMatchObject({ code: 'classified' });
  });

  test('[P1] what was published is evidence: by SQL too it is neither changed nor removed', async () => {
    const county = await town.start();
    await county.publish(bytesOf(table('甲')));
    for (const sql of [
      `UPDATE county_feed SET chain = ''`,
      'DELETE FROM county_feed',
      'TRUNCATE county_feed',
      'DELETE FROM county_document',
    ])
      await expect(county.pool.query(sql)).rejects.toThrow(/append-only|violates foreign key/);
  });

  test('a table of 5 000 rows goes and comes whole', async () => {
    const { call, county, fetch, fonds } = await office();
    const many = rows(
      ...Array.from({ length: 5000 }, (_, n) => ({
        ...good,
        no: `${n + 1}`,
        text: `第${n + 1}类：关于各村民委员会年度工作的文件材料、会议记录、报表`,
      })),
    );
    const { hash } = await county.publish(bytesOf(many));
    await fetch();
    const adopted = await call('schemes.adoptPublished', { fondsId: fonds.id, hash, as: 'adopt' });
    expect(hashOf(documentOf(adopted))).toBe(hash);
  }, 30_000);
});

describe('a county set back', () => {
  async function backup(site: { folder: string; databaseUrl: string }) {
    const name = `copy_${Math.random().toString(36).slice(2)}`;
    const client = new pg.Client(site.databaseUrl.replace(/\/[^/]+$/, '/postgres'));
    await client.connect();
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${site.databaseUrl.split('/').at(-1)}`);
    await client.end();
    return { ...site, databaseUrl: site.databaseUrl.replace(/\/[^/]+$/, `/${name}`) };
  }

  /** Published 甲; backed up; published 乙 and received both; set back to the backup. */
  async function setBack(lose: readonly string[]) {
    const site = await town.site();
    let county = await town.start(site);
    const port = Number(new URL(county.address).port);
    const lantai = await officeAt(county);
    await county.publish(bytesOf(table('甲')));
    await lantai.run('sync.push', {});
    await county.close();
    const copy = await backup(site);
    county = await town.start({ ...site, port });
    await county.publish(bytesOf(table('乙')));
    await lantai.fetch();
    const before = (await county.pool.query('SELECT seq, chain FROM county_feed ORDER BY seq DESC LIMIT 1')).rows[0] as object;
    await county.close();
    for (const part of lose) rmSync(join(site.folder, part), { recursive: true });
    county = await town.start({ ...copy, port });
    return { ...lantai, county, before, at: copy, port };
  }

  test('[P7] its folder brings the feed forward: the same letters, and desktops notice nothing', async () => {
    const { county, before, fetch, titles, position } = await setBack([]);
    expect((await county.pool.query('SELECT seq, chain FROM county_feed ORDER BY seq DESC LIMIT 1')).rows[0]).toEqual(before);
    await county.publish(bytesOf(table('丙')));
    expect(await fetch()).toMatchObject({ received: 1 });
    expect(await titles()).toEqual(['丙', '乙', '甲']);
    expect(position()).toBe(3);
  });

  test('[P6] without its folder a new epoch begins: the feed is read anew, and what was received before is kept', async () => {
    const { county, run, titles, position, call, fonds } = await setBack(['published', 'journal']);
    await county.publish(bytesOf(table('丙')));
    expect(await run('sync.push', {})).toMatchObject({ published: 2 });
    expect((await titles()).sort()).toEqual(['丙', '乙', '甲'].sort());
    expect(position()).toBe(2);
    const { hash } = (await call('schemes.published', {})).find(({ title }) => title === '乙')!;
    await expect(call('schemes.adoptPublished', { fondsId: fonds.id, hash, as: 'adopt' })).resolves.toMatchObject({
      scheme: { title: '乙' },
    });
  });

  test('[P6] a feed that is another although nothing was said of a restore is not believed; parcels still go', async () => {
    const { county, run, call, fetch, titles, position, fonds, at, port } = await setBack(['published']);
    await expect(fetch()).rejects.toMatchObject(refusal('county-refused', { why: 'feed-changed' }));
    await county.publish(bytesOf(table('丙')));
    await expect(fetch()).rejects.toMatchObject(refusal('county-refused', { why: 'feed-changed' }));
    await call('items.create', { draft: { fondsId: fonds.id, title: '春耕通知', year: 2025 } });
    expect(await run('sync.push', {})).toMatchObject({ accepted: 1, published: 0 });
    expect((await call('sync.status', {})).published).toMatchObject({ problem: 'county-refused', problemDetails: { why: 'feed-changed' } });
    expect(await titles()).toEqual(['乙', '甲']);
    expect(position()).toBe(2);

    // The operator says that it was set back: then it is read anew, and what was received stays.
    await expect(county.restored()).rejects.toThrow(/stop the county server first/);
    await county.close();
    const desk = await openDesk(at);
    await desk.restored();
    await desk.close();
    await town.start({ ...at, port });
    expect(await fetch()).toMatchObject({ received: 2 });
    expect((await titles()).sort()).toEqual(['丙', '乙', '甲'].sort());
    expect((await run('sync.push', {})).published).toBe(0);
    expect((await call('sync.status', {})).published).toMatchObject({ problem: '' });
    await expect(call('sync.verify', {})).resolves.toMatchObject({ broken: [] });
  });

  test('[P7] a folder that lost what it kept is filled again from the database; a damaged letter in it is named', async () => {
    const site = await town.site();
    let county = await town.start(site);
    const { hash } = await county.publish(bytesOf(table('甲')));
    await county.withdraw(hash);
    await county.close();
    const folder = join(site.folder, 'published');
    const files = () => readdirSync(folder).sort();
    const had = files().map((name) => [name, readFileSync(join(folder, name)).toString('hex')]);
    rmSync(folder, { recursive: true });
    county = await town.start(site);
    expect(files().map((name) => [name, readFileSync(join(folder, name)).toString('hex')])).toEqual(had);
    await county.close();
    writeFileSync(join(folder, '2.entry'), 'hello');
    await expect(town.start(site)).rejects.toThrow(/2\.entry is damaged/);
  });
});

describe('the command line of the county', () => {
  test('publish, withdraw and published speak JSON; what is refused is named on standard error', async () => {
    const site = await town.site();
    await town.start(site);
    vi.stubEnv('DATABASE_URL', site.databaseUrl);
    const said: string[] = [];
    const complained: string[] = [];
    const out = vi.spyOn(console, 'log').mockImplementation((text: string) => void said.push(text));
    const err = vi.spyOn(console, 'error').mockImplementation((text: string) => void complained.push(text));
    onTestFinished(() => {
      vi.unstubAllEnvs();
      out.mockRestore();
      err.mockRestore();
    });
    const file = join(site.folder, '表.json');
    writeFileSync(file, bytesOf(table('甲')));
    const at = ['--data', site.folder];
    expect(await runCounty(['publish', file, '--for', 'township, village', ...at])).toBe(0);
    const { hash } = JSON.parse(said.at(-1)!) as { hash: string };
    expect(JSON.parse(said.at(-1)!)).toMatchObject({ title: '甲', unitTypes: ['township', 'village'], seq: 1 });
    expect(await runCounty(['withdraw', hash, ...at])).toBe(0);
    expect(await runCounty(['published', ...at])).toBe(0);
    expect(JSON.parse(said.at(-1)!)).toMatchObject([{ hash, withdrawn: true, seq: 2 }]);
    writeFileSync(
      file,
      bytesOf(
        table('乙', { categories: [{ ...table('').categories[0]!, clauses: [{ depth: 0, no: '7', text: '文件', ...row, term: null }] }] }),
      ),
    );
    expect(await runCounty(['publish', file, ...at])).toBe(1);
    expect(complained.at(-1)).toContain('S1 WS 7');
    expect(await runCounty(['publish', join(site.folder, 'none.json'), ...at])).toBe(1);
    expect(await runCounty(['publish', ...at])).toBe(2);
    expect(await runCounty(['published', 'extra', ...at])).toBe(2);
  });

  test('a folder without a county cannot publish', async () => {
    const site = await town.site();
    const county = await town.start(site);
    await county.close();
    rmSync(join(site.folder, 'county.key'));
    vi.stubEnv('DATABASE_URL', site.databaseUrl);
    const err = vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => {
      vi.unstubAllEnvs();
      err.mockRestore();
    });
    const file = join(site.folder, '表.json');
    writeFileSync(file, bytesOf(table('甲')));
    expect(await runCounty(['publish', file, '--data', site.folder])).toBe(1);
    expect(err.mock.calls.at(-1)?.[0]).toContain('key is missing');
  });
});

describe('the golden letters of the county’s feed', () => {
  const golden = (name: string) => readFileSync(new URL(`../fixtures/county/${name}`, import.meta.url));
  const keys = JSON.parse(readFileSync(new URL('../fixtures/parcels/keys.json', import.meta.url), 'utf8')) as { county: string };
  const countyKey = Buffer.from(keys.county, 'base64');
  const signer = keyPairFrom(
    `-----BEGIN PRIVATE KEY-----\n${Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 2)]).toString('base64')}\n-----END PRIVATE KEY-----\n`,
  );

  test('[S13] are read as they were written, fields of later builds kept, and lead to their head and document', () => {
    const first = requireCountyEntry(golden('v1-1.entry'), { countyKey, srv: 'golden', seq: 1, prev: nothingBefore });
    expect(first).toMatchObject({ kind: 'scheme-published', later: 'a field of a later build' });
    expect(chainWith(first)).toBe('bdee5447b12fa48be67b90d49e5e97bf303ff8689f4ad2c966f29fc64df34c18');
    const second = requireCountyEntry(golden('v1-2.entry'), { countyKey, srv: 'golden', seq: 2, prev: chainWith(first) });
    expect(SchemeEntry.parse(second)).toMatchObject({ kind: 'scheme-withdrawn', hash: SchemeEntry.parse(first).hash });
    expect(readHead(golden('v1.head'), countyKey)).toMatchObject({ fonds: 'county', seq: 2, chain: chainWith(second) });
    const document = golden('v1.scheme.json');
    expect(sha256(document).toString('hex')).toBe(SchemeEntry.parse(first).hash);
    expect(canonical(SchemeDocument.parse(JSON.parse(document.toString())))).toBe(document.toString());
  });

  test('[S13] are written as they were: the same words give the same bytes', () => {
    const { body, digest, signature } = openLetter('COUNTY-ENTRY', golden('v1-1.entry'), SchemeEntry);
    expect(isSignedBy(countyKey, digest, signature)).toBe(true);
    expect(sealCountyEntry(body, signer.sign).equals(golden('v1-1.entry'))).toBe(true);
  });
});
