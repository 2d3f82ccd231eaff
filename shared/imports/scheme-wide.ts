import { namedCategory } from './scheme-categories.ts';
import { termAtEnd } from './scheme-columns.ts';
import type { PartOfFile, SourceLine } from './scheme-lines.ts';
import { refuseTooLong } from './scheme-merging.ts';
import { readNumberCell, splitNumber } from './scheme-numbers.ts';
import { place, placeHeading } from './scheme-place.ts';
import { longest, newRow, type Row } from './scheme-row.ts';
import { readRow } from './scheme-row-reading.ts';
import { standFree } from './scheme-tables.ts';
import { setTerm } from './scheme-term.ts';
import type { Node } from './scheme-tree.ts';
import type { UnderWay } from './scheme-under-way.ts';

/** Reads a line of one wide cell within a table: a 类目 over the columns, or a row of which only one cell is filled. */
export function readWide(reading: UnderWay, text: string, source: SourceLine, part: PartOfFile | undefined): void {
  const filled = source.cells.flatMap((cell, index) => (cell.trim() === '' ? [] : [index]));
  const field = filled.length === 1 && part ? part.columns[filled[0] ?? -1]?.field : undefined;
  if (part && field !== undefined && field !== 'ignore' && !(field === 'no' && readNumberCell(text, false).is !== 'number'))
    readRow(reading, source, part);
  else readTitle(reading, text);
}

/** A title over the columns: a 类目, or a clause with its term in brackets. */
function readTitle(reading: UnderWay, text: string): void {
  const { findings, outcomes, tables } = reading;
  outcomes.say('taken');
  standFree(tables.here());
  const split = splitNumber(text);
  const ending = termAtEnd(text);
  if (ending) {
    const row = newRow(findings.here(), split?.rest ? (termAtEnd(split.rest)?.text ?? split.rest) : ending.text);
    setTerm(row, ending.term, false, findings);
    place(reading, row, split, split ? {} : { under: { parent: null } });
  } else if (text.length > longest.text) refuseTooLong(reading, text);
  else if (split?.rest) placeHeading(reading, split.rest, split);
  else placeHeading(reading, text, undefined, { parent: null });
}

/** 二、会计档案: a title that names a 门类. */
export function enterSection({ outcomes, tables }: UnderWay, text: string): void {
  outcomes.say('sections');
  const named = namedCategory(text);
  if (named) tables.enter(named);
  standFree(tables.here());
}

/** 不归档范围: begins the list of what is not filed; answers its heading. */
export function openNoFile(reading: UnderWay, title: string): Node<Row> {
  const { outcomes, tables } = reading;
  outcomes.say('taken');
  const { tree } = tables.here();
  tree.setBase(null);
  const text = title.replace(/[:：]\s*$/, '');
  const split = splitNumber(text);
  const node = placeHeading(reading, split?.rest && split.kind !== 'article' ? split.rest : text, undefined, { parent: null });
  tree.setBase(node);
  return node;
}

/** A line of that list. */
export function readNoFile(reading: UnderWay, text: string, list: Node<Row>): void {
  const { findings, outcomes } = reading;
  outcomes.say('taken');
  const split = splitNumber(text);
  const row = newRow(findings.here(), (split?.rest || text).replace(/[；;。]\s*$/, ''));
  row.disposition = 'no-file';
  if (split?.rest) place(reading, row, split);
  else place(reading, row, undefined, { under: { parent: list } });
}
