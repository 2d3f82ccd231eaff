import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallerInput, Output } from '../../shared/contract.ts';
import type { Item, ItemId } from '../../shared/items/items.ts';
import type { Clause, SchemeTree } from '../../shared/schemes/schemes.ts';
import { asItStands, startOffice } from '../support/app.ts';
import { inForce } from '../support/scheme.ts';

type Draft = CallerInput<'items.create'>['draft'];
type Plan = Output<'items.rehearseReclassify'>['rows'][number];

/** An office with a small table in force since 2010: 1 (1.1 永久, 1.2 30年, 1.3 10年), 2 (2.1 30年); WS. */
async function startTable() {
  const lantai = await startOffice();
  const { call, fonds } = lantai;
  const { scheme } = await call('schemes.adopt', { fondsId: fonds.id, template: 'kuaiji' });
  for (const category of (await call('schemes.tree', { schemeId: scheme.id })).categories)
    await call('schemes.removeCategory', {
      categoryId: category.id,
      revision: (await call('schemes.tree', { schemeId: scheme.id })).scheme.revision,
    });
  const added = await call('schemes.addCategory', { schemeId: scheme.id, code: 'WS', name: '文书', arrangement: 'item' });
  const categoryId = added.about as Clause['categoryId'];
  const add = async (parentId: Clause['id'] | null, afterId: Clause['id'] | null, no: string, text: string, term: string | null) =>
    (
      await call('schemes.addClause', {
        categoryId,
        parentId,
        afterId,
        no,
        text,
        disposition: term === null ? 'heading' : term === '' ? 'no-file' : 'file',
        term: (term || null) as never,
      })
    ).about as Clause['id'];
  const one = await add(null, null, '1', '党群', null);
  const a = await add(one, null, '1.1', '会议记录', 'Y');
  const b = await add(one, a, '1.2', '年度计划', 'D30');
  await add(one, b, '1.3', '一般来文', 'D10');
  const two = await add(null, one, '2', '行政', null);
  const d = await add(two, null, '2.1', '信访材料', 'D30');
  await add(two, d, '2.2', '重份文件', '');
  const first = await inForce(call, scheme.id, 2010);
  const file = (clause: Clause | null, more: Partial<Draft> = {}, numbered = false) =>
    call('items.create', { draft: { fondsId: fonds.id, year: 2015, title: '一件', clauseId: clause?.id ?? null, ...more }, numbered });
  /** A next version in force: what `change` does to its draft. */
  const next = async (from: SchemeTree, yearFrom: number, change: (draft: SchemeTree) => Promise<unknown>) => {
    const draft = await call('schemes.copy', { schemeId: from.scheme.id });
    await change(draft);
    return inForce(call, draft.scheme.id, yearFrom);
  };
  return { ...lantai, first, file, next };
}

const row = (tree: SchemeTree, no: string) => tree.clauses.find((clause) => clause.no === no)!;
const reviewed = (plans: readonly Plan[]) => plans.map(({ itemId, to, seen, becomes }) => ({ itemId, to, seen, becomes }));
/** A record without the moment of its last change. */
const standing = ({ updatedAt: _updatedAt, ...item }: Item) => item;

