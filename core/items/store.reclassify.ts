import type { Item } from '../../shared/items/items.ts';
import type { ReadableDb } from '../db/database.ts';
import { type ItemRow, itemColumns, itemFromRow } from './store.ts';

/** Which clauses live records bear: how many, and of which years. */
export function clausesBorne(
  db: ReadableDb,
  fondsId: string,
): { clauseId: string; schemeId: string; items: number; firstYear: number; lastYear: number }[] {
  return db.all(
    `SELECT c.id AS clauseId, c.scheme_id AS schemeId, i.items, i.firstYear, i.lastYear
     FROM (
       SELECT clause_id, count(*) AS items, min(year) AS firstYear, max(year) AS lastYear
       FROM items WHERE clause_id IN (SELECT c.id FROM clauses c JOIN schemes s ON s.id = c.scheme_id WHERE s.fonds_id = :fondsId)
         AND binned_at IS NULL
       GROUP BY clause_id
     ) i JOIN clauses c ON c.id = i.clause_id`,
    { fondsId },
  );
}

export function countUnderClause(db: ReadableDb, fondsId: string, clauseId: string): number {
  return (
    db.get<{ total: number }>(
      'SELECT count(*) AS total FROM items WHERE clause_id = :clauseId AND fonds_id = :fondsId AND binned_at IS NULL',
      { fondsId, clauseId },
    )?.total ?? 0
  );
}

/** Live records under a clause, by year and entry. */
export function itemsUnderClause(db: ReadableDb, fondsId: string, clauseId: string, page: { offset: number; limit: number }): Item[] {
  return db
    .all<ItemRow>(
      `SELECT ${itemColumns} FROM items WHERE clause_id = :clauseId AND fonds_id = :fondsId AND binned_at IS NULL
       ORDER BY year, row LIMIT :limit OFFSET :offset`,
      { fondsId, clauseId, ...page },
    )
    .map(itemFromRow);
}

/** The records of these ids, in the bin or not, by year and entry. */
export function itemsNamed(db: ReadableDb, fondsId: string, ids: readonly string[]): Item[] {
  return db
    .all<ItemRow>(
      `SELECT ${itemColumns} FROM items WHERE id IN (SELECT id_bytes(value) FROM json_each(:ids)) AND fonds_id = :fondsId ORDER BY year, row`,
      { fondsId, ids: JSON.stringify(ids) },
    )
    .map(itemFromRow);
}
