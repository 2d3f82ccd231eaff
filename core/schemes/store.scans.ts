import type { Output } from '../../shared/contract.ts';
import type { ScanId } from '../../shared/schemes/schemes.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

export type ScanRow = Output<'schemes.attachScan'>;

const scanColumns = 'id, scheme_id AS schemeId, name, media_type AS mediaType, bytes, sha256, added_at AS addedAt';

export function scansOf(db: ReadableDb, schemeId: string): ScanRow[] {
  return db.all<ScanRow>(`SELECT ${scanColumns} FROM scheme_scans WHERE scheme_id = :schemeId ORDER BY added_at, id`, { schemeId });
}

export function scanById(db: ReadableDb, id: string): ScanRow | undefined {
  return db.get<ScanRow>(`SELECT ${scanColumns} FROM scheme_scans WHERE id = :id`, { id });
}

export function scanContent(db: ReadableDb, id: ScanId): Uint8Array {
  return db.get<{ content: Uint8Array }>('SELECT content FROM scheme_scans WHERE id = :id', { id })?.content ?? new Uint8Array();
}

/** Versions consented to or in force without a scan of the letter; what the county published needs none. */
export function countWithoutScan(db: ReadableDb, fondsId: string): number {
  const row = db.get<{ versions: number }>(
    `SELECT count(*) AS versions FROM schemes
     WHERE fonds_id = :fondsId AND state IN ('consented', 'in-force') AND published = ''
       AND NOT EXISTS (SELECT 1 FROM scheme_scans WHERE scheme_id = schemes.id)`,
    { fondsId },
  );
  return row?.versions ?? 0;
}

export function insertScan(db: WritableDb, scan: ScanRow, content: Uint8Array): void {
  db.run(
    `INSERT INTO scheme_scans (id, scheme_id, name, media_type, bytes, sha256, added_at, content)
     VALUES (:id, :schemeId, :name, :mediaType, :bytes, :sha256, :addedAt, :content)`,
    { ...scan, content },
  );
}

export function deleteScan(db: WritableDb, id: ScanId): void {
  db.run('DELETE FROM scheme_scans WHERE id = :id', { id });
}
