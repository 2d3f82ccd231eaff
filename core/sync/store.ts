import type { FondsId } from '../../shared/fonds/fonds.ts';
import type { Json } from '../../shared/reply.ts';
import type { SendState, SentRecord } from '../../shared/sync/sync.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

/** Forms of records that are sent. Their rooms own the meaning; sync only carries. */
export const syncedSchemas: readonly string[] = ['fonds@1', 'item@1'];

const synced = `schema IN (${syncedSchemas.map((schema) => `'${schema}'`).join(', ')}) AND fonds_id IS NOT NULL`;

export interface SyncState {
  notedLsn: number;
  problem: string;
  problemDetails: string;
  problemAt: string | null;
  forked: number;
}

export function syncState(db: ReadableDb): SyncState {
  return db.get<SyncState>(
    'SELECT noted_lsn AS notedLsn, problem, problem_details AS problemDetails, problem_at AS problemAt, forked FROM sync_state',
  )!;
}

export function saveProblem(db: WritableDb, problem: string, details: { readonly [key: string]: Json }, at: string): void {
  db.run('UPDATE sync_state SET problem = :problem, problem_details = :details, problem_at = :at', {
    problem,
    details: JSON.stringify(details),
    at: problem === '' ? null : at,
  });
}

export function setForked(db: WritableDb, forked: boolean): void {
  db.run('UPDATE sync_state SET forked = :forked', { forked });
}

// Noting: what the log holds and sync has not looked at yet.

/** Notes the changes after the mark, at most `limit` rows of the log; answers whether more are left. */
export function noteChanges(db: WritableDb, limit: number): boolean {
  const { notedLsn } = syncState(db);
  const upTo = db.get<{ lsn: number | null }>(
    'SELECT max(lsn) AS lsn FROM (SELECT lsn FROM change_log WHERE lsn > :notedLsn ORDER BY lsn LIMIT :limit)',
    { notedLsn, limit },
  )!.lsn;
  if (upTo === null) return false;
  const range = { notedLsn, upTo };
  db.run(
    `INSERT INTO sync_ops (op_id, lsn, record_id, fonds_id, state)
     SELECT id, lsn, record_id, fonds_id, iif(secrecy >= 2, 'held', 'pending') FROM change_log
     WHERE lsn > :notedLsn AND lsn <= :upTo AND ${synced}`,
    range,
  );
  db.run(
    `INSERT INTO sync_records (record_id, room, fonds_id, state, lsn)
     SELECT record_id, substr(schema, 1, instr(schema, '@') - 1), fonds_id, 'unsent', lsn FROM change_log
     WHERE lsn > :notedLsn AND lsn <= :upTo AND ${synced} ORDER BY lsn
     ON CONFLICT (record_id) DO UPDATE SET state = 'unsent', lsn = excluded.lsn`,
    range,
  );
  db.run('UPDATE sync_state SET noted_lsn = :upTo', { upTo });
  return db.get('SELECT 1 FROM change_log WHERE lsn > :upTo LIMIT 1', { upTo }) !== undefined;
}

/** Records changed since the mark, as (state they are noted in, how many); '' for those never noted. */
function tailByState(db: ReadableDb, room: string): { state: string; n: number }[] {
  return db.all(
    `SELECT coalesce(noted.state, '') AS state, count(*) AS n
     FROM (SELECT DISTINCT record_id FROM change_log WHERE lsn > (SELECT noted_lsn FROM sync_state) AND ${synced} AND schema LIKE :room || '@%') AS tail
     LEFT JOIN sync_records AS noted ON noted.record_id = tail.record_id GROUP BY 1`,
    { room },
  );
}

export type Counts = { [State in SendState]: number };

