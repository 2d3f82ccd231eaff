import type { z } from 'zod';
import { canonical } from '../../../shared/audit/op.ts';
import { sha256 } from './hashes.ts';
import type { Sign } from './keys.ts';
import { WireProblem } from './problem.ts';

/** Signed documents of the county: a receipt for a parcel, a device's certificate, the head of a feed, an entry of its own feed. */
export type LetterKind = 'RECEIPT' | 'CERTIFICATE' | 'HEAD' | 'COUNTY-ENTRY';

const newline = 0x0a;
const longestLetter = 4 * 1024 * 1024;
export const signatureLength = 64;

/** `LANTAI-<KIND> 1\n` · canonical JSON `\n` · 64-byte Ed25519 signature over SHA-256 of everything above. Final form. */
export function sealLetter(kind: LetterKind, body: object, sign: Sign): Buffer {
  const above = Buffer.from(`LANTAI-${kind} 1\n${canonical(body)}\n`);
  return Buffer.concat([above, sign(sha256(above))]);
}

export interface Letter<Body> {
  /** As written, fields this build does not know included. */
  readonly body: Body;
  readonly digest: Buffer;
  readonly signature: Buffer;
}

/** Takes a letter apart; its signature is still to be checked. Throws `WireProblem`. */
export function openLetter<Schema extends z.ZodType>(kind: LetterKind, bytes: Uint8Array, schema: Schema): Letter<z.output<Schema>> {
  const { line, rest } = takeHeader(bytes, `LANTAI-${kind}`, longestLetter);
  if (rest.length < signatureLength) throw new WireProblem('truncated', 'no whole signature');
  if (rest.length > signatureLength) throw new WireProblem('trailing-bytes', `${rest.length - signatureLength} bytes after the signature`);
  return {
    body: parseHeader(line, schema),
    digest: sha256(bytes.subarray(0, bytes.length - signatureLength)),
    signature: Buffer.from(rest),
  };
}

/** The magic line `<name> 1` and the line after it. */
export function takeHeader(bytes: Uint8Array, name: string, longest: number): { line: string; rest: Uint8Array } {
  const magic = Buffer.from(`${name} 1\n`);
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, magic.length));
  if (!start.equals(magic)) {
    if (bytes.length < magic.length && magic.subarray(0, bytes.length).equals(start))
      throw new WireProblem('truncated', 'ends inside its first line');
    if (start.subarray(0, name.length + 1).toString() === `${name} `) throw new WireProblem('unknown-version', `not version 1 of ${name}`);
    throw new WireProblem('not-ours', `does not begin with ${name}`);
  }
  const end = bytes.subarray(0, magic.length + longest + 1).indexOf(newline, magic.length);
  if (end < 0)
    throw bytes.length > magic.length + longest
      ? new WireProblem('too-large', 'header line too long')
      : new WireProblem('truncated', 'ends inside its header');
  return { line: utf8(bytes.subarray(magic.length, end)), rest: bytes.subarray(end + 1) };
}

/** A canonical JSON line in the form wanted; a second spelling of the same value is refused. */
export function parseHeader<Schema extends z.ZodType>(line: string, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(parseCanonical(line, 'bad-header'));
  if (!parsed.success)
    throw new WireProblem(
      'bad-header',
      parsed.error.issues
        .map((issue) => `${issue.path.join('.')}: ${issue.message}`)
        .join('; ')
        .slice(0, 300),
    );
  return parsed.data;
}

export function parseCanonical(line: string, fault: 'bad-header' | 'bad-op'): unknown {
  let value: unknown;
  try {
    value = JSON.parse(line);
    if (canonical(value as object) === line) return value;
  } catch {
    throw new WireProblem(fault, 'not JSON');
  }
  throw new WireProblem(fault, 'not canonical JSON');
}

/** Strict UTF-8; no byte is replaced. */
export function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new WireProblem('bad-header', 'not UTF-8');
  }
}
