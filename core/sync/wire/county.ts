import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { canonical } from '../../../shared/audit/op.ts';
import { chainAfter } from './feed.ts';
import { isSignedBy, type Sign } from './keys.ts';
import { openLetter, sealLetter } from './letter.ts';
import { inflate } from './parcel.ts';
import { WireProblem } from './problem.ts';

/**
 * The county's own feed (rulings 17): what it tells every desktop, whatever fonds they send. One letter an entry, numbered 1, 2, 3 …; each
 * names the chain before it, so that it can stand in one place only. Documents travel apart, by their SHA-256.
 */

/** The county's own feed where feeds are listed by fonds: in hello, and in its head. */
export const countyFeed = 'county';

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

/** What every entry says, also one of a kind this build does not know. */
export const CountyEntry = z.looseObject({
  v: z.int().min(1),
  srv: z.string().max(100),
  seq: z.int().min(1),
  /** The chain up to the entry before. */
  prev: hex64,
  kind: z.string().max(40),
  /** The county's clock. */
  at: z.iso.datetime(),
});
export type CountyEntry = z.output<typeof CountyEntry>;

/** A table was published, or withdrawn: which, by the SHA-256 of its canonical bytes; for which kinds of unit ([] all). */
export const SchemeEntry = CountyEntry.extend({
  v: z.literal(1),
  kind: z.enum(['scheme-published', 'scheme-withdrawn']),
  hash: hex64,
  title: z.string().min(1).max(120),
  unitTypes: z.array(z.string().max(20)).max(20),
});
export type SchemeEntry = z.output<typeof SchemeEntry>;

/** Letter COUNTY-ENTRY. Final form, golden bytes in test/fixtures/county. */
export function sealCountyEntry(entry: CountyEntry, sign: Sign): Buffer {
  return sealLetter('COUNTY-ENTRY', entry, sign);
}

/** The chain with an entry: as in the feed of a fonds. */
export function chainWith(entry: CountyEntry): string {
  return chainAfter(entry.prev, canonical(entry));
}

/** An entry, when this county signed it and it stands in this place. Throws `WireProblem`. */
export function requireCountyEntry(
  bytes: Uint8Array,
  due: { readonly countyKey: Uint8Array; readonly srv: string; readonly seq: number; readonly prev: string },
): CountyEntry {
  const { body, digest, signature } = openLetter('COUNTY-ENTRY', bytes, CountyEntry);
  if (!isSignedBy(due.countyKey, digest, signature)) throw new WireProblem('bad-signature', 'not signed by the county');
  if (body.srv !== due.srv) throw new WireProblem('hash-mismatch', 'an entry of another county');
  if (body.seq !== due.seq) throw new WireProblem('count-mismatch', `entry ${body.seq} where ${due.seq} is due`);
  if (body.prev !== due.prev) throw new WireProblem('hash-mismatch', `entry ${body.seq} does not follow the one before it`);
  return body;
}

/** Longest document that is published, in bytes, and packed, in characters: it must fit one answer. */
export const longestDocument = 16 << 20;
export const longestPacked = 7 << 20;

export function packDocument(bytes: Uint8Array): string {
  return gzipSync(bytes, { level: 9 }).toString('base64');
}

/** Throws `WireProblem` for what is no gzip, or inflates beyond the limit. */
export function unpackDocument(packed: string): Buffer {
  return inflate(Buffer.from(packed, 'base64'), longestDocument);
}

/** POST /v1/county-feed, signed: the entries after one, up to another. */
export const CountyFeedRequest = z.looseObject({
  proto: z.string(),
  dev: z.string(),
  after: z.tuple([z.int().min(0), z.string()]),
  upto: z.int().min(0),
});

/** Letters, base64, in their order; fewer than asked when they are many. */
export const CountyFeedAnswer = z.looseObject({ entries: z.array(z.string()) });

/** POST /v1/documents/<hash>, signed. */
export const DocumentRequest = z.looseObject({ proto: z.string(), dev: z.string() });

/** gzip, base64. */
export const DocumentAnswer = z.looseObject({ document: z.string() });
