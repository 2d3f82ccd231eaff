import { Refusal } from '../../shared/reply.ts';
import type { Category, Clause, EditLabel, Scheme, SchemeEdit, SchemeId } from '../../shared/schemes/schemes.ts';
import type { CommandContext } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { draftOf, knownScheme } from './known.ts';
import { saveCategory, saveClause, saveScheme } from './records.ts';
import { addEdit, type Change, lastDone, lastUndone, markEdit } from './store.edits.ts';
import { bumpRevision } from './store.ts';

/** How many edits of a draft can be undone. */
const remembered = 200;

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

/**
 * Edits a draft: `body` changes rows through `editing` and answers which row the edit is about. The whole becomes one step of 撤销; what was
 * undone before can no longer be redone. Refused as `locked` for a version that is no draft.
 */
export function editDraft(context: CommandContext, schemeId: SchemeId, operation: string, body: (editing: Editing) => About): SchemeEdit {
  const scheme = draftOf(context.db, schemeId);
  const changes: Change[] = [];
  const revision = bumpRevision(context.db, schemeId);
  // A table that is edited is no longer the one the county published.
  if (scheme.published !== '') saveScheme(context, scheme, { ...scheme, published: '' });
  const write = (change: Change) => {
    changes.push(change);
    apply(context, scheme.id, change, revision);
  };
  const about = body({
    scheme,
    category: (before, after) => write(['category', before, after]),
    clause: (before, after) => write(['clause', before, after]),
    title: (title) => write(['title', scheme.title, title]),
  });
  addEdit(context.db, { schemeId, operation, no: about?.no ?? '', at: context.act.at, changes }, remembered);
  return editOf(context.db, schemeId, changes, about?.id ?? null, revision);
}

/** The row an edit is about: its id, and its number for the words of 撤销. */
type About = { readonly id: string; readonly no: string } | null;

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
  if (scheme.revision !== seen) throw changedSince(scheme, []);
  const edit = back ? lastDone(db, schemeId) : lastUndone(db, schemeId);
  if (!edit) throw new Refusal('not-yet', `nothing to ${back ? 'undo' : 'redo'}`, { what: back ? 'undo' : 'redo' });
  const changes = back ? edit.changes.toReversed().map(inverse) : edit.changes;
  const revision = bumpRevision(db, schemeId);
  for (const change of changes) apply(context, schemeId, change, revision);
  markEdit(db, schemeId, edit.number, back);
  const [, before, after] = changes[0] ?? ['title', '', ''];
  const about = (after ?? before) as { id?: string } | string | null;
  return editOf(db, schemeId, changes, typeof about === 'object' ? (about?.id ?? null) : null, revision);
}

function inverse([room, before, after]: Change): Change {
  return [room, after, before] as Change;
}

function apply(context: CommandContext, schemeId: SchemeId, change: Change, revision: number): void {
  const scheme = knownScheme(context.db, schemeId);
  if (change[0] === 'category') saveCategory(context, scheme.fondsId, change[1], change[2]);
  else if (change[0] === 'clause') saveClause(context, scheme.fondsId, change[1], change[2], revision);
  else saveScheme(context, scheme, { ...scheme, title: change[2] });
}

/** What an edit did, in rows as they now stand. */
function editOf(db: ReadableDb, schemeId: SchemeId, changes: readonly Change[], about: string | null, revision: number): SchemeEdit {
  const categories = new Map<string, Category | null>();
  const clauses = new Map<string, Clause | null>();
  for (const change of changes) {
    if (change[0] === 'category') categories.set((change[2] ?? change[1])?.id ?? '', change[2]);
    if (change[0] === 'clause') clauses.set((change[2] ?? change[1])?.id ?? '', change[2] && { ...change[2], revision });
  }
  const gone = [...categories, ...clauses].filter(([, after]) => after === null).map(([id]) => id);
  return {
    scheme: knownScheme(db, schemeId),
    categories: [...categories.values()].filter((row) => row !== null),
    clauses: [...clauses.values()].filter((row) => row !== null),
    removed: gone,
    about,
    ...labelsOf(db, schemeId),
  };
}

/** What 撤销 and 重做 would do. */
export function labelsOf(db: ReadableDb, schemeId: SchemeId): { undo: EditLabel | null; redo: EditLabel | null } {
  return { undo: labelOf(lastDone(db, schemeId)), redo: labelOf(lastUndone(db, schemeId)) };
}

function labelOf(edit: { operation: string; no: string; changes: readonly Change[] } | undefined): EditLabel | null {
  return edit ? { operation: edit.operation, no: edit.no, rows: edit.changes.length } : null;
}

/** [E3] Refused as `changed-meanwhile` when one of the rows was changed after the revision somebody saw. */
export function requireSeen(scheme: Scheme, rows: readonly Clause[], seen: number): void {
  const changed = rows.filter((row) => row.revision > seen);
  if (changed.length > 0) throw changedSince(scheme, changed);
}

function changedSince(scheme: Scheme, rows: readonly Clause[]): Refusal {
  return new Refusal('changed-meanwhile', `rows of version ${scheme.version} were changed`, {
    what: 'clause',
    revision: scheme.revision,
    rows: rows.slice(0, 20).map(({ id, no, text }) => ({ id, no, text })),
  });
}
