import { type ImportColumn, ImportField } from '../../shared/imports/imports.ts';

/** What the archivist decided about columns, by index; columns not named keep the guess. */
export type Chosen = { readonly [index: number]: ImportField };

export const fields: readonly ImportField[] = ImportField.options;

export function fieldOf(column: ImportColumn, chosen: Chosen): ImportField {
  return chosen[column.index] ?? column.field;
}

/** Fields that more than one column would fill. */
export function fieldsGivenTwice(columns: readonly ImportColumn[], chosen: Chosen): ImportField[] {
  const given = columns.map((column) => fieldOf(column, chosen)).filter((field) => field !== 'ignore');
  return [...new Set(given.filter((field, at) => given.indexOf(field) !== at))];
}

export function isFilled(field: ImportField, columns: readonly ImportColumn[], chosen: Chosen): boolean {
  return columns.some((column) => fieldOf(column, chosen) === field);
}
