import type { Clause, NumberStyle, Renumbering } from './schemes.ts';

/** As long as a 条款号 may be. */
export const longestNumber = 20;

const digits = '零一二三四五六七八九';

/** 1 一 · 10 十 · 21 二十一 · 105 一百零五; from 10 000 on in figures. */
export function chineseCount(count: number): string {
  const places = [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const;
  if (count > 9999) return String(count);
  let written = '';
  let rest = count;
  let skipped = false;
  for (const [size, word] of places) {
    const digit = Math.floor(rest / size);
    rest %= size;
    if (digit === 0) {
      skipped = written !== '' && rest > 0;
      continue;
    }
    written += `${skipped ? '零' : ''}${digit === 1 && size === 10 && written === '' ? '' : digits[digit]}${word}`;
    skipped = false;
  }
  return written;
}

/** The number of the `count`th row at a depth: 1.2.3, or 一 · （一） · 1 · （1） and from there on decimal. */
function numberFor(style: NumberStyle, depth: number, count: number, above: string): string {
  if (style === 'decimal') return above === '' ? String(count) : `${above}.${count}`;
  if (depth === 0) return chineseCount(count);
  if (depth === 1) return `（${chineseCount(count)}）`;
  if (depth === 2) return String(count);
  return depth === 3 ? `（${count}）` : `${above}.${count}`;
}

/** [E6] Counts rows (in table order) anew among their siblings, category by category; answers those whose number would change. */
export function renumbered(
  rows: readonly Pick<Clause, 'id' | 'categoryId' | 'parentId' | 'depth' | 'no'>[],
  style: NumberStyle,
): Renumbering[] {
  const counts = new Map<string, number>();
  const numbers = new Map<string, string>();
  const changes: Renumbering[] = [];
  for (const { id, categoryId, parentId, depth, no } of rows) {
    const siblings = parentId ?? categoryId;
    const count = (counts.get(siblings) ?? 0) + 1;
    counts.set(siblings, count);
    const to = numberFor(style, depth, count, parentId === null ? '' : (numbers.get(parentId) ?? ''));
    numbers.set(id, to);
    if (to !== no) changes.push({ clauseId: id, from: no, to });
  }
  return changes;
}
