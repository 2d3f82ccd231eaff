import { Term } from './retention.ts';

/** How 保管期限 is written inside a 档号: `code` Y/D30 · `legacy` Y/C/D · `digits` Y/30. */
export type TermStyle = 'code' | 'legacy' | 'digits';

/** The vocabulary in force since 2006-12-18: 永久 · 30年 · 10年. */
export const usualTerms: readonly Term[] = ['Y', 'D30', 'D10'].map((term) => Term.parse(term));

/** The last 年度 a record of which may bear 长期 or 短期. */
export const lastLegacyYear = 2006;

const permanent = Term.parse('Y');
const long = Term.parse('long');
const short = Term.parse('short');

const spelled: ReadonlyMap<string, Term> = new Map([
  ...['永久', '永', '永久保存', '永久保管', 'y', 'yj', 'permanent'].map((word) => [word, permanent] as const),
  ...['长期', '长', '长期保存', '长期保管', 'c', 'cq', 'long', 'long-term'].map((word) => [word, long] as const),
  // A `D` alone is legacy 短期; only `D` with a number is 定期.
  ...['短期', '短', '短期保存', '短期保管', 'd', 'dq', 'short', 'short-term'].map((word) => [word, short] as const),
]);

const chineseDigits = '零一二三四五六七八九';

/** 一 … 九十九, also 三〇, 卅 and 廿; NaN when it is none. */
function chineseNumber(text: string): number {
  const plain = text.replace('廿', '二十').replace('卅', '三十').replaceAll('〇', '零').replaceAll('两', '二');
  const tens = /^([一二三四五六七八九]?)十([一二三四五六七八九]?)$/.exec(plain);
  if (tens) return (tens[1] ? chineseDigits.indexOf(tens[1]) : 1) * 10 + (tens[2] ? chineseDigits.indexOf(tens[2]) : 0);
  return /^[零一二三四五六七八九]{1,2}$/.test(plain)
    ? Number([...plain].map((digit) => chineseDigits.indexOf(digit)).join(''))
    : Number.NaN;
}

function fixedTerm(years: number): Term | null {
  return Number.isInteger(years) && years >= 1 && years <= 99 ? Term.parse(`D${years}`) : null;
}

/** [R1][R2] One spelling without brackets, lower case, without spaces. */
function parsePlain(text: string): Term | null {
  const word = spelled.get(text);
  if (word) return word;
  const bare = /^0*(\d{2})(?:\.0+)?$/.exec(text);
  if (bare) return fixedTerm(Number(bare[1]));
  const marked =
    /^(?:(?:保管|保存)?(?:定期|d)(?:保管|保存)?|保管|保存)0*(\d{1,2})(?:年|years?)?$/.exec(text) ??
    /^0*(\d{1,2})(?:年|years?)(?:期)?$/.exec(text);
  if (marked) return fixedTerm(Number(marked[1]));
  const chinese = /^(?:定期|保管|保存|d)?([〇零一二两三四五六七八九十廿卅]{1,3})年$/.exec(text);
  return chinese ? fixedTerm(chineseNumber(chinese[1] ?? '')) : null;
}

/**
 * [R1][R2] Reads any spelling of 保管期限 met in catalogues: 永久 永 Y YJ · 30年 定期30年 定期（30年） D30 30 三十年 · 长期 长 C · 短期 短 D.
 * Full-width characters, spaces and case do not matter. Null when it is none of them, or says two different things.
 */
export function parseTerm(text: string): Term | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200d\ufeff]/g, '')
    .toLowerCase();
  const bracketed = /^([^()[\]【】〔〕]+)[([【〔]([^()[\]【】〔〕]+)[)\]】〕]$/.exec(plain);
  if (!bracketed) return parsePlain(plain);
  const [, outside = '', inside = ''] = bracketed;
  if (outside === '定期') return parsePlain(`定期${inside}`);
  const said = parsePlain(outside);
  return said === parsePlain(inside) ? said : null;
}

/** The years of a fixed term; null for 永久, 长期 and 短期. */
export function termYears(term: Term): number | null {
  return term.startsWith('D') ? Number(term.slice(1)) : null;
}

/** 长期 or 短期, the vocabulary before 2006-12-18. */
export function isLegacyTerm(term: Term): boolean {
  return term === long || term === short;
}

/** [R3] 长期 and 短期 may stand on a record whose 年度 is 2006 or earlier, and on no other. Any other term may stand anywhere. */
export function termFitsYear(term: Term, year: number): boolean {
  return !isLegacyTerm(term) || year <= lastLegacyYear;
}

/** The term as people say it: 永久, 30年, 长期 — or permanent, 30 years, long-term. */
export function termWords(term: Term, language: 'zh-CN' | 'en' = 'zh-CN'): string {
  const years = termYears(term);
  if (language === 'en')
    return years === null
      ? ({ Y: 'permanent', long: 'long-term', short: 'short-term' }[term as string] ?? term)
      : `${years} year${years === 1 ? '' : 's'}`;
  return years === null ? ({ Y: '永久', long: '长期', short: '短期' }[term as string] ?? term) : `${years}年`;
}

/** [R4] The term inside a 档号. 长期 and 短期 are C and D in every style; 定期 is D30, or 30 where digits are wanted. */
export function termCode(term: Term, style: TermStyle = 'code'): string {
  if (term === long) return 'C';
  if (term === short) return 'D';
  return style === 'digits' && term !== permanent ? term.slice(1) : term;
}
