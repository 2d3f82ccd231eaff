import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { stageFile } from '../../core/files/index.ts';
import { folderAt } from '../../core/folder.ts';
import type { CallerInput } from '../../shared/contract.ts';
import type { SchemeReading } from '../../shared/imports/scheme.ts';
import { documentOf } from '../../shared/schemes/document.ts';
import { categoryHeaders, sheetHeaders, sheetNames, sheetsOf } from '../../shared/schemes/sheet.ts';
import type { TaskId } from '../../shared/tasks/tasks.ts';
import { startOffice } from '../support/app.ts';
import { docx, lvl, p, tbl, tc, tr } from '../support/docx.ts';
import { zipOf } from '../support/zip.ts';

type Choices = Omit<CallerInput<'imports.readScheme'>, 'stagedId' | 'fondsId'>;

async function office(kind: 'networked' | 'classified' = 'networked') {
  const lantai = await startOffice(kind);
  const stage = (content: string | Uint8Array, name: string) => {
    const path = join(lantai.root, randomUUID());
    writeFileSync(path, content);
    return stageFile(
      { newId: randomUUID, now: () => new Date(), folder: folderAt(lantai.root), db: lantai.db } as never,
      lantai.db,
      name,
      path,
    );
  };
  const read = async (content: string | Uint8Array, name: string, choices: Choices = {}) =>
    lantai.run('imports.readScheme', { stagedId: stage(content, name).id, fondsId: lantai.fonds.id, ...choices });
  const refused = async (content: string | Uint8Array, name: string) =>
    read(content, name).then(
      () => 'read',
      (error: { code: string; details: { why?: string; line?: number } }) => [
        error.code,
        error.details.why,
        ...(error.details.line ? [error.details.line] : []),
      ],
    );
  return { ...lantai, stage, read, refused };
}

async function workbook(fill: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}
const sheet = (rows: unknown[][], merges: string[] = []) =>
  workbook((book) => {
    const made = book.addWorksheet('Sheet1');
    for (const row of rows) made.addRow(row);
    for (const merge of merges) made.mergeCells(merge);
  });

/** Rows as `depth no text term`, one a line. */
const shown = ({ document }: Pick<SchemeReading, 'document'>) =>
  document.categories.map(({ code, name, clauses }) => [
    `${code} ${name}`,
    ...clauses.map(
      ({ depth, no, text, term, disposition }) =>
        `${'  '.repeat(depth)}${no} ${text} ${term ?? (disposition === 'file' ? '?' : disposition)}`,
    ),
  ]);
const told = ({ findings }: SchemeReading) => findings.map(({ line, kind, before, after }) => `${line} ${kind} ${before} → ${after}`);
const skips = ({ skipped }: SchemeReading) => skipped.map(({ line, reason }) => `${line} ${reason}`);
const balanced = ({ balance: { read, taken, merged, sections, skipped, refused } }: SchemeReading) =>
  read === taken + merged + sections + skipped + refused;

