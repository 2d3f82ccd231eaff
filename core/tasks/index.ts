import type { OperationName } from '../../shared/contract.ts';
import type { News } from '../../shared/news.ts';
import { type Problem, Refusal } from '../../shared/reply.ts';
import type { Progress, Task, TaskId } from '../../shared/tasks/tasks.ts';
import type { Handlers } from '../context.ts';

/** The long work of this run of the program. Tasks live in memory: what they have committed is in the catalogue, the rest never was. */
export interface TaskBoard {
  list(): Task[];
  get(id: TaskId): Task;
  cancel(id: TaskId): Task;
}

export const taskHandlers: Handlers<'tasks'> = {
  'tasks.list': ({ tasks }) => tasks.list(),
  'tasks.get': ({ tasks }, { id }) => tasks.get(id),
  'tasks.cancel': ({ tasks }, { id }) => tasks.cancel(id),
};

type Work = (signal: AbortSignal) => AsyncGenerator<Progress, unknown, void>;

interface Entry {
  task: Task;
  readonly abort: AbortController;
  ended: Promise<void>;
}

/** How many finished tasks are remembered. */
const kept = 50;

/** Starts long work and steps it; between steps the door answers others. */
export class Tasks implements TaskBoard {
  readonly #entries = new Map<TaskId, Entry>();
  readonly #say: (news: News) => void;
  readonly #problemOf: (error: unknown) => Problem;

  constructor(say: (news: News) => void, problemOf: (error: unknown) => Problem) {
    this.#say = say;
    this.#problemOf = problemOf;
  }

  list(): Task[] {
    return [...this.#entries.values()].map((entry) => entry.task);
  }

  get(id: TaskId): Task {
    return this.#entry(id).task;
  }

  cancel(id: TaskId): Task {
    const entry = this.#entry(id);
    entry.abort.abort();
    return entry.task;
  }

  /** [T1] One task of an operation runs at a time; a second is refused as `locked`. */
  start(id: TaskId, operation: OperationName, startedAt: string, work: Work): Task {
    for (const { task } of this.#entries.values())
      if (task.operation === operation && task.state === 'running')
        throw new Refusal('locked', `${operation} is running`, { what: 'task', taskId: task.id });
    const task: Task = { id, operation, state: 'running', done: 0, total: 0, step: 'starting', startedAt, output: null, problem: null };
    const entry: Entry = { task, abort: new AbortController(), ended: Promise.resolve() };
    this.#entries.set(id, entry);
    entry.ended = this.#run(entry, work);
    for (const old of this.#entries.keys()) {
      if (this.#entries.size <= kept) break;
      if (this.#entries.get(old)?.task.state !== 'running') this.#entries.delete(old);
    }
    return task;
  }

  /** Cancels everything and waits for it to stop. */
  async stop(): Promise<void> {
    for (const entry of this.#entries.values()) entry.abort.abort();
    await Promise.all([...this.#entries.values()].map((entry) => entry.ended));
  }

  async #run(entry: Entry, work: Work): Promise<void> {
    const { signal } = entry.abort;
    try {
      const steps = work(signal);
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        if (signal.aborted) {
          await steps.return(undefined);
          throw new Refusal('cancelled', `${entry.task.operation} was cancelled`);
        }
        const step = await steps.next();
        if (step.done) {
          this.#tell(entry, { state: 'done', output: step.value, ...(entry.task.total > 0 ? { done: entry.task.total } : {}) });
          return;
        }
        this.#tell(entry, step.value);
      }
    } catch (error) {
      // Work that was told to stop may end in any way it likes; what is no refusal is still a bug, and is written down as one.
      const isAbort = signal.aborted && (error instanceof Refusal || (error as Error).name === 'AbortError');
      const problem = isAbort ? new Refusal('cancelled', `${entry.task.operation} was cancelled`).problem : this.#problemOf(error);
      this.#tell(entry, {
        state: problem.code === 'cancelled' ? 'cancelled' : 'refused',
        problem: { ...problem, details: { ...problem.details } },
      });
    }
  }

  #tell(entry: Entry, change: Partial<Task>): void {
    entry.task = { ...entry.task, ...change };
    this.#say({ kind: 'task', task: entry.task });
  }

  #entry(id: TaskId): Entry {
    const entry = this.#entries.get(id);
    if (!entry) throw new Refusal('not-found', `no task ${id}`, { what: 'task' });
    return entry;
  }
}
