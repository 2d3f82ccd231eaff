import { expect, type Locator, type Page } from '@playwright/test';

/** Rooms as the rail calls them, in the order of the work. */
export const rooms = ['工作台', '收集 · 导入', '著录', '三合一', '检索', '打印', '上报', '设置'] as const;
export const roomsInEnglish = ['Desk', 'Import', 'Catalogue', 'Scheme', 'Search', 'Print', 'Send to county', 'Settings'] as const;

/** Takes one of a choice, as a hand does: opens it, points at the words. */
export async function choose(field: Locator, words: string | RegExp): Promise<void> {
  await field.click();
  await field
    .page()
    .getByRole('option', { name: words, exact: typeof words === 'string' })
    .click();
}

/** The frame around every room. */
export function frameScreen(page: Page) {
  const rail = page.getByRole('navigation', { name: /各项工作|Rooms/ });
  const status = page.getByRole('region', { name: /^(状态|Status)$/ });
  return {
    rail,
    status,
    main: page.getByRole('main'),
    fonds: page.getByRole('banner').getByRole('combobox', { name: /全宗|Fonds/ }),
    year: page.getByRole('banner').getByRole('combobox', { name: /年度|Year/ }),
    searchBox: page.getByRole('banner').getByRole('textbox'),
    /** The catalogue is open: the rail stands. */
    async isOpen() {
      await expect(rail).toBeVisible();
    },
    async go(room: string) {
      await rail.getByRole('button', { name: room, exact: true }).click();
      await expect(rail.getByRole('button', { name: room, exact: true })).toHaveAttribute('aria-current', 'page');
    },
    async workOnYear(year: number) {
      await choose(page.getByRole('banner').getByRole('combobox', { name: '年度' }), new RegExp(`^${year} 年`));
    },
    async speak(language: 'English' | '中文') {
      await page.getByRole('banner').getByRole('button', { name: language, exact: true }).click();
    },
  };
}
