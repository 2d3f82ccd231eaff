import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withEdit } from '../../shared/schemes/edit.ts';
import type { Clause, SchemeEdit, SchemeTree } from '../../shared/schemes/schemes.ts';
import { startApp } from '../support/app.ts';
import { find, hands, outline, term, withDraft, withRows } from '../support/drafts.ts';
import { emptyFolder } from '../support/hosts.ts';
import { inForce } from '../support/scheme.ts';

/** What a table says, without the count of its changes. */
const said = ({ scheme: { revision: _count, ...scheme }, categories, clauses, findings }: SchemeTree) => ({
  scheme,
  categories,
  clauses: clauses.map(({ revision: _revision, ...row }) => row),
  findings,
});

function expectTree({ categories, clauses }: SchemeTree): void {
  const path: Clause[] = [];
  let category = -1;
  let position = Number.NEGATIVE_INFINITY;
  for (const row of clauses) {
    const home = categories.findIndex(({ id }) => id === row.categoryId);
    expect(home).toBeGreaterThanOrEqual(category);
    if (home > category) position = Number.NEGATIVE_INFINITY;
    category = home;
    expect(row.position).toBeGreaterThan(position);
    position = row.position;
    expect(row.depth).toBeLessThanOrEqual(path.length);
    path.length = row.depth;
    expect([row.parentId, row.parentId && row.categoryId]).toEqual([path.at(-1)?.id ?? null, path.at(-1)?.categoryId ?? null]);
    path.push(row);
  }
}

