import type { Balance, Batch, BatchId, RowOutcome, RowProblem } from '../../shared/imports/imports.ts';
import type { RowNote, RowPlan } from '../../shared/imports/rows.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

/** A batch with what is needed to read its rows again. */
export interface BatchRecord extends Omit<Batch, 'state'> {
  readonly state: 'reading' | Batch['state'];
  readonly batch: number;
  readonly stagedId: string;
  readonly headers: readonly string[];
  readonly plan: RowPlan;
  readonly classified: number;
  readonly seenLsn: number;
}

interface BatchRow extends Omit<BatchRecord, 'headers' | 'plan' | 'balance' | 'reasons'> {
  readonly headers: string;
  readonly plan: string;
  readonly balance: string;
  readonly reasons: string;
}

const batchColumns = `batch, id, fonds_id AS fondsId, staged_id AS stagedId, file_name AS fileName, state, headers, plan, balance, reasons,
  classified, seen_lsn AS seenLsn, created_at AS createdAt, committed_at AS committedAt`;

const shaped = (row: BatchRow): BatchRecord => ({
  ...row,
  headers: JSON.parse(row.headers),
  plan: JSON.parse(row.plan),
  balance: JSON.parse(row.balance),
  reasons: JSON.parse(row.reasons),
});

export function batchById(db: ReadableDb, id: string): BatchRecord | undefined {
  const row = db.get<BatchRow>(`SELECT ${batchColumns} FROM import_batches WHERE id = :id AND state <> 'reading'`, { id });
  return row && shaped(row);
}

export function batchByNumber(db: ReadableDb, batch: number): BatchRecord {
  return shaped(db.get<BatchRow>(`SELECT ${batchColumns} FROM import_batches WHERE batch = :batch`, { batch })!);
}

export function batchesOf(db: ReadableDb, fondsId: string): BatchRecord[] {
  return db
    .all<BatchRow>(
      `SELECT ${batchColumns} FROM import_batches WHERE fonds_id = :fondsId AND state <> 'reading' ORDER BY batch DESC LIMIT 200`,
      { fondsId },
    )
    .map(shaped);
}

/** Batches of a staged file that wait to be committed. */
export function waitingBatchesOf(db: ReadableDb, fondsId: string, stagedId: string): BatchId[] {
  return db
    .all<{ id: BatchId }>(`SELECT id FROM import_batches WHERE fonds_id = :fondsId AND staged_id = :stagedId AND state = 'rehearsed'`, {
      fondsId,
      stagedId,
    })
    .map(({ id }) => id);
}

export function insertBatch(
  db: WritableDb,
  batch: {
    id: string;
    fondsId: string;
    stagedId: string;
    fileName: string;
    headers: readonly string[];
    plan: RowPlan;
    seenLsn: number;
    createdAt: string;
  },
): number {
  return db.run(
    `INSERT INTO import_batches (id, fonds_id, staged_id, file_name, state, headers, plan, balance, reasons, classified, seen_lsn, created_at)
     VALUES (:id, :fondsId, :stagedId, :fileName, 'reading', :headers, :plan, '{}', '{}', 0, :seenLsn, :createdAt)`,
    { ...batch, headers: JSON.stringify(batch.headers), plan: JSON.stringify(batch.plan) },
  ).row;
}

export function settleBatch(
  db: WritableDb,
  batch: number,
  {
    state,
    balance,
    classified,
    seenLsn,
    committedAt,
  }: { state: Batch['state']; balance: Balance; classified: number; seenLsn: number; committedAt: string | null },
): void {
  const reasons = Object.fromEntries(
    db
      .all<{ reason: string; times: number }>(
        'SELECT reason, count(*) AS times FROM import_problems WHERE batch = :batch GROUP BY reason ORDER BY reason',
        { batch },
      )
      .map(({ reason, times }) => [reason, times]),
  );
  db.run(
    `UPDATE import_batches SET state = :state, balance = :balance, reasons = :reasons, classified = :classified, seen_lsn = :seenLsn,
       committed_at = :committedAt WHERE batch = :batch`,
    { batch, state, balance: JSON.stringify(balance), reasons: JSON.stringify(reasons), classified, seenLsn, committedAt },
  );
}

