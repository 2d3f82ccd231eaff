import { frameScreen } from './frame.screen.ts';
import { compose } from './ime.ts';
import { itemsScreen } from './items.screen.ts';
import { expect, test } from './lantai.ts';
import { documents, keep, openOffice, workYear } from './office.ts';
import { searchScreen } from './search.screen.ts';

test('any one, two or three characters find, and the hit is marked', async ({ lantai }) => {
  const fonds = await openOffice(lantai);
  await keep(lantai, fonds);
  await frameScreen(lantai.page).go('检索');
  const search = searchScreen(lantai.page);
  await expect(search.box).toBeFocused();
  await expect(search.start).toBeVisible();
  for (const [query, titles, mark] of [
    ['㙦', ['㙦家坝村村务公开情况的报告'], '㙦'],
    ['通知', ['关于成立防汛抗旱指挥部的通知', '关于做好春耕生产工作的通知'], '通知'],
    ['指挥部', ['关于成立防汛抗旱指挥部的通知'], '指挥部'],
    [`[${workYear}]7`, ['乡镇档案集中管理实施方案'], `〔${workYear}〕7`],
    ['东柜', ['关于成立防汛抗旱指挥部的通知'], '东柜'],
    ['通知 防汛', ['关于成立防汛抗旱指挥部的通知'], '防汛'],
    ['bgs-0003', ['㙦家坝村村务公开情况的报告'], 'BGS-0003'],
  ] as const) {
    await search.box.fill(query);
    await expect(search.total, query).toContainText(`找到 ${titles.length} 件`);
    await expect(search.rows, query).toHaveCount(titles.length);
    for (const title of titles) await expect(search.rows.filter({ hasText: title }), query).toHaveCount(1);
    await expect(search.results.getByText(mark, { exact: true }).first(), query).toBeVisible();
  }
  await search.box.fill('没有这几个字');
  await expect(search.none).toBeVisible();
  await search.box.fill('');
  await expect(search.start).toBeVisible();
});

test('nothing is looked up while an input method is composing', async ({ lantai }) => {
  const { page } = lantai;
  const fonds = await openOffice(lantai);
  await keep(lantai, fonds, documents.slice(0, 2));
  await frameScreen(page).go('检索');
  const search = searchScreen(page);
  await search.box.focus();
  await compose(page, 'tongzhi', '通知', async () => {
    await expect(search.box).toHaveValue('tongzhi');
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)));
    await expect(search.none).toBeHidden();
    await expect(search.start).toBeVisible();
  });
  await expect(search.total).toContainText('找到 2 件');
});

test('by keyboard: Ctrl+K, words, Enter, arrow, Enter opens the item', async ({ lantai }) => {
  const { page } = lantai;
  const fonds = await openOffice(lantai);
  await keep(lantai, fonds);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('指挥部');
  await page.keyboard.press('Enter');
  const search = searchScreen(page);
  await expect(search.box).toHaveValue('指挥部');
  await expect(search.rows).toHaveCount(1);
  await search.box.press('ArrowDown');
  await expect(search.results).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(itemsScreen(page).field('题名')).toHaveValue('关于成立防汛抗旱指挥部的通知');
});

test('year and retention narrow what is found, and are cleared together', async ({ lantai }) => {
  const fonds = await openOffice(lantai);
  await keep(lantai, fonds);
  await keep(lantai, fonds, [{ title: '关于旧事的通知', year: 2005, term: 'long' as never, date: '20050101' }]);
  await frameScreen(lantai.page).go('检索');
  const search = searchScreen(lantai.page);
  await search.box.fill('通知');
  await expect(search.rows).toHaveCount(3);
  await search.yearTo.fill('2006');
  await search.yearTo.press('Tab');
  await expect(search.rows).toHaveCount(1);
  await expect(search.rows).toContainText('关于旧事的通知');
  await search.clear.click();
  await expect(search.rows).toHaveCount(3);
});
