import type { z } from 'zod';
import { changedMeanwhile, realChanges } from '../../shared/changes.ts';
import type { blank, ItemRecord } from '../../shared/items/codec.ts';
import { titleOnOneLine } from '../../shared/items/fields.ts';
import type { Item, itemFields } from '../../shared/items/items.ts';
import { componentsOf, formOf } from '../../shared/numbering/compose.ts';
import type { Json } from '../../shared/reply.ts';
import { Refusal } from '../../shared/reply.ts';
import type { CommandContext } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { giveNumber, releaseNumber } from '../numbering/index.ts';
import { categoryOf, type Filing, frozenClause, openFiling, requireTermOfItsTime, settledDate } from './filing.ts';
import { requireOpen } from './gate.ts';
import { itemRow, recordFromRow, updateItemRow } from './store.ts';

/** Some of the fields an archivist may write. */
export type ItemEdit = { readonly [field in keyof typeof itemFields]?: z.output<(typeof itemFields)[field]> | undefined };

export interface EditOptions {
  /** The values the person saw; a difference is refused as `changed-meanwhile`. */
  readonly was?: ItemEdit;
  /** Give the record a new number where a component of its number changes; else that is refused as `locked`. */
  readonly renumber?: boolean;
  readonly confirmedOpen?: boolean;
}

/** Changes an item; the act records the fields that really differ. Refuses before anything is written. */
export function updateItem(context: CommandContext, id: string, set: ItemEdit, options: EditOptions = {}, shared?: Filing): Item {
  const { db, act } = context;
  const before = knownRecord(context, id);
  const filing = shared ?? openFiling(db, before.fondsId);
  const title = set.title === undefined ? before.title : titleOnOneLine(set.title);
  requireOpen(context, { ...before, ...defined(set), title }, options.confirmedOpen ?? false, title === before.title ? '' : title);
  if (before.binnedAt !== null) throw new Refusal('locked', 'the item is in the recycle bin', { what: 'bin' });

  const wanted = settledEdit(filing, before, { ...defined(set), title });
  const asked = Object.fromEntries(Object.keys(defined(set)).map((field) => [field, wanted[field as keyof typeof wanted]]));
  const changed = options.was ? changedMeanwhile(before, options.was, asked) : {};
  if (Object.keys(changed).length > 0) throw new Refusal('changed-meanwhile', `item ${id} was changed`, { changed });
  const after: ItemRecord = { ...before, ...wanted };
  if (after.term !== before.term || after.year !== before.year) requireTermOfItsTime(after.term, after.year);

  const renumbered = newNumber(filing, before, after, options.renumber ?? false);
  const changes = realChanges(before, { ...wanted, ...renumbered }) as { [field: string]: Json };
  if (Object.keys(changes).length === 0) return withoutExt(before);
  const kept: ItemRecord = { ...before, ...changes, updatedAt: act.at };
  updateItemRow(db, kept);
  if (before.number !== null && kept.number !== null && kept.number !== before.number) {
    releaseNumber(db, filing.book, id, before.number);
    giveNumber(db, filing.book, id, { number: kept.number, series: filing.book.seriesOf(kept), serial: kept.serial });
  }
  act.record({
    schema: 'item@1',
    kind: 'patch',
    rid: id,
    fonds: kept.fondsId,
    set: changes,
    secrecy: kept.secrecy,
    was: Object.fromEntries(Object.keys(changes).map((field) => [field, before[field as keyof typeof blank]])),
  });
  return withoutExt(kept);
}

/** The record of that id, or a refusal. */
export function knownRecord({ db }: { readonly db: ReadableDb }, id: string): ItemRecord {
  const row = itemRow(db, id);
  if (!row) throw new Refusal('not-found', `no item ${id}`, { what: 'item' });
  return recordFromRow(row);
}

export function withoutExt({ ext: _ext, ...item }: ItemRecord): Item {
  return item;
}

function defined(set: ItemEdit): Partial<Item> {
  return Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
}

/** What an edit means for the record: the date read, the clause frozen with the term that comes of it. */
function settledEdit(filing: Filing, before: ItemRecord, set: Partial<Item>): Partial<Item> {
  const wanted: Partial<Item> = { ...set };
  if (set.date !== undefined) {
    const settled = set.date === before.date ? before : settledDate(set.date, set.year ?? before.year);
    wanted.date = settled.date;
    wanted.dateGiven = settled.date === before.date ? before.dateGiven : settled.dateGiven;
  }
  if (set.clauseId !== undefined && set.clauseId !== before.clauseId) {
    Object.assign(wanted, frozenClause(filing, set.clauseId));
    if (set.clauseId !== null) {
      const clause = filing.clause(set.clauseId);
      wanted.term = set.term ?? clause.term;
      wanted.category = categoryOf(clause, set.category ?? before.category);
    }
  }
  return wanted;
}

const numberedFields = ['category', 'project', 'year', 'term', 'organCode', 'organ', 'catalogue', 'volume', 'page'] as const;

/** [I17][N5][N9] Refuses a change to a component of the number, or finds the number that follows from it. */
export function newNumber(filing: Filing, before: ItemRecord, after: ItemRecord, renumber: boolean): Partial<Item> {
  const changed = numberedFields.filter((field) => before[field] !== after[field]);
  if (changed.length === 0 || before.number === null) return {};
  const { book } = filing;
  const inUse = book.templateFor(before.category, before.year);
  const form = formOf(before.number, { ...before, fonds: book.fonds.code }, inUse);
  if (!form) return {};
  const components = componentsOf(form);
  const isOtherForm = book.templateFor(after.category, after.year).id !== inUse.id;
  const fields = changed.filter((field) => components.has(field) || (isOtherForm && (field === 'category' || field === 'year')));
  if (fields.length === 0) return {};
  if (!renumber)
    throw new Refusal('locked', 'these fields are part of a number already given', {
      what: 'number',
      number: before.number,
      fields: [...fields],
    });
  const proposal = filing.book.propose(after);
  if ('missing' in proposal) throw new Refusal('number-incomplete', 'components of the number are missing', { missing: proposal.missing });
  return { number: proposal.number, serial: proposal.serial, formerNumbers: [...before.formerNumbers, before.number ?? ''] };
}
