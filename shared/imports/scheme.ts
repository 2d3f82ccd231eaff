import { z } from 'zod';
import { StagedId } from '../files/files.ts';
import { FondsId } from '../fonds/fonds.ts';
import { task, text } from '../operation.ts';
import { SchemeDocument } from '../schemes/document.ts';
import { SchemeId } from '../schemes/schemes.ts';

/** Reading a county's own 三合一 table (xlsx, csv, docx) into a draft: what was understood, what was mended, what a person must say. */

/** What a column of the table is. `tick`: a column headed by a term (永久, 30年) where a √ says it. `detail`: 重要的, 一般的 beside the clause. */
export const SchemeField = z.enum([
  'ignore',
  'no',
  'text',
  'detail',
  'term',
  'tick',
  'disposition',
  'category',
  'code',
  'heading',
  'department',
  'secrecy',
  'openness',
  'duty',
  'remark',
  'source',
  'checked',
  'depth',
]);
export type SchemeField = z.output<typeof SchemeField>;

export const SchemeColumn = z.object({
  index: z.int(),
  header: z.string(),
  field: SchemeField,
  /** By its header, by its values, by its neighbours, by the person, or unknown. */
  because: z.enum(['header', 'values', 'beside', 'chosen', 'unknown']),
  samples: z.array(z.string()),
});
export type SchemeColumn = z.output<typeof SchemeColumn>;

/** One table of the file: a header row and what stands below it, up to the next header that says something else. */
export const SchemePart = z.object({
  /** Names it in a choice: `sheet!line of the header`. */
  id: z.string(),
  /** Sheet of a workbook; `表1` … of a document. */
  sheet: z.string(),
  /** 1-based; 0 where no header was found and the values decided. */
  headerRow: z.int(),
  rows: z.int(),
  taken: z.boolean(),
  columns: z.array(SchemeColumn),
});
export type SchemePart = z.output<typeof SchemePart>;

/**
 * What is told of a line. Mended without asking: number-spelled … split. To be decided by the person (`decide`): number-lost (1.1 that was
 * 1.10), number-date (a date that was 1.2), number-missing (a number is proposed), number-twice, legacy-term (长期, 短期), term-unread,
 * terms-two, term-on-heading, continued (a row without number and term: more of the row above?), secrecy-not-here, category-code, too-long.
 * Only told (`note`): the others.
 */
export const SchemeReadKind = z.enum([
  'number-spelled',
  'number-from-text',
  'term-from-text',
  'term-from-tick',
  'split',
  'heading-from-column',
  'number-lost',
  'number-date',
  'number-missing',
  'number-twice',
  'legacy-term',
  'term-unread',
  'terms-two',
  'term-on-heading',
  'continued',
  'secrecy-not-here',
  'category-code',
  'too-long',
  'no-term',
  'field-unread',
  'column-unread',
  'moved',
  'suffix',
  'middle-missing',
  'gap',
  'category-assumed',
]);
export type SchemeReadKind = z.output<typeof SchemeReadKind>;

export const SchemeReadFinding = z.object({
  /** Names the row in a decision. */
  at: z.string(),
  sheet: z.string(),
  line: z.int(),
  /** Index among the rows read (all categories counted on); null where the line became none. */
  row: z.int().nullable(),
  kind: SchemeReadKind,
  severity: z.enum(['repaired', 'decide', 'note']),
  /** As it stands in the file, and as it is taken (or proposed; '' nothing is proposed). */
  before: z.string(),
  after: z.string(),
  /** Values a decision may take; empty: any text (a number, a code). */
  choices: z.array(z.string()),
  /** False while the person has not decided. */
  decided: z.boolean(),
});
export type SchemeReadFinding = z.output<typeof SchemeReadFinding>;

/** Why a line became no row. */
export const SchemeSkip = z.enum([
  'blank',
  'title',
  'header',
  'note',
  'page-mark',
  'sign-off',
  'prose',
  'no-table',
  'classified',
  'left-out',
  'other-sheet',
]);
export type SchemeSkip = z.output<typeof SchemeSkip>;

/** Lines read = taken + merged + sections + skipped + refused, always. A taken line gives one row or several. */
export const SchemeBalance = z.object({
  read: z.int(),
  taken: z.int(),
  /** Taken as more of the row above. */
  merged: z.int(),
  /** Name a 门类. */
  sections: z.int(),
  skipped: z.int(),
  /** Too long to be kept; the person must leave them out or shorten them in the file. */
  refused: z.int(),
});
export type SchemeBalance = z.output<typeof SchemeBalance>;

export const SchemeReading = z.object({
  fileName: z.string(),
  format: z.enum(['csv', 'xlsx', 'docx']),
  encoding: z.string(),
  /** Written by this program: read back exactly, nothing guessed. */
  own: z.boolean(),
  /** What of a document was passed over: textBoxes, deletions, nestedTables. */
  notes: z.array(z.string()),
  parts: z.array(SchemePart),
  document: SchemeDocument,
  /** Where each row of the document, in order, comes from. */
  origins: z.array(z.object({ at: z.string(), sheet: z.string(), line: z.int() })),
  findings: z.array(SchemeReadFinding),
  skipped: z.array(z.object({ at: z.string(), sheet: z.string(), line: z.int(), reason: SchemeSkip, text: z.string() })),
  balance: SchemeBalance,
  undecided: z.int(),
});
export type SchemeReading = z.output<typeof SchemeReading>;

/** What a person says to a finding. `at` '' decides all of a kind (with `before`, all that stand so in the file); `*` takes the proposal. */
export const SchemeDecision = z.strictObject({
  kind: SchemeReadKind,
  at: z.string().max(200).default(''),
  before: z.string().max(4200).default(''),
  value: z.string().max(60),
});
export type SchemeDecision = z.output<typeof SchemeDecision>;

const choices = {
  stagedId: StagedId,
  fondsId: FondsId,
  /** Only this sheet; '' all that hold a table. */
  sheet: text(120).default(''),
  parts: z
    .array(
      z.strictObject({
        id: z.string().max(200),
        taken: z.boolean().default(true),
        columns: z.array(z.strictObject({ index: z.int().min(0).max(16_384), field: SchemeField })).default([]),
      }),
    )
    .max(1000)
    .default([]),
  /** 门类 of rows that name none. */
  category: z.string().max(60).default(''),
  decisions: z.array(SchemeDecision).max(50_000).default([]),
  /** Lines the person leaves out. */
  leaveOut: z.array(z.string().max(200)).max(50_000).default([]),
};

export const schemeImportOperations = {
  /** 试算: reads the whole file and says what would become of every line. Nothing is kept. */
  'imports.readScheme': task(z.strictObject(choices), SchemeReading),
  /** Makes a draft of the file as it is read with these choices; refused (`not-yet`) while anything is undecided. All or nothing. */
  'imports.adoptScheme': task(
    z.strictObject({ ...choices, title: text(120).default('') }),
    z.object({ schemeId: SchemeId, rows: z.int(), balance: SchemeBalance }),
  ),
};
