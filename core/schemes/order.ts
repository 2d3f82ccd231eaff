import type { CategoryId, ClauseId } from '../../shared/schemes/schemes.ts';
import type { Near } from './near.ts';
import type { Place } from './store.ts';

/** Distance between neighbours where rows are laid out anew; leaves room to put rows between. */
export const step = 1024;
/** Distance that is room enough for a while. */
const roomy = 64;

/** The row at `index` and all rows below it in the tree: how many. */
export function blockLength(rows: readonly Place[], index: number): number {
  const depth = rows[index]?.depth ?? 0;
  let end = index + 1;
  while (end < rows.length && (rows[end]?.depth ?? 0) > depth) end += 1;
  return end - index;
}

/** Rows that move together: a row that is named and all rows below it. */
export type Block = readonly [Place, ...Place[]];

/** The named rows with the rows below them, in table order; a named row below another named row goes with that one. */
export function blocksOf(rows: readonly Place[], named: ReadonlySet<ClauseId>): Block[] {
  const blocks: Block[] = [];
  for (let index = 0; index < rows.length; ) {
    const row = rows[index] as Place;
    const length = named.has(row.id) ? blockLength(rows, index) : 1;
    if (named.has(row.id)) blocks.push(rows.slice(index, index + length) as unknown as Block);
    index += length;
  }
  return blocks;
}

/** [E1] Where in a category's rows a row goes that is put below `parentId` and after its sibling `afterId`: an index, or undefined if there is no such place. */
export function placeFor(rows: readonly Place[], parentId: ClauseId | null, afterId: ClauseId | null): number | undefined {
  const parent = parentId === null ? -1 : rows.findIndex((row) => row.id === parentId);
  if (parentId !== null && parent < 0) return undefined;
  if (afterId === null) return parent + 1;
  const after = rows.findIndex((row) => row.id === afterId && row.parentId === parentId);
  return after < 0 ? undefined : after + blockLength(rows, after);
}

/** A block put below another row: its own depths follow. */
export function hungBelow(block: readonly Place[], categoryId: CategoryId, parent: Place | null): Place[] {
  const [head] = block;
  const deeper = (parent ? parent.depth + 1 : 0) - (head?.depth ?? 0);
  return block.map((row) => ({
    ...row,
    categoryId,
    depth: row.depth + deeper,
    parentId: row === head ? (parent?.id ?? null) : row.parentId,
  }));
}

/**
 * The rows with a block put in at `index`: positions strictly grow. Where there is no room, as few of the rows around as make room are laid
 * out anew with the block: writing row after row at one place never touches the whole table. Undefined where that takes rows of which
 * `near` does not know all.
 */
export function laidOut(near: Near, staying: readonly Place[], index: number, block: readonly Place[]): Place[] | undefined {
  const isWhole = staying.map((row) => near.whole.has(row.id));
  const first = isWhole.indexOf(true);
  const known = first < 0 ? { from: index, to: index } : { from: first, to: isWhole.lastIndexOf(true) + 1 };
  for (let reach = 0; ; reach = reach * 2 + 1) {
    const from = near.first ? Math.max(known.from, index - reach) : index - reach;
    const to = near.last ? Math.min(known.to, index + reach) : index + reach;
    if ((from <= known.from && !near.first) || (to >= known.to && !near.last)) return undefined;
    const around = [...staying.slice(from, index), ...block, ...staying.slice(index, to)];
    const before = (from > known.from ? staying[from - 1]?.position : undefined) ?? 0;
    const behind = (to < known.to ? staying[to]?.position : undefined) ?? before + step * (around.length + 1);
    const gap = Math.floor((behind - before) / (around.length + 1));
    // The more rows are laid out, the more room is made, so that it is not soon done again.
    if (gap <= Math.min(reach, roomy) && (from > known.from || to < known.to)) continue;
    return [...staying.slice(0, from), ...around.map((row, nth) => at(row, before + gap * (nth + 1))), ...staying.slice(to)];
  }
}

function at(row: Place, position: number): Place {
  return row.position === position ? row : { ...row, position };
}
