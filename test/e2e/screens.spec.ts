import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { frameScreen, rooms, roomsInEnglish } from './frame.screen.ts';
import { expect, test } from './lantai.ts';
import { keep, openOffice } from './office.ts';
import { hindrances, isWiderThanTheWindow } from './sight.ts';

const pictures = join(import.meta.dirname, '../../test-results/screens');

for (const [language, names] of [
  ['zh-CN', rooms],
  ['en', roomsInEnglish],
] as const)
  test(`every screen in ${language}: nothing hinders, nothing is cut off, a picture is taken`, async ({ lantai, host }) => {
    test.setTimeout(180_000);
    const fonds = await openOffice(lantai);
    await keep(lantai, fonds);
    const { page } = lantai;
    const folder = join(pictures, host);
    mkdirSync(folder, { recursive: true });
    const frame = frameScreen(page);
    if (language === 'en') await frame.speak('English');
    const look = async (name: string) => {
      expect.soft(await hindrances(page), name).toEqual([]);
      expect.soft(await isWiderThanTheWindow(page), `${name} is wider than the window`).toBe(false);
      await page.screenshot({ path: join(folder, `${name}-${language}.png`) });
    };
    for (const [index, room] of names.entries()) {
      await frame.go(room);
      await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByRole('main').getByText(/^(正在读取|Reading)$/)).toHaveCount(0);
      await look(['desk', 'imports', 'items', 'schemes', 'search', 'prints', 'sync', 'settings'][index]!);
      if (index === 2) {
        await page.keyboard.press('Alt+n');
        await expect(page.getByRole('form').first()).toBeVisible();
        await look('items-form');
        await page.keyboard.press('Escape');
      }
      if (index === 4) {
        await page.getByRole('searchbox').fill('通知');
        await expect(page.getByRole('main').getByText('通知', { exact: true }).first()).toBeVisible();
        await look('search-found');
      }
      if (index === 7)
        for (const part of ['fonds', 'backup', 'audit'].entries()) {
          await page
            .getByRole('main')
            .getByRole('tab')
            .nth(part[0] + 1)
            .click();
          await look(`settings-${part[1]}`);
        }
    }
  });

test('the work is safe: a backup counts once it was opened and checked, and the record of acts holds', async ({ lantai }) => {
  const { settingsScreen } = await import('./settings.screen.ts');
  const fonds = await openOffice(lantai);
  await keep(lantai, fonds);
  await frameScreen(lantai.page).go('设置');
  const settings = settingsScreen(lantai.page);
  await settings.part('备份').click();
  await settings.backup.make.click();
  await expect(settings.backup.made).toContainText('4 件');
  await expect(settings.backup.list).toContainText('已备份，已核对');
  await expect(frameScreen(lantai.page).status).toContainText('已验证');
  await settings.part('操作记录').click();
  await settings.audit.verify.click();
  await expect(settings.audit.verdict).toContainText('没有断开的地方');
  await expect(settings.audit.list).toContainText('著录');
  await settings.audit.find.fill('李军');
  await expect(settings.room.getByText('没有含「李军」的操作')).toBeVisible();
});