const step = fc.record({
  act: fc.constantFrom(
    ...['add', 'add', 'add', 'edit', 'editMany', 'move', 'move', 'indent', 'outdent', 'remove', 'renumber', 'rename'],
    ...['addCategory', 'editCategory', 'moveCategory', 'removeCategory', 'addTemplate', 'undo', 'undo', 'redo'],
  ),
  a: fc.nat(),
  b: fc.nat(),
  c: fc.nat(),
  first: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

/** Takes one step in a table as it stands; undefined where there is nothing to take it on. */
async function take(
  { act, a, b, c, first }: Step,
  tree: SchemeTree,
  call: ReturnType<typeof startApp>['call'],
  serial: number,
): Promise<SchemeEdit | undefined> {
  const { id: schemeId, revision, title } = tree.scheme;
  const pick = <T>(rows: readonly T[], nth: number): T | undefined => rows[nth % (rows.length || 1)];
  const row = pick(tree.clauses, a);
  const category = pick(tree.categories, c);
  const parent = pick([null, ...tree.clauses.filter((each) => each.categoryId === category?.id)], b) ?? null;
  const siblings = tree.clauses.filter((each) => each.parentId === (parent?.id ?? null) && each.categoryId === category?.id);
  const place = { parentId: parent?.id ?? null, afterId: first ? null : (pick(siblings, a)?.id ?? null) };
  const several = [row, pick(tree.clauses, b), pick(tree.clauses, c)].flatMap((each) => each?.id ?? []);
  const style = first ? 'decimal' : 'chinese';
  if (act === 'undo' || act === 'redo') return call(`schemes.${act}`, { schemeId, revision });
  if (act === 'rename') return call('schemes.rename', { schemeId, was: title, title: `三合一 ${serial}` });
  if (act === 'addTemplate') return call('schemes.addTemplate', { schemeId, template: 'kuaiji' });
  if (act === 'addCategory') return call('schemes.addCategory', { schemeId, code: `C${serial}`, name: '🏮𠮷', arrangement: 'item' });
  if (!category) return undefined;
  if (act === 'add')
    return call('schemes.addClause', {
      categoryId: category.id,
      ...place,
      no: `n${serial}`,
      text: '条款𠮷🏮',
      disposition: 'file',
      term: term('Y'),
    });
  if (act === 'editCategory')
    return call('schemes.editCategory', { categoryId: category.id, was: { name: category.name }, name: `名${serial}` });
  if (act === 'moveCategory') return call('schemes.moveCategory', { categoryId: category.id, afterId: pick(tree.categories, b)!.id });
  if (act === 'removeCategory') return call('schemes.removeCategory', { categoryId: category.id, revision });
  if (act === 'renumber') {
    const changes = await call('schemes.rehearseRenumbering', { schemeId, categoryId: first ? null : category.id, style });
    return changes.length > 0 ? call('schemes.renumber', { schemeId, categoryId: first ? null : category.id, style, changes }) : undefined;
  }
  if (!row) return undefined;
  if (act === 'edit') return call('schemes.editClause', { clauseId: row.id, was: { remark: row.remark }, set: { remark: `注${b % 3}` } });
  if (act === 'editMany') return call('schemes.editClauses', { clauseIds: several, revision, set: { department: `办${b % 2}` } });
  if (act === 'move') return call('schemes.moveClauses', { clauseIds: several, categoryId: category.id, ...place, revision });
  const named = { clauseIds: first ? [row.id] : several, revision };
  if (act === 'indent') return call('schemes.indentClauses', named);
  return act === 'outdent' ? call('schemes.outdentClauses', named) : call('schemes.removeClauses', { clauseIds: [row.id], revision });
}

describe('撤销 and 重做', () => {
  test('[E7] whatever was edited, undoing all gives the table it began with and redoing all the table it came to, also after a restart', async () => {
    const taken = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 45 }), async (steps) => {
        const path = join(emptyFolder(), 'lantai.db');
        let lantai = startApp({ path });
        await lantai.call('settings.setUp', { kind: 'networked', archivist: '王芳' });
        const fonds = await lantai.call('fonds.create', { code: 'Z109', name: '青石乡人民政府', unitType: 'township' });
        const start = await lantai.call('schemes.adopt', { fondsId: fonds.id, template: 'kuaiji' });
        const schemeId = start.scheme.id;
        const asked = () => lantai.call('schemes.tree', { schemeId });
        let held = start;
        let ids = 0;
        async function holding(edit: SchemeEdit | undefined): Promise<void> {
          if (!edit) return;
          held = withEdit(held, edit) as SchemeTree;
          expect(held).toEqual(await asked());
          expectTree(held);
        }
        async function reopen(): Promise<void> {
          await lantai.app.close();
          ids += 10_000;
          lantai = startApp({ path, firstId: ids });
        }
        let serial = 0;
        for (const each of steps) {
          const before = held;
          try {
            const edit = await take(each, held, lantai.call, ++serial);
            await holding(edit);
            taken.set(each.act, (taken.get(each.act) ?? 0) + 1);
            if (!/remove|undo|redo/.test(each.act)) expect(edit?.removed ?? []).toEqual([]);
          } catch (problem) {
            if (!(problem instanceof Error && 'code' in problem)) throw problem;
            expect(['duplicate', 'invalid-input', 'not-yet', 'not-found']).toContain(problem.code);
            expect(await asked()).toEqual(before);
          }
          if (serial === 20) await reopen();
        }
        while (held.redo) await holding(await lantai.call('schemes.redo', { schemeId, revision: held.scheme.revision }));
        const end = held;
        await reopen();
        while (held.undo) await holding(await lantai.call('schemes.undo', { schemeId, revision: held.scheme.revision }));
        expect(said(held)).toEqual(said(start));
        await reopen();
        while (held.redo) await holding(await lantai.call('schemes.redo', { schemeId, revision: held.scheme.revision }));
        expect(said(held)).toEqual(said(end));
        expect((await lantai.run('audit.verify', {})).intact).toBe(true);
        await lantai.app.close();
      }),
      { seed: 17, numRuns: 5, endOnFailure: true },
    );
    // Every kind of edit went through, not only refusals.
    expect([...taken.values()].filter((times) => times > 1).length).toBe(16);
  }, 120_000);

  test('[E7] the words of 撤销 and 重做 tell the operation, the number and the rows; a new edit ends 重做', async () => {
    const { tree, edit, undo, redo, reread, row } = await withRows('1', '2');
    const before = tree.undo;
    await edit(row('1'), { no: '1a' });
    const undone = await undo();
    expect([undone.undo, undone.redo, undone.about]).toEqual([before, { operation: 'schemes.editClause', no: '1a', rows: 1 }, row('1').id]);
    const redone = await redo();
    expect([redone.redo, redone.about, redone.clauses.map(({ no }) => no)]).toEqual([null, row('1').id, ['1a']]);
    await undo();
    await edit(row('2'), { no: '3' });
    await expect(redo()).rejects.toMatchObject({ code: 'not-yet', details: { what: 'redo' } });
    expect(outline(await reread())).toEqual(['1', '3']);
  });

  test('[E7] what a draft begins with cannot be undone', async () => {
    const { undo, tree } = await withDraft();
    expect([tree.undo, tree.redo]).toEqual([null, null]);
    await expect(undo()).rejects.toMatchObject({ code: 'not-yet', details: { what: 'undo' } });
  });

  test('[E7] the last two hundred edits can be undone', async () => {
    const { tree, edit, undo, reread } = await withDraft('kuaiji');
    let row = find(tree, '1.1');
    for (let nth = 1; nth <= 205; nth += 1) row = (await edit(row, { remark: String(nth) })).clauses[0]!;
    for (let nth = 0; nth < 200; nth += 1) await undo();
    expect(find(await reread(), '1.1').remark).toBe('5');
    await expect(undo()).rejects.toMatchObject({ code: 'not-yet' });
  });

  test('[E7] edits outlive being submitted and taken back; coming into force ends them', async () => {
    const { call, tree, edit, undo, redo, reread, db } = await withDraft();
    const schemeId = tree.scheme.id;
    await edit(find(tree, '1.1'), { remark: '注' });
    await call('schemes.submit', { schemeId, submittedTo: '县档案局' });
    await expect(undo()).rejects.toMatchObject({ code: 'locked', details: { what: 'scheme-submitted' } });
    await call('schemes.withdraw', { schemeId });
    await undo();
    expect(find(await reread(), '1.1').remark).toBe('');
    await redo();
    await inForce(call, schemeId, 2026);
    expect([(await reread()).undo, db.all('SELECT number FROM scheme_edits')]).toEqual([null, []]);
    await expect(undo()).rejects.toMatchObject({ code: 'locked', details: { what: 'scheme' } });
  });
});

