import type { Term } from '../../shared/retention/retention.ts';
import type { Category, ClauseId } from '../../shared/schemes/schemes.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

/** A change that waits to be counted. `lineageId` is null where the clause is gone. */
export interface WaitingLesson {
  readonly number: number;
  readonly sign: 1 | -1;
  readonly fondsId: string;
  readonly lineageId: string | null;
  readonly title: string;
  readonly responsible: string;
  readonly documentNumber: string;
}

export function waitingLessons(db: ReadableDb, limit: number): WaitingLesson[] {
  return db.all<WaitingLesson>(
    `SELECT w.number, w.sign, w.fonds_id AS fondsId, coalesce(c.lineage_id, c.id) AS lineageId, w.title, w.responsible,
       w.document_number AS documentNumber
     FROM suggest_waiting w LEFT JOIN clauses c ON c.id = w.clause_id ORDER BY w.number LIMIT :limit`,
    { limit },
  );
}

export function forgetLessons(db: WritableDb, upTo: number): void {
  db.run('DELETE FROM suggest_waiting WHERE number <= :upTo', { upTo });
}

/** The short number of a row of the fonds' tables, given when first asked for. */
export function rowOfLineage(db: WritableDb, fondsId: string, lineageId: string): number {
  const known = db.get<{ row: number }>('SELECT row FROM suggest_rows WHERE fonds_id = :fondsId AND lineage_id = :lineageId', {
    fondsId,
    lineageId,
  });
  return known?.row ?? db.run('INSERT INTO suggest_rows (fonds_id, lineage_id) VALUES (:fondsId, :lineageId)', { fondsId, lineageId }).row;
}

/** Counts so many more records (or fewer); what comes to nothing is not kept. */
export function countClue(db: WritableDb, fondsId: string, clue: string, row: number, items: number): void {
  db.run(
    `INSERT INTO suggest_clues (fonds_id, clue, row, items) VALUES (:fondsId, :clue, :row, :items)
     ON CONFLICT DO UPDATE SET items = items + excluded.items`,
    { fondsId, clue, row, items },
  );
  if (items < 0)
    db.run('DELETE FROM suggest_clues WHERE fonds_id = :fondsId AND clue = :clue AND row = :row AND items = 0', { fondsId, clue, row });
}

/** How clues were made; undefined before the first. */
export function clueRule(db: ReadableDb): string | undefined {
  return db.get<{ rule: string }>('SELECT rule FROM suggest_made')?.rule;
}

/** Forgets what was learned and lets every live record with a clause teach again. */
export function learnAnew(db: WritableDb, rule: string): void {
  db.run('DELETE FROM suggest_clues');
  db.run('DELETE FROM suggest_waiting');
  db.run(
    `INSERT INTO suggest_waiting (sign, fonds_id, clause_id, title, responsible, document_number)
     SELECT 1, fonds_id, clause_id, title, responsible, document_number FROM items WHERE clause_id IS NOT NULL AND binned_at IS NULL`,
  );
  db.run('DELETE FROM suggest_made');
  db.run('INSERT INTO suggest_made (rule) VALUES (:rule)', { rule });
}

export function learnedClues(db: ReadableDb, fondsId: string, clues: readonly string[]): { clue: string; row: number; items: number }[] {
  return db.all(
    `SELECT s.clue, s.row, s.items FROM json_each(:clues) asked CROSS JOIN suggest_clues s ON s.fonds_id = :fondsId AND s.clue = asked.value
     ORDER BY asked.key, s.row`,
    { fondsId, clues: JSON.stringify(clues) },
  );
}

/** The rows numbered so far, after the one of that number. */
export function lineagesAfter(db: ReadableDb, fondsId: string, row: number): { row: number; lineageId: string }[] {
  return db.all('SELECT row, lineage_id AS lineageId FROM suggest_rows WHERE fonds_id = :fondsId AND row > :row ORDER BY row', {
    fondsId,
    row,
  });
}

/** A clause of a version that is or was in force, as experience knows it again. */
export interface KnownClause {
  readonly clauseId: ClauseId;
  readonly schemeId: string;
  readonly lineageId: string;
  readonly category: Category['code'];
  readonly no: string;
  readonly text: string;
}

export function clausesOfAllVersions(db: ReadableDb, fondsId: string): KnownClause[] {
  return db.all<KnownClause>(
    `SELECT c.id AS clauseId, c.scheme_id AS schemeId, coalesce(c.lineage_id, c.id) AS lineageId, g.code AS category, c.no, c.text
     FROM schemes s JOIN clauses c ON c.scheme_id = s.id JOIN categories g ON g.id = c.category_id
     WHERE s.fonds_id = :fondsId AND s.state IN ('in-force', 'superseded') AND c.disposition IN ('file', 'hold') ORDER BY s.version, g.position, c.position`,
    { fondsId },
  );
}

/** How many versions are or were in force: what the answer above depends on. */
export function versionsKnown(db: ReadableDb, fondsId: string): number {
  return (
    db.get<{ versions: number }>(
      `SELECT count(*) AS versions FROM schemes WHERE fonds_id = :fondsId AND state IN ('in-force', 'superseded')`,
      { fondsId },
    )?.versions ?? 0
  );
}

/** Which live records are of a kind: those whose title bears the word or, without one, those of that 责任者. */
export interface Kind {
  readonly word: string;
  readonly responsible: string;
}

const ofKind = `binned_at IS NULL AND clause_id IN (SELECT id_bytes(value) FROM json_each(:clauses))
  AND (CASE :word WHEN '' THEN responsible = :responsible ELSE instr(lower(title), :word) > 0 END)`;

/** Records of a kind filed in a year under any of these clauses, with the number and term the newest bears. */
export function filedInYear(
  db: ReadableDb,
  clauseIds: readonly string[],
  { word, responsible }: Kind,
  year: number,
): { year: number; count: number; no: string; term: Term | null } | null {
  const found = db.get<{ count: number; no: string; term: Term | null; newest: number | null }>(
    `SELECT count(*) AS count, clause_no AS no, coalesce(clause_term, term) AS term, max(row) AS newest FROM items
     WHERE year = :year AND ${ofKind}`,
    { clauses: JSON.stringify(clauseIds), word, responsible, year },
  );
  return found && found.count > 0 ? { year, count: found.count, no: found.no, term: found.term } : null;
}

/** The last year before that one with records of a kind under any of these clauses. */
export function lastYearFiled(
  db: ReadableDb,
  clauseIds: readonly string[],
  { word, responsible }: Kind,
  before: number,
  after: number,
): number | null {
  return (
    db.get<{ year: number | null }>(`SELECT max(year) AS year FROM items WHERE year < :before AND year >= :after AND ${ofKind}`, {
      clauses: JSON.stringify(clauseIds),
      word,
      responsible,
      before,
      after,
    })?.year ?? null
  );
}
