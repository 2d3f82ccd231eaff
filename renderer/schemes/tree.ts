import { chineseCount } from '../../shared/schemes/renumber.ts';
import type { Category, CategoryId, Clause, ClauseId, SchemeFinding, SchemeTree } from '../../shared/schemes/schemes.ts';
import { normalise } from '../../shared/search/normalise.ts';

/** One line of the tree-table: a 门类, a row of it, or the row that is being added. */
export type TreeRow =
  | {
      readonly kind: 'category';
      readonly id: string;
      readonly category: Category;
      readonly depth: 0;
      readonly below: number;
      readonly folded: boolean;
      readonly findings: readonly SchemeFinding[];
    }
  | {
      readonly kind: 'clause';
      readonly id: string;
      readonly clause: Clause;
      readonly depth: number;
      readonly below: number;
      readonly folded: boolean;
      readonly findings: readonly SchemeFinding[];
    }
  | { readonly kind: 'new'; readonly id: typeof newRowId; readonly place: Place; readonly depth: number };

export type TreeView = 'all' | 'unconfirmed' | 'findings';

/** Where a row stands or is to stand: below a row (null: directly below its category), after one (null: first). */
export interface Place {
  readonly categoryId: CategoryId;
  readonly parentId: ClauseId | null;
  readonly afterId: ClauseId | null;
}

/** What the row that is being added is called among the others. */
export const newRowId = 'new';

const none: readonly never[] = [];

/** The line a row was last shown as: as long as it says the same it stays the same object, and is not drawn anew. */
const lines = new WeakMap<Clause, Extract<TreeRow, { kind: 'clause' }>>();

function lineOf(clause: Clause, below: number, folded: boolean, findings: readonly SchemeFinding[]): TreeRow {
  const known = lines.get(clause);
  if (known && known.below === below && known.folded === folded && sameRules(known.findings, findings)) return known;
  const line = { kind: 'clause', id: clause.id, clause, depth: clause.depth + 1, below, folded, findings } as const;
  lines.set(clause, line);
  return line;
}

function sameRules(a: readonly SchemeFinding[], b: readonly SchemeFinding[]): boolean {
  return a === b || (a.length === b.length && a.every(({ rule }, index) => rule === b[index]?.rule));
}

