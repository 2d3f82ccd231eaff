import { writeFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import type { Balance, RowReason } from '../../shared/imports/imports.ts';

/** What the sample says of one document, in the form Lantai should keep. */
export interface ExpectedItem {
  readonly year: number;
  readonly documentNumber: string;
  readonly responsible: string;
  readonly title: string;
  readonly date: string;
  readonly term: string;
  readonly pages: number;
  readonly organ: string;
}

/** What is in a sample and what an import of it must come to, counted while it was made. */
export interface Sample {
  /** Rows below the header. */
  readonly rows: number;
  readonly expected: Balance;
  /** How often each reason is given, notes included. */
  readonly reasons: { readonly [reason in RowReason]?: number };
  /** Every document that must be in the catalogue afterwards, in the order of the file. */
  readonly items: readonly ExpectedItem[];
  /** 1-based line of the header. */
  readonly headerRow: number;
  /** Titles for the tour to look for. */
  readonly titles: { readonly rare: string; readonly aboutSecrecy: string };
}

/** Even numbers from a fixed seed (mulberry32): the same sample on every machine. */
export function dice(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, one: <T>(choices: readonly T[]): T => choices[below(choices.length)]!, chance: (share: number) => next() < share };
}

type Dice = ReturnType<typeof dice>;

const villages = [
  '下湾村',
  '石桥村',
  '甪里村',
  '㙦家坝村',
  '大垭口村',
  '白沙坝村',
  '新㙦村',
  '柳林村',
  '双河口村',
  '黄桷村',
  '岩背村',
  '垸子村',
];
const people = ['王建国', '李秀英', '张喆', '陈堃', '刘䶮', '赵淼', '周犇', '吴翀', '郑玥', '冯赟'];
const bodies = [
  { organ: '办公室', by: '青石乡人民政府', letters: '青政发' },
  { organ: '党政办', by: '中共青石乡委员会', letters: '青委发' },
  { organ: '财政所', by: '青石乡财政所', letters: '青财' },
  { organ: '民政办', by: '青石乡人民政府', letters: '青政函' },
  { organ: '农业服务中心', by: '青石乡农业服务中心', letters: '青农' },
  { organ: '人大', by: '青石乡人民代表大会主席团', letters: '青人大' },
];
const matters = [
  '春耕生产',
  '防汛抗旱',
  '森林防火',
  '新型农村合作医疗',
  '退耕还林',
  '农村低保动态管理',
  '计划生育',
  '安全生产大检查',
  '土地承包经营权确权登记颁证',
  '村级换届选举',
  '农村危房改造',
  '脱贫攻坚',
  '禽流感防控',
  '义务教育控辍保学',
  '农村道路硬化',
  '人畜饮水工程',
  '综治维稳',
  '档案管理',
  '乡村振兴',
  '人居环境整治',
  '统计年报',
  '征兵',
  '五保供养',
  '城乡居民养老保险',
];
const forms: readonly ((matter: string, village: string, person: string) => string)[] = [
  (matter) => `关于做好${matter}工作的通知`,
  (matter) => `关于印发《青石乡${matter}实施方案》的通知`,
  (matter, village) => `关于${village}${matter}情况的报告`,
  (matter, village) => `关于同意${village}开展${matter}的批复`,
  (matter) => `青石乡${matter}工作总结`,
  (matter, village) => `${village}关于申请${matter}资金的请示`,
  (matter, _village, person) => `关于成立${matter}领导小组（组长：${person}）的通知`,
  (matter, village) => `${village}${matter}花名册`,
];

const fullWidth = (text: string) => text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
const two = (value: number) => String(value).padStart(2, '0');
const chinese = (value: number) => [...String(value)].map((digit) => '〇一二三四五六七八九'[Number(digit)]).join('');
const chineseSmall = (value: number) =>
  value < 10 ? chinese(value) : `${value < 20 ? '' : chinese(Math.floor(value / 10))}十${value % 10 === 0 ? '' : chinese(value % 10)}`;

