import type { Input } from '../../shared/contract.ts';
import type { Balance, Batch, BatchId, RowOutcome } from '../../shared/imports/imports.ts';
import { checkRow, planOf, type RowNote, type RowPlan } from '../../shared/imports/rows.ts';
import { Refusal } from '../../shared/reply.ts';
import type { Progress } from '../../shared/tasks/tasks.ts';
import { newestLsn } from '../audit/index.ts';
import type { TaskContext } from '../context.ts';
import type { WritableDb } from '../db/database.ts';
import { forgetFile, stagedPath } from '../files/index.ts';
import { knownFonds } from '../fonds/index.ts';
import { type Matcher, openMatcher, type Taken } from './matching.ts';
import type { ForeignRow } from './reading/foreign.ts';
import { startReading } from './reading/start.ts';
import {
  alignProblems,
  type BatchRecord,
  batchById,
  batchByNumber,
  deleteUnfinished,
  discardBatch,
  forgetMatching,
  insertBatch,
  insertProblem,
  insertRow,
  rowsAfter,
  setRowOutcome,
  settleBatch,
  waitingBatchesOf,
} from './store.ts';
import { chosenFields, openTable } from './table.ts';

/** Problems that matching finds stand behind those of the row itself. */
const matchingPlace = 100;

/** Counts outcomes as rows are placed. */
class Tally {
  readonly counts: { -readonly [field in keyof Balance]: number } = { read: 0, new: 0, updated: 0, unchanged: 0, skipped: 0, rejected: 0 };
  classified = 0;
  add(outcome: RowOutcome): void {
    this.counts.read += 1;
    this.counts[outcome] += 1;
  }
}

/** 试算: stages every row of a file and says what would become of it. */
export async function* rehearse(context: TaskContext, input: Input<'imports.rehearse'>): AsyncGenerator<Progress, Batch, void> {
  const fonds = knownFonds(context.db, input.fondsId);
  const { file, path } = stagedPath(context, input.stagedId);
  const takesClassified = context.kind === 'classified';
  yield { done: 0, total: 0, step: 'opening' };
  const reading = await startReading({ path, name: file.name, sheet: input.sheet }, context.signal);
  const tally = new Tally();
  let settled = false;
  try {
    const table = await openTable(reading, takesClassified);
    const fields = chosenFields(table.columns, input.columns);
    if (table.headerRow === 0 && !fields.includes('title'))
      throw new Refusal('unreadable-file', `${file.name} has no header row`, { name: file.name, why: 'no-header' });
    const plan = planOf(table.headers, fields, {
      preamble: table.preamble,
      width: table.width,
      defaults: input.defaults,
      fondsCode: fonds.code,
      organs: fonds.organs,
      takesClassified,
      latestYear: context.now().getUTCFullYear() + 1,
    });
    const seenLsn = newestLsn(context.db);
    const id = context.newId() as BatchId;
    const batch = context.prepare((db) => {
      deleteUnfinished(db);
      return insertBatch(db, {
        id,
        fondsId: fonds.id,
        stagedId: input.stagedId,
        fileName: file.name,
        headers: table.headers,
        plan,
        seenLsn,
        createdAt: context.now().toISOString(),
      });
    });
    const matcher = yield* openMatcher(context, fonds.id);
    const later = new Set<number>();
    for await (const slice of table.rows()) {
      context.prepare((db) => {
        for (const row of slice) stageRow(db, batch, plan, matcher, row, tally, later);
      });
      yield { done: tally.counts.read, total: 0, step: 'reading' };
    }
    yield* placeLater(context, batch, plan, matcher, later, tally);
    context.prepare((db) => {
      for (const earlier of waitingBatchesOf(db, fonds.id, input.stagedId)) discardBatch(db, batchById(db, earlier)!.batch);
      alignProblems(db, batch);
      settleBatch(db, batch, { state: 'rehearsed', balance: tally.counts, classified: tally.classified, seenLsn, committedAt: null });
    });
    settled = true;
    return shownBatch(batchByNumber(context.db, batch));
  } finally {
    await reading.stop();
    if (!settled) context.prepare((db) => deleteUnfinished(db));
    // [M18] The copy of a file with classified rows goes as soon as its rows have been read.
    if (tally.classified > 0) context.prepare((db) => forgetFile(db, context.folder, input.stagedId));
  }
}

