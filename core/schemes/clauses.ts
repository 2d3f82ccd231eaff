import { changedMeanwhile, realChanges } from '../../shared/changes.ts';
import { Refusal } from '../../shared/reply.ts';
import type { Term } from '../../shared/retention/retention.ts';
import { isLegacyTerm } from '../../shared/retention/terms.ts';
import type { Clause, ClauseId } from '../../shared/schemes/schemes.ts';
import type { CommandContext, Handlers } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { draftOf, knownCategory, knownClause } from './known.ts';
import { blockLength, laidOut, placeFor } from './order.ts';
import { changeClause, createClause, recordDelete } from './records.ts';
import { clausesOfCategory, deleteClause, siblingNumbered } from './store.ts';

type ClauseHandlers = Pick<Handlers<'schemes'>, 'schemes.addClause' | 'schemes.editClause' | 'schemes.moveClause' | 'schemes.removeClause'>;

/** Fields that make a row what it says; changing one makes it a row of one's own. */
const substance = ['no', 'text', 'disposition', 'term'] as const;

export const clauseHandlers: ClauseHandlers = {
  'schemes.editClause'(context, { clauseId, was, set }) {
    const before = knownClause(context.db, clauseId);
    const scheme = draftOf(context.db, before.schemeId);
    const changed = changedMeanwhile(before, was, set);
    if (Object.keys(changed).length > 0) throw new Refusal('changed-meanwhile', `clause ${before.no} was changed`, { changed });
    const changes = realChanges(before, set);
    const after: Clause = { ...before, ...changes } as Clause;
    requireLivingTerm(after.term);
    requireFreeNumber(context.db, after);
    if (substance.some((field) => field in changes)) after.source = '';
    return changeClause(context, scheme.fondsId, before, after);
  },
  'schemes.addClause'(context, { categoryId, parentId, afterId, ...fields }) {
    const category = knownCategory(context.db, categoryId);
    const scheme = draftOf(context.db, category.schemeId);
    const rows = clausesOfCategory(context.db, categoryId);
    const index = requirePlace(rows, parentId, afterId);
    const clause: Clause = {
      id: context.newId() as ClauseId,
      schemeId: scheme.id,
      categoryId,
      parentId,
      depth: depthBelow(rows, parentId),
      position: 0,
      ...fields,
      source: '',
    };
    requireLivingTerm(clause.term);
    requireFreeNumber(context.db, clause);
    const [changed, placed] = split(laidOut(rows, index, [clause]), clause.id);
    saveMoved(context, scheme.fondsId, rows, changed);
    return createClause(context, scheme.fondsId, placed);
  },
  'schemes.moveClause'(context, { clauseId, parentId, afterId }) {
    const before = knownClause(context.db, clauseId);
    const scheme = draftOf(context.db, before.schemeId);
    const rows = clausesOfCategory(context.db, before.categoryId);
    const from = rows.findIndex((row) => row.id === clauseId);
    const length = blockLength(rows, from);
    const block = rows.slice(from, from + length);
    if (block.some((row) => row.id === parentId || row.id === afterId))
      throw new Refusal('invalid-input', `clause ${before.no} cannot stand below or after itself`, {
        issues: [{ field: 'parentId', why: 'cycle' }],
      });
    const others = [...rows.slice(0, from), ...rows.slice(from + length)];
    const index = requirePlace(others, parentId, afterId);
    if (index === from && parentId === before.parentId) return before;
    requireFreeNumber(context.db, { ...before, parentId });
    const deeper = depthBelow(others, parentId) - before.depth;
    const moved = block.map((row) => ({ ...row, depth: row.depth + deeper, parentId: row.id === clauseId ? parentId : row.parentId }));
    const changed = laidOut(others, index, moved);
    saveMoved(context, scheme.fondsId, rows, changed);
    return split(changed, clauseId)[1];
  },
  'schemes.removeClause'(context, { clauseId }) {
    const clause = knownClause(context.db, clauseId);
    const scheme = draftOf(context.db, clause.schemeId);
    const rows = clausesOfCategory(context.db, clause.categoryId);
    const from = rows.findIndex((row) => row.id === clauseId);
    const block = rows.slice(from, from + blockLength(rows, from));
    deleteClause(context.db, clauseId);
    for (const row of block.toReversed()) recordDelete(context.act, 'clause@1', scheme.fondsId, row);
    return { removed: block.length };
  },
};

/** [S5] */
function requireLivingTerm(term: Term | null): void {
  if (term !== null && isLegacyTerm(term))
    throw new Refusal('invalid-input', `${term} in a clause`, { issues: [{ field: 'term', why: 'legacy-term', rule: 'S5' }] });
}

/** [S4] */
function requireFreeNumber(db: ReadableDb, clause: Clause): void {
  if (siblingNumbered(db, clause.categoryId, clause.parentId, clause.no, clause.id))
    throw new Refusal('duplicate', `clause ${clause.no} exists`, { what: 'clause', value: clause.no, rule: 'S4' });
}

/** [E1][E2] */
function requirePlace(rows: readonly Clause[], parentId: ClauseId | null, afterId: ClauseId | null): number {
  const index = placeFor(rows, parentId, afterId);
  if (index === undefined) throw new Refusal('not-found', 'no such place in the table', { what: 'clause' });
  return index;
}

function depthBelow(rows: readonly Clause[], parentId: ClauseId | null): number {
  const parent = rows.find((row) => row.id === parentId);
  return parent ? parent.depth + 1 : 0;
}

function split(rows: readonly Clause[], id: ClauseId): [others: Clause[], one: Clause] {
  const one = rows.find((row) => row.id === id);
  if (!one) throw new TypeError(`row ${id} was not laid out`);
  return [rows.filter((row) => row.id !== id), one];
}

function saveMoved(context: CommandContext, fonds: string, before: readonly Clause[], after: readonly Clause[]): void {
  const byId = new Map(before.map((row) => [row.id, row]));
  for (const row of after) {
    const old = byId.get(row.id);
    if (old) changeClause(context, fonds, old, row);
  }
}
