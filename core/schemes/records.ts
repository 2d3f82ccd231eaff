import { realChanges } from '../../shared/changes.ts';
import type { Json } from '../../shared/reply.ts';
import type { Category, Clause, Scheme } from '../../shared/schemes/schemes.ts';
import type { OpenAct } from '../audit/index.ts';
import type { CommandContext } from '../context.ts';
import {
  deleteCategory,
  deleteClause,
  deleteScheme,
  insertCategory,
  insertClause,
  insertScheme,
  updateCategory,
  updateClause,
  updateScheme,
} from './store.ts';

type Fields = { readonly [field: string]: Json };
type Schema = 'scheme@1' | 'category@1' | 'clause@1';
type Row = { readonly id: string; readonly revision?: number };

/** What a row says, without the count of its changes. */
function fieldsOf({ id: _id, revision: _revision, ...fields }: Row): Fields {
  return fields as Fields;
}

/** Whether a row becomes, or goes, or says something else than before. */
export function isChange(before: Row | string | null, after: Row | string | null): boolean {
  if (!before || !after || typeof before === 'string' || typeof after === 'string') return before !== after;
  return Object.keys(realChanges(fieldsOf(before), fieldsOf(after))).length > 0;
}

/** Tells the act what became of a row; answers whether anything did. A row that is gone stays in the log as hashes of its last form. */
function record(act: OpenAct, schema: Schema, fonds: string, before: Row | null, after: Row | null): boolean {
  const rid = (after ?? before)?.id ?? '';
  if (!before) {
    if (after) act.record({ schema, kind: 'create', rid, fonds, set: fieldsOf(after), was: {} });
    return after !== null;
  }
  const old = fieldsOf(before);
  if (!after) {
    act.record({ schema, kind: 'delete', rid, fonds, set: {}, was: old });
    return true;
  }
  const set = realChanges(old, fieldsOf(after)) as Fields;
  const fields = Object.keys(set);
  if (fields.length === 0) return false;
  act.record({ schema, kind: 'patch', rid, fonds, set, was: Object.fromEntries(fields.map((field) => [field, old[field] as Json])) });
  return true;
}

/** Writes a scheme: before null makes it, after null takes it away with all that is below it (whose ends the caller records first). */
export function saveScheme<After extends Scheme | null>({ db, act }: CommandContext, before: Scheme | null, after: After): After {
  if (!record(act, 'scheme@1', (after ?? before)?.fondsId ?? '', before, after)) return after;
  if (!after) deleteScheme(db, (before as Scheme).id);
  else if (before) updateScheme(db, after);
  else insertScheme(db, after);
  return after;
}

/** The same for a category. */
export function saveCategory({ db, act }: CommandContext, fonds: string, before: Category | null, after: Category | null): void {
  if (!record(act, 'category@1', fonds, before, after)) return;
  if (!after) deleteCategory(db, (before as Category).id);
  else if (before) updateCategory(db, after);
  else insertCategory(db, after);
}

/** The same for a row, which notes the revision of its scheme at which it changed. */
export function saveClause(
  { db, act }: CommandContext,
  fonds: string,
  before: Clause | null,
  after: Clause | null,
  revision: number,
): void {
  if (!record(act, 'clause@1', fonds, before, after)) return;
  if (!after) deleteClause(db, (before as Clause).id);
  else if (before) updateClause(db, { ...after, revision });
  else insertClause(db, { ...after, revision });
}
