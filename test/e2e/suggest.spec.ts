import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { frameScreen } from './frame.screen.ts';
import { compose } from './ime.ts';
import { itemsScreen } from './items.screen.ts';
import { expect, type Lantai, test } from './lantai.ts';
import { openOffice, workYear } from './office.ts';
import { suggestScreen } from './suggest.screen.ts';

/** An office that filed twelve papers on contributions last year, at the form of a new record. */
async function atTheForm(lantai: Lantai) {
  const fonds = await openOffice(lantai);
  const tree = await lantai.call('schemes.inForce', { fondsId: fonds.id, year: workYear });
  const clause = (no: string) => tree!.clauses.find((one) => one.no === no)!;
  for (let n = 1; n <= 12; n++)
    await lantai.call('items.create', {
      draft: { fondsId: fonds.id, year: workYear - 1, title: `关于做好第${n}批党费收缴工作的通知`, clauseId: clause('1.5.2').id },
    });
  await frameScreen(lantai.page).go('著录');
  const items = itemsScreen(lantai.page);
  await items.new.click();
  return { fonds, clause, items, suggested: suggestScreen(lantai.page) };
}

test('while a title is typed, the clauses it may belong under appear with their reasons, and Alt+1 takes the first', async ({
  lantai,
  host,
}) => {
  const { page } = lantai;
  const { fonds, clause, items, suggested } = await atTheForm(lantai);
  await items.field('题名').fill('关于收缴党费的通知');
  await expect(suggested.each).toHaveCount(3);
  await items.field('题名').fill('关于党费收缴的通知');
  await expect(suggested.each.first()).toContainText('1.5.2');
  await expect(suggested.each.first()).toContainText('“党费收缴”');
  await expect(suggested.each.first()).toContainText(`去年（${workYear - 1}）同类 12 件归入 1.5.2（30年）`);
  await expect(suggested.said).toContainText('1.5.2、');
  await expect(items.field('题名')).toBeFocused();
  for (const one of [items.field('题名'), suggested.each.first(), suggested.each.last()]) await expect(one).toBeInViewport({ ratio: 1 });

  const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('form').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  const pictures = join(import.meta.dirname, '../../test-results/screens', host);
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, 'items-suggested.png') });

  // Saved as it is, nothing suggested is filed.
  await page.keyboard.press('Control+s');
  await expect(items.row('关于党费收缴的通知')).toBeVisible();
  const [kept] = (await lantai.call('items.list', { fondsId: fonds.id, year: workYear })).rows;
  expect(kept).toMatchObject({ clauseId: null, term: null });

  await expect(page.getByRole('form', { name: '修改' })).toBeVisible();
  await expect(suggested.each.first()).toContainText('1.5.2');
  await items.field('题名').press('Alt+1');
  await expect(suggested.said).toHaveText('已选条款 1.5.2');
  await expect(suggested.list).toHaveCount(0);
  await page.keyboard.press('Control+s');
  await expect.poll(async () => (await lantai.call('items.get', { id: kept!.id })).clauseId).toBe(clause('1.5.2').id);
  expect(await lantai.call('items.get', { id: kept!.id })).toMatchObject({ clauseNo: '1.5.2', term: 'D30' });
});

test('a click takes a clause too, and the hand stays where it was; a clause that does not fit the title is quietly doubted', async ({
  lantai,
}) => {
  const { items, suggested } = await atTheForm(lantai);
  await items.field('题名').fill('宅基地审批表');
  await suggested.each.filter({ hasText: '3.2' }).click();
  await expect(items.field('题名')).toBeFocused();
  await expect(suggested.list).toHaveCount(0);
  await expect(suggested.differs).toHaveCount(0);
  await items.field('题名').fill('低保审批花名册');
  await expect(suggested.differs).toContainText('4.1');
  await expect(suggested.list).toHaveCount(0);
  await suggested.change.click();
  await expect(suggested.said).toHaveText('已选条款 4.1');
  await expect(suggested.differs).toHaveCount(0);
});

test('nothing is asked while an input method composes, and nothing is shown where nothing is known', async ({ lantai }) => {
  const { page } = lantai;
  const { items, suggested } = await atTheForm(lantai);
  await items.field('题名').fill('某某');
  await page.waitForTimeout(600);
  await expect(suggested.list).toHaveCount(0);
  await items.field('题名').fill('');
  await items.field('题名').focus();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('suggestClause') || (request.postData() ?? '').includes('suggestClause'))
      asked.push(request.postData() ?? '');
  });
  await compose(page, 'zhaijidi', '宅基地审批', async () => {
    await page.waitForTimeout(600);
    await expect(suggested.list).toHaveCount(0);
    expect(asked).toEqual([]);
  });
  await expect(suggested.each.first()).toContainText('3.2');
});
