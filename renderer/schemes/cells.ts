import { classifiedFrom } from '../../shared/items/secrecy.ts';
import type { Term } from '../../shared/retention/retention.ts';
import { isLegacyTerm, parseTerm, usualTerms } from '../../shared/retention/terms.ts';
import { type Clause, Disposition, type SchemeTree } from '../../shared/schemes/schemes.ts';
import { siblingsOf } from './tree.ts';
import type { ClauseSet } from './useEditing.ts';

/** The columns of the table, in order. */
export const columnKeys = ['no', 'text', 'disposition', 'term', 'department', 'secrecy', 'openness', 'remark', 'checked'] as const;
export type ColumnKey = (typeof columnKeys)[number];

/** Pixels; 条款 takes the rest and is never narrower. */
export const columnWidths: { readonly [key in ColumnKey]: number } = {
  no: 164,
  text: 240,
  disposition: 96,
  term: 104,
  department: 100,
  secrecy: 84,
  openness: 92,
  remark: 112,
  checked: 116,
};

/** Which columns fold away first where the table is narrow; they stay in the details. */
const foldingOrder: readonly ColumnKey[] = ['remark', 'secrecy', 'openness', 'department', 'disposition', 'checked'];

/** The columns that fit into a width. */
export function columnsThatFit(width: number): readonly ColumnKey[] {
  const kept = new Set<ColumnKey>(columnKeys);
  const needed = () => [...kept].reduce((sum, key) => sum + columnWidths[key], 0);
  for (const key of foldingOrder) if (needed() > width) kept.delete(key);
  return columnKeys.filter((key) => kept.has(key));
}

/** How many characters a text may have. */
export const longest = { no: 20, text: 4000, department: 60, remark: 500 } as const;
export type TextColumn = keyof typeof longest;

export const isTextColumn = (column: ColumnKey): column is TextColumn => column in longest;

/** The values of a choice, in the order of their numbers 1, 2, 3 … */
export const choices = {
  disposition: Disposition.options,
  secrecy: [0, 1, 2, 3, 4],
  openness: ['open', 'restricted', 'deferred', 'unreviewed'],
} as const;
export type ChoiceColumn = keyof typeof choices;
export const isChoiceColumn = (column: ColumnKey): column is ChoiceColumn => column in choices;

/** The 密级 that may be chosen on this machine. */
export function allowedSecrecy(isClassified: boolean): readonly number[] {
  return choices.secrecy.filter((level) => isClassified || level < classifiedFrom);
}

/** What keeps a value from being saved: a word of the editor, with what is filled into it. */
export interface Fault {
  readonly word: 'missing' | 'tooLong' | 'taken' | 'termBad' | 'termLegacy' | 'termOnlyFiled';
  readonly values?: { readonly [name: string]: string | number };
}

/** Looks at a typed text before it is sent; null when it may stand. */
export function faultOf(
  tree: SchemeTree,
  row: Pick<Clause, 'categoryId' | 'parentId'> & { id: string },
  column: TextColumn,
  typed: string,
) {
  const text = typed.trim();
  const fault = (word: Fault['word'], values: Fault['values'] = {}): Fault => ({ word, values });
  if (text === '' && (column === 'no' || column === 'text')) return fault('missing');
  if (text.length > longest[column]) return fault('tooLong', { most: longest[column] });
  if (column === 'no' && siblingsOf(tree, row).some((one) => one.no === text && one.id !== row.id)) return fault('taken', { no: text });
  return null;
}

/** The terms offered by a digit. */
export const offeredTerms: readonly Term[] = usualTerms;

/** Reads what was typed for a term: one of the offered by its number, none, or any term in any spelling. */
export function readTerm(typed: string, clause: Clause): { readonly term: Term | null } | Fault {
  const text = typed.normalize('NFKC').trim();
  const offered = /^[1-4]$/.test(text) ? ([...offeredTerms, null] as const)[Number(text) - 1] : undefined;
  const term = text === '' ? null : offered === undefined ? parseTerm(text) : offered;
  if (text !== '' && offered === undefined && term === null) return { word: 'termBad' };
  if (term !== null && isLegacyTerm(term)) return { word: 'termLegacy' };
  if (term !== null && clause.disposition !== 'file') return { word: 'termOnlyFiled' };
  return { term };
}

/** What a choice sets: what is not filed loses its term with it. */
export function chosen(column: ChoiceColumn, value: string | number): ClauseSet {
  return column === 'disposition' && value !== 'file'
    ? ({ disposition: value, term: null } as ClauseSet)
    : ({ [column]: value } as ClauseSet);
}
