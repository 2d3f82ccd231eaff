import { parseTerm } from '../retention/terms.ts';
import { normalHeader } from './headers.ts';
import type { SchemeColumn, SchemeField } from './scheme.ts';
import { levelColumns } from './scheme-levels.ts';
import { readNumberCell, splitNumber } from './scheme-numbers.ts';

/** Headers met over the columns of a 三合一 table, without spaces and brackets. */
const headerNames: readonly (readonly [SchemeField, readonly string[]])[] = [
  ['no', ['条款号', '条目号', '条号', '编号', '条款编号', '条款序号', '类目号', '类目编号', '分类号', '层级号', '号']],
  [
    'text',
    [
      '条款',
      '归档范围',
      '条款归档范围',
      '归档范围条款',
      '文件材料归档范围',
      '归档文件材料',
      '归档文件范围',
      '归档内容',
      '文件材料',
      '文件材料名称',
      '归档材料名称',
      '材料名称',
      '文件名称',
      '档案名称',
      '主要内容',
      '主要归档内容',
      '条款内容',
      '内容',
      '归档范围及内容',
      '文件材料范围',
      '归档文件材料范围',
      '名称',
    ],
  ],
  ['detail', ['分项', '细目', '具体内容', '价值', '重要程度']],
  ['term', ['保管期限', '期限', '保管年限', '保存期限', '保管期', '保存年限', '文书档案保管期限']],
  ['disposition', ['处置', '归档与否', '是否归档', '处置方式', '归档']],
  ['category', ['门类', '门类名称', '档案门类', '一级门类', '档案类别', '分类方案']],
  ['code', ['门类代码', '门类号', '类别代码', '门类编码']],
  [
    'heading',
    ['类别', '类目', '二级类目', '一级类目', '类目名称', '属类', '分类', '类项', '分类名称', '问题', '机构问题', '二级类别', '一级类别'],
  ],
  [
    'department',
    ['责任部门', '归档部门', '责任处室', '责任科室', '归档责任部门', '形成部门', '承办部门', '部门', '科室', '责任单位', '归档单位'],
  ],
  ['secrecy', ['默认密级', '密级']],
  ['openness', ['默认开放', '开放意见', '开放标识', '开放与否', '是否开放', '开放审核意见']],
  ['duty', ['法定内容']],
  ['remark', ['备注', '附注', '说明', '备考', '归档时间', '公开属性', '归档要求']],
  ['source', ['出处']],
  ['checked', ['已核对']],
  ['depth', ['层级']],
  ['ignore', ['序号', '行号', 'NO', '页码', '页次']],
];
const fieldOf: ReadonlyMap<string, SchemeField> = new Map(
  headerNames.flatMap(([field, names]) => names.map((name) => [name, field] as const)),
);

