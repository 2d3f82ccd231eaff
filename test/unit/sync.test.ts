import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { loadSm3, readEnvelope, readOps } from '../../core/sync/wire/index.ts';
import type { CountyOptions } from '../../server/county/county.ts';
import { countyPool, postgresStore } from '../../server/county/database.ts';
import { startOffice } from '../support/app.ts';
import { countyTown } from '../support/county.ts';
import { startRelay } from '../support/relay.ts';

const town = countyTown();

/** An office enrolled with a county over a line the test can disturb. */
async function office(options: Partial<CountyOptions> = {}) {
  return enrolledWith(await town.start(options));
}

async function enrolledWith(county: Awaited<ReturnType<typeof town.start>>, firstId = 0) {
  const relay = await startRelay(county.address);
  const lantai = await startOffice('networked', firstId);
  const { code } = await county.invite({ fonds: 'Z109' });
  await lantai.run('sync.enrol', { address: relay.address, code, fondsId: lantai.fonds.id });
  const add = (title: string, more: object = {}) =>
    lantai.call('items.create', { draft: { fondsId: lantai.fonds.id, title, year: 2025, ...more } });
  const states = async () => Object.fromEntries((await lantai.call('sync.records', {})).rows.map((row) => [row.title, row.state]));
  /** [S12] on every look. */
  async function status() {
    const now = await lantai.call('sync.status', {});
    expect(now.unsent + now.sealed + now.delivered + now.returned + now.conflict).toBe(now.records);
    expect((await lantai.call('sync.records', {})).total).toBe(now.records);
    return now;
  }
  const soundly = async () => {
    const verdict = await lantai.call('sync.verify', {});
    expect(verdict.broken).toEqual([]);
    expect(verdict.verified).toBe(verdict.receipts);
    return verdict;
  };
  return { ...lantai, county, relay, add, states, status, soundly };
}

const refusal = (code: string, details: object = {}) => ({ code, details: expect.objectContaining(details) });

