import { randomInt } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import { type EnrolRequest, keyId, nothingBefore, sealLetter, sha256 } from '../../core/sync/wire/index.ts';
import type { CountyIdentity } from './identity.ts';
import { CountyRefusal } from './refusal.ts';
import {
  certificateOf,
  fondsOfAlias,
  fondsWithCode,
  insertAlias,
  insertDevice,
  insertInvite,
  isRevoked,
  lockInvite,
  saveCertificate,
  spendInvite,
} from './store.enrolment.ts';

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
  const expiresAt = await insertInvite(pool, { codeHash: codeHash(letters), fonds, note, hours });
  return { code: `${letters.slice(0, 4)}-${letters.slice(4)}`, expiresAt: expiresAt.toISOString() };
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
  const found = await lockInvite(db, codeHash(code));
  if (!found) throw new CountyRefusal(403, 'unknown-code');
  if (found.fonds_code !== '' && found.fonds_code !== fonds.code) throw new CountyRefusal(403, 'other-fonds');
  if (found.used_by !== null) {
    const certificate = await certificateOf(db, dev, fonds.id);
    if (found.used_by !== `${dev}/${fonds.id}` || !certificate) throw new CountyRefusal(403, 'used-code');
    return certificate;
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
  await insertDevice(db, dev, publicKey);
  if (await isRevoked(db, dev)) throw new CountyRefusal(403, 'revoked-device');
  await saveCertificate(db, dev, fonds.id, certificate);
  await spendInvite(db, codeHash(code), `${dev}/${fonds.id}`);
  return certificate;
}

/** The county's own id of a fonds: that of the first desktop that brought it; others are aliases. */
async function registerFonds(db: ClientBase, fonds: { id: string; code: string; name: string }): Promise<string> {
  const known = await fondsOfAlias(db, fonds.id);
  if (known) return known;
  const id = await fondsWithCode(db, fonds);
  await insertAlias(db, fonds.id, id);
  return id;
}
