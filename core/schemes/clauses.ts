import { changedMeanwhile, realChanges } from '../../shared/changes.ts';
import { classifiedFrom } from '../../shared/items/secrecy.ts';
import { Refusal } from '../../shared/reply.ts';
import { isLegacyTerm } from '../../shared/retention/terms.ts';
import type { Clause, ClauseId } from '../../shared/schemes/schemes.ts';
import type { Handlers, QueryContext } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { editDraft, requireSeen } from './edits.ts';
import { knownCategory, knownClause } from './known.ts';
import { nearPlace } from './near.ts';
import { hungBelow, laidOut } from './order.ts';
import { placeRows, requireDepth, requirePlace, requireRoom, rowsNamed, withRoom } from './rows.ts';
import { type Place, siblingNumbered } from './store.ts';

type ClauseHandlers = Pick<
  Handlers<'schemes'>,
  'schemes.addClause' | 'schemes.editClause' | 'schemes.editClauses' | 'schemes.removeClauses'
>;

/** [S11] Fields that make a row what its source says; changing one makes it a row of one's own. */
const substance = ['text', 'disposition', 'term'] as const;

export const clauseHandlers: ClauseHandlers = {
  'schemes.editClause'(context, { clauseId, was, set }) {
    const before = knownClause(context.db, clauseId);
    return editDraft(context, before.schemeId, 'schemes.editClause', (editing) => {
      const changed = changedMeanwhile(before, was, set);
      if (Object.keys(changed).length > 0) throw new Refusal('changed-meanwhile', `clause ${before.no} was changed`, { changed });
      const after = withFields(context, before, set);
      if (after.no !== before.no) requireFreeNumber(context.db, after);
      editing.clause(before, after);
      return after;
    });
  },
  'schemes.editClauses'(context, { clauseIds, revision, set }) {
    const [first] = clauseIds;
    return editDraft(context, knownClause(context.db, first as ClauseId).schemeId, 'schemes.editClauses', ({ scheme, clause }) => {
      const rows = [...new Set(clauseIds)].map((id) => rowOf(context.db, scheme, id));
      requireSeen(context.db, scheme, rows, revision);
      for (const row of rows) clause(row, withFields(context, row, set));
      return rows[0] ?? null;
    });
  },
  'schemes.addClause'(context, { categoryId, parentId, afterId, ...fields }) {
    const category = knownCategory(context.db, categoryId);
    return editDraft(context, category.schemeId, 'schemes.addClause', (editing) => {
      requireRoom(context.db, editing.scheme.id, 1);
      const id = context.newId() as ClauseId;
      const blank: Clause = {
        id,
        schemeId: editing.scheme.id,
        categoryId,
        parentId,
        depth: 0,
        position: 0,
        ...fields,
        lineageId: id,
        revision: 0,
        source: '',
      };
      requireAllowed(context, blank);
      requireFreeNumber(context.db, blank);
      const near = nearPlace(context.db, categoryId, parentId, afterId);
      const { rows, placed } = withRoom(context.db, categoryId, near, (known) => {
        const parent = known.rows.find((row) => row.id === parentId) ?? null;
        const index = requirePlace(known.rows, parentId, afterId);
        const laid = laidOut(known, known.rows, index, hungBelow([blank], categoryId, parent));
        return laid && { rows: known.rows, placed: laid };
      });
      const place = placed.find((row) => row.id === id) as Place;
      requireDepth(place);
      placeRows(context.db, editing, rows, placed);
      editing.clause(null, { ...blank, depth: place.depth, position: place.position });
      return blank;
    });
  },
  'schemes.removeClauses'(context, { clauseIds, revision }) {
    const named = rowsNamed(context.db, clauseIds);
    return editDraft(context, named.schemeId, 'schemes.removeClauses', ({ scheme, clause }) => {
      const places = named.blocks.flat();
      requireSeen(context.db, scheme, places, revision);
      for (const { id } of places.toReversed()) clause(knownClause(context.db, id), null);
      return places[0] ?? null;
    });
  },
};

/** A row with fields changed: what it says now is its own, no longer its source's. */
function withFields(context: QueryContext, before: Clause, set: object): Clause {
  const changes = realChanges(before as Clause & { [field: string]: unknown }, set as { [field: string]: unknown });
  const after = { ...before, ...changes } as Clause;
  requireAllowed(context, after);
  return substance.some((field) => field in changes) ? { ...after, source: '' } : after;
}

function rowOf(db: ReadableDb, scheme: { readonly id: string }, id: ClauseId): Clause {
  const row = knownClause(db, id);
  if (row.schemeId !== scheme.id) throw new Refusal('not-found', 'the row stands in another table', { what: 'clause' });
  return row;
}

/** [S5] and the classified gate: what no row of a table may say. */
export function requireAllowed({ kind }: Pick<QueryContext, 'kind'>, { term, secrecy }: Pick<Clause, 'term' | 'secrecy'>): void {
  if (term !== null && isLegacyTerm(term))
    throw new Refusal('invalid-input', `${term} in a clause`, { issues: [{ field: 'term', why: 'legacy-term', rule: 'S5' }] });
  if (secrecy >= classifiedFrom && kind !== 'classified')
    throw new Refusal('classified', 'no clause may make records classified in this installation');
}

/** [S4] */
function requireFreeNumber(db: ReadableDb, clause: Clause): void {
  if (siblingNumbered(db, clause.categoryId, clause.parentId, clause.no, clause.id))
    throw new Refusal('duplicate', `clause ${clause.no} exists`, { what: 'clause', value: clause.no, rule: 'S4' });
}
