import type { ClientBase } from 'pg';

/** Makes this connection the one server of the database; false when another is. Held until the connection ends. */
export async function becomeServer(db: ClientBase): Promise<boolean> {
  const { rows } = await db.query<{ free: boolean }>(`SELECT pg_try_advisory_lock(hashtext('lantai-county-server')) AS free`);
  return rows[0]!.free;
}

export async function ceaseServer(db: ClientBase): Promise<void> {
  await db.query(`SELECT pg_advisory_unlock(hashtext('lantai-county-server'))`);
}

export async function storedIdentity(db: ClientBase): Promise<{ id: string; name: string; epoch: string } | undefined> {
  return (await db.query<{ id: string; name: string; epoch: string }>('SELECT id, name, epoch FROM county')).rows[0];
}

export async function nameCounty(db: ClientBase, id: string, name: string, epoch: string): Promise<void> {
  await db.query('INSERT INTO county (id, name, epoch) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [id, name, epoch]);
}

/** A new epoch: every desktop will notice at its next greeting. */
export async function startEpoch(db: ClientBase, epoch: string): Promise<void> {
  await db.query('UPDATE county SET epoch = $1', [epoch]);
}
