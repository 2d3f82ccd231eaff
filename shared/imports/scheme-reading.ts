import type { SchemeReading, SchemeSkip } from './scheme.ts';
import { namedCategory } from './scheme-categories.ts';
import { bearsMark, rowCells } from './scheme-cells.ts';
import { type PartOfFile, type RoledLine, rolesOf, type SourceSheet } from './scheme-lines.ts';
import { tableNotes } from './scheme-notes.ts';
import { readNumberCell } from './scheme-numbers.ts';
import { documentOfCategories, readOwn } from './scheme-own.ts';
import type { Row } from './scheme-row.ts';
import { readRow } from './scheme-row-reading.ts';
import { settle } from './scheme-settling.ts';
import type { SchemeChoices, SchemeSetting, SchemeSource } from './scheme-source.ts';
import type { Node } from './scheme-tree.ts';
import { startReading, type UnderWay } from './scheme-under-way.ts';
import { enterSection, openNoFile, readNoFile, readWide } from './scheme-wide.ts';

/**
 * Reads a file as a 三合一 table. Pure: the same file, choices and decisions give the same answer. Every line has one outcome; nothing a
 * person should know is mended without being told.
 */
export function readSchemeTable(source: SchemeSource, choices: SchemeChoices, setting: SchemeSetting): SchemeReading {
  const steps = readSchemeInSteps(source, choices, setting);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same, pausing every few hundred lines with the number of lines done. */
export function* readSchemeInSteps(source: SchemeSource, choices: SchemeChoices, setting: SchemeSetting): Generator<number, SchemeReading> {
  return readOwn(source, choices, setting) ?? (yield* readForeign(startReading(source, choices, setting)));
}

const linesAStep = 200;

function* readForeign(reading: UnderWay): Generator<number, SchemeReading> {
  const { source, findings, outcomes, tables } = reading;
  const parts: SchemeReading['parts'] = [];
  for (const sheet of source.sheets) parts.push(...(yield* readSheet(reading, sheet)));
  const { categories, origins, rowsOf } = settle(tables.all(), findings);
  const listed = [...findings.all, ...tableNotes(categories, origins)].map(({ at, sheet, line, ...rest }) => ({
    at,
    sheet,
    line,
    row: rowsOf.get(at) ?? null,
    ...rest,
  }));
  return {
    fileName: source.fileName,
    format: source.format,
    encoding: source.encoding,
    own: false,
    notes: [...source.notes],
    parts,
    document: documentOfCategories(categories),
    origins,
    findings: listed,
    ...outcomes.balance(),
    undecided: listed.filter(({ severity, decided }) => severity === 'decide' && !decided).length,
  };
}

/** One sheet, its tables chosen by the person or by what they hold. */
interface SheetUnderWay {
  readonly lines: readonly RoledLine[];
  /** Lines with a mark of secrecy. */
  readonly marked: ReadonlySet<string>;
  readonly leftOut: ReadonlySet<string>;
  isTaken(part: PartOfFile | undefined): boolean;
  readonly takesAny: boolean;
  /** The list of what is not filed, while it goes on. */
  noFile: Node<Row> | null;
}

function* readSheet(reading: UnderWay, sheet: SourceSheet): Generator<number, SchemeReading['parts']> {
  const { choices, setting, outcomes, tables, given } = reading;
  const isMarked = (cells: readonly string[]) => !setting.takesClassified && bearsMark(cells);
  const hidden = sheet.lines.map(({ cells }) => isMarked(cells));
  // Nothing of a line with a mark is looked at any further, not even as a sample.
  const readable = { ...sheet, lines: sheet.lines.map((line, index) => (hidden[index] ? { ...line, cells: [] } : line)) };
  const { lines, parts } = rolesOf(readable, new Map(choices.parts.map(({ id, columns }) => [id, columns])));
  const isWanted = (place: string) => choices.sheet === '' || choices.sheet === sheet.name || choices.sheet === place;
  const taken = new Set(
    parts
      .filter((part) => part.fits && isWanted(part.sheet) && (choices.parts.find(({ id }) => id === part.id)?.taken ?? true))
      .map(({ id }) => id),
  );
  for (const { role, source } of lines) {
    if (role.is !== 'row') continue;
    const no = readNumberCell(rowCells(role.part, source).of('no'), false);
    if (no.is === 'number' && no.kind === 'dec') given.add(no.no);
  }
  tables.leave();
  const named = namedCategory(sheet.name);
  if (named && parts.some(({ fits }) => fits)) tables.enter(named);

  const under: SheetUnderWay = {
    lines,
    marked: new Set(lines.filter((_, index) => hidden[index]).map(({ at }) => at)),
    leftOut: new Set(choices.leaveOut),
    isTaken: (part) => part !== undefined && taken.has(part.id),
    takesAny: taken.size > 0,
    noFile: null,
  };
  tellColumns(
    reading,
    parts.filter(({ id }) => taken.has(id)),
  );
  for (const [index, line] of lines.entries()) {
    if (index % linesAStep === 0) yield outcomes.count();
    outcomes.begin(line);
    readLine(reading, under, index, line);
  }
  return parts.map(({ id, sheet, headerRow, columns, fits }) => ({
    id,
    sheet,
    headerRow,
    columns,
    rows: lines.filter(({ role }) => role.is === 'row' && role.part.id === id).length,
    taken: fits && taken.has(id),
  }));
}

/** Columns with something in them that nobody knows: told of, so that the person can say what they are. */
function tellColumns({ findings }: UnderWay, parts: readonly PartOfFile[]): void {
  for (const { sheet, headerRow, columns } of parts)
    for (const { field, because, header, index, samples } of columns)
      if (field === 'ignore' && because !== 'header' && because !== 'chosen' && samples.length > 0) {
        const where = { at: `${sheet}!${headerRow}`, sheet, line: headerRow };
        findings.tell('note', 'column-unread', header || `${index + 1}`, samples.join('、'), where);
      }
}

/** One line: passed over by name, or read. */
function readLine(reading: UnderWay, sheet: SheetUnderWay, index: number, line: RoledLine): void {
  const skip = whyPassedOver(sheet, index, line);
  if (skip) reading.outcomes.say(skip);
  else readByRole(reading, sheet, line);
}

function whyPassedOver(sheet: SheetUnderWay, index: number, { at, role }: RoledLine): SchemeSkip | undefined {
  if (sheet.leftOut.has(at)) return 'left-out';
  if (sheet.marked.has(at)) return 'classified';
  if (role.is === 'skip') return role.reason;
  if (role.is === 'section') return sheet.takesAny ? undefined : 'title';
  if (role.is === 'no-file') return sheet.takesAny && listFollows(sheet.lines, index) ? undefined : 'prose';
  if (!role.part || sheet.isTaken(role.part) || (role.is === 'wide' && role.listed)) return undefined;
  return role.part.fits ? 'other-sheet' : 'no-table';
}

function readByRole(reading: UnderWay, sheet: SheetUnderWay, { role, source }: RoledLine): void {
  const { tables } = reading;
  if (role.is === 'no-file') {
    sheet.noFile = openNoFile(reading, role.text);
    return;
  }
  if (role.is === 'wide' && role.listed && sheet.noFile) {
    readNoFile(reading, role.text, sheet.noFile);
    return;
  }
  if (role.is === 'section') {
    enterSection(reading, role.text);
    return;
  }
  if (sheet.noFile) tables.here().tree.setBase(null);
  sheet.noFile = null;
  if (role.is === 'wide') readWide(reading, role.text, source, role.part);
  else if (role.is === 'row') readRow(reading, source, role.part);
}

/** Whether the list of what is not filed really follows its title. */
function listFollows(lines: readonly RoledLine[], title: number): boolean {
  for (let index = title + 1; index < lines.length; index += 1) {
    const role = lines[index]?.role;
    if (role?.is === 'skip' && role.reason === 'blank') continue;
    return role?.is === 'wide' && role.listed;
  }
  return false;
}
