import { describe, expect, test } from 'vitest';
import { mostClauses } from '../../shared/schemes/document.ts';
import { withEdit } from '../../shared/schemes/edit.ts';
import { asItStands } from '../support/app.ts';
import { find, rowOf, term, withDraft, withRows } from '../support/drafts.ts';

describe('editing the rows of a draft', () => {
  test('an edit answers the changed row, the revision it led to and what 撤销 would do', async () => {
    const { edit, tree } = await withDraft();
    const clause = find(tree, '1.1');
    const set = { term: term('D30'), secrecy: 1, openness: 'restricted', department: '党政办', duty: 'cwzz34-minutes' } as const;
    expect(await edit(clause, set)).toEqual({
      scheme: { ...tree.scheme, revision: 1 },
      categories: [],
      clauses: [
        {
          ...clause,
          term: 'D30',
          secrecy: 1,
          openness: 'restricted',
          department: '党政办',
          duty: 'cwzz34-minutes',
          source: '',
          revision: 1,
        },
      ],
      removed: [],
      about: clause.id,
      undo: { operation: 'schemes.editClause', no: '1.1', rows: 1 },
      redo: null,
    });
  });

  test('[E3] an edit that saw an older value is refused and shows both', async () => {
    const { call, tree } = await withDraft();
    const clause = find(tree, '1.1');
    await call('schemes.editClause', { clauseId: clause.id, was: { remark: '' }, set: { remark: '含党委扩大会' } });
    await expect(call('schemes.editClause', { clauseId: clause.id, was: { remark: '' }, set: { remark: '别的' } })).rejects.toMatchObject({
      code: 'changed-meanwhile',
      details: { changed: { remark: { seen: '', now: '含党委扩大会', wanted: '别的' } } },
    });
  });

  test('[E7] an edit that says what already stands is no step: no revision, nothing to undo, what was undone can still be redone', async () => {
    const { tree, edit, undo, reread } = await withDraft();
    const clause = find(tree, '1.1');
    await edit(clause, { remark: '注' });
    await undo();
    const before = await reread();
    const nothing = await edit(find(before, '1.1'), { remark: '' });
    expect([nothing.clauses, nothing.scheme.revision, nothing.undo, nothing.redo?.operation]).toEqual([[], 2, null, 'schemes.editClause']);
    expect(withEdit(before, nothing)).toBe(before);
    expect(await reread()).toEqual(before);
  });

  test('[S11] a row whose wording or term is changed is one’s own; a number, a remark or a check changes no source', async () => {
    const { tree, edit } = await withDraft();
    const kept = rowOf(await edit(find(tree, '2.1'), { no: '2.99', remark: '注', department: '党政办', checked: true }));
    expect([kept.source, kept.checked, kept.department, kept.no]).toEqual(['T', true, '党政办', '2.99']);
    const own = rowOf(await edit(find(tree, '2.2'), { term: term('D30') }));
    expect([own.source, own.checked]).toEqual(['', false]);
  });

  test('[S4][S5] a taken number and a legacy term are refused at once and leave no act', async () => {
    const { tree, add, edit, db } = await withDraft();
    const acts = () => db.all('SELECT number FROM acts').length;
    const before = acts();
    await expect(edit(find(tree, '1.1'), { no: '1.3' })).rejects.toMatchObject({
      code: 'duplicate',
      details: { what: 'clause', value: '1.3' },
    });
    await expect(add('1')).rejects.toMatchObject({ code: 'duplicate' });
    const legacy = { code: 'invalid-input', details: { issues: [{ field: 'term', why: 'legacy-term', rule: 'S5' }] } };
    await expect(add('7', { term: term('long') })).rejects.toMatchObject(legacy);
    await expect(edit(find(tree, '1.1'), { term: term('short') })).rejects.toMatchObject(legacy);
    expect(acts()).toBe(before);
  });

  test('[S4] two rows that came with one number can each be edited, moved and renumbered', async () => {
    const { db, edit, move, row, reread } = await withRows('1', '  1.1', '  1.2', '2');
    db.run(`UPDATE clauses SET no = '1.1' WHERE id = :id`, { id: row('1.2').id });
    const twin = (await reread()).clauses[2]!;
    await edit(twin, { remark: '原表如此' });
    await move([row('1')], null, row('2').id);
    await move([twin], row('1').id, null);
    expect((await reread()).clauses.map(({ no, remark }) => no + remark)).toEqual(['2', '1', '1.1原表如此', '1.1']);
    await edit({ ...twin, remark: '原表如此' }, { no: '1.10' });
    expect((await reread()).findings.map(({ rule }) => rule)).not.toContain('S4');
  });

  test('[E4] rare characters and emoji are kept as typed; 4 001 characters are refused', async () => {
    const { add, reread } = await withDraft();
    const clause = await add('7', { text: '𠮷家㽏乡🏮会议记录·“两委”', afterId: null });
    expect(find(await reread(), '7').text).toBe(clause.text);
    await expect(add('8', { text: '档'.repeat(4001) })).rejects.toMatchObject({ code: 'invalid-input' });
    expect((await add('8', { text: '档'.repeat(4000) })).text).toHaveLength(4000);
  });

  test('many rows are set alike in one step, each counted once', async () => {
    const { call, tree, reread, undo } = await withDraft();
    const wanted = ['1.1', '1.3', '1.1'].map((no) => find(tree, no).id);
    const edit = await call('schemes.editClauses', { clauseIds: wanted, revision: 0, set: { department: '党政办', checked: true } });
    expect(edit.clauses.map(({ no, department, checked }) => [no, department, checked])).toEqual([
      ['1.1', '党政办', true],
      ['1.3', '党政办', true],
    ]);
    expect(edit.undo).toEqual({ operation: 'schemes.editClauses', no: '1.1', rows: 2 });
    await undo();
    expect((await reread()).clauses.map(({ revision: _revision, ...row }) => row)).toEqual(
      tree.clauses.map(({ revision: _revision, ...row }) => row),
    );
  });

  test('rows of two tables are not edited together', async () => {
    const { call, tree } = await withDraft();
    const other = await call('schemes.copy', { schemeId: tree.scheme.id });
    const both = { clauseIds: [find(tree, '1.1').id, find(other, '1.1').id], revision: 0 };
    await expect(call('schemes.editClauses', { ...both, set: { checked: true } })).rejects.toMatchObject({ code: 'not-found' });
    await expect(call('schemes.removeClauses', both)).rejects.toMatchObject({ code: 'not-found' });
    const move = { ...both, categoryId: tree.categories[0]!.id, parentId: null, afterId: null };
    await expect(call('schemes.moveClauses', move)).rejects.toMatchObject({ code: 'not-found' });
    await expect(call('schemes.moveClauses', { ...move, clauseIds: [find(other, '1.1').id] })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('no row starts records off as classified outside a classified workstation', async () => {
    const { tree, edit } = await withDraft();
    await expect(edit(find(tree, '1.1'), { secrecy: 2 })).rejects.toMatchObject({ code: 'classified' });
  });

  test('a removed row takes along the rows below it', async () => {
    const { remove, tree, reread } = await withDraft();
    const edit = await remove(find(tree, '1.2'), find(tree, '1.2.1'));
    expect([edit.removed.length, edit.about, edit.clauses, edit.undo]).toEqual([
      4,
      find(tree, '1.2').id,
      [],
      { operation: 'schemes.removeClauses', no: '1.2', rows: 4 },
    ]);
    const after = await reread();
    expect([after.clauses.length, after.findings.map(({ rule, no }) => `${rule} ${no}`)]).toEqual([67, ['S14 1.3']]);
  });

  test('[S15] a category is edited, refused when its code is taken, moved, and removed with its rows', async () => {
    const { call, tree, reread, seen } = await withDraft();
    const schemeId = tree.scheme.id;
    const added = await call('schemes.addCategory', { schemeId, code: 'ZP', name: '照片', arrangement: 'item' });
    const category = added.categories[0]!;
    expect([added.about, category.numberTemplate, category.startBasis]).toEqual([category.id, tree.categories[0]!.numberTemplate, 'year']);
    await expect(call('schemes.editCategory', { categoryId: category.id, was: { code: 'ZP' }, code: 'WS' })).rejects.toMatchObject({
      code: 'duplicate',
    });
    await expect(call('schemes.addCategory', { schemeId, code: 'ｗｓ', name: '文书', arrangement: 'item' })).rejects.toMatchObject({
      code: 'duplicate',
      details: { what: 'category', value: 'WS' },
    });
    const edited = await call('schemes.editCategory', {
      categoryId: category.id,
      was: { name: '照片', arrangement: 'item', startBasis: 'year' },
      name: '声像',
      arrangement: 'volume',
      startBasis: 'completed',
    });
    expect(edited.categories).toEqual([{ ...category, name: '声像', arrangement: 'volume', startBasis: 'completed' }]);
    await expect(call('schemes.editCategory', { categoryId: category.id, was: { name: '照片' }, name: '别的' })).rejects.toMatchObject({
      code: 'changed-meanwhile',
      details: { changed: { name: { seen: '照片', now: '声像', wanted: '别的' } } },
    });
    const moved = await call('schemes.moveCategory', { categoryId: category.id, afterId: null });
    expect(moved.categories.map(({ code, position }) => [code, position])).toEqual([
      ['ZP', 0],
      ['WS', 1],
    ]);
    expect((await reread()).categories.map(({ code }) => code)).toEqual(['ZP', 'WS']);
    const gone = await call('schemes.removeCategory', { categoryId: tree.categories[0]!.id, revision: await seen() });
    expect([gone.removed.length, gone.undo]).toEqual([72, { operation: 'schemes.removeCategory', no: 'WS', rows: 72 }]);
    expect((await reread()).categories.map(({ code }) => code)).toEqual(['ZP']);
  });

  test('every change of a draft is in the log, as an op on its own record; 撤销 too', async () => {
    const { call, db, tree, add, edit, remove, undo, fonds, run } = await withDraft();
    const added = await add('7', { afterId: find(tree, '6').id });
    await edit(added, { remark: '新' });
    await undo();
    await remove(added);
    await call('schemes.rename', { schemeId: tree.scheme.id, was: tree.scheme.title, title: '青石乡三合一' });
    await undo();
    const ops = db.all<{ schema: string; kind: string; fondsId: string; set_json: string; operation: string; changes: number }>(
      `SELECT schema, kind, fonds_id AS fondsId, set_json, operation, changes FROM change_log JOIN acts ON acts.number = act
       WHERE record_id = id_bytes(:text) ORDER BY lsn`,
      { text: added.id },
    );
    expect(ops.map((op) => [op.operation, op.changes, op.schema, op.kind, op.fondsId])).toEqual([
      ['schemes.addClause', 1, 'clause@1', 'create', fonds.id],
      ['schemes.editClause', 1, 'clause@1', 'patch', fonds.id],
      ['schemes.undo', 1, 'clause@1', 'patch', fonds.id],
      ['schemes.removeClauses', 1, 'clause@1', 'delete', fonds.id],
    ]);
    expect([JSON.parse(ops[0]!.set_json).no, ops[1]!.set_json, ops[2]!.set_json]).toEqual(['7', '{"remark":"新"}', '{"remark":""}']);
    const titles = db.all<{ set_json: string }>(
      `SELECT set_json FROM change_log WHERE schema = 'scheme@1' AND kind = 'patch' ORDER BY lsn`,
    );
    expect(titles.map(({ set_json }) => JSON.parse(set_json).title)).toEqual(['青石乡三合一', tree.scheme.title]);
    expect((await run('audit.verify', {})).intact).toBe(true);
  });

  test('[E9] a table takes 20 000 rows and no more', async () => {
    const { db, add, category, tree } = await withRows('1');
    db.run(
      `INSERT INTO clauses (id, scheme_id, category_id, depth, position, no, text, disposition, term, department, remark, checked, source, lineage_id)
       SELECT randomblob(16), id_bytes(:scheme), id_bytes(:category), 0, 5000 + value, 'n' || value, '条款', 'file', 'Y', '', '', 1, '', randomblob(16)
       FROM generate_series(2, :most)`.replace(
        'generate_series(2, :most)',
        `(WITH RECURSIVE n(value) AS (SELECT 2 UNION ALL SELECT value + 1 FROM n WHERE value < :most) SELECT value FROM n)`,
      ),
      { scheme: tree.scheme.id, category: category.id, most: mostClauses },
    );
    await expect(add('one more', { categoryId: category.id })).rejects.toMatchObject({
      code: 'too-large',
      details: { what: 'scheme', most: 20_000 },
    });
  });

  test('a table of 5 000 rows is ordinary: it opens, takes an edit and is told back in order', async () => {
    const { db, add, category, tree, reread, call } = await withRows('1');
    db.run(
      `INSERT INTO clauses (id, scheme_id, category_id, depth, position, no, text, disposition, term, department, remark, checked, source, lineage_id)
       SELECT randomblob(16), id_bytes(:scheme), id_bytes(:category), 0, 5000 + value, value, '𠮷家乡🏮条款', 'file', 'Y', '', '', 1, '', randomblob(16)
       FROM (WITH RECURSIVE n(value) AS (SELECT 2 UNION ALL SELECT value + 1 FROM n WHERE value < 5000) SELECT value FROM n)`,
      { scheme: tree.scheme.id, category: category.id },
    );
    const whole = await reread();
    expect([whole.clauses.length, whole.findings]).toEqual([5000, []]);
    await add('0', { categoryId: category.id });
    expect((await reread()).clauses.slice(0, 3).map((row) => row.no)).toEqual(['0', '1', '2']);
    await call('schemes.editClause', { clauseId: whole.clauses.at(-1)!.id, was: asItStands, set: { remark: '末' } });
  });
});
