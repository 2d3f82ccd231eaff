import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chineseCount, renumbered } from '../../shared/schemes/renumber.ts';
import type { CategoryId, ClauseId } from '../../shared/schemes/schemes.ts';
import { find, outline, withRows } from '../support/drafts.ts';

describe('where rows stand', () => {
  test('[E1] a row is added where it is wanted: first, after a sibling and all below it, below a parent', async () => {
    const { add, reread, row } = await withRows('1', '  1.1', '  1.2', '2');
    await add('0');
    await add('1.5', { afterId: row('1').id });
    await add('2.1', { parentId: row('2').id });
    expect(outline(await reread())).toEqual(['0', '1', '  1.1', '  1.2', '1.5', '2', '  2.1']);
  });

  test('[E1][E2] a row moves with all below it, and never below or after itself', async () => {
    const { move, row, reread } = await withRows('1', '2', '  2.1', '    2.1.1', '3');
    const edit = await move([row('2')], row('3').id, null);
    expect([edit.about, edit.undo]).toEqual([row('2').id, { operation: 'schemes.moveClauses', no: '2', rows: 3 }]);
    expect(outline(await reread())).toEqual(['1', '3', '  2', '    2.1', '      2.1.1']);
    for (const [parentId, afterId] of [
      [row('2.1.1').id, null],
      [row('2').id, null],
      [row('3').id, row('2').id],
    ] as const)
      await expect(move([row('2')], parentId, afterId)).rejects.toMatchObject({
        code: 'invalid-input',
        details: { issues: [{ field: 'parentId', why: 'cycle', rule: 'E2' }], no: '2' },
      });
    await move([row('2.1')], null, null);
    expect(outline(await reread())).toEqual(['2.1', '  2.1.1', '1', '3', '  2']);
    await expect(move([row('2.1')], row('1').id, row('2').id)).rejects.toMatchObject({ code: 'not-found', details: { what: 'place' } });
  });

  test('[E1] several rows move together in table order, whatever order they are named in', async () => {
    const { move, row, reread } = await withRows('1', '2', '  2.1', '3', '4');
    await move([row('4'), row('2.1'), row('2'), row('1')], null, row('3').id);
    expect(outline(await reread())).toEqual(['3', '1', '2', '  2.1', '4']);
  });

  test('[E1] rows move to another category of the table, with all below them, and back by 撤销', async () => {
    const { call, move, row, reread, undo, tree } = await withRows('1', '  1.1', '2');
    const { categories } = await call('schemes.addCategory', { schemeId: tree.scheme.id, code: 'LY', name: '录音', arrangement: 'item' });
    const other = categories[0]!.id;
    const edit = await move([row('1')], null, null, other);
    expect(edit.clauses.map(({ no, categoryId, depth }) => [no, categoryId, depth])).toEqual([
      ['1', other, 0],
      ['1.1', other, 1],
    ]);
    expect(outline(await reread())).toEqual(['2', '1', '  1.1']);
    await undo();
    expect(outline(await reread())).toEqual(['1', '  1.1', '2']);
  });

  test('[S4] a move onto a taken number is refused, as are indenting and outdenting', async () => {
    const { move, indent, outdent, row, add } = await withRows('1', '  1.1', '  2', '2');
    const stray = await add('1.1', { afterId: row('1').id });
    const taken = { code: 'duplicate', details: { what: 'clause', value: '1.1', rule: 'S4' } };
    await expect(move([stray], row('1').id, null)).rejects.toMatchObject(taken);
    await expect(indent(stray)).rejects.toMatchObject(taken);
    await expect(outdent(row('2'))).rejects.toMatchObject({ code: 'duplicate', details: { value: '2' } });
    await expect(outdent(row('1.1'))).rejects.toMatchObject(taken);
  });

  test('[E5] indenting puts rows below the sibling before them, outdenting beside the row above, each with all below', async () => {
    const { indent, outdent, row, reread } = await withRows('1', '2', '  2.1', '3', '4');
    const edit = await indent(row('2'), row('3'));
    expect(edit.undo).toEqual({ operation: 'schemes.indentClauses', no: '2', rows: 3 });
    expect(outline(await reread())).toEqual(['1', '  2', '    2.1', '  3', '4']);
    await outdent(row('2'), row('3'));
    expect(outline(await reread())).toEqual(['1', '2', '  2.1', '3', '4']);
    await indent(row('2'), row('4'));
    expect(outline(await reread())).toEqual(['1', '  2', '    2.1', '3', '  4']);
    await outdent(row('2.1'));
    expect(outline(await reread())).toEqual(['1', '  2', '  2.1', '3', '  4']);
  });

  test('[E5] a first row cannot be indented nor a row of the first level outdented; nothing of the step is done', async () => {
    const { indent, outdent, row, reread } = await withRows('1', '  1.1', '2', '3');
    const noPlace = (no: string) => ({
      code: 'invalid-input',
      details: { issues: [{ field: 'parentId', why: 'no-place', rule: 'E5' }], no },
    });
    await expect(indent(row('3'), row('1.1'))).rejects.toMatchObject(noPlace('1.1'));
    await expect(indent(row('1'))).rejects.toMatchObject(noPlace('1'));
    await expect(outdent(row('1.1'), row('2'))).rejects.toMatchObject(noPlace('2'));
    expect(outline(await reread())).toEqual(['1', '  1.1', '2', '3']);
  });

  test('[E9] a row stands at most thirteen levels deep', async () => {
    const lines = Array.from({ length: 13 }, (_each, depth) => `${'  '.repeat(depth)}r${depth}`);
    const { add, indent, move, row, reread } = await withRows(...lines, '  side', '    low');
    const tooDeep = (no: string) => ({ code: 'invalid-input', details: { issues: [{ why: 'too-deep', rule: 'E9' }], no } });
    await expect(add('r13', { parentId: row('r12').id })).rejects.toMatchObject(tooDeep('r13'));
    await expect(move([row('side')], row('r11').id, null)).rejects.toMatchObject(tooDeep('low'));
    await move([row('side')], row('r10').id, row('r11').id);
    await expect(indent(row('side'))).rejects.toMatchObject(tooDeep('low'));
    expect(outline(await reread()).at(-1)).toBe(`${'  '.repeat(12)}low`);
  });

  test('[E1] rows written one after another at one place find room, and only the rows around make it', async () => {
    const lines = Array.from({ length: 300 }, (_each, nth) => `r${nth}`);
    const { add, reread, row, db } = await withRows(...lines);
    const acts = db.get<{ number: number }>('SELECT max(number) AS number FROM acts')!.number;
    let after = row('r150').id;
    for (let nth = 0; nth < 60; nth += 1) after = (await add(`a${nth}`, { afterId: after })).id;
    for (let nth = 0; nth < 60; nth += 1) await add(`b${nth}`, { afterId: row('r150').id });
    const wanted = [...lines];
    wanted.splice(
      151,
      0,
      ...Array.from({ length: 60 }, (_each, nth) => `b${59 - nth}`),
      ...Array.from({ length: 60 }, (_each, nth) => `a${nth}`),
    );
    expect(outline(await reread())).toEqual(wanted);
    const changed = db.get<{ sum: number; most: number }>(
      'SELECT sum(changes) AS sum, max(changes) AS most FROM acts WHERE number > :acts',
      { acts },
    )!;
    expect(changed.most).toBeLessThan(80);
    expect(changed.sum).toBeLessThan(120 * 8);
    expect((await reread()).undo?.rows).toBe(1);
  });
});

