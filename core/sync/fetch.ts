import type { Output } from '../../shared/contract.ts';
import { Refusal } from '../../shared/reply.ts';
import { SchemeDocument } from '../../shared/schemes/document.ts';
import { documentMarks } from '../../shared/schemes/published.ts';
import { carriesMark } from '../../shared/sync/marks.ts';
import type { Progress } from '../../shared/tasks/tasks.ts';
import type { TaskContext } from '../context.ts';
import type { WritableDb } from '../db/database.ts';
import { publishedDocument, receivePublished, withdrawPublished } from '../schemes/index.ts';
import { type Enrolled, requireEnrolled, requireNetworked } from './device.ts';
import { type Greeting, greet, refusalOf } from './greet.ts';
import { type Line, openLine } from './line.ts';
import {
  type CountyEntryRow,
  type CountyFeedPosition,
  countyFeedPosition,
  isSpokenOfLater,
  openCountyEntries,
  saveCountyEntry,
  saveCountyHead,
  saveCountyPosition,
  saveFeedProblem,
} from './store.feed.ts';
import {
  CountyFeedAnswer,
  chainWith,
  DocumentAnswer,
  protocol,
  requireCountyEntry,
  SchemeEntry,
  sha256,
  unpackDocument,
  WireProblem,
} from './wire/index.ts';

type Fetched = Output<'sync.fetch'>;

/** Reads the county's own feed: what it published and withdrew. Nothing is sent but the question. */
export async function* fetch(context: TaskContext): AsyncGenerator<Progress, Fetched, void> {
  requireNetworked(context);
  const enrolled = requireEnrolled(context);
  yield { done: 0, total: 0, step: 'greeting' };
  const line = await openLine(enrolled.county.address, enrolled.key, context);
  try {
    return yield* noting(context, enrolled, collect(context, enrolled, line, await greet(context, enrolled, line)));
  } catch (error) {
    throw feedRefusal(error);
  }
}

/** The same beside sending: a refusal is noted for the screen, and nothing else comes of it. */
export async function* collectBeside(
  context: TaskContext,
  enrolled: Enrolled,
  line: Line,
  greeting: Greeting,
): AsyncGenerator<Progress, Fetched, void> {
  try {
    return yield* noting(context, enrolled, collect(context, enrolled, line, greeting));
  } catch (error) {
    if (context.signal.aborted || !(feedRefusal(error) instanceof Refusal)) throw error;
    return nothingFetched();
  }
}

const nothingFetched = (): Fetched => ({ received: 0, withdrawn: 0, unreadable: 0, refused: 0 });

async function* noting(
  context: TaskContext,
  { county }: Enrolled,
  work: AsyncGenerator<Progress, Fetched, void>,
): AsyncGenerator<Progress, Fetched, void> {
  const note = (code: string, details: Refusal['details']) =>
    context.prepare((db) => saveFeedProblem(db, county.server, code, details, context.now().toISOString()));
  try {
    const fetched = yield* work;
    note('', {});
    return fetched;
  } catch (error) {
    const problem = feedRefusal(error);
    if (!context.signal.aborted && problem instanceof Refusal) note(problem.code, problem.details);
    throw error;
  }
}

/** In the words of the feed, which are not those of sending. */
function feedRefusal(error: unknown): unknown {
  const problem = refusalOf(error);
  if (!(problem instanceof Refusal)) return problem;
  return new Refusal(problem.code, problem.message, { ...problem.details, what: 'published' });
}

/** An entry with its letter and the chain up to it. */
interface Arrived {
  readonly seq: number;
  readonly sealed: Buffer;
  readonly entry: object;
  readonly chain: string;
}

/**
 * [P4][P5] Reads all entries up to the signed head and holds them against it before anything of them is stored; then stores each with its
 * document and the place read to, in one transaction.
 */
