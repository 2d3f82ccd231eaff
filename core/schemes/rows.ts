import { Refusal } from '../../shared/reply.ts';
import type { CategoryId, Clause, ClauseId, SchemeId } from '../../shared/schemes/schemes.ts';
import type { ReadableDb } from '../db/database.ts';
import { knownClause } from './known.ts';
import { type Block, blocksOf, placeFor } from './order.ts';
import { clausesOfCategory } from './store.ts';

/** Rows of one category, in table order. */
export type Rows = readonly Clause[];

/** Rows somebody named, with the rows below them: blocks in table order, and the whole categories they stand in. */
export interface Named {
  readonly schemeId: SchemeId;
  readonly blocks: readonly Block[];
  readonly categories: ReadonlyMap<CategoryId, Rows>;
}

/** Finds rows by their ids; all must stand in one table. */
export function rowsNamed(db: ReadableDb, ids: readonly ClauseId[]): Named {
  const rows = ids.map((id) => knownClause(db, id));
  const schemeId = (rows[0] as Clause).schemeId;
  if (rows.some((row) => row.schemeId !== schemeId))
    throw new Refusal('not-found', 'the rows stand in different tables', { what: 'clause' });
  const categories = new Map([...new Set(rows.map((row) => row.categoryId))].map((id) => [id, clausesOfCategory(db, id)]));
  const named = new Set(ids);
  return { schemeId, blocks: [...categories.values()].flatMap((all) => blocksOf(all, named)), categories };
}

/** [E1][E2] */
export function requirePlace(rows: Rows, parentId: ClauseId | null, afterId: ClauseId | null): number {
  const index = placeFor(rows, parentId, afterId);
  if (index === undefined) throw new Refusal('not-found', 'no such place in the table', { what: 'clause' });
  return index;
}