describe('edits in a table too long to be read whole', () => {
  interface Node {
    readonly no: string;
    readonly below: Node[];
  }
  const lined = (nodes: readonly Node[], depth = 0): string[] =>
    nodes.flatMap(({ no, below }) => [`${'  '.repeat(depth)}${no}`, ...lined(below, depth + 1)]);
  /** The list a row stands in, where in it, and the lists and rows above. */
  const pathTo = (nodes: Node[], no: string): { list: Node[]; at: number; parents: Node[] } | undefined => {
    const at = nodes.findIndex((node) => node.no === no);
    if (at >= 0) return { list: nodes, at, parents: [] };
    for (const node of nodes) {
      const found = pathTo(node.below, no);
      if (found) return { ...found, parents: [node, ...found.parents] };
    }
    return undefined;
  };

  test('[E1][E5] whatever rows are added, moved, indented and outdented, the table is the one a reader expects', async () => {
    const start = Array.from({ length: 40 }, (_each, a) => [`${a}`, ...Array.from({ length: 5 }, (_one, b) => `  ${a}-${b}`)]).flat();
    const { add, move, indent, outdent, reread, call, tree } = await withRows(...start);
    const model: Node[] = Array.from({ length: 40 }, (_each, a) => ({
      no: `${a}`,
      below: Array.from({ length: 5 }, (_one, b) => ({ no: `${a}-${b}`, below: [] })),
    }));
    let seed = 7;
    const any = (most: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * most);
    };
    let now = tree;
    for (let nth = 0; nth < 240; nth += 1) {
      // Half of the edits meet the same few rows, where there is soon no room between.
      const { clauses } = now;
      const pick = () => clauses[any(any(2) === 0 ? clauses.length : 12)]!;
      const row = pick();
      const own = pathTo(model, row.no)!;
      const kind = any(4);
      if (kind === 0) {
        const inside = any(2) === 0 && row.depth < 6;
        await add(`n${nth}`, inside ? { parentId: row.id } : { parentId: row.parentId, afterId: row.id });
        if (inside) own.list[own.at]!.below.unshift({ no: `n${nth}`, below: [] });
        else own.list.splice(own.at + 1, 0, { no: `n${nth}`, below: [] });
      } else if (kind === 1) {
        const to = pick();
        if (pathTo([own.list[own.at]!], to.no)) continue;
        const [node] = own.list.splice(own.at, 1);
        const target = pathTo(model, to.no)!;
        const first = any(3) === 0;
        if (first) target.list.unshift(node!);
        else target.list.splice(target.at + 1, 0, node!);
        await move([row], to.parentId, first ? null : to.id);
      } else if (kind === 2) {
        if (own.at === 0 || row.depth > 6) continue;
        const [node] = own.list.splice(own.at, 1);
        own.list[own.at - 1]!.below.push(node!);
        await indent(row);
      } else {
        const parent = own.parents.at(-1);
        if (!parent) continue;
        const [node] = own.list.splice(own.at, 1);
        const above = pathTo(model, parent.no)!;
        above.list.splice(above.at + 1, 0, node!);
        await outdent(row);
      }
      now = await reread();
      expect(outline(now)).toEqual(lined(model));
      const byId = new Map(now.clauses.map((clause) => [clause.id, clause]));
      const wrong = now.clauses.filter(({ parentId, depth }) => depth !== (parentId ? byId.get(parentId)!.depth + 1 : 0));
      expect(wrong).toEqual([]);
      expect(new Set(now.clauses.map(({ position }) => position)).size).toBe(now.clauses.length);
    }
    expect((await call('schemes.tree', { schemeId: tree.scheme.id })).clauses.length).toBeGreaterThan(start.length);
  });

  test('[S4] a number taken far away in the same level is found', async () => {
    const lines = ['0', '  far', ...Array.from({ length: 150 }, (_each, nth) => `  r${nth}`), '9', 'far'];
    const { move, outdent, indent, row, add, reread } = await withRows(...lines);
    const [below, beside] = (await reread()).clauses.filter(({ no }) => no === 'far');
    const taken = { code: 'duplicate', details: { value: 'far', rule: 'S4' } };
    await expect(move([beside!], row('0').id, row('r149').id)).rejects.toMatchObject(taken);
    await expect(outdent(below!)).rejects.toMatchObject(taken);
    const again = await add('far2', { parentId: row('0').id, afterId: row('r149').id });
    expect(again.depth).toBe(1);
    await move([row('9')], null, beside!.id);
    await expect(indent(beside!)).rejects.toMatchObject(taken);
  });
});

