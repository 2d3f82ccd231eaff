import type { Input } from '../../shared/contract.ts';
import { Refusal } from '../../shared/reply.ts';
import type { County } from '../../shared/sync/sync.ts';
import type { Progress } from '../../shared/tasks/tasks.ts';
import type { TaskContext } from '../context.ts';
import { knownFonds } from '../fonds/index.ts';
import { deviceKey, requireNetworked } from './device.ts';
import { CountyRefusal, countyAddress, openLine } from './line.ts';
import {
  type CountyRow,
  currentDevice,
  enrolledCounty,
  replaceDevice,
  saveCounty,
  savePeer,
  saveProblem,
  setForked,
  syncState,
} from './store.ts';
import { Certificate, EnrolAnswer, isSignedBy, keyId, nothingBefore, openLetter, protocol, WireProblem } from './wire/index.ts';

const refusedCodes = ['unknown-code', 'expired-code', 'used-code', 'other-fonds', 'too-many-guesses'];

/** [S2] Registers this device for one fonds. The same code with the same key answers the same, so a lost answer costs nothing. */
export async function* enrol(
  context: TaskContext,
  { address, code, fondsId }: Input<'sync.enrol'>,
): AsyncGenerator<Progress, County, void> {
  requireNetworked(context);
  const fonds = knownFonds(context.db, fondsId);
  const before = enrolledCounty(context.db);
  const wanted = countyAddress(address);
  const device = currentDevice(context.db);
  // A device that forked, or whose key is gone, begins anew; otherwise the key at hand serves every fonds of this desktop.
  let key = deviceKey(context);
  if (device && (syncState(context.db).forked || key.id !== device.dev)) key = deviceKey(context, key.id === device.dev);
  yield { done: 0, total: 2, step: 'greeting' };
  const line = await openLine(wanted, key, context);
  const question = {
    proto: protocol,
    code,
    key: key.publicKey.toString('base64'),
    fonds: { id: fonds.id, code: fonds.code, name: fonds.name },
  };
  const answer = await line.ask('v1/enrol', question, EnrolAnswer).catch((error: unknown) => {
    if (!(error instanceof CountyRefusal)) throw error;
    if (refusedCodes.includes(error.code)) throw new Refusal('code-refused', error.message, { why: error.code });
    throw new Refusal('county-refused', error.message, { status: error.status, why: error.code });
  });
  yield { done: 1, total: 2, step: 'checking' };

  const countyKey = Buffer.from(answer.county.key, 'base64');
  const bytes = Buffer.from(answer.certificate, 'base64');
  const certificate = certificateIn(bytes);
  const holds =
    isSignedBy(countyKey, certificate.digest, certificate.signature) &&
    certificate.body.dev === key.id &&
    certificate.body.fonds.id === fonds.id &&
    certificate.body.srv === answer.county.id;
  if (!holds) throw new Refusal('not-the-county', 'the certificate does not hold', { why: 'certificate' });
  if (before && before.server !== answer.county.id)
    throw new Refusal('already-done', `enrolled with ${before.name}`, { what: 'county', name: before.name });
  if (before && !countyKey.equals(before.key))
    throw new Refusal('not-the-county', 'the county signs with another key', { why: 'key-changed' });

  const at = context.now().toISOString();
  const county: CountyRow = {
    server: answer.county.id,
    name: answer.county.name,
    address: wanted,
    key: countyKey,
    keyName: keyId(countyKey),
    // Whoever enrols does not know what the county still holds: the first greeting compares.
    serverEpoch: '',
    enrolledAt: at,
    lastContactAt: at,
  };
  context.commit(({ db, newId, act }) => {
    saveCounty(db, county);
    if (currentDevice(db)?.dev !== key.id) replaceDevice(db, { dev: key.id, epochId: newId(), since: at });
    savePeer(db, { server: county.server, fondsId: fonds.id, feed: certificate.body.fonds.feed, certificate: bytes, chain: nothingBefore });
    setForked(db, false);
    saveProblem(db, '', {}, at);
    act.record({
      schema: 'county@1',
      kind: 'patch',
      rid: fonds.id,
      fonds: fonds.id,
      set: { server: county.server, name: county.name, address: wanted, key: county.keyName, device: key.id },
      was: {},
    });
  });
  return countyOf(county);
}

function certificateIn(bytes: Uint8Array) {
  try {
    return openLetter('CERTIFICATE', bytes, Certificate);
  } catch (error) {
    if (error instanceof WireProblem) throw new Refusal('not-the-county', error.message, { why: error.fault });
    throw error;
  }
}

export function countyOf(row: CountyRow): County {
  return {
    serverId: row.server,
    name: row.name,
    address: row.address,
    keyId: row.keyName,
    enrolledAt: row.enrolledAt,
    lastContactAt: row.lastContactAt,
  };
}
