import type { ClientBase } from 'pg';

/** Keeps a code, as a hash, for so many hours; answers when it expires. */
export async function insertInvite(
  db: ClientBase,
  invite: { readonly codeHash: Uint8Array; readonly fonds: string; readonly note: string; readonly hours: number },
): Promise<Date> {
  const { rows } = await db.query<{ expires_at: Date }>(
    `INSERT INTO invite (code_hash, fonds_code, note, expires_at) VALUES ($1, $2, $3, now() + make_interval(secs => $4)) RETURNING expires_at`,
    [invite.codeHash, invite.fonds, invite.note, invite.hours * 3600],
  );
  return rows[0]!.expires_at;
}

/** The invitation behind a code, its row locked until the transaction ends. `used_by` is `device/fonds`. */
export async function lockInvite(
  db: ClientBase,
  codeHash: Uint8Array,
): Promise<{ fonds_code: string; expired: boolean; used_by: string | null } | undefined> {
  const { rows } = await db.query<{ fonds_code: string; expired: boolean; used_by: string | null }>(
    'SELECT fonds_code, expires_at < now() AS expired, used_by FROM invite WHERE code_hash = $1 FOR UPDATE',
    [codeHash],
  );
  return rows[0];
}

export async function spendInvite(db: ClientBase, codeHash: Uint8Array, usedBy: string): Promise<void> {
  await db.query('UPDATE invite SET used_by = $2, used_at = now() WHERE code_hash = $1', [codeHash, usedBy]);
}

export async function certificateOf(db: ClientBase, dev: string, fondsId: string): Promise<Buffer | undefined> {
  const { rows } = await db.query<{ certificate: Buffer }>('SELECT certificate FROM device_fonds WHERE dev = $1 AND fonds_id = $2', [
    dev,
    fondsId,
  ]);
  return rows[0]?.certificate;
}

export async function saveCertificate(db: ClientBase, dev: string, fondsId: string, certificate: Uint8Array): Promise<void> {
  await db.query(
    'INSERT INTO device_fonds (dev, fonds_id, certificate) VALUES ($1, $2, $3) ON CONFLICT (dev, fonds_id) DO UPDATE SET certificate = excluded.certificate',
    [dev, fondsId, certificate],
  );
}

export async function insertDevice(db: ClientBase, dev: string, key: Uint8Array): Promise<void> {
  await db.query('INSERT INTO device (dev, key) VALUES ($1, $2) ON CONFLICT (dev) DO NOTHING', [dev, key]);
}

export async function isRevoked(db: ClientBase, dev: string): Promise<boolean> {
  const { rows } = await db.query<{ revoked: boolean }>('SELECT revoked_at IS NOT NULL AS revoked FROM device WHERE dev = $1', [dev]);
  return rows[0]!.revoked;
}

/** The county's id of a fonds a desktop calls by this id. */
export async function fondsOfAlias(db: ClientBase, alias: string): Promise<string | undefined> {
  return (await db.query<{ fonds: string }>('SELECT fonds FROM fonds_alias WHERE id = $1', [alias])).rows[0]?.fonds;
}

export async function insertAlias(db: ClientBase, alias: string, fondsId: string): Promise<void> {
  await db.query('INSERT INTO fonds_alias (id, fonds) VALUES ($1, $2)', [alias, fondsId]);
}

/** Registers a fonds unless its 全宗号 is known; answers the id it has here. */
export async function fondsWithCode(db: ClientBase, { id, code, name }: { id: string; code: string; name: string }): Promise<string> {
  await db.query('INSERT INTO fonds (id, code, name) VALUES ($1, $2, $3) ON CONFLICT (code) DO NOTHING', [id, code, name]);
  return (await db.query<{ id: string }>('SELECT id FROM fonds WHERE code = $1', [code])).rows[0]!.id;
}