/** The field a header names; undefined where it names none. A term (永久, 30年) heads a column of ticks. */
export function fieldByHeader(text: string): SchemeField | undefined {
  const normal = normalHeader(text);
  if (normal === '') return undefined;
  const known = fieldOf.get(normal);
  if (known) return known;
  if (parseTerm(text) !== null && /[年期永久]/.test(normal)) return 'tick';
  const before = /^([^(（[【〔\n]+)[(（[【〔\n]/.exec(text.trim())?.[1];
  return before === undefined ? undefined : fieldOf.get(normalHeader(before));
}

/** Whether a row is the header of a table: two kinds of column at least, one of them the clause, and hardly anything else. */
export function isHeaderRow(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  const fields = filled.map(fieldByHeader).filter((field) => field !== undefined);
  const kinds = new Set(fields);
  return (
    kinds.size >= 2 &&
    fields.length * 2 >= filled.length &&
    (kinds.has('text') || kinds.has('no') || kinds.has('heading')) &&
    filled.every((cell) => cell.length <= 40)
  );
}

/** Whether a row only goes on with the header above it (门类 | 类别 below 分类方案; 永久 | 30年 | 10年 below 保管期限). */
export function continuesHeader(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return filled.length > 0 && filled.every((cell) => fieldByHeader(cell) !== undefined);
}

/** The header of two rows as one: the lower where it says a known thing, else the upper. */
export function joinHeaders(upper: readonly string[], lower: readonly string[]): string[] {
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, index) => {
    const below = lower[index] ?? '';
    return below.trim() !== '' && fieldByHeader(below) !== undefined ? below : upper[index] || below;
  });
}

const share = (values: readonly string[], test: (value: string) => boolean) =>
  values.length === 0 ? 0 : values.filter(test).length / values.length;

/** What the columns of a table are, by header, by neighbour, by values. One column a field, but several of 备注 and of ticks. */
export function guessSchemeColumns(headers: readonly string[], rows: readonly (readonly string[])[]): SchemeColumn[] {
  const width = Math.max(headers.length, ...rows.slice(0, 200).map((cells) => cells.length));
  const samplesOf = (index: number) =>
    rows
      .slice(0, 200)
      .map((cells) => (cells[index] ?? '').trim())
      .filter((cell) => cell !== '');
  const columns = Array.from({ length: width }, (_, index): SchemeColumn => {
    const header = (headers[index] ?? '').replace(/\s*\n\s*/g, '');
    const field = fieldByHeader(headers[index] ?? '');
    return { index, header, field: field ?? 'ignore', because: field ? 'header' : 'unknown', samples: samplesOf(index).slice(0, 5) };
  });
  const has = (field: SchemeField) => columns.some((column) => column.field === field);
  const set = (column: SchemeColumn | undefined, field: SchemeField, because: SchemeColumn['because']) => {
    if (!column) return;
    column.field = field;
    column.because = because;
  };
  const levels = has('no') ? undefined : levelColumns(columns, samplesOf);
  for (const column of levels ?? []) set(column, 'no', 'values');
  // The same header twice: of 归档范围 the second is the value (重要的); of others the first counts.
  const seen = new Set<SchemeField>();
  for (const column of columns) {
    if (levels?.includes(column)) continue;
    if (column.field === 'ignore' || column.field === 'remark' || column.field === 'tick' || column.field === 'heading') continue;
    if (seen.has(column.field))
      set(column, column.field === 'text' && !seen.has('detail') ? 'detail' : column.field === 'category' ? 'heading' : 'ignore', 'beside');
    seen.add(column.field);
  }
  const isNumber = (cell: string) =>
    readNumberCell(cell, false).is === 'number' &&
    (splitNumber(cell)?.rest ?? '') === '' &&
    cell.length <= 12 &&
    /[\d０-９一二三四五六七八九十①-⑳]/.test(cell);
  // A column without header beside 分类方案 or 归档范围 belongs to it: both were one wide cell.
  columns.forEach((column, index) => {
    const before = columns[index - 1];
    if (column.header !== '' || samplesOf(index).length === 0 || !before || headers.length === 0) return;
    if (before.field === 'category' && !has('heading')) set(column, 'heading', 'beside');
    else if (before.field === 'text' && !has('detail') && share(samplesOf(index), (cell) => parseTerm(cell) !== null) < 0.5)
      set(column, 'detail', 'beside');
  });
  // 序号 is the number of the clause where nothing else is: neither another column nor what the clauses begin with.
  if (!has('no')) {
    const text = columns.find(({ field }) => field === 'text');
    const inText = text ? share(samplesOf(text.index), (cell) => (splitNumber(cell)?.rest ?? '') !== '') : 0;
    const counted = columns.find(({ header, index }) => /^(?:序号|NO)$/.test(normalHeader(header)) && samplesOf(index).length > 0);
    if (inText < 0.5) set(counted, 'no', 'values');
  }
  const free = () => columns.filter(({ field, because }) => field === 'ignore' && because === 'unknown');
  if (!has('term') && !has('tick'))
    set(
      free().find(
        ({ index }) =>
          samplesOf(index).length > 1 && share(samplesOf(index), (cell) => parseTerm(cell) !== null && !/^\d+$/.test(cell)) > 0.6,
      ),
      'term',
      'values',
    );
  if (!has('no'))
    set(
      free().find(({ index }) => samplesOf(index).length > 1 && share(samplesOf(index), isNumber) > 0.6),
      'no',
      'values',
    );
  if (!has('text')) {
    const length = (index: number) => samplesOf(index).reduce((sum, cell) => sum + (cell.match(/\p{Script=Han}/gu)?.length ?? 0), 0);
    const longest = free().sort((a, b) => length(b.index) - length(a.index))[0];
    if (longest && length(longest.index) > 0) set(longest, 'text', 'values');
  }
  return columns;
}

/** Whether columns can be read as a 三合一 table: a clause, and a number or a term beside or within it. */
export function isSchemeTable(columns: readonly SchemeColumn[], rows: readonly (readonly string[])[]): boolean {
  const text = columns.find(({ field }) => field === 'text');
  if (!text) return false;
  if (columns.some(({ field }) => field === 'term' || field === 'tick' || field === 'disposition')) return true;
  const cells = rows.map((row) => row[text.index] ?? '').filter((cell) => cell.trim() !== '');
  return share(cells, (cell) => termAtEnd(cell) !== undefined) > 0.3;
}

/** A term in brackets at the end of a clause: 会议记录（永久）. */
export function termAtEnd(text: string): { readonly text: string; readonly term: string } | undefined {
  const found = /^([\s\S]*\S)\s*[（(【[〔]\s*([^（）()【】[\]〔〕]{1,12})\s*[）)】\]〕]\s*[。；;，,.]?\s*$/.exec(text.trim());
  if (!found || parseTerm(found[2] ?? '') === null || /^\d+$/.test(found[2] ?? '')) return undefined;
  return { text: found[1] ?? '', term: found[2] ?? '' };
}

/** Whether a row could be one of a table with these columns: a number where numbers stand, a term where terms do. */
export function fitsColumns(columns: readonly SchemeColumn[], cells: readonly string[]): boolean {
  const cell = (field: SchemeField) => (cells[columns.find((column) => column.field === field)?.index ?? -1] ?? '').trim();
  const no = readNumberCell(cell('no'), false);
  return !(no.is === 'number' && no.kind === 'other') || cell('term') === '' || parseTerm(cell('term')) !== null;
}
