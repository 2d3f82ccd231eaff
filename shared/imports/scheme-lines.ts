import { normalHeader, repeatsHeader } from './headers.ts';
import type { SchemeColumn, SchemePart, SchemeSkip } from './scheme.ts';
import { namedCategory } from './scheme-categories.ts';
import { continuesHeader, fitsColumns, guessSchemeColumns, isHeaderRow, isSchemeTable, joinHeaders } from './scheme-columns.ts';
import { joinLevels } from './scheme-levels.ts';
import { splitNumber } from './scheme-numbers.ts';

/** A line of the file as the reading worker gives it. `marks`: see `ForeignRow`. */
export interface SourceLine {
  readonly line: number;
  readonly cells: readonly string[];
  readonly marks: string;
}

export interface SourceSheet {
  readonly name: string;
  readonly lines: readonly (SourceLine & { readonly place?: string })[];
}

/** What a line is before its cells are looked at one by one. */
export type LineRole =
  | { readonly is: 'skip'; readonly reason: SchemeSkip }
  | { readonly is: 'section'; readonly text: string }
  /** Begins the list of what is not filed. */
  | { readonly is: 'no-file'; readonly text: string }
  /** One wide cell within a table, or a paragraph of the list of what is not filed. */
  | { readonly is: 'wide'; readonly text: string; readonly listed: boolean; readonly part: PartOfFile | undefined }
  | { readonly is: 'row'; readonly part: PartOfFile };

export interface PartOfFile extends Omit<SchemePart, 'taken' | 'rows'> {
  readonly headers: readonly (readonly string[])[];
  readonly below: readonly (readonly string[])[];
  readonly fits: boolean;
  /** A row with the numbers of its levels in one cell. */
  readonly joined: (line: SourceLine) => SourceLine;
  /** Whether its rows bear numbers: most of them do. */
  readonly numbered: boolean;
}

export interface RoledLine {
  readonly at: string;
  readonly sheet: string;
  readonly source: SourceLine;
  readonly role: LineRole;
}

const isBlank = (cells: readonly string[]) => cells.every((cell) => cell.trim() === '');
const filledOf = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== '');
/** The one thing a line says: one filled cell, or the same in all (a title merged over the columns). */
function wideText(cells: readonly string[]): string | undefined {
  const filled = filledOf(cells);
  const [first] = filled;
  return first !== undefined && filled.every((cell) => cell === first) ? first.trim() : undefined;
}