/** A date in one of the spellings of old lists, and what it means. */
function spelledDate({ below, one }: Dice, year: number): { text: string; date: string } {
  const month = below(12) + 1;
  const day = below(28) + 1;
  const whole = `${year}${two(month)}${two(day)}`;
  const short = two(year % 100);
  return one([
    { text: whole, date: whole },
    { text: whole, date: whole },
    { text: `${year}.${month}.${day}`, date: whole },
    { text: `${year}.${two(month)}.${two(day)}`, date: whole },
    { text: `${year}-${month}-${day}`, date: whole },
    { text: `${year}/${month}/${day}`, date: whole },
    { text: `${year}年${month}月${day}日`, date: whole },
    { text: `${chinese(year)}年${chineseSmall(month)}月${chineseSmall(day)}日`, date: whole },
    { text: `${short}.${month}.${day}`, date: whole },
    { text: fullWidth(whole), date: whole },
    { text: `${year}${two(month)}`, date: `${year}${two(month)}00` },
    { text: `${year}年${month}月`, date: `${year}${two(month)}00` },
    { text: `${year}${two(month)}00`, date: `${year}${two(month)}00` },
    { text: `[${year}]`, date: `[${year}0000]` },
    { text: String(year), date: `${year}0000` },
  ]);
}

function spelledTerm({ one, chance }: Dice, year: number): { text: string; term: string } {
  const permanent = one(['永久', '永久', '永', 'Y', ' 永久 ']);
  if (chance(0.4)) return { text: permanent, term: 'Y' };
  if (year <= 2006)
    return one([
      { text: '长期', term: 'long' },
      { text: '长', term: 'long' },
      { text: 'C', term: 'long' },
      { text: '短期', term: 'short' },
      { text: '短', term: 'short' },
    ]);
  if (chance(0.6)) return { text: one(['30年', '定期30年', 'D30', '３０年', '30', '三十年', '定期（30年）']), term: 'D30' };
  return { text: one(['10年', '定期10年', 'D10', '１０年', '10', '十年']), term: 'D10' };
}

interface Written {
  readonly cells: readonly string[];
  readonly item: ExpectedItem;
}

/** One document of a year that none before it equals. */
function document(roll: Dice, year: number, place: number, seen: Set<string>): Written {
  for (;;) {
    const body = roll.one(bodies);
    const title = roll.one(forms)(roll.one(matters), roll.one(villages), roll.one(people));
    const bracket = roll.one(['〔Y〕', '〔Y〕', '[Y]', '（Y）', '【Y】']).replace('Y', String(year));
    const documentNumber = title.includes('花名册') || title.includes('总结') ? '' : `${body.letters}${bracket}${place + 1}号`;
    const responsible =
      title.includes('请示') || title.includes('花名册') ? `青石乡${title.slice(0, title.indexOf('村') + 1)}村民委员会` : body.by;
    const { text, date } = spelledDate(roll, year);
    const { text: termText, term } = spelledTerm(roll, year);
    const pages = roll.below(40) + 1;
    const identity = `${year} ${documentNumber} ${title} ${date} ${responsible}`;
    if (seen.has(identity)) continue;
    seen.add(identity);
    const yearText = roll.one([String(year), String(year), fullWidth(String(year)), `${year}年`]);
    const pagesText = roll.one([String(pages), String(pages), fullWidth(String(pages)), `${pages}页`]);
    return {
      cells: [
        yearText,
        documentNumber,
        responsible,
        title,
        text,
        roll.one(['', '', '', '无', '公开', '内部']),
        pagesText,
        termText,
        body.organ,
        roll.chance(0.05) ? '复印件' : '',
      ],
      item: { year, documentNumber, responsible, title, date, term, pages, organ: body.organ },
    };
  }
}

