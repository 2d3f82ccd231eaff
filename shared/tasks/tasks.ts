import { z } from 'zod';
import { id, Moment, Nothing, query } from '../operation.ts';
import { ProblemCode } from '../reply.ts';

export const TaskId = id<'TaskId'>();
export type TaskId = z.output<typeof TaskId>;
export const TaskStarted = z.object({ taskId: TaskId });
export type TaskStarted = z.output<typeof TaskStarted>;

/** How far long work has come. `total` 0: not known yet. `step` names what is being done, a key the screen has words for. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly step: string;
}

export const Task = z.object({
  id: TaskId,
  operation: z.string(),
  state: z.enum(['running', 'done', 'refused', 'cancelled']),
  done: z.int(),
  total: z.int(),
  step: z.string(),
  startedAt: Moment,
  /** The output of its operation once done. */
  output: z.unknown(),
  problem: z.object({ code: ProblemCode, message: z.string(), details: z.record(z.string(), z.unknown()) }).nullable(),
});
export type Task = z.output<typeof Task>;

export const taskOperations = {
  'tasks.list': query(Nothing, z.array(Task)),
  'tasks.get': query(z.strictObject({ id: TaskId }), Task),
  /** Asks long work to stop; it ends as `cancelled` and leaves the catalogue as it was before its last whole step. */
  'tasks.cancel': query(z.strictObject({ id: TaskId }), Task),
};
