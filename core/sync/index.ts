import type { SyncStatus } from '../../shared/sync/sync.ts';
import type { Handlers, WhenIdle } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { publishedSummary } from '../schemes/index.ts';
import { installation } from '../settings/index.ts';
import { countyOf, enrol } from './enrol.ts';
import { fetch } from './fetch.ts';
import { push } from './push.ts';
import { noteSome } from './seal.ts';
import { countUnreadable, countyFeedProblem } from './store.feed.ts';
import {
  countHeld,
  countRecords,
  currentDevice,
  enrolledCounty,
  newestReceipt,
  oldestUnsentAt,
  receipts,
  sentFonds,
  sentRecords,
  syncState,
} from './store.ts';
import { receiptFault, verifyReceipts } from './verify.ts';

export type { Exchange } from './egress.ts';

export const syncHandlers: Handlers<'sync'> = {
  'sync.status': ({ db }) => statusNow(db),
  'sync.records': ({ db }, wanted) => sentRecords(db, wanted),
  'sync.receipts'({ db }) {
    const key = enrolledCounty(db)?.key;
    return receipts(db).map((row) => ({
      number: row.no,
      at: row.at,
      seq: row.seq,
      changes: row.changes,
      accepted: row.accepted,
      returned: row.returned,
      conflict: row.conflict,
      verified: receiptFault(db, row, key) === '',
      superseded: row.supersededAt !== null,
    }));
  },
  'sync.enrol': enrol,
  'sync.push': push,
  'sync.fetch': fetch,
  'sync.verify': ({ db }) => verifyReceipts(db),
};

/** What the status bar tells: whether a county is enrolled, how many records wait (not yet receipted), since when. */
export function unsentSummary(db: ReadableDb): { enrolled: boolean; unsent: number; oldestUnsentAt: string | null } {
  const counts = countRecords(db, 'item');
  return { enrolled: enrolledCounty(db) !== undefined, unsent: counts.unsent + counts.sealed, oldestUnsentAt: oldestUnsentAt(db) };
}

/** Records the county has sent back and that wait for the archivist. */
export function returnedCount(db: ReadableDb): number {
  return countRecords(db, 'item').returned;
}

/** Notes new changes of the log while nobody waits, so that status and sending find them ready. */
export const noteWaiting: WhenIdle = (db) => installation(db).kind === 'networked' && noteSome(db);

function statusNow(db: ReadableDb): SyncStatus {
  const county = enrolledCounty(db);
  const counts = countRecords(db, 'item');
  const receipt = newestReceipt(db);
  const state = syncState(db);
  const feed = county && countyFeedProblem(db, county.server);
  return {
    county: county ? countyOf(county) : null,
    device: currentDevice(db)?.dev ?? '',
    records: Object.values(counts).reduce((sum, n) => sum + n, 0),
    ...counts,
    held: countHeld(db),
    fonds: sentFonds(db),
    oldestUnsentAt: oldestUnsentAt(db),
    lastReceipt: receipt ? { number: receipt.no, at: receipt.at } : null,
    lastProblem: state.problem,
    problemDetails: JSON.parse(state.problemDetails) as SyncStatus['problemDetails'],
    problemAt: state.problemAt,
    published: {
      ...publishedSummary(db),
      unreadable: countUnreadable(db),
      problem: feed?.problem ?? '',
      problemDetails: JSON.parse(feed?.problemDetails ?? '{}') as SyncStatus['problemDetails'],
      problemAt: feed?.problemAt ?? null,
    },
    forked: state.forked === 1,
  };
}
