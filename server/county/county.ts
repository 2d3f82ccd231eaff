import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join, resolve } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import pg from 'pg';
import type { Watch } from '../../core/sync/wire/index.ts';
import { Parcels } from './apply.ts';
import { migrateCounty } from './db/migrate.ts';
import { type InviteInput, invite } from './enrolment.ts';
import { countyDoors } from './http.ts';
import { type CountyIdentity, countyKey } from './identity.ts';
import { Journal } from './journal.ts';
import { ownPostgres } from './postgres.ts';
import { bringForward, type Press, type Publication, publish, published, withdraw } from './publishing.ts';
import {
  type CountyItem,
  type DeviceRow,
  devices,
  type FondsStatus,
  fondsStatus,
  type ItemQuery,
  items,
  type ParcelRow,
  parcels,
  revoke,
} from './store.desk.ts';
import { becomeServer, ceaseServer, nameCounty, startEpoch, storedIdentity } from './store.identity.ts';
import { lend } from './store.transaction.ts';
import { newestArrival } from './store.ts';

export interface CountyOptions {
  /** Keys, journal, and the database unless `databaseUrl` names another. */
  readonly folder: string;
  readonly databaseUrl?: string | undefined;
  readonly host?: string | undefined;
  /** 0 takes a free one. */
  readonly port?: number | undefined;
  readonly name?: string | undefined;
  /** What this county watches for beside the marks every desktop knows. */
  readonly watch?: Watch | undefined;
  readonly now?: (() => Date) | undefined;
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

/** A county archive that receives. */
export interface County extends Desk {
  readonly address: string;
  readonly identity: CountyIdentity;
  /** For checks and tests beyond the operator's acts. */
  readonly pool: pg.Pool;
}

interface Opened {
  readonly pool: pg.Pool;
  readonly desk: Desk;
}

/** Opens the county's database to act on it, whether or not its server runs. */
export async function openDesk(options: Pick<CountyOptions, 'folder' | 'databaseUrl' | 'watch' | 'now'>): Promise<Desk> {
  return (await open(options)).desk;
}

async function open({
  folder,
  databaseUrl,
  watch,
  now = () => new Date(),
}: Pick<CountyOptions, 'folder' | 'databaseUrl' | 'watch' | 'now'>): Promise<Opened> {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const own = databaseUrl ? undefined : await ownPostgres(resolve(folder));
  const pool = new pg.Pool({
    connectionString: own?.url ?? databaseUrl,
    max: 10,
    // Every connection, whatever the server's default: what a receipt is given for is on the disk.
    options: '-c synchronous_commit=on',
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
    } as never,
  });
  pool.on('error', () => {}); // a broken idle connection is replaced at the next question
  const close = async () => {
    await pool.end();
    await own?.stop();
  };
  try {
    const client = await pool.connect();
    try {
      await migrateCounty(client);
    } finally {
      client.release();
    }
  } catch (error) {
    await close();
    throw error;
  }
  /** Signs as the county of this folder, also beside its running server. */
  const press = async (): Promise<Press> => {
    const known = await storedIdentity(pool);
    if (!known) throw new Error('there is no county here yet: start its server once');
    return { pool, folder, identity: { id: known.id, key: countyKey(folder, false) }, now, watch };
  };
  const desk: Desk = {
    invite: (input = {}) => invite(pool, input),
    devices: () => devices(pool),
    revoke: (dev) => revoke(pool, dev),
    parcels: () => parcels(pool),
    items: (query = {}) => items(pool, query),
    status: async () => ({ ...((await storedIdentity(pool)) ?? { id: '', name: '', epoch: '' }), fonds: await fondsStatus(pool) }),
    publish: async (document, unitTypes) => publish(await press(), document, unitTypes),
    withdraw: async (hash) => withdraw(await press(), hash),
    published: () => published(pool),
    restored: () => lend(pool, (db) => beginEpoch(db, folder)),
    close,
  };
  return { pool, desk };
}

/** Starts the county of a folder: one server a database; a second is refused. */
export async function openCounty(options: CountyOptions): Promise<County> {
  const {
    folder,
    host = '127.0.0.1',
    port = 0,
    name = '县档案馆',
    now = () => new Date(),
    log = (message, error) => console.error(message, error ?? ''),
  } = options;
  const { pool, desk } = await open({ ...options, now });
  const guard = await pool.connect();
  const undo: (() => unknown)[] = [() => guard.release(true)];
  try {
    if (!(await becomeServer(guard))) throw new Error('a county server already runs on this database');
    const known = await storedIdentity(guard);
    const key = countyKey(folder, known === undefined);
    if (!known) await nameCounty(guard, name);
    const journal = new Journal(join(folder, 'journal'));
    undo.push(() => journal.close());
    const stored = (await storedIdentity(guard))!;
    const epoch = await epochFor(guard, journal, stored.epoch, log);
    const identity: CountyIdentity = { ...stored, epoch, key };
    const inbox = new Parcels({ pool, journal, identity, now, watch: options.watch });
    const applied = await newestArrival(guard);
    for (const arrival of journal.after(applied)) await inbox.replay(arrival, journal.bytes(arrival));
    journal.startAfter(applied);
    await bringForward({ pool, folder, identity, now });

    const app = countyDoors({ pool, parcels: inbox, identity, now, log });
    const server = createServer(
      { requestTimeout: 300_000, headersTimeout: 30_000, keepAliveTimeout: 60_000 },
      getRequestListener(app.fetch),
    );
    undo.push(() => closed(server));
    await new Promise<void>((listening, reject) => {
      server.once('error', reject);
      server.listen(port, host, listening);
    });
    const bound = server.address() as { address: string; port: number; family: string };
    return {
      ...desk,
      pool,
      identity,
      address: `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`,
      async close() {
        for (const step of undo.reverse()) await step();
        await desk.close();
      },
    };
  } catch (error) {
    for (const step of undo.reverse()) await step();
    await desk.close();
    throw error;
  }
}

async function beginEpoch(db: pg.PoolClient, folder: string): Promise<{ epoch: string }> {
  if (!(await becomeServer(db))) throw new Error('stop the county server first');
  const journal = new Journal(join(folder, 'journal'));
  try {
    const epoch = await startEpoch(db);
    journal.epoch = epoch;
    return { epoch };
  } finally {
    journal.close();
    await ceaseServer(db);
  }
}

/** [S12] The epoch stands while the journal knows everything the database knows; otherwise something was lost and it changes loudly. */
async function epochFor(db: pg.PoolClient, journal: Journal, stored: string, log: (message: string) => void): Promise<string> {
  const applied = await newestArrival(db);
  const isFresh = applied === 0 && journal.newest === 0;
  if (!isFresh && (journal.newest < applied || journal.epoch !== stored)) {
    log(`the journal ends at ${journal.newest}, the database at ${applied}: a new epoch begins`);
    journal.epoch = await startEpoch(db);
  } else if (journal.epoch !== stored) journal.epoch = stored;
  return journal.epoch;
}

function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}
