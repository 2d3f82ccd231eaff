import { z } from 'zod';
import { canonical, type Op } from '../../../shared/audit/op.ts';
import { sha256 } from './hashes.ts';
import { isSignedBy, type Sign } from './keys.ts';
import { openLetter, sealLetter } from './letter.ts';
import type { ResultLetter } from './receipt.ts';

/**
 * One entry of a fonds' feed: a change, where it came from, and what became of it. Returned and parked changes are in the chain too.
 * No time and no server name, so that applying the same parcels again gives the same chain.
 */
export interface FeedEntry {
  readonly v: 1;
  readonly dev: string;
  readonly ep: string;
  readonly seq: number;
  readonly i: number;
  readonly r: Exclude<ResultLetter, 'X' | 'N'>;
  readonly code: string;
  readonly field: string;
  readonly op: Op;
}

/** chain = SHA-256(prev ‖ canonical entry); a feed begins at 32 zero bytes. Hex in and out. Final form. */
export function chainAfter(prev: string, entry: string): string {
  return sha256(Buffer.from(prev, 'hex'), entry).toString('hex');
}

export function entryText(entry: FeedEntry): string {
  return canonical(entry);
}

/** The newest entry of a feed, signed: what a desktop remembers for ever, apart from how far it has read. */
export const Head = z.looseObject({ fonds: z.string(), seq: z.int().min(0), chain: z.string(), srv: z.string(), srv_ep: z.string() });
export type Head = z.output<typeof Head>;

export function sealHead(head: Head, sign: Sign): Buffer {
  return sealLetter('HEAD', head, sign);
}

/** A head, when the county of that key signed it. */
export function readHead(bytes: Uint8Array, countyKey: Uint8Array): Head | undefined {
  const { body, digest, signature } = openLetter('HEAD', bytes, Head);
  return isSignedBy(countyKey, digest, signature) ? body : undefined;
}
