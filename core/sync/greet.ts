import { Refusal } from '../../shared/reply.ts';
import type { TaskContext } from '../context.ts';
import type { Enrolled } from './device.ts';
import { CountyRefusal, type Line } from './line.ts';
import { streamPosition } from './seal.ts';
import { beginCountyFeed, countyFeedPosition } from './store.feed.ts';
import { parcelAt, peers, saveContact, stepBack } from './store.ts';
import { countyFeed, type Head, HelloAnswer, nothingBefore, protocol, readHead, WireProblem } from './wire/index.ts';

/** What the county said of its own feed. */
export interface CountyFeedSaid {
  readonly head: Head;
  /** Whether it goes on from what was read and seen here. */
  readonly goesOn: boolean;
}

export interface Greeting {
  readonly epoch: string;
  /** Null from a county that has no feed of its own yet. */
  readonly feed: CountyFeedSaid | null;
}

/** [S6] Compares both sides before anything is sent (sync.md §2.5); answers the county's epoch and what it says of its own feed. */
export async function greet(context: TaskContext, { device, county }: Enrolled, line: Line): Promise<Greeting> {
  const { db } = context;
  const mine = streamPosition(db, device.epochId);
  const feeds = peers(db, county.server);
  const known = countyFeedPosition(db, county.server);
  const own = known ?? { pulled: 0, pullChain: nothingBefore, headSeq: 0, headChain: nothingBefore };
  const answer = await line.ask(
    'v1/hello',
    {
      proto: protocol,
      dev: device.dev,
      ep: device.epochId,
      ...mine,
      server_epoch: county.serverEpoch,
      feeds: [...feeds, { ...own, fondsId: countyFeed }].map((peer) => ({
        fonds: peer.fondsId,
        pulled: [peer.pulled, peer.pullChain],
        head: [peer.headSeq, peer.headChain],
      })),
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
  const headFrom = (letter: string, feed: string) => {
    const head = readHead(Buffer.from(letter, 'base64'), county.key);
    if (!head || head.srv !== county.server || head.fonds !== feed)
      throw new Refusal('not-the-county', 'the head is not signed by the county', { why: 'head' });
    return head;
  };
  for (const peer of feeds) {
    const theirs = answer.feeds.find((feed) => feed.fonds === peer.fondsId);
    if (!theirs) throw new Refusal('county-refused', `the county does not serve ${peer.fondsId}`, { status: 200, why: 'out-of-scope' });
    headFrom(theirs.head, peer.feed);
    if (peer.headSeq > 0 && theirs.chain_at_head !== peer.headChain && !restored && !lost) {
      throw new Refusal('county-refused', 'the county shows another history than before', {
        status: 200,
        why: 'history-changed',
        seq: peer.headSeq,
      });
    }
  }
  const said = answer.feeds.find((feed) => feed.fonds === countyFeed);
  const head = said && headFrom(said.head, countyFeed);
  const goesOn =
    head !== undefined && head.seq >= own.headSeq && said?.chain_at_pulled === own.pullChain && said.chain_at_head === own.headChain;
  // [P6] The county's own feed begins anew where it was restored: its signed epoch is another, or it lost what it had receipted.
  const anew = head !== undefined && (!known || (!goesOn && (lost || known.headEpoch !== head.srv_ep)));
  if (anew) context.prepare((write) => beginCountyFeed(write, county.server, head.srv_ep, nothingBefore));
  if (lost) goBackTo(context, device.epochId, answer.last + 1, mine.acked);
  context.prepare((write) => saveContact(write, county.server, answer.server_epoch, answer.durable_seq, context.now().toISOString()));
  return { epoch: answer.server_epoch, feed: head ? { head, goesOn: goesOn || anew } : null };
}

/** The county is behind: parcels from `seq` on go again from the bytes kept. */
export function goBackTo(context: TaskContext, epochId: string, seq: number, from: number): void {
  if (seq < 1 || seq > from || !parcelAt(context.db, epochId, seq))
    throw new Refusal('forked', `parcel ${seq} is not kept here`, { why: 'parcel-missing', seq });
  context.prepare((db) => stepBack(db, epochId, seq - 1, context.now().toISOString()));
}

/** What went wrong, in the closed list's words. */
export function refusalOf(error: unknown): unknown {
  if (error instanceof WireProblem) return new Refusal('bad-receipt', error.message, { why: error.fault });
  if (error instanceof CountyRefusal) return new Refusal('county-refused', error.message, { status: error.status, why: error.code });
  return error;
}
