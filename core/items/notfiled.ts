import { changedMeanwhile, realChanges } from '../../shared/changes.ts';
import type { FondsId } from '../../shared/fonds/fonds.ts';
import { titleOnOneLine } from '../../shared/items/fields.ts';
import type { NotFiled, NotFiledId } from '../../shared/items/notfiled.ts';
import { type Json, Refusal } from '../../shared/reply.ts';
import type { ClauseId } from '../../shared/schemes/schemes.ts';
import type { CommandContext, Handlers } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { knownFonds } from '../fonds/index.ts';
import { rowOfTable } from '../schemes/index.ts';
import { settledDate } from './filing.ts';
import { requireOpen } from './gate.ts';
import { countNotFiled, insertNotFiled, notFiledById, notFiledPage, updateNotFiled } from './store.notfiled.ts';

type NotFiledHandlers = Pick<
  Handlers<'items'>,
  'items.decline' | 'items.declined' | 'items.editDeclined' | 'items.removeDeclined' | 'items.restoreDeclined'
>;

export const notFiledHandlers: NotFiledHandlers = {
  'items.decline'(context, { decision, confirmedOpen }) {
    requireOpen(context, decision, confirmedOpen);
    const { act, db } = context;
    const fondsId = knownFonds(db, decision.fondsId).id;
    requireDay(decision.decidedOn);
    const kept: NotFiled = {
      ...decision,
      ...frozenRow(db, fondsId, decision.clauseId),
      id: context.newId() as NotFiledId,
      title: titleOnOneLine(decision.title),
      date: settledDate(decision.date, decision.year).date,
      archivist: context.actor,
      removedAt: null,
      createdAt: act.at,
      updatedAt: act.at,
    };
    insertNotFiled(db, kept);
    const { id: _id, fondsId: _fonds, removedAt: _removed, createdAt: _created, updatedAt: _updated, ...set } = kept;
    record(context, kept, 'create', set, {});
    return kept;
  },
  'items.declined'({ db }, { offset, limit, ...which }) {
    knownFonds(db, which.fondsId);
    return { rows: notFiledPage(db, which, { offset, limit }), total: countNotFiled(db, which) };
  },
  'items.editDeclined'(context, { id, was, set, confirmedOpen }) {
    const { act, db } = context;
    const before = knownDecision(db, id);
    const title = set.title === undefined ? before.title : titleOnOneLine(set.title);
    requireOpen(context, { ...before, ...defined(set), title }, confirmedOpen, title === before.title ? '' : title);
    if (before.removedAt !== null) throw new Refusal('locked', 'the decision was taken back', { what: 'bin' });
    if (set.decidedOn !== undefined) requireDay(set.decidedOn);
    const wanted: Partial<NotFiled> = { ...defined(set), title };
    if (set.date !== undefined && set.date !== before.date) wanted.date = settledDate(set.date, set.year ?? before.year).date;
    if (set.clauseId !== undefined && set.clauseId !== before.clauseId) Object.assign(wanted, frozenRow(db, before.fondsId, set.clauseId));
    const changed = changedMeanwhile(
      before,
      was,
      Object.fromEntries(Object.keys(defined(set)).map((name) => [name, wanted[name as never]])),
    );
    if (Object.keys(changed).length > 0) throw new Refusal('changed-meanwhile', `decision ${id} was changed`, { changed });
    const changes = realChanges(before, wanted) as { [field: string]: Json };
    if (Object.keys(changes).length === 0) return before;
    const kept: NotFiled = { ...before, ...changes, updatedAt: act.at };
    updateNotFiled(db, kept);
    record(context, kept, 'patch', changes, Object.fromEntries(Object.keys(changes).map((name) => [name, before[name as keyof NotFiled]])));
    return kept;
  },
  'items.removeDeclined': (context, { ids }) => ({ changed: ids.filter((id) => setRemoved(context, id, true)).length }),
  'items.restoreDeclined': (context, { ids }) => ({ changed: ids.filter((id) => setRemoved(context, id, false)).length }),
};

/** `notfiled@1`: as item@1, create · patch · delete · undelete. Not among the schemas that are sent. */
function record(
  { act }: CommandContext,
  { id, fondsId, secrecy }: NotFiled,
  kind: 'create' | 'patch' | 'delete' | 'undelete',
  set: { readonly [field: string]: Json },
  was: { readonly [field: string]: Json },
): void {
  act.record({ schema: 'notfiled@1', kind, rid: id, fonds: fondsId, set, was, secrecy });
}

function knownDecision(db: ReadableDb, id: NotFiledId): NotFiled {
  const decision = notFiledById(db, id);
  if (!decision) throw new Refusal('not-found', `no decision ${id}`, { what: 'not-filed' });
  return decision;
}

function setRemoved(context: CommandContext, id: NotFiledId, removed: boolean): boolean {
  const decision = knownDecision(context.db, id);
  if ((decision.removedAt !== null) === removed) return false;
  const { at } = context.act;
  updateNotFiled(context.db, { ...decision, removedAt: removed ? at : null, updatedAt: at });
  record(context, decision, removed ? 'delete' : 'undelete', {}, {});
  return true;
}

/** [F2] The row a decision goes by, as it stands today: a 不归档 row of a table of this fonds that is or was in force. */
function frozenRow(db: ReadableDb, fondsId: FondsId, clauseId: ClauseId | null): Pick<NotFiled, 'clauseNo' | 'clauseText'> {
  if (clauseId === null) return { clauseNo: '', clauseText: '' };
  const { clause, scheme } = rowOfTable(db, clauseId);
  if (scheme.fondsId !== fondsId) throw new Refusal('not-found', 'the clause is not of this fonds', { what: 'clause' });
  if (clause.disposition !== 'no-file')
    throw new Refusal('invalid-input', `${clause.no} is no 不归档 row`, {
      issues: [{ field: 'clauseId', why: clause.disposition, rule: 'F2' }],
      no: clause.no,
    });
  return { clauseNo: clause.no, clauseText: clause.text };
}

function requireDay(day: string): void {
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(4, 6)), Number(day.slice(6))];
  const read = new Date(Date.UTC(year, month - 1, date));
  if (year < 1949 || read.getUTCMonth() !== month - 1 || read.getUTCDate() !== date)
    throw new Refusal('invalid-input', `${day} is no day`, { issues: [{ field: 'decidedOn', why: 'unreadable-date' }] });
}

function defined(set: object): Partial<NotFiled> {
  return Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
}
