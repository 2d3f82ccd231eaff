import { posix } from 'node:path';
import { type NumberFormat, numberFormat, numberText } from './cell.ts';
import { type ForeignFile, type ForeignRow, limits, sliceRows, Unreadable } from './foreign.ts';
import { attribute, type XmlListener, XmlReader } from './xml.ts';
import { openZip, type Zip } from './zip.ts';

interface Sheet {
  readonly name: string;
  readonly part: string;
}

/** A workbook that was looked at: its sheets in sight, and what is needed to read one. */
export interface Workbook {
  readonly zip: Zip;
  readonly sheets: readonly Sheet[];
  readonly date1904: boolean;
  readonly sharedPart: string | null;
  readonly stylesPart: string | null;
}

async function readPart(zip: Zip, part: string, listener: Partial<XmlListener>): Promise<void> {
  const reader = new XmlReader({ open: () => {}, close: () => {}, text: () => {}, ...listener });
  for await (const text of zip.text(part)) reader.feed(text);
  reader.finish();
}

/** Parts by relation id, as a part's `.rels` tells. */
async function relations(zip: Zip, part: string): Promise<Map<string, { target: string; type: string }>> {
  const rels = `${posix.dirname(part) === '.' ? '' : `${posix.dirname(part)}/`}_rels/${posix.basename(part)}.rels`;
  const found = new Map<string, { target: string; type: string }>();
  if (!zip.has(rels)) return found;
  await readPart(zip, rels, {
    open(name, attributes) {
      if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return;
      const target = attribute(attributes, 'Target') ?? '';
      const whole = target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(part), target);
      found.set(attribute(attributes, 'Id') ?? '', {
        target: whole.replace(/^\.\//, ''),
        type: (attribute(attributes, 'Type') ?? '').split('/').at(-1) ?? '',
      });
    },
  });
  return found;
}

/** Looks at a workbook. A zip that is none (docx, ofd, a plain archive) is `Unreadable` by its kind. */
export async function openWorkbook(path: string): Promise<Workbook> {
  const zip = openZip(path);
  if (zip.has('EncryptedPackage')) throw new Unreadable('encrypted', 'an encrypted package');
  const root = [...(zip.has('_rels/.rels') ? await relations(zip, '') : new Map<string, { target: string; type: string }>()).values()];
  const main = root.find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  if (!zip.has(main) || !/workbook/i.test(main)) {
    if (zip.has('word/document.xml')) throw new Unreadable('word', 'a Word document');
    if (main.endsWith('.bin')) throw new Unreadable('old-format', 'a binary workbook (xlsb)');
    throw new Unreadable('archive', 'a zip that is no workbook');
  }
  if (main.endsWith('.bin')) throw new Unreadable('old-format', 'a binary workbook (xlsb)');
  const parts = await relations(zip, main);
  const sheets: Sheet[] = [];
  let date1904 = false;
  await readPart(zip, main, {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = /^(?:1|true)$/.test(attribute(attributes, 'date1904') ?? '');
      if (name !== 'sheet' || /hidden/i.test(attribute(attributes, 'state') ?? '')) return;
      const part = parts.get(attribute(attributes, 'id') ?? '');
      if (part?.type === 'worksheet') sheets.push({ name: attribute(attributes, 'name') ?? '', part: part.target });
    },
  });
  if (sheets.length === 0) throw new Unreadable('empty', 'the workbook has no sheet in sight');
  const partOf = (type: string) => [...parts.values()].find((part) => part.type === type && zip.has(part.target))?.target ?? null;
  return { zip, sheets, date1904, sharedPart: partOf('sharedStrings'), stylesPart: partOf('styles') };
}

export function describeWorkbook(workbook: Workbook, wanted: string): ForeignFile {
  const sheet = wanted === '' ? workbook.sheets[0] : workbook.sheets.find(({ name }) => name === wanted);
  if (!sheet) throw new Unreadable('no-sheet', `no sheet ${wanted}`);
  return { format: 'xlsx', encoding: '', delimiter: '', sheets: workbook.sheets.map(({ name }) => name), sheet: sheet.name };
}

async function sharedTexts({ zip, sharedPart }: Workbook): Promise<string[]> {
  const texts: string[] = [];
  if (!sharedPart) return texts;
  let bytes = 0;
  let text = '';
  let inText = false;
  let phonetic = 0;
  await readPart(zip, sharedPart, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic += 1;
      else if (name === 't') inText = phonetic === 0;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic -= 1;
      else if (name === 'si') {
        texts.push(unescapeControl(text));
        bytes += text.length * 2 + 40;
        if (bytes > limits.sharedTextBytes) throw new Unreadable('too-much-memory', 'too much shared text');
      }
    },
  });
  return texts;
}

/** `_x000D_` is how xlsx writes a control character. */
const unescapeControl = (text: string) =>
  text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text;

