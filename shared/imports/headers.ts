import type { ImportColumn, ImportField } from './imports.ts';

/** One row of the table of headers: a field, its Chinese names and its names in DBF files (pinyin initials). */
export interface HeaderNames {
  readonly field: ImportField;
  readonly names: readonly string[];
  readonly pinyin: readonly string[];
}

/**
 * The headers met in the field, as data (names without spaces and brackets). Fields that have no place in a record of Lantai
 * are named too, as `ignore`, so that they are known and not guessed at.
 */
export const headerTable: readonly HeaderNames[] = [
  { field: 'number', names: ['档号', '档案号', '室编档号', '文件档号', '归档号', '档案编号', '件档号'], pinyin: ['DH', 'ARCHCODE'] },
  { field: 'ignore', names: ['馆编档号', '馆藏档号', '现档号', '案卷档号', '参见号', '互见号'], pinyin: ['GDH', 'AJDH'] },
  { field: 'fondsCode', names: ['全宗号', '全宗', '全宗编号', '立档单位代码'], pinyin: ['QZH'] },
  { field: 'ignore', names: ['全宗名称', '立档单位', '单位名称', '立档单位名称'], pinyin: ['QZMC'] },
  { field: 'category', names: ['门类', '门类代码', '一级门类', '档案门类', '档案类型'], pinyin: ['ML', 'MLDM'] },
  { field: 'catalogue', names: ['目录号', '案卷目录号'], pinyin: ['MLH'] },
  { field: 'volume', names: ['案卷号', '卷号', '册号', '室编案卷号'], pinyin: ['AJH'] },
  { field: 'serial', names: ['件号', '室编件号', '顺序号', '卷内顺序号', '卷内序号', '流水号', '文件流水号'], pinyin: ['JH', 'SXH'] },
  { field: 'ignore', names: ['序号', '行号', 'NO', '馆编件号'], pinyin: ['XH'] },
  {
    field: 'title',
    names: ['题名', '文件题名', '标题', '文件标题', '正题名', '案卷题名', '文件材料题名', '材料题名', '文件名称', '文件题名标题', '内容'],
    pinyin: ['TM', 'WJTM', 'AJTM'],
  },
  {
    field: 'responsible',
    names: ['责任者', '文件责任者', '作者', '发文单位', '发文机关', '形成单位', '制发单位', '立卷单位', '署名', '来文单位'],
    pinyin: ['ZRZ', 'RZZ'],
  },
  {
    field: 'documentNumber',
    names: ['文号', '文件编号', '发文字号', '文件字号', '字号', '原文号', '合同编号', '文件文号', '文号合同编码/登记薄代码'],
    pinyin: ['WH', 'WJBH', 'FWZH'],
  },
  {
    field: 'date',
    names: [
      '日期',
      '成文日期',
      '文件日期',
      '形成日期',
      '形成时间',
      '文件时间',
      '时间',
      '发文日期',
      '成文时间',
      '起止日期',
      '起止年月',
      '起始日期',
      '终止日期',
      '起始年度',
      '终止年度',
      '起始年月',
      '终止年月',
    ],
    pinyin: ['RQ', 'WJRQ', 'CWRQ', 'QSRQ', 'ZZRQ'],
  },
  { field: 'year', names: ['年度', '归档年度', '所属年度', '年份', '形成年度', '档案年度'], pinyin: ['ND'] },
  { field: 'term', names: ['保管期限', '期限', '保管年限', '保管日期', '保存期限'], pinyin: ['BGQX'] },
  { field: 'clauseNo', names: ['条款号', '归档范围条款号', '条款'], pinyin: ['TKH'] },
  { field: 'secrecy', names: ['密级', '秘密等级', '涉密等级', '文件密级'], pinyin: ['MJ'] },
  { field: 'ignore', names: ['保密期限', '密期', '定密依据'], pinyin: ['BMQX'] },
  { field: 'pages', names: ['页数', '张数', '总页数', '页', '文件页数', '每份页数'], pinyin: ['YS'] },
  { field: 'ignore', names: ['页号', '页次', '页码', '起止页', '起页', '起止页号'], pinyin: ['YH'] },
  { field: 'ignore', names: ['件数', '文件数', '份数', '文件总数'], pinyin: ['JS'] },
  {
    field: 'organ',
    names: ['机构或问题', '机构问题', '机构', '问题', '部门', '科室', '归档部门', '归档机构', '机构/问题', '责任部门'],
    pinyin: ['JGWT', 'BM'],
  },
  { field: 'organCode', names: ['机构代码', '问题代码', '机构或问题代码', '机构问题代码', '部门代码'], pinyin: ['JGDM'] },
  { field: 'ignore', names: ['分类号', '类别号', '类目', '实体分类号', '类别'], pinyin: ['FLH'] },
  { field: 'box', names: ['盒号', '盒', '档案盒号'], pinyin: ['HH'] },
  { field: 'ignore', names: ['存放位置', '库位', '柜架', '排架号', '密集架', '存储位置'], pinyin: ['CFWZ'] },
  { field: 'openness', names: ['开放标识', '开放状态', '控制标识', '划控', '开放审核', '开放意见'], pinyin: ['KFZT', 'KZBS'] },
  { field: 'ignore', names: ['公开属性', '政府信息属性', '公开类别', '载体类型', '载体'], pinyin: ['GKSX', 'ZTLX'] },
  { field: 'ignore', names: ['全文', '附件', '原文', '电子文件名', '路径', '图像', '挂接'], pinyin: ['WJLJ', 'YWLJ'] },
  { field: 'ignore', names: ['主题词', '关键词', '文种', '人名', '稿本', '主送', '抄送'], pinyin: ['ZTC', 'WZ'] },
  { field: 'remark', names: ['备注', '附注', '说明', '备考'], pinyin: ['BZ', 'FZ'] },
  // Written by Lantai itself into the list of rejected rows.
  { field: 'ignore', names: ['原行号', '未导入原因'], pinyin: [] },
];

