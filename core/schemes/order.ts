import type { CategoryId, Clause, ClauseId } from '../../shared/schemes/schemes.ts';

/** Distance between neighbours where rows are laid out anew; leaves room to put rows between. */
export const step = 1024;

/** The row at `index` and all rows below it in the tree: how many. */
export function blockLength(rows: readonly Clause[], index: number): number {
  const depth = rows[index]?.depth ?? 0;
  let end = index + 1;
  while (end < rows.length && (rows[end]?.depth ?? 0) > depth) end += 1;
  return end - index;
}

/** Rows that move together: a row that is named and all rows below it. */
export type Block = readonly [Clause, ...Clause[]];

/** The named rows with the rows below them, in table order; a named row below another named row goes with that one. */
export function blocksOf(rows: readonly Clause[], named: ReadonlySet<ClauseId>): Block[] {
  const blocks: Block[] = [];
  for (let index = 0; index < rows.length; ) {
    const row = rows[index] as Clause;
    const length = named.has(row.id) ? blockLength(rows, index) : 1;
    if (named.has(row.id)) blocks.push(rows.slice(index, index + length) as unknown as Block);
    index += length;
  }
  return blocks;
}

/** [E1] Where in a category's rows a row goes that is put below `parentId` and after its sibling `afterId`: an index, or undefined if there is no such place. */
export function placeFor(rows: readonly Clause[], parentId: ClauseId | null, afterId: ClauseId | null): number | undefined {
  const parent = parentId === null ? -1 : rows.findIndex((row) => row.id === parentId);
  if (parentId !== null && parent < 0) return undefined;
  if (afterId === null) return parent + 1;
  const after = rows.findIndex((row) => row.id === afterId && row.parentId === parentId);
  return after < 0 ? undefined : after + blockLength(rows, after);
}

/** A block put below another row: its own depths follow. */
export function hungBelow(block: readonly Clause[], categoryId: CategoryId, parent: Clause | null): Clause[] {
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
 * The rows with a block put in at `index`: positions strictly grow, and only the block's own change where there is room;
 * otherwise all are laid out anew.
 */
export function laidOut(rows: readonly Clause[], index: number, block: readonly Clause[]): Clause[] {
  const previous = rows[index - 1]?.position ?? 0;
  const next = rows[index]?.position;
  const gap = next === undefined ? step : Math.floor((next - previous) / (block.length + 1));
  if (gap >= 1)
    return [...rows.slice(0, index), ...block.map((row, nth) => ({ ...row, position: previous + gap * (nth + 1) })), ...rows.slice(index)];
  return [...rows.slice(0, index), ...block, ...rows.slice(index)].map((row, nth) =>
    row.position === step * (nth + 1) ? row : { ...row, position: step * (nth + 1) },
  );
}
