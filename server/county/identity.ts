import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type KeyPair, keyPairFrom, newKeyPair } from '../../core/sync/wire/index.ts';

/** Who the county is: its name for itself, its epoch (new after a restore that lost the journal), the key of its receipts. */
export interface CountyIdentity {
  readonly id: string;
  readonly name: string;
  readonly epoch: string;
  readonly key: KeyPair;
}

/** The key in the county's folder, made at the first start. Receipts of years hang on it: it is never made anew silently. */
export function countyKey(folder: string, mayMake: boolean): KeyPair {
  const path = join(folder, 'county.key');
  if (existsSync(path)) return keyPairFrom(readFileSync(path, 'utf8'));
  if (!mayMake) throw new Error(`the county's key is missing: ${path}; put it back from where it is kept`);
  const pair = newKeyPair();
  const handle = openSync(`${path}.part`, 'w', 0o600);
  writeSync(handle, pair.pem);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(`${path}.part`, path);
  return pair;
}