/** Records of a room by state; what the log holds beyond the mark counts as unsent. Their sum is every record ever changed. */
export function countRecords(db: ReadableDb, room: string): Counts {
  const counts: Counts = { unsent: 0, sealed: 0, delivered: 0, returned: 0, conflict: 0 };
  for (const { state, n } of db.all<{ state: SendState; n: number }>(
    'SELECT state, count(*) AS n FROM sync_records WHERE room = :room GROUP BY state',
    { room },
  ))
    counts[state] = n;
  for (const { state, n } of tailByState(db, room)) {
    if (state !== '') counts[state as SendState] -= n;
    counts.unsent += n;
  }
  return counts;
}

/** When the oldest change that has no receipt yet was made. */
export function oldestUnsentAt(db: ReadableDb): string | null {
  const row = db.get<{ lsn: number | null }>(
    `SELECT min(lsn) AS lsn FROM (
       SELECT (SELECT min(lsn) FROM sync_ops WHERE state = 'pending') AS lsn
       UNION ALL SELECT (SELECT min(lsn) FROM sync_ops WHERE state = 'held')
       UNION ALL SELECT (SELECT min(lsn) FROM sync_ops WHERE state = 'sealed')
       UNION ALL SELECT (SELECT lsn FROM change_log WHERE lsn > (SELECT noted_lsn FROM sync_state) AND ${synced} ORDER BY lsn LIMIT 1))`,
  )!;
  if (row.lsn === null) return null;
  return db.get<{ at: string }>('SELECT at FROM change_log JOIN acts ON acts.number = act WHERE lsn = :lsn', { lsn: row.lsn })!.at;
}

// The device, the county, the feeds.

export interface Device {
  dev: string;
  epochId: string;
}

export function currentDevice(db: ReadableDb): Device | undefined {
  return db.get<Device>('SELECT dev, epoch_id AS epochId FROM sync_devices WHERE current = 1');
}

/** A new device with a new epoch takes the place of the one before; what it had sealed and not delivered goes back to the outbox. */
export function replaceDevice(db: WritableDb, device: Device & { since: string }): void {
  db.run('UPDATE sync_devices SET current = 0 WHERE current = 1');
  db.run('INSERT INTO sync_devices (dev, epoch_id, since, current) VALUES (:dev, :epochId, :since, 1)', { ...device });
  db.run(`UPDATE sync_ops SET state = 'pending' WHERE state = 'sealed'`);
  db.run(`UPDATE sync_records SET state = 'unsent' WHERE state = 'sealed'`);
  db.run(`UPDATE sync_parcels SET state = 'abandoned' WHERE state = 'sealed'`);
}

export interface CountyRow {
  server: string;
  name: string;
  address: string;
  /** Raw public key its receipts are signed with. */
  key: Uint8Array;
  keyName: string;
  serverEpoch: string;
  enrolledAt: string;
  lastContactAt: string | null;
}

export function enrolledCounty(db: ReadableDb): CountyRow | undefined {
  return db.get<CountyRow>(
    `SELECT server, name, address, key, key_name AS keyName, server_epoch AS serverEpoch, enrolled_at AS enrolledAt,
       last_contact_at AS lastContactAt FROM sync_counties LIMIT 1`,
  );
}

export function saveCounty(db: WritableDb, county: CountyRow): void {
  db.run(
    `INSERT INTO sync_counties (server, name, address, key, key_name, server_epoch, enrolled_at, last_contact_at)
     VALUES (:server, :name, :address, :key, :keyName, :serverEpoch, :enrolledAt, :lastContactAt)
     ON CONFLICT (server) DO UPDATE SET name = :name, address = :address, server_epoch = :serverEpoch, enrolled_at = :enrolledAt, last_contact_at = :lastContactAt`,
    { ...county },
  );
}

export function saveContact(db: WritableDb, server: string, serverEpoch: string, durableSeq: number, at: string): void {
  db.run(
    'UPDATE sync_counties SET server_epoch = :serverEpoch, durable_seq = max(durable_seq, :durableSeq), last_contact_at = :at WHERE server = :server',
    { server, serverEpoch, durableSeq, at },
  );
}

/** A fonds this desktop may send, with the feed it goes to. */
export interface Peer {
  server: string;
  fondsId: string;
  feed: string;
  pulled: number;
  pullChain: string;
  headSeq: number;
  headChain: string;
}

