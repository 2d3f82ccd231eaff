import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SchemeReading } from '../../shared/imports/scheme.ts';
import { readSchemeTable } from '../../shared/imports/scheme-reading.ts';
import type { SchemeChoices, SchemeSource } from '../../shared/imports/scheme-source.ts';

/** Tables as they lie in the drawers of county offices. */
const setting = { numberTemplate: 'dat22-item', takesClassified: false };
const header = ['条款号', '条款', '保管期限'];
type Lines = SchemeSource['sheets'][number]['lines'];
const linesOf = (rows: readonly (readonly string[])[], marks: readonly string[] = [], place = ''): Lines =>
  rows.map((cells, index) => ({ line: index + 1, cells, marks: marks[index] ?? '', ...(place ? { place } : {}) }));
const readLines = (lines: Lines, choices: Partial<SchemeChoices> = {}, format: SchemeSource['format'] = 'xlsx') =>
  readSchemeTable(
    { fileName: 'a', format, encoding: '', notes: [], sheets: [{ name: '表', lines }] },
    { sheet: '', parts: [], category: '', decisions: [], leaveOut: [], ...choices },
    setting,
  );
const read = (rows: readonly (readonly string[])[], marks: readonly string[] = [], choices: Partial<SchemeChoices> = {}) =>
  readLines(linesOf(rows, marks), choices);
const shown = ({ document }: SchemeReading) =>
  document.categories.flatMap(({ clauses }) =>
    clauses.map(
      ({ depth, no, text, term, disposition }) =>
        `${'  '.repeat(depth)}${no} ${text} ${term ?? (disposition === 'file' ? '?' : disposition)}`,
    ),
  );
const asked = ({ findings }: SchemeReading) =>
  findings.filter(({ severity }) => severity === 'decide').map(({ line, kind, before, after }) => `${line} ${kind} ${before} → ${after}`);
const skips = ({ skipped }: SchemeReading) => skipped.map(({ line, reason }) => `${line} ${reason}`);
const remarks = ({ document }: SchemeReading) => document.categories.flatMap(({ clauses }) => clauses.map(({ remark }) => remark));

describe('numbers in tables from real life', () => {
  it('[M41] every date in the column of numbers is a decision, whichever way Excel wrote it', () => {
    const got = read(
      [header, ['1', '党群', ''], ['20260101', '会议', '永久'], ['1月2日', '纪要', '30年'], ['3-Jan', '名册', '10年']],
      ['', '', 'd'],
    );
    expect(asked(got)).toEqual(['3 number-date 20260101 → 1.1', '4 number-date 1月2日 → 1.2', '5 number-date 3-Jan → 1.3']);
    expect(shown(got)).toEqual(['1 党群 heading', '  1.1 会议 Y', '  1.2 纪要 D30', '  1.3 名册 D10']);
  });

  it('[M41] 1.1 after 1.9 is 1.10; another 1.1 in the next chapter is asked about as standing twice', () => {
    const tens = Array.from({ length: 9 }, (_, nth) => [`1.${nth + 1}`, `第${nth + 1}项`, '永久']);
    const rows = [
      header,
      ['1', '党群', ''],
      ...tens,
      ['1.1', '第十项', '永久'],
      ['2', '行政', ''],
      ['2.1', '制度', '永久'],
      ['1.1', '走错的', '10年'],
    ];
    const got = read(rows, Array(rows.length).fill('n  '));
    expect(asked(got)).toEqual(['12 number-lost 1.1 → 1.10', '15 number-twice 1.1 → 1.11']);
  });

  it('[M55] numbers in a column a level are one number, whether upper levels are repeated, merged or left empty', () => {
    const want = [
      '1 党群 heading',
      '  1.1 会议 heading',
      '    1.1.1 记录 Y',
      '    1.1.2 纪要 D30',
      '  1.2 名册 Y',
      '2 行政 heading',
      '  2.1 请示 Y',
    ];
    const texts = ['党群', '会议', '记录', '纪要', '名册', '行政', '请示'];
    const terms = ['', '', '永久', '30年', '永久', '', '永久'];
    const empty = ['1|||', '|1||', '||1|', '||2|', '|2||', '2|||', '|1||'];
    const full = ['1|||', '1|1||', '1|1|1|', '1|1|2|', '1|2||', '２|||', '２|１||'];
    for (const [heads, numbers] of [
      [['一级', '二级', '三级'], empty],
      [['类', '款', '项'], full],
      [['一级类目', '二级类目', '三级类目'], full],
    ] as const) {
      const got = read([
        [...heads, '归档范围', '保管期限'],
        ...numbers.map((each, nth) => [...each.split('|').slice(0, 3), texts[nth] ?? '', terms[nth] ?? '']),
      ]);
      expect(shown(got)).toEqual(want);
      expect(got.undecided).toBe(0);
    }
  });

  it('[M44] full-width digits are spelled as numbers; a range such as 1.1-1.3 is left as it stands', () => {
    const got = read([header, ['１', '党群', ''], ['１．１', '会议', '３０年'], ['１．１０', '名册', '永久'], ['2.1-2.3', '合订', '永久']]);
    expect(shown(got)).toEqual(['1 党群 heading', '  1.1 会议 D30', '  1.10 名册 Y', '2.1-2.3 合订 Y']);
  });

  it('[M40] 序号 beside 条款号 only counts the lines', () => {
    const got = read([
      ['序号', ...header],
      ['1', '1', '党群', ''],
      ['2', '1.1', '会议', '永久'],
      ['3', '1.2', '名册', '10年'],
    ]);
    expect(shown(got)).toEqual(['1 党群 heading', '  1.1 会议 Y', '  1.2 名册 D10']);
  });
});

