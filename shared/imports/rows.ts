import type { Organ } from '../fonds/fonds.ts';
import { parseDate } from '../items/date.ts';
import { titleOnOneLine } from '../items/fields.ts';
import type { Openness } from '../items/items.ts';
import { parseOpenness } from '../items/openness.ts';
import { askAboutSecrecy, classifiedFrom, isBareLevel, mentionsMark, parseSecrecy } from '../items/secrecy.ts';
import { normaliseSeparators } from '../numbering/compose.ts';
import type { Term } from '../retention/retention.ts';
import { parseTerm, termFitsYear } from '../retention/terms.ts';
import { categoryCode } from '../schemes/code.ts';
import { guessColumns, isSubtotal, normalHeader, repeatsHeader, repeatsPageTop } from './headers.ts';
import type { ImportField, RowReason } from './imports.ts';

/** What the columns of a file mean and what its rows are checked against. */
export interface RowPlan {
  /** Field of each column. */
  readonly fields: readonly ImportField[];
  readonly normalHeaders: readonly string[];
  /** Cells of the rows above the header (title, name of the unit), as `normalHeader` writes them; they come again on every printed page. */
  readonly preamble: readonly string[];
  /** Columns whose header says 密级, whatever they were mapped to: nobody can turn the gate off by leaving a column out. */
  readonly secrecyColumns: readonly number[];
  /** Cells of the header row in a file of text; a longer row has slipped. Null in a sheet. */
  readonly width: number | null;
  readonly defaults: { readonly year: number | null; readonly term: Term | null; readonly category: string };
  readonly fondsCode: string;
  readonly organs: readonly Organ[];
  /** Only a 涉密单机 takes 秘密 and above. */
  readonly takesClassified: boolean;
  readonly latestYear: number;
}

/** A row as fields of an item. What the file does not say is blank. */
export interface RowFields {
  readonly category: string;
  readonly year: number;
  readonly term: Term | null;
  readonly clauseNo: string;
  readonly organCode: string;
  readonly organ: string;
  readonly catalogue: string;
  readonly volume: string;
  readonly serial: number | null;
  readonly number: string;
  readonly responsible: string;
  readonly documentNumber: string;
  readonly title: string;
  readonly date: string;
  readonly dateGiven: string;
  readonly secrecy: number;
  readonly secrecyTerm: string;
  readonly openness: Openness;
  readonly pages: number | null;
  readonly box: string;
  readonly remark: string;
}

export interface RowNote {
  readonly reason: RowReason;
  readonly field: ImportField | null;
  readonly value: string;
}

export type CheckedRow =
  | { readonly kind: 'skipped'; readonly reason: RowReason }
  | { readonly kind: 'rejected'; readonly notes: readonly RowNote[] }
  /** `given`: the fields the row has a filled cell for. */
  | {
      readonly kind: 'taken';
      readonly fields: RowFields;
      readonly given: ReadonlySet<keyof RowFields>;
      readonly notes: readonly RowNote[];
    };

const longest = {
  number: 80,
  category: 20,
  clauseNo: 40,
  organ: 60,
  organCode: 20,
  catalogue: 20,
  volume: 20,
  responsible: 300,
  documentNumber: 120,
  title: 2000,
  box: 20,
  remark: 2000,
  date: 60,
} as const;

/** Cells longer than this are no cell of a catalogue. */
const longestCell = 10_000;
const mostCells = 200;

const categories: ReadonlyMap<string, string> = new Map([
  ['文书', 'WS'],
  ['科技', 'KJ'],
  ['人事', 'RS'],
  ['会计', 'KU'],
  ['专业', 'ZY'],
  ['照片', 'ZP'],
  ['录音', 'LY'],
  ['录像', 'LX'],
  ['业务数据', 'SJ'],
  ['公务电子邮件', 'YJ'],
  ['网页信息', 'WY'],
  ['社交媒体', 'MT'],
  ['实物', 'SW'],
]);

/** The plan for a header and what the columns were said to be. */
export function planOf(
  headers: readonly string[],
  fields: readonly ImportField[],
  rest: Omit<RowPlan, 'fields' | 'normalHeaders' | 'secrecyColumns'>,
): RowPlan {
  const guessed = guessColumns(headers, []);
  return {
    ...rest,
    fields,
    normalHeaders: headers.map(normalHeader),
    secrecyColumns: guessed
      .filter(({ field, header }) => field === 'secrecy' || /密级|密等|等级/.test(normalHeader(header)))
      .map(({ index }) => index),
  };
}