describe('旧条款的件', () => {
  test('[K1] every kind of change is told with how many records it concerns, what is the same is counted as such', async () => {
    const { call, fonds, first, file, next } = await startTable();
    await file(row(first, '1.1'), { year: 2012 });
    await file(row(first, '1.1'), { year: 2019 });
    await file(row(first, '1.2'));
    await file(row(first, '1.3'));
    const binned = await file(row(first, '1.3'));
    await call('items.bin', { ids: [binned.id] });
    await file(row(first, '2.1'));
    await file(null);
    const second = await next(first, 2020, async (draft) => {
      const set = (no: string, fields: object) =>
        call('schemes.editClause', { clauseId: row(draft, no).id, was: asItStands as never, set: fields });
      await set('1.1', { text: '会议记录、纪要', remark: '另记' });
      await set('1.2', { term: 'Y', no: '1.9', department: '办公室' });
      const { scheme } = await set('2.1', { remark: '只改备注', secrecy: 1, checked: false });
      await call('schemes.removeClauses', { clauseIds: [row(draft, '1.3').id], revision: scheme.revision });
    });
    await file(row(second, '2.1'), { year: 2021 });
    const report = await call('items.outdated', { fondsId: fonds.id });
    expect(report).toEqual({
      against: { id: second.scheme.id, version: 2, yearFrom: 2020 },
      groups: [
        {
          clause: row(first, '1.1'),
          heading: '党群',
          category: 'WS',
          version: 1,
          changes: ['text'],
          now: { clause: row(second, '1.1'), heading: '党群', category: 'WS' },
          fits: true,
          items: 2,
          firstYear: 2012,
          lastYear: 2019,
        },
        {
          clause: row(first, '1.2'),
          heading: '党群',
          category: 'WS',
          version: 1,
          changes: ['number', 'term'],
          now: { clause: row(second, '1.9'), heading: '党群', category: 'WS' },
          fits: true,
          items: 1,
          firstYear: 2015,
          lastYear: 2015,
        },
        {
          clause: row(first, '1.3'),
          heading: '党群',
          category: 'WS',
          version: 1,
          changes: ['removed'],
          now: null,
          fits: false,
          items: 1,
          firstYear: 2015,
          lastYear: 2015,
        },
      ],
      counts: { changed: 4, unchanged: 1, current: 1, withoutClause: 1 },
    });
    expect(await call('items.outdated', { fondsId: fonds.id, against: first.scheme.id })).toMatchObject({
      against: { version: 1 },
      groups: [],
      counts: { changed: 0, unchanged: 1, current: 5, withoutClause: 1 },
    });
    // [D7] The desk names them too.
    expect((await call('desk.todos', { fondsId: fonds.id })).find(({ kind }) => kind === 'changed-clauses')).toEqual({
      kind: 'changed-clauses',
      count: 4,
    });
    expect(await call('items.underClause', { fondsId: fonds.id, clauseId: row(first, '1.1').id })).toMatchObject({
      total: 2,
      rows: [{ year: 2012 }, { year: 2019 }],
    });
  });

  test('[K1] a row that moved below another, became a heading or went to another 门类 is told so; reordering alone is none', async () => {
    const { call, fonds, first, file, next } = await startTable();
    for (const no of ['1.1', '1.2', '1.3', '2.1']) await file(row(first, no));
    const second = await next(first, 2020, async (draft) => {
      const [one, two] = [row(draft, '1'), row(draft, '2')];
      const { categoryId } = one;
      const move = (no: string, parentId: Clause['id'] | null, afterId: Clause['id'] | null, seen: number) =>
        call('schemes.moveClauses', { clauseIds: [row(draft, no).id], categoryId, parentId, afterId, revision: seen });
      const moved = await move('1.2', two.id, null, draft.scheme.revision);
      const again = await move('1.3', one.id, null, moved.scheme.revision);
      await call('schemes.editClause', {
        clauseId: row(draft, '2.1').id,
        was: asItStands as never,
        set: { disposition: 'heading', term: null },
      });
      expect(again.scheme.revision).toBeGreaterThan(draft.scheme.revision);
      await call('schemes.addClause', {
        categoryId,
        parentId: row(draft, '2.1').id,
        afterId: null,
        no: '2.1.1',
        text: '重要的',
        disposition: 'file',
        term: 'Y' as never,
      });
    });
    const { groups, counts } = await call('items.outdated', { fondsId: fonds.id });
    expect(Object.fromEntries(groups.map(({ clause, changes, fits }) => [clause.no, { changes, fits }]))).toEqual({
      '1.2': { changes: ['moved'], fits: true },
      '2.1': { changes: ['disposition', 'term'], fits: false },
    });
    expect(counts).toEqual({ changed: 2, unchanged: 2, current: 0, withoutClause: 0 });
    expect(second.scheme.version).toBe(2);
  });

  test('[K1] a 门类 that bears another code is a change to all records in it', async () => {
    const { call, fonds, first, file, next } = await startTable();
    await file(row(first, '1.1'));
    await next(first, 2020, (draft) =>
      call('schemes.editCategory', { categoryId: draft.categories[0]!.id, was: { code: 'WS' }, code: 'WJ' }),
    );
    const { groups } = await call('items.outdated', { fondsId: fonds.id });
    expect(groups.map(({ category, changes, now }) => [category, changes, now?.category])).toEqual([['WS', ['category'], 'WJ']]);
  });

  test('[K1] without a version in force there is nothing to compare with', async () => {
    const { call, fonds } = await startOffice();
    expect(await call('items.outdated', { fondsId: fonds.id })).toEqual({
      against: null,
      groups: [],
      counts: { changed: 0, unchanged: 0, current: 0, withoutClause: 0 },
    });
  });
});

