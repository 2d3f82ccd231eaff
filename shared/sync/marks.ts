import { mentionsMark } from '../items/secrecy.ts';

/** A star with a term is a mark even where the word before it was left out: ★10年. */
const starWithTerm = /[★☆]\s*\d{1,3}\s*(?:年|个月)/u;

/** Whether a text carries a mark of classification (rulings 14): 秘密★, 机密★10年, ★10年. A bare word is no mark. */
export function carriesMark(text: string): boolean {
  return mentionsMark(text) || starWithTerm.test(text);
}