describe('a table of 条款号 | 条款 | 保管期限', () => {
  it('[M40] reads the three columns with titles, notes, blank rows and page heads accounted for', async () => {
    const { read } = await office();
    const got = await read(
      await sheet([
        ['青石乡文件材料归档范围和保管期限表'],
        ['条款号', '条  款', '保管\n期限'],
        ['1', '党群工作', ''],
        ['1.1', '党委会记录、纪要', '永久'],
        ['1.2', '本级党代会的文件材料', ''],
        [' ', '', ''],
        ['第 1 页'],
        ['条款号', '条款', '保管期限'],
        ['1.2.1', '请示、批复', '永久'],
        ['1.2.2', '筹备文件𠮷🗂', '10年'],
        ['8.2.1', '请示与上级批复', '定期（30年）'],
        ['9', '办理结果（主办）', '永久'],
        ['9a', '办理结果（协办）', '30年'],
        ['说明：本表自2026年起施行。'],
        ['1.本表由办公室解释'],
      ]),
      '三合一.xlsx',
    );
    expect(shown(got)).toEqual([
      [
        'WS 文书',
        '1 党群工作 heading',
        '  1.1 党委会记录、纪要 Y',
        '  1.2 本级党代会的文件材料 heading',
        '    1.2.1 请示、批复 Y',
        '    1.2.2 筹备文件𠮷🗂 D10',
        '8.2.1 请示与上级批复 D30',
        '9 办理结果（主办） Y',
        '9a 办理结果（协办） D30',
      ],
    ]);
    expect(skips(got)).toEqual(['1 title', '2 header', '6 blank', '7 page-mark', '8 header', '14 note', '15 note']);
    expect(got.balance).toEqual({ read: 15, taken: 8, merged: 0, sections: 0, skipped: 7, refused: 0 });
    expect([got.undecided, got.own, got.format]).toEqual([0, false, 'xlsx']);
    expect(told(got)).toEqual(['3 category-assumed  → 文书 WS', '11 middle-missing 8.2.1 → ', '12 gap 9 → ', '13 suffix 9a → ']);
  });

  it('[M41] sees numbers Excel has lost and proposes what the order says; nothing is taken before the person agrees', async () => {
    const lantai = await office();
    const rows: unknown[][] = [
      ['条款号', '条款', '保管期限'],
      [1, '党群工作', ''],
    ];
    for (let count = 1; count <= 21; count += 1) rows.push([Number(`1.${count}`), `第${count}项`, '永久']);
    rows.push([new Date(Date.UTC(2026, 1, 1)), '日期吃掉的', '10年']);
    rows.push(['2月2日', '写成日期的', '10年']);
    rows.push(['1.1.1', '原样的', '30年']);
    const file = await sheet(rows);
    const got = await lantai.read(file, 'a.xlsx');
    expect(told(got).filter((line) => /number/.test(line))).toEqual([
      '12 number-lost 1.1 → 1.10',
      '22 number-lost 1.2 → 1.20',
      '24 number-date 20260201 → 2.1',
      '25 number-date 2月2日 → 2.2',
    ]);
    expect(got.undecided).toBe(5);
    expect(got.document.categories[0]?.clauses.map(({ no }) => no).slice(9, 14)).toEqual(['1.8', '1.9', '1.10', '1.11', '1.12']);
    const staged = lantai.stage(file, 'a.xlsx');
    const input = { stagedId: staged.id, fondsId: lantai.fonds.id };
    await expect(lantai.run('imports.adoptScheme', input)).rejects.toMatchObject({ code: 'not-yet' });
    expect(await lantai.call('schemes.list', { fondsId: lantai.fonds.id })).toEqual([]);
    const decisions = [
      { kind: 'number-lost' as const, value: '*' },
      { kind: 'term-on-heading' as const, value: '*' },
      { kind: 'number-date' as const, value: '*' },
      { kind: 'number-date' as const, at: 'Sheet1!25', value: '2.3' },
    ];
    const { schemeId, rows: made } = await lantai.run('imports.adoptScheme', { ...input, decisions, title: '青石乡三合一' });
    expect(made).toBe(25);
    const tree = await lantai.call('schemes.tree', { schemeId });
    expect(tree.scheme.title).toBe('青石乡三合一');
    expect(tree.clauses.map(({ no }) => no)).toEqual([
      '1',
      ...Array.from({ length: 1 }, () => '1.1'),
      '1.1.1',
      ...Array.from({ length: 20 }, (_, nth) => `1.${nth + 2}`),
      '2.1',
      '2.3',
    ]);
    await expect(lantai.run('imports.readScheme', input)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('[M42] asks what 长期 and 短期 become, for all at once or one by one', async () => {
    const { read } = await office();
    const file = '条款号,条款,保管期限\n1.1,会议记录,长期\n1.2,简报,短期\n1.3,名册,长期\n';
    const got = await read(file, 'a.csv');
    expect(told(got).filter((line) => line.includes('legacy'))).toEqual([
      '2 legacy-term 长期 → ',
      '3 legacy-term 短期 → ',
      '4 legacy-term 长期 → ',
    ]);
    expect(got.undecided).toBe(3);
    const star = await read(file, 'a.csv', { decisions: [{ kind: 'legacy-term', value: '*' }] });
    expect(star.undecided).toBe(3);
    const decided = await read(file, 'a.csv', {
      decisions: [
        { kind: 'legacy-term', before: '长期', value: 'D30' },
        { kind: 'legacy-term', before: '短期', value: 'D10' },
        { kind: 'legacy-term', at: '表!4', value: 'Y' },
      ],
    });
    expect(decided.document.categories[0]?.clauses.map(({ term, remark }) => [term, remark])).toEqual([
      ['D30', '原表期限：长期'],
      ['D10', '原表期限：短期'],
      ['Y', '原表期限：长期'],
    ]);
    expect(decided.undecided).toBe(0);
  });

  it('[M43] reads ticks below 永久 · 30年 · 10年, a second header row, and terms at the end of a clause', async () => {
    const { read } = await office();
    const ticks = await read(
      await sheet(
        [
          ['条款号', '归档范围', '保管期限', '', ''],
          ['', '', '永久', '30年', '10年'],
          ['1', '会议', '', '', ''],
          ['1.1', '记录', '√', '', ''],
          ['1.2', '名单', '', '✓', ''],
          ['1.3', '通知', '', '', '√'],
          ['1.4', '两处打勾', '√', '', '√'],
        ],
        ['C1:E1'],
      ),
      'a.xlsx',
    );
    expect(shown(ticks)).toEqual([['WS 文书', '1 会议 heading', '  1.1 记录 Y', '  1.2 名单 D30', '  1.3 通知 D10', '  1.4 两处打勾 ?']]);
    expect(told(ticks).filter((line) => /terms/.test(line))).toEqual(['7 terms-two 永久、10年 → ']);
    const ended = await read('条款号,归档范围\n1.1,会议记录（永久）\n1.2,一般通知(10年)。\n1.3,合同（重要的）\n', 'a.csv');
    expect(shown(ended)).toEqual([['WS 文书', '1.1 会议记录 Y', '1.2 一般通知 D10', '1.3 合同（重要的） ?']]);
    const merged = await read('条款号,条款,期限\n1.1,记录,"永久、30年"\n1.2,其他,视情况\n', 'a.csv');
    expect(told(merged).filter((line) => /term/.test(line))).toEqual(['2 terms-two 永久、30年 → ', '3 term-unread 视情况 → none']);
    expect(merged.document.categories[0]?.clauses.map(({ remark }) => remark)).toEqual(['原表期限：永久、30年', '原表期限：视情况']);
  });

  it('[M44] takes the number out of the clause, in every way people write it', async () => {
    const { read } = await office();
    const got = await read(
      [
        '归档范围,保管期限',
        '一、党群工作,',
        '（一）会议,',
        '1．会议记录,永久',
        '２、会议纪要,永久',
        '（1）重要的,永久',
        '①名单,10年',
        '（二）党建,',
        '1.党员名册,永久',
        '二、行政工作,',
        '(一) 制度,30年',
      ].join('\n'),
      'a.csv',
    );
    expect(shown(got)).toEqual([
      [
        'WS 文书',
        '一 党群工作 heading',
        '  （一） 会议 heading',
        '    1 会议记录 Y',
        '    2 会议纪要 heading',
        '      （1） 重要的 heading',
        '        ① 名单 D10',
        '  （二） 党建 heading',
        '    1 党员名册 Y',
        '二 行政工作 heading',
        '  （一） 制度 D30',
      ],
    ]);
    const dotted = await read(
      '归档范围,保管期限\n１．１ 会议记录,永久\n1.2会议纪要,永久\n1。3、名单,10年\n1.5万元以上的合同,永久\n',
      'b.csv',
    );
    expect(shown(dotted)).toEqual([['WS 文书', '1.1 会议记录 Y', '1.2 会议纪要 Y', '1.3 名单 D10', '1.4 1.5万元以上的合同 Y']]);
    expect(told(dotted).filter((line) => line.includes('number-missing'))).toEqual(['5 number-missing  → 1.4']);
  });

  it('[M45] puts 重要的 and 一般的 below their clause and proposes their numbers', async () => {
    const { read } = await office();
    const rows = await read('条款号,条款,期限\n1.5,党员管理,\n,重要的,永久\n,一般的,30年\n1.6,名册,永久\n', 'a.csv');
    const want = [['WS 文书', '1.5 党员管理 heading', '  1.5.1 重要的 Y', '  1.5.2 一般的 D30', '1.6 名册 Y']];
    expect(shown(rows)).toEqual(want);
    expect(rows.undecided).toBe(2);
    const cell = await read(
      await sheet([
        ['条款号', '条款', '期限'],
        ['1.5', '党员管理\n重要的\n一般的', '永久\n30年'],
        ['1.6', '名册', '永久'],
      ]),
      'a.xlsx',
    );
    expect(shown(cell)).toEqual(want);
    const inline = await read(
      await sheet([
        ['条款号', '条款', '期限'],
        ['1.5', '党员管理\n重要的 永久\n一般的 30年', ''],
        ['1.6', '名册', '永久'],
      ]),
      'a.xlsx',
    );
    expect(shown(inline)).toEqual(want);
    const beside = await read(
      await sheet(
        [
          ['条款号', '条款', '', '期限'],
          ['1.5', '党员管理', '重要的', '永久'],
          ['', '', '一般的', '30年'],
          ['1.6', '名册', '', '永久'],
        ],
        ['B1:C1', 'A2:A3', 'B2:B3'],
      ),
      'a.xlsx',
    );
    expect(shown(beside)).toEqual(want);
  });

  it('[M46] joins a row torn apart by a page break to the one above, once the person agrees', async () => {
    const { read } = await office();
    const file = '条款号,条款,期限\n1.1,关于人事、机构、\n,编制的文件材料,\n1.2,名册,永久\n';
    const got = await read(file, 'a.csv');
    expect([got.balance.merged, got.undecided, got.document.categories[0]?.clauses[0]?.text]).toEqual([
      1,
      1,
      '关于人事、机构、编制的文件材料',
    ]);
    const apart = await read(file, 'a.csv', {
      decisions: [
        { kind: 'continued', value: 'row' },
        { kind: 'number-missing', value: '*' },
      ],
    });
    expect(apart.document.categories[0]?.clauses.map(({ no }) => no)).toEqual(['1.1', '1.1a', '1.2']);
    expect(apart.undecided).toBe(0);
  });

  it('[M47] asks about a number that stands twice and a term on a row with rows below it', async () => {
    const { read } = await office();
    const got = await read('条款号,条款,期限\n1,会议,永久\n1.1,记录,\n1.2,纪要,30年\n1.2,名单,10年\n', 'a.csv');
    expect(told(got).filter((line) => /twice|heading/.test(line))).toEqual([
      '5 number-twice 1.2 → 1.3',
      '2 term-on-heading 1 永久 → children',
    ]);
    expect(shown(got)).toEqual([['WS 文书', '1 会议 heading', '  1.1 记录 Y', '  1.2 纪要 D30', '  1.3 名单 D10']]);
  });

  it('[M48] refuses a clause over 4 000 characters by its line until the person leaves it out', async () => {
    const { read, run, stage, fonds } = await office();
    const file = `条款号,条款,期限\n1.1,${'长'.repeat(4001)},永久\n1.2,${'字'.repeat(4000)},永久\n`;
    const got = await read(file, 'a.csv');
    expect([got.balance, got.undecided]).toEqual([{ read: 3, taken: 1, merged: 0, sections: 0, skipped: 1, refused: 1 }, 1]);
    expect(got.findings.find(({ kind }) => kind === 'too-long')).toMatchObject({
      line: 2,
      row: null,
      decided: false,
      choices: ['leave-out'],
    });
    const input = { stagedId: stage(file, 'a.csv').id, fondsId: fonds.id };
    await expect(run('imports.adoptScheme', input)).rejects.toMatchObject({ code: 'not-yet' });
    const done = await run('imports.adoptScheme', { ...input, decisions: [{ kind: 'too-long', at: '表!2', value: 'leave-out' }] });
    expect([done.rows, done.balance]).toEqual([1, { read: 3, taken: 1, merged: 0, sections: 0, skipped: 2, refused: 0 }]);
  });

  it('[M7] keeps nothing of a line with a mark of secrecy', async () => {
    const { read } = await office();
    const got = await read('条款号,条款,期限\n1.1,会议记录,永久\n1.2,某事项 秘密★10年,永久\n', 'a.csv');
    expect(got.skipped.filter(({ reason }) => reason === 'classified')).toEqual([
      { at: '表!3', sheet: '表', line: 3, reason: 'classified', text: '' },
    ]);
    expect(JSON.stringify(got)).not.toContain('某事项');
  });
});

describe('tables of several 门类', () => {
  it('[M50] reads merged 分类方案 | 归档范围 | 保管期限 with 类别 as headings', async () => {
    const { read } = await office();
    const got = await read(
      await sheet(
        [
          ['分类方案', '', '归档范围', '保管期限'],
          ['门类', '类别', '', ''],
          ['文书 W', '党群工作', '会议记录', '永久'],
          ['', '', '党员名册', '永久'],
          ['', '行政管理', '请示批复', '30年'],
          ['会计', '会计凭证', '原始凭证、记账凭证', '30年'],
        ],
        ['A1:B1', 'C1:C2', 'D1:D2', 'A3:A5', 'B3:B4'],
      ),
      'a.xlsx',
    );
    expect(shown(got)).toEqual([
      ['W 文书', '1 党群工作 heading', '  1.1 会议记录 Y', '  1.2 党员名册 Y', '2 行政管理 heading', '  2.1 请示批复 D30'],
      ['KU 会计', '1 会计凭证 heading', '  1.1 原始凭证、记账凭证 D30'],
    ]);
    expect(got.document.categories.map(({ arrangement, startBasis }) => [arrangement, startBasis])).toEqual([
      ['item', 'year'],
      ['volume', 'accounting'],
    ]);
    const decided = await read(
      await sheet([
        ['门类', '归档范围', '期限'],
        ['农经档案', '1.1 承包合同', '永久'],
      ]),
      'b.xlsx',
      {
        decisions: [{ kind: 'category-code', before: '农经档案', value: 'ZY·NJ' }],
      },
    );
    expect([shown(decided), decided.undecided]).toEqual([[['ZY·NJ 农经档案', '1.1 承包合同 Y']], 0]);
  });

  it('[M51] changes 门类 at a title row within the table and by sheet, with other columns on each', async () => {
    const { read } = await office();
    const got = await read(
      await workbook((book) => {
        const one = book.addWorksheet('总表');
        for (const row of [
          ['条款号', '条款', '保管期限'],
          ['一、文书档案'],
          ['1', '会议记录', '永久'],
          ['二、会计档案（KU）'],
          ['1', '凭证', '30年'],
        ])
          one.addRow(row);
        one.mergeCells('A2:C2');
        const two = book.addWorksheet('照片档案');
        for (const row of [
          ['保管期限', '归档范围', '编号', '责任部门'],
          ['永久', '重大活动照片', '1', '办公室'],
        ])
          two.addRow(row);
        book.addWorksheet('填表说明').addRow(['本表一式两份']);
      }),
      'a.xlsx',
    );
    expect(shown(got)).toEqual([
      ['WS 文书档案', '1 会议记录 Y'],
      ['KU 会计档案', '1 凭证 D30'],
      ['ZP 照片档案', '1 重大活动照片 Y'],
    ]);
    expect(got.document.categories[2]?.clauses[0]?.department).toBe('办公室');
    expect([got.balance, balanced(got)]).toEqual([{ read: 8, taken: 3, merged: 0, sections: 2, skipped: 3, refused: 0 }, true]);
    const only = await read(
      await sheet([
        ['条款号', '条款', '期限'],
        ['1', '会议记录', '永久'],
      ]),
      'b.xlsx',
      { sheet: 'Sheet1', category: 'KJ' },
    );
    expect(shown(only)).toEqual([['KJ 科技', '1 会议记录 Y']]);
  });

  it('[M52] lets the person say what a column is, leave a table out, and leave a line out', async () => {
    const { read } = await office();
    const file = '甲,乙,丙\n1.1,会议记录,永久\n1.2,名册,30年\n';
    expect(shown(await read(file, 'a.csv'))).toEqual([['WS 文书', '1.1 会议记录 Y', '1.2 名册 D30']]);
    const chosen = await read('条款号,条款,期限,归口\n1.1,会议记录,永久,办公室\n1.2,名册,10年,党办\n', 'a.csv', {
      parts: [{ id: '表!1', columns: [{ index: 3, field: 'department' }] }],
      leaveOut: ['表!3'],
    });
    expect(chosen.document.categories[0]?.clauses.map(({ no, department }) => [no, department])).toEqual([['1.1', '办公室']]);
    expect(skips(chosen)).toEqual(['1 header', '3 left-out']);
  });
});

describe('tables without numbers of their own', () => {
  it('[M40] 序号 is the number where nothing else is, and only counts lines where the clauses bear numbers', async () => {
    const { read } = await office();
    const serial = await read(
      await sheet([
        ['序号', '归档范围', '期限'],
        ['一、党群工作类'],
        ['1', '会议记录', '永久'],
        ['2', '名册', '永久'],
        ['二、行政类'],
        ['1', '请示', '30年'],
      ]),
      'a.xlsx',
    );
    expect(shown(serial)).toEqual([
      ['WS 文书', '一 党群工作类 heading', '  1 会议记录 Y', '  2 名册 Y', '二 行政类 heading', '  1 请示 D30'],
    ]);
    const counting = await read('序号,归档范围,期限\n1,1.1 会议记录,永久\n2,1.2 名册,30年\n', 'a.csv');
    expect(shown(counting)).toEqual([['WS 文书', '1.1 会议记录 Y', '1.2 名册 D30']]);
  });

  it('[M50] a row without a term heads the rows that follow; 一 | 文书类 names a 门类', async () => {
    const { read } = await office();
    const bare = await read('条款号,归档范围,期限\n,党群工作,\n,会议记录,永久\n,名册,30年\n,行政工作,\n,请示,永久\n', 'a.csv');
    expect(shown(bare)).toEqual([
      ['WS 文书', '1 党群工作 heading', '  1.1 会议记录 Y', '  1.2 名册 D30', '2 行政工作 heading', '  2.1 请示 Y'],
    ]);
    const two = await read('条款号,条款,期限\n一,文书类,—\n1,会议记录,永久\n二,会计类,\n1,凭证,30年\n', 'a.csv');
    expect([shown(two), two.balance.sections]).toEqual([
      [
        ['WS 文书类', '1 会议记录 Y'],
        ['KU 会计类', '1 凭证 D30'],
      ],
      2,
    ]);
  });
});

describe('Word documents', () => {
  it('[M60] reads merged cells, page heads, page-split rows and a list of what is not filed', async () => {
    const { read } = await office();
    const head = tr('条款号', '归档范围', '保管期限');
    const got = await read(
      docx([
        p('青石乡文件材料归档范围和档案保管期限表'),
        p('第一条 为规范归档工作，制定本表。'),
        tbl(
          head,
          tr('1', '党群工作', ''),
          tr('1.1', tc('会议记录'), tc('永久', { merge: 'start' })),
          tr('1.2', '会议纪要', tc('', { merge: 'on' })),
          head,
          tr('1.3', '名单𠮷', '10年'),
          tr(tc('2 行政管理', { span: 3 })),
          tr('2.1', '请示批复', '30年'),
        ),
        p('下列文件材料可不归档：'),
        p('（一）重份文件；'),
        p('（二）事务性、临时性文件。'),
        p('本表由办公室负责解释。'),
      ]),
      'a.docx',
    );
    expect(shown(got)).toEqual([
      [
        'WS 文书',
        '1 党群工作 heading',
        '  1.1 会议记录 Y',
        '  1.2 会议纪要 Y',
        '  1.3 名单𠮷 D10',
        '2 行政管理 heading',
        '  2.1 请示批复 D30',
        '3 下列文件材料可不归档 heading',
        '  （一） 重份文件 no-file',
        '  （二） 事务性、临时性文件 no-file',
      ],
    ]);
    expect([got.format, balanced(got), got.undecided]).toEqual(['docx', true, 1]);
    expect(got.skipped.map(({ sheet, line, reason }) => `${sheet} ${line} ${reason}`)).toEqual([
      '正文 1 title',
      '正文 2 title',
      '表1 1 header',
      '表1 5 header',
      '正文 6 prose',
    ]);
  });

  it('[M61] counts the automatic numbers of Word as Word does', async () => {
    const { read } = await office();
    const lists = {
      1: [lvl(0, 'decimal', '%1'), lvl(1, 'decimal', '%1.%2'), lvl(2, 'decimal', '%1.%2.%3')],
      2: [lvl(0, 'chineseCountingThousand', '%1、'), lvl(1, 'chineseCounting', '（%2）')],
    };
    const numbered = (num: number, level: number) => tc(p('', { num, level }));
    const got = await read(
      docx(
        [
          tbl(
            tr('条款号', '条款', '期限'),
            tr(numbered(1, 0), '党群工作', ''),
            ...Array.from({ length: 11 }, (_, nth) => tr(numbered(1, 1), `第${nth + 1}项`, '永久')),
            tr(numbered(1, 2), '细目', '10年'),
            tr(numbered(1, 0), '行政', ''),
            tr(numbered(1, 1), '制度', '30年'),
          ),
        ],
        lists,
      ),
      'a.docx',
    );
    expect(got.document.categories[0]?.clauses.map(({ no }) => no)).toEqual([
      '1',
      '1.1',
      '1.2',
      '1.3',
      '1.4',
      '1.5',
      '1.6',
      '1.7',
      '1.8',
      '1.9',
      '1.10',
      '1.11',
      '1.11.1',
      '2',
      '2.1',
    ]);
    const chinese = await read(
      docx(
        [
          tbl(
            tr('归档范围', '期限'),
            tr(tc(p('党群', { num: 2 })), ''),
            tr(tc(p('会议记录', { num: 2, level: 1 })), '永久'),
            tr(tc(p('名册', { num: 2, level: 1 })), '永久'),
            tr(tc(p('行政', { num: 2 })), ''),
            tr(tc(p('制度', { num: 2, level: 1 })), '30年'),
          ),
        ],
        lists,
      ),
      'b.docx',
    );
    expect(shown(chinese)).toEqual([
      ['WS 文书', '一 党群 heading', '  （一） 会议记录 Y', '  （二） 名册 Y', '二 行政 heading', '  （一） 制度 D30'],
    ]);
  });

  it('[M62] leaves deleted text out, keeps inserted text, and tells of text boxes and tables in tables', async () => {
    const { read } = await office();
    const changed = `<w:p><w:r><w:t>会议</w:t></w:r><w:del w:id="1"><w:r><w:delText>纪要</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>记录</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom></w:p>`;
    const box =
      '<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>';
    const deleted = `<w:tr><w:trPr><w:del w:id="3"/></w:trPr>${tc('9.9')}${tc('删掉的行')}${tc('永久')}</w:tr>`;
    const got = await read(
      docx([
        box,
        tbl(
          tr('条款号', '条款', '期限'),
          tr('1.1', tc(changed), '永久'),
          deleted,
          tr('1.2', tc(`${p('名册')}${tbl(tr('甲', '乙'))}${p('')}`), '10年'),
        ),
      ]),
      'a.docx',
    );
    expect(shown(got)).toEqual([['WS 文书', '1.1 会议记录 Y', '1.2 名册\n甲 乙 D10']]);
    expect(got.notes).toEqual(['textBoxes', 'deletions', 'nestedTables']);
    const framed = await read(docx([tbl(tr(tc(tbl(tr('条款号', '条款', '期限'), tr('1', '会议记录', '永久')))))]), 'b.docx');
    expect(shown(framed)).toEqual([['WS 文书', '1 会议记录 Y']]);
  });
});

describe('files that are no table', () => {
  it('[M65] are refused by what they are', async () => {
    const { refused } = await office();
    const ole = Buffer.alloc(2048);
    ole.set([0xd0, 0xcf, 0x11, 0xe0]);
    const encrypted = Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]);
    const whole = docx([tbl(tr('条款号', '条款', '期限'), tr('1', '会议记录', '永久'))]);
    expect([
      await refused(docx([p('只有文字，没有表格。')]), 'a.docx'),
      await refused(docx([tbl(tr('姓名', '电话'), tr('王芳', '1'))]), 'a.docx'),
      await refused(ole, 'a.doc'),
      await refused(encrypted, 'a.docx'),
      await refused(whole.subarray(0, whole.length - 40), 'a.docx'),
      await refused(
        zipOf({
          'word/document.xml':
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///secret">]><w:document><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>',
        }),
        'a.docx',
      ),
      await refused(zipOf({ 'word/document.xml': `<w:document><w:body>${'<w:p/>'.repeat(10_000_000)}` }), 'a.docx'),
      await refused(
        Buffer.concat([iconv.encode('条款号,条款,期限\n1,会议,永久\n', 'gbk'), Buffer.from([0xff, 0xfe, 0xff, 0x0a])]),
        'a.csv',
      ),
      await refused('', 'a.csv'),
      await refused('姓名,电话\n王芳,1\n', 'a.csv'),
    ]).toEqual([
      ['unreadable-file', 'no-table'],
      ['unreadable-file', 'no-table'],
      ['unsupported-file', 'old-document'],
      ['unsupported-file', 'encrypted'],
      ['unreadable-file', 'truncated'],
      ['unsupported-file', 'xml'],
      ['too-large', 'bomb'],
      ['unreadable-file', 'encoding', 3],
      ['unreadable-file', 'empty'],
      ['unreadable-file', 'no-table'],
    ]);
  });

  it('[M66] of GBK are read, and formulas by their result', async () => {
    const { read } = await office();
    expect(shown(await read(iconv.encode('条款号,条款,期限\n1,会议记录,永久\n', 'gbk'), 'a.csv'))).toEqual([['WS 文书', '1 会议记录 Y']]);
    const formula = await read(
      await sheet([
        ['条款号', '条款', '期限'],
        ['1.1', { formula: 'A1', result: '会议记录' }, '永久'],
      ]),
      'a.xlsx',
    );
    expect(shown(formula)).toEqual([['WS 文书', '1.1 会议记录 Y']]);
  });
});

describe('our own workbook', () => {
  it('[M70] is read back as the identical table, and adopted so', async () => {
    const lantai = await office();
    for (const template of ['xiangzhen', 'jiguan', 'kuaiji', 'cunji']) {
      const known = await lantai.call('schemes.templates', {});
      if (!known.some(({ id }) => id === template)) continue;
      const tree = await lantai.call('schemes.adopt', { fondsId: lantai.fonds.id, template });
      const before = documentOf(tree);
      const rows = sheetsOf(before);
      const file = await workbook((book) => {
        const first = book.addWorksheet(sheetNames.clauses);
        for (const row of [[...sheetHeaders], ...rows.clauses]) first.addRow(row);
        const second = book.addWorksheet(sheetNames.categories);
        for (const row of [[...categoryHeaders], ...rows.categories]) second.addRow(row);
      });
      const got = await lantai.read(file, '三合一.xlsx');
      expect([got.own, got.undecided, balanced(got)]).toEqual([true, 0, true]);
      expect(got.document.categories).toEqual(before.categories);
      const made = await lantai.run('imports.adoptScheme', {
        stagedId: lantai.stage(file, 'a.xlsx').id,
        fondsId: lantai.fonds.id,
        title: before.title,
      });
      expect(documentOf(await lantai.call('schemes.tree', { schemeId: made.schemeId }))).toEqual({ ...before, template: '' });
    }
  });

  it('[M70] as prints writes it, with numbers like 1.10, formulas and escapes in the texts', async () => {
    const lantai = await office();
    const tree = await lantai.call('schemes.adopt', { fondsId: lantai.fonds.id, template: 'xiangzhen' });
    const [first] = tree.clauses;
    await lantai.call('schemes.editClause', {
      clauseId: first!.id,
      was: { text: first!.text, remark: first!.remark },
      set: { text: '=1+1 _x0041_ 𠮷🗂\n第二行', remark: '  两端 ' },
    });
    const before = documentOf(await lantai.call('schemes.tree', { schemeId: tree.scheme.id }));
    const { file } = await lantai.run('prints.scheme', { schemeId: tree.scheme.id, format: 'xlsx' });
    const got = await lantai.read(readFileSync(folderAt(lantai.root).path('outputs', file.id)), file.name);
    expect([got.own, got.document.categories]).toEqual([true, before.categories]);
  });

  it('[M70] changed by hand in a way it cannot be read back, is read as any other table', async () => {
    const { read } = await office();
    const file = await workbook((book) => {
      const first = book.addWorksheet(sheetNames.clauses);
      for (const row of [
        [...sheetHeaders],
        ['WS', '1', '1', '党群工作', '类目', '', '', '公开', '未审核', '', '', '', '是'],
        ['WS', '2', '1.1', '会议记录', '归档', '永久保存', '办公室', '内部', '开放', '会议记录', '', 'L1', '否'],
        ['WS', '2', '1.2', '改坏的', '归挡', '长期', '', '秘密', '', '', '', '', ''],
      ])
        first.addRow(row);
      const second = book.addWorksheet(sheetNames.categories);
      second.addRow([...categoryHeaders]);
      second.addRow(['WS', '文书档案', '按件', 'dat13-item', '年度']);
    });
    const got = await read(file, 'a.xlsx');
    expect([got.own, shown(got), balanced(got)]).toEqual([
      false,
      [['WS 文书档案', '1 党群工作 heading', '  1.1 会议记录 Y', '  1.2 改坏的 ?']],
      true,
    ]);
    expect(got.document.categories[0]).toMatchObject({ numberTemplate: 'dat13-item' });
    expect(got.document.categories[0]?.clauses[1]).toMatchObject({
      secrecy: 1,
      openness: 'open',
      duty: 'cwzz34-minutes',
      source: 'L1',
      checked: false,
    });
    expect(told(got).filter((line) => line.startsWith('4'))).toEqual([
      '4 field-unread 归挡 → ',
      '4 secrecy-not-here 秘密 → 1',
      '4 legacy-term 长期 → ',
    ]);
  });

  it('[M41] stops when the person cancels, and keeps nothing', async () => {
    const lantai = await office();
    const rows = Array.from({ length: 20_000 }, (_, nth) => `${nth + 1},第${nth + 1}项,永久`);
    const staged = lantai.stage(`条款号,条款,期限\n${rows.join('\n')}\n`, 'a.csv');
    const { taskId } = (await lantai.call('imports.readScheme', { stagedId: staged.id, fondsId: lantai.fonds.id })) as unknown as {
      taskId: TaskId;
    };
    await new Promise((resolve) => setTimeout(resolve, 30));
    await lantai.call('tasks.cancel', { id: taskId });
    await expect.poll(async () => (await lantai.call('tasks.get', { id: taskId })).state, { timeout: 10_000 }).toBe('cancelled');
  });
});
