import {
  chainAfter,
  classifiedField,
  type Envelope,
  entryText,
  loadSm3,
  nothingBefore,
  readEnvelope,
  readOps,
  requireSeal,
  sealLetter,
  type Watch,
} from '../../core/sync/wire/index.ts';
import type { Op } from '../../shared/audit/op.ts';
import type { ItemRecord } from '../../shared/items/codec.ts';
import type { CountyDb, CountyStore } from './database.ts';
import { type Decision, decide as decideByRule, type Holdings, type OpenOp, type Scope } from './decide.ts';
import type { CountyIdentity } from './identity.ts';
import type { Arrival, Journal } from './journal.ts';
import { CountyRefusal } from './refusal.ts';

export interface Parts {
  readonly store: CountyStore;
  readonly journal: Journal;
  readonly identity: CountyIdentity;
  readonly now: () => Date;
  readonly watch?: Watch | undefined;
  /** What becomes of changes, when not by the county's own rule. */
  readonly decide?: typeof decideByRule | undefined;
}

/** The one way in for a parcel, whoever carried it: answers the signed receipt. The same bytes always get the same receipt. */
export class Parcels {
  readonly #parts: Parts;
  readonly #queues = new Map<string, Promise<unknown>>();
  /** By feed: a parcel in the journal whose transaction failed. It goes before any other, or the journal would tell another order. */
  readonly #owed = new Map<string, { readonly arrival: Arrival; readonly ops: readonly Op[] }>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async apply(bytes: Uint8Array): Promise<Buffer> {
    const envelope = readEnvelope(bytes);
    const grant = await this.#parts.store.lend((db) => db.grantOf(envelope.header.dev));
    if (!grant) throw new CountyRefusal(403, 'unknown-device');
    if (grant.revoked) throw new CountyRefusal(403, 'revoked-device');
    requireSeal(envelope, grant.key);
    const feed = grant.feeds.get(envelope.header.fonds);
    if (!feed) throw new CountyRefusal(403, 'out-of-scope');
    return this.#inTurn(feed, async () => {
      const owed = this.#owed.get(feed);
      if (owed) await this.#enter(owed.arrival, owed.ops, feed);
      this.#owed.delete(feed);
      const stored = await this.#parts.store.lend((db) => requireNext(db, envelope));
      if (stored) return stored;
      const ops = readOps(envelope, await loadSm3());
      const arrival = await this.#note(envelope, ops, bytes);
      this.#owed.set(feed, { arrival, ops });
      const receipt = await this.#enter(arrival, ops, feed);
      this.#owed.delete(feed);
      return receipt;
    });
  }

  /**
   * Applies again what the journal holds and the database has lost; answers false where that cannot be: the device enrolled after the
   * moment this database was set back to, or a parcel before it is missing. It will be asked to enrol, and to send it, again.
   */
  async replay(arrival: Arrival, bytes: () => Uint8Array | undefined): Promise<boolean> {
    const { dev, ep, seq, fonds } = arrival;
    const [grant, stream] = await this.#parts.store.lend(async (db) => [await db.grantOf(dev), await db.streamOf(dev, ep)]);
    const feed = grant?.feeds.get(fonds);
    if (!feed || seq !== (stream?.last ?? 0) + 1) return false;
    const found = bytes();
    await this.#enter(arrival, found ? readOps(readEnvelope(found), await loadSm3()) : [], feed);
    return true;
  }

  /** [S10] The classified gate, then the journal: from here on the bytes survive whatever the database does. */
  async #note({ header, sha256 }: Envelope, ops: readonly Op[], bytes: Uint8Array): Promise<Arrival> {
    const marked = ops.flatMap((op, place) => (classifiedField(op, this.#parts.watch) === null ? [] : [place]));
    const parcel = {
      dev: header.dev,
      ep: header.ep,
      seq: header.seq,
      fonds: header.fonds,
      sha256,
      sm3: (await loadSm3())(bytes),
      changes: ops.length,
      bytes: bytes.length,
    };
    const { journal, now } = this.#parts;
    return journal.note({ ...parcel, ...(marked.length > 0 ? { marked } : {}) }, bytes, now().toISOString());
  }

  async #enter(arrival: Arrival, ops: readonly Op[], feed: string): Promise<Buffer> {
    const { identity, store, decide = decideByRule } = this.#parts;
    return store.transaction(async (db) => {
      const stream = await db.lockStream(arrival.dev, arrival.ep, nothingBefore);
      if (stream.last >= arrival.seq) return (await db.storedReceipt(arrival.dev, arrival.ep, arrival.seq))!.bytes;
      const head = (await db.lockFeed(feed)) ?? { seq: 0, chain: nothingBefore };
      const year = Number(arrival.at.slice(0, 4));
      const decision = arrival.marked
        ? refusedWhole(arrival, arrival.marked)
        : await settle(decide, db, feed, ops, { fonds: arrival.fonds, record: feed, year });
      let { seq, chain } = head;
      const entries = decision.entries.map((decided) => {
        const { place, op, r, code, field } = decided;
        const entry = entryText({ v: 1, dev: arrival.dev, ep: arrival.ep, seq: arrival.seq, i: place ?? -1, r, code, field, op });
        seq += 1;
        chain = chainAfter(chain, entry);
        return { ...decided, seq, entry, chain };
      });
      await db.appendFeed(feed, entries);
      const no = `${year}-${String(arrival.n).padStart(6, '0')}`;
      const receipt = sealLetter(
        'RECEIPT',
        {
          no,
          kind: arrival.marked ? 'refused' : 'technical',
          at: arrival.at,
          srv: identity.id,
          srv_ep: identity.epoch,
          key: identity.key.id,
          dev: arrival.dev,
          ep: arrival.ep,
          seq: arrival.seq,
          fonds: arrival.fonds,
          parcel: { sha256: arrival.sha256, sm3: arrival.sm3 },
          results: decision.results,
          notes: decision.notes,
          known: decision.known,
          settled: entries.filter(({ place }) => place === null).map(({ op, seq: at }) => [op.id, at]),
          feed: entries.length > 0 ? [head.seq + 1, seq] : [0, 0],
          head: [seq, chain],
          blobs: [],
        },
        identity.key.sign,
      );
      await db.saveParcel(feed, arrival, no, receipt);
      return receipt;
    });
  }

  /** One parcel of a fonds at a time, in the order they came: the order of the journal is the order of the feed. */
  #inTurn<T>(feed: string, body: () => Promise<T>): Promise<T> {
    const turn = (this.#queues.get(feed) ?? Promise.resolve()).then(body, body);
    this.#queues.set(feed, turn);
    return turn;
  }
}