const header = ['序 号', '年  度', '文 号', '责 任 者', '题  名', '日  期', '密 级', '页 数', '保管期限', '机构（问题）', '备 注'];
const rare = '关于㙦家坝村刘䶮同志五保供养待遇的批复';
const aboutSecrecy = '关于加强保密工作的通知';

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The list of a township from 2003 to 2023, as twenty years of spreadsheets leave it. */
function make() {
  const roll = dice(20_231_122);
  const seen = new Set<string>();
  const lines: string[] = [];
  const items: ExpectedItem[] = [];
  const reasons: { [reason in RowReason]?: number } = {};
  const counts = { read: 0, new: 0, updated: 0, unchanged: 0, skipped: 0, rejected: 0 };
  const because = (reason: RowReason) => (reasons[reason] = (reasons[reason] ?? 0) + 1);
  const line = (cells: readonly string[]) => lines.push(cells.map(quoted).join(','));
  let place = 0;
  /** 序号, which only counts lines. */
  const nextPlace = () => {
    place += 1;
    return String(place);
  };
  const written: Written[] = [];

  const skipped = (cells: readonly string[], reason: RowReason) => {
    line(cells);
    counts.read += 1;
    counts.skipped += 1;
    because(reason);
  };
  const taken = (document: Written) => {
    line([nextPlace(), ...document.cells]);
    counts.read += 1;
    counts.new += 1;
    items.push(document.item);
    written.push(document);
  };
  const rejected = (cells: readonly string[], ...why: RowReason[]) => {
    line([nextPlace(), ...cells]);
    counts.read += 1;
    counts.rejected += 1;
    why.forEach(because);
  };

  line(['青石乡人民政府归档文件目录（2003—2023年）', ...Array<string>(10).fill('')]);
  line(['全宗名称：青石乡人民政府', '', '', '', '', '', '', '', '立卷人：王芳', '', '']);
  line(header);

  for (let year = 2003; year <= 2023; year += 1) {
    const documents = 96 + roll.below(12);
    let pagesOnSheet = 0;
    for (let number = 0; number < documents; number += 1) {
      const next = document(roll, year, number, seen);
      taken(next);
      pagesOnSheet += next.item.pages;
      if (number % 18 !== 17) continue;
      // The foot of one printed page and the head of the next.
      skipped(['', '', '', '', '本页小计', '', '', String(pagesOnSheet), '', '', ''], 'subtotal');
      pagesOnSheet = 0;
      skipped(Array<string>(11).fill(''), 'blank');
      if (roll.chance(0.5)) skipped(['青石乡人民政府归档文件目录（2003—2023年）', ...Array<string>(10).fill('')], 'repeated-header');
      skipped(header, 'repeated-header');
    }
    // The same row twice, typed on two evenings; only the line of the list differs.
    if (year % 2 === 0) {
      const twice = written[written.length - 3 - roll.below(10)]!;
      skipped([nextPlace(), ...twice.cells], 'repeated-row');
    }
    // A document of the year that was dated in the next one.
    if (year % 5 === 0) {
      const title = `青石乡${year}年度工作总结（补归）`;
      const date = `${year + 1}0115`;
      taken({
        cells: [String(year), '', '青石乡人民政府', title, date, '', '8', '永久', '办公室', ''],
        item: { year, documentNumber: '', responsible: '青石乡人民政府', title, date, term: 'Y', pages: 8, organ: '办公室' },
      });
      because('date-outside-year');
    }
  }

  // Two tables that differ in nothing but their pages are two documents.
  for (const pages of [3, 5])
    taken({
      cells: ['2019', '', '青石乡财政所', '农村经济情况统计表', '2019', '', String(pages), '10年', '财政所', ''],
      item: {
        year: 2019,
        documentNumber: '',
        responsible: '青石乡财政所',
        title: '农村经济情况统计表',
        date: '20190000',
        term: 'D10',
        pages,
        organ: '财政所',
      },
    });
  taken({
    cells: ['2014', '青委发〔2014〕201号', '中共青石乡委员会', aboutSecrecy, '2014.3.12', '', '4', '30年', '党政办', ''],
    item: {
      year: 2014,
      documentNumber: '青委发〔2014〕201号',
      responsible: '中共青石乡委员会',
      title: aboutSecrecy,
      date: '20140312',
      term: 'D30',
      pages: 4,
      organ: '党政办',
    },
  });
  because('maybe-classified');
  taken({
    cells: ['2016', '青政函〔2016〕202号', '青石乡人民政府', rare, '2016年9月1日', '', '2', '永久', '民政办', ''],
    item: {
      year: 2016,
      documentNumber: '青政函〔2016〕202号',
      responsible: '青石乡人民政府',
      title: rare,
      date: '20160901',
      term: 'Y',
      pages: 2,
      organ: '民政办',
    },
  });
  taken({
    cells: ['2008', '', '青石乡人民政府', '灾后重建资金发放表,含附件"领取签字册"', '20081230', '', '66', '永久', '民政办', ''],
    item: {
      year: 2008,
      documentNumber: '',
      responsible: '青石乡人民政府',
      title: '灾后重建资金发放表,含附件"领取签字册"',
      date: '20081230',
      term: 'Y',
      pages: 66,
      organ: '民政办',
    },
  });

  rejected(['2011', '青政发〔2011〕301号', '青石乡人民政府', '', '20110503', '', '2', '永久', '办公室', ''], 'no-title');
  rejected(['年度不详', '', '青石乡人民政府', '关于修建乡敬老院的请示', '', '', '2', '永久', '办公室', ''], 'bad-year');
  rejected(
    ['2011', '青政发〔2011〕302号', '青石乡人民政府', '关于清明节值班的通知', '20110231', '', '2', '10年', '办公室', ''],
    'bad-date',
  );
  rejected(
    ['2012', '青政发〔2012〕303号', '青石乡人民政府', '关于集镇规划的通知', '20120503', '', '2', '长期', '办公室', ''],
    'legacy-term-too-late',
  );
  rejected(
    ['2013', '青政发〔2013〕304号', '青石乡人民政府', '关于通村公路建设的通知', '20130503', '', '若干', '永久', '办公室', ''],
    'bad-pages',
  );
  rejected(['2013', '青政发〔2013〕305号', '青石乡人民政府', '关于征地补偿的通知', '20130504', '', '6', '待定', '办公室', ''], 'bad-term');
  rejected(
    ['2015', '青委发〔2015〕306号', '中共青石乡委员会', '关于某专项工作的报告', '20150608', '秘密★10年', '3', '永久', '党政办', ''],
    'classified',
  );
  // A comma in the title, typed without quotes, pushes the cells to the right.
  lines.push(`${nextPlace()},2017,青政发〔2017〕307号,青石乡人民政府,关于调整林权,水权有关事项的通知,20170601,,2,永久,办公室,复印件`);
  counts.read += 1;
  counts.rejected += 1;
  because('too-many-cells');

  skipped(['', '', '', '', '合计', '', '', String(items.reduce((sum, { pages }) => sum + pages, 0)), '', '', ''], 'subtotal');
  lines.push(',,,,,,,,,,', '');
  return { text: lines.join('\r\n'), counts, reasons, items };
}

