import type { Backup } from '../../shared/backup/backup.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

/** What is written down of a copy; whether it is still there is looked up when asked. */
export type BackupNote = Omit<Backup, 'present'> & { readonly sound: boolean; readonly checkedAt: string };

type Row = Omit<BackupNote, 'sound'> & { sound: number };

const columns = 'id, at, path, bytes, sha256, items, acts, sound, checked_at AS checkedAt';

const shaped = (row: Row): BackupNote => ({ ...row, sound: row.sound === 1 });

/** Newest first. */
export function backupNotes(db: ReadableDb): BackupNote[] {
  return db.all<Row>(`SELECT ${columns} FROM backups ORDER BY at DESC, id DESC LIMIT 500`).map(shaped);
}

export function newestBackup(db: ReadableDb): BackupNote | undefined {
  const row = db.get<Row>(`SELECT ${columns} FROM backups ORDER BY at DESC, id DESC LIMIT 1`);
  return row && shaped(row);
}

export function backupById(db: ReadableDb, id: string): BackupNote | undefined {
  const row = db.get<Row>(`SELECT ${columns} FROM backups WHERE id = :id`, { id });
  return row && shaped(row);
}

export function insertBackup(db: WritableDb, note: BackupNote): void {
  db.run(
    `INSERT INTO backups (id, at, path, bytes, sha256, items, acts, sound, checked_at)
     VALUES (:id, :at, :path, :bytes, :sha256, :items, :acts, :sound, :checkedAt)`,
    { ...note },
  );
}

export function noteCheck(db: WritableDb, id: string, sound: boolean, checkedAt: string): void {
  db.run('UPDATE backups SET sound = :sound, checked_at = :checkedAt WHERE id = :id', { id, sound, checkedAt });
}

/** Rows of every ordinary table, by its name. */
export function rowCounts(db: ReadableDb): { readonly [table: string]: number } {
  const tables = db.all<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
  );
  return Object.fromEntries(
    tables.map(({ name }) => [name, db.get<{ rows: number }>(`SELECT count(*) AS rows FROM "${name.replaceAll('"', '""')}"`)?.rows ?? 0]),
  );
}
