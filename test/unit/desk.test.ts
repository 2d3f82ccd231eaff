import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noteHealth } from '../../core/health.ts';
import type { CallerInput } from '../../shared/contract.ts';
import { dueDate, openingDate } from '../../shared/retention/dates.ts';
import { Term } from '../../shared/retention/retention.ts';
import { asItStands, startApp, startOffice } from '../support/app.ts';
import { inForce } from '../support/scheme.ts';

type Draft = CallerInput<'items.create'>['draft'];

const term = (text: string) => Term.parse(text);

/** An office whose clock stands where it is put. */
async function officeAt(iso: string) {
  const clock = { now: new Date(iso) };
  const lantai = startApp({ now: () => clock.now });
  await lantai.call('settings.setUp', { kind: 'networked', archivist: '王芳' });
  const fonds = await lantai.call('fonds.create', { code: 'Z109', name: '青石乡人民政府', unitType: 'township' });
  const add = (draft: Partial<Draft> = {}) =>
    lantai.call('items.create', { draft: { fondsId: fonds.id, title: '关于防汛的通知', year: 2025, ...draft } });
  const todos = async () =>
    Object.fromEntries((await lantai.call('desk.todos', { fondsId: fonds.id })).map(({ kind, count }) => [kind, count]));
  return { ...lantai, fonds, add, todos, clock };
}

describe('the status bar', () => {
  test('tells what is stored: records outside the bin, the last backup, the health of the file', async () => {
    const { call, run, add, db, root } = await officeAt('2026-01-05T08:00:00Z');
    expect(await call('desk.status', {})).toMatchObject({
      items: 0,
      enrolled: false,
      lastBackup: null,
      database: { state: 'unchecked', checkedAt: null },
    });
    const [one] = [await add(), await add()];
    await call('items.bin', { ids: [one.id] });
    noteHealth(db, { state: 'sound', checkedAt: '2026-01-05T08:00:00.000Z' });
    const backup = await run('backup.make', {});
    expect(await call('desk.status', {})).toMatchObject({
      items: 1,
      lastBackup: { at: backup.at, present: true },
      database: { state: 'sound', checkedAt: '2026-01-05T08:00:00.000Z' },
    });
    rmSync(join(root, 'backups', backup.path));
    expect((await call('desk.status', {})).lastBackup).toEqual({ at: backup.at, present: false });
  });

  test('[D5] without a county nothing is told as possible to send', async () => {
    const { call } = await startOffice('standalone');
    expect((await call('desk.status', {})).enrolled).toBe(false);
  });
});

