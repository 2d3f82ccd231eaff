import { canonical, type Op } from '../../shared/audit/op.ts';
import { actHead, changeByOp, opOf } from '../audit/index.ts';
import type { QueryContext, TaskContext } from '../context.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import type { Enrolled } from './device.ts';
import {
  holdOp,
  insertParcel,
  judgeRecordOf,
  newestAcknowledged,
  newestParcel,
  noteChanges,
  type Peer,
  peers,
  pendingOps,
} from './store.ts';
import { classifiedField, nothingBefore, parcelLimits, type Sm3, sealParcel, sha256 } from './wire/index.ts';

/** A parcel is closed at so many changes, or so many characters of them (about 64 KiB after gzip; sync.md §2.4). */
const fullOps = 2000;
const fullText = 320_000;
/** Changes that must stand together may overfill a parcel up to this. */
const hardText = parcelLimits.inflated / 4;

/** How many waiting changes are looked at to fill one parcel; a group larger than this is cut. */
const lookAhead = 2 * fullOps;

/** How many rows of the log are noted at a time (about 20 ms). */
const noteSlice = 2000;

/** Notes a slice of the log; for idle time and before sending. Answers whether more is left. */
export function noteSome(db: WritableDb): boolean {
  return db.transaction(() => noteChanges(db, noteSlice));
}

/** Seals the next parcel of what is waiting, in one transaction; answers how many changes, 0 when nothing waits. */
export function sealNext(context: Pick<TaskContext, 'prepare'> & Pick<QueryContext, 'now'>, enrolled: Enrolled, sm3: Sm3): number {
  return context.prepare((db) => {
    for (const peer of peers(db, enrolled.county.server)) {
      const ops = take(db, peer);
      if (ops.length > 0) return seal(db, enrolled, peer, ops, sm3, context.now().toISOString());
    }
    return 0;
  });
}

/** [S4] The oldest waiting changes of a fonds that fill a parcel. What bears a mark is set apart here and never sealed (gate L2). */
function take(db: WritableDb, peer: Peer): Op[] {
  const taken: Op[] = [];
  let size = 0;
  for (const { opId } of pendingOps(db, peer.fondsId, lookAhead)) {
    const op = opOf(changeByOp(db, opId)!);
    const field = classifiedField(op);
    if (field !== null) {
      holdOp(db, opId, field);
      judgeRecordOf(db, opId);
      continue;
    }
    const together = op.txn !== undefined && op.txn === taken.at(-1)?.txn;
    const full = taken.length >= fullOps || size >= fullText;
    if (full && (!together || size >= hardText)) break;
    taken.push(op);
    size += canonical(op).length;
  }
  return taken;
}

function seal(db: WritableDb, { device, county, key }: Enrolled, peer: Peer, ops: readonly Op[], sm3: Sm3, at: string): number {
  const before = newestParcel(db, device.epochId);
  const seq = (before?.seq ?? 0) + 1;
  const bytes = sealParcel(
    {
      dev: device.dev,
      ep: device.epochId,
      seq,
      prev: before?.sha256 ?? nothingBefore,
      fonds: peer.fondsId,
      srv: county.server,
      srv_ep: county.serverEpoch,
      pulled: peer.pulled,
      head: [peer.headSeq, peer.headChain],
      audit: actHead(db),
      wall: at,
    },
    ops,
    sm3,
    key.sign,
  );
  insertParcel(
    db,
    {
      epochId: device.epochId,
      seq,
      fondsId: peer.fondsId,
      sha256: sha256(bytes).toString('hex'),
      sm3: sm3(bytes),
      changes: ops.length,
      bytes,
      sealedAt: at,
    },
    ops.map((op) => op.id),
  );
  return ops.length;
}

export function streamPosition(db: ReadableDb, epochId: string): { sealed: number; acked: number } {
  return { sealed: newestParcel(db, epochId)?.seq ?? 0, acked: newestAcknowledged(db, epochId) };
}