const tidy = (text: string) =>
  /[\s\p{Cc}\u200b-\u200d\ufeff]/u.test(text)
    ? text
        .replace(/\s*[\r\n\u2028\u2029]+\s*/g, '')
        .replace(/[\p{Cc}\u200b-\u200d\ufeff]/gu, ' ')
        .trim()
    : text;
const plain = (text: string) => text.normalize('NFKC').trim();

/** [M7] Whether a row bears 秘密 or above: in a 密级 column, as a cell that says nothing but a level, or by a mark such as 秘密★10年 in any cell. */
export function bearsSecrecy(cells: readonly string[], secrecyColumns: readonly number[]): boolean {
  for (let index = 0; index < cells.length; index += 1) {
    const cell = cells[index] ?? '';
    if (!cell.includes('密')) continue;
    if (mentionsMark(cell) || isBareLevel(cell)) return true;
    if (secrecyColumns.includes(index) && (parseSecrecy(cell)?.secrecy ?? 0) >= classifiedFrom) return true;
  }
  return false;
}

/** Reads 年度: 2011, ２０１１, 2011年, 2011年度, 二〇一一年. Null when it is no year. */
export function parseYear(text: string, latest: number): number | null {
  const bare = plain(text).replace(/年度$/, '年');
  const year = /^\d{4}(?:\.0+)?$/.test(bare) ? Number(bare) : Number(yearOf(bare));
  return Number.isInteger(year) && year >= 1000 && year <= latest ? year : null;
}

function yearOf(text: string): string {
  const date = parseDate(text);
  return date?.precision === 'year' && !date.uncertain ? date.start.slice(0, 4) : '';
}

/**
 * [M7]–[M13] What one row says: skipped (blank, repeated header, subtotal), rejected with every reason, or fields with notes. Pure; the
 * same row gives the same answer always. Of a classified row the answer holds nothing but that.
 */
