import { Worker } from 'node:worker_threads';

/**
 * Starts a thread of the house. From source it is the `.ts` file beside its starter; in a bundle, the file of that name beside the
 * bundle, and outside the archive when the program is packed (a thread cannot be started from inside it). `megabytes` bounds its heap.
 */
export function startThread(startedFrom: string, source: string, bundled: string, data: unknown, megabytes?: number): Worker {
  const file = startedFrom.endsWith('.ts')
    ? new URL(source, startedFrom)
    : new URL(bundled, startedFrom.replace('app.asar/', 'app.asar.unpacked/'));
  return new Worker(file, {
    workerData: data,
    execArgv: [],
    ...(megabytes === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: megabytes } }),
  });
}
