import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { Refusal } from '../../shared/reply.ts';
import type { QueryContext } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { type CountyRow, currentDevice, type Device, enrolledCounty, syncState } from './store.ts';
import { type KeyPair, keyPairFrom, newKeyPair } from './wire/index.ts';

/**
 * The device's key lies beside the catalogue and not in it: a backup carries no key, so that a restored copy elsewhere must enrol
 * again and cannot speak with this device's voice.
 */
const keyFile = 'device.key';

/** [S1] Sending exists only where the installation was created as 联网. */
export function requireNetworked({ kind }: Pick<QueryContext, 'kind'>): void {
  if (kind !== 'networked')
    throw new Refusal('not-allowed-here', `nothing is sent from a ${kind ?? 'new'} installation`, { kind: kind ?? 'none' });
}

/** The key in the folder, made if there is none (`fresh` makes a new one in any case). On the disk before it is used. */
export function deviceKey({ folder, random }: Pick<QueryContext, 'folder' | 'random'>, fresh = false): KeyPair {
  const found = fresh ? undefined : storedKey(folder.path(keyFile));
  if (found) return found;
  const pair = newKeyPair(random);
  const part = folder.path(`${keyFile}.part`);
  const handle = openSync(part, 'w', 0o600);
  try {
    writeSync(handle, pair.pem);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(part, folder.path(keyFile));
  return pair;
}

function storedKey(path: string): KeyPair | undefined {
  try {
    return keyPairFrom(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

export interface Enrolled {
  readonly device: Device;
  readonly county: CountyRow;
  readonly key: KeyPair;
}

/** Who sends and to whom. Refuses `not-yet` before enrolment, `forked` where this is an old copy or a clone of the device. */
export function requireEnrolled(context: Pick<QueryContext, 'folder'> & { readonly db: ReadableDb }): Enrolled {
  const county = enrolledCounty(context.db);
  const device = currentDevice(context.db);
  if (!county || !device) throw new Refusal('not-yet', 'not enrolled with a county', { what: 'county' });
  if (syncState(context.db).forked) throw new Refusal('forked', 'the county holds another history of this device', { why: 'enrol-again' });
  const key = storedKey(context.folder.path(keyFile));
  if (key?.id !== device.dev) throw new Refusal('forked', 'the key of this device is not in its folder', { why: 'key-missing' });
  return { device, county, key };
}
