import type { Category, Clause, SchemeFinding, SchemeTree } from '../../shared/schemes/schemes.ts';

/** One line of the tree-table: a 门类, or a row of it. */
export type TreeRow =
  | {
      readonly kind: 'category';
      readonly id: string;
      readonly category: Category;
      readonly depth: 0;
      readonly below: number;
      readonly folded: boolean;
    }
  | {
      readonly kind: 'clause';
      readonly id: string;
      readonly clause: Clause;
      readonly depth: number;
      readonly below: number;
      readonly folded: boolean;
      readonly findings: readonly SchemeFinding[];
    };

export type TreeView = 'all' | 'unconfirmed' | 'findings';

/** The lines to show: whole with folded branches left out, or only the rows of one kind with what stands above them. */
export function treeRows(tree: SchemeTree, folded: ReadonlySet<string>, view: TreeView): TreeRow[] {
  const findings = Map.groupBy(tree.findings, (finding) => finding.clauseId);
  const below = Map.groupBy(tree.clauses, (clause) => clause.parentId ?? (clause.categoryId as string));
  const wanted =
    view === 'all'
      ? null
      : new Set<string>(withAncestors(tree, (clause) => (view === 'unconfirmed' ? !clause.checked : findings.has(clause.id))));
  const rows: TreeRow[] = [];
  const walk = (parent: string) => {
    for (const clause of below.get(parent) ?? []) {
      if (wanted && !wanted.has(clause.id)) continue;
      const isFolded = view === 'all' && folded.has(clause.id);
      rows.push({
        kind: 'clause',
        id: clause.id,
        clause,
        depth: clause.depth + 1,
        below: below.get(clause.id)?.length ?? 0,
        folded: isFolded,
        findings: findings.get(clause.id) ?? [],
      });
      if (!isFolded) walk(clause.id);
    }
  };
  for (const category of tree.categories) {
    const isFolded = view === 'all' && folded.has(category.id);
    if (wanted && !tree.clauses.some((clause) => clause.categoryId === category.id && wanted.has(clause.id))) continue;
    rows.push({ kind: 'category', id: category.id, category, depth: 0, below: below.get(category.id)?.length ?? 0, folded: isFolded });
    if (!isFolded) walk(category.id);
  }
  return rows;
}

function withAncestors(tree: SchemeTree, wanted: (clause: Clause) => boolean): string[] {
  const byId = new Map<string, Clause>(tree.clauses.map((clause) => [clause.id, clause]));
  const found = new Set<string>();
  for (const clause of tree.clauses)
    if (wanted(clause))
      for (let at: Clause | undefined = clause; at && !found.has(at.id); at = at.parentId === null ? undefined : byId.get(at.parentId))
        found.add(at.id);
  return [...found];
}

/** How many rows stand below a row, at any depth. */
export function rowsBelow(tree: SchemeTree, clause: Clause): number {
  const at = tree.clauses.findIndex((one) => one.id === clause.id);
  let count = 0;
  while (
    tree.clauses[at + 1 + count] &&
    (tree.clauses[at + 1 + count] as Clause).depth > clause.depth &&
    (tree.clauses[at + 1 + count] as Clause).categoryId === clause.categoryId
  )
    count += 1;
  return count;
}

/** The rows beside a row, in order. */
export function siblingsOf(tree: SchemeTree, clause: Pick<Clause, 'categoryId' | 'parentId'>): Clause[] {
  return tree.clauses.filter((one) => one.categoryId === clause.categoryId && one.parentId === clause.parentId);
}

/** The number the next row beside or below would bear: `1.2` → `1.3`; '' when it cannot be told. */
export function nextNo(siblings: readonly Clause[], parentNo: string): string {
  const last = siblings.at(-1)?.no;
  if (last === undefined) return /^\d/.test(parentNo) ? `${parentNo}.1` : '';
  const match = /^(.*?)(\d+)$/.exec(last);
  return match ? `${match[1]}${Number(match[2]) + 1}` : '';
}
