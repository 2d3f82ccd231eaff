import type { CountyDb, CountyStore } from '../../server/county/database.ts';
import type { OpenOp } from '../../server/county/decide.ts';
import type { Op } from '../../shared/audit/op.ts';
import type { ItemRecord } from '../../shared/items/codec.ts';
import type { CountyDisk, Held } from './county-site.ts';

/** What a county holds, as maps of rows that are never changed in place: a copy of the maps is a snapshot. */
interface Tables {
  county: { readonly id: string; readonly name: string; readonly epoch: string } | undefined;
  fonds: Map<string, { readonly id: string; readonly code: string; readonly name: string; readonly body: unknown; readonly rev: number }>;
  alias: Map<string, string>;
  invites: Map<string, { readonly fondsCode: string; readonly usedBy: string | null; readonly hours: number }>;
  devices: Map<string, { readonly key: Buffer; readonly revoked: boolean }>;
  certificates: Map<string, Buffer>;
  streams: Map<string, { readonly last: number; readonly last_hash: string }>;
  parcels: Map<string, ParcelRow>;
  feed: Map<string, { readonly seq: number; readonly entry: string; readonly chain: string }>;
  feedLength: Map<string, number>;
  ops: Map<string, readonly OpRow[]>;
  items: Map<string, { readonly feed: string; readonly body: string; readonly numberConflict: boolean; readonly rev: number }>;
  documents: Map<string, Buffer>;
  countyFeed: Map<
    number,
    { readonly seq: number; readonly kind: string; readonly hash: string; readonly sealed: Buffer; readonly chain: string }
  >;
}
interface ParcelRow {
  readonly dev: string;
  readonly ep: string;
  readonly seq: number;
  readonly feed: string;
  readonly sha256: string;
  readonly changes: number;
  readonly bytes: number;
  readonly arrival: number;
  readonly at: string;
  readonly refused: boolean;
  readonly no: string;
  readonly receipt: Buffer;
}
interface OpRow {
  readonly opId: string;
  readonly feedSeq: number;
  readonly rid: string;
  readonly result: 'A' | 'R' | 'C' | 'P';
  readonly code: string;
  readonly field: string;
}

const empty = (): Tables => ({
  county: undefined,
  fonds: new Map(),
  alias: new Map(),
  invites: new Map(),
  devices: new Map(),
  certificates: new Map(),
  streams: new Map(),
  parcels: new Map(),
  feed: new Map(),
  feedLength: new Map(),
  ops: new Map(),
  items: new Map(),
  documents: new Map(),
  countyFeed: new Map(),
});

const copied = (tables: Tables): Tables =>
  Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [name, table instanceof Map ? new Map(table) : table]),
  ) as unknown as Tables;

/**
 * The county's second store (rulings 19): in memory, with real transactions, rollback and trials, for the simulator alone. The same seeds
 * give the same trace on PostgreSQL.
 */
export class MemoryCounty implements CountyStore, CountyDisk {
  #tables = empty();
  #inTransaction = false;
  #served = false;

  readonly store: CountyStore = this;