describe('the line', () => {
  test.each(['lose-request', 'lose-answer', 'cut-answer'] as const)(
    '[S3] %s: nothing is called delivered; the same bytes go again and are there once',
    async (fate) => {
      const { run, add, relay, status, county, soundly } = await office();
      await add('春耕通知');
      relay.next((path) => (path === '/v1/parcels' ? fate : 'pass'));
      await expect(run('sync.push', {})).rejects.toMatchObject(refusal('offline'));
      expect(await status()).toMatchObject({ sealed: 1, delivered: 0, lastProblem: 'offline' });
      relay.next(() => 'pass');
      expect(await run('sync.push', {})).toMatchObject({ parcels: 1, accepted: 2 });
      expect(await status()).toMatchObject({ delivered: 1, lastProblem: '', oldestUnsentAt: null });
      const sent = relay.seen.filter(({ path }) => path === '/v1/parcels');
      expect(sent).toHaveLength(2);
      expect(sent[0]!.body.equals(sent[1]!.body)).toBe(true);
      expect(await county.parcels()).toHaveLength(1);
      expect(await county.items()).toHaveLength(1);
      await soundly();
    },
  );

  test('[S3] a parcel delivered twice gets the same receipt and counts once', async () => {
    const { run, add, relay, county } = await office();
    await add('春耕通知');
    relay.next((path) => (path === '/v1/parcels' ? 'twice' : 'pass'));
    await expect(run('sync.push', {})).resolves.toMatchObject({ parcels: 1, accepted: 2 });
    expect((await county.pool.query('SELECT count(*)::int AS n FROM op')).rows).toEqual([{ n: 2 }]);
  });

  test('[S5] a receipt changed by one letter is refused; nothing is called delivered, and the true one is taken afterwards', async () => {
    const { run, add, relay, status, soundly } = await office();
    await add('春耕通知');
    const changed = (change: (bytes: Buffer) => Buffer) => ({
      change: (answer: { [field: string]: unknown }) => ({
        ...answer,
        receipt: change(Buffer.from(String(answer['receipt']), 'base64')).toString('base64'),
      }),
    });
    for (const change of [
      (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('"results":"AA"', '"results":"AR"'), 'latin1'),
      (bytes: Buffer) => bytes.subarray(0, -1),
      () => Buffer.from('thank you'),
    ]) {
      relay.next((path) => (path === '/v1/parcels' ? changed(change) : 'pass'));
      await expect(run('sync.push', {})).rejects.toMatchObject(refusal('bad-receipt'));
      expect(await status()).toMatchObject({ delivered: 0, sealed: 1, lastProblem: 'bad-receipt' });
    }
    relay.next(() => 'pass');
    await run('sync.push', {});
    expect(await status()).toMatchObject({ delivered: 1 });
    await soundly();
  });

  test('[S5] a receipt of an earlier parcel is not taken for this one', async () => {
    const { run, add, relay, status } = await office();
    await add('第一件');
    let old: object = {};
    const remember = (answer: object) => {
      old = answer;
      return answer;
    };
    relay.next((path) => (path === '/v1/parcels' ? { change: remember } : 'pass'));
    await run('sync.push', {});
    await add('第二件');
    relay.next((path) => (path === '/v1/parcels' ? { change: () => old } : 'pass'));
    await expect(run('sync.push', {})).rejects.toMatchObject(refusal('bad-receipt'));
    expect(await status()).toMatchObject({ delivered: 1, sealed: 1 });
  });

  test.each([
    ['a login page of the network', { answer: '<html>请登录 Wi-Fi</html>' }, 'not-the-county'],
    ['a page that redirects', { answer: '', status: 302 }, 'not-the-county'],
    ['JSON of another server', { answer: '{"receipt":"AAAA"}', type: 'application/json' }, 'not-the-county'],
    ['a county in trouble', { answer: 'busy', status: 503 }, 'county-refused'],
  ] as const)('%s is named, and nothing is lost', async (_what, fate, code) => {
    const { run, add, relay, status } = await office();
    await add('春耕通知');
    relay.next(() => fate);
    await expect(run('sync.push', {})).rejects.toMatchObject({ code });
    expect(await status()).toMatchObject({ records: 1, unsent: 1, delivered: 0, lastProblem: code });
    relay.next((path) => (path === '/v1/parcels' ? fate : 'pass'));
    await expect(run('sync.push', {})).rejects.toMatchObject({ code });
    expect(await status()).toMatchObject({ sealed: 1, delivered: 0 });
  });

  test('a county that cannot be reached is offline; a county under way to stop loses nothing', async () => {
    const { run, add, county, status } = await office();
    await add('春耕通知');
    await county.close();
    await expect(run('sync.push', {})).rejects.toMatchObject({ code: 'offline' });
    const lantai = await startOffice();
    await expect(
      lantai.run('sync.enrol', { address: 'http://127.0.0.1:1', code: 'ABCD-2345', fondsId: lantai.fonds.id }),
    ).rejects.toMatchObject(refusal('offline', { why: 'ECONNREFUSED' }));
    await expect(
      lantai.run('sync.enrol', { address: 'http://county.invalid', code: 'ABCD-2345', fondsId: lantai.fonds.id }),
    ).rejects.toMatchObject({ code: 'offline' });
    await expect(lantai.run('sync.enrol', { address: 'ftp://county', code: 'ABCD-2345', fondsId: lantai.fonds.id })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    expect((await status()).delivered).toBe(0);
  });

  test('a line on which nothing moves is given up and named', async () => {
    const { post } = await import('../../core/sync/egress.ts');
    const silent = createServer(() => {});
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(silent.address() as { port: number }).port}/v1/hello`;
    await expect(
      post({ url, type: 'application/json', body: Buffer.from('{}'), signal: new AbortController().signal, stall: 50 }),
    ).rejects.toMatchObject(refusal('offline', { why: 'STALLED' }));
    silent.close();
  });

  test('sending can be cancelled; what was sealed stays sealed', async () => {
    const { call, add, relay, status } = await office();
    await add('春耕通知');
    relay.next((path) => (path === '/v1/parcels' ? 'lose-request' : 'pass'));
    const { taskId } = (await call('sync.push', {})) as { taskId: never };
    await call('tasks.cancel', { id: taskId });
    let task = await call('tasks.get', { id: taskId });
    while (task.state === 'running') {
      await new Promise((wait) => setTimeout(wait, 5));
      task = await call('tasks.get', { id: taskId });
    }
    expect(task.state).toBe('cancelled');
    expect((await status()).delivered).toBe(0);
  });
});

describe('what the county decides', () => {
  test('[S8][S9] a returned record says why; the correction settles both, and those behind it were never stopped', async () => {
    const { run, call, add, states, status, soundly, county } = await office();
    const wrong = await add('年度写错的一件', { year: 2099 });
    await add('没有错的一件');
    expect(await run('sync.push', {})).toMatchObject({ accepted: 2, returned: 1 });
    expect(await states()).toEqual({ 年度写错的一件: 'returned', 没有错的一件: 'delivered' });
    const { rows } = await call('sync.records', { state: 'returned' });
    expect(rows).toMatchObject([{ title: '年度写错的一件', reason: { code: 'future-year', field: 'year' } }]);
    await call('items.edit', { id: wrong.id, was: { year: 2099 }, set: { year: 2025 } });
    expect(await status()).toMatchObject({ unsent: 1, returned: 0, delivered: 1 });
    expect(await run('sync.push', {})).toMatchObject({ changes: 1, accepted: 1 });
    expect(await status()).toMatchObject({ delivered: 2, returned: 0 });
    expect(await soundly()).toMatchObject({ receipts: 2, changesCovered: 4 });
    expect((await county.items()).map(({ title, year }) => [title, year])).toEqual(expect.arrayContaining([['年度写错的一件', 2025]]));
  });

  test('[S8] an edit of a returned record that does not mend it leaves it returned', async () => {
    const { run, call, add, states } = await office();
    const wrong = await add('年度写错的一件', { year: 2099 });
    await run('sync.push', {});
    await call('items.edit', { id: wrong.id, was: { box: '' }, set: { box: '7' } });
    await run('sync.push', {});
    expect(await states()).toEqual({ 年度写错的一件: 'returned' });
    await call('items.edit', { id: wrong.id, was: { year: 2099 }, set: { year: 2024 } });
    await run('sync.push', {});
    expect(await states()).toEqual({ 年度写错的一件: 'delivered' });
  });

  test('[S8] a returned edit does not take back what the county holds; the edit after it builds on both', async () => {
    const { run, call, add, states, county } = await office();
    const item = await add('一件');
    await run('sync.push', {});
    await call('items.edit', { id: item.id, was: { year: 2025 }, set: { year: 2099 } });
    await run('sync.push', {});
    expect(await states()).toEqual({ 一件: 'returned' });
    expect(await county.items()).toMatchObject([{ year: 2025 }]);
    await call('items.edit', { id: item.id, was: { year: 2099 }, set: { year: 2023 } });
    await run('sync.push', {});
    expect(await states()).toEqual({ 一件: 'delivered' });
    expect(await county.items()).toMatchObject([{ year: 2023 }]);
  });

  test('[S8] edits, bin and restore arrive in order', async () => {
    const { run, call, add, county } = await office();
    const item = await add('旧题名');
    await call('items.edit', { id: item.id, was: { title: '旧题名' }, set: { title: '新题名' } });
    await call('items.bin', { ids: [item.id] });
    await run('sync.push', {});
    expect(await county.items()).toMatchObject([{ title: '新题名', binned: true }]);
    await call('items.restore', { ids: [item.id] });
    await run('sync.push', {});
    expect(await county.items()).toMatchObject([{ title: '新题名', binned: false }]);
  });

  test('[S8] a value the county changed meanwhile is kept on both sides: conflict, nothing overwritten', async () => {
    const { run, call, add, states, county, status } = await office();
    const item = await add('一件', { box: '1' });
    await run('sync.push', {});
    await county.pool.query(`UPDATE item SET box = '9', body = jsonb_set(body, '{box}', '"9"')`);
    await call('items.edit', { id: item.id, was: { box: '1' }, set: { box: '2' } });
    expect(await run('sync.push', {})).toMatchObject({ conflict: 1 });
    expect(await states()).toEqual({ 一件: 'conflict' });
    expect((await call('sync.records', {})).rows[0]!.reason).toMatchObject({ code: 'changed-meanwhile', field: 'box' });
    expect(await status()).toMatchObject({ conflict: 1, delivered: 0 });
    expect((await county.pool.query('SELECT box FROM item')).rows).toEqual([{ box: '9' }]);
  });

  test('[S9] two desktops give the same 档号: both records are kept, the later says so, and renumbering clears it', async () => {
    const county = await town.start();
    const first = await enrolledWith(county);
    const second = await enrolledWith(county, 0x100000);
    const numbered = (lantai: typeof first, title: string) =>
      lantai.call('items.create', { draft: { fondsId: lantai.fonds.id, title, year: 2025, term: 'D30' }, numbered: true });
    const kept = await numbered(first, '先到的一件');
    const later = await numbered(second, '后到的一件');
    expect(later.number).toBe(kept.number);
    expect(later.number).not.toBeNull();
    await first.run('sync.push', {});
    expect(await second.run('sync.push', {})).toMatchObject({ accepted: 2, returned: 0, conflict: 0 });

    const marked = async () => Object.fromEntries((await county.items()).map(({ title, numberConflict }) => [title, numberConflict]));
    expect(await marked()).toEqual({ 先到的一件: false, 后到的一件: true });
    expect((await county.items()).map(({ number }) => number)).toEqual([kept.number, kept.number]);
    expect((await county.status()).fonds).toMatchObject([{ code: 'Z109', items: 2, numberConflicts: 1 }]);
    expect((await second.call('sync.records', {})).rows).toMatchObject([
      { title: '后到的一件', state: 'delivered', reason: { code: 'number-taken', field: 'number' } },
    ]);
    expect((await first.call('sync.records', {})).rows).toMatchObject([{ title: '先到的一件', state: 'delivered', reason: null }]);

    await second.call('items.edit', { id: later.id, was: { term: 'D30' }, set: { term: 'D10' }, renumber: true });
    expect(await second.run('sync.push', {})).toMatchObject({ accepted: 1 });
    expect(await marked()).toEqual({ 先到的一件: false, 后到的一件: false });
    for (const { soundly } of [first, second]) await soundly();
  });

  test('[S8] a change whose record the county has not seen waits there; when the record comes, both are delivered', async () => {
    const { run, call, add, db, relay, states, status, soundly, county } = await office();
    const item = await add('迟到的一件', { box: '1' });
    relay.next(() => 'lose-request');
    await expect(run('sync.push', {})).rejects.toMatchObject({ code: 'offline' });
    relay.next(() => 'pass');
    // As if the parcel with the record itself had been made later than the one with its edit.
    db.exec(`UPDATE sync_ops SET state = 'held' WHERE record_id = (SELECT id FROM items)`);
    await call('items.edit', { id: item.id, was: { box: '1' }, set: { box: '2' } });
    expect(await run('sync.push', {})).toMatchObject({ accepted: 1, conflict: 1, returned: 0 });
    expect(await county.items()).toEqual([]);
    expect((await county.status()).fonds).toMatchObject([{ items: 0, conflict: 1 }]);
    expect((await call('sync.records', {})).rows).toMatchObject([{ reason: { code: 'no-record' } }]);
    expect(await status()).toMatchObject({ delivered: 0 });

    db.exec(`UPDATE sync_ops SET state = 'pending' WHERE state = 'held'`);
    expect(await run('sync.push', {})).toMatchObject({ changes: 1, accepted: 1 });
    expect(await states()).toEqual({ 迟到的一件: 'delivered' });
    expect((await county.pool.query('SELECT title, box FROM item')).rows).toEqual([{ title: '迟到的一件', box: '2' }]);
    expect((await county.status()).fonds).toMatchObject([{ items: 1, conflict: 0 }]);
    expect((await call('sync.records', {})).rows).toMatchObject([{ reason: null }]);
    expect(await soundly()).toMatchObject({ receipts: 2, changesCovered: 3 });
  });

  test('a revoked device is told so, and nothing of it is taken', async () => {
    const { run, add, county, status } = await office();
    await add('一件');
    const [device] = await county.devices();
    expect(device).toMatchObject({ fonds: ['Z109'], revoked: false, dev: (await status()).device });
    await county.revoke(device!.dev);
    await expect(run('sync.push', {})).rejects.toMatchObject(refusal('county-refused', { why: 'revoked-device' }));
    expect(await county.items()).toEqual([]);
  });

  test('what is evidence at the county cannot be changed or removed, by SQL either', async () => {
    const { run, add, county } = await office();
    await add('一件');
    await run('sync.push', {});
    for (const table of ['feed', 'op', 'receipt', 'parcel']) {
      for (const sql of [
        `DELETE FROM ${table}`,
        `TRUNCATE ${table} CASCADE`,
        `UPDATE ${table} SET ${table === 'feed' ? "entry = ''" : table === 'op' ? "code = 'x'" : table === 'receipt' ? 'seq = 9' : 'bytes = 0'}`,
      ]) {
        await expect(county.pool.query(sql)).rejects.toThrow('append-only');
      }
    }
  });
});

describe('enrolment', () => {
  test('[S2] a code is good once; a wrong one, a stale one and one for another fonds are refused', async () => {
    const { county } = await office();
    const other = await startOffice();
    const enrol = (code: string) => other.run('sync.enrol', { address: county.address, code, fondsId: other.fonds.id });
    await expect(enrol('2222-2222')).rejects.toMatchObject(refusal('code-refused', { why: 'unknown-code' }));
    await expect(enrol((await county.invite({ fonds: 'Z110' })).code)).rejects.toMatchObject(
      refusal('code-refused', { why: 'other-fonds' }),
    );
    await expect(enrol((await county.invite({ hours: 0 })).code)).rejects.toMatchObject(refusal('code-refused', { why: 'expired-code' }));
    expect((await other.call('sync.status', {})).county).toBeNull();
    const { code } = await county.invite({});
    expect(await enrol(code.toLowerCase().replace('-', ' '))).toMatchObject({
      name: '青山县档案馆',
      address: county.address,
      keyId: county.identity.key.id,
    });
    await expect(enrol(code)).resolves.toMatchObject({ name: '青山县档案馆' });
    const third = await startOffice();
    await expect(third.run('sync.enrol', { address: county.address, code, fondsId: third.fonds.id })).rejects.toMatchObject(
      refusal('code-refused', { why: 'used-code' }),
    );
  });

  test('[S2] after ten wrong codes even the right one must wait', async () => {
    const county = await town.start();
    const lantai = await startOffice();
    const { code } = await county.invite();
    const enrol = (typed: string) => lantai.run('sync.enrol', { address: county.address, code: typed, fondsId: lantai.fonds.id });
    for (let guess = 0; guess < 10; guess++)
      await expect(enrol(`2222-222${(guess % 8) + 2}`)).rejects.toMatchObject(refusal('code-refused', { why: 'unknown-code' }));
    await expect(enrol(code)).rejects.toMatchObject(refusal('code-refused', { why: 'too-many-guesses' }));
  });

  test('[S2] when the answer is lost, the same code works again and makes no second device', async () => {
    const county = await town.start();
    const relay = await startRelay(county.address);
    const lantai = await startOffice();
    const { code } = await county.invite();
    const enrol = () => lantai.run('sync.enrol', { address: relay.address, code, fondsId: lantai.fonds.id });
    relay.next((_path, times) => (times > 0 ? 'lose-answer' : 'pass'));
    await expect(enrol()).rejects.toMatchObject({ code: 'offline' });
    expect((await lantai.call('sync.status', {})).county).toBeNull();
    relay.next(() => 'pass');
    await enrol();
    expect(await county.devices()).toHaveLength(1);
  });

  test('[S2] a certificate that was changed on the way is no certificate', async () => {
    const county = await town.start();
    const relay = await startRelay(county.address);
    const lantai = await startOffice();
    const { code } = await county.invite();
    for (const change of [(text: string) => `A${text.slice(1)}`, (text: string) => text.slice(0, -8)]) {
      relay.next((path) =>
        path === '/v1/enrol'
          ? {
              change: (answer) => ({
                ...answer,
                ...('certificate' in answer ? { certificate: change(String(answer['certificate'])) } : {}),
              }),
            }
          : 'pass',
      );
      await expect(lantai.run('sync.enrol', { address: relay.address, code, fondsId: lantai.fonds.id })).rejects.toMatchObject({
        code: 'not-the-county',
      });
    }
    relay.next(() => 'pass');
    await lantai.run('sync.enrol', { address: relay.address, code, fondsId: lantai.fonds.id });
  });

  test('a second county is refused; pushing before enrolment is refused', async () => {
    const { run, fonds } = await office();
    const elsewhere = await town.start({ name: '别县档案馆' });
    const { code } = await elsewhere.invite();
    await expect(run('sync.enrol', { address: elsewhere.address, code, fondsId: fonds.id })).rejects.toMatchObject(
      refusal('already-done', { name: '青山县档案馆' }),
    );
    const lantai = await startOffice();
    await expect(lantai.run('sync.push', {})).rejects.toMatchObject(refusal('not-yet', { what: 'county' }));
  });
});

describe('the classified gate', () => {
  test.each(['standalone', 'classified'] as const)('[S1] from a %s installation nothing is sent and nothing enrolled', async (kind) => {
    const lantai = await startOffice(kind);
    await expect(lantai.run('sync.enrol', { address: 'http://127.0.0.1:1', code: 'x', fondsId: lantai.fonds.id })).rejects.toMatchObject({
      code: 'not-allowed-here',
    });
    await expect(lantai.run('sync.push', {})).rejects.toMatchObject({ code: 'not-allowed-here' });
    expect(await lantai.call('sync.status', {})).toMatchObject({ county: null, delivered: 0 });
  });

  test('[S1] the module that opens sockets is not loaded with the program, nor is the network', () => {
    const script = `
      await import('./core/app.ts');
      const loaded = process.moduleLoadList.filter((name) => /NativeModule (?:http|https|net|tls|_http_client)$/.test(name));
      console.log(JSON.stringify(loaded));`;
    const bare = JSON.parse(
      execFileSync(process.execPath, ['--input-type=module', '-e', script.replace(`await import('./core/app.ts');`, '')], {
        encoding: 'utf8',
      }),
    ) as string[];
    const withCore = JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })) as string[];
    expect(withCore.filter((name) => !bare.includes(name) && name !== 'NativeModule net')).toEqual([]);
  });

  test('[S4] a change that bears a mark stays here, is shown as such, and not one byte of it travels', async () => {
    const { run, call, add, relay, status } = await office();
    await add('春耕通知');
    await add('见附件（★5年）金丝雀');
    await run('sync.push', {});
    expect(await status()).toMatchObject({ records: 2, delivered: 1, unsent: 1, held: 1 });
    expect((await call('sync.records', { state: 'unsent' })).rows).toMatchObject([{ reason: { code: 'classified', field: 'title' } }]);
    for (const { path, body } of relay.seen) {
      expect(body.includes('金丝雀')).toBe(false);
      if (path === '/v1/parcels') expect(gunzipSync(readEnvelope(body).body).includes('金丝雀')).toBe(false);
    }
  });

  test('[S4] the last gate looks through the exact bytes, also of a parcel that should never have been sealed', async () => {
    const { post } = await import('../../core/sync/egress.ts');
    const { newKeyPair, parcelType, sealParcel, nothingBefore } = await import('../../core/sync/wire/index.ts');
    const uuid = '01900000-0000-7000-8000-000000000001';
    const op = {
      id: uuid,
      schema: 'item@1',
      kind: 'create' as const,
      rid: uuid,
      fonds: uuid,
      set: { title: '机密★10年 金丝雀' },
      was: {},
      actor: '',
      at: '',
      hlc: '',
      secrecy: 0,
    };
    const pair = newKeyPair();
    const body = sealParcel(
      {
        dev: pair.id,
        ep: uuid,
        seq: 1,
        prev: nothingBefore,
        fonds: uuid,
        srv: '',
        srv_ep: '',
        pulled: 0,
        head: [0, nothingBefore],
        audit: [0, nothingBefore],
        wall: '',
      },
      [op],
      await loadSm3(),
      pair.sign,
    );
    const relay = await startRelay('http://127.0.0.1:1');
    const { signal } = new AbortController();
    await expect(post({ url: `${relay.address}/v1/parcels`, type: parcelType, body, signal })).rejects.toMatchObject({
      code: 'classified',
    });
    await expect(
      post({ url: `${relay.address}/v1/hello`, type: 'application/json', body: Buffer.from('{"note":"绝密★"}'), signal }),
    ).rejects.toMatchObject({ code: 'classified' });
    expect(relay.seen).toEqual([]);
  });

  test('[S10] a parcel the county’s gate refuses leaves no content there, and the innocent in it arrive by themselves', async () => {
    const { run, call, add, county, status, relay } = await office({ watch: (text) => text.includes('金丝雀') });
    await add('春耕通知');
    await add('金丝雀行动方案');
    await add('防汛报告');
    expect(await run('sync.push', {})).toMatchObject({ parcels: 2, accepted: 3 });
    expect(await status()).toMatchObject({ records: 3, delivered: 2, unsent: 1, held: 1 });
    expect((await call('sync.records', { state: 'unsent' })).rows).toMatchObject([
      { title: '金丝雀行动方案', reason: { code: 'classified' } },
    ]);
    expect((await county.items()).map(({ title }) => title).sort()).toEqual(['春耕通知', '防汛报告']);
    expect((await county.parcels()).map(({ refused }) => refused)).toEqual([false, true]);
    const dump = JSON.stringify(
      (
        await county.pool.query(
          'SELECT (SELECT json_agg(feed) FROM feed), (SELECT json_agg(op) FROM op), (SELECT json_agg(item) FROM item)',
        )
      ).rows,
    );
    expect(dump).not.toContain('金丝雀');
    expect(await run('sync.push', {})).toMatchObject({ parcels: 0 });
    const sealed = relay.seen.filter(({ path }) => path === '/v1/parcels').map(({ body }) => readEnvelope(body));
    expect(readOps(sealed[1]!, await loadSm3())).toHaveLength(3);
    expect(await call('sync.verify', {})).toMatchObject({ broken: [], receipts: 2 });
  });
});

describe('restores and copies', () => {
  /** Copies the county's database as it is now; the answer puts a county on the copy. */
  async function backup(site: { folder: string; databaseUrl: string }) {
    const name = `copy_${Math.random().toString(36).slice(2)}`;
    const client = new pg.Client(site.databaseUrl.replace(/\/[^/]+$/, '/postgres'));
    await client.connect();
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${site.databaseUrl.split('/').at(-1)}`);
    await client.end();
    return { ...site, databaseUrl: site.databaseUrl.replace(/\/[^/]+$/, `/${name}`) };
  }

  async function restoredCounty(loseJournal: boolean) {
    const site = await town.site();
    let county = await town.start(site);
    const port = Number(new URL(county.address).port);
    const lantai = await startOffice();
    const add = (title: string) => lantai.call('items.create', { draft: { fondsId: lantai.fonds.id, title, year: 2025 } });
    await lantai.run('sync.enrol', { address: county.address, code: (await county.invite()).code, fondsId: lantai.fonds.id });
    await add('第一件');
    await lantai.run('sync.push', {});
    await county.close();
    const copy = await backup(site);
    county = await town.start({ ...site, port });
    await add('第二件');
    await lantai.run('sync.push', {});
    const head = (await county.pool.query('SELECT seq, chain FROM feed ORDER BY seq DESC LIMIT 1')).rows[0] as object;
    const { epoch } = county.identity;
    await county.close();
    if (loseJournal) rmSync(join(site.folder, 'journal'), { recursive: true });
    county = await town.start({ ...copy, port });
    return { ...lantai, add, county, head, epoch };
  }
  const titles = async (county: Awaited<ReturnType<typeof town.start>>) => (await county.items()).map(({ title }) => title).sort();

  test('[S10] a county set back to yesterday is brought forward by its journal: same chain, same receipts, desktops notice nothing', async () => {
    const { county, head, epoch, run, add, call } = await restoredCounty(false);
    expect(county.identity.epoch).toBe(epoch);
    expect((await county.pool.query('SELECT seq, chain FROM feed ORDER BY seq DESC LIMIT 1')).rows[0]).toEqual(head);
    await add('第三件');
    expect(await run('sync.push', {})).toMatchObject({ parcels: 1 });
    expect(await titles(county)).toEqual(['第一件', '第三件', '第二件']);
    expect(await call('sync.verify', {})).toMatchObject({ receipts: 3, verified: 3, broken: [] });
  });

  test('[S6] a county that lost its journal too begins a new epoch, and exactly what it lacks is sent again', async () => {
    const { county, epoch, run, add, call } = await restoredCounty(true);
    expect(county.identity.epoch).not.toBe(epoch);
    expect(await titles(county)).toEqual(['第一件']);
    await add('第三件');
    expect(await run('sync.push', {})).toMatchObject({ parcels: 2, accepted: 2 });
    expect(await titles(county)).toEqual(['第一件', '第三件', '第二件']);
    expect((await call('sync.receipts', {})).map(({ seq, superseded }) => [seq, superseded])).toEqual([
      [3, false],
      [2, false],
      [2, true],
      [1, false],
    ]);
    expect(await call('sync.verify', {})).toMatchObject({ receipts: 4, verified: 4, changesCovered: 4, broken: [] });
  });

  test('[S6] the line breaks after the greeting with a restored county: the next sending goes on where it was', async () => {
    const { county, run, db, call } = await restoredCounty(true);
    const relay = await startRelay(county.address);
    db.exec(`UPDATE sync_counties SET address = '${relay.address}'`);
    relay.next((path) => (path === '/v1/parcels' ? 'lose-request' : 'pass'));
    await expect(run('sync.push', {})).rejects.toMatchObject({ code: 'offline' });
    relay.next(() => 'pass');
    expect(await run('sync.push', {})).toMatchObject({ parcels: 1, accepted: 1 });
    expect(await titles(county)).toEqual(['第一件', '第二件']);
    expect(await call('sync.verify', {})).toMatchObject({ broken: [] });
  });

  test('[S6] what was sent before a new enrolment is compared too: a county that lost it gets it again', async () => {
    const site = await town.site();
    let county = await town.start(site);
    const port = Number(new URL(county.address).port);
    const { run, call, db, fonds } = await startOffice();
    const enrol = async () => run('sync.enrol', { address: county.address, code: (await county.invite()).code, fondsId: fonds.id });
    await enrol();
    await county.close();
    const copy = await backup(site);
    county = await town.start({ ...site, port });
    await call('items.create', { draft: { fondsId: fonds.id, title: '第一件', year: 2025 } });
    await run('sync.push', {});
    db.exec('UPDATE sync_state SET forked = 1'); // as if it were an old copy
    await enrol();
    await run('sync.push', {});
    await county.close();
    rmSync(join(site.folder, 'journal'), { recursive: true });
    county = await town.start({ ...copy, port });
    await expect(run('sync.push', {})).rejects.toMatchObject(refusal('county-refused', { why: 'unknown-device' }));
    await enrol();
    expect(await run('sync.push', {})).toMatchObject({ parcels: 1, accepted: 2 });
    expect(await titles(county)).toEqual(['第一件']);
    expect(await call('sync.verify', {})).toMatchObject({ broken: [] });
  });

  test('[S10] the journal is never applied with a hole: a parcel whose forerunner cannot be applied is asked for again', async () => {
    const site = await town.site();
    let county = await town.start(site);
    const port = Number(new URL(county.address).port);
    await county.close();
    const copy = await backup(site);
    county = await town.start({ ...site, port });
    const { run, call, fonds } = await startOffice();
    const station = await call('fonds.create', { code: 'Z110', name: '农机站', unitType: 'institution' });
    const enrol = async (fondsId: typeof fonds.id) =>
      run('sync.enrol', { address: county.address, code: (await county.invite()).code, fondsId });
    await enrol(fonds.id);
    await call('items.create', { draft: { fondsId: fonds.id, title: '第一件', year: 2025 } });
    await run('sync.push', {});
    await enrol(station.id);
    await call('items.create', { draft: { fondsId: station.id, title: '第二件', year: 2025 } });
    await run('sync.push', {});
    await county.close();
    county = await town.start({ ...copy, port });
    await enrol(station.id); // the county knows the device again, for this fonds alone
    await county.close();
    county = await town.start({ ...copy, port });
    await enrol(fonds.id);
    expect(await run('sync.push', {})).toMatchObject({ parcels: 2 });
    expect(await titles(county)).toEqual(['第一件', '第二件']);
    expect(await call('sync.verify', {})).toMatchObject({ broken: [] });
  });

  test('[S10] a parcel that was noted but could not be written goes before the next: the journal tells the order of the feed', async () => {
    const site = await town.site();
    const pool = countyPool(site.databaseUrl);
    const store = postgresStore(pool);
    let breaks = false;
    const transaction: typeof store.transaction = (body) =>
      store.transaction((db) =>
        body({
          ...db,
          saveParcel(...row) {
            if (!breaks) return db.saveParcel(...row);
            breaks = false;
            return Promise.reject(Object.assign(new Error('the connection broke'), { code: '57P01' }));
          },
        }),
      );
    const first = await town.start({ ...site, store: { ...store, transaction } });
    const port = Number(new URL(first.address).port);
    const offices = [await enrolledWith(first), await enrolledWith(first, 0x100000)] as const;
    for (const [nth, { add, run }] of offices.entries()) {
      await add(`第${nth}件`);
      breaks = nth === 0;
      if (nth === 0) await expect(run('sync.push', {})).rejects.toMatchObject({ code: 'county-refused' });
      else await run('sync.push', {});
    }
    const arrivals = (await first.pool.query('SELECT arrival, feed.chain FROM parcel JOIN feed ON true ORDER BY arrival, feed.seq')).rows;
    expect(new Set(arrivals.map(({ arrival }) => arrival as number))).toEqual(new Set([1, 2]));
    await first.close();
    const county = await town.start({ ...site, port });
    for (const { run, soundly, relay } of offices) {
      relay.next(() => 'pass');
      await run('sync.push', {});
      await soundly();
    }
    expect((await county.pool.query('SELECT arrival, feed.chain FROM parcel JOIN feed ON true ORDER BY arrival, feed.seq')).rows).toEqual(
      arrivals,
    );
  });

  test('[S6] a county that shows another history than before is not believed', async () => {
    const { run, add, county, relay, status } = await office();
    await add('一件');
    await run('sync.push', {});
    relay.next((path) =>
      path === '/v1/hello'
        ? {
            change: (answer) => ({
              ...answer,
              feeds: ((answer['feeds'] ?? []) as object[]).map((feed) => ({ ...feed, chain_at_head: 'f'.repeat(64) })),
            }),
          }
        : 'pass',
    );
    await expect(run('sync.push', {})).rejects.toMatchObject(refusal('county-refused', { why: 'history-changed' }));
    relay.next((path) =>
      path === '/v1/hello'
        ? { change: (answer) => ({ ...answer, feeds: ((answer['feeds'] ?? []) as object[]).map((feed) => ({ ...feed, head: 'AAAA' })) }) }
        : 'pass',
    );
    await expect(run('sync.push', {})).rejects.toMatchObject({ code: 'bad-receipt' });
    expect(await status()).toMatchObject({ delivered: 1 });
    expect(await county.items()).toHaveLength(1);
  });

  test('[S6] an old copy of the desktop is found out before it sends; enrolled anew it goes on, and nothing is doubled', async () => {
    const { run, call, add, county, db, status, fonds, relay } = await office();
    await add('第一件');
    await run('sync.push', {});
    await add('第二件');
    await run('sync.push', {});
    // As if yesterday's backup had been copied back: the second parcel was never made here.
    db.exec(`UPDATE sync_ops SET state = 'pending', epoch_id = NULL, seq = NULL, receipt = NULL WHERE seq = 2; DELETE FROM sync_receipts WHERE seq = 2;
      DELETE FROM sync_parcels WHERE seq = 2; UPDATE sync_records SET state = 'unsent' WHERE record_id IN (SELECT record_id FROM sync_ops WHERE state = 'pending');
      UPDATE sync_peers SET head_seq = 2, head_chain = (SELECT '${(await county.pool.query('SELECT chain FROM feed WHERE seq = 2')).rows[0].chain as string}')`);
    await expect(run('sync.push', {})).rejects.toMatchObject(refusal('forked', { why: 'county-ahead' }));
    expect(await status()).toMatchObject({ forked: true, lastProblem: 'forked', unsent: 1 });
    await expect(run('sync.push', {})).rejects.toMatchObject({ code: 'forked' });
    await run('sync.enrol', { address: relay.address, code: (await county.invite()).code, fondsId: fonds.id });
    expect(await run('sync.push', {})).toMatchObject({ accepted: 1 });
    expect(await status()).toMatchObject({ forked: false, delivered: 2, unsent: 0 });
    expect(await county.items()).toHaveLength(2);
    expect(await county.devices()).toHaveLength(2);
    expect(await call('sync.verify', {})).toMatchObject({ broken: [] });
  });
});
