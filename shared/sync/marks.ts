import { mentionsMark, mentionsStarWithTerm } from '../items/secrecy.ts';

/** Whether a text carries a mark of classification (rulings 14): 秘密★, 机密★10年, ★10年. A bare word is no mark. */
export function carriesMark(text: string): boolean {
  return mentionsMark(text) || mentionsStarWithTerm(text);
}
