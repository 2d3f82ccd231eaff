import type { Term } from '../../shared/retention/retention.ts';
import type { ReadableDb } from '../db/database.ts';

/** Records of the whole catalogue that are not in the bin. */
export function liveItems(db: ReadableDb): number {
  return db.get<{ items: number }>('SELECT count(*) AS items FROM items WHERE binned_at IS NULL')?.items ?? 0;
}

/** Records of a fonds by 年度 and term, the bin and those without a term left out. */
export function itemsByTerm(db: ReadableDb, fondsId: string): { year: number; term: Term; items: number }[] {
  return db.all(
    `SELECT year, term, count(*) AS items FROM items
     WHERE fonds_id = :fondsId AND binned_at IS NULL AND term IS NOT NULL GROUP BY year, term`,
    { fondsId },
  );
}

/** Records nobody has reviewed for opening, by 年度 and the last day their 日期 may mean ('' unknown), formed in `lastYear` or before. */
export function unreviewedByDay(db: ReadableDb, fondsId: string, lastYear: number): { year: number; dateEnd: string; items: number }[] {
  return db.all(
    `SELECT year, date_end AS dateEnd, count(*) AS items FROM items
     WHERE fonds_id = :fondsId AND binned_at IS NULL AND openness = 'unreviewed'
       AND (CASE date_end WHEN '' THEN year ELSE CAST(substr(date_end, 1, 4) AS INTEGER) END) <= :lastYear
     GROUP BY year, date_end`,
    { fondsId, lastYear },
  );
}

/** The years in which a fonds has records. */
export function yearsHeld(db: ReadableDb, fondsId: string): number[] {
  return db
    .all<{ year: number }>('SELECT DISTINCT year FROM items WHERE fonds_id = :fondsId AND binned_at IS NULL ORDER BY year', { fondsId })
    .map((row) => row.year);
}
