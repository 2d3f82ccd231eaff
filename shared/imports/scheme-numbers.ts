import { chineseCount } from './scheme-count.ts';

/**
 * How a 条款号 counts: dec 1 · 1.1 · 9a, cn 一, cnp （一）, decp （1）, decr 1）, circ ①, article 第一条; other: anything else somebody wrote.
 */
export type NumberKind = 'article' | 'cn' | 'cnp' | 'dec' | 'decp' | 'decr' | 'circ' | 'other';

/** Which kinds stand below which in Chinese documents (GB/T 9704): 一 · （一） · 1 · （1） · 1） · ①. */
export const rankOf: { readonly [K in NumberKind]: number } = { article: 0, cn: 1, cnp: 2, dec: 3, other: 3, decp: 4, decr: 5, circ: 6 };

export interface ClauseNumber {
  readonly no: string;
  readonly kind: NumberKind;
}

const cn = '一二三四五六七八九十百〇零';
const halfDigits = (text: string) =>
  text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)).replace(/[．。·・‧﹒]/g, '.');

/** Patterns of a number that stands before its text; what follows it is the last group. */
const leading: readonly (readonly [RegExp, (found: string) => ClauseNumber])[] = [
  [
    /^([0-9０-９]{1,3}(?:\s?[.．。·・‧﹒]\s?[0-9０-９]{1,4})+[a-zA-Z]?)(?:[.．、:：]|\s)*(?![0-9０-９.．万亿元年月日个%％倍])([\s\S]*)$/,
    (no) => ({ no: halfDigits(no).replace(/\s/g, ''), kind: 'dec' }),
  ],
  [/^([0-9０-９]{1,3}[a-zA-Z]?)\s*[.．、:：]\s*(?![0-9０-９])([\s\S]*)$/, (no) => ({ no: halfDigits(no), kind: 'dec' })],
  [/^([0-9０-９]{1,3}[a-zA-Z]?)[\s\u3000]+(?![\d０-９])([\s\S]*)$/, (no) => ({ no: halfDigits(no), kind: 'dec' })],
  [new RegExp(`^([${cn}]{1,5})\\s*[、.．，,:：]\\s*([\\s\\S]*)$`), (no) => ({ no, kind: 'cn' })],
  [new RegExp(`^([${cn}]{1,5})[\\s\\u3000]+([\\s\\S]*)$`), (no) => ({ no, kind: 'cn' })],
  [new RegExp(`^[（(]\\s*([${cn}]{1,5})\\s*[）)][、.．]?\\s*([\\s\\S]*)$`), (no) => ({ no: `（${no}）`, kind: 'cnp' })],
  [/^[（(]\s*([0-9０-９]{1,3})\s*[）)][、.．]?\s*([\s\S]*)$/, (no) => ({ no: `（${halfDigits(no)}）`, kind: 'decp' })],
  [/^([⑴-⒇])\s*([\s\S]*)$/, (no) => ({ no: `（${(no.codePointAt(0) ?? 0) - 0x2473}）`, kind: 'decp' })],
  [/^([⒈-⒛])\s*([\s\S]*)$/, (no) => ({ no: String((no.codePointAt(0) ?? 0) - 0x2487), kind: 'dec' })],
  [/^([0-9０-９]{1,3})\s*[）)]\s*([\s\S]*)$/, (no) => ({ no: `${halfDigits(no)}）`, kind: 'decr' })],
  [/^([①-⑳㉑-㉟])[、.．]?\s*([\s\S]*)$/, (no) => ({ no, kind: 'circ' })],
  [new RegExp(`^(第[${cn}0-9０-９]{1,5}[条章节款项类])[、:：]?\\s*([\\s\\S]*)$`), (no) => ({ no, kind: 'article' })],
];

/** The number a text begins with, and the text behind it; undefined where it begins with none. */
export function splitNumber(text: string): (ClauseNumber & { readonly rest: string; readonly written: string }) | undefined {
  const trimmed = text.trim();
  for (const [pattern, make] of leading) {
    const found = pattern.exec(trimmed);
    if (!found) continue;
    const rest = (found[2] ?? '').trim();
    return { ...make(found[1] ?? ''), rest, written: trimmed.slice(0, trimmed.length - (found[2] ?? '').length).trim() };
  }
  return undefined;
}

/** What stands in a cell of 条款号. `date`: Excel made a date of it; its month and day (and two digits of the year) are what was typed. */
export type NumberCell =
  | (ClauseNumber & { readonly is: 'number'; readonly rest: string })
  | { readonly is: 'date'; readonly readings: readonly string[] }
  | { readonly is: 'none' };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The number a date was before Excel took it for one: 1月2日 → 1.2; 2001-02-03 also 1.2.3. Undefined where the text is no date. */
