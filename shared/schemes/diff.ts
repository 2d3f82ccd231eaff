import type { Category, CategoryId, Clause, DiffRow, Scheme, SchemeDiff, SchemeTree } from './schemes.ts';

/** The fields of a row that are compared. */
const clauseFields = ['no', 'text', 'disposition', 'term', 'department', 'secrecy', 'openness', 'duty', 'remark', 'checked'] as const;
const categoryFields = ['code', 'name', 'arrangement', 'numberTemplate', 'startBasis'] as const;

type Table = Pick<SchemeTree, 'categories' | 'clauses'> & { readonly scheme: Scheme };

/** Pairs what is still alone on both sides by a sign, first with first. */
function pairBy<T>(pairs: Map<T, T>, from: readonly T[], to: readonly T[], sign: (row: T) => string): void {
  const taken = new Set(pairs.values());
  const open = new Map<string, T[]>();
  for (const row of to.toReversed()) {
    if (taken.has(row)) continue;
    const key = sign(row);
    const rows = open.get(key);
    if (rows) rows.push(row);
    else open.set(key, [row]);
  }
  if (open.size === 0) return;
  for (const row of from) {
    if (pairs.has(row)) continue;
    const other = open.get(sign(row))?.pop();
    if (other) pairs.set(row, other);
  }
}

function differing<T extends object>(fields: readonly (keyof T & string)[], from: T, to: T): string[] {
  return fields.filter((field) => from[field] !== to[field]);
}

/** Which of the numbers need not move for the rest to be in rising order: a longest rising run, by its indexes. */
function steadfast(places: readonly number[]): Set<number> {
  const ends: number[] = [];
  const before = new Array<number>(places.length).fill(-1);
  places.forEach((place, index) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[ends[middle] as number] as number) < place) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? (ends[low - 1] as number) : -1;
    ends[low] = index;
  });
  const kept = new Set<number>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] as number) kept.add(at);
  return kept;
}

/** Both tables with what they share: `home` of a row is its category, by one name on both sides. */
interface Sides {
  readonly from: Table;
  readonly to: Table;
  /** Categories of the old table and what they are in the new one. */
  readonly categories: ReadonlyMap<Category, Category>;
  /** Rows of the new table and what they were in the old one. */
  readonly oldOf: ReadonlyMap<Clause, Clause>;
  home(row: { readonly categoryId: CategoryId }): string;
}

function sidesOf(from: Table, to: Table): Sides {
  const categories = new Map<Category, Category>();
  pairBy(categories, from.categories, to.categories, ({ code }) => code);
  pairBy(categories, from.categories, to.categories, ({ name }) => name);
  const homes = new Map<CategoryId, string>([...categories].map(([old, now]) => [now.id, old.id]));
  const home = ({ categoryId }: { readonly categoryId: CategoryId }) => homes.get(categoryId) ?? categoryId;
  const clauses = pairedRows(from.clauses, to.clauses, home);
  return { from, to, categories, oldOf: new Map([...clauses].map(([old, now]) => [now, old])), home };
}

/**
 * [D1][D2] Rows by their lineage; what is left, within a category, by number and text, then by text. By number alone only where the tables
 * have no past in common: where they have, another text under the number of a removed row is another row.
 */
function pairedRows(from: readonly Clause[], to: readonly Clause[], home: Sides['home']): Map<Clause, Clause> {
  const pairs = new Map<Clause, Clause>();
  pairBy(pairs, from, to, (row) => row.lineageId);
  const akin = pairs.size > 0;
  pairBy(pairs, from, to, (row) => `${home(row)}\n${row.no}\n${row.text}`);
  pairBy(pairs, from, to, (row) => `${home(row)}\n${row.text}`);
  if (!akin) pairBy(pairs, from, to, (row) => `${home(row)}\n${row.no}`);
  return pairs;
}

/**
 * [D1]–[D4] Compares two tables row by row. The answer reads in the order of the new table, a removed row after what stood before it and
 * stayed. About linear in the number of rows.
 */
