import { Refusal } from '../../shared/reply.ts';
import { renumbered } from '../../shared/schemes/renumber.ts';
import type { CategoryId, Clause, ClauseId, NumberStyle, Renumbering, SchemeId } from '../../shared/schemes/schemes.ts';
import type { Handlers } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { saveRows } from './clauses.ts';
import { editDraft, redo, requireSeen, undo } from './edits.ts';
import { knownCategory, knownScheme } from './known.ts';
import { type Block, hungBelow, laidOut } from './order.ts';
import { type Rows, requirePlace, rowsNamed } from './rows.ts';
import { clausesOf, clausesOfCategory } from './store.ts';

type MoveHandlers = Pick<
  Handlers<'schemes'>,
  | 'schemes.moveClauses'
  | 'schemes.indentClauses'
  | 'schemes.outdentClauses'
  | 'schemes.rehearseRenumbering'
  | 'schemes.renumber'
  | 'schemes.undo'
  | 'schemes.redo'
>;

export const moveHandlers: MoveHandlers = {
  'schemes.moveClauses'(context, { clauseIds, categoryId, parentId, afterId, revision }) {
    const { db } = context;
    const named = rowsNamed(db, clauseIds);
    const category = knownCategory(db, categoryId);
    if (category.schemeId !== named.schemeId) throw new Refusal('not-found', 'the category is of another table', { what: 'category' });
    return editDraft(context, named.schemeId, 'schemes.moveClauses', (editing) => {
      const moving = named.blocks.flat();
      requireSeen(editing.scheme, moving, revision);
      if (moving.some((row) => row.id === parentId || row.id === afterId)) throw cannot(moving[0], 'cycle', 'E2');
      const isMoving = new Set(moving.map((row) => row.id));
      const before = named.categories.get(categoryId) ?? clausesOfCategory(db, categoryId);
      const staying = before.filter((row) => !isMoving.has(row.id));
      const parent = staying.find((row) => row.id === parentId) ?? null;
      const moved = named.blocks.flatMap((block) => hungBelow(block, categoryId, parent));
      const placed = laidOut(staying, requirePlace(staying, parentId, afterId), moved);
      requireNumbersApart(placed, parentId);
      // Rows that come from another category are known by their old form.
      saveRows(editing, [...before, ...moving], placed);
      return moving[0] ?? null;
    });
  },
  'schemes.indentClauses'(context, { clauseIds, revision }) {
    const named = rowsNamed(context.db, clauseIds);
    return editDraft(context, named.schemeId, 'schemes.indentClauses', (editing) => {
      requireSeen(editing.scheme, named.blocks.flat(), revision);
      for (const [categoryId, rows] of named.categories) {
        const heads = new Set(named.blocks.map(([head]) => head.id));
        let now = rows;
        for (const block of named.blocks.filter(([head]) => head.categoryId === categoryId)) {
          const sibling = rows.slice(0, rows.indexOf(block[0])).findLast((row) => row.parentId === block[0].parentId && !heads.has(row.id));
          if (!sibling) throw cannot(block[0], 'no-place', 'E5');
          const hung = new Map(hungBelow(block, categoryId, sibling).map((row) => [row.id, row]));
          now = now.map((row) => hung.get(row.id) ?? row);
          requireNumbersApart(now, sibling.id);
        }
        saveRows(editing, rows, now);
      }
      return named.blocks[0]?.[0] ?? null;
    });
  },
  'schemes.outdentClauses'(context, { clauseIds, revision }) {
    const named = rowsNamed(context.db, clauseIds);
    return editDraft(context, named.schemeId, 'schemes.outdentClauses', (editing) => {
      requireSeen(editing.scheme, named.blocks.flat(), revision);
      for (const [categoryId, rows] of named.categories) {
        let now = rows;
        for (const block of named.blocks.filter(([head]) => head.categoryId === categoryId).toReversed()) now = outdented(now, block);
        saveRows(editing, rows, now);
      }
      return named.blocks[0]?.[0] ?? null;
    });
  },
  'schemes.rehearseRenumbering'({ db }, { schemeId, categoryId, style }) {
    return renumberings(db, knownScheme(db, schemeId).id, categoryId, style);
  },
  'schemes.renumber'(context, { schemeId, categoryId, style, changes }) {
    return editDraft(context, schemeId, 'schemes.renumber', ({ scheme, clause }) => {
      const due = renumberings(context.db, schemeId, categoryId, style);
      if (JSON.stringify(due) !== JSON.stringify(changes))
        throw new Refusal('changed-meanwhile', 'the rehearsal no longer holds', { what: 'clause', revision: scheme.revision, rows: [] });
      const byId = new Map(clausesOf(context.db, schemeId).map((row) => [row.id, row]));
      for (const { clauseId, to } of due) {
        const row = byId.get(clauseId) as Clause;
        clause(row, { ...row, no: to, source: '' });
      }
      return null;
    });
  },
  'schemes.undo': (context, { schemeId, revision }) => undo(context, schemeId, revision),
  'schemes.redo': (context, { schemeId, revision }) => redo(context, schemeId, revision),
};

/** [E5] A block put beside the row it stands below, after everything below that row. */
function outdented(rows: Rows, block: Block): Rows {
  const parent = rows.find((row) => row.id === block[0].parentId);
  if (!parent) throw cannot(block[0], 'no-place', 'E5');
  const isMoving = new Set(block.map((row) => row.id));
  const staying = rows.filter((row) => !isMoving.has(row.id));
  const grandparent = staying.find((row) => row.id === parent.parentId) ?? null;
  const index = requirePlace(staying, parent.parentId, parent.id);
  const placed = laidOut(staying, index, hungBelow(block, parent.categoryId, grandparent));
  requireNumbersApart(placed, parent.parentId);
  return placed;
}

/** [S4] No two rows directly below one row bear the same number. */
function requireNumbersApart(rows: Rows, parentId: ClauseId | null): void {
  const numbers = new Set<string>();
  for (const row of rows) {
    if (row.parentId !== parentId) continue;
    if (numbers.has(row.no)) throw new Refusal('duplicate', `clause ${row.no} exists`, { what: 'clause', value: row.no, rule: 'S4' });
    numbers.add(row.no);
  }
}

function cannot(row: Clause | undefined, why: 'cycle' | 'no-place', rule: string): Refusal {
  return new Refusal('invalid-input', `clause ${row?.no ?? ''}: ${why}`, { issues: [{ field: 'parentId', why, rule }], no: row?.no ?? '' });
}

function renumberings(db: ReadableDb, schemeId: SchemeId, categoryId: CategoryId | null, style: NumberStyle): Renumbering[] {
  const rows = categoryId === null ? clausesOf(db, schemeId) : clausesOfCategory(db, knownCategory(db, categoryId).id);
  return renumbered(
    rows.filter((row) => row.schemeId === schemeId),
    style,
  );
}
