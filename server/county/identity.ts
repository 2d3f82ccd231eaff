import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type KeyPair, keyPairFrom, newKeyPair, type Random } from '../../core/sync/wire/index.ts';

/** Who the county is: its name for itself, its epoch (new after a restore that lost the journal), the key of its receipts. */
export interface CountyIdentity {
  readonly id: string;
  readonly name: string;
  readonly epoch: string;
  readonly key: KeyPair;
}

/** A new UUID (version 4). */
export function newUuid(random: Random): string {
  const bytes = random(16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The key in the county's folder, made at the first start (only where chance is given). Receipts of years hang on it: it is never made anew silently. */
export function countyKey(folder: string, random?: Random): KeyPair {
  const path = join(folder, 'county.key');
  if (existsSync(path)) return keyPairFrom(readFileSync(path, 'utf8'));
  if (!random) throw new Error(`the county's key is missing: ${path}; put it back from where it is kept`);
  const pair = newKeyPair(random);
  const handle = openSync(`${path}.part`, 'w', 0o600);
  writeSync(handle, pair.pem);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(`${path}.part`, path);
  return pair;
}
