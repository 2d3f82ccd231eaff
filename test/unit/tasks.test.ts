import { describe, expect, test } from 'vitest';
import { Tasks } from '../../core/tasks/index.ts';
import type { News } from '../../shared/news.ts';
import { Refusal } from '../../shared/reply.ts';
import type { Progress, TaskId } from '../../shared/tasks/tasks.ts';

const id = (n: number) => `01900000-0000-7000-8000-00000000000${n}` as TaskId;

function board() {
  const news: News[] = [];
  const tasks = new Tasks(
    (item) => news.push(item),
    (error) => (error as Refusal).problem ?? new Refusal('unexpected', String(error)).problem,
  );
  const start = (n: number, work: (signal: AbortSignal) => AsyncGenerator<Progress, unknown, void>) =>
    tasks.start(id(n), 'backup.make', '2026-01-05T08:00:00.000Z', work);
  const ended = async (n: number) => {
    while (tasks.get(id(n)).state === 'running') await new Promise((resolve) => setImmediate(resolve));
    return tasks.get(id(n));
  };
  return { tasks, start, ended, news };
}

describe('tasks: long work', () => {
  test('[T2] progress is told step by step and the output in the end', async () => {
    const { start, ended, news } = board();
    start(1, async function* () {
      yield { done: 1, total: 3, step: 'reading' };
      yield { done: 2, total: 3, step: 'writing' };
      return { rows: 3 };
    });
    expect(await ended(1)).toMatchObject({ state: 'done', done: 3, total: 3, output: { rows: 3 } });
    expect(news.map((item) => item.kind === 'task' && [item.task.state, item.task.done, item.task.step])).toEqual([
      ['running', 1, 'reading'],
      ['running', 2, 'writing'],
      ['done', 3, 'writing'],
    ]);
  });

  test('[T2] others are answered between the steps', async () => {
    const { start, ended } = board();
    let answered = 0;
    const ask = setInterval(() => {
      answered += 1;
    }, 0);
    start(1, async function* () {
      for (let done = 0; done < 200; done++) yield { done, total: 200, step: 'reading' };
    });
    await ended(1);
    clearInterval(ask);
    expect(answered).toBeGreaterThan(0);
  });

  test('[T3] cancelled work stops between two steps, cleans up after itself and says so', async () => {
    const { tasks, start, ended } = board();
    let cleaned = false;
    start(1, async function* () {
      try {
        for (let done = 0; ; done++) yield { done, total: 0, step: 'reading' };
      } finally {
        cleaned = true;
      }
    });
    while (tasks.get(id(1)).step !== 'reading') await new Promise((resolve) => setImmediate(resolve));
    tasks.cancel(id(1));
    expect(await ended(1)).toMatchObject({ state: 'cancelled', problem: { code: 'cancelled' } });
    expect(cleaned).toBe(true);
  });

  test('[T5] refused work keeps its reason; a bug is shown as one', async () => {
    const { start, ended } = board();
    start(1, async function* () {
      yield { done: 0, total: 1, step: 'reading' };
      throw new Refusal('disk-full', 'no space');
    });
    expect(await ended(1)).toMatchObject({ state: 'refused', problem: { code: 'disk-full' } });
    start(2, async function* () {
      yield { done: 0, total: 1, step: 'reading' };
      throw new TypeError('a bug');
    });
    expect(await ended(2)).toMatchObject({ state: 'refused', problem: { code: 'unexpected' } });
  });

  test('[T1] the same work is not started twice at once', async () => {
    const { tasks, start, ended } = board();
    start(1, async function* () {
      for (;;) yield { done: 0, total: 0, step: 'reading' };
    });
    expect(() => start(2, async function* () {})).toThrow('running');
    tasks.cancel(id(1));
    await ended(1);
    expect(() => start(2, async function* () {})).not.toThrow();
    await tasks.stop();
  });
});
