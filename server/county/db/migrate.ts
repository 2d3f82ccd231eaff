import type { ClientBase } from 'pg';
import { countyMigrations } from './migrations/index.ts';

/** One step of the county's schema; a released step is never edited. */
export interface CountyMigration {
  readonly id: string;
  readonly sql: string;
}

/** Takes the steps still to take, each in a transaction of its own; a database with steps unknown here is refused. */
export async function migrateCounty(client: ClientBase): Promise<void> {
  await client.query(`SELECT pg_advisory_lock(hashtext('lantai-migrations'))`);
  try {
    await client.query('CREATE TABLE IF NOT EXISTS migrations (step text PRIMARY KEY, taken_at timestamptz NOT NULL DEFAULT now())');
    const { rows } = await client.query<{ step: string }>('SELECT step FROM migrations');
    const unknown = rows.filter(({ step }) => !countyMigrations.some(({ id }) => id === step));
    if (unknown.length > 0)
      throw new Error(`the county database is newer than this program: ${unknown.map(({ step }) => step).join(', ')}`);
    for (const { id, sql } of countyMigrations) {
      if (rows.some(({ step }) => step === id)) continue;
      await client.query('BEGIN');
      try {
        await client.query(sql);
        await client.query('INSERT INTO migrations (step) VALUES ($1)', [id]);
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      }
    }
  } finally {
    await client.query(`SELECT pg_advisory_unlock(hashtext('lantai-migrations'))`);
  }
}