const isNote = (text: string) =>
  /^[（(【[]?\s*(?:填表|编制|使用)?\s*(?:说\s*明|备\s*注|附\s*注|注)\s*[\d一二三四五]?\s*[】\]]?\s*[:：.、]/.test(text) ||
  /^(?:说\s*明|注)$/.test(text);
const isPageMark = (text: string) =>
  /^(?:第\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?|[-—–]\s*\d+\s*[-—–]|\d+\s*\/\s*\d+|续表\s*\d*|（续表?）|\(续表?\))$/.test(text);
/** A title as it comes again on a later page: （续）, （续表一） and 第2页 apart. */
const titleKey = (text: string) =>
  normalHeader(text.replace(/[（(]?\s*(?:续表?|接上页|第\s*\d+\s*页)\s*[\d一二三四五六七八九十]*\s*[）)]?\s*$/, ''));
const signs =
  /^(?:(?:单位|部门|科室|档案)?(?:填表|填报|制表|编制|审核|审定|审批|批准|复核|经办|核对|校对|负责|联系|分管|主管)(?:人员?|领导|单位|部门)?|\p{Script=Han}{0,8}(?:日期|签字|签名|签章|盖章|公章|电话)|\p{Script=Han}{2,12}意见)\s*(?:[（(][^（）()]{0,8}[）)])?\s*[:：]/u;
const isDateLine = (text: string) => /^(?:\d{2,4})?\s*年\s*\d{0,2}\s*月\s*\d{0,2}\s*日$/.test(text);
/** 合计 12 条; 填表人：…, 审核人（签字）：…, 年 月 日: what stands below a table to be counted or signed. */
function isSignOff(cells: readonly string[]): boolean {
  const filled = filledOf(cells).map((cell) => cell.trim().replace(/\s*\n\s*/g, ' '));
  const total = filled.every((cell) =>
    /^(?:[合总共小]\s*计|[共计]*\s*\d+\s*[条件项卷个]?)(?:\s*[:：]?\s*共?\s*\d*\s*[条件项卷个]?[。.]?)$/.test(cell),
  );
  if (total && filled.some((cell) => /[合总共小]\s*计/.test(cell))) return true;
  return filled.some((cell) => signs.test(cell)) && filled.every((cell) => cell.length <= 60 && (signs.test(cell) || isDateLine(cell)));
}
/** 不归档范围, 下列文件材料可不归档：… begins the list of what is not filed. */
const opensNoFile = (text: string) =>
  text.length <= 80 &&
  /不(?:予)?归档/.test(text) &&
  (/[:：]$/.test(text) || /不(?:予)?归档(?:的)?(?:文件材料)?(?:的)?(?:范围|文件|材料)/.test(text));

/**
 * Finds the tables of a sheet and what each line is. Every line gets one role; the header may stand anywhere, come again on every page,
 * or change midway (another table). Lines outside tables are titles, notes, prose.
 */
export function rolesOf(
  sheet: SourceSheet,
  chosen: ReadonlyMap<string, readonly Pick<SchemeColumn, 'index' | 'field'>[]>,
): { lines: RoledLine[]; parts: PartOfFile[] } {
  const parts: PartOfFile[] = [];
  const out: RoledLine[] = [];
  const placeOf = (line: SourceSheet['lines'][number]) => line.place || sheet.name;
  let part: PartOfFile | undefined;
  let place = '';
  let notes = false;
  let noFile = false;
  let titles = new Set<string>();

  const rowsBelow = (from: number): (readonly string[])[] => {
    const found: (readonly string[])[] = [];
    for (let at = from; at < sheet.lines.length && found.length < 300; at += 1) {
      const line = sheet.lines[at];
      if (!line || line.marks === 'p') continue;
      if (isHeaderRow(line.cells)) break;
      if (filledOf(line.cells).length > 1) found.push(line.cells);
    }
    return found;
  };
  const open = (
    line: SourceSheet['lines'][number],
    headerRow: number,
    headers: readonly (readonly string[])[],
    below: (readonly string[])[],
  ): PartOfFile => {
    const joined = headers.reduce<readonly string[]>((upper, lower) => joinHeaders(upper, lower), []);
    const id = `${placeOf(line)}!${headerRow}`;
    const guessed = guessSchemeColumns(joined, below);
    const said = new Map(chosen.get(id)?.map(({ index, field }) => [index, field]));
    const elsewhere = new Set<SchemeColumn['field']>(
      [...said.values()].filter((field) => field !== 'remark' && field !== 'tick' && field !== 'ignore'),
    );
    const columns = guessed.map((column): SchemeColumn => {
      const own = said.get(column.index);
      if (own) return { ...column, field: own, because: 'chosen' };
      return elsewhere.has(column.field) ? { ...column, field: 'ignore', because: 'unknown' } : column;
    });
    const numberOf = (cells: readonly string[]) =>
      columns.some(
        ({ field, index }) =>
          (field === 'no' && (cells[index] ?? '').trim() !== '') || (field === 'text' && splitNumber(cells[index] ?? '')),
      );
    const made = {
      id,
      sheet: placeOf(line),
      headerRow,
      columns,
      headers,
      below,
      fits: isSchemeTable(columns, below),
      joined: joinLevels(columns),
      numbered: below.filter(numberOf).length * 2 >= below.length,
    };
    parts.push(made);
    return made;
  };

  for (let index = 0; index < sheet.lines.length; index += 1) {
    const line = sheet.lines[index];
    if (!line) continue;
    const { cells } = line;
    const paragraph = line.marks === 'p';
    const say = (role: LineRole, source: SourceLine = line) =>
      out.push({ at: `${paragraph ? '正文' : placeOf(line)}!${line.line}`, sheet: paragraph ? '正文' : placeOf(line), source, role });
    const skip = (reason: SchemeSkip) => say({ is: 'skip', reason });
    if (isBlank(cells)) {
      skip('blank');
      continue;
    }
    const wide = paragraph ? (cells[0] ?? '').trim() : wideText(cells);
    if (!paragraph) {
      const normal = (row: readonly string[]) => row.map(normalHeader);
      if (part?.headers.some((header) => repeatsHeader(cells, normal(header)))) {
        skip('header');
        continue;
      }
      if (isHeaderRow(cells)) {
        const headers: (readonly string[])[] = [cells];
        let next = index + 1;
        for (; next < sheet.lines.length && headers.length < 3; next += 1) {
          const under = sheet.lines[next];
          if (!under || under.marks === 'p' || isBlank(under.cells) || !continuesHeader(under.cells)) break;
          headers.push(under.cells);
        }
        part = open(line, line.line, headers, rowsBelow(index + headers.length));
        place = placeOf(line);
        notes = false;
        noFile = false;
        skip('header');
        for (const under of sheet.lines.slice(index + 1, index + headers.length))
          out.push({ at: `${placeOf(under)}!${under.line}`, sheet: placeOf(under), source: under, role: { is: 'skip', reason: 'header' } });
        index += headers.length - 1;
        continue;
      }
      // A table without a header: it goes on with the one before (a page break), or its values say what it is.
      if (wide === undefined && (!part || (placeOf(line) !== place && part.columns.length < cells.length))) {
        place = placeOf(line);
        const below = rowsBelow(index);
        if (fitsColumns(guessSchemeColumns([], below), cells)) part = open(line, 0, [], below);
        else {
          // A header nobody knows.
          part = open(line, line.line, [cells], below.slice(1));
          skip('header');
          continue;
        }
      } else if (wide === undefined && placeOf(line) !== place) place = placeOf(line);
    }
    if (part && !noFile && !notes && isSignOff(paragraph ? [cells[0] ?? ''] : cells)) {
      skip('sign-off');
      continue;
    }
    if (wide !== undefined) {
      if (isPageMark(wide)) skip('page-mark');
      else if (titles.has(titleKey(wide)) && !paragraph) skip('title');
      else if (opensNoFile(wide)) {
        noFile = true;
        notes = false;
        say({ is: 'no-file', text: wide });
      } else if (noFile && (splitNumber(wide) || !paragraph) && !isNote(wide) && !namedCategory(wide))
        say({ is: 'wide', text: wide, listed: true, part });
      else if (isNote(wide)) {
        notes = true;
        noFile = false;
        skip('note');
      } else if (wide.length <= 40 && namedCategory(wide) && !/[。；;]$/.test(wide)) {
        notes = false;
        noFile = false;
        say({ is: 'section', text: wide });
      } else if (notes) skip('note');
      else if (paragraph) {
        noFile = false;
        skip(part ? 'prose' : 'title');
      } else if (!part || (place !== placeOf(line) && !part.fits)) {
        titles = new Set([...titles, titleKey(wide)]);
        skip('title');
      } else say({ is: 'wide', text: wide, listed: false, part });
      continue;
    }
    notes = false;
    noFile = false;
    if (part?.fits) say({ is: 'row', part }, part.joined(line));
    else skip('no-table');
  }
  return { lines: out, parts };
}
