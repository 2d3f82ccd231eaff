import { z } from 'zod';
import { OutputFile } from '../files/files.ts';
import { FondsId } from '../fonds/fonds.ts';
import { query, task, text } from '../operation.ts';
import { Term } from '../retention/retention.ts';
import { CategoryChoice, SchemeId } from '../schemes/schemes.ts';

/** What a catalogue covers. Unnumbered items are not printed. */
export const CatalogueChoice = z.strictObject({
  fondsId: FondsId,
  year: z.int(),
  term: Term.nullable().default(null),
  category: CategoryChoice.default('WS'),
  organ: text(60).default(''),
});
export type CatalogueChoice = z.output<typeof CatalogueChoice>;

const writing = { format: z.enum(['pdf', 'xlsx']), acceptMissing: z.boolean().default(false) };

/** `pages` counts every sheet of a PDF, the cover too; 0 for a workbook. */
const Printed = z.object({ file: OutputFile, rows: z.int(), pages: z.int() });

export const printOperations = {
  /** What would be printed: the first 20 rows, how many there are, how many wait for a number, characters no shipped face can draw. */
  'prints.preview': query(
    CatalogueChoice,
    z.object({
      rows: z.int(),
      unnumbered: z.int(),
      missingGlyphs: z.array(z.string()),
      first: z.array(z.array(z.string())),
    }),
  ),
  /**
   * 归档文件目录 (DA/T 22-2015: 序号 档号 文号 责任者 题名 日期 密级 页数 备注), A4 landscape, cover, header row on every page, page x of y.
   * `not-yet` with `what: 'rows'` when nothing is numbered; a PDF is `missing-glyphs` with `characters` unless `acceptMissing`, which
   * prints 〓 and lists the places at the end.
   */
  'prints.catalogue': task(
    CatalogueChoice.extend({
      ...writing,
      cover: z.boolean().default(true),
    }),
    Printed,
  ),
  /**
   * A version of the 三合一. PDF: A4 portrait, cover, sheet of consent, 分类方案, the official columns, what is not filed. Workbook: the two
   * sheets of schemes/sheet.ts, read back as the same table. `rows` counts the rows of the table; `missing-glyphs` as above.
   */
  'prints.scheme': task(z.strictObject({ schemeId: SchemeId, ...writing }), Printed),
  /** What changed between two versions, side by side, with the headings above it. `rows` counts the rows that changed. */
  'prints.schemeDiff': task(z.strictObject({ fromId: SchemeId, toId: SchemeId, ...writing }), Printed),
};
