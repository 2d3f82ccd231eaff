import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { openDesk } from '../../server/county/county.ts';
import { countyPool, postgresStore } from '../../server/county/database.ts';
import { ownPostgres } from '../../server/county/postgres.ts';
import type { ItemRecord } from '../../shared/items/codec.ts';
import type { CountyDisk, Held } from './county-site.ts';

/** In the order of their references. */
const tables = [
  'county',
  'fonds',
  'fonds_alias',
  'invite',
  'device',
  'device_fonds',
  'stream',
  'parcel',
  'receipt',
  'feed',
  'op',
  'item',
  'county_document',
  'county_feed',
];

/** A real PostgreSQL for the schedules: one database, set back to empty before each. */
export async function postgresTown(): Promise<{ disk(): Promise<CountyDisk>; close(): Promise<void> }> {
  const root = mkdtempSync(join(tmpdir(), 'lantai-simulate-'));
  const postgres = await ownPostgres(root);
  const made = await openDesk({ folder: join(root, 'empty'), databaseUrl: postgres.url });
  await made.close();
  const pool = countyPool(postgres.url);
  const none = new Map(tables.map((table) => [table, '[]']));
  return {
    async disk() {
      await restore(pool, none);
      return {
        store: postgresStore(pool),
        snapshot: () => snapshot(pool),
        restore: (taken) => restore(pool, taken as ReadonlyMap<string, string>),
        look: () => look(pool),
      };
    },
    async close() {
      await pool.end();
      await postgres.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function snapshot(pool: pg.Pool): Promise<ReadonlyMap<string, string>> {
  const taken = new Map<string, string>();
  for (const table of tables) {
    const { rows } = await pool.query<{ rows: string }>(`SELECT coalesce(json_agg(t), '[]')::text AS rows FROM ${table} AS t`);
    taken.set(table, rows[0]!.rows);
  }
  return taken;
}

/** As a disk is set back: past every rule that keeps evidence from being changed. */
async function restore(pool: pg.Pool, taken: ReadonlyMap<string, string>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL session_replication_role = replica');
    for (const table of tables) {
      await client.query(`DELETE FROM ${table}`);
      if (taken.get(table) !== '[]')
        await client.query(`INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1)`, [taken.get(table)]);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

async function look(pool: pg.Pool): Promise<Held> {
  const fonds = await pool.query<{ id: string; body: unknown }>('SELECT id, body FROM fonds ORDER BY registered_at');
  const entries = await pool.query<{ fonds: string; seq: number; entry: string; chain: string }>(
    'SELECT fonds, seq, entry, chain FROM feed ORDER BY fonds, seq',
  );
  const items = await pool.query<{ id: string; feed: string; body: ItemRecord; numberConflict: boolean }>(
    'SELECT id, fonds AS feed, body, number_conflict AS "numberConflict" FROM item',
  );
  return {
    feeds: fonds.rows.map(({ id, body }) => ({ id, body, entries: entries.rows.filter((entry) => entry.fonds === id) })),
    items: items.rows,
  };
}
