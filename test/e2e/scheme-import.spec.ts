import { AxeBuilder } from '@axe-core/playwright';
import ExcelJS from 'exceljs';
import { frameScreen } from './frame.screen.ts';
import { expect, test } from './lantai.ts';
import { openOffice } from './office.ts';
import { schemesScreen } from './schemes.screen.ts';

test('a county table with lost numbers and old terms is rehearsed, decided by keyboard and made a draft', async ({ lantai }, info) => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Sheet1');
  sheet.addRow(['青石乡文件材料归档范围和保管期限表']);
  sheet.addRow(['条款号', '归档范围', '保管期限', '责任部门']);
  sheet.addRow([1, '党群工作']);
  for (let count = 1; count <= 11; count += 1)
    sheet.addRow([Number(`1.${count}`), `党群工作第${count}项文件材料`, count === 3 ? '长期' : '永久', '党建办']);
  sheet.addRow(['1.12', '党员管理、考核、教育培训']);
  sheet.addRow(['', '重要的', '永久', '党建办']);
  sheet.addRow(['', '一般的', '30年', '党建办']);
  sheet.addRow(['说明：本表由办公室负责解释。']);
  const path = info.outputPath('归档范围.xlsx');
  await book.xlsx.writeFile(path);

  const fonds = await openOffice(lantai);
  const { page } = lantai;
  await frameScreen(page).go('三合一');
  await schemesScreen(page)
    .room.getByRole('button', { name: /^新建…/ })
    .click();
  await page.getByRole('menuitem', { name: /^导入表格/ }).click();
  const dialog = page.getByRole('dialog', { name: '从表格文件建立草案' });
  await lantai.chooseFile(path);
  await dialog.getByRole('button', { name: '选择文件' }).click();

  const table = dialog.getByRole('grid', { name: '试读的结果' });
  await expect(table).toBeVisible();
  await expect(dialog.getByText('还有 4 处没有决定')).toBeVisible();
  await expect(dialog.getByText('原表 18 行 = 收入 15 + 并入上一行 0 + 门类 0 + 没收 3 + 收不下 0；成为 15 条')).toBeVisible();
  await expect(table.getByText('待定：条款号末尾的 0 丢了（1.1 → 1.10）')).toBeVisible();
  const make = dialog.getByRole('button', { name: /的草案$/ });
  await expect(make).toBeDisabled();
  await info.attach('scheme-import', { body: await page.screenshot({ path: info.outputPath('rehearsed.png') }), contentType: 'image/png' });
  const axe = await new AxeBuilder({ page }).include('.scheme-import').analyze();
  expect(axe.violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`)).toEqual([]);

  // What is proposed is taken group by group with one key; an old term is never mapped without a choice.
  for (let tries = 0; tries < 2; tries += 1) {
    const key = await dialog
      .getByRole('button', { name: /全部采用提议/ })
      .first()
      .getAttribute('aria-keyshortcuts');
    const before = await dialog.getByRole('button', { name: /全部采用提议/ }).count();
    await page.keyboard.press(`Alt+Digit${key?.at(-1)}`);
    await expect(dialog.getByRole('button', { name: /全部采用提议/ })).toHaveCount(before - 1);
  }
  await expect(dialog.getByText('还有 1 处没有决定')).toBeVisible();
  await dialog.getByRole('region', { name: '要你决定的' }).getByRole('button', { name: '30年' }).click();
  await expect(dialog.getByText('没有要决定的了。')).toBeVisible();
  await page.screenshot({ path: info.outputPath('decided.png') });
  await make.click();
  await expect(dialog).toHaveCount(0);

  const [draft] = await lantai.call('schemes.list', { fondsId: fonds.id });
  const tree = await lantai.call('schemes.tree', { schemeId: draft!.id });
  expect(tree.clauses.map(({ no, term }) => `${no} ${term ?? '—'}`)).toEqual([
    '1 —',
    '1.1 Y',
    '1.2 Y',
    '1.3 D30',
    '1.4 Y',
    '1.5 Y',
    '1.6 Y',
    '1.7 Y',
    '1.8 Y',
    '1.9 Y',
    '1.10 Y',
    '1.11 Y',
    '1.12 —',
    '1.12.1 Y',
    '1.12.2 D30',
  ]);
  expect(tree.findings).toEqual([]);
});
