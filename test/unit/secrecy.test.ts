import { describe, expect, test } from 'vitest';
import { displayDocumentNumber, filingGaps, titleOnOneLine } from '../../shared/items/fields.ts';
import { opennessText, parseOpenness } from '../../shared/items/openness.ts';
import { askAboutSecrecy, mentionsMark, parseSecrecy, secrecyText } from '../../shared/items/secrecy.ts';
import { Term } from '../../shared/retention/retention.ts';
import { carriesMark } from '../../shared/sync/marks.ts';

describe('secrecy 密级', () => {
  test.each<[string, number, string]>([
    ['', 0, ''],
    ['无', 0, ''],
    ['公开', 0, ''],
    ['普通', 0, ''],
    ['非密', 0, ''],
    ['一般', 0, ''],
    ['不涉密', 0, ''],
    ['内部', 1, ''],
    ['限制', 1, ''],
    ['国内', 1, ''],
    ['工作秘密', 1, ''],
    ['秘密', 2, ''],
    ['秘密★5年', 2, '5年'],
    ['秘密*10年', 2, '10年'],
    ['机密*10年', 3, '10年'],
    ['机 密 ★ ２０年', 3, '20年'],
    ['绝密★长期', 4, '长期'],
    ['绝密★', 4, ''],
    ['秘密★6个月', 2, '6个月'],
    ['机密(10)', 3, '10年'],
    ['机密（已解密）', 3, ''],
    ['绝密级', 4, ''],
    ['機密★10年', 3, '10年'],
    ['祕\u00ad密', 2, ''],
  ])('[I7] %s is read', (text, secrecy, secrecyTerm) => {
    expect(parseSecrecy(text)).toEqual({ secrecy, secrecyTerm });
  });

  test('[I7] what says nothing of secrecy is left to a person', () => {
    expect(['A', '3', '永久', '开放'].map(parseSecrecy)).toEqual([null, null, null, null]);
  });

  test('secrecy is written as DA/T 18 does', () => {
    expect([secrecyText(0, ''), secrecyText(1, ''), secrecyText(3, '10年'), secrecyText(4, '')]).toEqual(['', '内部', '机密★10年', '绝密']);
  });

  test.each([
    '秘密★5年',
    '关于…的报告 机密☆',
    '绝密*长期',
    '（秘密 ★ 10年）',
    '机密＊20年',
    '秘\u200b密★',
    '绝　密　★',
    '机 密\u200b ＊10年',
    '绝密﹡',
    '秘\u00ad密★',
    '秘密\ufe0f★',
    '祕密★',
    '機密★10年',
    '絕密☆',
    '秘密（★）',
    '机密【★】',
    '秘密✪5年',
    '机密⋆',
    '秘密\u2063★',
    '机\u2028密★',
    '秘密\u180e★',
    '秘\u034f密★',
    '秘密🌟',
    '秘密⭑',
    '秘密✰',
    '机密级★10年',
    '秘\u3164密★',
    '秘密⭐\ufe0f',
    '秘\u0001密✱',
  ])('[I6] %s carries a mark', (text) => expect(mentionsMark(text)).toBe(true));

  test.each(['关于加强保密工作的通知', '秘密', '「秘密」', '商业秘密（二）', '国家秘密载体管理', '机密档案柜采购', '★★★ 重要', '5★', ''])(
    '[I6] %s carries none',
    (text) => expect(mentionsMark(text)).toBe(false),
  );

  test('[I6][S4] what may travel is asked of the same signs, and of a star with a term', () => {
    expect(['秘密\u2063★', '機密（★）', '★10年', '✪ １０ 年', '⭐\ufe0f6个月', '☆十年'].map(carriesMark)).toEqual(Array(6).fill(true));
    expect(['★重要', '十年', '五星★级', '*10年', '关于加强保密工作的通知'].map(carriesMark)).toEqual(Array(5).fill(false));
  });

  test('[I6] bare words ask', () => {
    expect(askAboutSecrecy('关于加强保密工作的通知')).toEqual(['保密']);
    expect(askAboutSecrecy('国家秘 密载体')).toEqual(['秘密']);
    expect(askAboutSecrecy('关于防汛工作的通知')).toEqual([]);
  });
});

describe('openness 开放标识 and other words', () => {
  test('[I8] the spellings of other systems are read', () => {
    const spelled = ['开放', '1', '控制', '控制使用', '划控', '不开放', '延期开放', '3', '', '未审核', '也许'];
    expect(spelled.map(parseOpenness)).toEqual([
      'open',
      'open',
      'restricted',
      'restricted',
      'restricted',
      'restricted',
      'deferred',
      'deferred',
      'unreviewed',
      'unreviewed',
      null,
    ]);
    expect((['open', 'restricted', 'deferred', 'unreviewed'] as const).map((each) => parseOpenness(opennessText(each)))).toEqual([
      'open',
      'restricted',
      'deferred',
      'unreviewed',
    ]);
  });

  test.each([
    ['中发[1980]16号', '中发〔1980〕16号'],
    ['中发（1980）16号', '中发〔1980〕16号'],
    ['中发【1980】16号', '中发〔1980〕16号'],
    ['中发［１９８０］16号', '中发〔1980〕16号'],
    ['中发〔1980〕16号', '中发〔1980〕16号'],
    ['青政(办)[2011]3号', '青政(办)〔2011〕3号'],
    ['12号', '12号'],
    ['青政发(3)号', '青政发(3)号'],
  ])('[I13] 文号 %s is shown as %s', (typed, shown) => expect(displayDocumentNumber(typed)).toBe(shown));

  test('[I14] a title loses its line feeds and nothing else', () => {
    expect(titleOnOneLine('关于“防汛”\r\n  工作的通知（一） \n')).toBe('关于“防汛”工作的通知（一）');
  });

  test('[I15] what filing still needs is named', () => {
    const item = { number: null, title: '通知', date: '', responsible: '', term: Term.parse('Y') };
    expect(filingGaps(item)).toEqual(['number', 'date', 'responsible']);
    expect(filingGaps({ ...item, number: 'Z109-WS·2011-Y-0001', date: '20110503', responsible: '青石乡人民政府' })).toEqual([]);
  });
});
