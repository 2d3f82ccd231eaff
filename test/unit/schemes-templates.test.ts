import { describe, expect, test } from 'vitest';
import { dutyCodes } from '../../shared/schemes/duties.ts';
import { numbersAbove, templateClauses } from '../../shared/schemes/template.ts';
import { templates } from '../../shared/schemes/templates/index.ts';
import { startApp, startOffice } from '../support/app.ts';
import { find, rowOf, withDraft } from '../support/drafts.ts';
import { inForce } from '../support/scheme.ts';

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
      expect(tree.clauses.map((row) => [row.no, row.text, row.source, row.remark, row.duty])).toEqual(
        template.categories.flatMap((category) =>
          category.rows.map(([no, text, , source, remark = '', duty = '']) => [no, text, source, remark, duty]),
        ),
      );
      expect((await inForce(call, tree.scheme.id, year++)).scheme.state).toBe('in-force');
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

  test('terms of 会计 count from the end of the accounting year, all others from the 年度', async () => {
    const { tree } = await withDraft('cunji');
    expect(tree.categories.filter(({ startBasis }) => startBasis !== 'year').map(({ code, startBasis }) => [code, startBasis])).toEqual([
      ['KU', 'accounting'],
    ]);
    const { tree: accounts } = await withDraft('kuaiji');
    expect(accounts.categories.map(({ startBasis }) => startBasis)).toEqual(['accounting']);
  });

  test('every matter of 村民委员会组织法 第34条 is answered by a row of the village template that is filed', async () => {
    const { tree } = await withDraft('cunji');
    const answered = new Set(tree.clauses.filter((row) => row.disposition === 'file').map((row) => row.duty));
    expect(dutyCodes.filter((code) => !answered.has(code))).toEqual([]);
    expect(tree.clauses.filter((row) => row.duty !== '' && !(dutyCodes as readonly string[]).includes(row.duty))).toEqual([]);
  });

  test('[S11] the note of a template row stands in its remark and stays when the row becomes one’s own', async () => {
    const { tree, edit } = await withDraft('kuaiji');
    const row = find(tree, '2.5');
    expect([row.remark, row.source]).toEqual(['自固定资产报废清理后起算', 'M']);
    const own = rowOf(await edit(row, { text: '固定资产卡片和台账' }));
    expect([own.remark, own.source, own.checked]).toEqual(['自固定资产报废清理后起算', '', false]);
  });

  test('[S7] 会计 is added to 乡镇 once', async () => {
    const { call, tree, reread } = await withDraft();
    const edit = await call('schemes.addTemplate', { schemeId: tree.scheme.id, template: 'kuaiji' });
    expect([edit.categories.map((category) => category.code), edit.clauses.length]).toEqual([['KU'], 17]);
    const both = await reread();
    expect([both.categories.map((category) => category.code), both.clauses.length]).toEqual([['WS', 'KU'], 88]);
    await expect(call('schemes.addTemplate', { schemeId: tree.scheme.id, template: 'kuaiji' })).rejects.toMatchObject({
      code: 'duplicate',
      details: { value: 'KU' },
    });
    await expect(call('schemes.addTemplate', { schemeId: tree.scheme.id, template: 'none' })).rejects.toMatchObject({ code: 'not-found' });
  });
});
