import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Core } from '../../core/host.ts';
import { createCall } from '../../shared/client.ts';
import type { CallerInput, OperationName, Output } from '../../shared/contract.ts';
import { sayProblem } from '../../shared/problems.ts';
import { Refusal, type Reply } from '../../shared/reply.ts';
import type { TaskStarted } from '../../shared/tasks/tasks.ts';

function answered<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Refusal(reply.problem.code, reply.problem.message, reply.problem.details);
  return reply.value;
}

/** Speaks to a running core as a host does: calls, long work to its end, files in and out. */
export function voiceOf(core: Core) {
  const call = createCall((name, input) => core.answer(name, input));
  return {
    call,
    async run<N extends OperationName>(name: N, input: CallerInput<N>): Promise<Output<N>> {
      const { taskId } = (await call(name, input)) as TaskStarted;
      for (;;) {
        const task = await call('tasks.get', { id: taskId });
        if (task.state === 'done') return task.output as Output<N>;
        if (task.problem) throw new Refusal(task.problem.code, task.problem.message, task.problem.details as never);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    stage: async (name: string, path: string) => answered(await core.stage(name, path)),
    async fetchOutput(id: Output<'files.output'>['id'], folder: string): Promise<string> {
      const { path, name } = answered(await core.output(id));
      copyFileSync(path, join(folder, name));
      return join(folder, name);
    },
  };
}

/** What the program says when it refuses with the code expected; anything else fails. */
export async function refuses(code: string, attempt: () => Promise<unknown>): Promise<string> {
  try {
    await attempt();
  } catch (error) {
    assert(error instanceof Refusal && error.code === code, `expected ${code}, got ${String(error)}`);
    return sayProblem(error.problem, 'zh-CN').happened;
  }
  throw new Error(`expected the refusal ${code}`);
}
