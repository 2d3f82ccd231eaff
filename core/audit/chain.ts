import { createHash, type Hash, hash as hashOf } from 'node:crypto';
import { canonical, type Op } from '../../shared/audit/op.ts';
import type { Json } from '../../shared/reply.ts';

/** What the first act is chained to. */
export const beginning: Uint8Array = new Uint8Array(32);

/** The part of an act that is hashed before its changes. */
export interface ActHeader {
  readonly number: number;
  readonly at: string;
  readonly actor: string;
  readonly operation: string;
}

/** [A1] act hash = SHA-256(prev ‖ canonical header ‖ for each change: newline ‖ canonical change). */
export function startActHash(prev: Uint8Array, header: ActHeader): Hash {
  return createHash('sha256')
    .update(prev)
    .update(canonical({ ...header }));
}

export function addChange(hash: Hash, op: Op): void {
  hash.update(`\n${canonical(op)}`);
}

/** [A2] `was`: the first 8 bytes of SHA-256 of the canonical old value, as 16 hex characters. */
export function wasHash(value: Json): string {
  return hashOf('sha256', canonical(value), 'hex').slice(0, 16);
}
