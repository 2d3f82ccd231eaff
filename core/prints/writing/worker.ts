import { parentPort, workerData } from 'node:worker_threads';
import { openFaces } from '../faces.ts';
import { writePdf } from '../pdf.ts';
import { writeXlsx } from '../xlsx.ts';
import type { Job, Said } from './job.ts';

/** The writing thread: one job, then it ends. It has no database. */
const { format, catalogue, cover, faces } = workerData as Job;

const say = (said: Said) => parentPort?.postMessage(said);

async function write(): Promise<void> {
  say({ kind: 'progress', step: 'laying-out', done: 0, total: catalogue.rows.length });
  if (format === 'xlsx') return say({ kind: 'written', bytes: await writeXlsx(catalogue, cover), pages: 0 });
  const written = await writePdf(catalogue, cover, openFaces(faces), (step, done, total) => say({ kind: 'progress', step, done, total }));
  say({ kind: 'written', ...written });
}

// Not awaited at the top: the bundle is CommonJS. What it throws ends the thread as an error all the same.
void write();
