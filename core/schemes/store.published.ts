import type { ReadableDb, WritableDb } from '../db/database.ts';

export interface PublishedRow {
  readonly hash: string;
  readonly server: string;
  readonly serverName: string;
  readonly seq: number;
  readonly title: string;
  readonly unitTypes: string;
  readonly publishedAt: string;
  readonly receivedAt: string;
  readonly withdrawn: number;
  readonly document: Buffer;
  readonly sealed: Buffer;
}

export function publishedByHash(db: ReadableDb, hash: string): PublishedRow | undefined {
  return db.get<PublishedRow>(
    `SELECT hash, server, server_name AS serverName, seq, title, unit_types AS unitTypes, published_at AS publishedAt,
       received_at AS receivedAt, withdrawn, document, sealed FROM published_schemes WHERE hash = :hash`,
    { hash },
  );
}

export interface PublishedFacts extends Omit<PublishedRow, 'document' | 'sealed' | 'server' | 'seq'> {
  readonly approvedBy: string;
  readonly approvalNumber: string;
  readonly approvalDate: string;
  readonly clauses: number;
}

/** Every published table with what its document says of itself, newest first. */
export function publishedFacts(db: ReadableDb): PublishedFacts[] {
  return db.all<PublishedFacts>(
    `SELECT hash, server_name AS serverName, title, unit_types AS unitTypes, published_at AS publishedAt, received_at AS receivedAt, withdrawn,
       text ->> '$.approvedBy' AS approvedBy, text ->> '$.approvalNumber' AS approvalNumber, text ->> '$.approvalDate' AS approvalDate,
       (SELECT coalesce(sum(json_array_length(value, '$.clauses')), 0) FROM json_each(text, '$.categories')) AS clauses
     FROM (SELECT *, CAST(document AS TEXT) AS text FROM published_schemes) ORDER BY seq DESC, received_at DESC`,
  );
}

export function savePublished(db: WritableDb, row: PublishedRow): void {
  db.run(
    `INSERT INTO published_schemes (hash, server, server_name, seq, title, unit_types, published_at, received_at, withdrawn, document, sealed)
     VALUES (:hash, :server, :serverName, :seq, :title, :unitTypes, :publishedAt, :receivedAt, :withdrawn, :document, :sealed)
     ON CONFLICT (hash) DO UPDATE SET server = :server, server_name = :serverName, seq = :seq, title = :title, unit_types = :unitTypes,
       published_at = :publishedAt, withdrawn = :withdrawn, sealed = :sealed`,
    { ...row },
  );
}

export function markWithdrawn(db: WritableDb, hash: string): boolean {
  return db.run('UPDATE published_schemes SET withdrawn = 1 WHERE hash = :hash AND withdrawn = 0', { hash }).changes > 0;
}

/** How many published tables stand, and of how many of them no table of any fonds was made. */
export function countPublished(db: ReadableDb): { total: number; unused: number } {
  return db.get<{ total: number; unused: number }>(
    `SELECT count(*) AS total, coalesce(sum(NOT EXISTS (SELECT 1 FROM schemes WHERE schemes.published = published_schemes.hash)), 0) AS unused
     FROM published_schemes WHERE withdrawn = 0`,
  )!;
}
