import { describe, expect, test } from 'vitest';
import {
  loadSm3,
  newKeyPair,
  nothingBefore,
  parcelType,
  Receipt,
  sealParcel,
  sha256,
  signRequest,
  wasHash,
} from '../../core/sync/wire/index.ts';
import type { Op } from '../../shared/audit/op.ts';
import { startOffice } from '../support/app.ts';
import { countyTown } from '../support/county.ts';

const town = countyTown();

async function enrolledOffice(options: Parameters<typeof town.start>[0] = {}) {
  const county = await town.start(options);
  const office = await startOffice();
  const { code } = await county.invite({ fonds: 'Z109' });
  await office.run('sync.enrol', { address: county.address, code, fondsId: office.fonds.id });
  const add = (title: string, more: object = {}) =>
    office.call('items.create', { draft: { fondsId: office.fonds.id, title, year: 2025, ...more } });
  return { ...office, county, add };
}

test('what is pushed arrives, and every record bears the number of its receipt', async () => {
  const { call, run, county, add } = await enrolledOffice();
  await add('关于春耕生产的通知', { responsible: '青石乡人民政府', date: '2025-03-01' });
  await add('关于防汛工作的报告');
  expect(await call('sync.status', {})).toMatchObject({ records: 2, unsent: 2, delivered: 0 });
  const pushed = await run('sync.push', {});
  expect(pushed).toMatchObject({ parcels: 1, changes: 3, accepted: 3, returned: 0, conflict: 0 });
  const { rows } = await call('sync.records', {});
  expect(rows.map(({ title, state, receipt }) => ({ title, state, receipt }))).toEqual([
    { title: '关于防汛工作的报告', state: 'delivered', receipt: pushed.receipts[0] },
    { title: '关于春耕生产的通知', state: 'delivered', receipt: pushed.receipts[0] },
  ]);
  expect(await call('sync.status', {})).toMatchObject({ records: 2, unsent: 0, delivered: 2, oldestUnsentAt: null, lastProblem: '' });
  expect(await call('sync.verify', {})).toEqual({ receipts: 1, verified: 1, changesCovered: 3, broken: [] });
  expect((await county.items()).map(({ title }) => title)).toEqual(['关于春耕生产的通知', '关于防汛工作的报告']);
});