describe('renumbering', () => {
  test('[E6] the rehearsal tells exactly what would change; numbering does exactly that, in one step, and keeps the sources', async () => {
    const { call, tree, row, reread, undo } = await withRows('一', '  5', '    x', '  7', '9a');
    const schemeId = tree.scheme.id;
    const changes = await call('schemes.rehearseRenumbering', { schemeId, style: 'decimal' });
    expect(changes.map(({ from, to }) => `${from}→${to}`)).toEqual(['一→1', '5→1.1', 'x→1.1.1', '7→1.2', '9a→2']);
    const edit = await call('schemes.renumber', { schemeId, style: 'decimal', changes });
    expect([edit.about, edit.undo]).toEqual([row('一').id, { operation: 'schemes.renumber', no: '一', rows: 5 }]);
    expect(outline(await reread())).toEqual(['1', '  1.1', '    1.1.1', '  1.2', '2']);
    expect(await call('schemes.rehearseRenumbering', { schemeId, style: 'decimal' })).toEqual([]);
    expect((await call('schemes.rehearseRenumbering', { schemeId, style: 'chinese' })).map(({ to }) => to)).toEqual([
      '一',
      '（一）',
      '1',
      '（二）',
      '二',
    ]);
    await undo();
    expect(outline(await reread())).toEqual(outline(tree));
  });

  test('[E6][E8] a rehearsal that no longer holds is refused and names the rows', async () => {
    const { call, tree, edit, row, add } = await withRows('1', '3');
    const schemeId = tree.scheme.id;
    const changes = await call('schemes.rehearseRenumbering', { schemeId, style: 'decimal' });
    await edit(row('3'), { no: '4' });
    await expect(call('schemes.renumber', { schemeId, style: 'decimal', changes })).rejects.toMatchObject({
      code: 'changed-meanwhile',
      details: { what: 'clause', rows: [{ id: row('3').id, no: '4', text: '条款 3' }] },
    });
    const again = await call('schemes.rehearseRenumbering', { schemeId, style: 'decimal' });
    const between = await add('7', { afterId: row('1').id });
    await expect(call('schemes.renumber', { schemeId, style: 'decimal', changes: again })).rejects.toMatchObject({
      details: { rows: [{ id: between.id }, { id: row('3').id }] },
    });
  });

  test('[E6] a number longer than twenty signs is refused and nothing is numbered', async () => {
    const lines = Array.from({ length: 12 }, (_each, depth) => `${'  '.repeat(depth)}r${depth}`);
    const { call, tree, reread } = await withRows(...lines);
    const schemeId = tree.scheme.id;
    const changes = await call('schemes.rehearseRenumbering', { schemeId, style: 'decimal' });
    await expect(call('schemes.renumber', { schemeId, style: 'decimal', changes })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { issues: [{ field: 'no', why: 'too-long', rule: 'E6' }], no: '1.1.1.1.1.1.1.1.1.1.1' },
    });
    expect(outline(await reread())).toEqual(outline(tree));
  });

  test('[E6] Chinese counting', () => {
    expect([1, 10, 11, 20, 21, 100, 105, 110, 115, 1005, 1010, 1100, 9999, 10_000].map(chineseCount)).toEqual([
      ...['一', '十', '十一', '二十', '二十一', '一百', '一百零五', '一百一十', '一百一十五', '一千零五', '一千零一十', '一千一百'],
      '九千九百九十九',
      '10000',
    ]);
    const all = Array.from({ length: 12_000 }, (_each, nth) => chineseCount(nth + 1));
    expect(new Set(all).size).toBe(all.length);
  });

  test('[E6] numbers counted anew are unique among siblings, and counting again changes nothing', () => {
    const table = fc.array(fc.record({ deeper: fc.nat({ max: 3 }), no: fc.string({ maxLength: 5 }), next: fc.boolean() }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(table, fc.constantFrom('decimal', 'chinese'), (given, style) => {
        const path: string[] = [];
        let category = 0;
        const rows = given.map(({ deeper, no, next }, nth) => {
          if (next) {
            category += 1;
            path.length = 0;
          }
          const depth = Math.min(deeper, path.length);
          path.length = depth;
          const parentId = (path.at(-1) ?? null) as ClauseId | null;
          path.push(`r${nth}`);
          return { id: `r${nth}` as ClauseId, categoryId: `c${category}` as CategoryId, parentId, depth, no };
        });
        const to = new Map(renumbered(rows, style).map((change) => [change.clauseId, change]));
        const after = rows.map((row) => ({ ...row, no: to.get(row.id)?.to ?? row.no }));
        expect(
          [...to.values()].every((change) => change.from === find({ clauses: rows as never }, change.from).no && change.from !== change.to),
        ).toBe(true);
        const places = after.map((row) => `${row.parentId ?? row.categoryId} ${row.no}`);
        expect(new Set(places).size).toBe(places.length);
        expect(renumbered(after, style)).toEqual([]);
      }),
      { seed: 23, numRuns: 300 },
    );
  });
});