function stageRow(
  db: WritableDb,
  batch: number,
  plan: RowPlan,
  matcher: Matcher,
  [line, cells]: ForeignRow,
  tally: Tally,
  later: Set<number>,
): void {
  const checked = checkRow(cells, plan);
  if (checked.kind === 'skipped') {
    tally.add('skipped');
    insertProblem(db, batch, line, 0, 'skipped', { reason: checked.reason, field: null, value: '' });
    return;
  }
  if (checked.kind === 'rejected') {
    tally.add('rejected');
    const isClassified = checked.notes.some(({ reason }) => reason === 'classified');
    if (isClassified) tally.classified += 1;
    else insertRow(db, { batch, line, cells: JSON.stringify(cells.slice(0, 250)), outcome: 'rejected', itemId: null });
    for (const [place, note] of checked.notes.entries()) insertProblem(db, batch, line, place, 'rejected', note);
    return;
  }
  const placement = matcher.place(line, checked);
  if (placement === 'later') {
    later.add(line);
    insertRow(db, { batch, line, cells: JSON.stringify(cells), outcome: 'new', itemId: null });
    noteRow(db, batch, line, 'new', checked.notes, []);
    return;
  }
  tally.add(placement.outcome);
  if (placement.outcome !== 'skipped')
    insertRow(db, { batch, line, cells: JSON.stringify(cells), outcome: placement.outcome, itemId: placement.itemId });
  noteRow(db, batch, line, placement.outcome, isTaken(placement.outcome) ? checked.notes : [], placement.notes);
}

/** Doubts about a row matter only if it is taken. */
const isTaken = (outcome: RowOutcome) => outcome !== 'rejected' && outcome !== 'skipped';

function noteRow(
  db: WritableDb,
  batch: number,
  line: number,
  outcome: RowOutcome,
  ofRow: readonly RowNote[],
  ofMatching: readonly RowNote[],
): void {
  for (const [place, note] of ofRow.entries()) insertProblem(db, batch, line, place, outcome, note);
  for (const [place, note] of ofMatching.entries()) insertProblem(db, batch, line, matchingPlace + place, outcome, note);
}

/** Places the rows that waited until all equal rows had found their items. */
async function* placeLater(
  context: TaskContext,
  batch: number,
  plan: RowPlan,
  matcher: Matcher,
  later: ReadonlySet<number>,
  tally: Tally,
): AsyncGenerator<Progress, void, void> {
  if (later.size === 0) return;
  let placed = 0;
  for await (const rows of stagedRows(context, batch)) {
    context.prepare((db) => {
      for (const { line, cells } of rows) {
        if (!later.has(line)) continue;
        placeAgain(db, batch, line, checkRow(JSON.parse(cells) as string[], plan) as Taken, matcher, tally, true);
        placed += 1;
      }
    });
    yield { done: placed, total: later.size, step: 'matching' };
  }
}

function placeAgain(db: WritableDb, batch: number, line: number, row: Taken, matcher: Matcher, tally: Tally, last: boolean): boolean {
  const placement = matcher.place(line, row, last);
  if (placement === 'later') return false;
  tally.add(placement.outcome);
  setRowOutcome(db, { batch, line, outcome: placement.outcome, itemId: placement.itemId });
  noteRow(db, batch, line, placement.outcome, isTaken(placement.outcome) ? row.notes : [], placement.notes);
  return true;
}

/** The staged rows of a batch, a slice at a time. */
export async function* stagedRows(context: Pick<TaskContext, 'db'>, batch: number) {
  for (let line = -1; ; ) {
    const rows = rowsAfter(context.db, batch, line, 500);
    if (rows.length === 0) return;
    yield rows;
    line = rows.at(-1)!.line;
  }
}

/** [M27] Matches a batch with the catalogue as it stands now. Rows that were wrong in themselves stay rejected. */
export async function* rehearseAgain(context: TaskContext, record: BatchRecord): AsyncGenerator<Progress, BatchRecord, void> {
  const { batch, plan } = record;
  const seenLsn = newestLsn(context.db);
  const matcher = yield* openMatcher(context, record.fondsId);
  const tally = new Tally();
  const later = new Set<number>();
  context.prepare((db) => forgetMatching(db, batch));
  for await (const rows of stagedRows(context, batch)) {
    context.prepare((db) => {
      for (const { line, cells } of rows) {
        const checked = checkRow(JSON.parse(cells) as string[], plan);
        if (checked.kind !== 'taken') tally.add('rejected');
        else if (!placeAgain(db, batch, line, checked, matcher, tally, false)) later.add(line);
      }
    });
    yield { done: tally.counts.read, total: record.balance.read, step: 'matching' };
  }
  yield* placeLater(context, batch, plan, matcher, later, tally);
  // Rows that were never staged (blank, repeated, classified) are what they were.
  const unstaged = record.balance.read - tally.counts.read;
  const balance: Balance = {
    ...tally.counts,
    read: record.balance.read,
    rejected: tally.counts.rejected + record.classified,
    skipped: tally.counts.skipped + unstaged - record.classified,
  };
  context.prepare((db) => {
    alignProblems(db, batch);
    settleBatch(db, batch, { state: 'rehearsed', balance, classified: record.classified, seenLsn, committedAt: null });
  });
  return batchByNumber(context.db, batch);
}

/** A batch as the contract shows it. */
export function shownBatch({ id, fondsId, fileName, state, balance, reasons, createdAt, committedAt }: BatchRecord): Batch {
  return { id, fondsId, fileName, state: state as Batch['state'], balance, reasons, createdAt, committedAt };
}