describe('terms in tables from real life', () => {
  it('[M47] 永久 merged over five rows is the term of each, and the heading among them carries none', () => {
    const got = read(
      [header, ['1', '会议', '永久'], ['1.1', '甲', '永久'], ['1.2', '乙', '永久'], ['1.3', '丙', '永久'], ['1.4', '丁', '永久']],
      ['', '', '  v', '  v', '  v', '  v'],
    );
    expect(shown(got)).toEqual(['1 会议 heading', '  1.1 甲 Y', '  1.2 乙 Y', '  1.3 丙 Y', '  1.4 丁 Y']);
    expect(asked(got)).toEqual(['2 term-on-heading 1 永久 → drop']);
  });

  it('[M56] 同上 proposes the term above, however many times, and is taken only when the person agrees', () => {
    const rows = [header, ['1', '甲', '30年'], ['2', '乙', '同上'], ['3', '丙', '〃'], ['4', '丁', '10年'], ['5', '戊', '同上']];
    const got = read(rows);
    expect(asked(got)).toEqual(['3 term-unread 同上 → D30', '4 term-unread 〃 → D30', '6 term-unread 同上 → D10']);
    expect(shown(got)[1]).toBe('2 乙 ?');
    const agreed = read(rows, [], { decisions: [{ kind: 'term-unread', at: '', before: '', value: '*' }] });
    expect([shown(agreed), agreed.undecided]).toEqual([['1 甲 D30', '2 乙 D30', '3 丙 D30', '4 丁 D10', '5 戊 D10'], 0]);
  });

  it('[M43] a term in words beside a tick for another is two terms; words below a term are kept in the remark', () => {
    const got = read([
      ['条款号', '归档范围', '保管期限', '永久', '30年'],
      ['1', '甲', '永久', '', '√'],
      ['2', '乙', '永久', '√', ''],
      ['3', '丙', '', '', '仅主办'],
    ]);
    expect(asked(got)).toEqual(['2 terms-two 永久、30年 → ']);
    expect(shown(got)).toEqual(['1 甲 ?', '2 乙 Y', '3 丙 D30']);
    expect(remarks(got)).toEqual(['原表期限：永久、30年', '', '仅主办']);
  });
});

