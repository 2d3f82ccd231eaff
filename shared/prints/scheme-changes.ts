/** A stretch of a text that also stands in the other, or does not. */
export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}

/** Beyond this many comparisons the middle is shown as changed whole. */
const mostCells = 1_000_000;

/**
 * Two versions of a text side by side: the pieces of each joined give it back. What stands in both, in order, is unchanged (longest
 * common subsequence of whole characters); a single character left between two changes counts as changed, so that it reads.
 */
export function changedPieces(from: string, to: string): { readonly from: Piece[]; readonly to: Piece[] } {
  const before = Array.from(from);
  const after = Array.from(to);
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const kept = commonIn(before.slice(start, before.length - end), after.slice(start, after.length - end));
  const islands = kept.filter(([a, b], nth) => {
    const follows = (other: readonly [number, number] | undefined, by: number) => other?.[0] === a + by && other[1] === b + by;
    return follows(kept[nth - 1], -1) || follows(kept[nth + 1], 1);
  });
  const pieces = (characters: readonly string[], places: readonly number[]) => {
    const unchanged = new Set(places.map((place) => place + start));
    return joined(
      characters.map((text, place) => ({ text, changed: !unchanged.has(place) && place >= start && place < characters.length - end })),
    );
  };
  return {
    from: pieces(
      before,
      islands.map(([a]) => a),
    ),
    to: pieces(
      after,
      islands.map(([, b]) => b),
    ),
  };
}

/** Places of a longest common subsequence; none when the texts are too long to be compared. */
function commonIn(before: readonly string[], after: readonly string[]): [number, number][] {
  const width = after.length + 1;
  if (before.length * after.length > mostCells) return [];
  const longest = new Uint16Array((before.length + 1) * width);
  for (let a = before.length - 1; a >= 0; a--)
    for (let b = after.length - 1; b >= 0; b--)
      longest[a * width + b] =
        before[a] === after[b]
          ? longest[(a + 1) * width + b + 1]! + 1
          : Math.max(longest[(a + 1) * width + b]!, longest[a * width + b + 1]!);
  const places: [number, number][] = [];
  for (let a = 0, b = 0; a < before.length && b < after.length; ) {
    if (before[a] === after[b]) places.push([a++, b++]);
    else if (longest[(a + 1) * width + b]! >= longest[a * width + b + 1]!) a++;
    else b++;
  }
  return places;
}

/** Neighbours of one kind as one piece. */
function joined(pieces: readonly Piece[]): Piece[] {
  const whole: { text: string; changed: boolean }[] = [];
  for (const { text, changed } of pieces) {
    const last = whole.at(-1);
    if (last?.changed === changed) last.text += text;
    else whole.push({ text, changed });
  }
  return whole;
}

/** Cuts pieces into the lines their text was broken into: the lines joined are the text of the pieces. */
export function piecesByLine(pieces: readonly Piece[], lines: readonly string[]): Piece[][] {
  let place = 0;
  const marks = pieces.flatMap(({ text, changed }) => Array<boolean>(text.length).fill(changed));
  return lines.map((line) =>
    joined(
      Array.from(line).map((text) => {
        const changed = marks[place] ?? false;
        place += text.length;
        return { text, changed };
      }),
    ),
  );
}
