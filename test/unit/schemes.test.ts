import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clauseForFiling, numberTemplateFor, schemeForYear } from '../../core/schemes/index.ts';
import type { CallerInput } from '../../shared/contract.ts';
import type { FondsId } from '../../shared/fonds/fonds.ts';
import { Term } from '../../shared/retention/retention.ts';
import { closedBy, decidesFor, schemeFindings } from '../../shared/schemes/rules.ts';
import type { CategoryId, Clause, ClauseId, SchemeTree } from '../../shared/schemes/schemes.ts';
import { numbersAbove, templateClauses } from '../../shared/schemes/template.ts';
import { templates } from '../../shared/schemes/templates/index.ts';
import { asItStands, startApp, startOffice } from '../support/app.ts';

type Office = Awaited<ReturnType<typeof startOffice>>;

const term = (text: string) => Term.parse(text);
const outline = (tree: Pick<SchemeTree, 'clauses'>) => tree.clauses.map((row) => `${'  '.repeat(row.depth)}${row.no}`);
const find = (tree: Pick<SchemeTree, 'clauses'>, no: string): Clause => {
  const clause = tree.clauses.find((row) => row.no === no);
  if (!clause) throw new Error(`no ${no}`);
  return clause;
};
const tell = (tree: Pick<SchemeTree, 'findings'>) => tree.findings.map((finding) => `${finding.rule} ${finding.no}`.trim());

async function withDraft(template = 'xiangzhen') {
  const office = await startOffice();
  const tree = await office.call('schemes.adopt', { fondsId: office.fonds.id, template });
  const reread = () => office.call('schemes.tree', { schemeId: tree.scheme.id });
  const category = tree.categories[0]!;
  const add = (no: string, more: Partial<CallerInput<'schemes.addClause'>> = {}) =>
    office.call('schemes.addClause', {
      categoryId: category.id,
      parentId: null,
      afterId: null,
      no,
      text: `条款 ${no}`,
      disposition: 'file',
      term: term('D30'),
      ...more,
    });
  return { ...office, tree, reread, category, add };
}

/** A category of one's own without rows, in a fresh draft. */
async function withEmptyCategory() {
  const draft = await withDraft();
  const category = await draft.call('schemes.addCategory', {
    schemeId: draft.tree.scheme.id,
    code: 'ZP',
    name: '照片',
    arrangement: 'item',
  });
  const add = (no: string, parentId: ClauseId | null, afterId: ClauseId | null, more: Partial<CallerInput<'schemes.addClause'>> = {}) =>
    draft.call('schemes.addClause', {
      categoryId: category.id,
      parentId,
      afterId,
      no,
      text: `条款 ${no}`,
      disposition: 'file',
      term: term('Y'),
      ...more,
    });
  const rows = async () => ({ clauses: (await draft.reread()).clauses.filter((row) => row.categoryId === category.id) });
  return { ...draft, category, add, rows };
}