function dateReadings(text: string, isDate: boolean): string[] | undefined {
  const day = /^(\d{1,2})月(\d{1,2})日?$/.exec(text);
  if (day) return [`${Number(day[1])}.${Number(day[2])}`];
  const english = /^(?:(\d{1,2})-([a-z]{3})|([a-z]{3})-(\d{1,2}))$/i.exec(text);
  const month = english && months.indexOf((english[2] ?? english[3] ?? '').toLowerCase()) + 1;
  if (english && month) return [`${month}.${Number(english[1] ?? english[4])}`];
  const whole =
    /^(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?(?: 0:00(?::00)?)?$/.exec(text) ?? (isDate ? /^(\d{4})(\d{2})(\d{2})$/.exec(text) : null);
  if (!whole) return undefined;
  const [year, m, d] = whole.slice(1).map(Number) as [number, number, number];
  const short = `${m}.${d}`;
  return year % 100 >= 1 && year % 100 <= 31 ? [short, `${year % 100}.${m}.${d}`] : [short];
}

/** Reads a cell of 条款号. */
export function readNumberCell(cell: string, isDate: boolean): NumberCell {
  const text = cell.trim();
  if (text === '' || /^[-—–/、.]+$/.test(text)) return { is: 'none' };
  const readings = dateReadings(text, isDate);
  if (readings) return { is: 'date', readings };
  const plain = halfDigits(text.replace(/[\s\u3000]/g, ''));
  const decimal = /^(\d{1,4}(?:[.,，、\-–—_]\d{1,4})*[a-zA-Z]?)[.,、]?$/.exec(plain);
  // 1.1-1.3 is no number but several.
  const isRange = /\./.test(plain.replace(/\.$/, '')) && /[-–—]/.test(plain);
  if (decimal && isRange) return { is: 'number', no: plain, kind: 'other', rest: '' };
  if (decimal) return { is: 'number', no: (decimal[1] ?? '').replace(/[,，、\-–—_]/g, '.'), kind: 'dec', rest: '' };
  if (new RegExp(`^[${cn}]{1,5}$`).test(plain)) return { is: 'number', no: plain, kind: 'cn', rest: '' };
  const split = splitNumber(text);
  if (split) return { is: 'number', no: split.no, kind: split.kind, rest: split.rest };
  return { is: 'number', no: text, kind: 'other', rest: '' };
}

const circled = (count: number) => (count >= 1 && count <= 20 ? String.fromCodePoint(0x245f + count) : String(count));

/** The count a number ends with: 1.10 → 10, （二） → 2; undefined where it counts in no way known. */
export function countOf({ no, kind }: ClauseNumber): number | undefined {
  if (kind === 'dec') return Number(/(\d+)[a-zA-Z]?$/.exec(no)?.[1] ?? Number.NaN) || undefined;
  if (kind === 'decp' || kind === 'decr') return Number(/\d+/.exec(no)?.[0]) || undefined;
  if (kind === 'circ') return (no.codePointAt(0) ?? 0) - 0x245f;
  if (kind !== 'cn' && kind !== 'cnp') return undefined;
  const bare = no.replace(/[（）]/g, '');
  for (let count = 1; count < 200; count += 1) if (chineseCount(count) === bare) return count;
  return undefined;
}

/** The number that follows one, counted the same way; undefined where it counts in no way known. */
export function numberAfter(number: ClauseNumber, by = 1): ClauseNumber | undefined {
  const count = countOf(number);
  if (count === undefined) return undefined;
  const { kind, no } = number;
  if (kind === 'dec') return { kind, no: no.replace(/\d+[a-zA-Z]?$/, String(count + by)) };
  if (kind === 'decp') return { kind, no: `（${count + by}）` };
  if (kind === 'decr') return { kind, no: `${count + by}）` };
  if (kind === 'circ') return { kind, no: circled(count + by) };
  return { kind, no: kind === 'cn' ? chineseCount(count + by) : `（${chineseCount(count + by)}）` };
}

/** The first number below a row: 1.2 → 1.2.1, 一 → （一）, （一） → 1, （1） → ①. */
export function firstBelow(parent: ClauseNumber | undefined): ClauseNumber {
  if (!parent) return { no: '1', kind: 'dec' };
  if (parent.kind === 'dec') return { no: `${parent.no}.1`, kind: 'dec' };
  if (parent.kind === 'cn' || parent.kind === 'article') return { no: '（一）', kind: 'cnp' };
  if (parent.kind === 'decp' || parent.kind === 'decr') return { no: '①', kind: 'circ' };
  return { no: parent.kind === 'other' ? `${parent.no}.1`.slice(0, 20) : '1', kind: 'dec' };
}
