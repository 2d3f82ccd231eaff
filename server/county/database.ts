import pg from 'pg';
import * as desk from './store.desk.ts';
import * as enrolment from './store.enrolment.ts';
import * as countyFeed from './store.feed.ts';
import * as county from './store.identity.ts';
import * as transactions from './store.transaction.ts';
import * as parcels from './store.ts';

const { becomeServer, ceaseServer, ...identity } = county;
const { lend, transaction, ...trials } = transactions;
const questions = { ...parcels, ...enrolment, ...countyFeed, ...identity, ...desk, ...trials };

/** Every question of the stores, asked of one connection: what the store's function takes, without the connection. */
export type CountyDb = {
  readonly [Name in keyof typeof questions]: (typeof questions)[Name] extends (db: never, ...rest: infer Rest) => infer Answer
    ? (...rest: Rest) => Answer
    : never;
};

/** Where a county keeps what it holds. */
export interface CountyStore {
  /** Lends one connection for as long as `body` takes. */
  lend<T>(body: (db: CountyDb) => Promise<T>): Promise<T>;
  /** Does all of `body` or none of it. */
  transaction<T>(body: (db: CountyDb) => Promise<T>): Promise<T>;
  /** Makes this process the one server of the database; answers how to cease, undefined when another is. */
  serve(): Promise<(() => Promise<void>) | undefined>;
  close(): Promise<void>;
}

/** Keeps it in PostgreSQL: every connection, whatever the server's default, has on the disk what a receipt is given for. */
export function countyPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: 10,
    options: '-c synchronous_commit=on',
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
    } as never,
  });
  pool.on('error', () => {}); // a broken idle connection is replaced at the next question
  return pool;
}

export function postgresStore(pool: pg.Pool): CountyStore {
  return {
    lend: (body) => lend(pool, (client) => body(askOf(client))),
    transaction: (body) => transaction(pool, (client) => body(askOf(client))),
    async serve() {
      const guard = await pool.connect();
      if (await becomeServer(guard))
        return async () => {
          await ceaseServer(guard).catch(() => {}); // a connection that broke has ceased
          guard.release(true);
        };
      guard.release();
      return undefined;
    },
    close: () => pool.end(),
  };
}

function askOf(client: pg.PoolClient): CountyDb {
  const asked = Object.entries(questions).map(([name, ask]) => [
    name,
    (...rest: unknown[]) => (ask as (db: pg.PoolClient, ...rest: unknown[]) => unknown)(client, ...rest),
  ]);
  return Object.fromEntries(asked) as CountyDb;
}
