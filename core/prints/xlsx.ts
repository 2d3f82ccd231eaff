import ExcelJS from 'exceljs';
import type { Catalogue } from '../../shared/prints/catalogue.ts';
import { cellText } from './workbook.ts';

const widths = [6, 28, 20, 20, 56, 12, 12, 7, 16];
const centred = new Set([1, 6, 7, 8]);

/** The catalogue as a workbook: one sheet of rows with every cell text, header frozen and repeated on paper; before it a cover sheet. */
export async function writeXlsx(catalogue: Catalogue, cover: boolean): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  book.creator = 'Lantai';
  if (cover) {
    const sheet = book.addWorksheet('封面', { pageSetup: { paperSize: 9, orientation: 'landscape' } });
    sheet.columns = [{ width: 16 }, { width: 60 }];
    for (const [label, value] of catalogue.cover) {
      const row = sheet.addRow([label, cellText(value)]);
      row.eachCell((cell) => {
        cell.numFmt = '@';
        cell.alignment = { wrapText: true, vertical: 'middle' };
      });
    }
  }
  const sheet = book.addWorksheet(catalogue.title, {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '1:1' },
    headerFooter: { oddFooter: '&C第 &P 页　共 &N 页' },
  });
  sheet.columns = widths.map((width) => ({ width, style: { numFmt: '@' } }));
  const lines = { style: 'thin' as const };
  const borders = { top: lines, left: lines, bottom: lines, right: lines };
  for (const [index, cells] of [catalogue.columns, ...catalogue.rows].entries()) {
    const row = sheet.addRow(cells.map(cellText));
    row.eachCell({ includeEmpty: true }, (cell, column) => {
      cell.numFmt = '@';
      cell.border = borders;
      cell.alignment = { wrapText: true, vertical: 'middle', horizontal: index === 0 || centred.has(column) ? 'center' : 'left' };
      if (index === 0) cell.font = { bold: true };
    });
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}
