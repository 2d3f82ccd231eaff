import { z } from 'zod';
import { OutputFile } from '../files/files.ts';
import { Moment, Nothing, query, task, text } from '../operation.ts';

export const Act = z.object({
  number: z.int(),
  at: Moment,
  actor: z.string(),
  operation: z.string(),
  /** How many changes it holds. */
  changes: z.int(),
  /** Hash of the act, hex; covers the act before it and every change in it. */
  hash: z.string(),
});
export type Act = z.output<typeof Act>;

export const Verdict = z.object({
  intact: z.boolean(),
  acts: z.int(),
  changes: z.int(),
  /** Hash of the newest act, hex. */
  head: z.string(),
  /** The first broken link, in the order of the chain; null when intact. */
  broken: z.object({ act: z.int(), lsn: z.int().nullable(), why: z.enum(['hash', 'missing-act', 'missing-change', 'order']) }).nullable(),
});
export type Verdict = z.output<typeof Verdict>;

export const auditOperations = {
  'audit.list': query(
    z.strictObject({ text: text(60).default(''), offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) }),
    z.object({ rows: z.array(Act), total: z.int() }),
  ),
  /** Walks the whole chain and names the first broken link. */
  'audit.verify': task(Nothing, Verdict),
  /** The chain as one text file (one act a line, canonical JSON) for an inspector. */
  'audit.export': task(Nothing, OutputFile),
};
