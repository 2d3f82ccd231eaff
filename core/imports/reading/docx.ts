import { countLists } from './docx-numbers.ts';
import { isOn, levelOf, readLists, readPart, readStyles, saidBy } from './docx-parts.ts';
import { type ForeignFile, type ForeignRow, sliceRows, Unreadable } from './foreign.ts';
import { attribute } from './xml.ts';
import { openZip, type Zip } from './zip.ts';

/*
 * Reads the tables of a Word document as rows: paragraphs outside tables are rows of one cell. Automatic numbers (w:numPr) are counted and
 * stand before the text they number; cells merged downwards repeat their text; deleted text (w:del, w:moveFrom) is not there, inserted
 * text is. Sources: ECMA-376 Part 1 §17.4 (tables), §17.9 (numbering), §17.13.5 (revisions).
 */

const documentPart = 'word/document.xml';
/** How deep a table may stand in a table, and how many cells a row may have. */
const deepestTable = 12;
const mostColumns = 200;
const longestCell = 200_000;
const mostRows = 100_000;

/** Whether the zip is a Word document. */
export function isDocx(path: string): boolean {
  return openZip(path).has(documentPart);
}

/** Signs of the symbol fonts of Word that people tick with. */
const symbols: { readonly [code: string]: string } = {
  F0FC: '√',
  F0FE: '☑',
  F052: '☑',
  F050: '√',
  F0FB: '×',
  F0FD: '☒',
  F0A3: '☐',
  F06F: '☐',
  F0A8: '☐',
  F0B7: '·',
};

interface Cell {
  lines: string[];
  span: number;
  merge: 'none' | 'start' | 'on';
  /** Rows of tables that stand in the cell. */
  nested: ForeignRow[];
}

interface Table {
  readonly number: number;
  cells: Cell[];
  before: number;
  deleted: boolean;
  /** Text of the cell above by column, for cells merged downwards. */
  above: Map<number, string>;
  rows: ForeignRow[];
}

/** What of a document has been left out, for the person to know. */
export interface DocxNotes {
  textBoxes: number;
  deletions: number;
  nestedTables: number;
}

/** Opens a document; one that holds no table is `Unreadable` as `no-table`. */
export async function openDocx(path: string): Promise<{ file: ForeignFile; rows: ForeignRow[] }> {
  const zip = openZip(path);
  if (zip.has('EncryptedPackage')) throw new Unreadable('encrypted', 'an encrypted package');
  if (!zip.has(documentPart)) throw new Unreadable('archive', 'a zip that is no Word document');
  const { rows, tables, notes } = await documentRows(zip);
  if (tables === 0) throw new Unreadable('no-table', 'the document holds no table');
  const said = Object.entries(notes)
    .filter(([, count]) => count > 0)
    .map(([name]) => name);
  return { file: { format: 'docx', encoding: '', delimiter: '', sheets: [], sheet: '', notes: said }, rows };
}

/** The rows of an opened document in slices. */
export function* docxRows(rows: readonly ForeignRow[]): Generator<ForeignRow[], void> {
  for (let at = 0; at < rows.length; at += sliceRows) yield rows.slice(at, at + sliceRows);
}

