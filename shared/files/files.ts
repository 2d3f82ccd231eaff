import { z } from 'zod';
import { command, id, Moment, Nothing, query } from '../operation.ts';

/** A file brought to the catalogue but not yet part of it. Hosts stage it; the contract carries only its id. */
export const StagedId = id<'StagedId'>();
export type StagedId = z.output<typeof StagedId>;
/** A file Lantai has written (a print, an export). Hosts hand its bytes over. */
export const OutputId = id<'OutputId'>();
export type OutputId = z.output<typeof OutputId>;

export const StagedFile = z.object({ id: StagedId, name: z.string(), bytes: z.int(), stagedAt: Moment });
export type StagedFile = z.output<typeof StagedFile>;

export const OutputFile = z.object({
  id: OutputId,
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  writtenAt: Moment,
});
export type OutputFile = z.output<typeof OutputFile>;

export const fileOperations = {
  'files.staged': query(Nothing, z.array(StagedFile)),
  'files.outputs': query(Nothing, z.array(OutputFile)),
  'files.output': query(z.strictObject({ id: OutputId }), OutputFile),
  'files.forget': command(z.strictObject({ id: z.union([StagedId, OutputId]) }), z.object({ removed: z.boolean() })),
};
