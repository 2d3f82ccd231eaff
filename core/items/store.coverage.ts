import type { Count, CountOfClause } from '../../shared/items/coverage.ts';
import type { ReadableDb } from '../db/database.ts';

/** Live records clause by clause, of every version of the fonds' table: of a year and of all years. A year that is null counts as all. */
export function filedByClause(db: ReadableDb, fondsId: string, year: number | null): CountOfClause[] {
  const counted = (which: string) => `(SELECT count(*) FROM items WHERE clause_id = c.id AND binned_at IS NULL ${which})`;
  return db
    .all<CountOfClause>(
      `SELECT c.id AS clauseId, c.lineage_id AS lineageId, ${counted('')} AS ever, ${year === null ? '0' : counted('AND year = :year')} AS items
       FROM clauses c JOIN schemes s ON s.id = c.scheme_id WHERE s.fonds_id = :fondsId AND s.state IN ('in-force', 'superseded')`,
      { fondsId, year },
    )
    .filter(({ ever }) => ever > 0)
    .map((count) => (year === null ? { ...count, items: count.ever } : count));
}

/** Standing 不归档 decisions clause by clause. */
export function declinedByClause(db: ReadableDb, fondsId: string, year: number | null): CountOfClause[] {
  return db.all<CountOfClause>(
    `SELECT c.id AS clauseId, c.lineage_id AS lineageId, sum(:year IS NULL OR n.year = :year) AS items, count(*) AS ever
     FROM not_filed n JOIN clauses c ON c.id = n.clause_id
     WHERE n.fonds_id = :fondsId AND n.removed_at IS NULL GROUP BY c.id`,
    { fondsId, year },
  );
}

/** All live records, and those of them without a clause. The index is named: it holds the answer, and others look cheaper than they are. */
export function liveRecords(db: ReadableDb, fondsId: string, year: number | null): { total: Count; withoutClause: Count } {
  const counted = (which: string) =>
    db.get<{ total: number; bare: number }>(
      `SELECT count(*) AS total, coalesce(sum(clause_id IS NULL), 0) AS bare FROM items INDEXED BY items_live
       WHERE fonds_id = :fondsId AND binned_at IS NULL ${which}`,
      { fondsId, year },
    ) as { total: number; bare: number };
  const ever = counted('');
  const now = year === null ? ever : counted('AND year = :year');
  return { total: { items: now.total, ever: ever.total }, withoutClause: { items: now.bare, ever: ever.bare } };
}

/** All standing 不归档 decisions. */
export function declinedInAll(db: ReadableDb, fondsId: string, year: number | null): Count {
  return db.get<Count>(
    `SELECT coalesce(sum(:year IS NULL OR year = :year), 0) AS items, count(*) AS ever
     FROM not_filed WHERE fonds_id = :fondsId AND removed_at IS NULL`,
    { fondsId, year },
  )!;
}