async function documentRows(zip: Zip): Promise<{ rows: ForeignRow[]; tables: number; notes: DocxNotes }> {
  const [lists, styles] = [await readLists(zip), await readStyles(zip)];
  const styleOfLevel = new Map<string, { num: string; level: number }>();
  for (const [num, { levels }] of lists)
    levels.forEach((each, level) => {
      if (each?.style && !styleOfLevel.has(each.style)) styleOfLevel.set(each.style, { num, level });
    });
  const nextNumber = countLists(lists);
  const notes: DocxNotes = { textBoxes: 0, deletions: 0, nestedTables: 0 };
  const rows: ForeignRow[] = [];
  const tables: Table[] = [];
  let made = 0;
  let paragraphs = 0;
  let finished = 0;

  // Where the reader stands: text boxes, deletions and the like are passed over whole.
  let passing = '';
  let passingDepth = 0;
  let inBody = false;
  const outer: { text: string; style: string; num: string; level: number | null; deleted: boolean }[] = [];
  let paragraph: (typeof outer)[number] | null = null;
  let inRun = false;
  let hidden = false;
  let capture = false;
  let inRowProperties = false;
  let inParagraphProperties = 0;

  const numberOf = (one: NonNullable<typeof paragraph>): string => {
    let { num } = one;
    let level = one.level;
    for (let style = one.style, steps = 0; num === '' && style !== '' && steps < 20; steps += 1) {
      const own = styles.get(style);
      if (own?.num) {
        num = own.num;
        level ??= styleOfLevel.get(style)?.level ?? own.level;
      }
      style = own?.based ?? '';
    }
    return num === '' || num === '0' ? '' : nextNumber(num, level ?? 0);
  };
  const finishParagraph = () => {
    const one = paragraph;
    paragraph = outer.pop() ?? null;
    if (!one) return;
    const text = one.text.trim();
    // A paragraph that was deleted whole is neither there nor counted.
    const number = one.deleted && text === '' ? '' : numberOf(one);
    const line = number === '' ? text : text === '' ? number : `${number} ${text}`;
    const cell = tables.at(-1)?.cells.at(-1);
    if (cell) cell.lines.push(line);
    else if (tables.length === 0) {
      if (line === '') return;
      paragraphs += 1;
      rows.push([paragraphs, [line], 'p', '']);
    }
  };
  const finishRow = (table: Table) => {
    finished += 1;
    if (finished > mostRows) throw new Unreadable('too-much-memory', `more than ${mostRows} rows`);
    const cells: string[] = [];
    let marks = '';
    const put = (text: string, mark: string) => {
      if (cells.length >= mostColumns) throw new Unreadable('truncated', 'a row of too many cells');
      cells.push(text);
      marks += mark;
    };
    for (let blank = 0; blank < table.before; blank += 1) put('', ' ');
    const nested = table.cells.flatMap((cell) => cell.nested);
    for (const cell of table.cells) {
      const column = cells.length;
      let text = cell.lines.join('\n').replace(/^\n+|\n+$/g, '');
      if (cell.merge === 'on') text = table.above.get(column) ?? '';
      else if (cell.nested.length > 0 && table.cells.length > 1) {
        const inside = cell.nested.map(([, row]) => row.filter((each) => each !== '').join(' '));
        text = [text, ...inside].filter((each) => each !== '').join('\n');
      }
      if (cell.merge === 'none') table.above.delete(column);
      else table.above.set(column, text);
      put(text, cell.merge === 'on' ? 'v' : ' ');
      for (let more = 1; more < cell.span; more += 1) put('', 'h');
    }
    if (table.deleted) return;
    // A table of one cell around another is only a frame.
    if (table.cells.length === 1 && nested.length > 0) {
      if ((cells[table.before] ?? '') !== '') table.rows.push([table.rows.length + 1, cells, marks, placeOf(table)]);
      table.rows.push(...nested);
    } else table.rows.push([table.rows.length + 1, cells, marks, placeOf(table)]);
  };
  const finishTable = () => {
    const table = tables.pop();
    if (!table) return;
    const around = tables.at(-1)?.cells.at(-1);
    if (around) around.nested.push(...table.rows);
    else rows.push(...table.rows);
  };
  const say = (text: string) => {
    if (!paragraph || hidden) return;
    paragraph.text += text;
    if (paragraph.text.length > longestCell) throw new Unreadable('long-record', 'a paragraph of abnormal length');
  };

  const passed: ReadonlySet<string> = new Set([
    'txbxContent',
    'del',
    'moveFrom',
    'drawing',
    'pict',
    'object',
    'rPrChange',
    'pPrChange',
    'tcPrChange',
    'trPrChange',
    'tblPrChange',
    'sectPrChange',
  ]);
  await readPart(zip, documentPart, {
    open(name, attributes) {
      if (passing !== '') {
        if (name === passing) passingDepth += 1;
        if (name === 'txbxContent') notes.textBoxes += 1;
        return;
      }
      if (name === 'body') inBody = true;
      if (!inBody) return;
      const table = tables.at(-1);
      if (passed.has(name)) {
        if (name === 'txbxContent') notes.textBoxes += 1;
        if (name === 'del' || name === 'moveFrom') {
          notes.deletions += 1;
          if (inRowProperties && table) table.deleted = true;
          else if (inParagraphProperties > 0 && paragraph) paragraph.deleted = true;
        }
        passing = name;
        passingDepth = 1;
        return;
      }
      switch (name) {
        case 'tbl':
          if (tables.length >= deepestTable) throw new Unreadable('truncated', 'tables within tables without end');
          if (tables.length > 0) notes.nestedTables += 1;
          if (tables.length === 0) made += 1;
          tables.push({
            number: tables.length === 0 ? made : (tables[0]?.number ?? made),
            cells: [],
            before: 0,
            deleted: false,
            above: new Map(),
            rows: [],
          });
          break;
        case 'tr':
          if (table) Object.assign(table, { cells: [], before: 0, deleted: false });
          break;
        case 'trPr':
          inRowProperties = true;
          break;
        case 'gridBefore':
          if (table && inRowProperties) table.before = Math.min(mostColumns, Math.max(0, Number(saidBy(attributes)) || 0));
          break;
        case 'tc':
          table?.cells.push({ lines: [], span: 1, merge: 'none', nested: [] });
          break;
        case 'gridSpan': {
          const cell = table?.cells.at(-1);
          if (cell) cell.span = Math.min(mostColumns, Math.max(1, Number(saidBy(attributes)) || 1));
          break;
        }
        case 'vMerge': {
          const cell = table?.cells.at(-1);
          if (cell) cell.merge = saidBy(attributes) === 'restart' ? 'start' : 'on';
          break;
        }
        case 'p':
          if (paragraph) outer.push(paragraph);
          paragraph = { text: '', style: '', num: '', level: null, deleted: false };
          break;
        case 'pPr':
          inParagraphProperties += 1;
          break;
        case 'pStyle':
          if (paragraph) paragraph.style = saidBy(attributes);
          break;
        case 'numId':
          if (paragraph && inParagraphProperties > 0) paragraph.num = saidBy(attributes);
          break;
        case 'ilvl':
          if (paragraph && inParagraphProperties > 0) paragraph.level = levelOf(saidBy(attributes));
          break;
        case 'r':
          inRun = true;
          hidden = false;
          break;
        case 'vanish':
          if (inRun) hidden = isOn(attributes);
          break;
        case 't':
          capture = true;
          break;
        case 'tab':
        case 'ptab':
          if (inRun) say(' ');
          break;
        case 'br':
        case 'cr':
          say('\n');
          break;
        case 'noBreakHyphen':
          say('-');
          break;
        case 'sym':
          say(symbols[(attribute(attributes, 'char') ?? '').toUpperCase()] ?? '');
          break;
      }
    },
    text(piece) {
      if (capture && passing === '') say(piece);
    },
    close(name) {
      if (passing !== '') {
        if (name === passing) passingDepth -= 1;
        if (passingDepth === 0) passing = '';
        return;
      }
      const table = tables.at(-1);
      if (name === 't') capture = false;
      else if (name === 'r') inRun = hidden = false;
      else if (name === 'pPr') inParagraphProperties -= 1;
      else if (name === 'trPr') inRowProperties = false;
      else if (name === 'p') finishParagraph();
      else if (name === 'tr' && table) {
        finishRow(table);
        table.cells = [];
      } else if (name === 'tbl') finishTable();
      else if (name === 'body') inBody = false;
    },
  });
  if (inBody) throw new Unreadable('truncated', 'the document ends within its text');
  return { rows, tables: made, notes };
}

const placeOf = (table: Table) => `表${table.number}`;
