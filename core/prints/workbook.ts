import ExcelJS from 'exceljs';
import type { TextSheet } from '../../shared/prints/scheme-sheets.ts';

/**
 * Text as a cell keeps it: `_x0041_` would be read as an escaped letter, a control or a lone half of a pair is no XML. ECMA-376 §22.4.2.4.
 */
export function cellText(text: string): string {
  return text
    .toWellFormed()
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\p{Cc}\ufffe\uffff]/gu, (sign) =>
      sign === '\n' || sign === '\t' ? sign : `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    );
}

/** Sheets of which every cell is text, so that `1.10` keeps its 0 and `=1+1` is no formula. Header frozen and repeated on paper, A4. */
export async function writeSheets(sheets: readonly TextSheet[]): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  book.creator = 'Lantai';
  const lines = { style: 'thin' as const };
  const border = { top: lines, left: lines, bottom: lines, right: lines };
  for (const { name, orientation, columns, widths, rows, bold } of sheets) {
    const sheet = book.addWorksheet(name, {
      views: [{ state: 'frozen', ySplit: 1 }],
      pageSetup: { paperSize: 9, orientation, fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '1:1' },
      headerFooter: { oddFooter: '&C第 &P 页　共 &N 页' },
    });
    sheet.columns = widths.map((width) => ({ width, style: { numFmt: '@' } }));
    for (const [index, cells] of [columns, ...rows].entries()) {
      const isBold = index === 0 || bold?.has(index - 1);
      const row = sheet.addRow(cells.map(cellText));
      row.eachCell({ includeEmpty: true }, (cell) => {
        cell.numFmt = '@';
        cell.border = border;
        cell.alignment = { wrapText: true, vertical: 'middle', horizontal: index === 0 ? 'center' : 'left' };
        if (isBold) cell.font = { bold: true };
      });
    }
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}