describe('pages, covers and signatures', () => {
  it('[M40] a title that comes again as （续） with another header is no clause', () => {
    const got = read([
      ['青石乡文件材料归档范围表'],
      header,
      ['1', '甲', '永久'],
      ['青石乡文件材料归档范围表（续）'],
      ['条款号', '条  款', '期限'],
      ['2', '乙', '永久'],
      ['青石乡文件材料归档范围表（续表二）'],
      ['条款号', '归档范围', '保管期限'],
      ['3', '丙', '10年'],
    ]);
    expect(shown(got)).toEqual(['1 甲 Y', '2 乙 Y', '3 丙 D10']);
    expect(skips(got)).toEqual(['1 title', '2 header', '4 title', '5 header', '7 title', '8 header']);
  });

  it('[M57] totals and signatures are skipped by name, and a heading that only sounds like one is not', () => {
    const got = read([
      header,
      ['1', '会议', '永久'],
      ['2', '干部人员：', ''],
      ['2.1', '负责人任免', '永久'],
      ['合计', '3', ''],
      ['', '合计：共 3 条', ''],
      ['填表人：王芳', '', '审核人：李强'],
      ['单位负责人（签字）：'],
      ['填表日期：2026年1月1日'],
      ['档案局意见（盖章）：', '', '年  月  日'],
    ]);
    expect(shown(got)).toEqual(['1 会议 Y', '2 干部人员： heading', '  2.1 负责人任免 Y']);
    expect(skips(got)).toEqual(['1 header', '5 sign-off', '6 sign-off', '7 sign-off', '8 sign-off', '9 sign-off', '10 sign-off']);
    expect(got.undecided).toBe(0);
  });

  it('[M40] a cover that is a table of its own is no table of clauses, and notes between rows are none of them', () => {
    const cover = linesOf(
      [
        ['单位名称', '青石乡人民政府'],
        ['编制日期', '2026年1月'],
        ['保管期限', '永久', '备注'],
      ],
      [],
      '表1',
    );
    const table = linesOf([header, ['1', '会议', '永久'], ['注：含录音'], ['2', '名册', '10年']], [], '表2');
    const got = readLines([...cover, ...table], {}, 'docx');
    expect(shown(got)).toEqual(['1 会议 Y', '2 名册 D10']);
    expect(got.skipped.map(({ sheet, line, reason }) => `${sheet} ${line} ${reason}`)).toEqual([
      '表1 1 no-table',
      '表1 2 no-table',
      '表1 3 no-table',
      '表2 1 header',
      '表2 3 note',
    ]);
  });
});

describe('columns nobody foresaw', () => {
  it('[M50] 一级类目 and 二级类目 are headings one below the other', () => {
    const got = read([
      ['一级类目', '二级类目', '归档范围', '保管期限'],
      ['党群', '会议', '记录', '永久'],
      ['党群', '会议', '纪要', '永久'],
      ['党群', '名册', '党员名册', '30年'],
      ['行政', '名册', '职工名册', '30年'],
    ]);
    expect(shown(got)).toEqual([
      '1 党群 heading',
      '  1.1 会议 heading',
      '    1.1.1 记录 Y',
      '    1.1.2 纪要 Y',
      '  1.2 名册 heading',
      '    1.2.1 党员名册 D30',
      '2 行政 heading',
      '  2.1 名册 heading',
      '    2.1.1 职工名册 D30',
    ]);
  });

  it('[M58] a column with an unknown header is told of, and taken once the person says what it is', () => {
    const rows = [
      [...header, '依据'],
      ['1', '会议', '永久', '档案法第三条'],
      ['2', '名册', '10年', '8号令'],
    ];
    const got = read(rows);
    expect(got.findings.find(({ kind }) => kind === 'column-unread')).toMatchObject({ before: '依据', after: '档案法第三条、8号令' });
    const said = read(rows, [], { parts: [{ id: '表!1', taken: true, columns: [{ index: 3, field: 'remark' }] }] });
    expect([remarks(said), said.findings.some(({ kind }) => kind === 'column-unread')]).toEqual([['档案法第三条', '8号令'], false]);
  });

  it('[M58] 法定内容, 出处, 已核对 that cannot be kept as such stand in the remark; remarks too long together are refused by line', () => {
    const got = read([
      [...header, '法定内容', '出处', '已核对'],
      ['1', '会议', '永久', '村务会议', '某某文件第十二条第三款第五项之规定某某办法', '待查'],
    ]);
    expect(remarks(got)).toEqual(['村务会议；某某文件第十二条第三款第五项之规定某某办法；待查']);
    const long = read([
      [...header, '备注', '说明'],
      ['1', '会议', '永久', '甲'.repeat(300), '乙'.repeat(300)],
    ]);
    expect([long.balance.refused, asked(long).length]).toEqual([1, 1]);
  });
});