  async snapshot(): Promise<unknown> {
    return copied(this.#tables);
  }

  /** Puts back what a snapshot held; a process that served it is gone. */
  async restore(snapshot: unknown): Promise<void> {
    this.#tables = copied(snapshot as Tables);
    this.#served = false;
  }

  async look(): Promise<Held> {
    const tables = this.#tables;
    const feeds = [...tables.fonds.values()].map(({ id, body }) => ({
      id,
      body,
      entries: Array.from({ length: tables.feedLength.get(id) ?? 0 }, (_, at) => tables.feed.get(`${id}/${at + 1}`)!),
    }));
    const items = [...tables.items].map(([id, { feed, body, numberConflict }]) => ({
      id,
      feed,
      body: JSON.parse(body) as ItemRecord,
      numberConflict,
    }));
    return { feeds, items };
  }

  lend<T>(body: (db: CountyDb) => Promise<T>): Promise<T> {
    return body(this.#db());
  }

  async transaction<T>(body: (db: CountyDb) => Promise<T>): Promise<T> {
    if (this.#inTransaction) throw new Error('two transactions at once: the schedule is not in one order');
    this.#inTransaction = true;
    const before = copied(this.#tables);
    try {
      return await body(this.#db());
    } catch (error) {
      this.#tables = before;
      throw error;
    } finally {
      this.#inTransaction = false;
    }
  }

  async serve(): Promise<(() => Promise<void>) | undefined> {
    if (this.#served) return undefined;
    this.#served = true;
    return async () => {
      this.#served = false;
    };
  }

  async close(): Promise<void> {}

  async #tried(write: () => Promise<void>, keep: boolean): Promise<Error | null> {
    const before = copied(this.#tables);
    try {
      await write();
      if (!keep) this.#tables = before;
      return null;
    } catch (error) {
      if (!/^2[123]/.test((error as { code?: string }).code ?? '')) throw error;
      this.#tables = before;
      return error as Error;
    }
  }

  #db(): CountyDb {
    const at = () => this.#tables;
    const requireFree = (isTaken: boolean, what: string) => {
      if (isTaken) throw Object.assign(new Error(`duplicate key: ${what}`), { code: '23505' });
    };
    return {
      attempt: (write) => this.#tried(write, true),
      wouldHold: async (write) => (await this.#tried(write, false)) === null,

      storedIdentity: async () => at().county,
      nameCounty: async (id, name, epoch) => {
        at().county ??= { id, name, epoch };
      },
      startEpoch: async (epoch) => {
        at().county = { ...at().county!, epoch };
      },

      insertInvite: async ({ codeHash, fonds, hours }) => {
        at().invites.set(hexOf(codeHash), { fondsCode: fonds, usedBy: null, hours });
        return new Date(hours * 3_600_000);
      },
      // The database's own clock stands still here: an invitation expires at once or not at all.
      lockInvite: async (codeHash) => {
        const found = at().invites.get(hexOf(codeHash));
        return found && { fonds_code: found.fondsCode, expired: found.hours <= 0, used_by: found.usedBy };
      },
      spendInvite: async (codeHash, usedBy) => {
        at().invites.set(hexOf(codeHash), { ...at().invites.get(hexOf(codeHash))!, usedBy });
      },
      certificateOf: async (dev, fondsId) => at().certificates.get(`${dev}/${fondsId}`),
      saveCertificate: async (dev, fondsId, certificate) => {
        at().certificates.set(`${dev}/${fondsId}`, Buffer.from(certificate));
      },
      insertDevice: async (dev, key) => {
        if (!at().devices.has(dev)) at().devices.set(dev, { key: Buffer.from(key), revoked: false });
      },
      isRevoked: async (dev) => at().devices.get(dev)!.revoked,
      fondsOfAlias: async (alias) => at().alias.get(alias),
      insertAlias: async (alias, fondsId) => {
        requireFree(at().alias.has(alias), `alias ${alias}`);
        at().alias.set(alias, fondsId);
      },
      fondsWithCode: async ({ id, code, name }) => {
        const known = [...at().fonds.values()].find((fonds) => fonds.code === code);
        if (!known) at().fonds.set(id, { id, code, name, body: null, rev: 0 });
        return known?.id ?? id;
      },

      grantOf: async (dev) => {
        const device = at().devices.get(dev);
        if (!device) return undefined;
        const mine = [...at().certificates.keys()].filter((key) => key.startsWith(`${dev}/`)).map((key) => key.slice(dev.length + 1));
        return { ...device, feeds: new Map(mine.map((fondsId) => [fondsId, at().alias.get(fondsId)!])) };
      },
      noteContact: async () => {},
      lockStream: async (dev, ep, none) => {
        const key = `${dev}/${ep}`;
        if (!at().streams.has(key)) at().streams.set(key, { last: 0, last_hash: none });
        return at().streams.get(key)!;
      },
      streamOf: async (dev, ep) => at().streams.get(`${dev}/${ep}`),
      storedReceipt: async (dev, ep, seq) => {
        const found = at().parcels.get(`${dev}/${ep}/${seq}`);
        return found && { sha256: found.sha256, bytes: found.receipt };
      },
      arrivals: async () => [...at().parcels.values()].map(({ dev, ep, seq, arrival }) => ({ dev, ep, seq, n: arrival })),
      newestArrival: async () => Math.max(0, ...[...at().parcels.values()].map(({ arrival }) => arrival)),
      saveParcel: async (feed, arrival, no, receipt) => {
        const { dev, ep, seq, sha256, changes, bytes, n, marked } = arrival;
        const rows = [...at().parcels.values()];
        requireFree(at().parcels.has(`${dev}/${ep}/${seq}`), `parcel ${dev}/${ep}/${seq}`);
        requireFree(
          rows.some((row) => row.arrival === n || row.no === no),
          `arrival ${n}, receipt ${no}`,
        );
        const refused = marked !== undefined;
        const row = { dev, ep, seq, feed, sha256, changes, bytes, arrival: n, at: arrival.at, refused, no, receipt: Buffer.from(receipt) };
        at().parcels.set(`${dev}/${ep}/${seq}`, row);
        at().streams.set(`${dev}/${ep}`, { last: seq, last_hash: sha256 });
      },

      lockFeed: async (feed) => headOf(at(), feed),
      headOf: async (feed) => headOf(at(), feed),
      chainAt: async (feed, seq) => at().feed.get(`${feed}/${seq}`)?.chain,
      appendFeed: async (feed, entries) => {
        for (const { seq, entry, chain, op, r, code, field } of entries) {
          requireFree(at().feed.has(`${feed}/${seq}`), `entry ${seq}`);
          at().feed.set(`${feed}/${seq}`, { seq, entry, chain });
          at().feedLength.set(feed, seq);
          const key = `${feed}/${op.id}`;
          at().ops.set(key, [...(at().ops.get(key) ?? []), { opId: op.id, feedSeq: seq, rid: op.rid, result: r, code, field }]);
        }
      },
      knownResults: async (feed, opIds) => {
        const known = opIds.flatMap((id) => {
          const newest = at().ops.get(`${feed}/${id}`)?.at(-1);
          return newest ? [[id, newest] as const] : [];
        });
        return new Map(known.map(([id, { result, feedSeq, code, field }]) => [id, { result, feedSeq, code, field }]));
      },
      openOps: async (feed, rids) => {
        const wanted = new Set(rids);
        const open = [...at().ops.entries()]
          .filter(([key]) => key.startsWith(`${feed}/`))
          .map(([, rows]) => rows.at(-1)!)
          .filter(({ rid, result }) => wanted.has(rid) && (result === 'R' || result === 'P'))
          .sort((a, b) => a.feedSeq - b.feedSeq);
        return open.map(({ feedSeq, result }) => ({
          op: (JSON.parse(at().feed.get(`${feed}/${feedSeq}`)!.entry) as { op: Op }).op,
          result: result as OpenOp['result'],
        }));
      },
      recordsOf: async (feed, rids) => {
        const records = new Map<string, unknown>();
        for (const id of rids) {
          const item = at().items.get(id);
          if (item?.feed === feed) records.set(id, JSON.parse(item.body));
        }
        const body = at().fonds.get(feed)?.body;
        if (body) records.set(feed, structuredClone(body));
        return records;
      },
      numbersOf: async (feed, numbers, rids) => {
        const owners = new Map<string, string>();
        for (const [id, item] of at().items) {
          const { number } = JSON.parse(item.body) as ItemRecord;
          if (item.feed === feed && number !== null && !item.numberConflict && (numbers.includes(number) || rids.includes(id)))
            owners.set(number, id);
        }
        return owners;
      },
      saveItems: async (feed, items) => {
        for (const { record, numberConflict } of items) {
          const before = at().items.get(record.id);
          at().items.set(record.id, {
            feed: before?.feed ?? feed,
            body: JSON.stringify(record),
            numberConflict: numberConflict ?? before?.numberConflict ?? false,
            rev: (before?.rev ?? 0) + 1,
          });
        }
      },
      saveFondsBody: async (feed, body) => {
        const before = at().fonds.get(feed)!;
        const name = typeof body.name === 'string' ? body.name : before.name;
        at().fonds.set(feed, { ...before, name, body: structuredClone(body), rev: before.rev + 1 });
      },

      lockCountyFeed: async () => {},
      countyHead: async () => placeOf(at().countyFeed.get(at().countyFeed.size)),
      countyChainAt: async (seq) => at().countyFeed.get(seq)?.chain,
      countyEntries: async (after, upto, limit) =>
        [...at().countyFeed.values()]
          .filter(({ seq }) => seq > after && seq <= upto)
          .slice(0, limit)
          .map(({ sealed }) => sealed),
      newestAbout: async (hash) => [...at().countyFeed.values()].findLast((entry) => entry.hash === hash),
      newestOfAll: async () => {
        const newest = new Map([...at().countyFeed.values()].map((entry) => [entry.hash, entry]));
        return [...newest.values()].sort((a, b) => b.seq - a.seq).map(({ sealed }) => sealed);
      },
      saveDocument: async (hash, bytes) => {
        if (!at().documents.has(hash)) at().documents.set(hash, Buffer.from(bytes));
      },
      documentNamed: async (hash) => at().documents.get(hash),
      appendCountyEntry: async ({ seq, kind, hash }, sealed, chain) => {
        requireFree(at().countyFeed.has(seq), `entry ${seq} of the county`);
        at().countyFeed.set(seq, { seq, kind, hash, sealed: Buffer.from(sealed), chain });
      },

      devices: async () =>
        [...at().devices].map(([dev, { revoked }]) => ({ dev, fonds: [], enrolledAt: '', lastContactAt: null, revoked })),
      revoke: async (dev) => {
        const device = at().devices.get(dev);
        if (!device || device.revoked) return false;
        at().devices.set(dev, { ...device, revoked: true });
        return true;
      },
      parcels: async () =>
        [...at().parcels.values()]
          .sort((a, b) => b.arrival - a.arrival)
          .map(({ no, feed, dev, seq, changes, bytes, at: arrivedAt, refused }) => ({
            receipt: no,
            fonds: at().fonds.get(feed)!.code,
            dev,
            seq,
            changes,
            bytes,
            arrivedAt,
            refused,
          })),
      items: async ({ fonds = '', year = 0, limit = 1000 }) =>
        [...at().items.entries()]
          .map(([id, { feed, body, numberConflict }]) => ({
            id,
            code: at().fonds.get(feed)!.code,
            numberConflict,
            record: JSON.parse(body) as ItemRecord,
          }))
          .filter(({ code, record }) => (fonds === '' || code === fonds) && (year === 0 || record.year === year))
          .slice(0, limit)
          .map(({ id, code, numberConflict, record: { number, title, year: of, term, binnedAt } }) => ({
            id,
            fonds: code,
            number,
            title,
            year: of,
            term,
            numberConflict,
            binned: binnedAt !== null,
          })),
      fondsStatus: async () => [],
    };
  }
}

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

function headOf(tables: Tables, feed: string) {
  const length = tables.feedLength.get(feed);
  return placeOf(tables.feed.get(`${feed}/${length}`));
}

function placeOf(entry: { readonly seq: number; readonly chain: string } | undefined) {
  return entry && { seq: entry.seq, chain: entry.chain };
}