export function discardBatch(db: WritableDb, batch: number): void {
  db.run(`UPDATE import_batches SET state = 'discarded' WHERE batch = :batch`, { batch });
  db.run('DELETE FROM import_rows WHERE batch = :batch', { batch });
  db.run('DELETE FROM import_problems WHERE batch = :batch', { batch });
}

/** Batches whose reading was broken off, with everything that was staged of them. */
export function deleteUnfinished(db: WritableDb): void {
  db.run(`DELETE FROM import_batches WHERE state = 'reading'`);
}

export function insertRow(
  db: WritableDb,
  row: { batch: number; line: number; cells: string; outcome: RowOutcome; itemId: string | null },
): void {
  db.run('INSERT INTO import_rows (batch, line, cells, outcome, item_id) VALUES (:batch, :line, :cells, :outcome, :itemId)', row);
}

export function setRowOutcome(db: WritableDb, row: { batch: number; line: number; outcome: RowOutcome; itemId: string | null }): void {
  db.run('UPDATE import_rows SET outcome = :outcome, item_id = :itemId WHERE batch = :batch AND line = :line', row);
}

export function insertProblem(
  db: WritableDb,
  batch: number,
  line: number,
  place: number,
  outcome: RowOutcome,
  { reason, field, value }: RowNote,
): void {
  db.run(
    `INSERT INTO import_problems (batch, line, place, outcome, reason, field, value) VALUES (:batch, :line, :place, :outcome, :reason, :field, :value)
     ON CONFLICT (batch, line, place) DO UPDATE SET outcome = excluded.outcome, reason = excluded.reason, field = excluded.field, value = excluded.value`,
    { batch, line, place, outcome, reason, field, value },
  );
}

/** Notes stand with what became of their row in the end. */
export function alignProblems(db: WritableDb, batch: number): void {
  db.run(
    `UPDATE import_problems SET outcome = import_rows.outcome FROM import_rows
     WHERE import_problems.batch = :batch AND import_rows.batch = :batch AND import_rows.line = import_problems.line
       AND import_problems.outcome <> import_rows.outcome`,
    { batch },
  );
}

/** Forgets what matching said of a batch, before it is matched again. `place` 100 and above is what matching says. */
export function forgetMatching(db: WritableDb, batch: number): void {
  db.run('DELETE FROM import_problems WHERE batch = :batch AND place >= 100', { batch });
}

export interface StagedRow {
  readonly line: number;
  readonly cells: string;
  readonly outcome: RowOutcome;
  readonly itemId: string | null;
}

export function rowsAfter(db: ReadableDb, batch: number, line: number, limit: number): StagedRow[] {
  return db.all<StagedRow>(
    'SELECT line, cells, outcome, item_id AS itemId FROM import_rows WHERE batch = :batch AND line > :line ORDER BY line LIMIT :limit',
    { batch, line, limit },
  );
}

/** The first rows that will be or were catalogued. */
export function firstTaken(db: ReadableDb, batch: number, limit: number): StagedRow[] {
  return db.all<StagedRow>(
    `SELECT line, cells, outcome, item_id AS itemId FROM import_rows
     WHERE batch = :batch AND outcome IN ('new', 'updated', 'unchanged') ORDER BY line LIMIT :limit`,
    { batch, limit },
  );
}