describe('改归', () => {
  test('[K3][K4] the plan tells clause, term and number of each record, old and new; the act does just that in one act', async () => {
    const { call, run, fonds, first, file } = await startTable();
    const [plans, letters] = [row(first, '1.2'), row(first, '1.1')];
    const plain = await file(plans, { title: '随条款' });
    const own = await file(plans, { title: '自定期限', term: 'D10' as never });
    const binned = await file(plans, { title: '在回收站' });
    await call('items.bin', { ids: [binned.id] });
    const bare = await file(null, { title: '没有条款' });
    const { rows, total, clauses } = await call('items.rehearseReclassify', {
      fondsId: fonds.id,
      moves: [
        { from: { clauseId: plans.id }, to: letters.id },
        { from: { itemIds: [bare.id, binned.id] }, to: letters.id },
      ],
    });
    const was = { clauseNo: '1.2', clauseText: '年度计划', clauseTerm: 'D30', category: 'WS', number: null };
    const same = { to: letters.id, number: 'same', refused: null, fields: [] };
    const seen = (item: Item) => ({ clauseId: item.clauseId, term: item.term, updatedAt: item.updatedAt });
    const becomes = (term: string) => ({ term, category: 'WS', number: null });
    expect({ total, clauses }).toEqual({ total: 4, clauses: [{ clause: letters, category: 'WS', version: 1 }] });
    expect(rows).toEqual([
      { ...same, itemId: plain.id, title: '随条款', year: 2015, was, seen: seen(plain), becomes: becomes('Y'), term: 'follows' },
      { ...same, itemId: own.id, title: '自定期限', year: 2015, was, seen: seen(own), becomes: becomes('D10'), term: 'own' },
      {
        ...same,
        itemId: binned.id,
        title: '在回收站',
        year: 2015,
        was,
        seen: { ...seen(binned), updatedAt: expect.any(String) },
        becomes: becomes('Y'),
        term: 'follows',
        refused: 'bin',
      },
      {
        ...same,
        itemId: bare.id,
        title: '没有条款',
        year: 2015,
        was: { ...was, clauseNo: '', clauseText: '', clauseTerm: null },
        seen: seen(bare),
        becomes: becomes('Y'),
        term: 'follows',
      },
    ]);
    const acts = (await call('audit.list', {})).total;
    const items = reviewed(rows.filter(({ refused }) => refused === null));
    expect(await run('items.reclassify', { fondsId: fonds.id, items })).toEqual({ reclassified: 3, renumbered: 0 });
    const frozen = { clauseId: letters.id, clauseNo: '1.1', clauseText: '会议记录', clauseTerm: 'Y' };
    for (const [item, term] of [
      [plain, 'Y'],
      [own, 'D10'],
      [bare, 'Y'],
    ] as const)
      expect(standing(await call('items.get', { id: item.id }))).toEqual({ ...standing(item), ...frozen, term });
    expect(standing(await call('items.get', { id: binned.id }))).toEqual({ ...standing(binned), binnedAt: expect.any(String) });
    const after = await call('audit.list', {});
    expect([after.total - acts, after.rows[0]!.operation, after.rows[0]!.changes]).toEqual([1, 'items.reclassify', 3]);
  });

  test('[K5] a term that stands in the number stays with it; only with 重新编号 does the record get another number', async () => {
    const { call, run, fonds, first, file } = await startTable();
    const organ = { organ: '办公室', organCode: 'BGS' };
    const [plans, letters] = [row(first, '1.2'), row(first, '1.1')];
    const one = await file(plans, { title: '一', ...organ }, true);
    const two = await file(plans, { title: '二', ...organ }, true);
    await file(letters, { title: '三', ...organ }, true);
    expect([one.number, two.number]).toEqual(['Z109-WS·2015-D30-BGS-0001', 'Z109-WS·2015-D30-BGS-0002']);
    const ask = { fondsId: fonds.id, moves: [{ from: { clauseId: plans.id }, to: letters.id }] };
    const kept = await call('items.rehearseReclassify', ask);
    expect(kept.rows.map(({ becomes, term, number, fields, refused }) => ({ becomes, term, number, fields, refused }))).toEqual(
      [one, two].map((item) => ({
        becomes: { term: 'D30', category: 'WS', number: item.number },
        term: 'in-number',
        number: 'kept',
        fields: ['term'],
        refused: null,
      })),
    );
    const renumbered = await call('items.rehearseReclassify', { ...ask, renumber: true });
    expect(renumbered.rows.map(({ becomes, number }) => [becomes.term, becomes.number, number])).toEqual([
      ['Y', 'Z109-WS·2015-Y-BGS-0002', 'renumbered'],
      ['Y', 'Z109-WS·2015-Y-BGS-0003', 'renumbered'],
    ]);
    // One record stays: the other gets the number it would have had.
    const without = await call('items.rehearseReclassify', { ...ask, renumber: true, except: [one.id] });
    expect(without.rows.map(({ becomes }) => becomes.number)).toEqual([one.number, 'Z109-WS·2015-Y-BGS-0002']);
    expect(await run('items.reclassify', { fondsId: fonds.id, items: reviewed([without.rows[1]!]), renumber: true })).toEqual({
      reclassified: 1,
      renumbered: 1,
    });
    expect(standing(await call('items.get', { id: two.id }))).toEqual({
      ...standing(two),
      clauseId: letters.id,
      clauseNo: '1.1',
      clauseText: '会议记录',
      clauseTerm: 'Y',
      term: 'Y',
      serial: 2,
      number: 'Z109-WS·2015-Y-BGS-0002',
      formerNumbers: ['Z109-WS·2015-D30-BGS-0002'],
    });
    expect(await run('items.reclassify', { fondsId: fonds.id, items: reviewed([kept.rows[0]!]) })).toEqual({
      reclassified: 1,
      renumbered: 0,
    });
    expect(standing(await call('items.get', { id: one.id }))).toEqual({
      ...standing(one),
      clauseId: letters.id,
      clauseNo: '1.1',
      clauseText: '会议记录',
      clauseTerm: 'Y',
    });
  });

  test('[K5] a 门类 that stands in the number keeps the record where it is, unless it is renumbered', async () => {
    const { call, run, fonds, first, file, next } = await startTable();
    const item = await file(row(first, '2.1'), { organ: '办公室', organCode: 'BGS' }, true);
    const second = await next(first, 2016, async (draft) => {
      const added = await call('schemes.addCategory', { schemeId: draft.scheme.id, code: 'XF', name: '信访', arrangement: 'item' });
      await call('schemes.addClause', {
        categoryId: added.about as never,
        parentId: null,
        afterId: null,
        no: '1',
        text: '信访',
        disposition: 'file',
        term: 'D30' as never,
      });
    });
    const to = second.clauses.find(({ text }) => text === '信访')!;
    const ask = { fondsId: fonds.id, moves: [{ from: { itemIds: [item.id] }, to: to.id }] };
    const [locked] = (await call('items.rehearseReclassify', ask)).rows;
    expect(locked).toMatchObject({ refused: 'number-locked', fields: ['category'] });
    await expect(run('items.reclassify', { fondsId: fonds.id, items: reviewed([locked!]) })).rejects.toMatchObject({ code: 'locked' });
    const [plan] = (await call('items.rehearseReclassify', { ...ask, renumber: true })).rows;
    expect(plan).toMatchObject({ refused: null, number: 'renumbered', becomes: { category: 'XF', number: 'Z109-XF·2015-D30-BGS-0001' } });
    await run('items.reclassify', { fondsId: fonds.id, items: reviewed([plan!]), renumber: true });
    expect(await call('items.get', { id: item.id })).toMatchObject({ category: 'XF', number: 'Z109-XF·2015-D30-BGS-0001' });
  });

  test('[K7] a record changed since the review refuses all of it, and nothing is written', async () => {
    const { call, run, fonds, first, file } = await startTable();
    const [plans, letters] = [row(first, '1.2'), row(first, '1.1')];
    const items = await Promise.all([file(plans, { title: '甲' }), file(plans, { title: '乙' }), file(plans, { title: '丙' })]);
    const { rows } = await call('items.rehearseReclassify', {
      fondsId: fonds.id,
      moves: [{ from: { clauseId: plans.id }, to: letters.id }],
    });
    await call('items.edit', { id: items[1]!.id, was: { pages: null }, set: { pages: 3 } });
    await call('items.bin', { ids: [items[2]!.id] });
    const before = await Promise.all(items.map(({ id }) => call('items.get', { id })));
    const acts = (await call('audit.list', {})).total;
    await expect(run('items.reclassify', { fondsId: fonds.id, items: reviewed(rows) })).rejects.toMatchObject({
      code: 'changed-meanwhile',
      details: {
        what: 'reviewed',
        count: 2,
        records: [
          { itemId: items[1]!.id, title: '乙', number: null, why: 'changed' },
          { itemId: items[2]!.id, title: '丙', number: null, why: 'bin' },
        ],
      },
    });
    expect(await Promise.all(items.map(({ id }) => call('items.get', { id })))).toEqual(before);
    expect((await call('audit.list', {})).total).toBe(acts);
  });

  test('[K7] what would become something else than was reviewed refuses all of it, and nothing is written', async () => {
    const { call, run, fonds, first, file } = await startTable();
    const organ = { organ: '办公室', organCode: 'BGS' };
    const [plans, letters] = [row(first, '1.2'), row(first, '1.1')];
    const one = await file(plans, organ, true);
    const two = await file(plans, organ, true);
    const ask = { fondsId: fonds.id, moves: [{ from: { clauseId: plans.id }, to: letters.id }], renumber: true };
    const { rows } = await call('items.rehearseReclassify', ask);
    await file(letters, organ, true);
    await expect(run('items.reclassify', { fondsId: fonds.id, items: reviewed(rows), renumber: true })).rejects.toMatchObject({
      code: 'changed-meanwhile',
      details: {
        what: 'reviewed',
        count: 2,
        records: [
          { itemId: one.id, why: 'otherwise' },
          { itemId: two.id, why: 'otherwise' },
        ],
      },
    });
    expect(await call('items.get', { id: one.id })).toEqual(one);
    const again = await call('items.rehearseReclassify', ask);
    expect(await run('items.reclassify', { fondsId: fonds.id, items: reviewed(again.rows), renumber: true })).toEqual({
      reclassified: 2,
      renumbered: 2,
    });
  });

  test('[K2] records go only to rows under which is filed, and never twice in one act', async () => {
    const { call, run, fonds, first, file } = await startTable();
    const item = await file(row(first, '1.2'));
    const to = (clause: Clause) => ({ fondsId: fonds.id, moves: [{ from: { itemIds: [item.id] }, to: clause.id }] });
    for (const no of ['1', '2.2'])
      await expect(call('items.rehearseReclassify', to(row(first, no)))).rejects.toMatchObject({
        code: 'invalid-input',
        details: { issues: [{ field: 'clauseId', rule: 'V5' }] },
      });
    const draft = await call('schemes.copy', { schemeId: first.scheme.id });
    await expect(call('items.rehearseReclassify', to(row(draft, '1.1')))).rejects.toMatchObject({ code: 'not-yet' });
    const { rows } = await call('items.rehearseReclassify', to(row(first, '1.1')));
    await expect(run('items.reclassify', { fondsId: fonds.id, items: [...reviewed(rows), ...reviewed(rows)] })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    const [already] = (await call('items.rehearseReclassify', to(row(first, '1.2')))).rows;
    expect(already!.refused).toBe('already');
  });

  test('[K7] a record changed while the others are being looked at refuses all of it too', async () => {
    const { call, fonds, first, file } = await startTable();
    const [plans, letters] = [row(first, '1.2'), row(first, '1.1')];
    const items = [];
    for (let index = 0; index < 1000; index += 1) items.push(await file(plans, { title: `第${index}件` }));
    const { rows } = await call('items.rehearseReclassify', {
      fondsId: fonds.id,
      moves: [{ from: { clauseId: plans.id }, to: letters.id }],
    });
    const { taskId } = (await call('items.reclassify', { fondsId: fonds.id, items: reviewed(rows) })) as unknown as { taskId: never };
    const look = () => call('tasks.get', { id: taskId });
    let task = await look();
    while (task.done < 200) {
      await new Promise((resolve) => setImmediate(resolve));
      task = await look();
    }
    expect(task.step).toBe('checking');
    await call('items.edit', { id: items[0]!.id, was: { pages: null }, set: { pages: 3 } });
    while (task.state === 'running') {
      await new Promise((resolve) => setImmediate(resolve));
      task = await look();
    }
    expect(task.problem).toMatchObject({
      code: 'changed-meanwhile',
      details: { count: 1, records: [{ itemId: items[0]!.id, why: 'changed' }] },
    });
    expect((await call('items.underClause', { fondsId: fonds.id, clauseId: plans.id })).total).toBe(1000);
  });

  test('[K7] cancelled while it looks, it leaves everything as it was', async () => {
    const { call, fonds, first, file } = await startTable();
    const [plans, letters] = [row(first, '1.2'), row(first, '1.1')];
    for (let index = 0; index < 450; index += 1) await file(plans, { title: `第${index}件` });
    const { rows } = await call('items.rehearseReclassify', {
      fondsId: fonds.id,
      moves: [{ from: { clauseId: plans.id }, to: letters.id }],
    });
    const { taskId } = (await call('items.reclassify', { fondsId: fonds.id, items: reviewed(rows) })) as unknown as { taskId: never };
    await call('tasks.cancel', { id: taskId });
    let state = 'running';
    while (state === 'running') {
      await new Promise((resolve) => setImmediate(resolve));
      state = (await call('tasks.get', { id: taskId })).state;
    }
    expect(state).toBe('cancelled');
    expect((await call('items.underClause', { fondsId: fonds.id, clauseId: plans.id })).total).toBe(450);
  });
});

describe('what was filed stays as it was filed', () => {
  test('[K8][V5] whatever versions come and go, a record changes only by an edit or a 改归 of just that record', async () => {
    const action = fc.oneof(
      { weight: 3, arbitrary: fc.record({ do: fc.constant('file' as const), row: fc.nat(), year: fc.integer({ min: 2012, max: 2024 }) }) },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constant('version' as const), row: fc.nat(), how: fc.constantFrom('text', 'term', 'no', 'remove') }),
      },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('reclassify' as const), row: fc.nat(), some: fc.nat() }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('edit' as const), some: fc.nat() }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 14 }), async (actions) => {
        const { call, run, fonds, first, file, next } = await startTable();
        let tree = first;
        let year = 2010;
        const model = new Map<ItemId, Item>();
        const fileable = () => tree.clauses.filter(({ disposition }) => disposition === 'file');
        for (const act of actions) {
          if (act.do === 'file') {
            const item = await file(fileable()[act.row % fileable().length]!, { year: act.year });
            model.set(item.id, item);
          } else if (act.do === 'version') {
            year += 1;
            tree = await next(tree, year, async (draft) => {
              const leaves = draft.clauses.filter(({ disposition }) => disposition === 'file');
              const leaf = leaves[act.row % leaves.length]!;
              if (act.how !== 'remove' || leaves.length < 3) {
                const set =
                  act.how === 'term'
                    ? { term: leaf.term === 'Y' ? 'D30' : 'Y' }
                    : act.how === 'no'
                      ? { no: `${leaf.no}x` }
                      : { text: `${leaf.text}改` };
                await call('schemes.editClause', { clauseId: leaf.id, was: asItStands as never, set: set as never });
              } else await call('schemes.removeClauses', { clauseIds: [leaf.id], revision: draft.scheme.revision });
            });
          } else if (act.do === 'reclassify' && model.size > 0) {
            const ids = [...model.keys()].filter((_, index) => (index + act.some) % 2 === 0);
            const to = fileable()[act.row % fileable().length]!;
            if (ids.length === 0) continue;
            const { rows } = await call('items.rehearseReclassify', { fondsId: fonds.id, moves: [{ from: { itemIds: ids }, to: to.id }] });
            const ready = rows.filter(({ refused }) => refused === null);
            if (ready.length === 0) continue;
            await run('items.reclassify', { fondsId: fonds.id, items: reviewed(ready) });
            for (const { itemId } of ready) {
              const before = model.get(itemId)!;
              model.set(itemId, {
                ...before,
                clauseId: to.id,
                clauseNo: to.no,
                clauseText: to.text,
                clauseTerm: to.term,
                term: before.term === before.clauseTerm ? to.term : before.term,
              });
            }
          } else if (act.do === 'edit' && model.size > 0) {
            const item = [...model.values()][act.some % model.size]!;
            model.set(item.id, await call('items.edit', { id: item.id, was: asItStands as never, set: { term: 'D10' as never } }));
          }
          for (const [id, item] of model) expect(standing(await call('items.get', { id }))).toEqual(standing(item));
        }
        const { groups, counts } = await call('items.outdated', { fondsId: fonds.id });
        expect(counts.changed + counts.unchanged + counts.current).toBe(model.size);
        expect(groups.reduce((total, { items }) => total + items, 0)).toBe(counts.changed);
        const same = ({ clauseId, clauseNo, clauseText, clauseTerm }: Item) => {
          const now = tree.clauses.find(({ id }) => id === clauseId);
          return now !== undefined && now.no === clauseNo && now.text === clauseText && now.term === clauseTerm;
        };
        expect(counts.current).toBe([...model.values()].filter(same).length);
      }),
      { seed: 20220101, numRuns: 25 },
    );
  }, 60_000);
});
