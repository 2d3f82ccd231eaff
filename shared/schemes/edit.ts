import { schemeFindings } from './rules.ts';
import type { Category, Clause, SchemeEdit, SchemeTree } from './schemes.ts';

/**
 * A tree with an edit applied: what the core would answer if asked for the whole tree again. Undefined when the tree is not of the
 * revision just before the edit; then it must be asked for.
 */
export function withEdit(tree: SchemeTree, edit: SchemeEdit): SchemeTree | undefined {
  const now = withRows(tree, edit);
  return now && now !== tree ? withFindings(now) : now;
}

/** A tree with what the rules say about its rows as they stand. */
export function withFindings(tree: SchemeTree): SchemeTree {
  return { ...tree, findings: schemeFindings(tree.categories, tree.clauses) };
}

/**
 * The same with the findings of before, without those of rows that are gone: the rules look at every row, which somebody who waits to see
 * an edit need not wait for. Rows the edit leaves alone stay the same objects.
 */
export function withRows(tree: SchemeTree, edit: SchemeEdit): SchemeTree | undefined {
  if (tree.scheme.id !== edit.scheme.id) return undefined;
  // An edit that changed nothing is no step.
  if (tree.scheme.revision === edit.scheme.revision && edit.clauses.length + edit.categories.length + edit.removed.length === 0)
    return tree;
  if (tree.scheme.revision !== edit.scheme.revision - 1) return undefined;
  const removed = new Set<string>(edit.removed);
  const categories = changedCategories(tree.categories, edit.categories, removed);
  const isGone = (id: string | null) => id !== null && removed.has(id);
  return {
    scheme: edit.scheme,
    categories,
    clauses: changedClauses(tree.clauses, edit.clauses, removed, categories),
    findings: removed.size > 0 ? tree.findings.filter(({ clauseId }) => !isGone(clauseId)) : tree.findings,
    undo: edit.undo,
    redo: edit.redo,
  };
}

function changedCategories(before: readonly Category[], changed: readonly Category[], removed: ReadonlySet<string>): Category[] {
  const ids = new Set(changed.map(({ id }) => id));
  return [...before.filter(({ id }) => !removed.has(id) && !ids.has(id)), ...changed].sort((a, b) => a.position - b.position);
}

/** The rows in table order. */
function changedClauses(
  before: readonly Clause[],
  changed: readonly Clause[],
  removed: ReadonlySet<string>,
  categories: readonly Category[],
): Clause[] {
  const ids = new Set(changed.map(({ id }) => id));
  const place = new Map(categories.map(({ id }, index) => [id, index]));
  const inOrder = (a: Clause, b: Clause) => (place.get(a.categoryId) ?? 0) - (place.get(b.categoryId) ?? 0) || a.position - b.position;
  // What stays is in order already, unless a category moved; to sort two runs is to put them into one another.
  return [...before.filter(({ id }) => !removed.has(id) && !ids.has(id)), ...[...changed].sort(inOrder)].sort(inOrder);
}