async function numberFormats({ zip, stylesPart }: Workbook): Promise<NumberFormat[]> {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  if (!stylesPart) return formats;
  let inCells = false;
  await readPart(zip, stylesPart, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const id = Number(attribute(attributes, 'numFmtId') ?? 0);
        formats.push(numberFormat(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats;
}

/** `B12` → 1 (0-based column). -1 where there is no letter. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const code = reference.charCodeAt(at) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

interface Merge {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
}

const mostMerges = 200_000;
const mostColumns = 16_384;

/**
 * [M16] Cells merged downwards in one column (a 年度 that stands once for twenty rows) count for every row they cover. Cells merged across,
 * as titles are, count once. They are told after the rows, so the sheet is read twice where there are any.
 */
async function mergesDown(zip: Zip, part: string): Promise<Map<number, Merge[]>> {
  const starting = new Map<number, Merge[]>();
  let count = 0;
  await readPart(zip, part, {
    open(name, attributes) {
      if (name !== 'mergeCell') return;
      const found = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/i.exec(attribute(attributes, 'ref') ?? '');
      count += 1;
      if (!found || count > mostMerges) return;
      const merge = { top: Number(found[2]), bottom: Number(found[4]), left: columnOf(found[1] ?? '') };
      if (merge.left !== columnOf(found[3] ?? '') || merge.bottom <= merge.top) return;
      starting.set(merge.top, [...(starting.get(merge.top) ?? []), merge]);
    },
  });
  return starting;
}

/** The rows of a sheet in slices, `marked` with what each cell is; rows the file leaves out are not there, those it holds blank are. */
export async function* sheetRows(workbook: Workbook, name: string, marked = false): AsyncGenerator<ForeignRow[], void> {
  const { zip, date1904 } = workbook;
  const part = workbook.sheets.find((sheet) => sheet.name === name)?.part ?? '';
  const shared = await sharedTexts(workbook);
  const formats = await numberFormats(workbook);
  const merges = await mergesDown(zip, part);
  const general: NumberFormat = { code: 0, isDate: false };
  let running: { readonly merge: Merge; readonly text: string }[] = [];

  let slice: ForeignRow[] = [];
  let line = 0;
  let cells: string[] = [];
  let marks: string[] = [];
  let column = -1;
  let type = '';
  let style = general;
  let value = '';
  let capture = false;
  let phonetic = 0;
  let inSheetData = false;

  const cellText = (): string => {
    if (type === 's') return shared[Number(value)] ?? '';
    if (type === 'b') return value === '1' ? '是' : '否';
    if (type === 'e') return '';
    if (type === 'd') return value.replace(/^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$/, '$1$2$3');
    if (type === 'str' || type === 'inlineStr') return unescapeControl(value);
    return numberText(value, style, date1904);
  };
  const put = (index: number, text: string) => {
    while (cells.length < index) cells.push('');
    cells[index] = text;
  };
  const reader = new XmlReader({
    open(element, attributes) {
      if (element === 'sheetData') inSheetData = true;
      if (!inSheetData) return;
      if (element === 'row') {
        line = Number(attribute(attributes, 'r')) || line + 1;
        cells = [];
        marks = [];
        column = -1;
      } else if (element === 'c') {
        const reference = attribute(attributes, 'r');
        column = reference ? columnOf(reference) : column + 1;
        type = attribute(attributes, 't') ?? '';
        const styled = attribute(attributes, 's');
        style = (styled === undefined ? undefined : formats[Number(styled)]) ?? general;
        value = '';
      } else if (element === 'rPh') phonetic += 1;
      else if (element === 'v' || element === 't') capture = phonetic === 0;
    },
    text(piece) {
      if (capture) value += piece;
    },
    close(element) {
      if (element === 'v' || element === 't') capture = false;
      else if (element === 'rPh') phonetic -= 1;
      else if (element === 'c' && inSheetData) {
        const text = value === '' ? '' : cellText();
        if (text !== '' && column >= 0 && column < mostColumns) {
          put(column, text);
          if (marked) marks[column] = type === '' || type === 'n' ? (style.isDate ? 'd' : 'n') : type === 'd' ? 'd' : ' ';
        }
      } else if (element === 'row' && inSheetData) {
        if (running.length > 0) running = running.filter(({ merge }) => merge.bottom >= line);
        for (const { merge, text } of running)
          if ((cells[merge.left] ?? '') === '') {
            put(merge.left, text);
            marks[merge.left] = 'v';
          }
        for (const merge of merges.get(line) ?? []) running.push({ merge, text: cells[merge.left] ?? '' });
        slice.push(marked ? [line, cells, Array.from(cells, (_, at) => marks[at] ?? ' ').join('')] : [line, cells]);
      } else if (element === 'sheetData') inSheetData = false;
    },
  });
  for await (const text of zip.text(part)) {
    reader.feed(text);
    while (slice.length >= sliceRows) {
      yield slice.slice(0, sliceRows);
      slice = slice.slice(sliceRows);
    }
  }
  reader.finish();
  if (slice.length > 0) yield slice;
}
