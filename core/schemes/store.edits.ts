import type { Category, Clause, SchemeId } from '../../shared/schemes/schemes.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

/** What an edit did to one row, or to the title: as it was, as it became. */
export type Change =
  | readonly [room: 'category', before: Category | null, after: Category | null]
  | readonly [room: 'clause', before: Clause | null, after: Clause | null]
  | readonly [room: 'title', before: string, after: string];

/** One step of 撤销. */
export interface EditRow {
  readonly schemeId: SchemeId;
  readonly number: number;
  readonly operation: string;
  readonly no: string;
  readonly at: string;
  readonly changes: readonly Change[];
}

const editColumns = 'scheme_id AS schemeId, number, operation, no, at, changes';

const shaped = (row: (Omit<EditRow, 'changes'> & { changes: string }) | undefined): EditRow | undefined =>
  row && { ...row, changes: JSON.parse(row.changes) as Change[] };

/** The last edit that stands. */
export function lastDone(db: ReadableDb, schemeId: string): EditRow | undefined {
  return shaped(
    db.get(`SELECT ${editColumns} FROM scheme_edits WHERE scheme_id = :schemeId AND undone = 0 ORDER BY number DESC LIMIT 1`, { schemeId }),
  );
}

/** The edit that was undone last. */
export function lastUndone(db: ReadableDb, schemeId: string): EditRow | undefined {
  return shaped(
    db.get(`SELECT ${editColumns} FROM scheme_edits WHERE scheme_id = :schemeId AND undone = 1 ORDER BY number LIMIT 1`, { schemeId }),
  );
}

/** Notes an edit; what was undone is forgotten, and of the others only the newest `remembered` are kept. */
export function addEdit(db: WritableDb, edit: Omit<EditRow, 'number'>, remembered: number): void {
  const { schemeId, operation, no, at, changes } = edit;
  db.run('DELETE FROM scheme_edits WHERE scheme_id = :schemeId AND undone = 1', { schemeId });
  const number =
    (db.get<{ last: number | null }>('SELECT max(number) AS last FROM scheme_edits WHERE scheme_id = :schemeId', { schemeId })?.last ?? 0) +
    1;
  db.run(
    `INSERT INTO scheme_edits (scheme_id, number, operation, no, at, undone, changes)
     VALUES (:schemeId, :number, :operation, :no, :at, 0, :changes)`,
    { schemeId, number, operation, no, at, changes: JSON.stringify(changes) },
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
