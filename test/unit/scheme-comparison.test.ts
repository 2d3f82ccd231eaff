import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesOf, comparisonLines, countsByKind } from '../../renderer/schemes/comparison.ts';
import { forecast, lacksScan } from '../../renderer/schemes/life.ts';
import { diffTables } from '../../shared/schemes/diff.ts';
import { Scheme } from '../../shared/schemes/schemes.ts';
import { stepsThrough, understoodDay, walk } from '../../shared/schemes/walk.ts';
import { startOffice } from '../support/app.ts';

const version = (given: Partial<Scheme>): Scheme => ({
  id: `id-${given.version ?? 1}` as never,
  fondsId: 'fonds' as never,
  title: '归档范围和保管期限表',
  version: 1,
  state: 'draft',
  yearFrom: null,
  yearTo: null,
  template: '',
  derivedFromId: null,
  published: '',
  revision: 0,
  submittedTo: '',
  submittedAt: null,
  approvedBy: '',
  approvalNumber: '',
  approvalDate: '',
  createdAt: '2026-01-05T00:00:00.000Z' as never,
  ...given,
});

describe('the day of consent', () => {
  test.each(['2026年1月5日', '2026.1.5', '20260105', '2026-01-05', '二〇二六年一月五日', '２０２６．１．５'])(
    'is read out of %s',
    (text) => {
      expect(understoodDay(text)).toBe('20260105');
    },
  );
  test.each(['2026年1月', '2026', '约2026年1月5日', '2026.1.5-2026.1.8', '2026年2月30日', '初五', ''])('is not guessed from %j', (text) => {
    expect(understoodDay(text)).toBeNull();
  });
});

describe('what the years will look like', () => {
  const one = version({ version: 1, state: 'in-force', yearFrom: 2020 });
  const two = version({ version: 2, state: 'consented' });
  test('[V2] the older version keeps its years, the coming one takes the rest', () => {
    expect(forecast([two, one], two, 2025).spans).toEqual([
      { version: 1, from: 2020, to: 2024 },
      { version: 2, from: 2025, to: null },
    ]);
  });
  test('[V3] from the same year on the older version is told as replaced, from an earlier year it is refused', () => {
    expect(forecast([two, one], two, 2020)).toMatchObject({
      replaced: one,
      tooEarlyFor: null,
      spans: [{ version: 2, from: 2020, to: null }],
    });
    expect(forecast([two, one], two, 2019).tooEarlyFor).toBe(one);
  });
  test('a version replaced long ago decides for nothing and is not told', () => {
    const gone = version({ version: 3, state: 'superseded', yearFrom: 2020, yearTo: 2019 });
    expect(forecast([gone, one, two], two, 2026)).toMatchObject({ replaced: null, spans: [{ version: 1 }, { version: 2 }] });
  });
});

describe('the way into force', () => {
  const consent = { approvedBy: '县档案局', approvalNumber: '1号', approvalDate: '20260105' };
  const kinds = (state: Scheme['state'], yearFrom: number | null) =>
    stepsThrough(state, { consent, scans: [{ id: 'a' } as never], yearFrom }).map(({ kind }) => kind);
  test('takes only the steps that are left', () => {
    expect(kinds('draft', 2026)).toEqual(['submit', 'consent', 'scan', 'force']);
    expect(kinds('submitted', null)).toEqual(['consent', 'scan']);
    expect(kinds('consented', 2026)).toEqual(['scan', 'force']);
    expect(kinds('in-force', 2026)).toEqual(['scan']);
  });
  test('a refused step leaves what was done before it, and the way goes on from there', async () => {
    const { call, fonds } = await startOffice();
    const one = await call('schemes.adopt', { fondsId: fonds.id, template: 'cunji' });
    await walk(call, one.scheme.id, stepsThrough('draft', { consent, scans: [], yearFrom: 2026 }));
    const two = await call('schemes.copy', { schemeId: one.scheme.id });
    const done: string[] = [];
    const early = stepsThrough('draft', { consent, scans: [], yearFrom: 2020 });
    await expect(walk(call, two.scheme.id, early, ({ kind }) => done.push(kind))).rejects.toMatchObject({ code: 'invalid-input' });
    expect(done).toEqual(['submit', 'consent']);
    const { scheme } = await call('schemes.tree', { schemeId: two.scheme.id });
    expect(scheme).toMatchObject({ state: 'consented', ...consent });
    await walk(call, scheme.id, stepsThrough(scheme.state, { consent, scans: [], yearFrom: 2027 }));
    expect((await call('schemes.inForce', { fondsId: fonds.id, year: 2027 }))?.scheme).toMatchObject({
      version: 2,
      submittedTo: '县档案局',
    });
    expect((await call('schemes.inForce', { fondsId: fonds.id, year: 2026 }))?.scheme.version).toBe(1);
  });

  test('a letter without a scan is missed from the consent on, but not for what the county published', () => {
    expect(Scheme.shape.state.options.map((state) => lacksScan(version({ state }), 0))).toEqual([false, false, true, true, true]);
    expect(lacksScan(version({ state: 'in-force', published: 'ab' }), 0)).toBe(false);
    expect(lacksScan(version({ state: 'in-force' }), 1)).toBe(false);
  });
});

