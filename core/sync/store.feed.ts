import type { Json } from '../../shared/reply.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

/** How far the county's own feed was read, and the newest signed head of it ever seen. */
export interface CountyFeedPosition {
  readonly pulled: number;
  readonly pullChain: string;
  readonly headSeq: number;
  readonly headChain: string;
  readonly headEpoch: string;
}

export function countyFeedPosition(db: ReadableDb, server: string): CountyFeedPosition | undefined {
  return db.get<CountyFeedPosition>(
    `SELECT pulled, pull_chain AS pullChain, head_seq AS headSeq, head_chain AS headChain, head_epoch AS headEpoch
     FROM sync_county_feed WHERE server = :server`,
    { server },
  );
}

/** Begins the feed, or begins it anew: what was received from it stays with the schemes. */
export function beginCountyFeed(db: WritableDb, server: string, epoch: string, chain: string): void {
  db.run('DELETE FROM sync_county_entries WHERE server = :server', { server });
  db.run(
    `INSERT INTO sync_county_feed (server, pulled, pull_chain, head_seq, head_chain, head_epoch) VALUES (:server, 0, :chain, 0, :chain, :epoch)
     ON CONFLICT (server) DO UPDATE SET pulled = 0, pull_chain = :chain, head_seq = 0, head_chain = :chain, head_epoch = :epoch`,
    { server, epoch, chain },
  );
}

/** The newest head, as signed. */
export function saveCountyHead(
  db: WritableDb,
  server: string,
  head: { readonly seq: number; readonly chain: string; readonly srv_ep: string },
): void {
  db.run('UPDATE sync_county_feed SET head_seq = :seq, head_chain = :chain, head_epoch = :epoch WHERE server = :server', {
    server,
    seq: head.seq,
    chain: head.chain,
    epoch: head.srv_ep,
  });
}

export function saveCountyPosition(db: WritableDb, server: string, seq: number, chain: string): void {
  db.run('UPDATE sync_county_feed SET pulled = :seq, pull_chain = :chain WHERE server = :server', { server, seq, chain });
}

export interface CountyEntryRow {
  readonly seq: number;
  readonly state: 'applied' | 'unknown' | 'unreadable' | 'refused';
  readonly hash: string;
  readonly sealed: Uint8Array | null;
  readonly document: Uint8Array | null;
}

export function saveCountyEntry(db: WritableDb, server: string, entry: CountyEntryRow, receivedAt: string): void {
  db.run(
    `INSERT INTO sync_county_entries (server, seq, state, hash, sealed, document, received_at)
     VALUES (:server, :seq, :state, :hash, :sealed, :document, :receivedAt)
     ON CONFLICT (server, seq) DO UPDATE SET state = :state, hash = :hash, sealed = :sealed, document = :document`,
    { ...entry, server, receivedAt },
  );
}

/** Entries this program could not make anything of when they came, oldest first. */
export function openCountyEntries(db: ReadableDb, server: string): (CountyEntryRow & { sealed: Uint8Array })[] {
  return db.all(
    `SELECT seq, state, hash, sealed, document FROM sync_county_entries
     WHERE server = :server AND state IN ('unknown', 'unreadable') ORDER BY seq`,
    { server },
  );
}

/** Whether a later entry than this one is about the same document. */
export function isSpokenOfLater(db: ReadableDb, server: string, hash: string, seq: number): boolean {
  return (
    db.get(`SELECT 1 FROM sync_county_entries WHERE server = :server AND hash = :hash AND seq > :seq AND state = 'applied' LIMIT 1`, {
      server,
      hash,
      seq,
    }) !== undefined
  );
}

export function countUnreadable(db: ReadableDb): number {
  return db.get<{ n: number }>(`SELECT count(*) AS n FROM sync_county_entries WHERE state = 'unreadable'`)!.n;
}

export interface FeedProblem {
  readonly problem: string;
  readonly problemDetails: string;
  readonly problemAt: string | null;
}

/** The last thing that went wrong with the county's own feed; undefined where there is none. */
export function countyFeedProblem(db: ReadableDb, server: string): FeedProblem | undefined {
  return db.get<FeedProblem>(
    'SELECT problem, problem_details AS problemDetails, problem_at AS problemAt FROM sync_county_feed WHERE server = :server',
    { server },
  );
}

export function saveFeedProblem(
  db: WritableDb,
  server: string,
  problem: string,
  details: { readonly [key: string]: Json },
  at: string,
): void {
  db.run('UPDATE sync_county_feed SET problem = :problem, problem_details = :details, problem_at = :at WHERE server = :server', {
    server,
    problem,
    details: JSON.stringify(details),
    at: problem === '' ? null : at,
  });
}
