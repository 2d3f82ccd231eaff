import type { SchemeDocument } from '../schemes/document.ts';
import { areHeaders, categoriesFromSheets, categoryHeaders, readCategoryRow, sheetHeaders } from '../schemes/sheet.ts';
import type { SchemeReading } from './scheme.ts';
import { categoryOfCode } from './scheme-categories.ts';
import { bearsMark, saidSecrecy } from './scheme-cells.ts';
import { guessSchemeColumns } from './scheme-columns.ts';
import type { SchemeChoices, SchemeSetting, SchemeSource } from './scheme-source.ts';

type DocumentCategory = SchemeDocument['categories'][number];

/** A table this program wrote, as long as every cell reads as it was written. */
export function readOwn(source: SchemeSource, choices: SchemeChoices, setting: SchemeSetting): SchemeReading | undefined {
  const found = (headers: readonly string[]) => source.sheets.find(({ lines }) => areHeaders(lines[0]?.cells ?? [], headers));
  const [clauses, categories] = [found(sheetHeaders), found(categoryHeaders)];
  if (!clauses || !categories || choices.parts.length > 0 || choices.leaveOut.length > 0) return undefined;
  const rows = clauses.lines.slice(1);
  if (!setting.takesClassified && rows.some(({ cells }) => bearsMark(cells) || (saidSecrecy(cells[7] ?? '') ?? 0) > 1)) return undefined;
  const read = categoriesFromSheets(
    rows.map(({ cells }) => cells),
    categories.lines.slice(1).map(({ cells }) => cells),
  );
  if (!read) return undefined;
  const at = (line: number) => `${clauses.name}!${line}`;
  const byOrder = read.flatMap(({ code }) => rows.filter(({ cells }) => categoryCodeOf(cells[0] ?? '') === code));
  const others = source.sheets.filter((sheet) => sheet !== clauses);
  const skipped = [
    { at: at(1), sheet: clauses.name, line: 1, reason: 'header' as const, text: '' },
    ...others.flatMap(({ name, lines }) =>
      lines.map(({ line }, nth) => ({
        at: `${name}!${line}`,
        sheet: name,
        line,
        reason: name !== categories.name ? ('other-sheet' as const) : ('header' as const),
        text: '',
        nth,
      })),
    ),
  ];
  const sections = categories.lines.length - 1;
  const realSkips = skipped.filter((each) => !('nth' in each) || each.sheet !== categories.name || each.nth === 0);
  return {
    fileName: source.fileName,
    format: source.format,
    encoding: source.encoding,
    own: true,
    notes: [],
    parts: [
      {
        id: at(1),
        sheet: clauses.name,
        headerRow: 1,
        rows: rows.length,
        taken: true,
        columns: guessSchemeColumns(
          sheetHeaders,
          rows.slice(0, 200).map(({ cells }) => cells),
        ),
      },
    ],
    document: documentOfCategories(read),
    origins: byOrder.map(({ line }) => ({ at: at(line), sheet: clauses.name, line })),
    findings: [],
    skipped: realSkips.map(({ at, sheet, line, reason, text }) => ({ at, sheet, line, reason, text })),
    balance: {
      read: rows.length + sections + realSkips.length,
      taken: rows.length,
      merged: 0,
      sections,
      skipped: realSkips.length,
      refused: 0,
    },
    undecided: 0,
  };
}

export const categoryCodeOf = (text: string) => categoryOfCode(text).code;

export function documentOfCategories(categories: DocumentCategory[]): SchemeDocument {
  return {
    kind: 'lantai-scheme',
    version: 1,
    title: '三合一表',
    template: '',
    approvedBy: '',
    approvalNumber: '',
    approvalDate: '',
    categories,
  };
}

/** 门类 as the second sheet of a table of ours says them. */
export function categoryInfo(source: SchemeSource): Map<string, Omit<DocumentCategory, 'clauses'>> {
  const sheet = source.sheets.find(({ lines }) => areHeaders(lines[0]?.cells ?? [], categoryHeaders));
  const rows = sheet?.lines.slice(1).flatMap(({ cells }) => readCategoryRow(cells) ?? []) ?? [];
  return new Map(rows.map((row) => [row.code, row]));
}
