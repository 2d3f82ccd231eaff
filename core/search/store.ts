import type { FondsId } from '../../shared/fonds/fonds.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

/** What narrows a search besides words; null is no limit. */
export interface Narrowing {
  readonly fondsId: FondsId | null;
  readonly yearFrom: number | null;
  readonly yearTo: number | null;
  readonly term: string | null;
}

/** A row of the catalogue as search reads it; `words` is its searched fields, one a line. `live` is 0 in the recycle bin. */
export interface SearchedRow {
  readonly row: number;
  readonly words: string;
  readonly year: number;
  readonly term: string | null;
  /** Hexadecimal id of its fonds. */
  readonly fonds: string;
  readonly live: number;
}

/** The searched fields [S1], one a line. Lines are blanks to search, so no word reaches over two fields. */
const words = `i.title || char(10) || i.responsible || char(10) || i.document_number || char(10) || coalesce(i.number, '') || char(10) ||
  i.organ || char(10) || i.box || char(10) || i.remark ||
  CASE i.former_numbers WHEN '[]' THEN '' ELSE char(10) || coalesce((SELECT group_concat(value, char(10)) FROM json_each(i.former_numbers)), '') END`;

const narrowed = `i.binned_at IS NULL AND (:fondsId IS NULL OR i.fonds_id = :fondsId) AND (:yearFrom IS NULL OR i.year >= :yearFrom)
  AND (:yearTo IS NULL OR i.year <= :yearTo) AND (:term IS NULL OR i.term = :term)`;

/** Live rows the index knows, of those matching; newest first. */
export function indexedPage(db: ReadableDb, match: string, offset: number, limit: number): number[] {
  return db
    .all<{ row: number }>(
      'SELECT rowid AS row FROM search_index WHERE search_index MATCH :match ORDER BY rowid DESC LIMIT :limit OFFSET :offset',
      { match, offset, limit },
    )
    .map(({ row }) => row);
}

export function indexedTotal(db: ReadableDb, match: string): number {
  return db.get<{ total: number }>('SELECT count(*) AS total FROM search_index WHERE search_index MATCH :match', { match })?.total ?? 0;
}

/** The same for one token; twice as fast. */
export function indexedTotalOfToken(db: ReadableDb, token: string): number {
  return db.get<{ total: number }>('SELECT doc AS total FROM search_grams WHERE term = :token', { token })?.total ?? 0;
}

/** Matching rows of the index that do not wait, newest first: a waiting row's entry may be stale. */
export function settledRows(db: ReadableDb, match: string): number[] {
  return db
    .all<{ row: number }>(
      'SELECT rowid AS row FROM search_index WHERE search_index MATCH :match AND rowid NOT IN (SELECT row FROM search_waiting) ORDER BY rowid DESC',
      { match },
    )
    .map(({ row }) => row);
}

/** The same, each with the words of its record. */
export function settledRowsWithWords(db: ReadableDb, match: string): IterableIterator<{ row: number; words: string }> {
  return db.each(
    `SELECT s.rowid AS row, ${words} AS words FROM search_index s CROSS JOIN items i ON i.row = s.rowid
     WHERE s.search_index MATCH :match AND s.rowid NOT IN (SELECT row FROM search_waiting) ORDER BY s.rowid DESC`,
    { match },
  );
}

/** Live waiting rows within the narrowing, with their words; newest first. */
export function waitingRowsWithWords(db: ReadableDb, narrowing: Narrowing): IterableIterator<{ row: number; words: string }> {
  return db.each(
    `SELECT w.row AS row, ${words} AS words FROM search_waiting w CROSS JOIN items i ON i.row = w.row WHERE ${narrowed} ORDER BY w.row DESC`,
    { ...narrowing },
  );
}

/** Every live row within the narrowing, with its words, whatever the index says; newest first. */
export function rowsWithWords(db: ReadableDb, narrowing: Narrowing): IterableIterator<{ row: number; words: string }> {
  return db.each(`SELECT i.row AS row, ${words} AS words FROM items i WHERE ${narrowed} ORDER BY i.row DESC`, { ...narrowing });
}

/** Live rows within the narrowing, newest first, words or none. */
export function narrowedPage(db: ReadableDb, narrowing: Narrowing, offset: number, limit: number): number[] {
  return db
    .all<{ row: number }>(`SELECT i.row AS row FROM items i WHERE ${narrowed} ORDER BY i.row DESC LIMIT :limit OFFSET :offset`, {
      ...narrowing,
      offset,
      limit,
    })
    .map(({ row }) => row);
}

