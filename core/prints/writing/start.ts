import { Worker } from 'node:worker_threads';
import type { Progress } from '../../../shared/tasks/tasks.ts';
import type { Job, Said } from './job.ts';

/** Beside the source it is TypeScript, beside the bundle a bundle. */
const program = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './print-worker.cjs', import.meta.url);

/** Writes in a thread of its own, so that the core goes on answering. Yields at least every 100 ms; stopping early ends the thread. */
export async function* writeElsewhere(job: Job, signal: AbortSignal): AsyncGenerator<Progress, { bytes: Uint8Array; pages: number }, void> {
  const worker = new Worker(program, { workerData: job, execArgv: [] });
  let progress: Progress = { done: 0, total: job.rows, step: 'laying-out' };
  let written: { bytes: Uint8Array; pages: number } | undefined;
  let failure: Error | undefined;
  let wake = () => {};
  worker.on('message', (said: Said) => {
    if (said.kind === 'written') written = said;
    else progress = said;
    wake();
  });
  worker.on('error', (error) => {
    failure = error instanceof Error ? error : new Error(String(error));
    wake();
  });
  worker.on('exit', () => {
    failure ??= new Error('the writing thread ended without a word');
    wake();
  });
  try {
    for (;;) {
      if (written) return written;
      if (failure) throw failure;
      yield { done: progress.done, total: progress.total, step: progress.step };
      if (written || failure || signal.aborted) continue;
      await new Promise<void>((resolve) => {
        const later = setTimeout(resolve, 100);
        wake = () => {
          clearTimeout(later);
          resolve();
        };
      });
    }
  } finally {
    await worker.terminate();
  }
}
