import { Refusal } from '../../shared/reply.ts';
import { deepest, mostClauses } from '../../shared/schemes/document.ts';
import type { CategoryId, Clause, ClauseId, SchemeId } from '../../shared/schemes/schemes.ts';
import type { ReadableDb } from '../db/database.ts';
import type { Editing } from './edits.ts';
import { knownClause } from './known.ts';
import { allRows, blockAndNext, few, type Near, together } from './near.ts';
import { type Block, blocksOf, placeFor } from './order.ts';
import { categoriesOf, countClauses, type Place, placesOfCategory } from './store.ts';

/** Where the rows of one category stand, in table order. */
export type Places = readonly Place[];

/** Rows somebody named, with the rows below them: blocks in table order, and rows of the categories they stand in. */
export interface Named {
  readonly schemeId: SchemeId;
  readonly blocks: readonly Block[];
  /** All rows of the categories, or, of few rows named, only those that tell their blocks. */
  readonly categories: ReadonlyMap<CategoryId, Places>;
  readonly isFew: boolean;
}

/** Finds rows by their ids; all must stand in one table. */
export function rowsNamed(db: ReadableDb, ids: readonly ClauseId[]): Named {
  const { schemeId } = knownClause(db, ids[0] as ClauseId);
  const isFew = ids.length <= few;
  const categories = new Map<CategoryId, Places>();
  const found = new Set<ClauseId>();
  for (const id of ids) {
    if (!isFew && found.has(id)) continue;
    const row = knownClause(db, id);
    if (row.schemeId !== schemeId) throw new Refusal('not-found', 'the rows stand in different tables', { what: 'clause' });
    const places = isFew ? together(categories.get(row.categoryId) ?? [], blockAndNext(db, row)) : placesOfCategory(db, row.categoryId);
    categories.set(row.categoryId, places);
    for (const place of places) found.add(place.id);
  }
  const named = new Set(ids);
  const inOrder = categoriesOf(db, schemeId).flatMap(({ id }) => categories.get(id) ?? []);
  return { schemeId, blocks: blocksOf(inOrder, named), categories, isFew };
}

/** Lays rows out knowing what is near them, or, where that does not suffice, all rows of the category. */
export function withRoom<T>(db: ReadableDb, categoryId: CategoryId, near: Near | null, lay: (near: Near) => T | undefined): T {
  return (near && lay(near)) ?? (lay(allRows(db, categoryId)) as T);
}

/** [E1][E2] */
export function requirePlace(rows: Places, parentId: ClauseId | null, afterId: ClauseId | null): number {
  const index = placeFor(rows, parentId, afterId);
  if (index === undefined) throw new Refusal('not-found', 'no such place in the table', { what: 'place' });
  return index;
}

/** Puts rows where they are to stand, wherever that is not where they stood; those above before those below. */
export function placeRows(db: ReadableDb, editing: Editing, before: Places, after: Places): void {
  const byId = new Map(before.map((row) => [row.id, row]));
  for (const place of after) {
    const old = byId.get(place.id);
    if (old === place || !old) continue;
    requireDepth(place, old.depth);
    const row = knownClause(db, place.id);
    const { categoryId, parentId, depth, position } = place;
    editing.clause(row, { ...row, categoryId, parentId, depth, position });
  }
}

/** [E9] No row comes to stand deeper than a document can say. */
export function requireDepth(row: Place, before = 0): void {
  if (row.depth > deepest && row.depth > before) throw cannotStand(row, 'too-deep', 'E9');
}

/**
 * [S4] Rows that come below another parent find their numbers free there. What bore one number before, as a table read from a file may,
 * does not hinder a move.
 */
export function requireNumbersFree(before: Places, after: Places): void {
  const oldParents = new Map(before.map((row) => [row.id, parentOf(row)]));
  const moved = new Set(after.filter((row) => oldParents.get(row.id) !== parentOf(row)));
  const places = new Set([...moved].map(parentOf));
  const taken = new Map<string, Place>();
  for (const row of after) {
    if (!places.has(parentOf(row))) continue;
    const sign = `${parentOf(row)} ${row.no}`;
    const other = taken.get(sign);
    if (other && oldParents.get(other.id) !== oldParents.get(row.id))
      throw new Refusal('duplicate', `clause ${row.no} exists`, { what: 'clause', value: row.no, rule: 'S4' });
    taken.set(sign, row);
  }
}

const parentOf = ({ parentId, categoryId }: Place) => parentId ?? categoryId;

/** [E9] A table takes at most so many rows as a document may hold. */
export function requireRoom(db: ReadableDb, schemeId: SchemeId, more: number): void {
  if (countClauses(db, schemeId) + more > mostClauses)
    throw new Refusal('too-large', `more than ${mostClauses} rows`, { what: 'scheme', most: mostClauses });
}

/** Why a row cannot stand where it is wanted. */
export function cannotStand(row: Pick<Clause, 'no'> | undefined, why: 'cycle' | 'no-place' | 'too-deep', rule: string): Refusal {
  return new Refusal('invalid-input', `clause ${row?.no ?? ''}: ${why}`, { issues: [{ field: 'parentId', why, rule }], no: row?.no ?? '' });
}