describe('[E8] two windows on one draft', () => {
  /** A second window holds the table as it was when it was opened. */
  async function twoWindows() {
    const first = await withRows('1', '  1.1', '2', '3');
    const seen = (await first.reread()).scheme.revision;
    return { ...first, seen, there: hands(first, first.tree) };
  }
  const met = (...rows: string[]) => ({ code: 'changed-meanwhile', details: { what: 'clause', rows: rows.map((no) => ({ no })) } });

  test('a row somebody changed is not moved, indented, outdented, removed or set with others unseen', async () => {
    const { call, there, row, seen, category, reread } = await twoWindows();
    await there.edit(row('1.1'), { text: '另一个窗口写的' });
    const ids = { clauseIds: [row('1').id, row('2').id], revision: seen };
    await expect(call('schemes.removeClauses', ids)).rejects.toMatchObject(met('1.1'));
    await expect(
      call('schemes.moveClauses', { ...ids, categoryId: category.id, parentId: row('3').id, afterId: null }),
    ).rejects.toMatchObject(met('1.1'));
    await expect(call('schemes.indentClauses', ids)).rejects.toMatchObject(met('1.1'));
    await expect(call('schemes.outdentClauses', { ...ids, clauseIds: [row('1.1').id] })).rejects.toMatchObject({
      code: 'changed-meanwhile',
      details: { rows: [{ id: row('1.1').id, no: '1.1', text: '另一个窗口写的' }], revision: seen + 1 },
    });
    await expect(
      call('schemes.editClauses', { clauseIds: [row('1.1').id], revision: seen, set: { checked: false } }),
    ).rejects.toMatchObject(met('1.1'));
    await expect(call('schemes.removeCategory', { categoryId: category.id, revision: seen })).rejects.toMatchObject(met('1.1'));
    expect(outline(await reread())).toEqual(['1', '  1.1', '2', '3']);
  });

  test('a row somebody added below is not removed unseen with the row above it', async () => {
    const { call, there, row, seen, reread } = await twoWindows();
    await there.add('2.1', { parentId: row('2').id });
    await expect(call('schemes.removeClauses', { clauseIds: [row('2').id], revision: seen })).rejects.toMatchObject(met('2.1'));
    expect(outline(await reread())).toContain('  2.1');
  });

  test('rows nobody else touched can be moved and removed', async () => {
    const { call, there, row, seen, reread } = await twoWindows();
    await there.edit(row('1'), { remark: '注' });
    await call('schemes.removeClauses', { clauseIds: [row('2').id], revision: seen });
    await call('schemes.indentClauses', { clauseIds: [row('3').id], revision: seen });
    expect(outline(await reread())).toEqual(['1', '  1.1', '  3']);
  });

  test('撤销 never takes back unseen what the other window did, and names it', async () => {
    const { call, there, row, seen, tree, reread } = await twoWindows();
    await there.edit(row('2'), { no: '2a' });
    const schemeId = tree.scheme.id;
    await expect(call('schemes.undo', { schemeId, revision: seen })).rejects.toMatchObject(met('2a'));
    await expect(call('schemes.redo', { schemeId, revision: seen })).rejects.toMatchObject(met('2a'));
    await there.undo();
    await expect(call('schemes.undo', { schemeId, revision: seen })).rejects.toMatchObject(met('2'));
    expect(outline(await reread())).toEqual(['1', '  1.1', '2', '3']);
  });

  test('a row that is gone, and a place that is gone, are told as such', async () => {
    const { call, there, row, seen, category } = await twoWindows();
    await there.remove(row('2'));
    const move = { categoryId: category.id, parentId: null, revision: seen };
    await expect(call('schemes.moveClauses', { ...move, clauseIds: [row('2').id], afterId: null })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(call('schemes.moveClauses', { ...move, clauseIds: [row('3').id], afterId: row('2').id })).rejects.toMatchObject({
      code: 'not-found',
      details: { what: 'place' },
    });
    await expect(there.edit(row('2'), { no: '9' })).rejects.toMatchObject({ code: 'not-found', details: { what: 'clause' } });
  });

  test('titles and categories show both values', async () => {
    const { call, tree, category } = await twoWindows();
    const schemeId = tree.scheme.id;
    await call('schemes.rename', { schemeId, was: tree.scheme.title, title: '甲' });
    await expect(call('schemes.rename', { schemeId, was: tree.scheme.title, title: '乙' })).rejects.toMatchObject({
      code: 'changed-meanwhile',
      details: { changed: { title: { seen: tree.scheme.title, now: '甲', wanted: '乙' } } },
    });
    await call('schemes.editCategory', { categoryId: category.id, was: { startBasis: 'year' }, startBasis: 'closed' });
    await expect(
      call('schemes.editCategory', { categoryId: category.id, was: { startBasis: 'year' }, startBasis: 'filed' }),
    ).rejects.toMatchObject({
      details: { changed: { startBasis: { seen: 'year', now: 'closed', wanted: 'filed' } } },
    });
  });

  test('a tree of an older revision does not take an edit in; it is asked for anew', async () => {
    const { there, row, tree } = await twoWindows();
    await there.edit(row('1'), { remark: '注' });
    const second = await there.edit(row('2'), { remark: '注' });
    expect(withEdit(tree, second)).toBeUndefined();
  });
});
