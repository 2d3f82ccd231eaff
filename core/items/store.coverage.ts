import type { Count, CountOfClause } from '../../shared/items/coverage.ts';
import type { ReadableDb } from '../db/database.ts';

/** Live records clause by clause, of every version of the fonds' table: of a year and of all years. A year that is null counts as all. */
export function filedByClause(db: ReadableDb, fondsId: string, year: number | null): CountOfClause[] {
  return db.all<CountOfClause>(
    `SELECT c.id AS clauseId, c.lineage_id AS lineageId, i.items, i.ever
     FROM (
       SELECT clause_id, sum(:year IS NULL OR year = :year) AS items, count(*) AS ever
       FROM items WHERE clause_id IN (SELECT c.id FROM clauses c JOIN schemes s ON s.id = c.scheme_id WHERE s.fonds_id = :fondsId)
         AND binned_at IS NULL
       GROUP BY clause_id
     ) i JOIN clauses c ON c.id = i.clause_id`,
    { fondsId, year },
  );
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

/** All live records, and those of them without a clause. */
export function liveRecords(db: ReadableDb, fondsId: string, year: number | null): { total: Count; withoutClause: Count } {
  const found = db.get<{ items: number; ever: number; bareItems: number; bareEver: number }>(
    `SELECT coalesce(sum(:year IS NULL OR year = :year), 0) AS items, count(*) AS ever,
       coalesce(sum((:year IS NULL OR year = :year) AND clause_id IS NULL), 0) AS bareItems, coalesce(sum(clause_id IS NULL), 0) AS bareEver
     FROM items WHERE fonds_id = :fondsId AND binned_at IS NULL`,
    { fondsId, year },
  )!;
  return {
    total: { items: found.items, ever: found.ever },
    withoutClause: { items: found.bareItems, ever: found.bareEver },
  };
}

/** All standing 不归档 decisions. */
export function declinedInAll(db: ReadableDb, fondsId: string, year: number | null): Count {
  return db.get<Count>(
    `SELECT coalesce(sum(:year IS NULL OR year = :year), 0) AS items, count(*) AS ever
     FROM not_filed WHERE fonds_id = :fondsId AND removed_at IS NULL`,
    { fondsId, year },
  )!;
}