describe('shipped templates', () => {
  // Counted in the tables the templates were taken from; a row lost or a term changed shows here.
  test.each([
    ['xiangzhen', { WS: { rows: 71, headings: 8, Y: 41, D30: 14, D10: 8 } }, { L1: 12, T: 59 }],
    [
      'cunji',
      {
        WS: { rows: 63, headings: 4, Y: 41, D30: 11, D10: 7 },
        KJ·JJ: { rows: 1, headings: 0, Y: 1, D30: 0, D10: 0 },
        KJ·SB: { rows: 1, headings: 0, Y: 0, D30: 1, D10: 0 },
        KU: { rows: 7, headings: 0, Y: 2, D30: 3, D10: 2 },
        SX: { rows: 2, headings: 0, Y: 1, D30: 0, D10: 1 },
        SW: { rows: 1, headings: 0, Y: 1, D30: 0, D10: 0 },
      },
      { C1: 9, C2: 10, C3: 2, L10: 1, M: 7, T: 46 },
    ],
    [
      'jiguan',
      { WS: { rows: 78, headings: 9, Y: 35, D30: 20, D10: 14 } },
      { L2: 19, L3: 10, L4: 9, L5: 5, L6: 4, L7: 2, L8: 3, L9: 3, M: 23 },
    ],
  ])('%s has every row of its table, with its term and the mark of its source', (id, categories, sources) => {
    const template = templates.find((each) => each.id === id)!;
    const counted = Object.fromEntries(
      template.categories.map((category) => {
        const rows = templateClauses(category);
        const having = (wanted: string) => rows.filter((row) => row.term === wanted).length;
        return [
          category.code,
          {
            rows: rows.length,
            headings: rows.filter((row) => row.disposition === 'heading').length,
            Y: having('Y'),
            D30: having('D30'),
            D10: having('D10'),
          },
        ];
      }),
    );
    expect(counted).toEqual(categories);
    const marks = template.categories.flatMap((category) => category.rows.map((row) => row[3]));
    expect(Object.fromEntries(Object.keys(sources).map((mark) => [mark, marks.filter((each) => each === mark).length]))).toEqual(sources);
    expect(marks.length).toBe(Object.values(sources).reduce((sum, count) => sum + count, 0));
  });

  test('会计 follows the terms of the 79号令', () => {
    const rows = templateClauses(templates.find((each) => each.id === 'kuaiji')!.categories[0]!);
    const kept = (wanted: string) => rows.filter((row) => row.term === wanted).map((row) => row.no);
    expect([rows.length, kept('Y'), kept('D30'), kept('D10'), kept('D5')]).toEqual([
      17,
      ['3.1', '3.2', '4.3'],
      ['1.1', '2.1', '2.2', '2.3', '2.4', '4.2'],
      ['3.3', '3.4', '4.1'],
      ['2.5'],
    ]);
  });

  test('[S11] only rows whose wording was read in the law itself go without 参考', async () => {
    const { call } = startApp();
    const offered = await call('schemes.templates', {});
    expect(offered.map(({ id, clauses, unconfirmed }) => [id, clauses, unconfirmed])).toEqual([
      ['xiangzhen', 71, 59],
      ['cunji', 75, 75],
      ['jiguan', 78, 59],
      ['kuaiji', 17, 17],
    ]);
    expect(offered.every((each) => each.basis.includes('参考'))).toBe(true);
  });

  test('[S10] a row stands below the nearest number there is; a letter makes no level', () => {
    expect(numbersAbove('8.4.1.1')).toEqual(['8.4.1', '8.4', '8']);
    expect([numbersAbove('9a'), numbersAbove('一'), numbersAbove('10')]).toEqual([[], [], []]);
    const rows = templateClauses(templates.find((each) => each.id === 'jiguan')!.categories[0]!);
    const place = (no: string) => {
      const row = rows.find((each) => each.no === no)!;
      return [row.parent === null ? null : rows[row.parent]!.no, row.depth];
    };
    expect([place('8.4.1.1'), place('9a'), place('10.1'), place('5.1.2'), place('8.1')]).toEqual([
      ['8', 1],
      [null, 0],
      [null, 0],
      ['5.1', 2],
      ['8', 1],
    ]);
  });

  test('会计 4a in the village table belongs to 会计, not below 文书 4', async () => {
    const { tree } = await withDraft('cunji');
    const clause = find(tree, '4a');
    expect([tree.categories.find((category) => category.id === clause.categoryId)?.code, clause.parentId]).toEqual(['KU', null]);
  });

  test('every template is adopted whole and can come into force as it is', async () => {
    const { call, fonds, run } = await startOffice();
    let year = 2000;
    for (const template of templates) {
      const tree = await call('schemes.adopt', { fondsId: fonds.id, template: template.id });
      expect(tree.findings.filter((finding) => finding.severity === 'error')).toEqual([]);
      expect(tree.clauses.map((row) => [row.no, row.text, row.source])).toEqual(
        template.categories.flatMap((category) => category.rows.map(([no, text, , source]) => [no, text, source])),
      );
      expect((await call('schemes.putInForce', { schemeId: tree.scheme.id, yearFrom: year++ })).scheme.state).toBe('in-force');
    }
    expect((await run('audit.verify', {})).intact).toBe(true);
  });

  test('a category takes the fonds’ own number template by 件 and a volume template by 卷', async () => {
    const { call } = startApp();
    const fonds = await call('fonds.create', { code: 'Z1', name: '李家村', unitType: 'village', numberTemplate: 'dat13-item' });
    const tree = await call('schemes.adopt', { fondsId: fonds.id, template: 'cunji' });
    expect(tree.scheme.title).toBe('李家村文件材料归档范围和档案保管期限表');
    expect(tree.categories.map(({ code, arrangement, numberTemplate }) => [code, arrangement, numberTemplate])).toEqual([
      ['WS', 'item', 'dat13-item'],
      ['KJ·JJ', 'volume', 'dat13-volume'],
      ['KJ·SB', 'volume', 'dat13-volume'],
      ['KU', 'volume', 'dat13-accounting'],
      ['SX', 'item', 'dat13-item'],
      ['SW', 'item', 'dat13-item'],
    ]);
  });

  test('[S7] 会计 is added to 乡镇 once', async () => {
    const { call, tree } = await withDraft();
    const both = await call('schemes.addTemplate', { schemeId: tree.scheme.id, template: 'kuaiji' });
    expect([both.categories.map((category) => category.code), both.clauses.length]).toEqual([['WS', 'KU'], 88]);
    await expect(call('schemes.addTemplate', { schemeId: tree.scheme.id, template: 'kuaiji' })).rejects.toMatchObject({
      code: 'duplicate',
      details: { value: 'KU' },
    });
    await expect(call('schemes.addTemplate', { schemeId: tree.scheme.id, template: 'none' })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('what the rules tell', () => {
  const category = { id: 'C' as CategoryId, code: 'WS' };
  const row = (no: string, parentId: string | null, disposition: Clause['disposition'], kept: string | null) => ({
    id: no as ClauseId,
    categoryId: category.id,
    parentId: parentId as ClauseId | null,
    no,
    disposition,
    term: kept === null ? null : term(kept),
  });
  const told = (...rows: ReturnType<typeof row>[]) => tell({ findings: schemeFindings([category], rows) });

  test('a right table has no findings', () => {
    expect(
      told(
        row('1', null, 'heading', null),
        row('1.1', '1', 'file', 'Y'),
        row('1.2', '1', 'no-file', null),
        row('1.3', '1', 'hold', null),
        row('2', null, 'file', 'D30'),
      ),
    ).toEqual([]);
  });

  test.each([
    ['[S1] a filed leaf without term', [row('1', null, 'file', null)], ['S1 1']],
    ['[S2] a filed row with rows below it', [row('1', null, 'file', null), row('1.1', '1', 'file', 'Y')], ['S2 1']],
    ['[S3] a heading with a term', [row('1', null, 'heading', 'Y'), row('1.1', '1', 'file', 'Y')], ['S3 1']],
    ['[S3] 不归档 with a term', [row('1', null, 'file', 'Y'), row('2', null, 'no-file', 'D10')], ['S3 2']],
    ['[S5] 长期 in a clause', [row('1', null, 'file', 'long')], ['S5 1']],
    ['[S6] a table that files nothing', [row('1', null, 'no-file', null)], ['S6']],
    ['[S8] a number that is not its parent’s', [row('1', null, 'heading', null), row('2.1', '1', 'file', 'Y')], ['S8 2.1']],
    ['[S9] a number with a letter', [row('1', null, 'file', 'Y'), row('1a', null, 'file', 'Y')], ['S9 1a']],
    ['[S10] a missing middle level', [row('1', null, 'heading', null), row('1.1.1', '1', 'file', 'Y')], ['S10 1.1.1']],
    ['[S10] a missing first level', [row('10.1', null, 'file', 'Y')], ['S10 10.1']],
    ['[S13] a heading without rows', [row('1', null, 'heading', null), row('2', null, 'file', 'Y')], ['S13 1']],
    ['[S14] a gap', [row('1', null, 'file', 'Y'), row('3', null, 'file', 'Y'), row('4', null, 'file', 'Y')], ['S14 3']],
    [
      '[S14] no gap between 1.9 and 1.10',
      [row('1', null, 'heading', null), ...Array.from({ length: 11 }, (_each, nth) => row(`1.${nth + 1}`, '1', 'file', 'Y'))],
      [],
    ],
  ])('%s', (_words, rows, wanted) => {
    expect(told(...rows)).toEqual(wanted);
  });

  test('[S4][S12] the same number twice: an error among siblings, a note elsewhere', () => {
    const twice = [row('1.1', null, 'file', 'Y'), { ...row('1.1', null, 'file', 'Y'), id: 'other' as ClauseId }];
    expect(told(...twice)).toContain('S4 1.1');
    const elsewhere = [
      row('1', null, 'heading', null),
      row('1.1', '1', 'file', 'Y'),
      row('2', null, 'heading', null),
      { ...row('1.1', '2', 'file', 'Y'), id: 'other' as ClauseId },
    ];
    expect(told(...elsewhere)).toEqual(['S12 1.1', 'S8 1.1']);
  });

  test('[S6] every category files something', () => {
    const findings = schemeFindings([category, { id: 'D' as CategoryId, code: 'KU' }], [row('1', null, 'file', 'Y')]);
    expect(findings).toEqual([{ rule: 'S6', severity: 'error', clauseId: null, no: 'KU' }]);
  });

  test('the rules never fail on any table', () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 });
    const anyRow = fc.record({
      id: text,
      categoryId: text,
      parentId: fc.option(text),
      no: fc.oneof(text, fc.constantFrom('1', '1.1', '一', '9a', '1..', '.')),
      disposition: fc.constantFrom('heading', 'file', 'no-file', 'hold'),
      term: fc.option(fc.constantFrom('Y', 'D30', 'long')),
    });
    fc.assert(
      fc.property(fc.array(anyRow), (rows) => Array.isArray(schemeFindings([category], rows as never))),
      { seed: 3, numRuns: 500 },
    );
  });
});

describe('editing a draft', () => {
  test('[E3] an edit that saw an older value is refused and shows both', async () => {
    const { call, tree } = await withDraft();
    const clause = find(tree, '1.1');
    await call('schemes.editClause', { clauseId: clause.id, was: { remark: '' }, set: { remark: '含党委扩大会' } });
    await expect(call('schemes.editClause', { clauseId: clause.id, was: { remark: '' }, set: { remark: '别的' } })).rejects.toMatchObject({
      code: 'changed-meanwhile',
      details: { changed: { remark: { seen: '', now: '含党委扩大会', wanted: '别的' } } },
    });
  });

  test('[S11] a row whose wording or term is changed is one’s own; a remark or a check changes no source', async () => {
    const { call, tree } = await withDraft();
    const kept = await call('schemes.editClause', {
      clauseId: find(tree, '2.1').id,
      was: asItStands,
      set: { remark: '注', department: '党政办', checked: true },
    });
    expect([kept.source, kept.checked, kept.department]).toEqual(['T', true, '党政办']);
    const own = await call('schemes.editClause', { clauseId: find(tree, '2.2').id, was: { term: term('Y') }, set: { term: term('D30') } });
    expect([own.source, own.checked]).toEqual(['', false]);
  });

  test('[S4][S5] a taken number and a legacy term are refused at once and leave no act', async () => {
    const { call, tree, add, db } = await withDraft();
    const acts = () => db.all('SELECT number FROM acts').length;
    const before = acts();
    await expect(call('schemes.editClause', { clauseId: find(tree, '1.1').id, was: asItStands, set: { no: '1.3' } })).rejects.toMatchObject(
      {
        code: 'duplicate',
        details: { value: '1.3' },
      },
    );
    await expect(add('1')).rejects.toMatchObject({ code: 'duplicate' });
    await expect(add('7', { term: term('long') })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(
      call('schemes.editClause', { clauseId: find(tree, '1.1').id, was: asItStands, set: { term: term('short') } }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    expect(acts()).toBe(before);
  });

  test('[E4] rare characters and emoji are kept as typed; 4 001 characters are refused', async () => {
    const { add, reread } = await withDraft();
    const clause = await add('7', { text: '𠮷家㽏乡🏮会议记录·“两委”', afterId: null });
    expect(find(await reread(), '7').text).toBe(clause.text);
    await expect(add('8', { text: '档'.repeat(4001) })).rejects.toMatchObject({ code: 'invalid-input' });
    expect((await add('8', { text: '档'.repeat(4000) })).text).toHaveLength(4000);
  });

  test('[E1] a row is added where it is wanted: first, after a sibling and all below it, below a parent', async () => {
    const { add, rows } = await withEmptyCategory();
    const one = await add('1', null, null, { disposition: 'heading', term: null });
    const two = await add('2', null, one.id);
    const first = await add('1.1', one.id, null);
    await add('1.2', one.id, first.id);
    await add('0', null, null);
    await add('1.5', null, one.id);
    await add('2.1', two.id, null);
    expect(outline(await rows())).toEqual(['0', '1', '  1.1', '  1.2', '1.5', '2', '  2.1']);
  });

  test('[E1][E2] a row moves with all below it, and never below or after itself', async () => {
    const { add, rows, call } = await withEmptyCategory();
    const one = await add('1', null, null);
    const two = await add('2', null, one.id);
    const inner = await add('2.1', two.id, null);
    const deep = await add('2.1.1', inner.id, null);
    const three = await add('3', null, two.id);
    await call('schemes.moveClause', { clauseId: two.id, parentId: three.id, afterId: null });
    expect(outline(await rows())).toEqual(['1', '3', '  2', '    2.1', '      2.1.1']);
    for (const [parentId, afterId] of [
      [deep.id, null],
      [two.id, null],
      [three.id, two.id],
    ] as const)
      await expect(call('schemes.moveClause', { clauseId: two.id, parentId, afterId })).rejects.toMatchObject({ code: 'invalid-input' });
    await call('schemes.moveClause', { clauseId: inner.id, parentId: null, afterId: null });
    expect(outline(await rows())).toEqual(['2.1', '  2.1.1', '1', '3', '  2']);
    await expect(call('schemes.moveClause', { clauseId: inner.id, parentId: one.id, afterId: two.id })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('[S4] a move onto a taken number is refused', async () => {
    const { add, call } = await withEmptyCategory();
    const one = await add('1', null, null);
    await add('1.1', one.id, null);
    const stray = await add('1.1', null, one.id);
    await expect(call('schemes.moveClause', { clauseId: stray.id, parentId: one.id, afterId: null })).rejects.toMatchObject({
      code: 'duplicate',
    });
  });

  test('a removed row takes along the rows below it', async () => {
    const { call, tree, reread } = await withDraft();
    expect(await call('schemes.removeClause', { clauseId: find(tree, '1.2').id })).toEqual({ removed: 4 });
    const after = await reread();
    expect([after.clauses.length, after.clauses.some((row) => row.no.startsWith('1.2.')), tell(after)]).toEqual([67, false, ['S14 1.3']]);
  });

  test('[E1] after any history of edits the table is a tree in table order, and the chain is whole', async () => {
    const step = fc.record({
      act: fc.constantFrom('add', 'add', 'add', 'move', 'move', 'remove'),
      a: fc.nat(),
      b: fc.nat(),
      first: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const { add, rows, call, run } = await withEmptyCategory();
        let serial = 0;
        for (const { act, a, b, first } of steps) {
          const { clauses } = await rows();
          const pick = clauses[a % (clauses.length || 1)];
          const parent = b % (clauses.length + 1) === clauses.length ? null : clauses[b % (clauses.length + 1)]!;
          const siblings = clauses.filter((row) => row.parentId === (parent?.id ?? null) && row.id !== pick?.id);
          const after = first ? null : (siblings[a % (siblings.length || 1)]?.id ?? null);
          if (act === 'add' || !pick) await add(`n${++serial}`, parent?.id ?? null, after);
          else if (act === 'remove') await call('schemes.removeClause', { clauseId: pick.id });
          else
            await call('schemes.moveClause', { clauseId: pick.id, parentId: parent?.id ?? null, afterId: after }).catch((problem) =>
              expect(problem.code).toBe('invalid-input'),
            );
          const now = (await rows()).clauses;
          const path: string[] = [];
          now.forEach((row, index) => {
            if (index > 0) expect(row.position).toBeGreaterThan(now[index - 1]!.position);
            expect(row.depth).toBeLessThanOrEqual(path.length);
            path.length = row.depth;
            expect(row.parentId).toBe(path.at(-1) ?? null);
            path.push(row.id);
          });
        }
        expect((await run('audit.verify', {})).intact).toBe(true);
      }),
      { seed: 17, numRuns: 12, endOnFailure: true },
    );
  });

  test('[E1] rows put again and again at the same place find room', async () => {
    const { add, rows } = await withEmptyCategory();
    const one = await add('0', null, null);
    for (let nth = 60; nth >= 1; nth -= 1) await add(String(nth), null, one.id);
    expect(outline(await rows())).toEqual(Array.from({ length: 61 }, (_each, nth) => String(nth)));
  });

  test('[S15] a category is edited, refused when its code is taken, and removed with its rows', async () => {
    const { call, tree, category, add, reread } = await withEmptyCategory();
    await add('1', null, null);
    await expect(call('schemes.editCategory', { categoryId: category.id, was: { code: 'ZP' }, code: 'WS' })).rejects.toMatchObject({
      code: 'duplicate',
    });
    await expect(
      call('schemes.addCategory', { schemeId: tree.scheme.id, code: 'ｗｓ', name: '文书', arrangement: 'item' }),
    ).rejects.toMatchObject({ code: 'duplicate' });
    expect(
      await call('schemes.editCategory', {
        categoryId: category.id,
        was: { name: '照片', arrangement: category.arrangement },
        name: '声像',
        arrangement: 'volume',
      }),
    ).toMatchObject({ code: 'ZP', name: '声像', arrangement: 'volume' });
    await expect(call('schemes.editCategory', { categoryId: category.id, was: { name: '照片' }, name: '别的' })).rejects.toMatchObject({
      code: 'changed-meanwhile',
    });
    expect(await call('schemes.removeCategory', { categoryId: category.id })).toEqual({ removed: 1 });
    expect((await reread()).categories).toHaveLength(1);
  });

  test('every change of a draft is in the log, as an op on its own record', async () => {
    const { call, db, tree, add, fonds } = await withDraft();
    const added = await add('7', { afterId: find(tree, '6').id });
    await call('schemes.editClause', { clauseId: added.id, was: asItStands, set: { remark: '新' } });
    await call('schemes.removeClause', { clauseId: added.id });
    const ops = db.all<{ schema: string; kind: string; fondsId: string; set_json: string }>(
      'SELECT schema, kind, fonds_id AS fondsId, set_json FROM change_log WHERE record_id = id_bytes(:text) ORDER BY lsn',
      { text: added.id },
    );
    expect(ops.map((op) => [op.schema, op.kind, op.fondsId])).toEqual([
      ['clause@1', 'create', fonds.id],
      ['clause@1', 'patch', fonds.id],
      ['clause@1', 'delete', fonds.id],
    ]);
    expect([JSON.parse(ops[0]!.set_json).no, ops[1]!.set_json]).toEqual(['7', '{"remark":"新"}']);
    expect(db.get(`SELECT count(*) AS count FROM change_log WHERE schema IN ('scheme@1', 'category@1', 'clause@1')`)).toEqual({
      count: 1 + 1 + 71 + 3,
    });
  });

  test('a draft is renamed, and discarded with all it held', async () => {
    const { call, tree, fonds, db } = await withDraft();
    expect((await call('schemes.rename', { schemeId: tree.scheme.id, was: tree.scheme.title, title: '青石乡三合一' })).title).toBe(
      '青石乡三合一',
    );
    await expect(call('schemes.rename', { schemeId: tree.scheme.id, was: tree.scheme.title, title: '别的' })).rejects.toMatchObject({
      code: 'changed-meanwhile',
    });
    expect(await call('schemes.discard', { schemeId: tree.scheme.id })).toEqual({ removed: 71 });
    expect([await call('schemes.list', { fondsId: fonds.id }), db.get('SELECT count(*) AS left FROM clauses')]).toEqual([[], { left: 0 }]);
  });

  test('a table of 5 000 rows is ordinary: it opens and takes an edit', async () => {
    const { call, tree, category, db, reread, add } = await withEmptyCategory();
    db.transaction(() => {
      for (let nth = 1; nth <= 5000; nth += 1)
        db.run(
          `INSERT INTO clauses (id, scheme_id, category_id, parent_id, depth, position, no, text, disposition, term, department, remark, checked, source)
           VALUES (:id, :schemeId, :categoryId, NULL, 0, :position, :no, '条款', 'file', 'Y', '', '', 1, '')`,
          {
            id: `01900000-0000-7000-9000-${nth.toString(16).padStart(12, '0')}`,
            schemeId: tree.scheme.id,
            categoryId: category.id,
            position: nth,
            no: String(nth),
          },
        );
    });
    expect((await reread()).clauses).toHaveLength(5071);
    await add('0', null, null);
    expect((await reread()).clauses.slice(71, 74).map((row) => row.no)).toEqual(['0', '1', '2']);
    await call('schemes.editClause', { clauseId: (await reread()).clauses.at(-1)!.id, was: asItStands, set: { remark: '末' } });
  });
});

describe('versions', () => {
  async function inForce(office: Office, yearFrom: number, template = 'xiangzhen') {
    const { scheme } = await office.call('schemes.adopt', { fondsId: office.fonds.id, template });
    return office.call('schemes.putInForce', {
      schemeId: scheme.id,
      yearFrom,
      approvedBy: '青石县档案局',
      approvalNumber: '青档〔2026〕3号',
      approvalDate: '20260301',
    });
  }

  test('[S1] a draft with an error is refused with its findings and stays a draft', async () => {
    const { call, tree, reread } = await withDraft();
    const clause = find(tree, '1.1');
    await call('schemes.editClause', { clauseId: clause.id, was: asItStands, set: { term: null } });
    await expect(call('schemes.putInForce', { schemeId: tree.scheme.id, yearFrom: 2026 })).rejects.toMatchObject({
      code: 'scheme-incomplete',
      details: { errors: 1, findings: [{ rule: 'S1', no: '1.1', clauseId: clause.id }] },
    });
    expect((await reread()).scheme.state).toBe('draft');
  });

  test('[V4] a version in force cannot be changed in any way; a copy can', async () => {
    const office = await startOffice();
    const { call } = office;
    const { scheme, categories, clauses } = await inForce(office, 2026);
    const category = categories[0]!;
    const clause = clauses[1]!;
    const attempts = [
      call('schemes.editClause', { clauseId: clause.id, was: asItStands, set: { remark: '改' } }),
      call('schemes.addClause', {
        categoryId: category.id,
        parentId: null,
        afterId: null,
        no: '7',
        text: '新',
        disposition: 'file',
        term: term('Y'),
      }),
      call('schemes.moveClause', { clauseId: clause.id, parentId: null, afterId: null }),
      call('schemes.removeClause', { clauseId: clause.id }),
      call('schemes.editCategory', { categoryId: category.id, name: '改' }),
      call('schemes.addCategory', { schemeId: scheme.id, code: 'ZP', name: '照片', arrangement: 'item' }),
      call('schemes.removeCategory', { categoryId: category.id }),
      call('schemes.addTemplate', { schemeId: scheme.id, template: 'kuaiji' }),
      call('schemes.rename', { schemeId: scheme.id, was: scheme.title, title: '改' }),
      call('schemes.putInForce', { schemeId: scheme.id, yearFrom: 2030 }),
      call('schemes.discard', { schemeId: scheme.id }),
    ];
    for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ code: 'locked' });
    const copy = await call('schemes.copy', { schemeId: scheme.id });
    expect([copy.scheme.version, copy.scheme.state, copy.scheme.approvalNumber]).toEqual([2, 'draft', '']);
    const bare = (tree: SchemeTree) =>
      tree.clauses.map(({ id, schemeId, categoryId, parentId, ...row }) => ({
        ...row,
        above: tree.clauses.find((each) => each.id === parentId)?.no,
      }));
    const original = await call('schemes.tree', { schemeId: scheme.id });
    expect(bare(copy)).toEqual(bare(original));
    await call('schemes.editClause', { clauseId: find(copy, '1.1').id, was: asItStands, set: { text: '改了' } });
    expect(await call('schemes.tree', { schemeId: scheme.id })).toEqual(original);
  });

  test('[V1][V2] a new version ends the one before; each still decides for its own years', async () => {
    const office = await startOffice();
    const { call, fonds, db } = office;
    const first = await inForce(office, 2016);
    const copy = await call('schemes.copy', { schemeId: first.scheme.id });
    const deciding = async (year: number) => (await call('schemes.inForce', { fondsId: fonds.id, year }))?.scheme.version ?? null;
    expect([await deciding(2015), await deciding(2016), await deciding(2099)]).toEqual([null, 1, 1]);
    await call('schemes.putInForce', { schemeId: copy.scheme.id, yearFrom: 2026 });
    expect([await deciding(2015), await deciding(2025), await deciding(2026)]).toEqual([null, 1, 2]);
    expect(
      (await call('schemes.list', { fondsId: fonds.id })).map(({ version, state, yearFrom, yearTo }) => [version, state, yearFrom, yearTo]),
    ).toEqual([
      [2, 'in-force', 2026, null],
      [1, 'superseded', 2016, 2025],
    ]);
    expect(schemeForYear(db, fonds.id, 2020)?.scheme.approvedBy).toBe('青石县档案局');
  });

  test('[V3] beginning in the same year replaces whole; beginning earlier is refused', async () => {
    const office = await startOffice();
    const { call, fonds } = office;
    const first = await inForce(office, 2016);
    const copy = await call('schemes.copy', { schemeId: first.scheme.id });
    await expect(call('schemes.putInForce', { schemeId: copy.scheme.id, yearFrom: 2010 })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { version: 1, yearFrom: 2016 },
    });
    await call('schemes.putInForce', { schemeId: copy.scheme.id, yearFrom: 2016 });
    expect((await call('schemes.inForce', { fondsId: fonds.id, year: 2016 }))?.scheme.version).toBe(2);
  });

  test('[V1] whatever versions come into force, no year is ever decided by two', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1990, max: 2040 }), { maxLength: 12 }), (beginnings) => {
        const versions: { yearFrom: number; yearTo: number | null }[] = [];
        for (const yearFrom of beginnings) {
          const newest = versions.at(-1);
          const closed = newest && closedBy(newest, yearFrom);
          if (closed === null) continue;
          if (closed) versions[versions.length - 1] = closed;
          versions.push({ yearFrom, yearTo: null });
        }
        for (let year = 1985; year < 2045; year += 1) {
          const deciding = versions.filter((version) => decidesFor(version, year));
          expect(deciding.length).toBe(versions.length > 0 && year >= versions[0]!.yearFrom ? 1 : 0);
        }
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  test('[V5] only a clause of a version in force that is filed takes records', async () => {
    const office = await startOffice();
    const { call, db } = office;
    const draft = await call('schemes.adopt', { fondsId: office.fonds.id, template: 'xiangzhen' });
    const refusal = (id: ClauseId) => {
      try {
        return clauseForFiling(db, id).clause.no;
      } catch (problem) {
        return (problem as { code: string }).code;
      }
    };
    await call('schemes.editClause', { clauseId: find(draft, '6.3').id, was: asItStands, set: { disposition: 'no-file', term: null } });
    await call('schemes.editClause', { clauseId: find(draft, '6.2').id, was: asItStands, set: { disposition: 'hold', term: null } });
    expect(refusal(find(draft, '1.1').id)).toBe('not-yet');
    await call('schemes.putInForce', { schemeId: draft.scheme.id, yearFrom: 2026 });
    expect(['1.1', '1', '6.3', '6.2'].map((no) => refusal(find(draft, no).id))).toEqual(['1.1', 'invalid-input', 'invalid-input', '6.2']);
    expect(refusal('01900000-0000-7000-8000-ffffffffffff' as ClauseId)).toBe('not-found');
    const filed = clauseForFiling(db, find(draft, '1.2.1').id);
    expect([filed.clause.term, filed.category.code, filed.scheme.version]).toEqual(['Y', 'WS', 1]);
    const copy = await call('schemes.copy', { schemeId: draft.scheme.id });
    await call('schemes.putInForce', { schemeId: copy.scheme.id, yearFrom: 2027 });
    expect(refusal(find(draft, '1.1').id)).toBe('1.1');
  });

  test('the number template is the category’s where a scheme decides and names it', async () => {
    const office = await startOffice();
    const { call, fonds, db } = office;
    const tree = await call('schemes.adopt', { fondsId: fonds.id, template: 'cunji' });
    const { id: categoryId, numberTemplate } = tree.categories[0]!;
    await call('schemes.editCategory', { categoryId, was: { numberTemplate }, numberTemplate: 'dat13-item' });
    await call('schemes.putInForce', { schemeId: tree.scheme.id, yearFrom: 2016 });
    const wanted = (code: string, year: number) => numberTemplateFor(db, fonds.id, code, year);
    expect([wanted('WS', 2016), wanted('KU', 2020), wanted('ZZ', 2020), wanted('WS', 2015)]).toEqual([
      'dat13-item',
      'dat13-accounting',
      undefined,
      undefined,
    ]);
  });

  test('what is not there is refused as not found', async () => {
    const { call } = await startOffice();
    const nowhere = '01900000-0000-7000-8000-ffffffffffff';
    await expect(call('schemes.tree', { schemeId: nowhere as never })).rejects.toMatchObject({ code: 'not-found' });
    await expect(call('schemes.list', { fondsId: nowhere as FondsId })).rejects.toMatchObject({ code: 'not-found' });
    await expect(call('schemes.adopt', { fondsId: nowhere as FondsId, template: 'xiangzhen' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(call('schemes.removeClause', { clauseId: nowhere as never })).rejects.toMatchObject({ code: 'not-found' });
  });
});