/** Headers that say nothing by themselves; their values decide. 文件编号 is 文号 in DA/T 18, but holds numbers of items in some lists. */
const ambiguous: ReadonlySet<string> = new Set(['编号', '序号', '类别', '文件编号', 'WJH', 'NO', '号', '流水号']);

const byName: ReadonlyMap<string, ImportField> = new Map(
  headerTable.flatMap(({ field, names, pinyin }) => [...names, ...pinyin].map((name) => [normalHeader(name), field] as const)),
);

/** [M1] A header without what people put into it to make it look well: spaces, line breaks, brackets, colons; half-width, upper case. */
export function normalHeader(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200d\ufeff()[\]{}【】〔〕〈〉《》"'“”‘’.:：*、_·-]/g, '')
    .toUpperCase();
}

/** Whether the text is a header of the table, ambiguous ones included. */
export function isHeader(text: string): boolean {
  const normal = normalHeader(text);
  return byName.has(normal) || ambiguous.has(normal) || bracketless(text) !== null;
}

/** 责任者（发文单位）: what stands before the bracket, where that is a header and the whole is not. */
function bracketless(text: string): ImportField | null {
  const before = /^([^(（[【〔]+)[(（[【〔]/.exec(text.trim())?.[1];
  return before === undefined ? null : (byName.get(normalHeader(before)) ?? null);
}

/** How many rows from the top a header may stand: title rows, the unit's name, the year and term of a 卷内目录. */
export const longestPreamble = 30;

/**
 * [M2] Finds the header row: the one of the first 30 with the most cells that are headers, at least two (or one, 题名, in a
 * file of one column); the first of equals. -1 where there is none.
 */
export function findHeaderRow(rows: readonly (readonly string[])[]): number {
  let best = -1;
  let most = 0;
  rows.slice(0, longestPreamble).forEach((cells, index) => {
    const known = new Set(cells.filter((cell) => cell !== '' && isHeader(cell)).map(normalHeader)).size;
    const filled = cells.filter((cell) => cell.trim() !== '').length;
    const enough = known >= 2 || (known === 1 && filled === 1 && cells.some((cell) => byName.get(normalHeader(cell)) === 'title'));
    if (enough && known > most) {
      best = index;
      most = known;
    }
  });
  return best;
}

const sayNumbers = (samples: readonly string[]) => samples.map((text) => text.normalize('NFKC').trim()).filter((text) => text !== '');
const mostly = (values: readonly string[], test: (value: string) => boolean) =>
  values.length > 0 && values.filter(test).length >= Math.ceil(values.length * 0.8);

/** 青政发〔2011〕3号 and the like. */
const looksLikeDocumentNumber = (text: string) => /[〔[(【]?\d{4}[〕\])】]?\s*(?:第?\s*\d+\s*号|-\d+)|字.*\d+号|^\d+号$/.test(text);
/** Z109-WS·2011-Y-BGS-0001, 230-QQ0309-0001-001. */
const looksLikeNumber = (text: string) => /^[A-Z]?\d{1,4}-[^\s]+-\d{1,5}$/i.test(text) || /^[A-Z]\d{3}-[^\s]+/i.test(text);
const looksLikeSerial = (text: string) => /^\d{1,6}$/.test(text);
const looksLikeCategory = (text: string) =>
  /^(?:WS|KJ|RS|KU|ZY|ZP|LY|LX|SJ|YJ|WY|MT|SW|文书|科技|人事|会计|专业|照片|录音|录像|实物)(?:·.*|档案)?$/i.test(text);

/** [M3] What an ambiguous header means, by its values; null where they do not say either. */
function sniff(header: string, samples: readonly string[], has: (field: ImportField) => boolean): ImportField | null {
  const values = sayNumbers(samples);
  if (header === '类别') return mostly(values, looksLikeCategory) ? 'category' : has('organ') ? 'ignore' : 'organ';
  if (mostly(values, looksLikeNumber)) return has('number') ? 'ignore' : 'number';
  if (mostly(values, looksLikeDocumentNumber)) return has('documentNumber') ? 'ignore' : 'documentNumber';
  if (mostly(values, looksLikeSerial)) {
    // 1, 2, 3 … from the top is the line of the list, whatever it is called; it is the 件号 only if nothing else is and it is padded.
    const counts = values.every((value, index) => Number(value) === Number(values[0]) + index);
    const padded = values.some((value) => /^0\d/.test(value));
    if (header === '文件编号' || header === 'WJH') return has('serial') ? 'ignore' : 'serial';
    if (header === '流水号') return has('serial') ? 'ignore' : 'serial';
    return !has('serial') && padded && counts ? 'serial' : 'ignore';
  }
  return null;
}

/**
 * [M1][M3] The columns of a file: field by the table of headers, by the values where the header is ambiguous, else `ignore`.
 * A field is filled by one column; 日期 by two (起始 and 终止), 备注 by several.
 */
export function guessColumns(headers: readonly string[], samples: readonly (readonly string[])[]): ImportColumn[] {
  const normal = headers.map(normalHeader);
  const samplesOf = (index: number) =>
    samples
      .map((row) => row[index] ?? '')
      .filter((value) => value !== '')
      .slice(0, 20);
  const fields: (ImportField | null)[] = normal.map((header, index) =>
    ambiguous.has(header) ? null : (byName.get(header) ?? bracketless(headers[index] ?? '') ?? null),
  );
  const because = fields.map((field): ImportColumn['because'] => (field === null ? 'unknown' : 'header'));
  const filled = new Map<ImportField, number>();
  fields.forEach((field, index) => {
    if (field === null || field === 'ignore') return;
    const times = (filled.get(field) ?? 0) + 1;
    const most = field === 'date' ? 2 : field === 'remark' ? 20 : 1;
    if (times > most) fields[index] = 'ignore';
    else filled.set(field, times);
  });
  const has = (field: ImportField) => filled.has(field);
  normal.forEach((header, index) => {
    if (!ambiguous.has(header)) return;
    const field = sniff(header, samplesOf(index), has);
    const named = byName.get(header);
    const chosen = field ?? (named && !has(named) ? named : 'ignore');
    fields[index] = chosen;
    because[index] = field ? 'values' : named ? 'header' : 'unknown';
    if (chosen !== 'ignore') filled.set(chosen, 1);
  });
  return headers.map((header, index) => ({
    index,
    header: header.replace(/[\r\n]+/g, ''),
    field: fields[index] ?? 'ignore',
    because: because[index] ?? 'unknown',
    samples: samplesOf(index).slice(0, 5),
  }));
}

/** [M4] A page header repeated down the list: every filled cell says what the header above it says. */
export function repeatsHeader(cells: readonly string[], normalHeaders: readonly string[]): boolean {
  let same = 0;
  for (let index = 0; index < cells.length; index += 1) {
    const cell = cells[index] ?? '';
    if (cell === '') continue;
    if (normalHeader(cell) !== normalHeaders[index]) return false;
    same += 1;
  }
  return same >= 2 || (same === 1 && normalHeaders.filter((header) => header !== '').length === 1);
}

/** [M4] The title of the page come again (also with 续), or 第3页 共40页. */
export function repeatsPageTop(cells: readonly string[], preamble: readonly string[]): boolean {
  return cells.every((cell) => {
    const plain = normalHeader(cell).replace(/续表?$/, '');
    return plain === '' || preamble.includes(plain) || /^第\d+页(?:共\d+页)?$/.test(plain);
  });
}

/** [M4] 合计, 小计, 本页小计, 总计, 累计 in a row that carries hardly anything else: numbers and marks, no title of its own. */
export function isSubtotal(cells: readonly string[]): boolean {
  const written = cells.filter((cell) => cell.trim() !== '');
  if (written.length === 0 || written.length > 6) return false;
  const filled = written.map((cell) => cell.normalize('NFKC').replace(/\s/g, ''));
  const says = filled.filter((cell) =>
    /^(?:本页|本卷|本年|全年|以上|[一二三四五六七八九十\d]+年?)?(?:合计|小计|总计|累计|共计)[::]?(?:[\d.]+(?:件|页|卷|张|盒)?[,、;]?)*$/.test(
      cell,
    ),
  );
  if (says.length === 0) return false;
  return filled.every((cell) => says.includes(cell) || /^[\d.,]+(?:件|页|卷|张|盒)?$/.test(cell));
}