describe('the to-dos', () => {
  test('an empty catalogue has nothing waiting', async () => {
    expect(await (await officeAt('2026-01-05T08:00:00Z')).todos()).toEqual({});
  });

  test('records without number or clause, years without scheme, drafts and unconfirmed clauses are counted', async () => {
    const { call, fonds, add, todos } = await officeAt('2026-01-05T08:00:00Z');
    const clauseless = await add({ term: term('Y') });
    await add({ year: 2024, term: term('Y') });
    await add({ year: 1990, term: term('Y'), openness: 'open' });
    expect(await todos()).toMatchObject({ unnumbered: 3, 'no-clause': 3, 'no-scheme': 2 });
    const { scheme, clauses } = await call('schemes.adopt', { fondsId: fonds.id, template: 'xiangzhen' });
    expect(await todos()).toMatchObject({ 'draft-scheme': 1, 'no-scheme': 2 });
    await inForce(call, scheme.id, 2025);
    const after = await todos();
    expect([after['draft-scheme'], after['no-scheme'], after['unconfirmed-clauses']]).toEqual([undefined, 1, 59]);
    const clause = clauses.find((row) => row.no === '1.1')!;
    await call('items.edit', { id: clauseless.id, was: asItStands, set: { clauseId: clause.id } });
    expect((await todos())['no-clause']).toBe(2);
  });

  test('[D6] a version waits where it stands on its way, and for the scan of its letter until one is attached', async () => {
    const { app, root, call, fonds, todos } = await officeAt('2026-01-05T08:00:00Z');
    const waiting = async () => {
      const all = await todos();
      return ['draft-scheme', 'submitted-scheme', 'consented-scheme', 'no-scan'].map((kind) => all[kind] ?? 0);
    };
    const letter = join(root, '同意.pdf');
    writeFileSync(letter, '%PDF-1.4 同意');
    const { scheme } = await call('schemes.adopt', { fondsId: fonds.id, template: 'xiangzhen' });
    const schemeId = scheme.id;
    expect(await waiting()).toEqual([1, 0, 0, 0]);
    await call('schemes.submit', { schemeId, submittedTo: '青石县档案局' });
    expect(await waiting()).toEqual([0, 1, 0, 0]);
    await call('schemes.consent', { schemeId, approvedBy: '青石县档案局', approvalNumber: '青档〔2026〕1号', approvalDate: '20260104' });
    expect(await waiting()).toEqual([0, 0, 1, 1]);
    await call('schemes.putInForce', { schemeId, yearFrom: 2025 });
    expect(await waiting()).toEqual([0, 0, 0, 1]);
    await call('schemes.attachScan', { schemeId, stagedId: app.stage('同意.pdf', letter).id });
    expect(await waiting()).toEqual([0, 0, 0, 0]);
  });

  test('[D2] years before 2007 miss no scheme', async () => {
    const { add, todos } = await officeAt('2026-01-05T08:00:00Z');
    await add({ year: 2006, openness: 'open' });
    expect((await todos())['no-scheme']).toBeUndefined();
    await add({ year: 2007 });
    expect((await todos())['no-scheme']).toBe(1);
  });

  test('[D1] a backup is missed at once, then after a week, then when its file is gone', async () => {
    const { run, add, todos, clock, root } = await officeAt('2026-01-05T08:00:00Z');
    await add();
    expect((await todos())['no-backup']).toBe(0);
    const first = await run('backup.make', {});
    expect((await todos())['no-backup']).toBeUndefined();
    clock.now = new Date('2026-01-12T07:59:59Z');
    expect((await todos())['no-backup']).toBeUndefined();
    clock.now = new Date('2026-01-12T08:00:00Z');
    expect((await todos())['no-backup']).toBe(7);
    const second = await run('backup.make', {});
    expect((await todos())['no-backup']).toBeUndefined();
    rmSync(join(root, 'backups', second.path));
    expect((await todos())['no-backup']).toBe(7);
    rmSync(join(root, 'backups', first.path));
    expect((await todos())['no-backup']).toBe(1);
  });

  test('[D3] a record is due the day after its term has run out, and in the bin never', async () => {
    const { call, add, todos, clock } = await officeAt('2021-12-31T08:00:00Z');
    const item = await add({ year: 2011, term: term('D10') });
    expect((await todos()).due).toBeUndefined();
    clock.now = new Date('2022-01-01T12:00:00Z');
    expect((await todos()).due).toBe(1);
    await call('items.bin', { ids: [item.id] });
    expect((await todos()).due).toBeUndefined();
  });

  test('[D4] a record is due for opening review 25 years after it was formed, until it is reviewed', async () => {
    const { call, add, todos, clock } = await officeAt('2025-05-02T12:00:00Z');
    const dated = await add({ year: 2000, date: '20000503', term: term('Y') });
    await add({ year: 2000, date: '200005', term: term('Y') });
    await add({ year: 2000, term: term('Y') });
    const opening = async (iso: string) => {
      clock.now = new Date(iso);
      return (await todos()).opening;
    };
    expect([await opening('2025-05-02T12:00:00Z'), await opening('2025-05-03T12:00:00Z'), await opening('2025-05-31T12:00:00Z')]).toEqual([
      undefined,
      1,
      2,
    ]);
    expect(await opening('2025-12-31T12:00:00Z')).toBe(3);
    await call('items.edit', { id: dated.id, was: asItStands, set: { openness: 'open' } });
    expect(await opening('2025-12-31T12:00:00Z')).toBe(2);
  });

  test('[D3][D4] what is counted in the file is what the rules of retention say of each record', async () => {
    const anyItem = fc.record({
      year: fc.integer({ min: 1975, max: 2025 }),
      month: fc.integer({ min: 1, max: 12 }),
      term: fc.constantFrom('Y', 'D10', 'D30', 'D15'),
      reviewed: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyItem, { minLength: 1, maxLength: 25 }), fc.integer({ min: 2000, max: 2060 }), async (items, year) => {
        const { add, todos } = await officeAt(`${year}-06-15T12:00:00Z`);
        const today = `${year}0615`;
        const day = (item: (typeof items)[number]) => `${item.year}${String(item.month).padStart(2, '0')}15`;
        for (const item of items)
          await add({ year: item.year, date: day(item), term: term(item.term), openness: item.reviewed ? 'restricted' : 'unreviewed' });
        const now = await todos();
        expect(now.due ?? 0).toBe(
          items.filter((item) => (dueDate(term(item.term), { basis: 'year', year: item.year }) ?? '99991231') < today).length,
        );
        expect(now.opening ?? 0).toBe(items.filter((item) => !item.reviewed && openingDate(day(item)) <= today).length);
      }),
      { seed: 25, numRuns: 15 },
    );
  });

  test('a fonds that is not there is refused', async () => {
    const { call } = await startOffice();
    await expect(call('desk.todos', { fondsId: '01900000-0000-7000-8000-ffffffffffff' as never })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
