import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { canonical, Op } from '../../../shared/audit/op.ts';
import { type Sm3, sha256 } from './hashes.ts';
import { isSignedBy, type Sign } from './keys.ts';
import { parseCanonical, parseHeader, signatureLength, takeHeader, utf8 } from './letter.ts';
import { WireProblem } from './problem.ts';

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const Uuid = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** What `prev` says in the first parcel of an epoch, and what a feed's chain starts from. */
export const nothingBefore = '0'.repeat(64);

/**
 * The second line of a parcel (sync.md §2.4). One stream of parcels per (device, epoch), numbered 1, 2, 3 …; each holds changes of
 * one fonds, so that it has one feed and one head. Fields this build does not know are kept and ignored.
 */
export const ParcelHeader = z.looseObject({
  alg: z.literal('ed25519'),
  /** Name of the device: of its key. */
  dev: z.string().regex(/^[0-9a-f]{32}$/),
  ep: Uuid,
  seq: z.int().min(1),
  /** SHA-256 of the whole parcel before it in this epoch. */
  prev: hex64,
  fonds: Uuid,
  /** The county as the device last knew it: its name, its epoch, how far its feed was read, the newest head ever seen. */
  srv: z.string().max(100),
  srv_ep: z.string().max(100),
  pulled: z.int().min(0),
  head: z.tuple([z.int().min(0), hex64]),
  schema: z.array(z.string().max(60)).max(100),
  n: z.int().min(1),
  /** Of the changes as text, before gzip. */
  ops_sha256: hex64,
  ops_sm3: hex64,
  /** Number and hash of the newest act of the device's own chain. */
  audit: z.tuple([z.int().min(0), hex64]),
  max_secrecy: z.int().min(0).max(4),
  /** The device's clock, for people. */
  wall: z.string().max(40),
  enc: z.literal('gzip'),
});
export type ParcelHeader = z.output<typeof ParcelHeader>;

/** A change as it travels: fields this build does not know are kept; its ids are ids. */
const TravellingOp = Op.extend({ id: Uuid, rid: Uuid, fonds: Uuid.nullable() }).loose();

export interface ParcelLimits {
  readonly bytes: number;
  readonly header: number;
  readonly inflated: number;
  readonly ops: number;
  readonly line: number;
}

/** Nothing larger is made, and nothing larger is read. */
export const parcelLimits: ParcelLimits = { bytes: 4 << 20, header: 16 << 10, inflated: 32 << 20, ops: 20_000, line: 1 << 20 };

const magic = 'LANTAI-PARCEL';

export type HeaderToSeal = Omit<z.input<typeof ParcelHeader>, 'alg' | 'n' | 'ops_sha256' | 'ops_sm3' | 'max_secrecy' | 'schema' | 'enc'>;

/**
 * `LANTAI-PARCEL 1\n` · canonical JSON header `\n` · gzip of one canonical change a line · 64-byte Ed25519 signature over SHA-256 of
 * everything above. Once sealed the bytes never change. Final form, golden corpus in test/fixtures/parcels.
 */
export function sealParcel(header: HeaderToSeal, ops: readonly Op[], sm3: Sm3, sign: Sign): Buffer {
  const text = Buffer.from(ops.map((op) => `${canonical(op)}\n`).join(''));
  const whole = {
    ...header,
    alg: 'ed25519',
    enc: 'gzip',
    n: ops.length,
    schema: [...new Set(ops.map((op) => op.schema))].sort(),
    ops_sha256: sha256(text).toString('hex'),
    ops_sm3: sm3(text),
    max_secrecy: Math.max(0, ...ops.map((op) => op.secrecy)),
  };
  const above = Buffer.concat([Buffer.from(`${magic} 1\n${canonical(whole)}\n`), gzipSync(text, { level: 6 })]);
  return Buffer.concat([above, sign(sha256(above))]);
}

/** A parcel whose outside has been read and whose inside has not. */
export interface Envelope {
  readonly header: ParcelHeader;
  /** Of the whole parcel; what receipts name and what the next parcel's `prev` says. */
  readonly sha256: string;
  readonly digest: Buffer;
  readonly body: Uint8Array;
  readonly signature: Uint8Array;
}

/** Reads the outside of a parcel. Inflates nothing. Throws `WireProblem`. */
export function readEnvelope(bytes: Uint8Array, limits: ParcelLimits = parcelLimits): Envelope {
  if (bytes.length > limits.bytes) throw new WireProblem('too-large', `${bytes.length} bytes`);
  const { line, rest } = takeHeader(bytes, magic, limits.header);
  if (rest.length <= signatureLength) throw new WireProblem('truncated', 'ends before its signature');
  return {
    header: parseHeader(line, ParcelHeader),
    sha256: sha256(bytes).toString('hex'),
    digest: sha256(bytes.subarray(0, bytes.length - signatureLength)),
    body: rest.subarray(0, rest.length - signatureLength),
    signature: rest.subarray(rest.length - signatureLength),
  };
}

/** Throws `bad-signature` unless the owner of the key sealed it. Done before anything is inflated. */
export function requireSeal(envelope: Envelope, publicKey: Uint8Array): void {
  if (!isSignedBy(publicKey, envelope.digest, envelope.signature)) throw new WireProblem('bad-signature', 'not sealed by this device');
}

/** The changes inside, every promise of the header checked. Throws `WireProblem`. */
export function readOps({ header, body }: Envelope, sm3: Sm3, limits: ParcelLimits = parcelLimits): Op[] {
  if (header.n > limits.ops) throw new WireProblem('too-large', `${header.n} changes`);
  const text = inflate(body, limits.inflated);
  if (sha256(text).toString('hex') !== header.ops_sha256 || sm3(text) !== header.ops_sm3)
    throw new WireProblem('hash-mismatch', 'the changes are not those of the header');
  if (text.at(-1) !== 0x0a) throw new WireProblem('bad-body', 'the last change is not a whole line');
  const lines = utf8(text.subarray(0, -1)).split('\n');
  if (lines.length !== header.n) throw new WireProblem('count-mismatch', `${lines.length} changes where the header says ${header.n}`);
  const ops = lines.map((line) => {
    if (line.length > limits.line) throw new WireProblem('too-large', 'a change too long');
    const op = TravellingOp.safeParse(parseCanonical(line, 'bad-op'));
    if (!op.success) throw new WireProblem('bad-op', op.error.issues[0]?.message ?? 'not a change');
    return op.data as Op;
  });
  if (Math.max(...ops.map((op) => op.secrecy)) !== header.max_secrecy)
    throw new WireProblem('secrecy-mismatch', 'max_secrecy does not tell the truth');
  return ops;
}

/** Gunzips whole and no further than the limit. Throws `WireProblem`. */
export function inflate(body: Uint8Array, limit: number): Buffer {
  let result: { buffer: Buffer; engine: { bytesWritten: number } };
  try {
    result = gunzipSync(body, { maxOutputLength: limit, info: true } as never) as unknown as typeof result;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new WireProblem('too-large', 'inflates beyond the limit');
    throw new WireProblem(code === 'Z_BUF_ERROR' ? 'truncated' : 'bad-body', `gzip: ${code}`);
  }
  if (result.engine.bytesWritten !== body.length) throw new WireProblem('trailing-bytes', 'bytes after the gzip stream');
  return result.buffer;
}
