import canonicalize from 'canonicalize';
import { z } from 'zod';
import type { Json } from '../reply.ts';

/**
 * One change, in the form that is hashed, sealed and kept for ever (sync.md §2.4; final from the first release).
 * `was` holds, for each changed field, the first 8 bytes (16 hex characters) of SHA-256 of the canonical old value.
 */
export const Op = z.object({
  id: z.string(),
  /** `room@version` of the record's form, e.g. `item@1`. */
  schema: z.string().regex(/^[a-z]+@\d+$/),
  kind: z.enum(['create', 'patch', 'delete', 'undelete']),
  /** Id of the record. */
  rid: z.string(),
  /** Id of the fonds it belongs to; a change of settings has none. */
  fonds: z.string().nullable(),
  set: z.record(z.string(), z.json()),
  was: z.record(z.string(), z.string()),
  actor: z.string(),
  /** The clock of the desktop, for people; nothing is decided by it. */
  at: z.string(),
  /** Hybrid logical clock label `<ms>-<counter>-<installation>`; shows who was later, decides nothing. */
  hlc: z.string(),
  secrecy: z.int().min(0).max(4),
  /** Ops that must stand together. */
  txn: z.string().optional(),
});
export type Op = z.output<typeof Op>;

/** The one text form of a value (RFC 8785); what is hashed and signed. `undefined` members are left out. */
export function canonical(value: Json | Op | object): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('a value without canonical form');
  return text;
}