/** The lines to show: whole with folded branches left out, or only the rows of one kind with what stands above them. */
export function treeRows(tree: SchemeTree, folded: ReadonlySet<string>, view: TreeView, adding: Place | null = null): TreeRow[] {
  const findings = Map.groupBy(tree.findings, (finding) => finding.clauseId);
  const below = Map.groupBy(tree.clauses, (clause) => clause.parentId ?? (clause.categoryId as string));
  const wanted =
    view === 'all'
      ? null
      : new Set<string>(withAncestors(tree, (clause) => (view === 'unconfirmed' ? !clause.checked : findings.has(clause.id))));
  const newBelow = adding ? (adding.parentId ?? (adding.categoryId as string)) : null;
  const rows: TreeRow[] = [];
  const walk = (parent: string, depth: number) => {
    const add = () => adding && rows.push({ kind: 'new', id: newRowId, place: adding, depth });
    if (newBelow === parent && adding?.afterId === null) add();
    for (const clause of below.get(parent) ?? none) {
      if (!wanted || wanted.has(clause.id)) {
        const isFolded = view === 'all' && folded.has(clause.id);
        const beneath = below.get(clause.id)?.length ?? 0;
        rows.push(lineOf(clause, beneath, isFolded, findings.get(clause.id) ?? none));
        if (!isFolded && (beneath > 0 || newBelow === clause.id)) walk(clause.id, clause.depth + 2);
      }
      if (newBelow === parent && adding?.afterId === clause.id) add();
    }
  };
  for (const category of tree.categories) {
    const isFolded = view === 'all' && folded.has(category.id);
    if (wanted && !tree.clauses.some((clause) => clause.categoryId === category.id && wanted.has(clause.id))) continue;
    const own = (findings.get(null) ?? none).filter((finding) => finding.no === category.code);
    const beneath = below.get(category.id)?.length ?? 0;
    rows.push({ kind: 'category', id: category.id, category, depth: 0, below: beneath, folded: isFolded, findings: own });
    if (!isFolded) walk(category.id, 1);
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

/** The ids of what stands above a row, its category included. */
export function above(tree: SchemeTree, clause: Clause): string[] {
  const byId = new Map<string, Clause>(tree.clauses.map((one) => [one.id, one]));
  const found: string[] = [clause.categoryId];
  for (let at = clause.parentId; at !== null; at = byId.get(at)?.parentId ?? null) found.push(at);
  return found;
}

/** Rows named, with all rows below them. */
export function withRowsBelow(tree: SchemeTree, named: ReadonlySet<string>): Clause[] {
  const taken = new Set<string>();
  return tree.clauses.filter((clause) => {
    const isTaken = named.has(clause.id) || (clause.parentId !== null && taken.has(clause.parentId));
    if (isTaken) taken.add(clause.id);
    return isTaken;
  });
}

/** The rows beside a row, in order. */
export function siblingsOf(tree: SchemeTree, clause: Pick<Clause, 'categoryId' | 'parentId'>): Clause[] {
  return tree.clauses.filter((one) => one.categoryId === clause.categoryId && one.parentId === clause.parentId);
}

/** 一, 二十一: read by trying, as far as any table counts. */
const chineseCounts = new Map(Array.from({ length: 199 }, (_, index) => [chineseCount(index + 1), index + 1]));

/** The number after a number, in its own style: 1.9 → 1.10, （一） → （二）, 第三 → 第四, 9a → 9b, 9z → 10; '' when it cannot be told. */
export function numberAfter(no: string): string {
  const figures = /^(.*?)(\d+)([^\d]*)$/.exec(no);
  const chinese = /^([^一二三四五六七八九十百零]*)([一二三四五六七八九十百零]+)([^一二三四五六七八九十百零]*)$/.exec(no);
  const count = chinese && chineseCounts.get(chinese[2] ?? '');
  if (chinese && count) return `${chinese[1]}${chineseCount(count + 1)}${chinese[3]}`;
  const letter = /^(.*\d)([a-yA-Y])$/.exec(no);
  if (letter) return `${letter[1]}${String.fromCharCode((letter[2] ?? '').charCodeAt(0) + 1)}`;
  return figures ? `${figures[1]}${Number(figures[2]) + 1}${/^z$/i.test(figures[3] ?? '') ? '' : figures[3]}` : '';
}

/**
 * [E10] The number proposed for a row beside `siblings`: what follows the last of them that counts, wherever among them the row is to stand,
 * and never one that is taken. Where there are none, the first below `parentNo`. '' when none can be told.
 */
export function nextNo(siblings: readonly Clause[], parentNo: string): string {
  const taken = new Set(siblings.map(({ no }) => no));
  for (const { no: last } of siblings.toReversed()) {
    let no = numberAfter(last);
    while (no !== '' && taken.has(no)) no = numberAfter(no);
    if (no !== '') return no;
  }
  if (siblings.length > 0) return '';
  if (parentNo === '') return '1';
  if (/^[一二三四五六七八九十百]+$/.test(parentNo)) return '（一）';
  return /^[（(]/.test(parentNo) ? '1' : `${parentNo}.1`;
}

const sought = new WeakMap<Clause, string>();

/** Ids of what is found, in table order: by number, text, department and remark of a row, by code and name of a category. */
export function foundIn(tree: SchemeTree, words: string): string[] {
  const plain = normalise(words).trim();
  if (plain === '') return [];
  const isFound = (clause: Clause) => {
    const text = sought.get(clause) ?? normalise([clause.no, clause.text, clause.department, clause.remark].join('\n'));
    sought.set(clause, text);
    return text.includes(plain);
  };
  const rows = Map.groupBy(tree.clauses, (clause) => clause.categoryId);
  return tree.categories.flatMap((category) => [
    ...(normalise(`${category.code}\n${category.name}`).includes(plain) ? [category.id as string] : []),
    ...(rows.get(category.id) ?? none).filter(isFound).map((clause) => clause.id as string),
  ]);
}
