import type { Output } from '../../shared/contract.ts';
import { Refusal } from '../../shared/reply.ts';
import type { Progress } from '../../shared/tasks/tasks.ts';
import type { TaskContext } from '../context.ts';
import type { WritableDb } from '../db/database.ts';
import { type Enrolled, requireEnrolled, requireNetworked } from './device.ts';
import { CountyRefusal, type Line, openLine } from './line.ts';
import { noteSome, sealNext, streamPosition } from './seal.ts';
import {
  closeParcel,
  countOps,
  insertReceipt,
  judgeRecords,
  nextParcel,
  type Outcome,
  type ParcelRow,
  parcelAt,
  peers,
  saveContact,
  saveHead,
  saveOutcomes,
  saveProblem,
  setForked,
  settleOp,
  stepBack,
} from './store.ts';
import { HelloAnswer, loadSm3, ParcelAnswer, protocol, type Receipt, readHead, requireReceipt, WireProblem } from './wire/index.ts';

type Pushed = Output<'sync.push'>;

/** [S3] Notes, greets, seals, sends, stores receipts. Safe to run again after any failure: sealed bytes go again as they are. */
export async function* push(context: TaskContext): AsyncGenerator<Progress, Pushed, void> {
  requireNetworked(context);
  try {
    const pushed = yield* deliver(context, requireEnrolled(context));
    context.prepare((db) => saveProblem(db, '', {}, context.now().toISOString()));
    return pushed;
  } catch (error) {
    const problem = refusalOf(error);
    if (!context.signal.aborted && problem instanceof Refusal) {
      context.prepare((db) => {
        if (problem.code === 'forked') setForked(db, true);
        saveProblem(db, problem.code, problem.details, context.now().toISOString());
      });
    }
    throw problem;
  }
}

async function* deliver(context: TaskContext, enrolled: Enrolled): AsyncGenerator<Progress, Pushed, void> {
  const { db, signal } = context;
  const pushed: Pushed = { parcels: 0, changes: 0, accepted: 0, returned: 0, conflict: 0, receipts: [], bytes: 0 };
  while (context.prepare(noteSome)) yield { done: 0, total: 0, step: 'gathering' };
  yield { done: 0, total: 0, step: 'greeting' };
  const line = await openLine(enrolled.county.address, enrolled.key, signal);
  const sm3 = await loadSm3();
  const county = await greet(context, enrolled, line);
  const now = { ...enrolled, county: { ...enrolled.county, serverEpoch: county.epoch } };

  const waiting = countOps(db, enrolled.county.server);
  const total = waiting.pending + waiting.sealed;
  for (;;) {
    let parcel = nextParcel(db, enrolled.device.epochId);
    if (!parcel) {
      if (sealNext(context, now, sm3) === 0) break;
      parcel = nextParcel(db, enrolled.device.epochId)!;
    }
    yield { done: Math.min(pushed.changes, total), total, step: 'sending' };
    const receipt = await sendParcel(context, now, line, parcel);
    if (!receipt) continue;
    const count = (letters: string) => [...receipt.results].filter((letter) => letters.includes(letter)).length;
    pushed.parcels += 1;
    pushed.bytes += parcel.bytes.length;
    pushed.changes += count('ARCPX');
    pushed.accepted += count('A');
    pushed.returned += count('R');
    pushed.conflict += count('CP');
    pushed.receipts.push(receipt.no);
  }
  return pushed;
}

/** What a parcel became; undefined when the county asks for an older one first. */
async function sendParcel(context: TaskContext, { device, county }: Enrolled, line: Line, parcel: ParcelRow): Promise<Receipt | undefined> {
  let answer: { receipt: string; durable_seq: number };
  try {
    answer = await line.send('v1/parcels', parcel.bytes, ParcelAnswer);
  } catch (error) {
    if (!(error instanceof CountyRefusal)) throw error;
    if (error.code === 'fork') throw new Refusal('forked', error.message, { why: 'parcel-differs', seq: parcel.seq });
    if (error.code !== 'gap') throw error;
    goBackTo(context, device.epochId, error.expected ?? 0, parcel.seq);
    return undefined;
  }
  const bytes = Buffer.from(answer.receipt, 'base64');
  const receipt = requireReceipt(bytes, {
    countyKey: county.key,
    srv: county.server,
    dev: device.dev,
    ep: device.epochId,
    seq: parcel.seq,
    fonds: parcel.fondsId,
    sha256: parcel.sha256,
    sm3: parcel.sm3,
    n: parcel.changes,
  });
  const at = context.now().toISOString();
  context.prepare((db) => {
    keepReceipt(db, county.server, parcel, receipt, bytes);
    saveHead(db, county.server, parcel.fondsId, receipt.head[0], receipt.head[1]);
    saveContact(db, county.server, receipt.srv_ep, answer.durable_seq, at);
  });
  return receipt;
}