export function problemsOf(
  db: ReadableDb,
  batch: number,
  outcome: RowOutcome | null,
  offset: number,
  limit: number,
): { rows: RowProblem[]; total: number } {
  const which = 'batch = :batch AND (:outcome IS NULL OR outcome = :outcome)';
  return {
    rows: db.all<RowProblem>(
      `SELECT line, outcome, reason, field, value FROM import_problems WHERE ${which} ORDER BY line, place LIMIT :limit OFFSET :offset`,
      { batch, outcome, offset, limit },
    ),
    total: db.get<{ n: number }>(`SELECT count(*) AS n FROM import_problems WHERE ${which}`, { batch, outcome })!.n,
  };
}

/** Why rows of a batch were rejected, by line. */
export function rejectionsAfter(
  db: ReadableDb,
  batch: number,
  line: number,
  limit: number,
): (RowNote & { line: number; cells: string | null })[] {
  return db.all(
    `SELECT problem.line AS line, problem.reason AS reason, problem.field AS field, problem.value AS value, staged.cells AS cells
     FROM import_problems AS problem LEFT JOIN import_rows AS staged ON staged.batch = problem.batch AND staged.line = problem.line
     WHERE problem.batch = :batch AND problem.outcome = 'rejected'
       AND problem.line IN (SELECT DISTINCT line FROM import_problems WHERE batch = :batch AND outcome = 'rejected' AND line > :line ORDER BY line LIMIT :limit)
     ORDER BY problem.line, problem.place`,
    { batch, line, limit },
  );
}

/** What of a catalogued item tells whether a row speaks of it. */
export interface Known {
  readonly row: number;
  readonly id: string;
  readonly serial: number | null;
  readonly number: string | null;
  readonly year: number;
  readonly documentNumber: string;
  readonly title: string;
  readonly date: string;
  readonly responsible: string;
  readonly binnedAt: string | null;
}

export function knownItemsAfter(db: ReadableDb, fondsId: string, row: number, limit: number): Known[] {
  return db.all<Known>(
    `SELECT row, id, serial, number, year, document_number AS documentNumber, title, date, responsible, binned_at AS binnedAt
     FROM items WHERE fonds_id = :fondsId AND row > :row ORDER BY row LIMIT :limit`,
    { fondsId, row, limit },
  );
}

/** Whose number it is or was; numbers as `normaliseSeparators` writes them. */
export function bearerOf(db: ReadableDb, fondsId: string, number: string): { itemId: string; state: 'taken' | 'former' } | undefined {
  return db.get('SELECT item_id AS itemId, state FROM numbers WHERE fonds_id = :fondsId AND number = :number', { fondsId, number });
}

export interface Origin {
  readonly itemId: string;
  readonly batch: number;
  readonly line: number;
  readonly print: string;
}

export function originsAfter(db: ReadableDb, fondsId: string, itemId: string | null, limit: number): Origin[] {
  return db.all<Origin>(
    `SELECT origin.item_id AS itemId, origin.batch AS batch, origin.line AS line, origin.print AS print
     FROM import_origins AS origin JOIN import_batches ON import_batches.batch = origin.batch
     WHERE import_batches.fonds_id = :fondsId AND (:itemId IS NULL OR origin.item_id > :itemId) ORDER BY origin.item_id LIMIT :limit`,
    { fondsId, itemId, limit },
  );
}

export function originOf(db: ReadableDb, itemId: string): (Origin & { readonly cells: string }) | undefined {
  return db.get(
    `SELECT origin.item_id AS itemId, origin.batch AS batch, origin.line AS line, origin.print AS print, import_rows.cells AS cells
     FROM import_origins AS origin JOIN import_rows ON import_rows.batch = origin.batch AND import_rows.line = origin.line
     WHERE origin.item_id = :itemId`,
    { itemId },
  );
}

export function setOrigin(db: WritableDb, origin: Origin): void {
  db.run(
    `INSERT INTO import_origins (item_id, batch, line, print) VALUES (:itemId, :batch, :line, :print)
     ON CONFLICT (item_id) DO UPDATE SET batch = excluded.batch, line = excluded.line, print = excluded.print`,
    { ...origin },
  );
}
