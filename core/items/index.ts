import type { Op } from '../../shared/audit/op.ts';
import { applyItemOp, type ItemRecord } from '../../shared/items/codec.ts';
import type { Item } from '../../shared/items/items.ts';
import type { CommandContext, Handlers } from '../context.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import { knownFonds } from '../fonds/index.ts';
import { openBook } from '../numbering/index.ts';
import { knownRecord, updateItem, withoutExt } from './changes.ts';
import { coverageHandlers } from './coverage.ts';
import { categoryOf, insertItem, openFiling } from './filing.ts';
import { notFiledHandlers } from './notfiled.ts';
import { assignNumbers, planNumbers } from './numbers.ts';
import { reclassifyHandlers } from './reclassify.ts';
import { adoptNumbers } from './replay.ts';
import {
  countItems,
  holdings,
  insertItemRow,
  itemFromRow,
  itemRow,
  itemsPage,
  recordFromRow,
  setItemBinned,
  updateItemRow,
  valuesLately,
} from './store.ts';
import { suggestClause } from './suggest.ts';

export { type ItemEdit, updateItem } from './changes.ts';
export { type Filing, type Given, insertItem, openFiling } from './filing.ts';
export { countOutdated } from './reclassify.ts';
export { countItems, eachItem, itemsByRows } from './store.ts';
export { learnWaiting } from './suggest.ts';

/** How many rows a rehearsal shows. */
const shownInRehearsal = 500;

export const itemHandlers: Handlers<'items'> = {
  'items.list'({ db }, { sort, descending, offset, limit, ...which }) {
    knownFonds(db, which.fondsId);
    return { rows: itemsPage(db, which, { sort, descending, offset, limit }), ...countItems(db, which) };
  },
  'items.get': ({ db }, { id }) => withoutExt(knownRecord({ db }, id)),
  'items.create': (context, { draft, numbered, confirmedOpen }) => insertItem(context, draft, { numbered, confirmedOpen }),
  'items.edit': (context, { id, was, set, renumber, confirmedOpen }) => updateItem(context, id, set, { was, renumber, confirmedOpen }),
  'items.bin': (context, { ids }) => ({ changed: ids.filter((id) => setBinned(context, id, true)).length }),
  'items.restore': (context, { ids }) => ({ changed: ids.filter((id) => setBinned(context, id, false)).length }),
  'items.rehearseNumbers'({ db }, which) {
    const planned = planNumbers(db, which);
    return {
      total: planned.length,
      ready: planned.filter(({ plan }) => 'number' in plan).length,
      changes: planned.slice(0, shownInRehearsal).map(({ item, plan }) => ({
        itemId: item.id,
        title: item.title,
        number: 'number' in plan ? plan.number : null,
        missing: 'missing' in plan ? plan.missing : [],
      })),
    };
  },
  'items.assignNumbers': assignNumbers,
  'items.nextNumber'({ db }, { draft }) {
    const filing = openFiling(db, draft.fondsId);
    const clause = draft.clauseId ? filing.clause(draft.clauseId) : null;
    const category = clause ? categoryOf(clause, draft.category) : draft.category;
    const plan = filing.book.propose({ ...draft, category, term: draft.term ?? clause?.term ?? null });
    return 'missing' in plan ? { number: null, missing: plan.missing } : { number: plan.number, missing: [] };
  },
  'items.holdings'({ db }, { fondsId }) {
    knownFonds(db, fondsId);
    return holdings(db, fondsId);
  },
  'items.suggestClause': ({ db }, asked) => suggestClause(db, asked),
  ...coverageHandlers,
  ...notFiledHandlers,
  ...reclassifyHandlers,
  'items.lately': ({ db }, { fondsId, field, text }) => valuesLately(db, fondsId, field, text),
};

/** The item of that id, in the bin or not. */
export function itemById(db: ReadableDb, id: string): Item | undefined {
  const row = itemRow(db, id);
  return row && itemFromRow(row);
}

/** The item of that id with what newer versions wrote on it. */
export function itemRecordById(db: ReadableDb, id: string): ItemRecord | undefined {
  const row = itemRow(db, id);
  return row && recordFromRow(row);
}

/**
 * Applies an op that came from elsewhere (another desktop, a parcel) to the tables, with the numbers it gives or frees; leaves no
 * change in the act. A number another item bears stays with that one: the record is kept as it came, for a person to decide.
 * Whether the op may be applied (`was`, scope, classified gate) is for the caller to decide first.
 */
export function applyItemOpToStore(db: WritableDb, op: Op): ItemRecord {
  const before = itemRecordById(db, op.rid);
  const after = applyItemOp(before, op);
  if (before) updateItemRow(db, after);
  else insertItemRow(db, after);
  adoptNumbers(db, openBook(db, knownFonds(db, after.fondsId)), before, after);
  return after;
}

function setBinned(context: CommandContext, id: string, binned: boolean): boolean {
  const { db, act } = context;
  const record = knownRecord(context, id);
  if ((record.binnedAt !== null) === binned) return false;
  setItemBinned(db, id, binned ? act.at : null, act.at);
  act.record({
    schema: 'item@1',
    kind: binned ? 'delete' : 'undelete',
    rid: id,
    fonds: record.fondsId,
    set: {},
    was: {},
    secrecy: record.secrecy,
  });
  return true;
}