export function narrowedTotal(db: ReadableDb, narrowing: Narrowing): number {
  return db.get<{ total: number }>(`SELECT count(*) AS total FROM items i WHERE ${narrowed}`, { ...narrowing })?.total ?? 0;
}

/** Years the index knows within these, from its own list of tokens; one of a waiting row may be stale, and finds nothing. */
export function indexedYears(db: ReadableDb, tokenStart: string, { yearFrom, yearTo }: Narrowing): number[] {
  return db
    .all<{ year: number }>(
      'SELECT CAST(substr(term, length(:tokenStart) + 1) AS INTEGER) AS year FROM search_grams WHERE term >= :tokenStart AND term < :tokenStart || char(58)',
      { tokenStart },
    )
    .map(({ year }) => year)
    .filter((year) => year >= (yearFrom ?? -Infinity) && year <= (yearTo ?? Infinity));
}

/** Whether any other fonds has been registered: with one alone, naming it narrows nothing. */
export function hasOtherFonds(db: ReadableDb, fondsId: FondsId): boolean {
  return db.get('SELECT 1 FROM fonds WHERE id <> :fondsId LIMIT 1', { fondsId }) !== undefined;
}

export function isAnyWaiting(db: ReadableDb): boolean {
  return db.get('SELECT 1 FROM search_waiting LIMIT 1') !== undefined;
}

export function waitingTotal(db: ReadableDb): number {
  return db.get<{ total: number }>('SELECT count(*) AS total FROM search_waiting')?.total ?? 0;
}

/** Records found through the index alone. */
export function settledTotal(db: ReadableDb): number {
  return (
    db.get<{ total: number }>(
      `SELECT (SELECT count(*) FROM search_index_docsize)
         - (SELECT count(*) FROM search_waiting w JOIN search_index_docsize d ON d.id = w.row) AS total`,
    )?.total ?? 0
  );
}

/** The first waiting rows as they stand now; a row that is gone has null for everything but `row`. */
export function nextWaiting(
  db: ReadableDb,
  limit: number,
): ({ row: number } & { [F in keyof Omit<SearchedRow, 'row'>]: SearchedRow[F] | null })[] {
  return db.all(
    `SELECT w.row AS row, ${words} AS words, i.year AS year, i.term AS term, lower(hex(i.fonds_id)) AS fonds, i.binned_at IS NULL AND i.row IS NOT NULL AS live
     FROM (SELECT row FROM search_waiting ORDER BY row LIMIT :limit) w LEFT JOIN items i ON i.row = w.row ORDER BY w.row`,
    { limit },
  );
}

/** Puts a row into the index, in place of what stood there for it. */
export function indexRow(db: WritableDb, row: number, grams: string): void {
  db.run('INSERT OR REPLACE INTO search_index (rowid, grams) VALUES (:row, :grams)', { row, grams });
}

export function unindexRow(db: WritableDb, row: number): void {
  db.run('DELETE FROM search_index WHERE rowid = :row', { row });
}

export function stopWaiting(db: WritableDb, upTo: number): void {
  db.run('DELETE FROM search_waiting WHERE row <= :upTo', { upTo });
}

/** Merges a few pages of the index (about 30 ms); whether there was anything to merge. */
export function mergedSome(db: WritableDb): boolean {
  const changesSoFar = () => db.get<{ total: number }>('SELECT total_changes() AS total')?.total ?? 0;
  const before = changesSoFar();
  db.run(`INSERT INTO search_index (search_index, rank) VALUES ('merge', 8)`);
  // The command itself counts as one change (FTS5 documentation, 'merge').
  return changesSoFar() - before >= 2;
}

/** How the index was made; undefined before its first row. */
export function indexRule(db: ReadableDb): string | undefined {
  return db.get<{ rule: string }>('SELECT rule FROM search_made')?.rule;
}

/** Empties the index and lets every item wait. */
export function startOver(db: WritableDb, rule: string): void {
  db.run(`INSERT INTO search_index (search_index) VALUES ('delete-all')`);
  db.run('INSERT OR IGNORE INTO search_waiting (row) SELECT row FROM items');
  db.run('DELETE FROM search_made');
  db.run('INSERT INTO search_made (rule) VALUES (:rule)', { rule });
}
