import { parentPort, workerData } from 'node:worker_threads';
import { openFaces } from '../faces.ts';
import type { Tell, WrittenPrint } from '../paper.ts';
import { writePdf } from '../pdf.ts';
import { writeSchemeDiffPdf } from '../scheme-diff-pdf.ts';
import { writeSchemePdf } from '../scheme-pdf.ts';
import { writeSheets } from '../workbook.ts';
import { writeXlsx } from '../xlsx.ts';
import type { Job, Said, Work } from './job.ts';

/** The writing thread: one job, then it ends. It has no database. */
const { work, rows, faces } = workerData as Job;

const say = (said: Said) => parentPort?.postMessage(said);
const tell: Tell = (step, done, total) => say({ kind: 'progress', step, done, total });

async function written(work: Work): Promise<WrittenPrint> {
  switch (work.kind) {
    case 'scheme':
      return writeSchemePdf(work.paper, openFaces(faces), tell);
    case 'scheme-diff':
      return writeSchemeDiffPdf(work.paper, openFaces(faces), tell);
    case 'sheets':
      return { bytes: await writeSheets(work.sheets), pages: 0 };
    case 'catalogue':
      return work.format === 'pdf'
        ? writePdf(work.catalogue, work.cover, openFaces(faces), tell)
        : { bytes: await writeXlsx(work.catalogue, work.cover), pages: 0 };
  }
}

async function write(): Promise<void> {
  say({ kind: 'progress', step: 'laying-out', done: 0, total: rows });
  say({ kind: 'written', ...(await written(work)) });
}

// Not awaited at the top: the bundle is CommonJS. What it throws ends the thread as an error all the same.
void write();
