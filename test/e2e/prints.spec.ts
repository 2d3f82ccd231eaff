import { execFileSync } from 'node:child_process';
import ExcelJS from 'exceljs';
import { frameScreen } from './frame.screen.ts';
import { expect, test } from './lantai.ts';
import { documents, keep, openOffice, workYear } from './office.ts';
import { printsScreen } from './prints.screen.ts';

test('a cell of the holdings is chosen, and its catalogue written as PDF and as xlsx', async ({ lantai }) => {
  const fonds = await openOffice(lantai);
  const items = await keep(lantai, fonds);
  await lantai.call('items.create', { draft: { fondsId: fonds.id, year: workYear, term: 'D30' as never, title: '没有编号的一件' } });
  await frameScreen(lantai.page).go('打印');
  const prints = printsScreen(lantai.page);
  await prints.cell(new RegExp(`^${workYear} 年度 永久，\\s*4\\s*件`)).click();
  await expect(prints.preview).toContainText(items[0]!.number!);
  await expect(prints.pdf).toHaveText('输出 PDF（4 件）');

  await prints.pdf.click();
  await expect(prints.written).toContainText('4 件');
  const pdf = await lantai.saved(() => prints.save.click());
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
  const close = (words: string) => words.replace(/\s/g, '');
  for (const item of items) {
    expect(close(text)).toContain(close(item.number!));
    expect(close(text)).toContain(close(item.title));
  }
  expect(text).toContain('责任者');
  expect(text).not.toContain('没有编号的一件');

  await prints.xlsx.click();
  await expect(prints.written).toContainText('xlsx');
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await lantai.saved(() => prints.save.click()));
  const cells = JSON.stringify(book.worksheets.map((sheet) => sheet.getSheetValues()));
  for (const item of items) for (const value of [item.number!, item.title]) expect(cells).toContain(value);
  await expect(prints.outputs.getByRole('row')).toHaveCount(3);
});

test('what has no number is told before printing, with a door to number it', async ({ lantai }) => {
  const fonds = await openOffice(lantai);
  await keep(lantai, fonds, documents.slice(0, 1));
  await lantai.call('items.create', { draft: { fondsId: fonds.id, year: workYear, term: 'Y' as never, title: '没有编号的一件' } });
  await frameScreen(lantai.page).go('打印');
  const prints = printsScreen(lantai.page);
  await expect(prints.choice).toContainText('有 1 件还没有档号');
  await prints.choice.getByRole('button', { name: '去编号' }).click();
  await expect(lantai.page.getByRole('region', { name: '著录', exact: true })).toContainText('没有编号的一件');
});

test('an empty catalogue says what belongs here and offers the first act', async ({ lantai }) => {
  await openOffice(lantai);
  await frameScreen(lantai.page).go('打印');
  const prints = printsScreen(lantai.page);
  await expect(prints.room).toContainText('还没有著录');
  await prints.room.getByRole('button', { name: '去导入' }).click();
  await expect(lantai.page.getByRole('region', { name: '导入', exact: true })).toBeVisible();
});