describe('any table', () => {
  it('[M71] read = taken + merged + sections + skipped + refused, and every text of the file stands in the result or is named', () => {
    let nth = 0;
    const word = fc.constantFrom('会议', '名册', '重要', '合同', '注', '请示', '党群𠮷').map((text) => {
      nth += 1;
      return `${text}㊀${nth}㊁`;
    });
    const number = fc.constantFrom('1', '1.1', '1.2', '1.10', '2', '一、', '（一）', '①', '2.1-2.3', '1月2日', '', '', '同上');
    const term = fc.constantFrom('永久', '30年', '长期', '', '', '同上', '视情况', '永久\n10年', '√');
    const row = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.tuple(
          number,
          fc.oneof(word, word, fc.constant('')),
          term,
          fc.oneof(word, fc.constant('')),
          fc.oneof(word, fc.constant('')),
        ),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(
          fc.constant(''),
          fc.tuple(word, word).map((both) => both.join('\n')),
        ),
      },
      { weight: 1, arbitrary: fc.tuple(word) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(['合计', '3'], ['填表人：王芳'], ['二、会计档案'], ['说明：'], header, ['下列文件可不归档：']),
      },
    );
    const layouts = fc.constantFrom(
      ['条款号', '归档范围', '保管期限', '备注', '责任部门'],
      ['条款号', '条款', '保管期限', '类别', '二级类目'],
      ['编号', '条款', '保管期限', '依据', '说明'],
      ['序号', '归档范围', '永久', '密级', '出处'],
      ['条款号', '条款', '期限', '处置', '法定内容'],
      ['条款号', '门类', '保管期限', '归档范围', '开放意见'],
      ['条款号', '归档范围', '保管期限', '具体内容', '备注'],
    );
    fc.assert(
      fc.property(layouts, fc.array(row, { maxLength: 14 }), (head, rows) => {
        const got = read([head, ...(rows as string[][])]);
        const { read: all, taken, merged, sections, skipped, refused } = got.balance;
        expect([all, taken + merged + sections + skipped + refused]).toEqual([rows.length + 1, rows.length + 1]);
        const kept = JSON.stringify([got.document, got.skipped, got.findings.filter(({ kind }) => kind !== 'column-unread')]);
        const ignored = new Set(
          got.parts.flatMap(({ columns }) => columns.filter(({ field }) => field === 'ignore').map(({ index }) => index)),
        );
        const named = got.findings.filter(({ kind }) => kind === 'column-unread').length > 0 || got.parts.some(({ taken }) => taken);
        for (const [, cells] of rows.entries())
          (cells as string[]).forEach((cell, index) => {
            for (const [said] of cell.matchAll(/㊀\d+㊁/g))
              if (!(named && ignored.has(index))) expect(kept.includes(said), `${said} of ${JSON.stringify([head, ...rows])}`).toBe(true);
          });
      }),
      { seed: 20261122, numRuns: 500 },
    );
  });
});
