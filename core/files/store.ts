import type { OutputFile, StagedFile } from '../../shared/files/files.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

export function stagedFiles(db: ReadableDb): StagedFile[] {
  return db.all<StagedFile>('SELECT id, name, bytes, staged_at AS stagedAt FROM staged_files ORDER BY staged_at DESC');
}

export function stagedFile(db: ReadableDb, id: string): StagedFile | undefined {
  return db.get<StagedFile>('SELECT id, name, bytes, staged_at AS stagedAt FROM staged_files WHERE id = :id', { id });
}

export function insertStaged(db: WritableDb, file: StagedFile): void {
  db.run('INSERT INTO staged_files (id, name, bytes, staged_at) VALUES (:id, :name, :bytes, :stagedAt)', { ...file });
}

export function outputFiles(db: ReadableDb): OutputFile[] {
  return db.all<OutputFile>(
    'SELECT id, name, media_type AS mediaType, bytes, sha256, written_at AS writtenAt FROM output_files ORDER BY written_at DESC LIMIT 200',
  );
}

export function outputFile(db: ReadableDb, id: string): OutputFile | undefined {
  return db.get<OutputFile>(
    'SELECT id, name, media_type AS mediaType, bytes, sha256, written_at AS writtenAt FROM output_files WHERE id = :id',
    { id },
  );
}

export function insertOutput(db: WritableDb, file: OutputFile): void {
  db.run(
    `INSERT INTO output_files (id, name, media_type, bytes, sha256, written_at)
     VALUES (:id, :name, :mediaType, :bytes, :sha256, :writtenAt)`,
    { ...file },
  );
}

export function deleteFile(db: WritableDb, id: string): boolean {
  const staged = db.run('DELETE FROM staged_files WHERE id = :id', { id }).changes;
  const output = db.run('DELETE FROM output_files WHERE id = :id', { id }).changes;
  return staged + output > 0;
}

export function stagedBefore(db: ReadableDb, moment: string): string[] {
  return db.all<{ id: string }>('SELECT id FROM staged_files WHERE staged_at < :moment', { moment }).map((file) => file.id);
}
