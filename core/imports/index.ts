import type { Input } from '../../shared/contract.ts';
import type { BatchId, Inspection } from '../../shared/imports/imports.ts';
import { bearsSecrecy, checkRow, planOf } from '../../shared/imports/rows.ts';
import { Refusal } from '../../shared/reply.ts';
import type { Progress } from '../../shared/tasks/tasks.ts';
import type { Handlers, TaskContext } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { forgetFile, stagedPath } from '../files/index.ts';
import { knownFonds } from '../fonds/index.ts';
import { commitBatch } from './committing.ts';
import { startReading } from './reading/start.ts';
import { rehearse, shownBatch } from './rehearsal.ts';
import { writeRejections } from './rejections.ts';
import { schemeImportHandlers } from './scheme.ts';
import { type BatchRecord, batchById, batchesOf, discardBatch, firstTaken, problemsOf } from './store.ts';
import { openTable } from './table.ts';

export const importHandlers: Handlers<'imports'> = {
  ...schemeImportHandlers,
  'imports.inspect': inspect,
  'imports.rehearse': rehearse,
  async *'imports.commit'(context, { batchId }) {
    const batch = knownBatch(context.db, batchId);
    if (batch.state !== 'rehearsed')
      throw new Refusal('already-done', `the batch is ${batch.state}`, { what: 'import', state: batch.state });
    return yield* commitBatch(context, batch);
  },
  'imports.batches'({ db }, { fondsId }) {
    knownFonds(db, fondsId);
    return batchesOf(db, fondsId).map(shownBatch);
  },
  'imports.problems': ({ db }, { batchId, outcome, offset, limit }) =>
    problemsOf(db, knownBatch(db, batchId).batch, outcome, offset, limit),
  'imports.sample'({ db }, { batchId, limit }) {
    const { batch, plan } = knownBatch(db, batchId);
    return firstTaken(db, batch, limit).map(({ line, outcome, cells }) => {
      const checked = checkRow(JSON.parse(cells) as string[], plan);
      const fields = checked.kind === 'taken' ? Object.entries(checked.fields).filter(([, value]) => value !== '' && value !== null) : [];
      return { line, outcome, fields: Object.fromEntries(fields.map(([field, value]) => [field, String(value)])) };
    });
  },
  async *'imports.rejections'(context, { batchId }) {
    return yield* writeRejections(context, knownBatch(context.db, batchId));
  },
  'imports.discard'({ db, folder }, { batchId }) {
    const batch = knownBatch(db, batchId);
    if (batch.state !== 'rehearsed')
      throw new Refusal('already-done', `the batch is ${batch.state}`, { what: 'import', state: batch.state });
    discardBatch(db, batch.batch);
    if (batch.classified > 0) forgetFile(db, folder, batch.stagedId);
    return shownBatch({ ...batch, state: 'discarded' });
  },
};

function knownBatch(db: ReadableDb, id: BatchId): BatchRecord {
  const batch = batchById(db, id);
  if (!batch) throw new Refusal('not-found', `no import ${id}`, { what: 'import' });
  return batch;
}

/** Looks at a staged file to its end; nothing is kept. */
async function* inspect(context: TaskContext, { stagedId, sheet }: Input<'imports.inspect'>): AsyncGenerator<Progress, Inspection, void> {
  const { file, path } = stagedPath(context, stagedId);
  const takesClassified = context.kind === 'classified';
  yield { done: 0, total: 0, step: 'opening' };
  const reading = await startReading({ path, name: file.name, sheet }, context.signal);
  try {
    const table = await openTable(reading, takesClassified);
    const { secrecyColumns } = planOf(table.headers, [], {
      preamble: table.preamble,
      width: table.width,
      defaults: { year: null, term: null, category: '' },
      fondsCode: '',
      organs: [],
      takesClassified,
      latestYear: 2100,
    });
    let rows = 0;
    let classified = 0;
    for await (const slice of table.rows()) {
      rows += slice.length;
      if (!takesClassified) classified += slice.filter(([, cells]) => bearsSecrecy(cells, secrecyColumns)).length;
      yield { done: rows, total: 0, step: 'reading' };
    }
    return {
      fileName: file.name,
      ...reading.file,
      sheets: [...reading.file.sheets],
      headerRow: table.headerRow,
      rows,
      classified,
      columns: [...table.columns],
    };
  } finally {
    await reading.stop();
  }
}
