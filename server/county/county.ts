import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join, resolve } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Random, Watch } from '../../core/sync/wire/index.ts';
import { Parcels } from './apply.ts';
import { type CountyDb, type CountyStore, countyPool, postgresStore } from './database.ts';
import { migrateCounty } from './db/migrate.ts';
import type { decide } from './decide.ts';
import { type InviteInput, invite } from './enrolment.ts';
import { countyDoors } from './http.ts';
import { type CountyIdentity, countyKey, newUuid } from './identity.ts';
import { Journal } from './journal.ts';
import { ownPostgres } from './postgres.ts';
import { bringForward, type Press, type Publication, publish, published, withdraw } from './publishing.ts';
import type { CountyItem, DeviceRow, FondsStatus, ItemQuery, ParcelRow } from './store.desk.ts';

export interface CountyOptions {
  /** Keys, journal, and the database unless `databaseUrl` names another. */
  readonly folder: string;
  readonly databaseUrl?: string | undefined;
  /** Where it keeps what it holds; left out, the PostgreSQL named above, or one of its own. */
  readonly store?: CountyStore | undefined;
  readonly host?: string | undefined;
  /** 0 takes a free one. */
  readonly port?: number | undefined;
  readonly name?: string | undefined;
  /** What this county watches for beside the marks every desktop knows. */
  readonly watch?: Watch | undefined;
  /** What becomes of changes, when not by the county's own rule. */
  readonly decide?: typeof decide | undefined;
  readonly now?: (() => Date) | undefined;
  readonly random?: Random | undefined;
  readonly log?: ((message: string, error?: unknown) => void) | undefined;
}

export interface CountyStatus {
  id: string;
  name: string;
  epoch: string;
  fonds: FondsStatus[];
}

/** The operator's acts; they work beside a running server too. */
export interface Desk {
  invite(input?: InviteInput): Promise<{ code: string; expiresAt: string }>;
  devices(): Promise<DeviceRow[]>;
  revoke(dev: string): Promise<boolean>;
  parcels(): Promise<ParcelRow[]>;
  items(query?: ItemQuery): Promise<CountyItem[]>;
  status(): Promise<CountyStatus>;
  /** Publishes a 三合一 (the bytes of its JSON document) to every desktop; `unitTypes` [] is for all. */
  publish(document: Uint8Array, unitTypes?: readonly string[]): Promise<Publication>;
  withdraw(hash: string): Promise<Publication>;
  published(): Promise<Publication[]>;
  /** Says that this county was set back to a backup, folder and all: a new epoch, so that desktops compare anew. Not while its server runs. */
  restored(): Promise<{ epoch: string }>;
  close(): Promise<void>;
}

/** A county archive with its doors, before anyone can reach them. */
export interface Archive extends Desk {
  readonly identity: CountyIdentity;
  readonly doors: Hono;
}

/** A county archive that receives. */
export interface County extends Desk {
  readonly identity: CountyIdentity;
  readonly address: string;
}

type DeskOptions = Pick<CountyOptions, 'folder' | 'databaseUrl' | 'store' | 'watch' | 'now' | 'random'>;

interface Opened {
  readonly store: CountyStore;
  readonly desk: Desk;
}

/** Opens the county's database to act on it, whether or not its server runs. */
export async function openDesk(options: DeskOptions): Promise<Desk> {
  return (await open(options)).desk;
}

async function open(options: DeskOptions): Promise<Opened> {
  const { folder, watch, now = () => new Date(), random = randomBytes } = options;
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const store = options.store ?? (await openPostgres(folder, options.databaseUrl));
  /** Signs as the county of this folder, also beside its running server. */
  const press = async (): Promise<Press> => {
    const known = await store.lend((db) => db.storedIdentity());
    if (!known) throw new Error('there is no county here yet: start its server once');
    return { store, folder, identity: { id: known.id, key: countyKey(folder) }, now, watch };
  };
  const desk: Desk = {
    invite: (input = {}) => store.lend((db) => invite(db, random, input)),
    devices: () => store.lend((db) => db.devices()),
    revoke: (dev) => store.lend((db) => db.revoke(dev)),
    parcels: () => store.lend((db) => db.parcels()),
    items: (query = {}) => store.lend((db) => db.items(query)),
    status: () =>
      store.lend(async (db) => ({ ...((await db.storedIdentity()) ?? { id: '', name: '', epoch: '' }), fonds: await db.fondsStatus() })),
    publish: async (document, unitTypes) => publish(await press(), document, unitTypes),
    withdraw: async (hash) => withdraw(await press(), hash),
    published: () => published(store),
    restored: () => beginEpoch(store, folder, random),
    close: () => store.close(),
  };
  return { store, desk };
}