const uuid = (n: number) => `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const fonds = { id: uuid(1), code: 'Z109', name: '青石乡人民政府' };

/** A device that says whatever the test wants, byte for byte. */
async function wireDevice() {
  const county = await town.start();
  const key = newKeyPair();
  const ep = uuid(2);
  let nonce = 'none';
  let seq = 0;
  let prev = nothingBefore;

  async function ask(path: string, body: Uint8Array, headers: Record<string, string>) {
    const answer = await fetch(`${county.address}${path}`, { method: 'POST', headers, body: new Uint8Array(body) });
    nonce = answer.headers.get('lantai-nonce') ?? nonce;
    return { status: answer.status, body: (await answer.json()) as { problem?: { code: string }; receipt: string } };
  }
  function signed(path: string, question: object, with_ = nonce) {
    const body = Buffer.from(JSON.stringify(question));
    const headers = { 'content-type': 'application/json', ...signRequest({ method: 'POST', path, body }, key.id, with_, key.sign) };
    return { path, body, headers };
  }
  const send = ({ path, body, headers }: ReturnType<typeof signed>) => ask(path, body, headers);
  async function freshNonce(): Promise<string> {
    await ask('/v1/hello', Buffer.from('{}'), {});
    return nonce;
  }
  const hello = { proto: '1.0', dev: key.id, ep, sealed: 0, acked: 0, server_epoch: county.identity.epoch, feeds: [] };
  /** Seals and sends the next parcel; answers its receipt. */
  async function push(ops: readonly Op[]): Promise<Receipt> {
    seq += 1;
    const head: [number, string] = [0, nothingBefore];
    const header = { dev: key.id, ep, seq, prev, fonds: fonds.id, srv: '', srv_ep: '', pulled: 0, head, audit: head, wall: '' };
    const bytes = sealParcel(header, ops, await loadSm3(), key.sign);
    prev = sha256(bytes).toString('hex');
    const { status, body } = await ask('/v1/parcels', bytes, { 'content-type': parcelType });
    expect({ status, problem: body.problem }).toEqual({ status: 200, problem: undefined });
    return Receipt.parse(JSON.parse(Buffer.from(body.receipt, 'base64').toString('utf8').split('\n')[1]!));
  }

  const { code } = await county.invite();
  await freshNonce();
  const enrolment = signed('/v1/enrol', { proto: '1.0', code, key: key.publicKey.toString('base64'), fonds });
  expect(await send(enrolment)).toMatchObject({ status: 200 });
  return { county, push, hello, signed, send, freshNonce, enrolment };
}

const change = (n: number, rid: number, more: Partial<Op> = {}): Op => ({
  id: uuid(0x1000 + n),
  schema: 'item@1',
  kind: 'create',
  rid: uuid(0x2000 + rid),
  fonds: fonds.id,
  set: { title: `第${rid}件`, year: 2025 },
  was: {},
  actor: '王芳',
  at: '2026-01-05T08:00:00.000Z',
  hlc: '1767600000000-0000-00000000',
  secrecy: 0,
  ...more,
});
const edit = (n: number, rid: number, field: string, was: string, now: string, more: Partial<Op> = {}) =>
  change(n, rid, { kind: 'patch', set: { [field]: now }, was: { [field]: wasHash(was) }, ...more });
const codes = ({ notes }: Receipt) => notes.map(({ i, code }) => [i, code]);

describe('changes that stand together', () => {
  const txn = 'renumber-1';

  test('[S8] a group in which one change fails is returned whole; what stands beside it is taken', async () => {
    const { county, push } = await wireDevice();
    await push([change(1, 1), change(2, 2)]);
    const receipt = await push([
      change(3, 3),
      edit(4, 1, 'box', '', '甲', { txn }),
      edit(5, 2, 'box', '另一个旧值', '乙', { txn }),
      edit(6, 1, 'remark', '', '丙', { txn }),
      edit(7, 2, 'remark', '', '丁'),
    ]);
    expect(receipt.results).toBe('ARCRA');
    expect(codes(receipt)).toEqual([
      [1, 'group'],
      [2, 'changed-meanwhile'],
      [3, 'group'],
    ]);
    const { rows } = await county.pool.query(`SELECT title, box, body ->> 'remark' AS remark FROM item ORDER BY title`);
    expect(rows).toEqual([
      { title: '第1件', box: '', remark: '' },
      { title: '第2件', box: '', remark: '丁' },
      { title: '第3件', box: '', remark: '' },
    ]);
  });

  test('[S8] a group gives back the 档号 it would have taken, and taken whole when all of it holds', async () => {
    const { county, push } = await wireDevice();
    const number = 'Z109-WS·2025-D30-0001';
    const numbered = (n: number, rid: number, more: Partial<Op> = {}) =>
      change(n, rid, { set: { title: `第${rid}件`, year: 2025, number }, ...more });
    expect((await push([numbered(1, 1, { txn }), change(2, 2, { set: { title: '', year: 2025 }, txn })])).results).toBe('RR');
    const receipt = await push([numbered(3, 3), change(4, 4, { txn: 'b' }), edit(5, 4, 'box', '', '甲', { txn: 'b' })]);
    expect(receipt.results).toBe('AAA');
    expect(codes(receipt)).toEqual([]);
    expect((await county.items()).map(({ title, numberConflict }) => [title, numberConflict])).toEqual([
      ['第3件', false],
      ['第4件', false],
    ]);
  });
});

describe('changes that wait', () => {
  test('[S8] parked edits are taken in their order when the record comes, each named with its place in the feed', async () => {
    const { county, push } = await wireDevice();
    const early = await push([edit(1, 1, 'box', '', '甲'), edit(2, 1, 'box', '甲', '乙'), change(3, 2)]);
    expect(early.results).toBe('PPA');
    expect((await county.items()).map(({ title }) => title)).toEqual(['第2件']);
    const receipt = await push([change(4, 1)]);
    expect(receipt.results).toBe('A');
    expect(receipt.settled.map(([id]) => id)).toEqual([uuid(0x1001), uuid(0x1002)]);
    expect(receipt.feed).toEqual([early.head[0] + 1, early.head[0] + 3]);
    expect((await county.pool.query(`SELECT box FROM item WHERE title = '第1件'`)).rows).toEqual([{ box: '乙' }]);
  });

  test('[S8] a parked edit that does not fit the record when it comes goes on waiting, and the record is taken', async () => {
    const { county, push } = await wireDevice();
    await push([edit(1, 1, 'box', '另一个旧值', '甲')]);
    const receipt = await push([change(2, 1)]);
    expect(receipt).toMatchObject({ results: 'A', settled: [] });
    expect((await county.pool.query('SELECT title, box FROM item')).rows).toEqual([{ title: '第1件', box: '' }]);
    expect((await county.status()).fonds).toMatchObject([{ conflict: 1 }]);
  });
});

describe('[S11] signed questions', () => {
  test('one overheard and said again is refused, at once and word for word later', async () => {
    const { hello, signed, send, enrolment, county } = await wireDevice();
    const question = signed('/v1/hello', hello);
    expect((await send(question)).status).toBe(200);
    for (let again = 0; again < 2; again++)
      expect(await send(question)).toMatchObject({ status: 401, body: { problem: { code: 'nonce' } } });
    expect(await send(enrolment)).toMatchObject({ status: 401, body: { problem: { code: 'nonce' } } });
    expect(await county.devices()).toHaveLength(1);
  });

  test('one for another door, with another body, by another key, or without signature is refused, and its nonce is not spent', async () => {
    const { hello, signed, send, freshNonce } = await wireDevice();
    const good = signed('/v1/hello', hello, await freshNonce());
    const forged = signed('/v1/hello', hello, 'made-up.nonce.of-no-one');
    const stranger = newKeyPair();
    const refused = [
      [{ ...good, body: Buffer.from(JSON.stringify({ ...hello, sealed: 7 })) }, 'bad-signature'],
      [signed('/v1/other', hello, 'x'), 'unknown-path'],
      [{ ...signed('/v1/enrol', hello), path: '/v1/hello' }, 'bad-signature'],
      [{ ...good, headers: { ...good.headers, signature: '' } }, 'unsigned'],
      [{ ...good, headers: { ...good.headers, ...signRequest({ method: 'POST', ...good }, stranger.id, 'x', stranger.sign) } }, 'unsigned'],
      [
        { ...good, headers: { ...good.headers, ...signRequest({ method: 'POST', ...good }, hello.dev, 'x', stranger.sign) } },
        'bad-signature',
      ],
      [forged, 'nonce'],
    ] as const;
    for (const [question, code] of refused) expect((await send(question)).body.problem).toEqual({ code });
    expect((await send(good)).status).toBe(200);
  });
});