const peerColumns = 'server, fonds_id AS fondsId, feed, pulled, pull_chain AS pullChain, head_seq AS headSeq, head_chain AS headChain';

export function peers(db: ReadableDb, server: string): Peer[] {
  return db.all<Peer>(`SELECT ${peerColumns} FROM sync_peers WHERE server = :server`, { server });
}

export function savePeer(
  db: WritableDb,
  peer: { server: string; fondsId: string; feed: string; certificate: Uint8Array; chain: string },
): void {
  db.run(
    `INSERT INTO sync_peers (server, fonds_id, feed, certificate, pull_chain, head_chain) VALUES (:server, :fondsId, :feed, :certificate, :chain, :chain)
     ON CONFLICT (server, fonds_id) DO UPDATE SET feed = :feed, certificate = :certificate`,
    { ...peer },
  );
}

export function saveHead(db: WritableDb, server: string, fondsId: string, seq: number, chain: string): void {
  db.run('UPDATE sync_peers SET head_seq = :seq, head_chain = :chain WHERE server = :server AND fonds_id = :fondsId', {
    server,
    fondsId,
    seq,
    chain,
  });
}

// Sealing and sending.

export interface ParcelRow {
  epochId: string;
  seq: number;
  fondsId: string;
  sha256: string;
  sm3: string;
  changes: number;
  bytes: Uint8Array;
  sealedAt: string;
}

const parcelColumns = 'epoch_id AS epochId, seq, fonds_id AS fondsId, sha256, sm3, changes, bytes, sealed_at AS sealedAt';

/** Changes waiting to be sealed, oldest first. */
export function pendingOps(db: ReadableDb, fondsId: string, limit: number): { opId: string; lsn: number }[] {
  return db.all(`SELECT op_id AS opId, lsn FROM sync_ops WHERE state = 'pending' AND fonds_id = :fondsId ORDER BY lsn LIMIT :limit`, {
    fondsId,
    limit,
  });
}

export function countOps(db: ReadableDb, server: string): { pending: number; sealed: number } {
  return db.get(
    `SELECT coalesce(sum(state = 'pending'), 0) AS pending, coalesce(sum(state = 'sealed'), 0) AS sealed FROM sync_ops
     WHERE state IN ('pending', 'sealed') AND fonds_id IN (SELECT fonds_id FROM sync_peers WHERE server = :server)`,
    { server },
  )!;
}

export function newestParcel(db: ReadableDb, epochId: string): { seq: number; sha256: string } | undefined {
  return db.get('SELECT seq, sha256 FROM sync_parcels WHERE epoch_id = :epochId ORDER BY seq DESC LIMIT 1', { epochId });
}

export function newestAcknowledged(db: ReadableDb, epochId: string): number {
  return db.get<{ seq: number }>(`SELECT coalesce(max(seq), 0) AS seq FROM sync_parcels WHERE epoch_id = :epochId AND state <> 'sealed'`, {
    epochId,
  })!.seq;
}

export function parcelAt(db: ReadableDb, epochId: string, seq: number): ParcelRow | undefined {
  return db.get<ParcelRow>(`SELECT ${parcelColumns} FROM sync_parcels WHERE epoch_id = :epochId AND seq = :seq`, { epochId, seq });
}

/** The oldest parcel without a receipt. */
export function nextParcel(db: ReadableDb, epochId: string): ParcelRow | undefined {
  return db.get<ParcelRow>(
    `SELECT ${parcelColumns} FROM sync_parcels WHERE epoch_id = :epochId AND state = 'sealed' ORDER BY seq LIMIT 1`,
    { epochId },
  );
}