async function* collect(context: TaskContext, enrolled: Enrolled, line: Line, { feed }: Greeting): AsyncGenerator<Progress, Fetched, void> {
  const { server, name } = enrolled.county;
  const fetched = nothingFetched();
  const position = feed && countyFeedPosition(context.db, server);
  if (!feed || !position) return fetched;
  if (!feed.goesOn)
    throw new Refusal('county-refused', 'the county shows another feed than before', {
      status: 200,
      why: 'feed-changed',
      seq: position.headSeq,
    });
  const arrived = yield* entriesUpTo(enrolled, line, position, feed.head);
  context.prepare((db) => saveCountyHead(db, server, feed.head));

  const keep = async (seq: number, sealed: Buffer, found: object, had: Uint8Array | null, moved?: Arrived) => {
    const entry = SchemeEntry.safeParse(found).data;
    const document = entry?.kind === 'scheme-published' ? (had ?? (await documentOf(context, enrolled, line, entry.hash))) : null;
    const at = context.now().toISOString();
    context.prepare((db) => {
      const state = entry ? take(db, { server, name, sealed, at }, entry, document) : 'unknown';
      const isKept = state !== 'refused';
      const row: CountyEntryRow = {
        seq,
        state,
        hash: entry?.hash ?? '',
        sealed: isKept ? sealed : null,
        document: state === 'unreadable' ? document : null,
      };
      saveCountyEntry(db, server, row, at);
      if (moved) saveCountyPosition(db, server, seq, moved.chain);
      // What was unreadable before and still is, was told before.
      if (!moved && state === 'unreadable') return;
      if (state === 'applied') fetched[entry?.kind === 'scheme-withdrawn' ? 'withdrawn' : 'received'] += 1;
      else if (state !== 'unknown') fetched[state] += 1;
    });
  };

  // What an earlier version of this program could make nothing of may be read by this one.
  for (const row of openCountyEntries(context.db, server)) {
    const found = entryIn(row.sealed);
    if (SchemeEntry.safeParse(found).success) await keep(row.seq, Buffer.from(row.sealed), found, row.document);
  }
  for (const [nth, one] of arrived.entries()) {
    yield { done: nth, total: arrived.length, step: 'fetching' };
    await keep(one.seq, one.sealed, one.entry, null, one);
  }
  return fetched;
}

async function* entriesUpTo(
  { device, county }: Enrolled,
  line: Line,
  { pulled, pullChain }: CountyFeedPosition,
  head: { readonly seq: number; readonly chain: string },
): AsyncGenerator<Progress, Arrived[], void> {
  const arrived: Arrived[] = [];
  let at = { seq: pulled, chain: pullChain };
  while (at.seq < head.seq) {
    yield { done: arrived.length, total: head.seq - pulled, step: 'fetching' };
    const question = { proto: protocol, dev: device.dev, after: [at.seq, at.chain], upto: head.seq };
    const { entries } = await line.ask('v1/county-feed', question, CountyFeedAnswer);
    if (entries.length === 0) throw new WireProblem('truncated', `the feed ends at ${at.seq}, its head is ${head.seq}`);
    for (const letter of entries) {
      if (at.seq === head.seq) throw new WireProblem('count-mismatch', 'more entries than the head counts');
      const sealed = Buffer.from(letter, 'base64');
      const entry = requireCountyEntry(sealed, { countyKey: county.key, srv: county.server, seq: at.seq + 1, prev: at.chain });
      at = { seq: entry.seq, chain: chainWith(entry) };
      arrived.push({ ...at, sealed, entry });
    }
  }
  if (at.chain !== head.chain) throw new WireProblem('hash-mismatch', 'the entries do not lead to the head');
  return arrived;
}

/** The document of that name: the one kept here, or from the county. */
async function documentOf({ db }: TaskContext, { device }: Enrolled, line: Line, hash: string): Promise<Buffer> {
  const kept = publishedDocument(db, hash);
  if (kept) return kept;
  const answer = await line.ask(`v1/documents/${hash}`, { proto: protocol, dev: device.dev }, DocumentAnswer);
  const document = unpackDocument(answer.document);
  if (sha256(document).toString('hex') !== hash) throw new WireProblem('hash-mismatch', 'a document of another content');
  return document;
}

/** What an entry changes here. Of what bears a mark nothing is kept (rulings 14). */
function take(
  db: WritableDb,
  { server, name, sealed, at }: { readonly server: string; readonly name: string; readonly sealed: Buffer; readonly at: string },
  entry: SchemeEntry,
  document: Uint8Array | null,
): 'applied' | 'unreadable' | 'refused' {
  if (carriesMark(entry.title)) return 'refused';
  if (!document) {
    withdrawPublished(db, entry.hash);
    return 'applied';
  }
  const text = Buffer.from(document).toString('utf8');
  if (carriesMark(text)) return 'refused';
  const table = tableIn(document);
  if (!table) return 'unreadable';
  if (documentMarks(table).length > 0) return 'refused';
  const { hash, seq, unitTypes, at: publishedAt } = entry;
  const facts = {
    hash,
    server,
    serverName: name,
    seq,
    title: table.title,
    unitTypes,
    publishedAt,
    document: Buffer.from(document),
    sealed,
  };
  receivePublished(db, facts, at);
  if (isSpokenOfLater(db, server, hash, seq)) withdrawPublished(db, hash);
  return 'applied';
}

function tableIn(document: Uint8Array): SchemeDocument | undefined {
  try {
    return SchemeDocument.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(document))).data;
  } catch {
    return undefined;
  }
}

/** A letter that was checked when it came. */
function entryIn(sealed: Uint8Array): object {
  return JSON.parse(Buffer.from(sealed).toString('utf8').split('\n')[1] ?? '{}') as object;
}
