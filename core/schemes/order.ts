import type { Clause, ClauseId } from '../../shared/schemes/schemes.ts';

/** Distance between neighbours where rows are laid out anew; leaves room to put rows between. */
export const step = 1024;

/** The row at `index` and all rows below it in the tree: how many. */
export function blockLength(rows: readonly Clause[], index: number): number {
  const depth = rows[index]?.depth ?? 0;
  let end = index + 1;
  while (end < rows.length && (rows[end]?.depth ?? 0) > depth) end += 1;
  return end - index;
}

/** [E1] Where in a category's rows a row goes that is put below `parentId` and after its sibling `afterId`: an index, or undefined if there is no such place. */
export function placeFor(rows: readonly Clause[], parentId: ClauseId | null, afterId: ClauseId | null): number | undefined {
  const parent = parentId === null ? -1 : rows.findIndex((row) => row.id === parentId);
  if (parentId !== null && parent < 0) return undefined;
  if (afterId === null) return parent + 1;
  const after = rows.findIndex((row) => row.id === afterId && row.parentId === parentId);
  return after < 0 ? undefined : after + blockLength(rows, after);
}

/**
 * The rows with a block put in at `index`: positions strictly grow, and only the block's own change where there is room;
 * otherwise all are laid out anew. Answers every row whose position changed and every row of the block.
 */
export function laidOut(rows: readonly Clause[], index: number, block: readonly Clause[]): Clause[] {
  const previous = rows[index - 1]?.position ?? 0;
  const next = rows[index]?.position;
  const gap = next === undefined ? step : Math.floor((next - previous) / (block.length + 1));
  if (gap >= 1) return block.map((row, nth) => ({ ...row, position: previous + gap * (nth + 1) }));
  const isOfBlock = new Set(block.map((row) => row.id));
  return [...rows.slice(0, index), ...block, ...rows.slice(index)]
    .map((row, nth) => ({ row, position: step * (nth + 1) }))
    .filter(({ row, position }) => row.position !== position || isOfBlock.has(row.id))
    .map(({ row, position }) => ({ ...row, position }));
}
