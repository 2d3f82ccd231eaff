import type { ClientBase } from 'pg';

/** The county's own feed is written by one transaction at a time, so that its numbers become visible in their order. */
export async function lockCountyFeed(db: ClientBase): Promise<void> {
  await db.query(`SELECT pg_advisory_xact_lock(hashtext('lantai-county-feed'))`);
}

export async function countyHead(db: ClientBase): Promise<{ seq: number; chain: string } | undefined> {
  return (await db.query<{ seq: number; chain: string }>('SELECT seq, chain FROM county_feed ORDER BY seq DESC LIMIT 1')).rows[0];
}

export async function countyChainAt(db: ClientBase, seq: number): Promise<string | undefined> {
  return (await db.query<{ chain: string }>('SELECT chain FROM county_feed WHERE seq = $1', [seq])).rows[0]?.chain;
}

/** Letters after one and up to another, at most `limit`. */
export async function countyEntries(db: ClientBase, after: number, upto: number, limit: number): Promise<Buffer[]> {
  const { rows } = await db.query<{ sealed: Buffer }>('SELECT sealed FROM county_feed WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT $3', [
    after,
    upto,
    limit,
  ]);
  return rows.map(({ sealed }) => sealed);
}

/** The newest word on a table: its entry; undefined for one never published. */
export async function newestAbout(db: ClientBase, hash: string): Promise<{ kind: string; sealed: Buffer } | undefined> {
  return (
    await db.query<{ kind: string; sealed: Buffer }>('SELECT kind, sealed FROM county_feed WHERE hash = $1 ORDER BY seq DESC LIMIT 1', [
      hash,
    ])
  ).rows[0];
}

/** The newest word on every table, newest first. */
export async function newestOfAll(db: ClientBase): Promise<Buffer[]> {
  const { rows } = await db.query<{ sealed: Buffer }>(
    'SELECT sealed FROM (SELECT DISTINCT ON (hash) seq, sealed FROM county_feed ORDER BY hash, seq DESC) AS newest ORDER BY seq DESC',
  );
  return rows.map(({ sealed }) => sealed);
}

export async function saveDocument(db: ClientBase, hash: string, bytes: Uint8Array): Promise<void> {
  await db.query('INSERT INTO county_document (hash, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING', [hash, bytes]);
}

export async function documentNamed(db: ClientBase, hash: string): Promise<Buffer | undefined> {
  return (await db.query<{ bytes: Buffer }>('SELECT bytes FROM county_document WHERE hash = $1', [hash])).rows[0]?.bytes;
}

export async function appendCountyEntry(
  db: ClientBase,
  entry: { readonly seq: number; readonly kind: string; readonly hash: string },
  sealed: Uint8Array,
  chain: string,
): Promise<void> {
  await db.query('INSERT INTO county_feed (seq, kind, hash, sealed, chain) VALUES ($1, $2, $3, $4, $5)', [
    entry.seq,
    entry.kind,
    entry.hash,
    sealed,
    chain,
  ]);
}
