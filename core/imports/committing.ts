import type { Batch } from '../../shared/imports/imports.ts';
import { checkRow, type RowFields } from '../../shared/imports/rows.ts';
import { ItemDraft } from '../../shared/items/items.ts';
import { Refusal } from '../../shared/reply.ts';
import type { Progress } from '../../shared/tasks/tasks.ts';
import { newestLsn } from '../audit/index.ts';
import type { CommandContext, TaskContext } from '../context.ts';
import { forgetFile } from '../files/index.ts';
import { type Filing, type Given, insertItem, openFiling, updateItem } from '../items/index.ts';
import { type Clauses, openClauses, openComparison, printOf, type Taken } from './matching.ts';
import { rehearseAgain, shownBatch } from './rehearsal.ts';
import { type BatchRecord, batchByNumber, rowsAfter, setOrigin, settleBatch } from './store.ts';

/** How often a batch is matched anew because somebody works on the catalogue meanwhile. */
const mostAttempts = 5;

/** Puts a rehearsed batch into the catalogue: matched anew if anything changed since, then all in one transaction and one act. */
export async function* commitBatch(context: TaskContext, rehearsed: BatchRecord): AsyncGenerator<Progress, Batch, void> {
  const total = rehearsed.balance.read;
  yield { done: 0, total, step: 'committing' };
  let record = rehearsed;
  for (let attempt = 0; record.seenLsn !== newestLsn(context.db); attempt += 1) {
    if (attempt === mostAttempts) throw new Refusal('changed-meanwhile', 'the catalogue keeps changing', { changed: {} });
    record = yield* rehearseAgain(context, record);
  }
  // Nobody is let in between this last look at the log and the transaction: there is no step between them.
  context.commit((inside) => {
    fileRows(inside, record);
    const { batch, balance, classified } = record;
    settleBatch(inside.db, batch, {
      state: 'committed',
      balance,
      classified,
      seenLsn: newestLsn(inside.db),
      committedAt: context.now().toISOString(),
    });
    forgetFile(inside.db, context.folder, record.stagedId);
  });
  return shownBatch(batchByNumber(context.db, record.batch));
}

function fileRows(context: CommandContext, { batch, plan, fondsId }: BatchRecord): void {
  const { db } = context;
  const filing = openFiling(db, fondsId);
  const clauses = openClauses(context, fondsId);
  const compare = openComparison(context);
  const blank = ItemDraft.parse({ fondsId, title: '-', year: 2000 });
  for (let line = -1; ; ) {
    const rows = rowsAfter(db, batch, line, 500);
    if (rows.length === 0) return;
    for (const row of rows) {
      line = row.line;
      if (row.outcome === 'rejected' || row.outcome === 'skipped') continue;
      const checked = checkRow(JSON.parse(row.cells) as string[], plan) as Taken;
      let { itemId } = row;
      if (itemId === null) {
        itemId = fileNew(context, filing, clauses, { ...blank, ...draftOf(checked.fields) }, checked.fields);
      } else if (row.outcome === 'updated') {
        updateItem(context, itemId, compare(itemId, checked).set, { confirmedOpen: true }, filing);
      }
      setOrigin(db, { itemId, batch, line, print: printOf(checked) });
    }
  }
}

function fileNew(context: CommandContext, filing: Filing, clauses: Clauses, draft: ItemDraft, fields: RowFields): string {
  const clause = clauses(fields);
  const filed: ItemDraft = { ...draft, clauseId: clause?.id ?? null };
  const given: { -readonly [field in keyof Given]: Given[field] } = { confirmedOpen: true };
  if (fields.number !== '') given.number = fields.number;
  if (fields.serial !== null) {
    const numbered =
      fields.number !== '' || 'number' in filing.book.withSerial({ ...filed, term: filed.term ?? clause?.term ?? null }, fields.serial);
    if (numbered) given.serial = fields.serial;
  }
  return insertItem(context, filed, given, filing).id;
}

/** The fields of a new item as the archivist would have written them; 日期 as the file writes it, so that its spelling is kept. */
function draftOf({ clauseNo: _clauseNo, serial: _serial, number: _number, dateGiven, ...fields }: RowFields) {
  return { ...fields, date: dateGiven || fields.date };
}
