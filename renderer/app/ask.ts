import {
  keepPreviousData,
  notifyManager,
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { CallerInput, Contract, OperationName, Outcome, Output } from '../../shared/contract.ts';
import type { Kind } from '../../shared/operation.ts';
import { type Problem, Refusal } from '../../shared/reply.ts';
import type { Task, TaskId, TaskStarted } from '../../shared/tasks/tasks.ts';
import { anyRoom, call, onNews } from '../transport.ts';

export type NamesOfKind<K extends Kind> = { [N in OperationName]: Contract[N]['kind'] extends K ? N : never }[OperationName];

const roomOf = (name: OperationName): string => name.slice(0, name.indexOf('.'));
const tasksKey = ['tasks', 'tasks.list', {}] as const;

/** The key an answer is remembered by; news of its room makes the page ask again. */
export function askKey<N extends NamesOfKind<'query'>>(name: N, input: CallerInput<N>) {
  return [roomOf(name), name, input] as const;
}

/** One memory of answers for the page. Answers come from this machine, so nothing is retried and nothing waits for a network. */
export function createMemory(): QueryClient {
  // What is remembered is drawn together with what follows on it, not a turn later.
  notifyManager.setScheduler(queueMicrotask);
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: false, staleTime: 30_000, gcTime: 10 * 60_000 },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

/** After a change the page waits this long for more of them before it asks again, in milliseconds. */
const gathering = 60;

/**
 * Lets the core's news reach the answers: rooms that changed are asked again, progress goes straight into the task list. A storm of
 * changes is gathered: the page asks again only when it has heard the answers to the last time.
 */
export function useNews(): void {
  const memory = useQueryClient();
  useEffect(() => {
    const changed = new Set<string>();
    let asking = false;
    const askAgain = async () => {
      if (asking) return;
      asking = true;
      while (changed.size > 0) {
        await new Promise((resolve) => setTimeout(resolve, gathering));
        const rooms = new Set(changed);
        changed.clear();
        await memory.invalidateQueries({ predicate: ({ queryKey }) => rooms.has(anyRoom) || rooms.has(String(queryKey[0])) });
      }
      asking = false;
    };
    return onNews((news) => {
      if (news.kind === 'task') {
        memory.setQueryData<Task[]>(tasksKey, (tasks) => withTask(tasks ?? [], news.task));
        if (news.task.state === 'running') return;
        changed.add('desk');
      } else for (const room of news.rooms) changed.add(room);
      void askAgain();
    });
  }, [memory]);
}

/** Any thrown thing as a problem the screen has words for. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return error.problem;
  return { code: 'unexpected', message: error instanceof Error ? error.message : String(error), details: {} };
}

export interface AskOptions {
  /** False: not asked yet. */
  readonly enabled?: boolean;
  /** Keeps showing the last answer while another input is asked about. */
  readonly keep?: boolean;
  /** Asks again every so many milliseconds. */
  readonly every?: number;
}

/** Asks the core and keeps the answer true: `data` is the answer, `error` a `Refusal` (see `problemOf`). */
export function useAsk<N extends NamesOfKind<'query'>>(
  name: N,
  input: CallerInput<N>,
  options: AskOptions = {},
): UseQueryResult<Output<N>, Error> {
  return useQuery<Output<N>, Error, Output<N>>({
    queryKey: askKey(name, input),
    queryFn: async () => (await call(name, input)) as Output<N>,
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData as never } : {}),
    ...(options.every ? { refetchInterval: options.every } : {}),
  });
}

/** A command: `mutate(input)` or `await mutateAsync(input)`. What it changes comes back to the screens by news. */
export function useAct<N extends NamesOfKind<'command'>>(name: N): UseMutationResult<Outcome<N>, Error, CallerInput<N>> {
  return useMutation<Outcome<N>, Error, CallerInput<N>>({ mutationFn: (input) => call(name, input) });
}

/** The long work of this run of the program, newest last, kept true by news. */
export function useTasks(): Task[] {
  const list = useQuery<Task[], Error>({
    queryKey: tasksKey,
    queryFn: () => call('tasks.list', {}),
    refetchInterval: ({ state }) => (state.data?.some((task) => task.state === 'running') ? 2000 : false),
  });
  return list.data ?? [];
}

export interface LongWorkState<N extends NamesOfKind<'task'>> {
  /** Starts it; a refusal to start shows as `problem`. Answers the task's id, or null when refused. */
  start(input: CallerInput<N>): Promise<TaskId | null>;
  /** How far it has come; null before it was started. Work started elsewhere and still running is picked up. */
  readonly task: Task | null;
  readonly isRunning: boolean;
  cancel(): void;
  /** The result once done. */
  readonly output: Output<N> | null;
  /** Why it was refused or stopped. */
  readonly problem: Problem | null;
  /** Forgets the finished task. */
  clear(): void;
}

/** Long work: start it, follow it, stop it. The screen may be left and come back to. */
export function useTask<N extends NamesOfKind<'task'>>(name: N): LongWorkState<N> {
  const memory = useQueryClient();
  const tasks = useTasks();
  const [id, setId] = useState<TaskId | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const own = tasks.find((one) => one.id === id);
  const task = own ?? (id === null ? tasks.find((one) => one.operation === name && one.state === 'running') : undefined) ?? null;
  const taskId = task?.id ?? null;
  useEffect(() => {
    if (taskId !== null) setId(taskId);
  }, [taskId]);

  const start = useCallback(
    async (input: CallerInput<N>) => {
      setRefused(null);
      try {
        const started = (await call(name, input)) as TaskStarted;
        const begun = await call('tasks.get', { id: started.taskId });
        memory.setQueryData<Task[]>(tasksKey, (known) =>
          known?.some((one) => one.id === begun.id) ? known : withTask(known ?? [], begun),
        );
        setId(started.taskId);
        return started.taskId;
      } catch (error) {
        setRefused(problemOf(error));
        return null;
      }
    },
    [memory, name],
  );
  const cancel = useCallback(() => {
    if (taskId) void call('tasks.cancel', { id: taskId }).catch(() => undefined);
  }, [taskId]);
  const clear = useCallback(() => {
    setId(null);
    setRefused(null);
  }, []);

  return {
    start,
    cancel,
    clear,
    task,
    isRunning: task?.state === 'running',
    output: task?.state === 'done' ? (task.output as Output<N>) : null,
    problem: refused ?? (task?.problem as Problem | null | undefined) ?? null,
  };
}

function withTask(tasks: readonly Task[], task: Task): Task[] {
  return tasks.some((one) => one.id === task.id) ? tasks.map((one) => (one.id === task.id ? task : one)) : [...tasks, task];
}
