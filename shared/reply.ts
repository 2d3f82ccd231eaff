import { z } from 'zod';

/** The closed list of refusals. Anything else is a bug: logged, and shown as `unexpected`. */
export const ProblemCode = z.enum([
  'unknown-operation',
  'invalid-input',
  'not-found',
  'duplicate',
  'changed-meanwhile',
  'locked',
  'not-yet',
  'already-done',
  'classified',
  'maybe-classified',
  'not-allowed-here',
  'already-open',
  'unsuitable-folder',
  'damaged-database',
  'newer-database',
  'wrong-settings',
  'disk-full',
  'read-only',
  'unreadable-file',
  'unsupported-file',
  'too-large',
  'missing-glyphs',
  'cancelled',
  'scheme-incomplete',
  'no-scheme',
  'number-taken',
  'number-incomplete',
  'offline',
  'not-the-county',
  'clock-wrong',
  'county-refused',
  'code-refused',
  'bad-receipt',
  'forked',
  'unexpected',
]);
export type ProblemCode = z.output<typeof ProblemCode>;

/** Plain JSON, the only thing that crosses a door. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Why something was refused: a code for programs, a message for the log, details for the words on screen. */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly details: { readonly [key: string]: Json };
}

/** What the door answers. */
export type Reply<T = unknown> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** Thrown by a handler that refuses; the door turns it into a reply. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly details: { readonly [key: string]: Json };
  constructor(code: ProblemCode, message: string, details: { readonly [key: string]: Json } = {}) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }
  get problem(): Problem {
    return { code: this.code, message: this.message, details: this.details };
  }
}
