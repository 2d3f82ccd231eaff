import { Refusal } from '../../shared/reply.ts';
import type { Category, Clause, EditLabel, Scheme, SchemeEdit, SchemeId } from '../../shared/schemes/schemes.ts';
import type { CommandContext } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { draftOf, knownClause, knownScheme } from './known.ts';
import { isChange, saveCategory, saveClause, saveScheme } from './records.ts';
import { addEdit, type Change, type EditFacts, labelDone, labelUndone, lastDone, lastUndone, markEdit } from './store.edits.ts';
import { bumpRevision, clausesChangedSince } from './store.ts';

/** How many edits of a draft can be undone. */
const remembered = 200;
/** How many changed rows a refusal names. */
const named = 20;

/** One edit of a draft as it goes on: every row it changes goes through here, is recorded in the act, and can be undone. */
export interface Editing {
  readonly scheme: Scheme;
  /** Writes a category: before null adds it, after null removes it. */
  category(before: Category | null, after: Category | null): void;
  /** The same for a row. Rows above are added before and removed after the rows below them. */
  clause(before: Clause | null, after: Clause | null): void;
  /** Gives the table another title. */
  title(title: string): void;
}

/** The row an edit is about: its id, and its number for the words of 撤销. */
type About = { readonly id: string; readonly no: string } | null;

/**
 * [E7] Edits a draft: `body` changes rows through `editing` and answers which row the edit is about. The whole becomes one step of 撤销; what
 * was undone before can no longer be redone. An edit that changes nothing is no step. Refused as `locked` for a version that is no draft.
 */
export function editDraft(context: CommandContext, schemeId: SchemeId, operation: string, body: (editing: Editing) => About): SchemeEdit {
  const scheme = draftOf(context.db, schemeId);
  const changes: Change[] = [];
  const write = (change: Change) => {
    if (!isChange(change[1], change[2])) return;
    changes.push(change);
    apply(context, scheme, change);
  };
  const about = body({
    scheme,
    category: (before, after) => write(['category', before, after]),
    clause: (before, after) => write(['clause', before, after]),
    title: (title) => write(['title', scheme.title, title]),
  });
  if (changes.length > 0) {
    bumpRevision(context.db, schemeId);
    const facts = { schemeId, operation, no: about?.no ?? '', aboutId: about?.id ?? null, rows: rowsIn(changes), at: context.act.at };
    addEdit(context.db, { ...facts, changes }, remembered);
    // A table that is edited is no longer the one that was published or that a document says was consented to.
    const edited = knownScheme(context.db, schemeId);
    if (edited.published !== '' || edited.approvedBy !== '')
      saveScheme(context, edited, { ...edited, published: '', approvedBy: '', approvalNumber: '', approvalDate: '' });
  }
  return editOf(context.db, scheme, changes, about?.id ?? null);
}

/** 撤销 the last edit that stands; refused as `changed-meanwhile` when the draft is no longer at `seen`, `not-yet` when there is none. */
export function undo(context: CommandContext, schemeId: SchemeId, seen: number): SchemeEdit {
  return step(context, schemeId, seen, true);
}

/** 重做 the last edit that was undone. Refused as `undo` is. */
export function redo(context: CommandContext, schemeId: SchemeId, seen: number): SchemeEdit {
  return step(context, schemeId, seen, false);
}

function step(context: CommandContext, schemeId: SchemeId, seen: number, back: boolean): SchemeEdit {
  const { db } = context;
  const scheme = draftOf(db, schemeId);
  if (scheme.revision !== seen) throw changedSince(scheme, clausesChangedSince(db, schemeId, seen, named));
  const edit = back ? lastDone(db, schemeId) : lastUndone(db, schemeId);
  if (!edit) throw new Refusal('not-yet', `nothing to ${back ? 'undo' : 'redo'}`, { what: back ? 'undo' : 'redo' });
  const changes = back ? edit.changes.toReversed().map(inverse) : edit.changes;
  for (const change of changes) apply(context, scheme, change);
  bumpRevision(db, schemeId);
  markEdit(db, schemeId, edit.number, back);
  return editOf(db, scheme, changes, edit.aboutId);
}

function inverse([room, before, after]: Change): Change {
  return [room, after, before] as Change;
}

/** Writes one change; a row notes the revision the scheme comes to by this edit. */
function apply(context: CommandContext, scheme: Scheme, change: Change): void {
  if (change[0] === 'category') saveCategory(context, scheme.fondsId, change[1], change[2]);
  else if (change[0] === 'clause') saveClause(context, scheme.fondsId, change[1], change[2], scheme.revision + 1);
  else saveScheme(context, { ...scheme, title: change[1] }, { ...scheme, title: change[2] });
}

/** How many rows changed in more than their place among the others. */
function rowsIn(changes: readonly Change[]): number {
  const onlyPlaced = ([, before, after]: Change) =>
    before !== null &&
    after !== null &&
    typeof after === 'object' &&
    !isChange(before, { ...after, position: (before as Clause).position } as Clause);
  return changes.filter((change) => !onlyPlaced(change)).length || 1;
}

/** What an edit did, in rows as they now stand. */
function editOf(db: ReadableDb, { id, revision }: Scheme, changes: readonly Change[], about: string | null): SchemeEdit {
  const categories = new Map<string, Category | null>();
  const clauses = new Map<string, Clause | null>();
  for (const change of changes) {
    if (change[0] === 'category') categories.set((change[2] ?? change[1])?.id ?? '', change[2]);
    if (change[0] === 'clause') clauses.set((change[2] ?? change[1])?.id ?? '', change[2] && { ...change[2], revision: revision + 1 });
  }
  return {
    scheme: knownScheme(db, id),
    categories: [...categories.values()].filter((row) => row !== null),
    clauses: [...clauses.values()].filter((row) => row !== null),
    removed: [...categories, ...clauses].filter(([, after]) => after === null).map(([gone]) => gone),
    about,
    ...labelsOf(db, id),
  };
}

/** What 撤销 and 重做 would do. */
export function labelsOf(db: ReadableDb, schemeId: SchemeId): { undo: EditLabel | null; redo: EditLabel | null } {
  const label = (edit: EditFacts | undefined) => (edit ? { operation: edit.operation, no: edit.no, rows: edit.rows } : null);
  return { undo: label(labelDone(db, schemeId)), redo: label(labelUndone(db, schemeId)) };
}

/** [E3] Refused as `changed-meanwhile` when one of the rows was changed after the revision somebody saw. */
export function requireSeen(db: ReadableDb, scheme: Scheme, rows: readonly Pick<Clause, 'id' | 'revision'>[], seen: number): void {
  const changed = rows.filter((row) => row.revision > seen).slice(0, named);
  if (changed.length > 0)
    throw changedSince(
      scheme,
      changed.map(({ id }) => knownClause(db, id)),
    );
}

/** [E8] Tells which rows another window changed, as they now stand. */
export function changedSince(scheme: Scheme, rows: readonly Clause[]): Refusal {
  return new Refusal('changed-meanwhile', `rows of version ${scheme.version} were changed`, {
    what: 'clause',
    revision: scheme.revision,
    rows: rows.slice(0, named).map(({ id, no, text }) => ({ id, no, text })),
  });
}
