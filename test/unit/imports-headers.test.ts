import { describe, expect, it } from 'vitest';
import {
  findHeaderRow,
  guessColumns,
  headerTable,
  isSubtotal,
  normalHeader,
  repeatsHeader,
  repeatsPageTop,
} from '../../shared/imports/headers.ts';
import { bearsSecrecy, parseYear } from '../../shared/imports/rows.ts';

const fields = (headers: string[], rows: string[][] = []) => guessColumns(headers, rows).map(({ field }) => field);

describe('headers of foreign tables', () => {
  it('[M1] are known with inner spaces, brackets, line breaks, full width, and by their DBF names', () => {
    expect(fields(['文  件  题  名', '机构（问题）', '责任者\n（发文单位）', 'ＴＭ'])).toEqual(['title', 'organ', 'responsible', 'ignore']);
    expect(fields(['TM', 'ZRZ', 'WH', 'RQ', 'ND', 'BGQX', 'YS', 'DH', 'qzh'])).toEqual([
      'title',
      'responsible',
      'documentNumber',
      'date',
      'year',
      'term',
      'pages',
      'number',
      'fondsCode',
    ]);
  });

  it('[M1] are each known by one field only', () => {
    const names = headerTable.flatMap(({ names: chinese, pinyin }) => [...chinese, ...pinyin]).map(normalHeader);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('[M1] of the real lists of the field are all known', () => {
    expect(
      fields([
        '全宗号',
        '全宗名称',
        '目录号',
        '案卷号',
        '卷内顺序号',
        '文件档号',
        '序号',
        '文号（合同编码/登记薄代码）',
        '责任者',
        '题名',
        '日期',
        '保管期限',
        '控制标识',
        '页号',
        '页数',
        '案卷档号',
        '备注',
      ]),
    ).toEqual([
      'fondsCode',
      'ignore',
      'catalogue',
      'volume',
      'serial',
      'number',
      'ignore',
      'documentNumber',
      'responsible',
      'title',
      'date',
      'term',
      'openness',
      'ignore',
      'pages',
      'ignore',
      'remark',
    ]);
  });

  it('[M2] are found below title rows, and not in a list without any', () => {
    expect(
      findHeaderRow([['青石乡归档文件目录'], [], ['年度：2011', '期限：永久'], ['序号', '题 名', '日期'], ['1', '日期', '2011']]),
    ).toBe(3);
    expect(
      findHeaderRow([
        ['2011', '甲'],
        ['2012', '乙'],
      ]),
    ).toBe(-1);
    expect(findHeaderRow([['题名'], ['甲']])).toBe(0);
  });

  it('[M3] that say nothing are read by their values', () => {
    expect(
      fields(
        ['编号', '题名'],
        [
          ['Z109-WS·2011-Y-0001', '甲'],
          ['Z109-WS·2011-Y-0002', '乙'],
        ],
      ),
    ).toEqual(['number', 'title']);
    expect(
      fields(
        ['编号', '题名'],
        [
          ['青政发〔2011〕3号', '甲'],
          ['青政发〔2011〕4号', '乙'],
        ],
      ),
    ).toEqual(['documentNumber', 'title']);
    expect(
      fields(
        ['编号', '题名'],
        [
          ['1', '甲'],
          ['2', '乙'],
        ],
      ),
    ).toEqual(['ignore', 'title']);
    expect(fields(['文件编号', '题名'], [['青政发〔2011〕3号', '甲']])).toEqual(['documentNumber', 'title']);
    expect(
      fields(
        ['文件编号', '题名'],
        [
          ['0001', '甲'],
          ['0002', '乙'],
        ],
      ),
    ).toEqual(['serial', 'title']);
    expect([fields(['类别'], [['WS'], ['文书档案']]), fields(['类别'], [['党群'], ['综合']]), fields(['序号'], [['1'], ['2']])]).toEqual([
      ['category'],
      ['organ'],
      ['ignore'],
    ]);
  });

  it('[M3] fill one field once; two columns make a date', () => {
    expect(fields(['题名', '标题', '起始日期', '终止日期', '时间'])).toEqual(['title', 'ignore', 'date', 'date', 'ignore']);
  });

  it('[M4] repeated, page heads and subtotals are told from rows', () => {
    const headers = ['序号', '题 名', '日期'].map(normalHeader);
    expect([
      repeatsHeader(['序 号', '题  名', '日  期'], headers),
      repeatsHeader(['', '题名', ''], headers),
      repeatsHeader(['1', '题名', '日期'], headers),
    ]).toEqual([true, false, false]);
    expect([
      repeatsPageTop(['青石乡目录（续）', ''], [normalHeader('青石乡目录')]),
      repeatsPageTop(['第 3 页 共 40 页'], []),
      repeatsPageTop(['关于春耕的通知'], ['青石乡目录']),
    ]).toEqual([true, true, false]);
    expect(
      [
        ['本页小计', '36'],
        ['', '合计：36件'],
        ['总  计', '1,234', '36页'],
        ['关于统计合计的通知', '3'],
        ['2011', '合计', '关于春耕的通知'],
      ].map(isSubtotal),
    ).toEqual([true, true, true, false, false]);
  });
});

describe('single values', () => {
  it('[M8] 年度 in every spelling, and nothing else', () => {
    expect(['2011', '２０１１', '2011年', '2011年度', '二〇一一年', '2011.0', ' 2011 '].map((text) => parseYear(text, 2027))).toEqual(
      Array(7).fill(2011),
    );
    expect(['11', '20I1', '2011-2012', '2011.5', '不详', '2031', '[2011]'].map((text) => parseYear(text, 2027))).toEqual(
      Array(7).fill(null),
    );
  });

  it('[M7] secrecy anywhere in a row', () => {
    expect(
      [['甲', '秘密'], ['甲', '机 密'], ['甲（绝密★30年）'], ['甲', '', '秘密＊5年'], ['秘密级']].map((row) => bearsSecrecy(row, [])),
    ).toEqual([true, true, true, true, true]);
    expect([['关于加强保密工作的通知'], ['秘密工作座谈会纪要'], ['内部'], ['无', '公开']].map((row) => bearsSecrecy(row, [0]))).toEqual([
      false,
      true,
      false,
      false,
    ]);
    expect(bearsSecrecy(['秘密工作座谈会纪要'], [])).toBe(false);
  });
});
