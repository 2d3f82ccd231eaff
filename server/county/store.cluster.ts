import type { ClientBase } from 'pg';

export async function hasDatabase(db: ClientBase): Promise<boolean> {
  return (await db.query(`SELECT 1 FROM pg_database WHERE datname = 'lantai'`)).rowCount === 1;
}

export async function createDatabase(db: ClientBase): Promise<void> {
  await db.query('CREATE DATABASE lantai');
}

/** How many connections there are beside this one, to any database of the cluster. */
export async function countOthers(db: ClientBase): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
  );
  return rows[0]!.n;
}
