import type { ClientBase } from 'pg';
import type { Op } from '../../shared/audit/op.ts';
import type { ItemRecord } from '../../shared/items/codec.ts';
import type { Decided, KnownResult, OpenOp } from './decide.ts';
import type { Arrival } from './journal.ts';

export interface Grant {
  key: Buffer;
  revoked: boolean;
  /** The desktop's id of a fonds → the county's id of it, its feed. */
  feeds: Map<string, string>;
}

/** A device and what it may send; undefined when it never enrolled. */
export async function grantOf(db: ClientBase, dev: string): Promise<Grant | undefined> {
  const { rows } = await db.query<{ key: Buffer; revoked: boolean; fonds_id: string | null; feed: string | null }>(
    `SELECT key, revoked_at IS NOT NULL AS revoked, fonds_id, fonds_alias.fonds AS feed FROM device
     LEFT JOIN device_fonds USING (dev) LEFT JOIN fonds_alias ON fonds_alias.id = fonds_id WHERE dev = $1`,
    [dev],
  );
  if (!rows[0]) return undefined;
  return {
    key: rows[0].key,
    revoked: rows[0].revoked,
    feeds: new Map(rows.filter((row) => row.fonds_id).map((row) => [row.fonds_id!, row.feed!])),
  };
}

/** The stream of a device and epoch, its row locked until the transaction ends. */
export async function lockStream(db: ClientBase, dev: string, ep: string, empty: string): Promise<{ last: number; last_hash: string }> {
  await db.query('INSERT INTO stream (dev, ep, last, last_hash) VALUES ($1, $2, 0, $3) ON CONFLICT DO NOTHING', [dev, ep, empty]);
  const { rows } = await db.query<{ last: number; last_hash: string }>(
    'SELECT last, last_hash FROM stream WHERE dev = $1 AND ep = $2 FOR UPDATE',
    [dev, ep],
  );
  return rows[0]!;
}

export async function streamOf(db: ClientBase, dev: string, ep: string): Promise<{ last: number; last_hash: string } | undefined> {
  return (await db.query<{ last: number; last_hash: string }>('SELECT last, last_hash FROM stream WHERE dev = $1 AND ep = $2', [dev, ep]))
    .rows[0];
}

export async function storedReceipt(
  db: ClientBase,
  dev: string,
  ep: string,
  seq: number,
): Promise<{ sha256: string; bytes: Buffer } | undefined> {
  return (
    await db.query<{ sha256: string; bytes: Buffer }>(
      'SELECT parcel.sha256, receipt.bytes FROM parcel JOIN receipt USING (dev, ep, seq) WHERE dev = $1 AND ep = $2 AND seq = $3',
      [dev, ep, seq],
    )
  ).rows[0];
}

/** Every parcel with its place in the journal. */
export async function arrivals(db: ClientBase): Promise<{ dev: string; ep: string; seq: number; n: number }[]> {
  return (await db.query<{ dev: string; ep: string; seq: number; n: number }>('SELECT dev, ep, seq, arrival AS n FROM parcel')).rows;
}

export async function newestArrival(db: ClientBase): Promise<number> {
  return (await db.query<{ n: string }>('SELECT coalesce(max(arrival), 0) AS n FROM parcel')).rows[0]!.n as unknown as number;
}

/** One fonds is written by one transaction at a time, so that feed numbers become visible in their order. */
export async function lockFeed(db: ClientBase, feed: string): Promise<{ seq: number; chain: string } | undefined> {
  await db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [feed]);
  return headOf(db, feed);
}

export async function headOf(db: ClientBase, feed: string): Promise<{ seq: number; chain: string } | undefined> {
  return (await db.query<{ seq: number; chain: string }>('SELECT seq, chain FROM feed WHERE fonds = $1 ORDER BY seq DESC LIMIT 1', [feed]))
    .rows[0];
}

export async function chainAt(db: ClientBase, feed: string, seq: number): Promise<string | undefined> {
  return (await db.query<{ chain: string }>('SELECT chain FROM feed WHERE fonds = $1 AND seq = $2', [feed, seq])).rows[0]?.chain;
}

/** Results these changes have had in this feed, the newest of each. */
export async function knownResults(db: ClientBase, feed: string, opIds: readonly string[]): Promise<Map<string, KnownResult>> {
  const { rows } = await db.query<{ op_id: string; result: KnownResult['result']; feed_seq: number; code: string; field: string }>(
    `SELECT DISTINCT ON (op_id) op_id, result, feed_seq, code, field FROM op
     WHERE fonds = $1 AND op_id = ANY($2::uuid[]) ORDER BY op_id, feed_seq DESC`,
    [feed, opIds],
  );
  return new Map(rows.map((row) => [row.op_id, { result: row.result, feedSeq: row.feed_seq, code: row.code, field: row.field }]));
}

export async function recordsOf(db: ClientBase, feed: string, rids: readonly string[]): Promise<Map<string, unknown>> {
  const records = new Map<string, unknown>();
  const items = await db.query<{ id: string; body: unknown }>('SELECT id, body FROM item WHERE fonds = $1 AND id = ANY($2::uuid[])', [
    feed,
    rids,
  ]);
  for (const { id, body } of items.rows) records.set(id, body);
  const fonds = await db.query<{ id: string; body: unknown }>('SELECT id, body FROM fonds WHERE id = $1 AND body IS NOT NULL', [feed]);
  for (const { id, body } of fonds.rows) records.set(id, body);
  return records;
}

