/** How exact a date is. */
export type Precision = 'day' | 'month' | 'year' | 'range';

export interface ParsedDate {
  /** As DA/T 18-2022 writes it: `YYYYMMDD`, 00 for unknown parts, `[…]` uncertain, `a-b` a range. */
  readonly date: string;
  /** First and last day it may mean, `YYYYMMDD`. */
  readonly start: string;
  readonly end: string;
  readonly precision: Precision;
  readonly uncertain: boolean;
}

export interface DateHints {
  /** A year it should lie near (年度): decides the century of `11.5.3`. Without it 00–48 are 2000–2048 and 49–99 are 1949–1999. */
  readonly centuryHint?: number;
  /** Read a bare five-digit number as an Excel day number; only when the column is known to be one. */
  readonly excelSerial?: boolean;
}

interface Point {
  readonly year: number;
  /** 0 unknown. */
  readonly month: number;
  readonly day: number;
}

const earliest = 1000;
const latest = 2100;

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();
const digits = (value: number, width: number) => String(value).padStart(width, '0');
const textOf = ({ year, month, day }: Point) => digits(year, 4) + digits(month, 2) + digits(day, 2);

/** [I10] A day that exists, or a month or year with its later parts unknown; null for 20110231 and for a day of an unknown month. */
function point(year: number, month: number, day: number): Point | null {
  if (year < earliest || year > latest || month > 12) return null;
  if (month === 0) return day === 0 ? { year, month, day } : null;
  return day <= 28 || day <= daysIn(year, month) ? { year, month, day } : null;
}

function firstDay({ year, month, day }: Point): string {
  return textOf({ year, month: month || 1, day: day || 1 });
}

function lastDay({ year, month, day }: Point): string {
  const inMonth = month || 12;
  return textOf({ year, month: inMonth, day: day || daysIn(year, inMonth) });
}

/** [I11] The century of a year of two digits. */
function fullYear(two: number, hint: number | undefined): number {
  if (hint === undefined) return two < 49 ? 2000 + two : 1900 + two;
  const near = Math.floor(hint / 100) * 100 + two;
  return [near - 100, near, near + 100].reduce((best, year) => (Math.abs(year - hint) < Math.abs(best - hint) ? year : best));
}

/** `201105`, or `110503` where that is no plausible month, or one much farther from the hint. */
function sixDigits(text: string, hint: number | undefined): Point | null {
  const year = Number(text.slice(0, 4));
  const long = year >= 1800 ? point(year, Number(text.slice(4)), 0) : null;
  const short = point(fullYear(Number(text.slice(0, 2)), hint), Number(text.slice(2, 4)), Number(text.slice(4)));
  if (!long || !short || hint === undefined) return long ?? short;
  return Math.abs(long.year - hint) > 50 && Math.abs(short.year - hint) <= 5 ? short : long;
}