export function diffTables(from: Table, to: Table): SchemeDiff {
  const sides = sidesOf(from, to);
  const rows = mergedRows(sides, movedAmong(sides));
  const oldOf = new Map([...sides.categories].map(([old, now]) => [now, old]));
  const standing = to.categories.map((now) => {
    const old = oldOf.get(now) ?? null;
    const fields = old ? differing<Category>(categoryFields, old, now) : [];
    return { kind: kindOf(old, now, fields), fields, from: old, to: now, rows: rows.get(old?.id ?? now.id) ?? [] };
  });
  const gone = from.categories
    .filter((old) => !sides.categories.has(old))
    .map((old) => ({ kind: 'removed' as const, fields: [], from: old, to: null, rows: rows.get(old.id) ?? [] }));
  const categories = [...standing, ...gone];
  return { from: from.scheme, to: to.scheme, categories, counts: countsOf(categories.flatMap((category) => category.rows)) };
}

function kindOf(old: object | null, now: object | null, fields: readonly string[]): DiffRow['kind'] {
  if (!old) return 'added';
  if (!now) return 'removed';
  return fields.length > 0 ? 'changed' : 'same';
}

function countsOf(rows: readonly DiffRow[]): SchemeDiff['counts'] {
  const count = (which: (row: DiffRow) => boolean) => rows.filter(which).length;
  return {
    added: count((row) => row.kind === 'added'),
    removed: count((row) => row.kind === 'removed'),
    moved: count((row) => row.moved),
    text: count((row) => row.fields.includes('text')),
    term: count((row) => row.fields.includes('term')),
    other: count((row) => row.fields.some((field) => field !== 'text' && field !== 'term')),
    same: count((row) => row.kind === 'same' && !row.moved),
  };
}

/** [D3] Rows that stand below another row than before, or among the rows that stayed with them in another order. */
function movedAmong({ from, to, oldOf, home }: Sides): Set<Clause> {
  const place = new Map(from.clauses.map((row, index) => [row, index]));
  const oldIdOf = new Map([...oldOf].map(([now, old]) => [now.id, old.id]));
  const moved = new Set<Clause>();
  const stayed = new Map<string, Clause[]>();
  for (const row of to.clauses) {
    const old = oldOf.get(row);
    if (!old) continue;
    const below = row.parentId === null ? null : (oldIdOf.get(row.parentId) ?? '');
    // What stands below a row that moved has moved with it, not by itself.
    if (below !== old.parentId || (below === null && home(row) !== home(old))) {
      moved.add(row);
      continue;
    }
    const siblings = stayed.get(below ?? home(row));
    if (siblings) siblings.push(row);
    else stayed.set(below ?? home(row), [row]);
  }
  for (const rows of stayed.values()) {
    const kept = steadfast(rows.map((row) => place.get(oldOf.get(row) as Clause) as number));
    rows.forEach((row, index) => {
      if (!kept.has(index)) moved.add(row);
    });
  }
  return moved;
}

/** [D4] Both tables as one list per category. */
function mergedRows({ from, to, oldOf, home }: Sides, moved: ReadonlySet<Clause>): Map<string, DiffRow[]> {
  const nowOf = new Map([...oldOf].map(([now, old]) => [old, now]));
  const merged = new Map<string, DiffRow[]>();
  const tell = (place: string, row: DiffRow) => {
    const rows = merged.get(place);
    if (rows) rows.push(row);
    else merged.set(place, [row]);
  };
  // What was removed, by the row it stood behind; behind none, by its category.
  const removed = Map.groupBy(from.clauses, anchors());
  const tellRemoved = (place: string, anchor: Clause | string) => {
    for (const row of removed.get(anchor) ?? [])
      if (!nowOf.has(row)) tell(place, { kind: 'removed', moved: false, fields: [], from: row, to: null });
  };
  const begun = new Set<string>();
  const begin = (place: string) => {
    if (!begun.has(place)) tellRemoved(place, place);
    begun.add(place);
  };
  for (const row of to.clauses) {
    begin(home(row));
    const old = oldOf.get(row) ?? null;
    const fields = old ? differing<Clause>(clauseFields, old, row) : [];
    tell(home(row), { kind: kindOf(old, row, fields), moved: moved.has(row), fields, from: old, to: row });
    tellRemoved(home(row), row);
  }
  for (const row of from.clauses) begin(home(row));
  return merged;

  /** The row of the new table each row of the old one stands behind: the last one before it that stayed where it was. */
  function anchors(): (row: Clause) => Clause | string {
    const last = new Map<string, Clause>();
    return (row) => {
      const now = nowOf.get(row);
      if (now && home(now) === home(row) && !moved.has(now)) last.set(home(row), now);
      return last.get(home(row)) ?? home(row);
    };
  }
}
