import { documentOf } from '../schemes/document.ts';
import type { SchemeTree } from '../schemes/schemes.ts';
import { categoryHeaders, sheetHeaders, sheetNames, sheetsOf } from '../schemes/sheet.ts';
import type { Piece } from './scheme-changes.ts';
import type { DiffLine, DiffSide, SchemeDiffPaper } from './scheme-diff.ts';

/** A sheet of text: heads, rows, and how wide each column is in characters. Rows of `bold` (counted from 0) are headings. */
export interface TextSheet {
  readonly name: string;
  readonly orientation: 'portrait' | 'landscape';
  readonly columns: readonly string[];
  readonly widths: readonly number[];
  readonly rows: readonly (readonly string[])[];
  readonly bold?: ReadonlySet<number>;
}

/** [P13] A version as the two sheets that read back as the same table. */
export function schemeSheets(tree: Pick<SchemeTree, 'scheme' | 'categories' | 'clauses'>): TextSheet[] {
  const { clauses, categories } = sheetsOf(documentOf(tree));
  return [
    {
      name: sheetNames.clauses,
      orientation: 'landscape',
      columns: sheetHeaders,
      widths: [10, 6, 12, 60, 8, 10, 16, 10, 10, 24, 30, 8, 8],
      rows: clauses,
      bold: new Set(tree.clauses.flatMap(({ disposition }, row) => (disposition === 'heading' ? [row] : []))),
    },
    { name: sheetNames.categories, orientation: 'landscape', columns: categoryHeaders, widths: [12, 24, 12, 28, 14], rows: categories },
  ];
}

/** [P12] A comparison as a sheet; what has no column of its own stands in the last. */
export function diffSheet({ from, to, lines }: SchemeDiffPaper): TextSheet {
  return {
    name: '版本对照',
    orientation: 'landscape',
    columns: ['变化', '原条款号', `原条款（${from}）`, '原期限', '新条款号', `新条款（${to}）`, '新期限', '其他改动'],
    widths: [18, 12, 50, 10, 12, 50, 10, 40],
    rows: lines.map(sheetRow),
    bold: new Set(lines.flatMap(({ kind }, row) => (kind === 'change' ? [] : [row]))),
  };
}

function sheetRow({ change, from, to }: DiffLine): string[] {
  const cells = (side: DiffSide | null) => [side?.no, side?.text, side?.term].map(textOf);
  const others = (to?.others ?? []).map((pieces, index) => {
    const [label, now] = pieces.map(({ text }) => text);
    return `${label ?? ''}${from?.others[index]?.[1]?.text ?? ''} → ${now ?? ''}`;
  });
  return [change, ...cells(from), ...cells(to), others.join('；')];
}

/** The text of pieces. */
export function textOf(pieces: readonly Piece[] | undefined): string {
  return (pieces ?? []).map(({ text }) => text).join('');
}
