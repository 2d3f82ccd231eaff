import { Refusal } from '../../shared/reply.ts';
import { longestNumber, renumbered } from '../../shared/schemes/renumber.ts';
import type { CategoryId, Clause, ClauseId, NumberStyle, Renumbering, SchemeId } from '../../shared/schemes/schemes.ts';
import type { Handlers } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { changedSince, editDraft, redo, requireSeen, undo } from './edits.ts';
import { knownCategory, knownScheme } from './known.ts';
import { type Near, nearParent, nearPlace, nearSiblings } from './near.ts';
import { type Block, hungBelow, laidOut } from './order.ts';
import { cannotStand, type Places, placeRows, requireNumbersFree, requirePlace, rowsNamed, withRoom } from './rows.ts';
import { clausesOf, clausesOfCategory, type Place } from './store.ts';

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
      requireSeen(db, editing.scheme, moving, revision);
      if (moving.some((row) => row.id === parentId || row.id === afterId)) throw cannotStand(moving[0], 'cycle', 'E2');
      const isMoving = new Set(moving.map((row) => row.id));
      const near = named.isFew ? nearPlace(db, categoryId, parentId, afterId, named.categories.get(categoryId)) : null;
      const { before, placed } = withRoom(db, categoryId, near, (known) => {
        const staying = known.rows.filter((row) => !isMoving.has(row.id));
        const parent = staying.find((row) => row.id === parentId) ?? null;
        const moved = named.blocks.flatMap((block) => hungBelow(block, categoryId, parent));
        const laid = laidOut(known, staying, requirePlace(staying, parentId, afterId), moved);
        // Rows that come from another category are known by where they stood.
        return laid && { before: [...known.rows, ...moving], placed: laid };
      });
      requireNumbersFree(before, placed);
      placeRows(db, editing, before, placed);
      return moving[0] ?? null;
    });
  },
  'schemes.indentClauses'(context, { clauseIds, revision }) {
    const { db } = context;
    const named = rowsNamed(db, clauseIds);
    return editDraft(context, named.schemeId, 'schemes.indentClauses', (editing) => {
      requireSeen(db, editing.scheme, named.blocks.flat(), revision);
      for (const [categoryId, known] of named.categories) {
        const blocks = named.blocks.filter(([head]) => head.categoryId === categoryId);
        const heads = blocks.map(([head]) => head);
        const rows = named.isFew ? nearSiblings(db, heads, known) : known;
        const now = indented(rows, blocks);
        requireNumbersFree(rows, now);
        placeRows(db, editing, rows, now);
      }
      return named.blocks[0]?.[0] ?? null;
    });
  },
  'schemes.outdentClauses'(context, { clauseIds, revision }) {
    const { db } = context;
    const named = rowsNamed(db, clauseIds);
    return editDraft(context, named.schemeId, 'schemes.outdentClauses', (editing) => {
      requireSeen(db, editing.scheme, named.blocks.flat(), revision);
      for (const [categoryId, known] of named.categories) {
        const blocks = named.blocks.filter(([head]) => head.categoryId === categoryId);
        const [only] = blocks;
        const near = named.isFew && blocks.length === 1 && only ? nearParent(db, only[0], known) : null;
        const { before, placed } = withRoom(db, categoryId, near, (at) => {
          let now: Places | undefined = at.rows;
          for (const block of blocks.toReversed()) now = now && outdented(at, now, block);
          return now && { before: at.rows, placed: now };
        });
        requireNumbersFree(before, placed);
        placeRows(db, editing, before, placed);
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
      const rows = clausesOf(context.db, schemeId);
      const differing = differences(due, changes);
      if (differing.size > 0) {
        const changed = rows.filter((row) => differing.has(row.id));
        throw changedSince(scheme, changed);
      }
      const numberOf = new Map(due.map(({ clauseId, to }) => [clauseId, to]));
      const renamed = rows.filter((row) => numberOf.has(row.id));
      for (const row of renamed) clause(row, withNumber(row, numberOf.get(row.id) ?? row.no));
      return renamed[0] ?? null;
    });
  },
  'schemes.undo': (context, { schemeId, revision }) => undo(context, schemeId, revision),
  'schemes.redo': (context, { schemeId, revision }) => redo(context, schemeId, revision),
};

/** The rows of which two lists of new numbers do not say the same. */
function differences(due: readonly Renumbering[], wanted: readonly Renumbering[]): ReadonlySet<string> {
  const signs = (list: readonly Renumbering[]) => new Map(list.map(({ clauseId, from, to }) => [clauseId, `${from}\n${to}`]));
  const [ours, theirs] = [signs(due), signs(wanted)];
  return new Set([...ours.keys(), ...theirs.keys()].filter((id) => ours.get(id) !== theirs.get(id)));
}

/** [E6] A number longer than a row can bear is refused, with the row. */
function withNumber(row: Clause, no: string): Clause {
  if (no.length > longestNumber)
    throw new Refusal('invalid-input', `${no} is too long`, { issues: [{ field: 'no', why: 'too-long', rule: 'E6' }], no });
  return { ...row, no };
}

/** [E5] Blocks put below the last row before them that stood beside them and stays. */
function indented(rows: Places, blocks: readonly Block[]): Places {
  const blockOf = new Map(blocks.map((block) => [block[0].id, block]));
  const staying = new Map<ClauseId | null, Place>();
  const hung = new Map<ClauseId, Place>();
  for (const row of rows) {
    const block = blockOf.get(row.id);
    if (!block) {
      staying.set(row.parentId, row);
      continue;
    }
    const sibling = staying.get(row.parentId);
    if (!sibling) throw cannotStand(row, 'no-place', 'E5');
    for (const moved of hungBelow(block, row.categoryId, sibling)) hung.set(moved.id, moved);
  }
  return rows.map((row) => hung.get(row.id) ?? row);
}

/** [E5] A block put beside the row it stands below, after everything below that row. */
function outdented(near: Near, rows: Places, block: Block): Places | undefined {
  const parent = rows.find((row) => row.id === block[0].parentId);
  if (!parent) throw cannotStand(block[0], 'no-place', 'E5');
  const isMoving = new Set(block.map((row) => row.id));
  const staying = rows.filter((row) => !isMoving.has(row.id));
  const grandparent = staying.find((row) => row.id === parent.parentId) ?? null;
  const index = requirePlace(staying, parent.parentId, parent.id);
  return laidOut(near, staying, index, hungBelow(block, parent.categoryId, grandparent));
}

function renumberings(db: ReadableDb, schemeId: SchemeId, categoryId: CategoryId | null, style: NumberStyle): Renumbering[] {
  const rows = categoryId === null ? clausesOf(db, schemeId) : clausesOfCategory(db, knownCategory(db, categoryId).id);
  return renumbered(
    rows.filter((row) => row.schemeId === schemeId),
    style,
  );
}
