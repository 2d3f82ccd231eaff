/** Longest piece of text the index knows by itself; longer words are looked up by their pieces and then read. */
export const longestGram = 3;

/** At most so many pieces of a long word are looked up; reading the rows settles the rest. */
const piecesAsked = 8;

/** Every piece of one, two or three characters (code points) of a normalised text; none reaches over a blank. */
export function gramsOf(normalised: string): Set<string> {
  const grams = new Set<string>();
  for (const run of normalised.split(' ')) {
    const characters = Array.from(run);
    for (let start = 0; start < characters.length; start++) {
      let gram = '';
      for (let length = 0; length < longestGram && start + length < characters.length; length++) {
        gram += characters[start + length];
        grams.add(gram);
      }
    }
  }
  return grams;
}

/** Whether the index alone answers for this word. */
export function isShort(word: string): boolean {
  return Array.from(word).length <= longestGram;
}

/** Pieces that any text containing the word has: the word itself when short, else up to eight of its threes. */
export function piecesOf(word: string): string[] {
  const characters = Array.from(word);
  if (characters.length <= longestGram) return [word];
  const starts = characters.length - longestGram + 1;
  const asked = Math.min(starts, piecesAsked);
  const pieces = Array.from({ length: asked }, (_, index) => {
    const start = asked === 1 ? 0 : Math.round((index * (starts - 1)) / (asked - 1));
    return characters.slice(start, start + longestGram).join('');
  });
  return [...new Set(pieces)];
}