export function insertParcel(db: WritableDb, parcel: ParcelRow, opIds: readonly string[]): void {
  db.run(
    `INSERT INTO sync_parcels (epoch_id, seq, fonds_id, sha256, sm3, changes, bytes, sealed_at, state)
     VALUES (:epochId, :seq, :fondsId, :sha256, :sm3, :changes, :bytes, :sealedAt, 'sealed')`,
    { ...parcel },
  );
  for (const [place, opId] of opIds.entries())
    db.run(
      `UPDATE sync_ops SET state = 'sealed', epoch_id = :epochId, seq = :seq, place = :place, code = '', field = '', text = '' WHERE op_id = :opId`,
      { opId, epochId: parcel.epochId, seq: parcel.seq, place },
    );
  judgeRecords(db, parcel.epochId, parcel.seq);
}

/** Sets a change apart for good: it bears a mark and never leaves. */
export function holdOp(db: WritableDb, opId: string, field: string): void {
  db.run(`UPDATE sync_ops SET state = 'held', code = 'classified', field = :field WHERE op_id = :opId`, { opId, field });
}

/** What a record's changes, taken together, make of it: the worst that is still open. */
const judgement = `CASE
  WHEN EXISTS (SELECT 1 FROM sync_ops WHERE sync_ops.record_id = sync_records.record_id AND state IN ('pending', 'held')) THEN 'unsent'
  WHEN EXISTS (SELECT 1 FROM sync_ops WHERE sync_ops.record_id = sync_records.record_id AND state = 'sealed') THEN 'sealed'
  WHEN EXISTS (SELECT 1 FROM sync_ops WHERE sync_ops.record_id = sync_records.record_id AND state IN ('conflict', 'parked')) THEN 'conflict'
  WHEN EXISTS (SELECT 1 FROM sync_ops WHERE sync_ops.record_id = sync_records.record_id AND state = 'returned') THEN 'returned'
  ELSE 'delivered' END`;

/** Judges again every record touched by a parcel. */
export function judgeRecords(db: WritableDb, epochId: string, seq: number): void {
  db.run(
    `UPDATE sync_records SET state = ${judgement} WHERE record_id IN (SELECT record_id FROM sync_ops WHERE epoch_id = :epochId AND seq = :seq)`,
    { epochId, seq },
  );
}

export function judgeRecordOf(db: WritableDb, opId: string): void {
  db.run(`UPDATE sync_records SET state = ${judgement} WHERE record_id = (SELECT record_id FROM sync_ops WHERE op_id = :opId)`, { opId });
}

// Receipts.

export interface ReceiptFacts {
  server: string;
  no: string;
  epochId: string;
  seq: number;
  bytes: Uint8Array;
  at: string;
  changes: number;
  accepted: number;
  returned: number;
  conflict: number;
}

export function insertReceipt(db: WritableDb, receipt: ReceiptFacts): number {
  return db.run(
    `INSERT INTO sync_receipts (server, no, epoch_id, seq, bytes, at, changes, accepted, returned, conflict)
     VALUES (:server, :no, :epochId, :seq, :bytes, :at, :changes, :accepted, :returned, :conflict)`,
    { ...receipt },
  ).row;
}

export function closeParcel(db: WritableDb, epochId: string, seq: number, state: 'acknowledged' | 'refused'): void {
  db.run('UPDATE sync_parcels SET state = :state WHERE epoch_id = :epochId AND seq = :seq', { epochId, seq, state });
}

export interface Outcome {
  /** Place in the parcel. */
  readonly place: number;
  readonly state: 'pending' | 'held' | 'accepted' | 'returned' | 'conflict' | 'parked';
  readonly feedSeq: number | null;
  readonly code: string;
  readonly field: string;
  readonly text: string;
}

/** Writes what became of a parcel's changes. One since sealed again in a later parcel is left to that one. */
export function saveOutcomes(db: WritableDb, epochId: string, seq: number, receipt: number, outcomes: readonly Outcome[]): void {
  for (const outcome of outcomes)
    db.run(
      `UPDATE sync_ops SET state = :state, receipt = :receipt, feed_seq = :feedSeq, code = :code, field = :field, text = :text
       WHERE epoch_id = :epochId AND seq = :seq AND place = :place`,
      { ...outcome, epochId, seq, receipt },
    );
}

