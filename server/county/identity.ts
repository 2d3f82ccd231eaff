import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientBase } from 'pg';
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

export async function storedIdentity(db: ClientBase): Promise<{ id: string; name: string; epoch: string } | undefined> {
  return (await db.query<{ id: string; name: string; epoch: string }>('SELECT id, name, epoch FROM county')).rows[0];
}

export async function nameCounty(db: ClientBase, name: string): Promise<void> {
  await db.query('INSERT INTO county (id, name, epoch) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [randomUUID(), name, randomUUID()]);
}

/** A new epoch: every desktop will notice at its next greeting. */
export async function startEpoch(db: ClientBase): Promise<string> {
  const epoch = randomUUID();
  await db.query('UPDATE county SET epoch = $1', [epoch]);
  return epoch;
}