describe('two versions side by side', () => {
  async function compared() {
    const { call, fonds } = await startOffice();
    const first = await call('schemes.adopt', { fondsId: fonds.id, template: 'cunji' });
    const second = await call('schemes.copy', { schemeId: first.scheme.id });
    const leaf = second.clauses.filter((clause) => clause.disposition === 'file');
    await call('schemes.editClause', { clauseId: leaf[3]!.id, was: { text: leaf[3]!.text }, set: { text: `${leaf[3]!.text}（电子件）` } });
    await call('schemes.removeClauses', { clauseIds: [leaf[9]!.id], revision: 1 });
    return call('schemes.diff', { fromId: first.scheme.id, toId: second.scheme.id });
  }

  test('shows what changed with the rows above it and folds the rest; opened, nothing is missing', async () => {
    const diff = await compared();
    const all = diff.categories.flatMap(({ rows }) => rows);
    const folded = comparisonLines(diff, null, new Set());
    const changed = folded.filter((line) => line.kind === 'row' && line.changes.length > 0);
    expect(changed).toHaveLength(2);
    expect(changed.map((line) => line.kind === 'row' && line.place)).toEqual([0, 1]);
    const folds = folded.filter((line) => line.kind === 'fold');
    expect(folds.length).toBeGreaterThan(0);
    expect(
      folds.reduce((sum, line) => sum + (line.kind === 'fold' ? line.rows : 0), 0) + folded.filter(({ kind }) => kind === 'row').length,
    ).toBe(all.length);
    const opened = comparisonLines(diff, null, new Set(folds.map(({ id }) => id)));
    expect(opened.flatMap((line) => (line.kind === 'row' ? [line.row] : []))).toEqual(all);
    expect(countsByKind(diff)).toMatchObject({ text: 1, removed: 1, added: 0, category: 0 });
  });

  test('of one kind only, the other changes are folded and the fold does not claim they are the same', async () => {
    const diff = await compared();
    const lines = comparisonLines(diff, 'removed', new Set());
    expect(lines.filter((line) => line.kind === 'row' && line.place !== null)).toHaveLength(1);
    expect(lines.some((line) => line.kind === 'fold' && !line.same)).toBe(true);
  });

  test('for any table and any kind, lines and folds cover every row once and places count up', async () => {
    const diff = await compared();
    const rows = diff.categories.flatMap((category) => category.rows);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('same', 'added', 'removed', 'moved', 'text'), { minLength: rows.length, maxLength: rows.length }),
        (kinds) => {
          let at = 0;
          const mixed = {
            ...diff,
            categories: diff.categories.map((category) => ({
              ...category,
              rows: category.rows.map((row) => {
                const kind = kinds[at++]!;
                const side = row.to ?? row.from;
                return {
                  kind: kind === 'added' || kind === 'removed' ? kind : kind === 'text' ? ('changed' as const) : ('same' as const),
                  moved: kind === 'moved',
                  fields: kind === 'text' ? ['text'] : [],
                  from: kind === 'added' ? null : side,
                  to: kind === 'removed' ? null : side,
                };
              }),
            })),
          };
          for (const wanted of [null, 'added', 'moved'] as const) {
            const lines = comparisonLines(mixed as typeof diff, wanted, new Set());
            const places = lines.flatMap((line) => (line.kind !== 'fold' && line.place !== null ? [line.place] : []));
            expect(places).toEqual(places.map((_, index) => index));
            const due = mixed.categories
              .flatMap((category) => category.rows)
              .filter((row) => {
                const changes = changesOf(row as never);
                return changes.length > 0 && (wanted === null || changes.includes(wanted));
              });
            expect(places).toHaveLength(due.length);
            expect(lines.reduce((sum, line) => sum + (line.kind === 'fold' ? line.rows : line.kind === 'row' ? 1 : 0), 0)).toBe(
              rows.length,
            );
          }
        },
      ),
      { seed: 20261122, numRuns: 40 },
    );
  });

  test('versions without anything in common are told apart whole', () => {
    const none = { scheme: version({}), categories: [], clauses: [] };
    expect(comparisonLines(diffTables(none, none), null, new Set())).toEqual([]);
  });
});
