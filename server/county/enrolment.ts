import { type EnrolRequest, keyId, nothingBefore, type Random, sealLetter, sha256 } from '../../core/sync/wire/index.ts';
import type { CountyDb } from './database.ts';
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
export async function invite(
  db: CountyDb,
  random: Random,
  { fonds = '', note = '', hours = 72 }: InviteInput,
): Promise<{ code: string; expiresAt: string }> {
  // 48 bits to a letter: that 30 does not divide them is beyond notice.
  const letters = Array.from({ length: 8 }, () => alphabet[random(6).readUIntBE(0, 6) % alphabet.length]).join('');
  const expiresAt = await db.insertInvite({ codeHash: codeHash(letters), fonds, note, hours });
  return { code: `${letters.slice(0, 4)}-${letters.slice(4)}`, expiresAt: expiresAt.toISOString() };
}

/** As typed: any case, with or without the dash; O is read as 0's neighbour nowhere, since neither is in a code. */
const codeHash = (typed: string) => sha256('lantai-invite:', typed.toUpperCase().replaceAll(/[\s\-—–]/g, ''));

/** [S2] Turns a code into a certificate. The same key with the same code gets the same certificate again. */
export async function enrolDevice(db: CountyDb, identity: CountyIdentity, { code, key, fonds }: EnrolRequest, at: string): Promise<Buffer> {
  const publicKey = Buffer.from(key, 'base64');
  const dev = keyId(publicKey);
  const found = await db.lockInvite(codeHash(code));
  if (!found) throw new CountyRefusal(403, 'unknown-code');
  if (found.fonds_code !== '' && found.fonds_code !== fonds.code) throw new CountyRefusal(403, 'other-fonds');
  if (found.used_by !== null) {
    const certificate = await db.certificateOf(dev, fonds.id);
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
  await db.insertDevice(dev, publicKey);
  if (await db.isRevoked(dev)) throw new CountyRefusal(403, 'revoked-device');
  await db.saveCertificate(dev, fonds.id, certificate);
  await db.spendInvite(codeHash(code), `${dev}/${fonds.id}`);
  return certificate;
}

/** The county's own id of a fonds: that of the first desktop that brought it; others are aliases. */
async function registerFonds(db: CountyDb, fonds: { id: string; code: string; name: string }): Promise<string> {
  const known = await db.fondsOfAlias(fonds.id);
  if (known) return known;
  const id = await db.fondsWithCode(fonds);
  await db.insertAlias(fonds.id, id);
  return id;
}
