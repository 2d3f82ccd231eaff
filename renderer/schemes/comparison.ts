import type { DiffRow, SchemeDiff } from '../../shared/schemes/schemes.ts';

/** What happened to a row; one row may have several. `category` is a 门类 of which something changed. */
export const changeKinds = ['added', 'removed', 'moved', 'text', 'term', 'other', 'category'] as const;
export type ChangeKind = (typeof changeKinds)[number];

type DiffCategory = SchemeDiff['categories'][number];

/** One line of the comparison as it is shown. `place`: the how-manieth change it is, from 0; null for what did not change. */
export type ComparisonLine =
  | {
      readonly kind: 'category';
      readonly id: string;
      readonly category: DiffCategory;
      readonly changes: readonly ChangeKind[];
      readonly place: number | null;
    }
  | {
      readonly kind: 'row';
      readonly id: string;
      readonly row: DiffRow;
      readonly changes: readonly ChangeKind[];
      readonly place: number | null;
    }
  | { readonly kind: 'fold'; readonly id: string; readonly rows: number; readonly same: boolean };

/** A run this short is shown: a fold would take the same room. */
const shortest = 2;

export function changesOf(row: DiffRow): ChangeKind[] {
  const changes: ChangeKind[] = [];
  if (row.kind === 'added' || row.kind === 'removed') changes.push(row.kind);
  if (row.moved) changes.push('moved');
  if (row.fields.includes('text')) changes.push('text');
  if (row.fields.includes('term')) changes.push('term');
  if (row.fields.some((field) => field !== 'text' && field !== 'term')) changes.push('other');
  return changes;
}

const idOf = (row: DiffRow): string => row.to?.id ?? row.from?.id ?? '';

/** How many lines show each kind of change. */
export function countsByKind(diff: SchemeDiff): { readonly [K in ChangeKind]: number } {
  const { added, removed, moved, text, term, other } = diff.counts;
  return { added, removed, moved, text, term, other, category: diff.categories.filter(({ kind }) => kind !== 'same').length };
}

/**
 * The comparison as lines: what changed (only one kind, when `wanted`), the rows it stands below, and everything between folded into one
 * line, unless its id is among `opened`. Linear in the number of rows.
 */
export function comparisonLines(diff: SchemeDiff, wanted: ChangeKind | null, opened: ReadonlySet<string>): ComparisonLine[] {
  const lines: ComparisonLine[] = [];
  let places = 0;
  const isWanted = (changes: readonly ChangeKind[]) => changes.length > 0 && (wanted === null || changes.includes(wanted));
  for (const category of diff.categories) {
    const id = category.to?.id ?? category.from?.id ?? '';
    const ofCategory: ChangeKind[] = category.kind === 'same' ? [] : ['category'];
    const shown = rowsShown(category.rows, isWanted);
    lines.push({ kind: 'category', id, category, changes: ofCategory, place: isWanted(ofCategory) ? places++ : null });
    const line = (row: DiffRow): ComparisonLine => {
      const changes = changesOf(row);
      return { kind: 'row', id: idOf(row), row, changes, place: isWanted(changes) ? places++ : null };
    };
    for (let index = 0; index < category.rows.length; ) {
      const row = category.rows[index] as DiffRow;
      if (shown.has(row)) {
        lines.push(line(row));
        index += 1;
        continue;
      }
      let end = index + 1;
      while (end < category.rows.length && !shown.has(category.rows[end] as DiffRow)) end += 1;
      const run = category.rows.slice(index, end);
      const fold = `fold ${idOf(row)}`;
      if (run.length < shortest || opened.has(fold)) for (const each of run) lines.push(line(each));
      else lines.push({ kind: 'fold', id: fold, rows: run.length, same: run.every((each) => changesOf(each).length === 0) });
      index = end;
    }
  }
  return lines;
}

/** The rows wanted, and every row above one of them on the side where it stands. */
function rowsShown(rows: readonly DiffRow[], isWanted: (changes: readonly ChangeKind[]) => boolean): Set<DiffRow> {
  const byFrom = new Map(rows.flatMap((row) => (row.from ? [[row.from.id, row] as const] : [])));
  const byTo = new Map(rows.flatMap((row) => (row.to ? [[row.to.id, row] as const] : [])));
  const shown = new Set<DiffRow>();
  for (const changed of rows) {
    if (!isWanted(changesOf(changed))) continue;
    let row: DiffRow | undefined = changed;
    while (row && !shown.has(row)) {
      shown.add(row);
      const above: DiffRow['to'] = row.to ?? row.from;
      row = above?.parentId ? (row.to ? byTo : byFrom).get(above.parentId) : undefined;
    }
  }
  return shown;
}
