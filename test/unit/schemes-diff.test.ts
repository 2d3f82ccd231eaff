import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffTables } from '../../shared/schemes/diff.ts';
import type { Category, Clause, ClauseId, DiffRow, SchemeDiff } from '../../shared/schemes/schemes.ts';
import { startOffice } from '../support/app.ts';
import { find, hands, term, withDraft, withRows } from '../support/drafts.ts';

const rowsOf = (diff: SchemeDiff) => diff.categories.flatMap(({ rows }) => rows);
const told = ({ kind, moved, fields, from, to }: DiffRow) =>
  `${kind}${moved ? ' moved' : ''} ${from?.no ?? '–'}→${to?.no ?? '–'}${fields.length > 0 ? ` ${fields.join(',')}` : ''}`;
/** The lines of a comparison that say something. */
const news = (diff: SchemeDiff) =>
  rowsOf(diff)
    .filter((row) => row.kind !== 'same' || row.moved)
    .map(told);

/** A draft and a copy of it, with hands on the copy. */
async function copied(...lines: string[]) {
  const first = await withRows(...lines);
  const copy = await first.call('schemes.copy', { schemeId: first.tree.scheme.id });
  const compare = () => first.call('schemes.diff', { fromId: first.tree.scheme.id, toId: copy.scheme.id });
  return { ...first, ...hands(first, copy), copy, compare, row: (no: string) => find(copy, no), category: copy.categories[0]! };
}