/** The stored receipt of a parcel that came before; refuses what does not follow on the last one. */
async function requireNext(db: CountyDb, { header: { dev, ep, seq, prev }, sha256 }: Envelope): Promise<Buffer | undefined> {
  const stream = (await db.streamOf(dev, ep)) ?? { last: 0, last_hash: nothingBefore };
  if (seq <= stream.last) {
    const stored = await db.storedReceipt(dev, ep, seq);
    if (stored?.sha256 !== sha256) throw new CountyRefusal(409, 'fork');
    return stored.bytes;
  }
  if (seq > stream.last + 1) throw new CountyRefusal(409, 'gap', stream.last + 1);
  if (prev !== stream.last_hash) throw new CountyRefusal(409, 'fork');
  return undefined;
}

/** A parcel with marked changes: none of it is looked at, the stream moves on, the innocent come again (rulings 18). */
function refusedWhole({ changes }: Arrival, marked: readonly number[]): Decision {
  const results = Array.from({ length: changes }, (_, place) => (marked.includes(place) ? 'X' : 'N')).join('');
  return {
    results,
    notes: marked.map((i) => ({ i, code: 'classified', field: '', text: '' })),
    known: [],
    entries: [],
    changed: new Map(),
  };
}

/** Decides and writes. A record the database cannot hold for a reason nobody foresaw is returned, and the rest goes on. */
async function settle(decide: typeof decideByRule, db: CountyDb, feed: string, ops: readonly Op[], scope: Scope): Promise<Decision> {
  const banned = new Set<string>();
  for (;;) {
    const decision = decide(ops, { ...scope, banned }, await holdings(db, feed, ops));
    const records = [...decision.changed.entries()];
    const objection = await db.attempt(() =>
      write(
        db,
        feed,
        records.map(([, change]) => change),
      ),
    );
    if (!objection) return decision;
    const before = banned.size;
    for (const [id, change] of records) if (!(await db.wouldHold(() => write(db, feed, [change])))) banned.add(id);
    if (banned.size === before) throw objection;
  }
}

type Change = { schema: string; record: unknown; numberConflict: boolean | null };

async function write(db: CountyDb, feed: string, changes: readonly Change[]): Promise<void> {
  const items = changes.filter(({ schema }) => schema.startsWith('item@'));
  await db.saveItems(
    feed,
    items.map(({ record, numberConflict }) => ({ record: record as ItemRecord, numberConflict })),
  );
  for (const { schema, record } of changes) if (schema.startsWith('fonds@')) await db.saveFondsBody(feed, record as { name?: unknown });
}

async function holdings(db: CountyDb, feed: string, ops: readonly Op[]): Promise<Holdings> {
  const rids = [...new Set(ops.map((op) => op.rid))];
  const open = new Map<string, OpenOp[]>();
  const earlier = await db.openOps(feed, rids);
  for (const entry of earlier) {
    const key = entry.op.schema.startsWith('fonds@') ? feed : entry.op.rid;
    open.set(key, [...(open.get(key) ?? []), entry]);
  }
  const numbers = [...ops, ...earlier.map(({ op }) => op)].map((op) => op.set['number']).filter((number) => typeof number === 'string');
  return {
    known: await db.knownResults(
      feed,
      ops.map((op) => op.id),
    ),
    records: await db.recordsOf(feed, rids),
    open,
    numbers: await db.numbersOf(feed, numbers, rids),
  };
}
