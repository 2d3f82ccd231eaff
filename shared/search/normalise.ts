/** Signs the hand at a keyboard cannot be asked to tell apart: brackets of 文号, dashes and dots of 档号, quotation marks. */
const alike: ReadonlyMap<string, string> = new Map(
  [
    ['(', '[〔【〖'],
    [')', ']〕】〗'],
    ['-', '‐‒–—―−'],
    ['·', '•・‧∙⋅'],
    ['"', '“”„‟'],
    ["'", '‘’‚‛'],
  ].flatMap(([plain = '', signs = '']) => [...signs].map((sign): [string, string] => [sign, plain])),
);

/** Variation selectors and zero-width signs: they choose a shape or nothing at all, never another character. */
const unseen = /\p{Variation_Selector}|[\u00ad\u200b-\u200f\u2060\ufeff]/u;

/** What cannot be part of a word. */
const blank = /[\s\p{Cc}]/u;

/** Characters that stand for themselves; most of any title. */
const changing = /[^\u4e00-\u9fff0-9a-z《》、，。：；·() -]/gu;

const folded = new Map<string, string>();

function foldedOne(character: string): string {
  const known = folded.get(character);
  if (known !== undefined) return known;
  let result = '';
  for (const part of character.normalize('NFKD').toLowerCase()) {
    if (unseen.test(part)) continue;
    result += blank.test(part) ? ' ' : (alike.get(part) ?? part);
  }
  folded.set(character, result);
  return result;
}

/**
 * Text as search compares it [S2]: full-width as half-width and every compatibility form as its plain one (NFKD), letters without
 * case, brackets, dashes, dots and quotation marks alike, all blanks and control characters as a space.
 * Character by character, so that `normalise(a + b)` is `normalise(a) + normalise(b)`: what occurs in a text still does afterwards.
 */
export function normalise(text: string): string {
  return text.toWellFormed().replace(changing, foldedOne);
}

/** The words of a query, normalised; without repetitions and without words that another word contains [S3]. */
export function wordsOf(query: string): string[] {
  const words = [...new Set(normalise(query).split(' '))].filter((word) => word !== '');
  return words.filter((word) => !words.some((other) => other !== word && other.includes(word)));
}

/** Whether every word occurs in a record's normalised text; a word has no blanks, so it never reaches over two fields. */
export function occursIn(normalised: string, words: readonly string[]): boolean {
  return words.every((word) => normalised.includes(word));
}
