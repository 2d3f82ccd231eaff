import { findHeaderRow, guessColumns, longestPreamble, normalHeader } from '../../shared/imports/headers.ts';
import type { ImportColumn, ImportField } from '../../shared/imports/imports.ts';
import { bearsSecrecy, planOf } from '../../shared/imports/rows.ts';
import type { ForeignRow } from './reading/foreign.ts';
import type { Reading } from './reading/start.ts';

/** A foreign table: its header, what its columns seem to be, and the rows below. */
export interface ForeignTable {
  /** Line of the header; 0 where there is none. */
  readonly headerRow: number;
  readonly headers: readonly string[];
  /** Cells of the header row of a file of text, empty ones too; null for a sheet. */
  readonly width: number | null;
  readonly columns: readonly ImportColumn[];
  /** Filled cells above the header. */
  readonly preamble: readonly string[];
  /** The rows below the header in slices. Blank rows at the end are not among them, nor are cells beyond the last filled one. */
  rows(): AsyncGenerator<ForeignRow[], void>;
}

const sampled = 200;

/** Finds the header in the first rows of a file that is being read. */
export async function openTable(reading: Reading, takesClassified: boolean): Promise<ForeignTable> {
  const slices = reading.rows();
  const first: ForeignRow[] = [];
  while (first.length < longestPreamble + sampled) {
    const slice = await slices.next();
    if (slice.done) break;
    first.push(...slice.value);
  }
  const header = findHeaderRow(first.map(([, cells]) => cells));
  const below = header < 0 ? first : first.slice(header + 1);
  const raw = header < 0 ? [] : (first[header]?.[1] ?? []);
  const headers =
    header < 0
      ? Array.from({ length: Math.max(0, ...first.map(([, cells]) => filledLength(cells))) }, () => '')
      : raw.slice(0, filledLength(raw));
  const plan = planOf(headers, [], {
    preamble: [],
    width: null,
    defaults: { year: null, term: null, category: 'WS' },
    fondsCode: '',
    organs: [],
    takesClassified,
    latestYear: 2100,
  });
  const samples = below
    .slice(0, sampled)
    .map(([, cells]) => cells)
    .filter((cells) => takesClassified || !bearsSecrecy(cells, plan.secrecyColumns));
  return {
    headerRow: header < 0 ? 0 : (first[header]?.[0] ?? 0),
    headers,
    width: reading.file.format === 'csv' && header >= 0 ? raw.length : null,
    columns: guessColumns(headers, samples),
    preamble: first
      .slice(0, Math.max(header, 0))
      .flatMap(([, cells]) => cells)
      .map(normalHeader)
      .filter((cell) => cell !== ''),
    rows: () => withoutBlankEnd(below, slices),
  };
}

async function* withoutBlankEnd(first: ForeignRow[], rest: AsyncGenerator<ForeignRow[], void>): AsyncGenerator<ForeignRow[], void> {
  let blank: ForeignRow[] = [];
  const upToLastFilled = (slice: readonly ForeignRow[]): ForeignRow[] => {
    const filled: ForeignRow[] = [];
    for (const [line, cells] of slice) {
      const length = filledLength(cells);
      const row: ForeignRow = [line, length === cells.length ? cells : cells.slice(0, length)];
      if (length === 0) {
        // Blank rows wait until a filled one follows; a sheet may end in a million of them.
        blank.push(row);
        continue;
      }
      for (const waiting of blank) filled.push(waiting);
      blank = [];
      filled.push(row);
    }
    return filled;
  };
  const head = upToLastFilled(first);
  if (head.length > 0) yield head;
  for await (const slice of rest) {
    const filled = upToLastFilled(slice);
    if (filled.length > 0) yield filled;
  }
}

function filledLength(cells: readonly string[]): number {
  let length = cells.length;
  while (length > 0 && (cells[length - 1] ?? '').trim() === '') length -= 1;
  return length;
}

/** The fields of the columns: what the person chose; else the guess, unless the person gave its field to another column. */
export function chosenFields(
  columns: readonly ImportColumn[],
  chosen: readonly { readonly index: number; readonly field: ImportField }[],
): ImportField[] {
  const byIndex = new Map(chosen.map(({ index, field }) => [index, field]));
  const elsewhere = new Set(chosen.map(({ field }) => field));
  return columns.map(({ index, field }) => {
    const own = byIndex.get(index);
    if (own !== undefined) return own;
    return elsewhere.has(field) && field !== 'remark' && field !== 'date' ? 'ignore' : field;
  });
}
