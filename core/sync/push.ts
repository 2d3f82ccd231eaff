import type { Output } from '../../shared/contract.ts';
import { Refusal } from '../../shared/reply.ts';
import type { Progress } from '../../shared/tasks/tasks.ts';
import type { TaskContext } from '../context.ts';
import type { WritableDb } from '../db/database.ts';
import { type Enrolled, requireEnrolled, requireNetworked } from './device.ts';
import { collectBeside } from './fetch.ts';
import { greet, refusalOf } from './greet.ts';
import { CountyRefusal, type Line, openLine } from './line.ts';
import { noteSome, sealNext } from './seal.ts';
import {
  closeParcel,
  countOps,
  insertReceipt,
  judgeRecords,
  nextParcel,
  type Outcome,
  type ParcelRow,
  peers,
  saveContact,
  saveHead,
  saveOutcomes,
  saveProblem,
  setForked,
  settleOp,
} from './store.ts';
import { loadSm3, ParcelAnswer, type Receipt, requireReceipt } from './wire/index.ts';

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
  const { db } = context;
  const pushed: Pushed = { parcels: 0, changes: 0, accepted: 0, returned: 0, conflict: 0, receipts: [], bytes: 0, published: 0 };
  while (context.prepare(noteSome)) yield { done: 0, total: 0, step: 'gathering' };
  yield { done: 0, total: 0, step: 'greeting' };
  const line = await openLine(enrolled.county.address, enrolled.key, context);
  const sm3 = await loadSm3();
  let county = await greet(context, enrolled, line);
  let now = { ...enrolled, county: { ...enrolled.county, serverEpoch: county.epoch } };

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
    if (!receipt) {
      // The county lost something since the greeting: compare again.
      county = await greet(context, now, line);
      now = { ...enrolled, county: { ...enrolled.county, serverEpoch: county.epoch } };
      if (nextParcel(db, enrolled.device.epochId)!.seq < parcel.seq) continue;
      throw new Refusal('county-refused', `the county asks for a parcel before ${parcel.seq}, and says it has it`, {
        status: 409,
        why: 'gap',
      });
    }
    const count = (letters: string) => [...receipt.results].filter((letter) => letters.includes(letter)).length;
    pushed.parcels += 1;
    pushed.bytes += parcel.bytes.length;
    pushed.changes += count('ARCPX');
    pushed.accepted += count('A');
    pushed.returned += count('R');
    pushed.conflict += count('CP');
    pushed.receipts.push(receipt.no);
  }
  // What the county publishes is fetched beside the work: trouble with it does not make undelivered what was delivered.
  yield { done: total, total, step: 'fetching' };
  pushed.published = (yield* collectBeside(context, now, line, county)).received;
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
    if (error.code === 'gap') return undefined;
    throw error;
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
    // Epoch and head were compared at the greeting. A county set back since is not believed: the next greeting will see it.
    const seen = peers(db, county.server).find(({ fondsId }) => fondsId === parcel.fondsId);
    const goesOn = receipt.srv_ep === county.serverEpoch && receipt.head[0] - entriesOf(receipt) >= (seen?.headSeq ?? 0);
    if (goesOn) saveHead(db, county.server, parcel.fondsId, receipt.head[0], receipt.head[1]);
    saveContact(db, county.server, county.serverEpoch, answer.durable_seq, at);
  });
  return receipt;
}

const entriesOf = ({ feed: [first, last] }: Receipt) => (last === 0 ? 0 : last - first + 1);

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
