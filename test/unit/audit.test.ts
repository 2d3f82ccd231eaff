import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from '../../shared/audit/op.ts';
import { asItStands, startApp, startOffice } from '../support/app.ts';

/** What somebody with a database tool could do to the file: append-only triggers set aside. */
function tamper(db: Awaited<ReturnType<typeof startOffice>>['db'], sql: string) {
  db.exec(`DROP TRIGGER acts_append_only; DROP TRIGGER acts_never_deleted; DROP TRIGGER change_log_append_only; DROP TRIGGER change_log_never_deleted;
    PRAGMA foreign_keys = 0; ${sql}`);
}

async function officeWithHistory() {
  const lantai = await startOffice();
  for (const name of ['青石镇', '青石乡', '清石乡'])
    await lantai.call('fonds.edit', { id: lantai.fonds.id, was: asItStands, set: { name } });
  return lantai;
}

describe('audit 日志', () => {
  test('[A1] every command leaves one act chained to the one before it', async () => {
    const { call, run } = await officeWithHistory();
    const { rows, total } = await call('audit.list', {});
    expect(total).toBe(5);
    expect(rows.map((row) => [row.number, row.operation, row.changes])).toEqual([
      [5, 'fonds.edit', 1],
      [4, 'fonds.edit', 1],
      [3, 'fonds.edit', 1],
      [2, 'fonds.create', 1],
      [1, 'settings.setUp', 1],
    ]);
    expect(await run('audit.verify', {})).toEqual({ intact: true, acts: 5, changes: 5, head: rows[0]!.hash, broken: null });
  });

  test('[A2] a change carries the hash of the value that was there', async () => {
    const { db } = await officeWithHistory();
    const { was } = db.get<{ was: string }>(`SELECT was_json AS was FROM change_log ORDER BY lsn DESC LIMIT 1`)!;
    expect(JSON.parse(was)).toEqual({ name: createHash('sha256').update('"青石乡"').digest('hex').slice(0, 16) });
  });

  test('[A3] a refused command leaves no trace', async () => {
    const { call } = await officeWithHistory();
    await expect(call('fonds.create', { code: 'Z109', name: '再来一个', unitType: 'village' })).rejects.toMatchObject({
      code: 'duplicate',
    });
    expect((await call('audit.list', {})).total).toBe(5);
  });

  test('[A4] the database refuses to alter or remove what was logged', async () => {
    const { db } = await officeWithHistory();
    for (const sql of ['UPDATE acts SET actor = 1', 'DELETE FROM acts', `UPDATE change_log SET kind = 'delete'`, 'DELETE FROM change_log'])
      expect(() => db.exec(sql)).toThrow('append-only');
  });

  test.each([
    [`UPDATE change_log SET set_json = '{"name":"假"}' WHERE lsn = 4`, { act: 4, lsn: 4, why: 'hash' }],
    [`UPDATE acts SET actor = '别人' WHERE number = 3`, { act: 3, lsn: 3, why: 'hash' }],
    ['DELETE FROM change_log WHERE lsn = 3', { act: 3, lsn: null, why: 'missing-change' }],
    ['DELETE FROM acts WHERE number = 3', { act: 3, lsn: null, why: 'missing-act' }],
    ['DELETE FROM acts WHERE number = 5', { act: 5, lsn: 5, why: 'missing-act' }],
    [`UPDATE acts SET prev = zeroblob(32) WHERE number = 4`, { act: 4, lsn: null, why: 'order' }],
  ])('[A5] verify names the first broken link after: %s', async (sql, broken) => {
    const { run, db } = await officeWithHistory();
    tamper(db, sql);
    expect(await run('audit.verify', {})).toMatchObject({ intact: false, broken });
  });

  test('[A6] labels never go backwards, whatever the clock does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 4_000_000_000_000 }), { minLength: 2, maxLength: 12 }), async (clock) => {
        let look = 0;
        const { call, run, db } = startApp({ now: () => new Date(clock[look++ % clock.length]!) });
        for (let i = 0; i < clock.length; i++) await call('fonds.create', { code: `F${i}`, name: '村', unitType: 'village' });
        const labels = db.all<{ hlc: string }>('SELECT hlc FROM change_log ORDER BY lsn').map((row) => row.hlc);
        expect(labels).toEqual([...labels].sort());
        expect(new Set(labels).size).toBe(labels.length);
        expect(await run('audit.verify', {})).toMatchObject({ intact: true });
      }),
      { seed: 20261122, numRuns: 30 },
    );
  });

  test('[A7] the database itself refuses a classified change outside a 涉密单机', async () => {
    const insert = `INSERT INTO change_log (lsn, act, id, schema, kind, record_id, set_json, was_json, hlc, secrecy)
      VALUES (99, 1, randomblob(16), 'item@1', 'create', randomblob(16), '{}', '{}', '', 2)`;
    expect(() => startOfficeNow('networked').db.exec(insert)).toThrow('classified');
    expect(() => startOfficeNow('classified').db.exec(insert)).not.toThrow();
  });

  test.each([
    ['fonds.edit', { set: { name: '机密★10年档案室' }, was: { name: '青石乡人民政府' } }],
    ['fonds.edit', { set: { organs: [{ code: 'BGS', name: '秘密★室' }] }, was: { organs: [] } }],
    ['settings.change', { archivist: '绝密★' }],
  ] as const)('[A7] a marked text is refused in every room and nothing of it is kept or told: %s', async (name, input) => {
    const { app, db, fonds } = await startOffice();
    const before = db.all('SELECT hash FROM acts');
    const reply = app.answer(name, name === 'fonds.edit' ? { id: fonds.id, ...input } : input);
    expect(reply).toMatchObject({ ok: false, problem: { code: 'classified', details: {} } });
    expect(JSON.stringify(reply)).not.toContain('★');
    expect(db.all('SELECT hash FROM acts')).toEqual(before);
  });

  test('[A8] the written chain can be recomputed from its text alone', async () => {
    const { run, app } = await officeWithHistory();
    const file = await run('audit.export', {});
    const lines = readFileSync(app.output(file.id).path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    let prev: Uint8Array = new Uint8Array(32);
    for (const { number, at, actor, operation, hash, changes } of lines) {
      const digest = createHash('sha256').update(prev).update(canonical({ number, at, actor, operation }));
      for (const change of changes) digest.update('\n').update(canonical(change));
      prev = digest.digest();
      expect(Buffer.from(prev).toString('hex')).toBe(hash);
    }
    expect(lines.length).toBe((await run('audit.verify', {})).acts);
  });
});

function startOfficeNow(kind: 'networked' | 'classified') {
  const lantai = startApp();
  lantai.app.answer('settings.setUp', { kind, archivist: '王芳' });
  return lantai;
}
