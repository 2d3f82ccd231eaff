import type { Pool, PoolClient } from 'pg';

/** Lends one connection for as long as `body` takes. */
export async function lend<T>(pool: Pool, body: (db: PoolClient) => Promise<T>): Promise<T> {
  const db = await pool.connect();
  try {
    return await body(db);
  } finally {
    db.release();
  }
}

/** Does all of `body` or none of it. */
export function transaction<T>(pool: Pool, body: (db: PoolClient) => Promise<T>): Promise<T> {
  return lend(pool, async (db) => {
    await db.query('BEGIN');
    try {
      const value = await body(db);
      await db.query('COMMIT');
      return value;
    } catch (error) {
      await db.query('ROLLBACK').catch(() => {});
      throw error;
    }
  });
}

/**
 * Writes within a transaction without staking it: what the database cannot hold is undone, and its objection answered; null when it
 * stands. Errors that are not about the data are thrown.
 */
export async function attempt(db: PoolClient, write: () => Promise<void>): Promise<Error | null> {
  await db.query('SAVEPOINT attempt');
  try {
    await write();
    await db.query('RELEASE attempt');
    return null;
  } catch (error) {
    if (!isDataError(error)) throw error;
    await db.query('ROLLBACK TO attempt');
    return error as Error;
  }
}

/** Whether the database could hold what `write` writes; nothing of it stays. */
export async function wouldHold(db: PoolClient, write: () => Promise<void>): Promise<boolean> {
  await db.query('SAVEPOINT trial');
  try {
    await write();
    return true;
  } catch (error) {
    if (!isDataError(error)) throw error;
    return false;
  } finally {
    await db.query('ROLLBACK TO trial');
  }
}

const isDataError = (error: unknown) => /^2[123]/.test((error as { code?: string }).code ?? '');