function excelDay(text: string): Point | null {
  const serial = Math.floor(Number(text));
  // Excel counts a 29 February 1900 that never was; below 61 its dates are not to be trusted.
  if (serial < 61 || serial > 73_415) return null;
  const day = new Date(Date.UTC(1899, 11, 30 + serial));
  return point(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
}

/** One date without brackets, in plain digits. */
function parsePoint(text: string, { centuryHint: hint, excelSerial }: DateHints): Point | null {
  if (excelSerial && /^\d{5}(?:\.\d+)?$/.test(text)) return excelDay(text);
  const plain = text.replace(/(?:T|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|\s*[AP]M)?$/i, '').trim();
  if (/^\d{8}$/.test(plain)) return point(Number(plain.slice(0, 4)), Number(plain.slice(4, 6)), Number(plain.slice(6)));
  if (/^\d{6}$/.test(plain)) return sixDigits(plain, hint);
  const parted = /^(\d{4}|\d{2})(?:年(?:(\d{1,2})月(?:份|(\d{1,2})[日号]?)?)?|([-./、\s])\s*(\d{1,2})(?:\4\s*(\d{1,2}))?\.?)?$/.exec(plain);
  if (!parted) return null;
  const [, year = '', monthWord, dayWord, , monthMark, dayMark] = parted;
  const month = monthWord ?? monthMark;
  const day = dayWord ?? dayMark;
  // A bare pair of digits is no year, and `11.5` may be anything.
  if (year.length === 2 && !plain.includes('年') && day === undefined) return null;
  if (day !== undefined && Number(day) === 0 && Number(month) === 0) return point(Number(year), 0, 0);
  return point(year.length === 2 ? fullYear(Number(year), hint) : Number(year), Number(month ?? 0), Number(day ?? 0));
}

const chinese = '〇一二三四五六七八九';
const chineseDigit = (digit: string) => (digit === '' ? '' : String(chinese.indexOf(digit)));

/** 二〇一一年五月三日 → 2011年5月3日, 十一月廿三日 → 11月23日. */
function withoutChineseNumbers(text: string): string {
  return text
    .replace(/[○零Ｏ]/g, '〇')
    .replace(/元年/g, '一年')
    .replaceAll('廿', '二十')
    .replaceAll('卅', '三十')
    .replace(
      /([一二三四五六七八九]?)十([一二三四五六七八九]?)/g,
      (_, tens: string, ones: string) => `${chineseDigit(tens) || '1'}${chineseDigit(ones) || '0'}`,
    )
    .replace(/[〇一二三四五六七八九]/g, chineseDigit);
}

/** Years of the Republic counted from 1912. */
function withoutRepublic(text: string): string {
  return text.replace(/民国(\d{1,2})年/g, (_, year: string) => `${1911 + Number(year)}年`);
}

const brackets = /^[[〔【〈(]\s*(.*?)\s*[\]〕】〉)]$/;
const rangeMark = /\s*(?:至|到|~|--|–|—+|―|−)\s*/;

/**
 * [I9]–[I12] Reads every spelling of domain.md §12.4 and §4: `20110503` `201105` `2011` `2011.5.3` `2011-05-03 00:00:00` `2011年5月3日`
 * `二〇一一年五月三日` `11.5.3` `19990900` `[1999]` `20110101-20111231` `2011.1—2011.12`, full-width too. Null when it is no date,
 * an impossible one, or may be read in two ways.
 */
export function parseDate(text: string, hints: DateHints = {}): ParsedDate | null {
  // The spelling that is kept, and the commonest: what follows would change nothing in it.
  if (/^\d{8}$/.test(text)) return single(parsePoint(text, hints), false);
  let plain = withoutRepublic(
    withoutChineseNumbers(
      text
        .normalize('NFKC')
        .replace(/[\u200b-\u200d\ufeff]/g, '')
        .trim(),
    ),
  );
  plain = plain.replace(/\s*([年月日])\s*/g, '$1').trim();
  const bracketed = brackets.exec(plain);
  const doubtful = /^约|(?:前后|左右|\?)$/.test(plain);
  plain = bracketed?.[1] ?? plain.replace(/^约|(?:前后|左右|\?)$/g, '');
  const uncertain = bracketed !== null || doubtful;

  const range = /^(\d{4}[^-]*)-(\d{4}[^-]*)$/.exec(plain);
  const ends = range ? [range[1] ?? '', range[2] ?? ''] : plain.split(rangeMark);
  if (ends.length === 1) return single(parsePoint(plain, hints), uncertain);
  const [from, to] = ends.map((end) => parsePoint(end.trim(), hints));
  if (ends.length !== 2 || !from || !to || firstDay(from) > lastDay(to)) return null;
  const date = `${textOf(from)}-${textOf(to)}`;
  return { date: shown(date, uncertain), start: firstDay(from), end: lastDay(to), precision: 'range', uncertain };
}

const shown = (date: string, uncertain: boolean) => (uncertain ? `[${date}]` : date);

function single(one: Point | null, uncertain: boolean): ParsedDate | null {
  if (!one) return null;
  const precision = one.day ? 'day' : one.month ? 'month' : 'year';
  return { date: shown(textOf(one), uncertain), start: firstDay(one), end: lastDay(one), precision, uncertain };
}