/** An earlier returned or parked change that now stands. */
export function settleOp(db: WritableDb, opId: string, receipt: number, feedSeq: number): void {
  db.run(
    `UPDATE sync_ops SET state = 'accepted', receipt = :receipt, feed_seq = :feedSeq, code = '', field = '', text = '' WHERE op_id = :opId`,
    { opId, receipt, feedSeq },
  );
  judgeRecordOf(db, opId);
}

/** Changes of a fonds that have a result, after a place in the log; those in parcels that go again as they are left aside. */
export function decidedOps(
  db: ReadableDb,
  { fondsId, epochId, last, after, limit }: { fondsId: string; epochId: string; last: number; after: number; limit: number },
): { opId: string; lsn: number; state: string }[] {
  return db.all(
    `SELECT op_id AS opId, lsn, state FROM sync_ops
     WHERE fonds_id = :fondsId AND lsn > :after AND state IN ('accepted', 'returned', 'conflict', 'parked')
       AND NOT (epoch_id = :epochId AND seq > :last)
     ORDER BY lsn LIMIT :limit`,
    { fondsId, epochId, last, after, limit },
  );
}

/** Back to the outbox: the county does not hold this change, or holds it otherwise than its receipt said. */
export function sendAgain(db: WritableDb, opId: string): void {
  db.run(
    `UPDATE sync_ops SET state = 'pending', epoch_id = NULL, seq = NULL, place = NULL, receipt = NULL, feed_seq = NULL, code = '', field = '', text = ''
     WHERE op_id = :opId`,
    { opId },
  );
  judgeRecordOf(db, opId);
}

/** The county no longer holds what came after `last`: those parcels go again, as they are; their receipts no longer count. */
export function stepBack(db: WritableDb, epochId: string, last: number, at: string): number {
  const from = { epochId, last };
  db.run('UPDATE sync_receipts SET superseded_at = :at WHERE epoch_id = :epochId AND seq > :last AND superseded_at IS NULL', {
    ...from,
    at,
  });
  db.run(
    `UPDATE sync_ops SET state = 'sealed', receipt = NULL, feed_seq = NULL, code = '', field = '', text = '' WHERE epoch_id = :epochId AND seq > :last AND state NOT IN ('held', 'pending')`,
    from,
  );
  db.run(
    `UPDATE sync_records SET state = ${judgement} WHERE record_id IN (SELECT record_id FROM sync_ops WHERE epoch_id = :epochId AND seq > :last)`,
    from,
  );
  // Earlier changes those receipts had settled: only a new receipt can say again what they are.
  const unsettled = db.all<{ opId: string }>(
    `SELECT op_id AS opId FROM sync_ops JOIN sync_receipts ON sync_receipts.row = receipt WHERE superseded_at IS NOT NULL`,
  );
  for (const { opId } of unsettled) sendAgain(db, opId);
  return db.run(
    `UPDATE sync_parcels SET state = 'sealed' WHERE epoch_id = :epochId AND seq > :last AND state IN ('acknowledged', 'refused')`,
    from,
  ).changes;
}

export interface ReceiptRow extends ReceiptFacts {
  row: number;
  supersededAt: string | null;
  dev: string;
}

const receiptColumns = `row, server, no, sync_receipts.epoch_id AS epochId, seq, bytes, at, changes, accepted, returned, conflict,
  superseded_at AS supersededAt, dev`;

export function receipts(db: ReadableDb): ReceiptRow[] {
  return db.all<ReceiptRow>(
    `SELECT ${receiptColumns} FROM sync_receipts JOIN sync_devices ON sync_devices.epoch_id = sync_receipts.epoch_id ORDER BY row DESC`,
  );
}

export function newestReceipt(db: ReadableDb): { no: string; at: string } | undefined {
  return db.get('SELECT no, at FROM sync_receipts WHERE superseded_at IS NULL ORDER BY row DESC LIMIT 1');
}

