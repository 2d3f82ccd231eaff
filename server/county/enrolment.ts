import { randomInt } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import { type EnrolRequest, keyId, nothingBefore, sealLetter, sha256 } from '../../core/sync/wire/index.ts';
import type { CountyIdentity } from './identity.ts';
import { CountyRefusal } from './refusal.ts';

/** No 0 O 1 I L U: a code is read out over the telephone. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

export interface InviteInput {
  /** 全宗号 it is good for; left out, any. */
  readonly fonds?: string | undefined;
  readonly note?: string | undefined;
  /** Hours until it expires; 72 unless said. */
  readonly hours?: number | undefined;
}

/** Makes a short code for one device and one fonds; shown once, kept only as a hash. */
export async function invite(pool: Pool, { fonds = '', note = '', hours = 72 }: InviteInput): Promise<{ code: string; expiresAt: string }> {
  const letters = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('');
  const { rows } = await pool.query<{ expires_at: Date }>(
    `INSERT INTO invite (code_hash, fonds_code, note, expires_at) VALUES ($1, $2, $3, now() + make_interval(secs => $4)) RETURNING expires_at`,
    [codeHash(letters), fonds, note, hours * 3600],
  );
  return { code: `${letters.slice(0, 4)}-${letters.slice(4)}`, expiresAt: rows[0]!.expires_at.toISOString() };
}

/** As typed: any case, with or without the dash; O is read as 0's neighbour nowhere, since neither is in a code. */
const codeHash = (typed: string) => sha256('lantai-invite:', typed.toUpperCase().replaceAll(/[\s\-—–]/g, ''));

/** [S2] Turns a code into a certificate. The same key with the same code gets the same certificate again. */
export async function enrolDevice(
  db: ClientBase,
  identity: CountyIdentity,
  { code, key, fonds }: EnrolRequest,
  at: string,
): Promise<Buffer> {
  const publicKey = Buffer.from(key, 'base64');
  const dev = keyId(publicKey);
  const { rows } = await db.query<{ fonds_code: string; expired: boolean; used_by: string | null }>(
    'SELECT fonds_code, expires_at < now() AS expired, used_by FROM invite WHERE code_hash = $1 FOR UPDATE',
    [codeHash(code)],
  );
  const found = rows[0];
  if (!found) throw new CountyRefusal(403, 'unknown-code');
  if (found.fonds_code !== '' && found.fonds_code !== fonds.code) throw new CountyRefusal(403, 'other-fonds');
  if (found.used_by !== null) {
    const { rows: mine } = await db.query<{ certificate: Buffer }>(
      'SELECT certificate FROM device_fonds WHERE dev = $1 AND fonds_id = $2',
      [dev, fonds.id],
    );
    if (found.used_by !== `${dev}/${fonds.id}` || !mine[0]) throw new CountyRefusal(403, 'used-code');
    return mine[0].certificate;
  }
  if (found.expired) throw new CountyRefusal(403, 'expired-code');

  const feed = await registerFonds(db, fonds);
  const certificate = sealLetter(
    'CERTIFICATE',
    {
      dev,
      key,
      fonds: { id: fonds.id, code: fonds.code, feed },
      role: 'township',
      from: at,
      srv: identity.id,
      srv_name: identity.name,
      begin: nothingBefore,
    },
    identity.key.sign,
  );
  await db.query('INSERT INTO device (dev, key) VALUES ($1, $2) ON CONFLICT (dev) DO NOTHING', [dev, publicKey]);
  const { rows: known } = await db.query<{ revoked: boolean }>('SELECT revoked_at IS NOT NULL AS revoked FROM device WHERE dev = $1', [
    dev,
  ]);
  if (known[0]!.revoked) throw new CountyRefusal(403, 'revoked-device');
  await db.query(
    'INSERT INTO device_fonds (dev, fonds_id, certificate) VALUES ($1, $2, $3) ON CONFLICT (dev, fonds_id) DO UPDATE SET certificate = excluded.certificate',
    [dev, fonds.id, certificate],
  );
  await db.query('UPDATE invite SET used_by = $2, used_at = now() WHERE code_hash = $1', [codeHash(code), `${dev}/${fonds.id}`]);
  return certificate;
}

/** The county's own id of a fonds: that of the first desktop that brought it; others are aliases. */
async function registerFonds(db: ClientBase, fonds: { id: string; code: string; name: string }): Promise<string> {
  const { rows: alias } = await db.query<{ fonds: string; code: string }>(
    'SELECT fonds, code FROM fonds_alias JOIN fonds ON fonds.id = fonds_alias.fonds WHERE fonds_alias.id = $1',
    [fonds.id],
  );
  if (alias[0]) return alias[0].fonds;
  await db.query('INSERT INTO fonds (id, code, name) VALUES ($1, $2, $3) ON CONFLICT (code) DO NOTHING', [
    fonds.id,
    fonds.code,
    fonds.name,
  ]);
  const { rows } = await db.query<{ id: string }>('SELECT id FROM fonds WHERE code = $1', [fonds.code]);
  await db.query('INSERT INTO fonds_alias (id, fonds) VALUES ($1, $2)', [fonds.id, rows[0]!.id]);
  return rows[0]!.id;
}