/** The PostgreSQL named, or the folder's own, with its tables made. */
async function openPostgres(folder: string, databaseUrl: string | undefined): Promise<CountyStore> {
  const own = databaseUrl ? undefined : await ownPostgres(resolve(folder));
  const pool = countyPool(own?.url ?? databaseUrl!);
  const store = postgresStore(pool);
  const close = async () => {
    await store.close();
    await own?.stop();
  };
  try {
    const client = await pool.connect();
    try {
      await migrateCounty(client);
    } finally {
      client.release();
    }
    return { ...store, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Starts the county of a folder: one server a database; a second is refused. */
export async function openCounty(options: CountyOptions): Promise<County> {
  const { host = '127.0.0.1', port = 0 } = options;
  const { doors, ...archive } = await openArchive(options);
  const server = createServer(
    { requestTimeout: 300_000, headersTimeout: 30_000, keepAliveTimeout: 60_000 },
    getRequestListener(doors.fetch),
  );
  const close = async () => {
    await closed(server);
    await archive.close();
  };
  try {
    await new Promise<void>((listening, reject) => {
      server.once('error', reject);
      server.listen(port, host, listening);
    });
  } catch (error) {
    await close();
    throw error;
  }
  const bound = server.address() as { address: string; port: number; family: string };
  return { ...archive, address: `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`, close };
}

/** Brings the county of a folder to where its journal says it was, and opens its doors. */
export async function openArchive(options: CountyOptions): Promise<Archive> {
  const {
    folder,
    name = '县档案馆',
    now = () => new Date(),
    random = randomBytes,
    log = (message, error) => console.error(message, error ?? ''),
  } = options;
  const { store, desk } = await open({ ...options, now, random });
  const undo: (() => unknown)[] = [];
  const close = async () => {
    for (const step of undo.reverse()) await step();
    await desk.close();
  };
  try {
    const cease = await store.serve();
    if (!cease) throw new Error('a county server already runs on this database');
    undo.push(cease);
    const known = await store.lend((db) => db.storedIdentity());
    const key = countyKey(folder, known ? undefined : random);
    if (!known) await store.lend((db) => db.nameCounty(newUuid(random), name, newUuid(random)));
    const journal = new Journal(join(folder, 'journal'));
    undo.push(() => journal.close());
    const identity = await store.lend(async (db): Promise<CountyIdentity> => {
      const stored = (await db.storedIdentity())!;
      return { ...stored, epoch: await epochFor(db, journal, stored.epoch, random, log), key };
    });
    const inbox = new Parcels({ store, journal, identity, now, watch: options.watch, decide: options.decide });
    await bringRecordsForward(store, journal, inbox);
    await bringForward({ store, folder, identity, now });
    const doors = countyDoors({ store, parcels: inbox, identity, now, random, log });
    return { ...desk, identity, doors, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Applies what the journal holds and the database does not, in the order it came; what cannot be applied any more never arrived. */
async function bringRecordsForward(store: CountyStore, journal: Journal, inbox: Parcels): Promise<void> {
  const held = await store.lend((db) => db.arrivals());
  const parcels = new Set(held.map(({ dev, ep, seq }) => `${dev}/${ep}/${seq}`));
  const numbers = new Set(held.map(({ n }) => n));
  for (const arrival of journal.arrivals) {
    if (parcels.has(`${arrival.dev}/${arrival.ep}/${arrival.seq}`)) continue;
    const applied = !numbers.has(arrival.n) && (await inbox.replay(arrival, () => journal.bytes(arrival)));
    if (!applied) journal.strike(arrival);
  }
  journal.startAfter(held.reduce((newest, { n }) => Math.max(newest, n), 0));
}

async function beginEpoch(store: CountyStore, folder: string, random: Random): Promise<{ epoch: string }> {
  const cease = await store.serve();
  if (!cease) throw new Error('stop the county server first');
  const journal = new Journal(join(folder, 'journal'));
  try {
    const epoch = newUuid(random);
    await store.lend((db) => db.startEpoch(epoch));
    journal.epoch = epoch;
    return { epoch };
  } finally {
    journal.close();
    await cease();
  }
}

/** [S12] The epoch stands while the journal knows everything the database knows; otherwise something was lost and it changes loudly. */
async function epochFor(db: CountyDb, journal: Journal, stored: string, random: Random, log: (message: string) => void): Promise<string> {
  const applied = await db.newestArrival();
  const isFresh = applied === 0 && journal.newest === 0;
  if (!isFresh && (journal.newest < applied || journal.epoch !== stored)) {
    log(`the journal ends at ${journal.newest}, the database at ${applied}: a new epoch begins`);
    const epoch = newUuid(random);
    await db.startEpoch(epoch);
    journal.epoch = epoch;
  } else if (journal.epoch !== stored) journal.epoch = stored;
  return journal.epoch;
}

function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}
