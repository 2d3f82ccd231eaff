import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { type County, type CountyOptions, openCounty, openDesk } from '../../server/county/county.ts';
import { countyPool } from '../../server/county/database.ts';
import { type OwnPostgres, ownPostgres } from '../../server/county/postgres.ts';

/**
 * One real PostgreSQL for a test file; each county gets a database of its own in it. Call at the top of the file; the answer opens
 * counties, each of which is closed with its test.
 */
export function countyTown() {
  const root = mkdtempSync(join(tmpdir(), 'lantai-county-'));
  let postgres: OwnPostgres;
  let counter = 0;
  const open = new Set<County>();

  beforeAll(async () => {
    postgres = await ownPostgres(root);
    // Every county's database is copied from one whose tables are made.
    const empty = await openDesk({ folder: join(root, 'empty'), databaseUrl: postgres.url });
    await empty.close();
  }, 120_000);
  afterAll(async () => {
    for (const county of open) await county.close();
    await postgres?.stop();
    rmSync(root, { recursive: true, force: true });
  }, 60_000);

  /** A new database, and a folder for keys and journal. */
  async function site(): Promise<{ folder: string; databaseUrl: string }> {
    const name = `county_${++counter}`;
    const client = new pg.Client(postgres.url.replace(/\/lantai$/, '/postgres'));
    await client.connect();
    await client.query(`CREATE DATABASE ${name} TEMPLATE lantai`);
    await client.end();
    return { folder: join(root, name), databaseUrl: postgres.url.replace(/\/lantai$/, `/${name}`) };
  }

  /** Opens a county; `pool` asks its database what no act of the operator tells. */
  async function start(options: Partial<CountyOptions> = {}): Promise<County & { pool: pg.Pool }> {
    const at = options.folder ? { folder: options.folder, databaseUrl: options.databaseUrl } : await site();
    const county = await openCounty({ name: '青山县档案馆', log: () => {}, ...at, ...options });
    open.add(county);
    const pool = countyPool(at.databaseUrl!);
    const close = async () => {
      if (!open.delete(county)) return;
      await pool.end();
      await county.close();
    };
    // One PostgreSQL serves the file: a county that stayed open would keep its connections from the next.
    onTestFinished(close);
    return { ...county, pool, close };
  }
  return { start, site };
}
