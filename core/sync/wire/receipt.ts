import { z } from 'zod';
import { isSignedBy } from './keys.ts';
import { openLetter } from './letter.ts';
import { WireProblem } from './problem.ts';

/**
 * What became of a change: A accepted · R returned to the archivist · C in conflict, kept for a person · P parked until its record
 * arrives · X carries a mark of classification, not kept · N not looked at, because another in the parcel was X: send it again.
 */
export const letters = ['A', 'R', 'C', 'P', 'X', 'N'] as const;
export type ResultLetter = (typeof letters)[number];

/** More about one result. `code` is a key the screen has words for; `text` the county's own words, may be ''. */
export const Note = z.looseObject({
  /** Place of the change in the parcel, from 0. */
  i: z.int().min(0),
  code: z.string(),
  field: z.string().default(''),
  text: z.string().default(''),
});
export type Note = z.output<typeof Note>;

/** Technical receipt (sync.md §2.10): what arrived, and what became of each change. Final form. */
export const Receipt = z.looseObject({
  /** 回执号. */
  no: z.string().min(1).max(60),
  kind: z.enum(['technical', 'refused']),
  at: z.string(),
  /** The county: its name, its epoch, the key this is signed with. */
  srv: z.string(),
  srv_ep: z.string(),
  key: z.string(),
  dev: z.string(),
  ep: z.string(),
  seq: z.int().min(1),
  fonds: z.string(),
  parcel: z.looseObject({ sha256: z.string(), sm3: z.string() }),
  /** One letter a change, in the order of the parcel. */
  results: z.string().regex(/^[ARCPXN]+$/),
  notes: z.array(Note),
  /** Changes the county had before, with their place in the feed: [index, feed seq]. */
  known: z.array(z.tuple([z.int(), z.int()])),
  /** Earlier returned or parked changes that now stand, with their place in the feed: [op id, feed seq]. */
  settled: z.array(z.tuple([z.string(), z.int()])),
  /** First and last entry this parcel made in the fonds' feed; [0, 0] when none. */
  feed: z.tuple([z.int(), z.int()]),
  /** Newest entry of that feed and the chain up to it. */
  head: z.tuple([z.int(), z.string()]),
  /** Scans confirmed with it; none yet. */
  blobs: z.array(z.json()),
});
export type Receipt = z.output<typeof Receipt>;

/** What a receipt must agree with. */
export interface Sent {
  readonly countyKey: Uint8Array;
  readonly srv: string;
  readonly dev: string;
  readonly ep: string;
  readonly seq: number;
  readonly fonds: string;
  readonly sha256: string;
  readonly sm3: string;
  readonly n: number;
}

/** Reads a receipt and holds it against what was sent. Throws `WireProblem`. */
export function requireReceipt(bytes: Uint8Array, sent: Sent): Receipt {
  const { body, digest, signature } = openLetter('RECEIPT', bytes, Receipt);
  if (!isSignedBy(sent.countyKey, digest, signature)) throw new WireProblem('bad-signature', 'not signed by the county');
  const wrong = (what: string) => new WireProblem('hash-mismatch', `the receipt is for another ${what}`);
  for (const name of ['srv', 'dev', 'ep', 'seq', 'fonds'] as const) if (body[name] !== sent[name]) throw wrong(name);
  if (body.parcel.sha256 !== sent.sha256 || body.parcel.sm3 !== sent.sm3) throw wrong('parcel');
  if (body.results.length !== sent.n) throw new WireProblem('count-mismatch', `${body.results.length} results for ${sent.n} changes`);
  if (body.notes.some((note) => note.i >= sent.n)) throw new WireProblem('count-mismatch', 'a note on a change that was not sent');
  return body;
}
