import { Refusal } from '../../shared/reply.ts';
import type { TaskContext } from '../context.ts';
import type { Enrolled } from './device.ts';
import { CountyRefusal, type Line } from './line.ts';
import { streamPosition } from './seal.ts';
import { beginCountyFeed, countyFeedPosition } from './store.feed.ts';
import { decidedOps, type Peer, parcelAt, peers, saveContact, saveHead, sendAgain, stepBack } from './store.ts';
import { countyFeed, DiffAnswer, type Head, HelloAnswer, nothingBefore, protocol, readHead, WireProblem } from './wire/index.ts';

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
    if (!head || head.srv !== county.server) throw new Refusal('not-the-county', 'the head is not signed by the county', { why: 'head' });
    // Set back to before this fonds was registered, the county knows it by another name now: enrolling again tells it.
    if (head.fonds !== feed)
      throw new Refusal('county-refused', `the county calls the feed ${head.fonds}, not ${feed}`, { status: 200, why: 'out-of-scope' });
    return head;
  };
  const heads = feeds.map((peer) => {
    const theirs = answer.feeds.find((feed) => feed.fonds === peer.fondsId);
    if (!theirs) throw new Refusal('county-refused', `the county does not serve ${peer.fondsId}`, { status: 200, why: 'out-of-scope' });
    const head = headFrom(theirs.head, peer.feed);
    if (peer.headSeq > 0 && theirs.chain_at_head !== peer.headChain && !restored && !lost) {
      throw new Refusal('county-refused', 'the county shows another history than before', {
        status: 200,
        why: 'history-changed',
        seq: peer.headSeq,
      });
    }
    return head;
  });
  const said = answer.feeds.find((feed) => feed.fonds === countyFeed);
  const head = said && headFrom(said.head, countyFeed);
  const goesOn =
    head !== undefined && head.seq >= own.headSeq && said?.chain_at_pulled === own.pullChain && said.chain_at_head === own.headChain;
  // [P6] The county's own feed begins anew where it was restored: its signed epoch is another, or it lost what it had receipted.
  const anew = head !== undefined && (!known || (!goesOn && (lost || known.headEpoch !== head.srv_ep)));
  if (lost && !parcelAt(db, device.epochId, answer.last + 1))
    throw new Refusal('forked', `parcel ${answer.last + 1} is not kept here`, { why: 'parcel-missing', seq: answer.last + 1 });
  const astray = restored || lost ? await changesAstray(context, line, device, feeds, answer.last) : [];
  // All of it or none: half of it would hide from the next greeting that there was anything to do.
  context.prepare((write) => {
    const at = context.now().toISOString();
    if (anew) beginCountyFeed(write, county.server, head.srv_ep, nothingBefore);
    if (lost) stepBack(write, device.epochId, answer.last, at);
    for (const opId of astray) sendAgain(write, opId);
    for (const [nth, peer] of feeds.entries()) saveHead(write, county.server, peer.fondsId, heads[nth]!.seq, heads[nth]!.chain);
    saveContact(write, county.server, answer.server_epoch, answer.durable_seq, at);
  });
  return { epoch: answer.server_epoch, feed: head ? { head, goesOn: goesOn || anew } : null };
}

const letterOf: { readonly [state: string]: string } = { accepted: 'A', returned: 'R', conflict: 'C', parked: 'P' };
const askedAtOnce = 4000;

/** After any doubt: the changes the county lacks, or holds otherwise than its receipts said, whichever epoch sent them (sync.md §2.5). */
async function changesAstray(
  { db }: TaskContext,
  line: Line,
  device: Enrolled['device'],
  feeds: readonly Peer[],
  last: number,
): Promise<string[]> {
  const astray: string[] = [];
  for (const { fondsId } of feeds) {
    for (let after = 0; ; ) {
      const some = decidedOps(db, { fondsId, epochId: device.epochId, last, after, limit: askedAtOnce });
      if (some.length === 0) break;
      after = some.at(-1)!.lsn;
      const question = { proto: protocol, dev: device.dev, fonds: fondsId, ops: some.map(({ opId }) => opId) };
      const { results } = await line.ask('v1/diff', question, DiffAnswer).catch((error: unknown) => {
        if (error instanceof CountyRefusal && error.code === 'unknown-path') return { results: null }; // an older county cannot say
        throw error;
      });
      if (results === null) return [];
      if (results.length !== some.length) throw new WireProblem('count-mismatch', `${results.length} results for ${some.length} changes`);
      astray.push(...some.filter(({ state }, place) => letterOf[state] !== results[place]).map(({ opId }) => opId));
    }
  }
  return astray;
}

/** What went wrong, in the closed list's words. */
export function refusalOf(error: unknown): unknown {
  if (error instanceof WireProblem) return new Refusal('bad-receipt', error.message, { why: error.fault });
  if (error instanceof CountyRefusal) return new Refusal('county-refused', error.message, { status: error.status, why: error.code });
  return error;
}