/** Returned and parked changes of these records that no later result has settled, oldest first. */
export async function openOps(db: ClientBase, feed: string, rids: readonly string[]): Promise<OpenOp[]> {
  const { rows } = await db.query<{ entry: string; result: 'R' | 'P' }>(
    `SELECT feed.entry, op.result FROM op JOIN feed ON feed.fonds = op.fonds AND feed.seq = op.feed_seq
     WHERE op.fonds = $1 AND op.rid = ANY($2::uuid[]) AND op.result IN ('R', 'P')
       AND NOT EXISTS (SELECT 1 FROM op AS later WHERE later.op_id = op.op_id AND later.fonds = op.fonds AND later.feed_seq > op.feed_seq)
     ORDER BY op.feed_seq`,
    [feed, rids],
  );
  return rows.map(({ entry, result }) => ({ op: (JSON.parse(entry) as { op: Op }).op, result }));
}

/** Who has these 档号, and the 档号 these records have. */
export async function numbersOf(
  db: ClientBase,
  feed: string,
  numbers: readonly string[],
  rids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; number: string }>(
    `SELECT id, number FROM item WHERE fonds = $1 AND number IS NOT NULL AND NOT number_conflict AND number = ANY($2::text[])
     UNION SELECT id, number FROM item WHERE fonds = $1 AND number IS NOT NULL AND NOT number_conflict AND id = ANY($3::uuid[])`,
    [feed, numbers, rids],
  );
  return new Map(rows.map(({ id, number }) => [number, id]));
}

export async function saveItems(
  db: ClientBase,
  feed: string,
  items: readonly { record: ItemRecord; numberConflict: boolean | null }[],
): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map(({ record, numberConflict }) => ({
    id: record.id,
    category: record.category,
    year: record.year,
    term: record.term,
    organ: record.organ,
    number: record.number,
    serial: record.serial,
    responsible: record.responsible,
    document_number: record.documentNumber,
    title: record.title,
    date: record.date,
    openness: record.openness,
    pages: record.pages,
    box: record.box,
    binned: record.binnedAt !== null,
    number_conflict: numberConflict,
    body: record,
  }));
  await db.query(
    `INSERT INTO item (id, fonds, category, year, term, organ, number, serial, responsible, document_number, title, date, openness, pages, box, binned,
       number_conflict, body, rev)
     SELECT id, $1, category, year, term, organ, number, serial, responsible, document_number, title, date, openness, pages, box, binned,
       coalesce(number_conflict, false), body, 1
     FROM json_to_recordset($2) AS row (id uuid, category text, year int, term text, organ text, number text, serial int, responsible text,
       document_number text, title text, date text, openness text, pages int, box text, binned boolean, number_conflict boolean, body jsonb)
     ON CONFLICT (id) DO UPDATE SET category = excluded.category, year = excluded.year, term = excluded.term, organ = excluded.organ,
       number = excluded.number, serial = excluded.serial, responsible = excluded.responsible, document_number = excluded.document_number,
       title = excluded.title, date = excluded.date, openness = excluded.openness, pages = excluded.pages, box = excluded.box,
       binned = excluded.binned, body = excluded.body, rev = item.rev + 1`,
    [feed, JSON.stringify(rows)],
  );
  const judged = items.filter(({ numberConflict }) => numberConflict !== null);
  for (const conflict of [true, false]) {
    const ids = judged.filter(({ numberConflict }) => numberConflict === conflict).map(({ record }) => record.id);
    if (ids.length > 0)
      await db.query('UPDATE item SET number_conflict = $1 WHERE id = ANY($2::uuid[]) AND number_conflict <> $1', [conflict, ids]);
  }
}

export async function saveFondsBody(db: ClientBase, feed: string, body: { readonly name?: unknown }): Promise<void> {
  await db.query('UPDATE fonds SET body = $2, name = coalesce($3, name), rev = rev + 1 WHERE id = $1', [
    feed,
    JSON.stringify(body),
    typeof body.name === 'string' ? body.name : null,
  ]);
}

export async function appendFeed(
  db: ClientBase,
  feed: string,
  entries: readonly (Decided & { seq: number; entry: string; chain: string })[],
): Promise<void> {
  if (entries.length === 0) return;
  await db.query('INSERT INTO feed (fonds, seq, entry, chain) SELECT $1, * FROM unnest($2::bigint[], $3::text[], $4::text[])', [
    feed,
    entries.map(({ seq }) => seq),
    entries.map(({ entry }) => entry),
    entries.map(({ chain }) => chain),
  ]);
  await db.query(
    'INSERT INTO op (fonds, op_id, feed_seq, rid, result, code, field) SELECT $1, * FROM unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::text[])',
    [
      feed,
      entries.map(({ op }) => op.id),
      entries.map(({ seq }) => seq),
      entries.map(({ op }) => op.rid),
      entries.map(({ r }) => r),
      entries.map(({ code }) => code),
      entries.map(({ field }) => field),
    ],
  );
}

/** Closes a parcel: its row, its receipt, its stream moved on. */
export async function saveParcel(db: ClientBase, feed: string, arrival: Arrival, no: string, receipt: Uint8Array): Promise<void> {
  const { dev, ep, seq } = arrival;
  await db.query(
    'INSERT INTO parcel (dev, ep, seq, fonds, sha256, changes, bytes, arrival, arrived_at, refused) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [dev, ep, seq, feed, arrival.sha256, arrival.changes, arrival.bytes, arrival.n, arrival.at, arrival.marked !== undefined],
  );
  await db.query('INSERT INTO receipt (no, dev, ep, seq, bytes) VALUES ($1, $2, $3, $4, $5)', [no, dev, ep, seq, receipt]);
  await db.query('UPDATE stream SET last = $3, last_hash = $4 WHERE dev = $1 AND ep = $2', [dev, ep, seq, arrival.sha256]);
}

export async function noteContact(db: ClientBase, dev: string): Promise<void> {
  await db.query('UPDATE device SET last_contact_at = now() WHERE dev = $1', [dev]);
}