/** [S5] One transaction: the receipt, what became of each change, the parcel closed. */
function keepReceipt(db: WritableDb, server: string, parcel: ParcelRow, receipt: Receipt, bytes: Uint8Array): void {
  const count = (letters: string) => [...receipt.results].filter((letter) => letters.includes(letter)).length;
  const row = insertReceipt(db, {
    server,
    no: receipt.no,
    epochId: parcel.epochId,
    seq: parcel.seq,
    bytes,
    at: receipt.at,
    changes: parcel.changes,
    accepted: count('A'),
    returned: count('R'),
    conflict: count('CP'),
  });
  saveOutcomes(db, parcel.epochId, parcel.seq, row, outcomesOf(receipt));
  for (const [opId, feedSeq] of receipt.settled) settleOp(db, opId, row, feedSeq);
  judgeRecords(db, parcel.epochId, parcel.seq);
  closeParcel(db, parcel.epochId, parcel.seq, receipt.kind === 'refused' ? 'refused' : 'acknowledged');
}

const states = { A: 'accepted', R: 'returned', C: 'conflict', P: 'parked', X: 'held', N: 'pending' } as const;

/** A parcel's changes take the places of its feed range in order; those known before and those settled have places of their own. */
function outcomesOf(receipt: Receipt): Outcome[] {
  const known = new Map(receipt.known);
  const taken = new Set(receipt.settled.map(([, seq]) => seq));
  const notes = new Map(receipt.notes.map((note) => [note.i, note]));
  let next = receipt.feed[0];
  return [...receipt.results].map((letter, place) => {
    const entered = letter !== 'X' && letter !== 'N' && !known.has(place);
    while (entered && taken.has(next)) next += 1;
    const feedSeq = known.get(place) ?? (entered ? next++ : null);
    const note = notes.get(place);
    return {
      place,
      state: states[letter as keyof typeof states],
      feedSeq,
      code: note?.code ?? '',
      field: note?.field ?? '',
      text: note?.text ?? '',
    };
  });
}

/** [S6] Compares both sides before anything is sent (sync.md §2.5); answers the county's epoch. */
async function greet(context: TaskContext, { device, county }: Enrolled, line: Line): Promise<{ epoch: string }> {
  const { db } = context;
  const mine = streamPosition(db, device.epochId);
  const feeds = peers(db, county.server);
  const answer = await line.ask(
    'v1/hello',
    {
      proto: protocol,
      dev: device.dev,
      ep: device.epochId,
      ...mine,
      server_epoch: county.serverEpoch,
      feeds: feeds.map((peer) => ({ fonds: peer.fondsId, pulled: [peer.pulled, peer.pullChain], head: [peer.headSeq, peer.headChain] })),
    },
    HelloAnswer,
  );
  if (answer.server !== county.server) throw new Refusal('not-the-county', 'another county answers here', { why: 'other-county' });
  if (answer.last > mine.sealed)
    throw new Refusal('forked', `the county holds parcel ${answer.last}, the newest here is ${mine.sealed}`, {
      why: 'county-ahead',
      seq: answer.last,
    });
  if (answer.last > 0 && parcelAt(db, device.epochId, answer.last)?.sha256 !== answer.last_hash)
    throw new Refusal('forked', `parcel ${answer.last} differs`, { why: 'parcel-differs', seq: answer.last });

  const restored = answer.server_epoch !== county.serverEpoch;
  const lost = answer.last < mine.acked;
  for (const peer of feeds) {
    const theirs = answer.feeds.find((feed) => feed.fonds === peer.fondsId);
    if (!theirs) throw new Refusal('county-refused', `the county does not serve ${peer.fondsId}`, { status: 200, why: 'out-of-scope' });
    const head = readHead(Buffer.from(theirs.head, 'base64'), county.key);
    if (!head || head.srv !== county.server || head.fonds !== peer.feed)
      throw new Refusal('not-the-county', 'the head is not signed by the county', { why: 'head' });
    if (peer.headSeq > 0 && theirs.chain_at_head !== peer.headChain && !restored && !lost) {
      throw new Refusal('county-refused', 'the county shows another history than before', {
        status: 200,
        why: 'history-changed',
        seq: peer.headSeq,
      });
    }
  }
  if (lost) goBackTo(context, device.epochId, answer.last + 1, mine.acked);
  context.prepare((write) => saveContact(write, county.server, answer.server_epoch, answer.durable_seq, context.now().toISOString()));
  return { epoch: answer.server_epoch };
}

/** The county is behind: parcels from `seq` on go again from the bytes kept. */
function goBackTo(context: TaskContext, epochId: string, seq: number, from: number): void {
  if (seq < 1 || seq > from || !parcelAt(context.db, epochId, seq))
    throw new Refusal('forked', `parcel ${seq} is not kept here`, { why: 'parcel-missing', seq });
  context.prepare((db) => stepBack(db, epochId, seq - 1, context.now().toISOString()));
}

function refusalOf(error: unknown): unknown {
  if (error instanceof WireProblem) return new Refusal('bad-receipt', error.message, { why: error.fault });
  if (error instanceof CountyRefusal) return new Refusal('county-refused', error.message, { status: error.status, why: error.code });
  return error;
}
