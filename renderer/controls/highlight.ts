import { normalise } from '../../shared/search/normalise.ts';

/** A piece of a text, and whether a word of the query was found in it. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** Parts a text into pieces found and not found. Found as search finds (case, width, brackets and dashes alike); shown as it stands. */
export function piecesOf(text: string, words: readonly string[]): Piece[] {
  const marked = marksOf(text, words);
  const pieces: Piece[] = [];
  let at = 0;
  for (const character of text) {
    const hit = marked[at] ?? false;
    const before = pieces.at(-1);
    if (before?.hit === hit) pieces[pieces.length - 1] = { text: before.text + character, hit };
    else pieces.push({ text: character, hit });
    at += 1;
  }
  return pieces;
}

/** Whether any word of the query occurs in a text. */
export function isFoundIn(text: string, words: readonly string[]): boolean {
  const plain = normalise(text);
  return words.some((word) => plain.includes(word));
}

/** For each character of the text, whether it belongs to an occurrence. One character may be several when normalised, or none. */
function marksOf(text: string, words: readonly string[]): boolean[] {
  const characters = Array.from(text);
  let plain = '';
  const origin: number[] = [];
  characters.forEach((character, index) => {
    for (const unit of normalise(character).split('')) {
      plain += unit;
      origin.push(index);
    }
  });
  const marked = characters.map(() => false);
  for (const word of words) {
    if (word === '') continue;
    for (let found = plain.indexOf(word); found !== -1; found = plain.indexOf(word, found + 1))
      for (let unit = found; unit < found + word.length; unit += 1) marked[origin[unit] as number] = true;
  }
  return marked;
}
