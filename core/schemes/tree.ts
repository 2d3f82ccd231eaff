import { schemeFindings } from '../../shared/schemes/rules.ts';
import type { Scheme, SchemeTree } from '../../shared/schemes/schemes.ts';
import type { ReadableDb } from '../db/database.ts';
import { labelsOf } from './edits.ts';
import { categoriesOf, clausesOf } from './store.ts';

/** The whole table with what the rules say about it. */
export function treeOf(db: ReadableDb, scheme: Scheme): SchemeTree {
  const categories = categoriesOf(db, scheme.id);
  const clauses = clausesOf(db, scheme.id);
  return { scheme, categories, clauses, findings: schemeFindings(categories, clauses), ...labelsOf(db, scheme.id) };
}
