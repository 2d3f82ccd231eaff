import { z } from 'zod';

/** query: reads, may be repeated · command: one transaction, one act in the log · task: long work with progress and cancel. */
export type Kind = 'query' | 'command' | 'task';

/** One sentence of the contract: its kind, what it takes, what it answers. */
export interface Operation<K extends Kind = Kind, I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: K;
  readonly input: I;
  readonly output: O;
}

/** Declares a sentence that only reads. */
export function query<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Operation<'query', I, O> {
  return { kind: 'query', input, output };
}

/** Declares a sentence that changes the catalogue in one transaction and leaves one act. */
export function command<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Operation<'command', I, O> {
  return { kind: 'command', input, output };
}

/** Declares long work: a call answers `{ taskId }` at once; `tasks.get` tells progress and, in the end, the output. */
export function task<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Operation<'task', I, O> {
  return { kind: 'task', input, output };
}

/** The input of a sentence that needs none. */
export const Nothing = z.strictObject({});

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id: UUIDv7, 36 lower-case characters here and in ops, BLOB(16) in SQLite, uuid in PostgreSQL. */
export function id<Brand extends string>() {
  return z.string().regex(uuid).brand<Brand>();
}

/** Text kept as typed, ends trimmed, at most `longest` characters; may be empty. */
export function text(longest: number) {
  return z.string().trim().max(longest);
}

/** Text that may not be empty. */
export function words(longest: number) {
  return z.string().trim().min(1).max(longest);
}

/** A moment, ISO 8601 in UTC. */
export const Moment = z.iso.datetime();