export function checkRow(cells: readonly string[], plan: RowPlan): CheckedRow {
  if (cells.every((cell) => cell.trim() === '')) return { kind: 'skipped', reason: 'blank' };
  if (!plan.takesClassified && bearsSecrecy(cells, plan.secrecyColumns))
    return { kind: 'rejected', notes: [{ reason: 'classified', field: null, value: '' }] };
  if (repeatsHeader(cells, plan.normalHeaders) || repeatsPageTop(cells, plan.preamble))
    return { kind: 'skipped', reason: 'repeated-header' };
  if (isSubtotal(cells)) return { kind: 'skipped', reason: 'subtotal' };

  const notes: RowNote[] = [];
  const problems: RowNote[] = [];
  const reject = (reason: RowReason, field: ImportField | null, value: string) =>
    problems.push({ reason, field, value: value.slice(0, 200) });
  const note = (reason: RowReason, field: ImportField | null, value: string) => notes.push({ reason, field, value: value.slice(0, 200) });

  if (cells.length > mostCells || (plan.width !== null && cells.slice(plan.width).some((cell) => cell.trim() !== ''))) {
    reject('too-many-cells', null, cells.slice(plan.width ?? mostCells).find((cell) => cell.trim() !== '') ?? '');
    return { kind: 'rejected', notes: problems };
  }
  const said = gather(cells, plan.fields);
  const given = new Set<keyof RowFields>();
  const of = (field: ImportField): string => said.get(field) ?? '';
  for (const [field, value] of said) {
    const most = (longest as { readonly [field: string]: number })[field] ?? 200;
    if (value.length > Math.min(most, longestCell)) reject('too-long', field, value);
  }
  const text = (field: Extract<ImportField, keyof RowFields>): string => {
    const value = of(field);
    if (value !== '') given.add(field);
    return value;
  };

  if (of('fondsCode') !== '' && normaliseSeparators(of('fondsCode')).toUpperCase() !== normaliseSeparators(plan.fondsCode).toUpperCase())
    reject('other-fonds', 'fondsCode', of('fondsCode'));

  const title = titleOnOneLine(text('title'));
  if (title === '') reject('no-title', 'title', '');
  else if (!plan.takesClassified && askAboutSecrecy(title).length > 0) note('maybe-classified', 'title', title);

  // A year the row does not say comes from the default, else from its date; a number is never parsed for it.
  const yearText = text('year');
  const yearSaid = yearText === '' ? plan.defaults.year : parseYear(yearText, plan.latestYear);
  if (yearText !== '' && yearSaid === null) reject('bad-year', 'year', yearText);
  const dateText = text('date');
  const date = dateText === '' ? null : parseDate(dateText, yearSaid === null ? {} : { centuryHint: yearSaid });
  if (dateText !== '' && !date) reject('bad-date', 'date', dateText);
  const year = yearSaid ?? (yearText === '' && date ? Number(date.start.slice(0, 4)) : null);
  if (year === null && yearText === '' && (date || dateText === '')) reject('no-year', 'year', '');
  if (date && yearSaid !== null && (Number(date.start.slice(0, 4)) > yearSaid || Number(date.end.slice(0, 4)) < yearSaid))
    note('date-outside-year', 'date', dateText);

  const termText = text('term');
  const term = termText === '' ? plan.defaults.term : parseTerm(termText);
  if (termText !== '' && term === null) reject('bad-term', 'term', termText);
  else if (term === null) note('no-term', 'term', '');
  else if (year !== null && !termFitsYear(term, year)) reject('legacy-term-too-late', 'term', termText);

  const secrecyText = text('secrecy');
  const secrecy = parseSecrecy(secrecyText);
  if (!secrecy) reject('bad-secrecy', 'secrecy', secrecyText);

  const opennessText = of('openness');
  const openness = parseOpenness(opennessText);
  if (openness === null) note('bad-openness', 'openness', opennessText);
  else if (opennessText !== '') given.add('openness');

  const pagesText = text('pages');
  const pages = /^(\d{1,6})(?:\.0+)?(?:页|张|P)?$/i.exec(plain(pagesText));
  if (pagesText !== '' && !pages) reject('bad-pages', 'pages', pagesText);

  const serialText = of('serial');
  const serial = /^第?0*([1-9]\d{0,7})(?:\.0+)?[件号]?$/.exec(plain(serialText));
  if (serialText !== '' && !serial) note('bad-serial', 'serial', serialText);
  else if (serial) given.add('serial');

  const organText = text('organ');
  const organCodeText = text('organCode');
  const organ = plan.organs.find(
    ({ code, name }) => name === organText || code === organText || (organText === '' && code === organCodeText),
  );
  const categoryText = plain(text('category')).replace(/档案$/, '');
  const category = categoryText === '' ? plan.defaults.category : (categories.get(categoryText) ?? categoryCode(categoryText));
  if (category.length > longest.category) reject('too-long', 'category', categoryText);

  if (problems.length > 0 || year === null || !secrecy) return { kind: 'rejected', notes: problems };
  return {
    kind: 'taken',
    given,
    notes,
    fields: {
      category,
      year,
      term,
      clauseNo: plain(text('clauseNo')),
      organCode: organCodeText || (organ?.code ?? ''),
      organ: organ?.name ?? organText,
      catalogue: text('catalogue'),
      volume: text('volume'),
      serial: serial ? Number(serial[1]) : null,
      number: text('number'),
      responsible: text('responsible'),
      documentNumber: text('documentNumber'),
      title,
      date: date?.date ?? '',
      dateGiven: date && date.date !== dateText ? dateText : '',
      secrecy: secrecy.secrecy,
      secrecyTerm: secrecy.secrecyTerm,
      openness: openness ?? 'unreviewed',
      pages: pages ? Number(pages[1]) : null,
      box: text('box'),
      remark: text('remark'),
    },
  };
}

/** The filled cells by field. Two columns of a date (起始, 终止) are a range; several of 备注 are one text; else the first counts. */
function gather(cells: readonly string[], fields: readonly ImportField[]): Map<ImportField, string> {
  const said = new Map<ImportField, string>();
  for (let index = 0; index < fields.length; index += 1) {
    const field = fields[index];
    if (field === undefined || field === 'ignore') continue;
    const raw = cells[index] ?? '';
    const value = field === 'title' ? raw.trim() : tidy(raw);
    if (value === '') continue;
    const before = said.get(field);
    if (before === undefined) said.set(field, value);
    else if (field === 'date' && before !== value) said.set(field, `${before}至${value}`);
    else if (field === 'remark' && before !== value) said.set(field, `${before}；${value}`);
  }
  return said;
}
