import type { Category, Clause, SchemeId } from '../../shared/schemes/schemes.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

/** What an edit did to one row, or to the title: as it was, as it became. */
export type Change =
  | readonly [room: 'category', before: Category | null, after: Category | null]
  | readonly [room: 'clause', before: Clause | null, after: Clause | null]
  | readonly [room: 'title', before: string, after: string];

/** One step of 撤销, without what it changed. */
export interface EditFacts {
  readonly schemeId: SchemeId;
  readonly operation: string;
  readonly no: string;
  readonly aboutId: string | null;
  readonly rows: number;
  readonly at: string;
}

/** One step of 撤销. */
interface EditRow extends EditFacts {
  readonly number: number;
  readonly changes: readonly Change[];
}

const factColumns = 'scheme_id AS schemeId, operation, no, about_id AS aboutId, rows, at';
/** The last edit that stands, and the edit that was undone last. */
const lastThatStands = 'FROM scheme_edits WHERE scheme_id = :schemeId AND undone = 0 ORDER BY number DESC LIMIT 1';
const lastThatWasUndone = 'FROM scheme_edits WHERE scheme_id = :schemeId AND undone = 1 ORDER BY number LIMIT 1';

/** The changes of an edit may be many, so its words are had without them. */
export function labelDone(db: ReadableDb, schemeId: string): EditFacts | undefined {
  return db.get(`SELECT ${factColumns} ${lastThatStands}`, { schemeId });
}

export function labelUndone(db: ReadableDb, schemeId: string): EditFacts | undefined {
  return db.get(`SELECT ${factColumns} ${lastThatWasUndone}`, { schemeId });
}

const shaped = (row: (Omit<EditRow, 'changes'> & { changes: string }) | undefined): EditRow | undefined =>
  row && { ...row, changes: JSON.parse(row.changes) as Change[] };

export function lastDone(db: ReadableDb, schemeId: string): EditRow | undefined {
  return shaped(db.get(`SELECT number, changes, ${factColumns} ${lastThatStands}`, { schemeId }));
}

export function lastUndone(db: ReadableDb, schemeId: string): EditRow | undefined {
  return shaped(db.get(`SELECT number, changes, ${factColumns} ${lastThatWasUndone}`, { schemeId }));
}

/** Notes an edit; what was undone is forgotten, and of the others only the newest `remembered` are kept. */
export function addEdit(db: WritableDb, edit: Omit<EditRow, 'number'>, remembered: number): void {
  const { schemeId } = edit;
  db.run('DELETE FROM scheme_edits WHERE scheme_id = :schemeId AND undone = 1', { schemeId });
  const last = db.get<{ last: number }>('SELECT coalesce(max(number), 0) AS last FROM scheme_edits WHERE scheme_id = :schemeId', {
    schemeId,
  });
  const number = (last?.last ?? 0) + 1;
  db.run(
    `INSERT INTO scheme_edits (scheme_id, number, operation, no, about_id, rows, at, undone, changes)
     VALUES (:schemeId, :number, :operation, :no, :aboutId, :rows, :at, 0, :changes)`,
    { ...edit, number, changes: JSON.stringify(edit.changes) },
  );
  db.run('DELETE FROM scheme_edits WHERE scheme_id = :schemeId AND number <= :last', { schemeId, last: number - remembered });
}

export function markEdit(db: WritableDb, schemeId: string, number: number, undone: boolean): void {
  db.run('UPDATE scheme_edits SET undone = :undone WHERE scheme_id = :schemeId AND number = :number', { schemeId, number, undone });
}

/** A version that is no longer edited needs no 撤销. */
export function forgetEdits(db: WritableDb, schemeId: string): void {
  db.run('DELETE FROM scheme_edits WHERE scheme_id = :schemeId', { schemeId });
}