describe('comparing two versions', () => {
  test('[D1] a copy differs in nothing', async () => {
    const { compare, tree, copy } = await copied('1', '  1.1', '2');
    const diff = await compare();
    expect([diff.from, diff.to, diff.counts]).toEqual([
      tree.scheme,
      copy.scheme,
      { added: 0, removed: 0, moved: 0, text: 0, term: 0, other: 0, same: 3 },
    ]);
    expect(diff.categories.map(({ kind, fields, from, to }) => [kind, fields, from?.code, to?.code])).toEqual([['same', [], 'ZP', 'ZP']]);
  });

  test('[D1][D2] a row is known by its lineage whatever became of it; another row under its number is another row', async () => {
    const { compare, edit, remove, add, row } = await copied('1', '  1.1', '  1.2', '  1.3', '2');
    await edit(row('1.1'), { no: '1.9', text: '全改了', term: term('Y'), remark: '注' });
    await remove(row('1.3'));
    await add('1.3', { parentId: row('1').id, afterId: row('1.2').id, text: '别的条款' });
    const diff = await compare();
    expect(news(diff)).toEqual(['changed 1.1→1.9 no,text,term,remark', 'removed 1.3→–', 'added –→1.3']);
    expect(diff.counts).toEqual({ added: 1, removed: 1, moved: 0, text: 1, term: 1, other: 1, same: 3 });
  });

  test('[D2] tables without a past in common: by number and text, then text, then number, within a category', async () => {
    const office = await startOffice();
    const one = await office.call('schemes.adopt', { fondsId: office.fonds.id, template: 'kuaiji' });
    const two = await office.call('schemes.adopt', { fondsId: office.fonds.id, template: 'kuaiji' });
    const { edit, remove } = hands(office, two);
    await edit(find(two, '2.1'), { no: '2.9' });
    await edit(find(two, '2.2'), { text: '三栏明细账' });
    await edit(find(two, '2.3'), { no: '2.8', text: '流水账' });
    await remove(find(two, '4.1'));
    const diff = await office.call('schemes.diff', { fromId: one.scheme.id, toId: two.scheme.id });
    expect(news(diff)).toEqual(['changed 2.1→2.9 no', 'changed 2.2→2.2 text', 'removed 2.3→–', 'added –→2.8', 'removed 4.1→–']);
  });

  test('[D3] what stands elsewhere is told once: not its neighbours, nor the rows below it', async () => {
    const lines = Array.from({ length: 40 }, (_each, nth) => [`${nth + 1}`, `  ${nth + 1}.1`]).flat();
    const { compare, move, row, undo, indent } = await copied(...lines);
    await move([row('3')], null, row('38').id);
    expect(news(await compare())).toEqual(['same moved 3→3']);
    await undo();
    await move([row('38')], null, null);
    expect(news(await compare())).toEqual(['same moved 38→38']);
    await undo();
    await move([row('7')], row('20').id, null);
    expect(news(await compare())).toEqual(['same moved 7→7']);
    await undo();
    await indent(row('2'), row('3'));
    expect(news(await compare())).toEqual(['same moved 2→2', 'same moved 3→3']);
  });

  test('[D3] a row moved to another category is told once, where it now stands; so are whole categories', async () => {
    const { compare, call, copy, move, row, category } = await copied('1', '  1.1', '2');
    const added = await call('schemes.addCategory', { schemeId: copy.scheme.id, code: 'LY', name: '录音', arrangement: 'item' });
    await move([row('1')], null, null, added.categories[0]!.id);
    let diff = await compare();
    expect(diff.categories.map(({ kind, to, rows }) => [kind, to?.code, rows.map(told)])).toEqual([
      ['same', 'ZP', ['same 2→2']],
      ['added', 'LY', ['same moved 1→1', 'same 1.1→1.1']],
    ]);
    await call('schemes.editCategory', {
      categoryId: category.id,
      was: { code: 'ZP', startBasis: 'year' },
      code: 'ZP·SM',
      startBasis: 'filed',
    });
    diff = await compare();
    expect(diff.categories.map(({ kind, fields, from, to }) => [kind, fields, from?.code, to?.code])).toEqual([
      ['changed', ['code', 'startBasis'], 'ZP', 'ZP·SM'],
      ['added', [], undefined, 'LY'],
    ]);
    await call('schemes.removeCategory', { categoryId: category.id, revision: diff.to.revision });
    diff = await compare();
    expect(diff.categories.map(({ kind, from, to, rows }) => [kind, from?.code, to?.code, rows.map(told)])).toEqual([
      ['added', undefined, 'LY', ['same moved 1→1', 'same 1.1→1.1']],
      ['removed', 'ZP', undefined, ['removed 2→–']],
    ]);
  });

  test('[D4] the lines read in the order of the new table, a removed row behind what stood before it and stayed', async () => {
    const { compare, remove, move, row } = await copied('1', '  1.1', '  1.2', '2', '3', '4');
    await remove(row('1.2'), row('3'));
    await move([row('2')], null, null);
    expect(rowsOf(await compare()).map(told)).toEqual([
      'same moved 2→2',
      'same 1→1',
      'same 1.1→1.1',
      'removed 1.2→–',
      'removed 3→–',
      'same 4→4',
    ]);
  });

  test('versions of two fonds are not compared', async () => {
    const { call, tree } = await withDraft();
    const fonds = await call('fonds.create', { code: 'Z1', name: '李家村', unitType: 'village' });
    const other = await call('schemes.adopt', { fondsId: fonds.id, template: 'cunji' });
    await expect(call('schemes.diff', { fromId: tree.scheme.id, toId: other.scheme.id })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { issues: [{ field: 'toId', why: 'other-fonds' }] },
    });
  });

  /** A table of rows one below another by depth, with what a row says. */
  type Line = { id: string; depth: number; text: string; checked: boolean; home: number };
  const table = (lines: readonly Line[], side: string) => {
    const categories = [0, 1].map(
      (nth) => ({ id: `${side}c${nth}`, code: `C${nth}`, name: `C${nth}`, position: nth }) as unknown as Category,
    );
    const path: string[] = [];
    let home = 0;
    const clauses = [...lines]
      .sort((a, b) => a.home - b.home)
      .map((line, position) => {
        if (line.home !== home) path.length = 0;
        home = line.home;
        const depth = Math.min(line.depth, path.length);
        path.length = depth;
        const parentId = path.at(-1) === undefined ? null : `${side}${path.at(-1)}`;
        path.push(line.id);
        const at = { id: `${side}${line.id}`, lineageId: line.id, categoryId: `${side}c${line.home}`, parentId, depth, position };
        return { ...at, no: line.id, text: line.text, checked: line.checked } as unknown as Clause;
      });
    return { scheme: {} as never, categories, clauses };
  };
  const edits = fc.array(fc.record({ act: fc.constantFrom('text', 'check', 'remove', 'add', 'move'), at: fc.nat(), to: fc.nat() }), {
    maxLength: 15,
  });
  const start = fc.array(fc.record({ depth: fc.nat({ max: 3 }), home: fc.nat({ max: 1 }) }), { maxLength: 30 });

  test('[D1][D2][D3] the comparison tells exactly the rows that were added, removed and changed, and few as moved', () => {
    fc.assert(
      fc.property(start, edits, (given, changes) => {
        const old: Line[] = given.map((each, nth) => ({ ...each, id: `r${nth}`, text: `t${nth}`, checked: false }));
        let now = old.map((line) => ({ ...line }));
        changes.forEach(({ act, at, to }, nth) => {
          const line = now[at % (now.length || 1)];
          if (act === 'add')
            now.splice(to % (now.length + 1), 0, { id: `a${nth}`, depth: at % 3, text: `new ${nth}`, checked: false, home: to % 2 });
          if (!line) return;
          if (act === 'text') line.text = `x${nth}`;
          if (act === 'check') line.checked = true;
          if (act === 'remove') now = now.filter((each) => each !== line);
          if (act === 'move') {
            now = now.filter((each) => each !== line);
            now.splice(to % (now.length + 1), 0, line);
          }
        });
        const diff = diffTables(table(old, 'o'), table(now, 'n'));
        const rows = rowsOf(diff);
        const ids = (kind: DiffRow['kind']) =>
          rows
            .filter((row) => row.kind === kind)
            .map((row) => (row.to ?? row.from)?.lineageId as string)
            .sort();
        const before = new Map(old.map((line) => [line.id, line]));
        const left = new Set(now.map(({ id }) => id));
        expect(ids('added')).toEqual(now.flatMap(({ id }) => (before.has(id) ? [] : [id])).sort());
        expect(ids('removed')).toEqual(old.flatMap(({ id }) => (left.has(id) ? [] : [id])).sort());
        const differs = (line: Line) => {
          const was = before.get(line.id);
          return was && (was.text !== line.text || was.checked !== line.checked);
        };
        expect(ids('changed')).toEqual(
          now
            .filter(differs)
            .map(({ id }) => id)
            .sort(),
        );
        expect(rows.length).toBe(now.length + ids('removed').length);
        expect(rows.flatMap(({ to }) => to ?? [])).toEqual(table(now, 'n').clauses);
        if (changes.every(({ act }) => act === 'text' || act === 'check')) expect(rows.some((row) => row.moved)).toBe(false);
        expect(diffTables(table(now, 'n'), table(now, 'm')).counts).toMatchObject({ added: 0, removed: 0, moved: 0, same: now.length });
      }),
      { seed: 31, numRuns: 400 },
    );
  });

  test('[D3] one row moved anywhere among its siblings is one row moved', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), fc.nat(), (count, from, to) => {
        const lines: Line[] = Array.from({ length: count }, (_each, nth) => ({
          id: `r${nth}`,
          depth: 0,
          text: '条款',
          checked: true,
          home: 0,
        }));
        const rest = lines.filter((_line, nth) => nth !== from % count);
        const now = rest.toSpliced(to % count, 0, lines[from % count]!);
        const { counts } = diffTables(table(lines, 'o'), table(now, 'n'));
        expect(counts).toMatchObject({ moved: from % count === to % count ? 0 : 1, added: 0, removed: 0, text: 0 });
      }),
      { seed: 37, numRuns: 200 },
    );
  });

  test('[D1] a table of 5 000 rows is compared within its own order of work', () => {
    const lines: Line[] = Array.from({ length: 5000 }, (_each, nth) => ({
      id: `r${nth}`,
      depth: nth % 4,
      text: `条款 ${nth}`,
      checked: true,
      home: 0,
    }));
    const turned = [...lines].reverse();
    const started = performance.now();
    diffTables(table(lines, 'o'), table(turned, 'n'));
    diffTables(table(lines, 'o'), {
      ...table(turned, 'n'),
      clauses: table(turned, 'n').clauses.map((row) => ({ ...row, lineageId: `n${row.id}` as ClauseId })),
    });
    expect(performance.now() - started).toBeLessThan(4000);
  });
});
