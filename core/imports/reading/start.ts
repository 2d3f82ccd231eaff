import { Worker } from 'node:worker_threads';
import { Refusal } from '../../../shared/reply.ts';
import { type ForeignFile, type ForeignRow, type FromReader, type ReaderTask, Unreadable } from './foreign.ts';

/** Where the reading worker is: beside this file in the sources, `import-worker.cjs` beside the bundle of the core. */
const workerAt = import.meta.url.endsWith('.ts')
  ? new URL('./worker.ts', import.meta.url)
  : new URL('./import-worker.cjs', import.meta.url);

/** A foreign file that is being read. */
export interface Reading {
  readonly file: ForeignFile;
  /** Slices of rows; the next is parsed while this one is worked on, and no more than that. */
  rows(): AsyncGenerator<ForeignRow[], void>;
  /** Ends the worker; may be called at any time, and twice. */
  stop(): Promise<void>;
}

/**
 * Starts reading a foreign file in a worker of its own. Whatever the file does to it, the caller gets rows or a `Refusal`
 * (`unreadable-file`, `unsupported-file`, `too-large`; details `name`, `why`, `line`). An abort ends the worker.
 */
export async function startReading(task: ReaderTask, signal: AbortSignal): Promise<Reading> {
  const worker = new Worker(workerAt, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: 320 }, stdout: false, stderr: false });
  const inbox: FromReader[] = [];
  let failed: unknown;
  let over = false;
  let wake = () => {};
  worker.on('message', (message: FromReader) => {
    inbox.push(message);
    wake();
  });
  worker.on('error', (error: Error & { code?: string }) => {
    failed = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Unreadable('too-much-memory', error.message) : error;
    wake();
  });
  worker.on('exit', () => {
    over = true;
    wake();
  });
  const abort = () => {
    failed ??= new Refusal('cancelled', 'reading was cancelled');
    void worker.terminate();
    wake();
  };
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();

  const refusal = (why: Unreadable) =>
    new Refusal(why.code, `${task.name}: ${why.message}`, {
      name: task.name,
      why: why.why,
      ...(why.line === null ? {} : { line: why.line }),
    });
  async function next(): Promise<Exclude<FromReader, { kind: 'refused' }>> {
    for (;;) {
      const message = inbox.shift();
      if (message?.kind === 'refused') throw refusal(new Unreadable(message.why, message.message, message.line));
      if (message) return message;
      if (failed) throw failed instanceof Unreadable ? refusal(failed) : failed;
      if (over) throw refusal(new Unreadable('truncated', 'the reading worker ended'));
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  async function stop(): Promise<void> {
    signal.removeEventListener('abort', abort);
    if (!over) await worker.terminate();
  }
  try {
    const opened = await next();
    if (opened.kind !== 'opened') throw new Error('the reading worker did not say what it opened');
    return {
      file: opened.file,
      stop,
      async *rows() {
        worker.postMessage('more');
        worker.postMessage('more');
        for (;;) {
          const message = await next();
          if (message.kind === 'end') return;
          if (message.kind !== 'rows') continue;
          worker.postMessage('more');
          yield message.rows;
        }
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