/** Writes the sample, a GBK (GB18030) CSV of more than two thousand rows, and answers what an import of it must come to. */
export function writeSample(path: string): Sample {
  const { text, counts, reasons, items } = make();
  writeFileSync(path, iconv.encode(text, 'gb18030'));
  return { rows: counts.read, expected: counts, reasons, items, headerRow: 3, titles: { rare, aboutSecrecy } };
}

/** Writes a small workbook of the year 2024 as a spreadsheet program keeps it: merged title and 年度, true dates, 件号 shown as 0001 by its format. */
export async function writeSampleWorkbook(path: string): Promise<Sample> {
  const roll = dice(7);
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('文件');
  sheet.addRow(['青石乡人民政府2024年归档文件目录']);
  sheet.mergeCells('A1:H1');
  sheet.addRow(['年度', '件号', '文  号', '责任者', '题  名', '文件日期', '页数', '保管期限']);
  const items: ExpectedItem[] = [];
  const seen = new Set<string>();
  for (let number = 0; number < 60; number += 1) {
    const { item } = document(roll, 2024, number, seen);
    const month = roll.below(12);
    const day = roll.below(28) + 1;
    const row = sheet.addRow([
      number === 0 ? 2024 : null,
      number + 1,
      item.documentNumber,
      item.responsible,
      item.title,
      new Date(Date.UTC(2024, month, day)),
      item.pages,
      '永久',
    ]);
    row.getCell(2).numFmt = '0000';
    row.getCell(6).numFmt = 'yyyy"年"m"月"d"日"';
    items.push({ ...item, date: `2024${two(month + 1)}${two(day)}`, term: 'Y', organ: '' });
  }
  sheet.mergeCells('A3:A62');
  book.addWorksheet('说明').addRow(['本表由乡档案室整理']);
  await book.xlsx.writeFile(path);
  return {
    rows: 60,
    items,
    headerRow: 2,
    titles: { rare: '', aboutSecrecy: '' },
    expected: { read: 60, new: 60, updated: 0, unchanged: 0, skipped: 0, rejected: 0 },
    reasons: {},
  };
}
