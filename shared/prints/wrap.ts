/** Signs that may not begin a line (行首禁则) and that may not end one (行尾禁则). GB/T 15834. */
const notFirst = new Set([...'，。、；：！？》〉」』】〕）］｝”’…—·%％°,.;:!?)]}》★']);
const notLast = new Set([...'《〈「『【〔（［｛“‘([{']);

/** Letters, digits and what joins them: kept together while they fit a line. */
const joined = /[0-9A-Za-z\u00c0-\u024f_'’.·/+#&@-]/u;

/**
 * Breaks text into lines no wider than `width`. Nothing is added or lost: the lines joined give the text back, a blank at a break
 * stays at the end of its line. A word wider than a line is broken where the line is full.
 */
export function wrap(text: string, width: number, widthOf: (character: string) => number): string[] {
  const characters = Array.from(text);
  const lines: string[] = [];
  let start = 0;
  while (start < characters.length) {
    let end = start;
    let used = 0;
    while (end < characters.length) {
      const next = widthOf(characters[end]!);
      if (used + next > width && end > start && characters[end] !== ' ') break;
      used += next;
      end++;
    }
    if (end < characters.length) end = breakBefore(characters, start, end);
    lines.push(characters.slice(start, end).join(''));
    start = end;
  }
  return lines.length === 0 ? [''] : lines;
}

/** The last place up to `end` where a line may be broken; `end` itself when there is none. */
function breakBefore(characters: readonly string[], start: number, end: number): number {
  for (let place = end; place > start; place--) if (mayBreak(characters[place - 1]!, characters[place]!)) return place;
  return end;
}

function mayBreak(before: string, after: string): boolean {
  if (notFirst.has(after) || notLast.has(before)) return false;
  return !(joined.test(before) && joined.test(after));
}
