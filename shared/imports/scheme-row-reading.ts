import { categoryOfCode, namedCategory } from './scheme-categories.ts';
import { isByValue, type RowCells, rowCells, saidTerm } from './scheme-cells.ts';
import type { PartOfFile, SourceLine } from './scheme-lines.ts';
import { continuesAbove, emptyClause, refuseTooLong } from './scheme-merging.ts';
import { type ClauseNumber, readNumberCell, splitNumber } from './scheme-numbers.ts';
import { piecesOf } from './scheme-pieces.ts';
import { place, placeHeading } from './scheme-place.ts';
import { fillRow, longest, newRow, type Row } from './scheme-row.ts';
import { hasDepth, mayLoseZero, numberOfLine } from './scheme-row-number.ts';
import { standFree } from './scheme-tables.ts';
import { setTerm, termOfLine } from './scheme-term.ts';
import type { Node } from './scheme-tree.ts';
import type { UnderWay } from './scheme-under-way.ts';

/** What is known of a line when its rows are placed. */
interface Line {
  readonly reading: UnderWay;
  readonly cells: RowCells;
  readonly part: PartOfFile;
  readonly number: ClauseNumber | undefined;
  readonly text: string;
  readonly term: string;
  readonly shared: boolean;
  readonly mayLose: boolean;
  /** A 类目 of its own column begins with this line. */
  readonly freshHeading: boolean;
}

/** Reads a row of a table: its 门类, its 类目, its number, its term; then puts it, or the clauses its cell holds, where they stand. */
export function readRow(reading: UnderWay, source: SourceLine, part: PartOfFile): void {
  const { findings, outcomes, tables } = reading;
  if (isTooLong(reading, source, part)) return;
  const cells = rowCells(part, source);
  if (namesCategory(reading, cells)) return;
  enterCategory(reading, cells);
  outcomes.say('taken');
  const freshHeading = enterHeading(reading, cells);
  const { number, text: numberless } = numberOfLine(reading, cells, part);
  const { term, shared, text } = termOfLine(cells, numberless, findings);
  const line = { reading, cells, part, number, term, shared, freshHeading, mayLose: mayLoseZero(reading.source, source, part) };
  if (cells.of('detail') !== '') {
    placeDetail({ ...line, text });
    return;
  }
  if (text !== '') tables.here().detailParent = null;
  const clause = emptyClause(reading, cells, number, text, term);
  if (clause === undefined) return;
  if (!placePieces({ ...line, text: clause })) placeClause({ ...line, text: clause });
}

function isTooLong(reading: UnderWay, { cells }: SourceLine, part: PartOfFile): boolean {
  const { remark } = rowCells(part, { cells, marks: '', line: 0 });
  for (const [field, cell] of [
    ...part.columns.map(({ field, index }) => [field, (cells[index] ?? '').trim()] as const),
    ['remark', remark] as const,
  ]) {
    const most = field === 'department' || field === 'remark' ? longest[field] : longest.text;
    if (cell.length <= most) continue;
    refuseTooLong(reading, cell);
    return true;
  }
  return false;
}

/** 一 | 文书类: a row that names a 门类 in two cells. */
function namesCategory({ outcomes, tables }: UnderWay, cells: RowCells): boolean {
  const counted = readNumberCell(cells.of('no'), false);
  const others = [cells.of('code'), cells.of('category'), cells.of('heading'), cells.of('detail')];
  const isBare = others.every((cell) => cell === '') && saidTerm(cells.of('term')).is === 'none';
  if (!isBare || counted.is !== 'number' || counted.kind !== 'cn' || cells.of('text').length > 20) return false;
  const named = namedCategory(cells.of('text'));
  if (!named) return false;
  outcomes.say('sections');
  tables.enter(named);
  standFree(tables.here());
  return true;
}

/** 门类 in columns of their own. */
function enterCategory({ tables }: UnderWay, cells: RowCells): void {
  const [code, category] = [cells.of('code'), cells.of('category')];
  const named = namedCategory(category);
  const name = named?.name ?? category.slice(0, 60);
  if (code !== '') tables.enter({ ...categoryOfCode(code), ...(category === '' ? {} : { name }) });
  else if (category !== '') tables.enter(named ?? { name, code: '', arrangement: 'item' });
}

/** 类目 in columns of their own, the wider before the narrower: a heading where one changes. Answers whether the line is the first below it. */
function enterHeading(reading: UnderWay, cells: RowCells): boolean {
  const table = reading.tables.here();
  const { tree } = table;
  const said = cells.all('heading');
  said.forEach((heading, level) => {
    if (heading === '' || heading === table.headings[level]?.value) return;
    table.headings.length = Math.min(table.headings.length, level);
    table.detailParent = null;
    const above = table.headings.findLast((each) => each !== undefined)?.node ?? null;
    tree.setBase(above);
    const split = splitNumber(heading);
    const node = split?.rest ? placeHeading(reading, split.rest, split) : placeHeading(reading, heading, undefined, { parent: above });
    reading.findings.tell('repaired', 'heading-from-column', heading, `${node.value.no} ${node.value.text}`);
    table.headings[level] = { value: heading, node };
    tree.setBase(node);
  });
  return said.some((heading) => heading !== '') && tree.last() === tree.base();
}

