import type { Item } from '../../shared/items/items.ts';
import type { ReadableDb } from '../db/database.ts';
import { type ItemRow, itemColumns, itemFromRow } from './store.ts';

/** Which clauses live records bear: how many, and of which years. */
export function clausesBorne(
  db: ReadableDb,
  fondsId: string,
): { clauseId: string; schemeId: string; items: number; firstYear: number; lastYear: number }[] {
  const over = (what: string) => `(SELECT ${what} FROM items WHERE clause_id = c.id AND binned_at IS NULL)`;
  return db
    .all<{ clauseId: string; schemeId: string; items: number; firstYear: number; lastYear: number }>(
      `SELECT c.id AS clauseId, c.scheme_id AS schemeId, ${over('count(*)')} AS items, ${over('min(year)')} AS firstYear,
         ${over('max(year)')} AS lastYear
       FROM clauses c JOIN schemes s ON s.id = c.scheme_id WHERE s.fonds_id = :fondsId AND s.state IN ('in-force', 'superseded')`,
      { fondsId },
    )
    .filter(({ items }) => items > 0);
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
