import type { CategoryId, ClauseId } from '../../shared/schemes/schemes.ts';
import type { ReadableDb } from '../db/database.ts';
import { type Place, placeBehind, placeById, placesBefore, placesBelow, placesBetween, placesFrom, placesOfCategory } from './store.ts';

/**
 * Which rows an edit has to know. A table has thousands of rows, most edits are about one: to read them all takes longer than all the rest
 * of the edit. So the few rows that matter are read, in table order; where they turn out not to suffice, all are.
 */

/** Named rows up to which only what is near them is read. */
export const few = 20;
/** How many rows on each side of a place are read for rows put there. */
const around = 64;

/** Some rows of a category in table order, and between which of them no row is left out. */
export interface Near {
  readonly rows: readonly Place[];
  /** The rows around the place where rows are put. */
  readonly whole: ReadonlySet<ClauseId>;
  /** Whether those reach to the first row of the category, and to the last. */
  readonly first: boolean;
  readonly last: boolean;
}

/** All rows of a category. */
export function allRows(db: ReadableDb, categoryId: CategoryId): Near {
  const rows = placesOfCategory(db, categoryId);
  return { rows, whole: new Set(rows.map((row) => row.id)), first: true, last: true };
}

/** Several lots of rows of one category as one, each row once, in table order. */
export function together(...lots: (readonly Place[])[]): Place[] {
  return [...new Map(lots.flat().map((row) => [row.id, row])).values()].sort((a, b) => a.position - b.position);
}

/** A row, all rows below it and the first row behind them: where they end is seen by it. */
export function blockAndNext(db: ReadableDb, head: Place): Place[] {
  return placesBetween(db, head.categoryId, head.position, placeBehind(db, head));
}

/** What indenting has to know: the siblings before the rows, and what stands below those they come below. */
export function nearSiblings(db: ReadableDb, heads: readonly Place[], rows: readonly Place[]): Place[] {
  const named = new Set(heads.map((head) => head.id));
  const found: Place[][] = [[...rows]];
  const seen = new Set<ClauseId | null>();
  for (const { categoryId, parentId } of heads) {
    if (seen.has(parentId)) continue;
    seen.add(parentId);
    const siblings = placesBelow(db, categoryId, parentId);
    found.push(siblings);
    const parents = siblings.filter((row, index) => !named.has(row.id) && named.has(siblings[index + 1]?.id as ClauseId));
    for (const parent of parents) found.push(placesBelow(db, categoryId, parent.id));
  }
  return together(...found);
}

/** What rows put below `parentId` and after its sibling `afterId` have to know: the rows beside them, and the rows before and behind. */
export function nearPlace(
  db: ReadableDb,
  categoryId: CategoryId,
  parentId: ClauseId | null,
  afterId: ClauseId | null,
  rows: readonly Place[] = [],
): Near {
  const parent = parentId === null ? undefined : placeById(db, parentId);
  const after = afterId === null ? undefined : placeById(db, afterId);
  const known = [parent, after].filter((row) => row?.categoryId === categoryId) as Place[];
  const at = after ? (placeBehind(db, after) ?? Number.MAX_SAFE_INTEGER) : parent ? parent.position + 1 : 0;
  const before = placesBefore(db, categoryId, at, around);
  const behind = placesFrom(db, categoryId, at, around);
  return {
    rows: together(rows, known, placesBelow(db, categoryId, parentId), before, behind),
    whole: new Set([...before, ...behind].map((row) => row.id)),
    first: before.length < around,
    last: behind.length < around,
  };
}

/** What outdenting a row has to know: the rows above it, and the place behind the row it stands below. */
export function nearParent(db: ReadableDb, head: Place, rows: readonly Place[]): Near {
  const parent = head.parentId === null ? undefined : placeById(db, head.parentId);
  if (!parent) return { rows, whole: new Set(), first: false, last: false };
  const grandparent = parent.parentId === null ? undefined : placeById(db, parent.parentId);
  return nearPlace(db, parent.categoryId, parent.parentId, parent.id, grandparent ? together(rows, [grandparent]) : rows);
}
