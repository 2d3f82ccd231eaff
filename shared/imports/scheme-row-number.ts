import { linesOf, type RowCells } from './scheme-cells.ts';
import type { PartOfFile, SourceLine } from './scheme-lines.ts';
import { type ClauseNumber, readNumberCell, splitNumber } from './scheme-numbers.ts';
import { listLines } from './scheme-pieces.ts';
import { numberSaid } from './scheme-place.ts';
import { longest } from './scheme-row.ts';
import type { SchemeSource } from './scheme-source.ts';
import type { UnderWay } from './scheme-under-way.ts';

interface Numbered {
  readonly number: ClauseNumber | undefined;
  /** The clause without its number. */
  readonly text: string;
}

/** The number of a line: in its own cell, else before the clause. A date in the cell is asked about. */
export function numberOfLine(reading: UnderWay, cells: RowCells, part: PartOfFile): Numbered {
  const { tell } = reading.findings;
  const cell = cells.markOf('no') === 'v' ? '' : cells.of('no');
  const text = cells.markOf('text') === 'v' && cells.has('detail') ? '' : cells.of('text');
  const read = inItsCell(reading, cell, cells.markOf('no') === 'd', text);
  const lines = linesOf(read.text).length;
  if (read.number || lines === 0) return read;
  const noneElsewhere = !hasDepth(cells) && part.columns.every(({ field }) => field !== 'no');
  if (!noneElsewhere && !(cell === '' && lines === 1)) return read;
  const split = splitNumber(read.text);
  if (!split || split.rest === '' || listLines(read.text).length >= 2) return read;
  tell('repaired', 'number-from-text', read.text.slice(0, 60), `${split.no} ${split.rest.slice(0, 40)}`);
  return { number: split, text: split.rest };
}

/** A table that was ours says how deep a row stands. */
export const hasDepth = (cells: RowCells) => cells.has('depth') && /^\d{1,2}$/.test(cells.of('depth'));

function inItsCell({ findings, tables, given }: UnderWay, cell: string, isDate: boolean, text: string): Numbered {
  const { tell, ask } = findings;
  const read = readNumberCell(cell, isDate);
  if (read.is === 'none') return { number: undefined, text };
  if (read.is === 'date') {
    const { tree } = tables.here();
    const fit = read.readings.find((no) => !tree.doubtOf({ no, kind: 'dec' }, false, given)) ?? read.readings[0] ?? '';
    return { number: numberSaid(ask('number-date', cell, fit, []) ?? fit), text };
  }
  if (read.kind === 'other' && read.no.length > longest.no) return { number: undefined, text: `${read.no}${text}` };
  if (read.kind === 'other' && text === '' && /[\p{Script=Han}]{2}/u.test(read.no)) return { number: undefined, text: read.no };
  if (read.rest !== '') tell('repaired', 'number-from-text', cell, read.no);
  else if (cell !== read.no && cell.replace(/[、.．]$/, '') !== read.no) tell('repaired', 'number-spelled', cell, read.no);
  return { number: { no: read.no, kind: read.kind }, text: `${read.rest}${text}` };
}

/** Whether Excel may have dropped a zero at the end of the number: it was a number to it, or there is no telling. */
export function mayLoseZero(source: SchemeSource, { marks }: SourceLine, part: PartOfFile): boolean {
  return source.format === 'csv' || marks[part.columns.find(({ field }) => field === 'no')?.index ?? -1] === 'n';
}