/** The changes that count as delivered by a receipt, with their place where the parcel of the receipt brought them. */
export function deliveredBy(db: ReadableDb, receipt: ReceiptRow): { opId: string; place: number | null }[] {
  const { row, epochId, seq } = receipt;
  return db.all(
    `SELECT op_id AS opId, iif(epoch_id = :epochId AND seq = :seq, place, NULL) AS place FROM sync_ops WHERE receipt = :row AND state = 'accepted'`,
    { row, epochId, seq },
  );
}

export function countDelivered(db: ReadableDb): number {
  return db.get<{ n: number }>(`SELECT count(*) AS n FROM sync_ops WHERE state = 'accepted'`)!.n;
}

// What the screen lists.

interface RecordRow extends Omit<SentRecord, 'reason'> {
  code: string;
  field: string;
  text: string;
}

/** Records of a room, newest change first; those the log holds beyond the mark are unsent whatever was noted of them. */
export function sentRecords(
  db: ReadableDb,
  wanted: { fondsId: string | null; state: SendState | null; offset: number; limit: number },
): { rows: SentRecord[]; total: number } {
  const tail = tailByState(db, 'item').length > 0;
  const source = tail
    ? `(WITH tail AS MATERIALIZED (
          SELECT record_id, fonds_id, max(lsn) AS lsn FROM change_log
          WHERE lsn > (SELECT noted_lsn FROM sync_state) AND ${synced} AND schema LIKE 'item@%' GROUP BY record_id)
        SELECT record_id, 'item' AS room, fonds_id, state, lsn FROM sync_records WHERE room = 'item' AND record_id NOT IN (SELECT record_id FROM tail)
        UNION ALL SELECT record_id, 'item', fonds_id, 'unsent', lsn FROM tail)`
    : 'sync_records';
  const where = `room = 'item'${wanted.fondsId ? ' AND fonds_id = :fondsId' : ''}${wanted.state ? ' AND state = :state' : ''}`;
  const params = { ...(wanted.fondsId ? { fondsId: wanted.fondsId } : {}), ...(wanted.state ? { state: wanted.state } : {}) };
  const rows = db.all<RecordRow>(
    `SELECT page.record_id AS itemId, coalesce(items.title, '') AS title, items.number, page.state, acts.at AS changedAt,
       coalesce(sync_receipts.no, '') AS receipt, coalesce(said.code, '') AS code, coalesce(said.field, '') AS field, coalesce(said.text, '') AS text
     FROM (SELECT record_id, state, lsn FROM ${source} WHERE ${where} ORDER BY lsn DESC LIMIT :limit OFFSET :offset) AS page
     JOIN change_log ON change_log.lsn = page.lsn JOIN acts ON acts.number = change_log.act
     LEFT JOIN items ON items.id = page.record_id
     LEFT JOIN sync_ops AS said ON said.op_id = (
       SELECT op_id FROM sync_ops WHERE sync_ops.record_id = page.record_id
       ORDER BY code <> '' AND state <> 'accepted' DESC, receipt DESC, code <> '' DESC, sync_ops.lsn DESC LIMIT 1)
     LEFT JOIN sync_receipts ON sync_receipts.row = said.receipt AND page.state IN ('delivered', 'returned', 'conflict')
     ORDER BY page.lsn DESC`,
    { ...params, offset: wanted.offset, limit: wanted.limit },
  );
  const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM ${source} WHERE ${where}`, params)!.n;
  return { rows: rows.map(({ code, field, text, ...row }) => ({ ...row, reason: code === '' ? null : { code, field, text } })), total };
}

/** Changes that bear a mark of classification and never leave. */
export function countHeld(db: ReadableDb): number {
  return db.get<{ n: number }>(`SELECT count(*) AS n FROM sync_ops WHERE state = 'held'`)!.n;
}

/** The fonds' own descriptions and what became of them. */
export function sentFonds(db: ReadableDb): { fondsId: FondsId; state: SendState }[] {
  return db.all(`SELECT record_id AS fondsId, state FROM sync_records WHERE room = 'fonds' ORDER BY lsn`);
}
