import { schemeFindings } from './rules.ts';
import type { SchemeEdit, SchemeTree } from './schemes.ts';

/**
 * A tree with an edit applied: what the core would answer if asked for the whole tree again. Undefined when the tree is not of the
 * revision just before the edit; then it must be asked for.
 */
export function withEdit(tree: SchemeTree, edit: SchemeEdit): SchemeTree | undefined {
  if (tree.scheme.id !== edit.scheme.id) return undefined;
  // An edit that changed nothing is no step.
  if (tree.scheme.revision === edit.scheme.revision && edit.clauses.length + edit.categories.length + edit.removed.length === 0)
    return tree;
  if (tree.scheme.revision !== edit.scheme.revision - 1) return undefined;
  const removed = new Set(edit.removed);
  const categories = new Map(tree.categories.filter(({ id }) => !removed.has(id)).map((each) => [each.id, each]));
  for (const each of edit.categories) categories.set(each.id, each);
  const clauses = new Map(tree.clauses.filter(({ id }) => !removed.has(id)).map((each) => [each.id, each]));
  for (const each of edit.clauses) clauses.set(each.id, each);
  const inOrder = [...categories.values()].sort((a, b) => a.position - b.position);
  const place = new Map(inOrder.map(({ id }, index) => [id, index]));
  const rows = [...clauses.values()].sort(
    (a, b) => (place.get(a.categoryId) ?? 0) - (place.get(b.categoryId) ?? 0) || a.position - b.position,
  );
  return {
    scheme: edit.scheme,
    categories: inOrder,
    clauses: rows,
    findings: schemeFindings(inOrder, rows),
    undo: edit.undo,
    redo: edit.redo,
  };
}
