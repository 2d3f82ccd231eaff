import type { Page } from '@playwright/test';
import { frameScreen, rooms } from './frame.screen.ts';
import { expect, test } from './lantai.ts';
import { keep, openOffice } from './office.ts';

/** Walks on by Tab until the hand rests on a button of that name. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab');
    const rests = await page.evaluate(() => {
      const { activeElement: here } = document;
      return here instanceof HTMLElement && here.matches('button, a') ? here.innerText.trim() : '';
    });
    if (rests === name) return;
  }
  throw new Error(`no way to ${name} by Tab`);
}

test('every room is reached, and its first act done, without a mouse', async ({ lantai }) => {
  const { page } = lantai;
  const fonds = await openOffice(lantai);
  await keep(lantai, fonds);
  const frame = frameScreen(page);
  for (const room of rooms) {
    await tabTo(page, room);
    await expect(page.locator(':focus')).toHaveCSS('outline-style', /solid|auto/);
    await page.keyboard.press('Enter');
    await expect(frame.rail.getByRole('button', { name: room, exact: true })).toHaveAttribute('aria-current', 'page');
    await expect(frame.main.getByRole('heading', { level: 1 })).toBeVisible();
  }

  // The skip link passes the rail; the search box answers to Ctrl+K from anywhere; ? shows the keys, Esc leaves them.
  await tabTo(page, '跳到正文');
  await page.keyboard.press('Enter');
  await expect(page.locator('#room')).toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: '本屏按键' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(frame.searchBox).toBeFocused();
  await page.keyboard.type('防汛');
  await page.keyboard.press('Enter');
  await expect(frame.main.getByRole('grid', { name: '检索结果' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(frame.main.getByRole('form', { name: '修改' })).toBeVisible();
});
