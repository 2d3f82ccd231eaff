import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeSample } from '../tour/sample.ts';
import { firstRunScreen } from './first-run.screen.ts';
import { frameScreen } from './frame.screen.ts';
import { importsScreen } from './imports.screen.ts';
import { itemsScreen } from './items.screen.ts';
import { expect, test } from './lantai.ts';
import { openOffice } from './office.ts';

const project = join(import.meta.dirname, '../..');
const screens = join(project, 'test-results/screens/hosted');
/** The README's own pictures are drawn anew only when asked for: LANTAI_PICTURES=1. */
const shown = process.env.LANTAI_PICTURES ? join(project, 'build/pictures') : screens;

test('the sheets of the first run are photographed @hosted', async ({ lantai }) => {
  const { page } = lantai;
  mkdirSync(screens, { recursive: true });
  const wizard = firstRunScreen(page);
  await expect(wizard.heading).toBeVisible();
  await page.screenshot({ path: join(screens, 'wizard-1.png') });
  await wizard.begin('联网', '王芳');
  await expect(wizard.code).toBeVisible();
  await page.screenshot({ path: join(screens, 'wizard-2.png') });
  await wizard.register({ unitType: '乡镇', county: '青石县' });
  await expect(wizard.finish).toBeVisible();
  await page.screenshot({ path: join(screens, 'wizard-3.png') });
  await wizard.consented.check();
  await page.getByRole('textbox', { name: '同意日期' }).fill('2026年1月5日');
  await page.screenshot({ path: join(screens, 'wizard-3-consented.png'), fullPage: true });
});

test('an old catalogue is brought in and photographed on the way @hosted', async ({ lantai }, info) => {
  test.setTimeout(240_000);
  const { page } = lantai;
  mkdirSync(shown, { recursive: true });
  const path = info.outputPath('青石乡旧目录.csv');
  writeSample(path);
  const fonds = await openOffice(lantai);
  const organs = ['办公室', '党政办', '财政所'].map((name, index) => ({ code: ['BGS', 'DZB', 'CZS'][index]!, name }));
  await lantai.call('fonds.edit', { id: fonds.id, was: { organs: fonds.organs }, set: { organs } });
  const frame = frameScreen(page);
  const imports = importsScreen(page);
  await frame.go('收集 · 导入');
  await lantai.chooseFile(path);
  await imports.pick.click();
  await expect(imports.columns).toBeVisible();
  await page.screenshot({ path: join(screens, 'imports-columns.png') });
  await imports.rehearse.click();
  await expect(imports.problems).toBeVisible();
  await expect(imports.sample).toBeVisible();
  await page.screenshot({ path: join(screens, 'imports-rehearsed.png') });
  await imports.problems.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(screens, 'imports-problems.png') });
  await imports.commit.click();
  await expect(imports.result).toBeVisible({ timeout: 60_000 });
  await page.screenshot({ path: join(screens, 'imports-result.png') });

  const { rows: taken } = await lantai.call('items.list', { fondsId: fonds.id, sort: 'date' });
  const year = taken[Math.floor(taken.length / 2)]!.year;
  await frame.workOnYear(year);
  await frame.go('著录');
  const items = itemsScreen(page);
  await items.room.getByRole('button', { name: '编号…' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^编号 .* 件$/ })
    .click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.locator('.ant-message-notice')).toHaveCount(0, { timeout: 30_000 });
  await page.screenshot({ path: join(screens, 'items-filled.png') });
  const { rows } = await lantai.call('items.list', { fondsId: fonds.id, year });
  await items.row(rows[2]!.title).first().dblclick();
  await expect(items.field('题名')).toHaveValue(rows[2]!.title);
  await page.screenshot({ path: join(shown, 'items.png') });
  await frame.go('三合一');
  await expect(page.getByRole('main').getByText('乡镇党委会、党委扩大会的记录、纪要')).toBeVisible();
  await page.screenshot({ path: join(shown, 'schemes.png') });
  await frame.go('打印');
  await expect(page.getByRole('main').getByText(/^正在读取$/)).toHaveCount(0);
  await page.screenshot({ path: join(screens, 'prints-filled.png') });
  await frame.go('工作台');
  await expect(page.getByRole('main').getByText(/件缺条款/)).toBeVisible();
  await page.screenshot({ path: join(screens, 'desk-filled.png') });
});
