import { realChanges } from '../../shared/changes.ts';
import type { Json } from '../../shared/reply.ts';
import type { Category, Clause, Scheme } from '../../shared/schemes/schemes.ts';
import type { OpenAct } from '../audit/index.ts';
import type { CommandContext } from '../context.ts';
import { insertCategory, insertClause, insertScheme, updateCategory, updateClause, updateScheme } from './store.ts';

type Fields = { readonly [field: string]: Json };
type Schema = 'scheme@1' | 'category@1' | 'clause@1';

function recordCreate(act: OpenAct, schema: Schema, fonds: string, { id, ...set }: { readonly id: string }): void {
  act.record({ schema, kind: 'create', rid: id, fonds, set: set as Fields, was: {} });
}

/** Records what really differs; answers whether anything does. */
function recordPatch(act: OpenAct, schema: Schema, fonds: string, before: { readonly id: string }, after: object): boolean {
  const set = realChanges(before as unknown as Fields, after as Fields) as Fields;
  const fields = Object.keys(set);
  if (fields.length === 0) return false;
  const was = Object.fromEntries(fields.map((field) => [field, (before as unknown as Fields)[field] as Json]));
  act.record({ schema, kind: 'patch', rid: before.id, fonds, set, was });
  return true;
}

/** A record that is gone keeps its last form in the log as `was` hashes only; `set` says nothing. */
export function recordDelete(act: OpenAct, schema: Schema, fonds: string, { id, ...was }: { readonly id: string }): void {
  act.record({ schema, kind: 'delete', rid: id, fonds, set: {}, was: was as Fields });
}

export function createScheme({ db, act }: CommandContext, scheme: Scheme): Scheme {
  insertScheme(db, scheme);
  recordCreate(act, 'scheme@1', scheme.fondsId, scheme);
  return scheme;
}

export function changeScheme({ db, act }: CommandContext, before: Scheme, after: Scheme): Scheme {
  if (recordPatch(act, 'scheme@1', before.fondsId, before, after)) updateScheme(db, after);
  return after;
}

export function createCategory({ db, act }: CommandContext, fonds: string, category: Category): Category {
  insertCategory(db, category);
  recordCreate(act, 'category@1', fonds, category);
  return category;
}

export function changeCategory({ db, act }: CommandContext, fonds: string, before: Category, after: Category): Category {
  if (recordPatch(act, 'category@1', fonds, before, after)) updateCategory(db, after);
  return after;
}

export function createClause({ db, act }: CommandContext, fonds: string, clause: Clause): Clause {
  insertClause(db, clause);
  recordCreate(act, 'clause@1', fonds, clause);
  return clause;
}

export function changeClause({ db, act }: CommandContext, fonds: string, before: Clause, after: Clause): Clause {
  if (recordPatch(act, 'clause@1', fonds, before, after)) updateClause(db, after);
  return after;
}
