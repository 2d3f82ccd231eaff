import { linesOf, lineWithTerm, saidTerm } from './scheme-cells.ts';
import { type ClauseNumber, splitNumber } from './scheme-numbers.ts';

/** Lines of a cell that each begin with a number of their own. */
export const listLines = (text: string) => linesOf(text).filter((line) => (splitNumber(line)?.rest ?? '') !== '');

interface Piece {
  readonly text: string;
  readonly term: string;
  readonly number: ClauseNumber | undefined;
}

/** The clauses of one cell: `lead` the clause they divide, '' where they stand for themselves. Undefined where the cell is one clause. */
export function piecesOf(text: string, term: string): { readonly lead: string; readonly children: readonly Piece[] } | undefined {
  const lines = linesOf(text);
  if (lines.length < 2) return undefined;
  const piece = (line: string, said: string, numbered: boolean): Piece => {
    const split = splitNumber(line);
    return split && split.rest !== '' && numbered
      ? { text: split.rest, term: said, number: split }
      : { text: line, term: said, number: undefined };
  };
  const terms = linesOf(term);
  if (terms.length >= 2 && terms.every((each) => saidTerm(each).is === 'term') && lines.length >= terms.length) {
    const from = lines.length - terms.length;
    const all = from === 0 && listLines(text).length === lines.length;
    if (from > 0 || all)
      return { lead: lines.slice(0, from).join('\n'), children: lines.slice(from).map((line, nth) => piece(line, terms[nth] ?? '', true)) };
  }
  if (term === '') {
    const ended = lines.map(lineWithTerm);
    const from = ended.lastIndexOf(undefined) + 1;
    if (lines.length - from >= 2) {
      const children = ended.slice(from).map((each) => piece(each?.text ?? '', each?.term ?? '', true));
      return { lead: lines.slice(0, from).join('\n'), children };
    }
  }
  if (listLines(text).length === lines.length && lines.every((line) => line.length <= 2000))
    return { lead: '', children: lines.map((line) => piece(line, term, true)) };
  return undefined;
}
