import { z } from 'zod';
import { OutputFile, StagedId } from '../files/files.ts';
import { FondsId } from '../fonds/fonds.ts';
import { command, id, Moment, query, task, text } from '../operation.ts';
import { Term } from '../retention/retention.ts';
import { CategoryCode } from '../schemes/schemes.ts';
import { schemeImportOperations } from './scheme.ts';

export const BatchId = id<'BatchId'>();
export type BatchId = z.output<typeof BatchId>;

/** The fields a column may fill. `ignore` leaves it out. */
export const ImportField = z.enum([
  'ignore',
  'number',
  'fondsCode',
  'category',
  'year',
  'term',
  'clauseNo',
  'organ',
  'organCode',
  'catalogue',
  'volume',
  'serial',
  'responsible',
  'documentNumber',
  'title',
  'date',
  'secrecy',
  'openness',
  'pages',
  'box',
  'remark',
]);
export type ImportField = z.output<typeof ImportField>;

export const ImportColumn = z.object({
  index: z.int(),
  /** As it stands in the file, and as it reads without inner spaces and brackets. */
  header: z.string(),
  field: ImportField,
  /** Why: matched by the table of headers, guessed from values, or nothing known. */
  because: z.enum(['header', 'values', 'unknown']),
  samples: z.array(z.string()),
});
export type ImportColumn = z.output<typeof ImportColumn>;

export const Inspection = z.object({
  fileName: z.string(),
  format: z.enum(['csv', 'xlsx', 'docx']),
  /** utf-8, gb18030 … as detected; '' for xlsx. */
  encoding: z.string(),
  delimiter: z.string(),
  sheets: z.array(z.string()),
  sheet: z.string(),
  /** 1-based line of the header row; 0 where none was found (every column is then `unknown`). */
  headerRow: z.int(),
  /** Rows below the header; trailing blank rows are not counted. */
  rows: z.int(),
  /** Rows among them that bear 秘密 or above and will be left out (not on a 涉密单机). Their values are in no sample. */
  classified: z.int(),
  columns: z.array(ImportColumn),
});
export type Inspection = z.output<typeof Inspection>;

/** What becomes of a row. `repeated` counts as skipped: the same row stands earlier in the file. */
export const RowOutcome = z.enum(['new', 'updated', 'unchanged', 'skipped', 'rejected']);
export type RowOutcome = z.output<typeof RowOutcome>;

/** read = new + updated + unchanged + skipped + rejected, always. */
export const Balance = z.object({ read: z.int(), new: z.int(), updated: z.int(), unchanged: z.int(), skipped: z.int(), rejected: z.int() });
export type Balance = z.output<typeof Balance>;

/** Why a row was rejected, skipped or only noted; closed list, words on the screen. Of a classified row only its line is kept. */
export const RowReason = z.enum([
  'no-title',
  'no-year',
  'bad-year',
  'bad-date',
  'bad-term',
  'legacy-term-too-late',
  'bad-pages',
  'bad-secrecy',
  'classified',
  'number-taken',
  'number-twice',
  'unknown-clause',
  'other-fonds',
  'too-long',
  'too-many-cells',
  'repeated-header',
  'blank',
  'subtotal',
  'repeated-row',
  'maybe-classified',
  'date-outside-year',
  'no-term',
  // Notes on rows that are taken all the same: an unknown 开放标识 or 件号 is left out; a 件号 makes no number for want of its other parts;
  // a hand edit made since the last import stands; a part of a number already given stands.
  'bad-openness',
  'bad-serial',
  'number-incomplete',
  'edited-by-hand',
  'number-stands',
  // On an updated row, one for each field that changes: `value` is 'old → new'.
  'field-changed',
  // Skipped: the item it made lies in the recycle bin.
  'in-bin',
]);
export type RowReason = z.output<typeof RowReason>;

export const RowProblem = z.object({
  /** 1-based line in the file (or row in the sheet). */
  line: z.int(),
  outcome: RowOutcome,
  reason: RowReason,
  field: ImportField.nullable(),
  /** The value as it stands in the file; '' for a classified row. */
  value: z.string(),
});
export type RowProblem = z.output<typeof RowProblem>;

export const Batch = z.object({
  id: BatchId,
  fondsId: FondsId,
  fileName: z.string(),
  /** rehearsed 已试算 · committed 已导入 · discarded. */
  state: z.enum(['rehearsed', 'committed', 'discarded']),
  balance: Balance,
  /** Counted by reason. */
  reasons: z.record(z.string(), z.int()),
  createdAt: Moment,
  committedAt: Moment.nullable(),
});
export type Batch = z.output<typeof Batch>;

export const importOperations = {
  ...schemeImportOperations,
  /** Looks at a staged file: encoding, header row, columns and what they seem to be. Nothing is kept. */
  'imports.inspect': task(z.strictObject({ stagedId: StagedId, sheet: text(120).default('') }), Inspection),
  /** 试算 dry run: reads every row into staging and says what would become of it. The catalogue is not touched. */
  'imports.rehearse': task(
    z.strictObject({
      stagedId: StagedId,
      fondsId: FondsId,
      sheet: text(120).default(''),
      /** Field of each column by index; columns not named keep the guess of inspect. */
      columns: z.array(z.object({ index: z.int(), field: ImportField })).default([]),
      /** For rows whose own cell is empty or missing. */
      defaults: z
        .strictObject({ year: z.int().nullable().default(null), term: Term.nullable().default(null), category: CategoryCode.default('WS') })
        .prefault({}),
    }),
    Batch,
  ),
  /** Puts a rehearsed batch into the catalogue in one act. The same file again doubles nothing. */
  'imports.commit': task(z.strictObject({ batchId: BatchId }), Batch),
  'imports.batches': query(z.strictObject({ fondsId: FondsId }), z.array(Batch)),
  'imports.problems': query(
    z.strictObject({
      batchId: BatchId,
      /** Only problems of rows with this outcome; null all. */
      outcome: RowOutcome.nullable().default(null),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    z.object({ rows: z.array(RowProblem), total: z.int() }),
  ),
  /** The first rows as they would be catalogued. */
  'imports.sample': query(
    z.strictObject({ batchId: BatchId, limit: z.int().min(1).max(200).default(50) }),
    z.array(z.object({ line: z.int(), outcome: RowOutcome, fields: z.record(z.string(), z.string()) })),
  ),
  /** An xlsx of the rows that were not taken, as they stand in the file, with the reason; fit to be mended and imported again. */
  'imports.rejections': task(z.strictObject({ batchId: BatchId }), OutputFile),
  'imports.discard': command(z.strictObject({ batchId: BatchId }), Batch),
};