function rowOf({ reading, cells }: Line, text: string): Row {
  const row = newRow(reading.findings.here(), text);
  fillRow(row, cells, reading.findings, reading.setting);
  return row;
}

/** 党员管理 | 重要的: the clause heads what stands in the column beside it. */
function placeDetail(line: Line): void {
  const { reading, cells, number, text, term, shared, mayLose } = line;
  const table = reading.tables.here();
  if (text !== '') {
    const row = rowOf(line, text);
    row.disposition = 'heading';
    row.remark = '';
    table.detailParent = place(reading, row, number, { mayLose });
  }
  const child = rowOf(line, cells.of('detail'));
  setTerm(child, term, shared, reading.findings);
  place(reading, child, undefined, table.detailParent ? { under: { parent: table.detailParent } } : {});
}

/** One cell that holds several clauses: a line for each term, or a numbered line for each clause. */
function placePieces(line: Line): boolean {
  const { reading, number, text, term, shared, mayLose } = line;
  const { findings } = reading;
  const { tree } = reading.tables.here();
  const pieces = piecesOf(text, term);
  if (!pieces) return false;
  findings.tell('repaired', 'split', text.replace(/\n/g, ' / '), `${pieces.children.length}`);
  let lead: Node<Row> | undefined;
  if (pieces.lead !== '') {
    const row = rowOf(line, pieces.lead);
    row.disposition = 'heading';
    lead = place(reading, row, number, { mayLose });
  }
  for (const piece of pieces.children) {
    const row = rowOf(line, piece.text);
    setTerm(row, piece.term, shared, findings);
    if (lead) place(reading, row, piece.number, { under: { parent: lead } });
    else if (piece.number) place(reading, row, piece.number);
    else {
      const last = tree.last();
      place(reading, row, undefined, { under: { parent: last === tree.base() ? last : (last?.parent ?? tree.base()) } });
    }
  }
  return true;
}

function placeClause(line: Line): void {
  const { reading, cells, number, text, term, shared, mayLose } = line;
  const { findings } = reading;
  const { tree } = reading.tables.here();
  if (hasDepth(cells)) {
    const row = rowOf(line, text);
    const depth = Number(cells.of('depth'));
    const path = tree.path();
    setTerm(row, term, shared, findings, tree.last()?.value.termHeard);
    place(reading, row, number, { under: { parent: depth <= 1 ? null : (path[depth - 2] ?? path.at(-1) ?? null) } });
  } else if (!number) placeUnnumbered(line);
  else {
    const row = rowOf(line, text);
    setTerm(row, term, shared, findings, tree.last()?.value.termHeard);
    place(reading, row, number, { mayLose });
  }
}

/** A clause that bears no number: 重要的 below the clause above, a heading, more of the row above, or a clause like the one before. */
function placeUnnumbered(line: Line): void {
  const { reading, cells, part, text, term, shared, freshHeading } = line;
  const { findings, tables } = reading;
  const { tree } = tables.here();
  const row = rowOf(line, text);
  const last = tree.last();
  const isFirst = !last || last === tree.base();
  const byValue = isByValue(text) && !isFirst;
  const saysNothing = !byValue && term === '' && row.disposition === null;
  // In a table without numbers a row without a term is the heading of the rows that follow.
  if (saysNothing && !part.numbered && cells.of('heading') === '') {
    tree.setBase(null);
    row.disposition = 'heading';
    tree.setBase(place(reading, row, undefined, { under: { parent: null } }));
    return;
  }
  const expectsTerm = part.columns.some(({ field }) => field === 'term' || field === 'tick');
  if (saysNothing && !isFirst && !freshHeading && expectsTerm && continuesAbove(reading, last.value, cells, text)) return;
  setTerm(row, term, shared, findings, tree.last()?.value.termHeard);
  row.detailed = byValue;
  place(reading, row, undefined, { under: { parent: isFirst ? tree.base() : parentOfUnnumbered(last, byValue, tree.base()) } });
}

/** Below which row a clause without a number stands, after the last one. `base`: what the reading stands in. */
function parentOfUnnumbered(last: Node<Row>, byValue: boolean, base: Node<Row> | null): Node<Row> | null {
  const { value, parent } = last;
  if (byValue) return value.detailed || value.term !== null || value.termAsked ? parent : last;
  if (value.disposition === 'heading') return last;
  return value.detailed ? (parent?.parent ?? base) : parent;
}
