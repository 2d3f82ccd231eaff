import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inForce } from '../support/scheme.ts';
import { coverageScreen } from './coverage.screen.ts';
import { frameScreen } from './frame.screen.ts';
import { itemsScreen } from './items.screen.ts';
import { expect, type Lantai, test } from './lantai.ts';
import { workYear } from './office.ts';
import { hindrances, isWiderThanTheWindow } from './sight.ts';

const pictures = join(import.meta.dirname, '../../test-results/screens');

/** A village with the shipped table in force and a few records of this year and the one before. */
async function openVillage(lantai: Lantai) {
  await expect(lantai.page.getByRole('heading', { name: '建立目录' })).toBeVisible();
  await lantai.call('settings.setUp', { kind: 'networked', archivist: '王芳' });
  const fonds = await lantai.call('fonds.create', {
    code: 'Z109-07',
    name: '㙦家坝村',
    unitType: 'village',
    organs: [{ code: 'CWH', name: '村委会' }],
  });
  const draft = await lantai.call('schemes.adopt', { fondsId: fonds.id, template: 'cunji' });
  const chosen = draft.clauses.find(({ no, text }) => no === '2.1' && text.includes('会议'))!;
  await lantai.call('schemes.editClause', {
    clauseId: chosen.id,
    was: { department: chosen.department, openness: chosen.openness },
    set: { department: '村委会', openness: 'open' },
  });
  const table = await inForce(lantai.call, draft.scheme.id, 2010);
  const clause = (no: string) => table.clauses.find((one) => one.no === no)!;
  const file = (no: string | null, year: number, title: string) =>
    lantai.call('items.create', { draft: { fondsId: fonds.id, year, title, clauseId: no === null ? null : clause(no).id } });
  for (let index = 1; index <= 7; index += 1) await file('2.1', workYear, `村民代表会议记录（第${index}次）`);
  await file('3.9', workYear, '水库承包合同');
  await file('2.2', workYear - 1, '换届选举结果报告单');
  await file(null, workYear, '未定条款的一件');
  await frameScreen(lantai.page).isOpen();
  return { fonds, table, clause };
}

test('a village sees what each clause holds, what it never had and what the law wants', async ({ lantai, host }) => {
  const { page } = lantai;
  await openVillage(lantai);
  await frameScreen(page).go('三合一');
  const screen = coverageScreen(page);
  await screen.open('覆盖');
  const { coverage } = screen;
  await expect(coverage.room).toContainText(`${workYear} 年 9 件`);
  await expect(coverage.room).toContainText('缺条款 1 件（11%）');
  await expect(coverage.row('2.1')).toContainText('7');
  await expect(coverage.duties).toContainText('村民委员会组织法 第34条');
  const duty = (name: string) => coverage.duties.getByRole('listitem').filter({ hasText: name });
  await expect(duty('会议记录')).toContainText('本年 7 件，历年 7 件');
  await expect(duty('选举文件和选票')).toContainText('本年没有，历年 1 件');
  await expect(duty('宅基地使用方案')).toContainText('有条款，从未有过件');
  mkdirSync(join(pictures, host), { recursive: true });
  expect(await hindrances(page)).toEqual([]);
  expect(await isWiderThanTheWindow(page)).toBe(false);
  await page.screenshot({ path: join(pictures, host, 'coverage-village.png') });
  await coverage.filter(/^从未有过/).click();
  await expect(coverage.row('2.1')).toHaveCount(0);
  await expect(coverage.table.getByText('从未有过').first()).toBeVisible();
  await page.screenshot({ path: join(pictures, host, 'coverage-never.png') });
  await coverage.everyYear.click();
  await expect(coverage.room).toContainText('10 件');
  await coverage.room.getByRole('button', { name: '看缺条款的件' }).click();
  await expect(itemsScreen(page).row('未定条款的一件')).toBeVisible();
});

test('what is not filed is written down from the form, found again, taken back and restored', async ({ lantai, host }) => {
  const { page } = lantai;
  const { fonds } = await openVillage(lantai);
  const frame = frameScreen(page);
  const items = itemsScreen(page);
  const screen = coverageScreen(page);
  await frame.go('著录');
  await items.new.click();
  await items.field('题名').fill('关于国庆放假的通知');
  await items.field('文号').fill('云政办〔2025〕88号');
  await items.form.getByRole('button', { name: '不归档…' }).click();
  await expect(screen.decision.field('题名')).toHaveValue('关于国庆放假的通知');
  await screen.decision.save.click();
  await expect(page.getByRole('dialog')).toContainText('要填');
  await screen.decision.field('理由').fill('无查考');
  await page
    .getByRole('option', { name: '无查考利用价值的事务性、临时性文件' })
    .or(page.getByTitle('无查考利用价值的事务性、临时性文件'))
    .first()
    .click();
  expect(await hindrances(page)).toEqual([]);
  mkdirSync(join(pictures, host), { recursive: true });
  await page.screenshot({ path: join(pictures, host, 'not-filed-form.png') });
  await screen.decision.save.click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(items.field('题名')).toHaveValue('');
  expect((await lantai.call('items.list', { fondsId: fonds.id })).total).toBe(10);

  await frame.go('三合一');
  await screen.open('不归档');
  const row = screen.notFiled.list.getByRole('row').filter({ hasText: '关于国庆放假的通知' });
  await expect(row).toContainText('无查考利用价值的事务性、临时性文件');
  await expect(row).toContainText('王芳');
  expect(await hindrances(page)).toEqual([]);
  await page.screenshot({ path: join(pictures, host, 'not-filed.png') });
  await screen.notFiled.find.fill('不会有的字');
  await expect(row).toHaveCount(0);
  await screen.notFiled.find.fill('国庆');
  await row.click();
  await screen.notFiled.takeBack.click();
  await expect(row).toHaveCount(0);
  await screen.notFiled.view('已撤回').click();
  await row.click();
  await screen.notFiled.restore.click();
  await screen.notFiled.view('有效').click();
  await expect(row).toBeVisible();
  await screen.open('覆盖');
  await expect(screen.coverage.room).toContainText('不归档决定 1 份');
});

test('the form tells until when a record is kept, and a clause brings its defaults where nothing was typed', async ({ lantai, host }) => {
  const { page } = lantai;
  await openVillage(lantai);
  await frameScreen(page).go('著录');
  const items = itemsScreen(page);
  await items.new.click();
  const dates = items.form.getByRole('note', { name: '期限推算' });
  await expect(dates).toHaveText(`期限未定 · ${workYear + 25}-12-31 起可作开放审核`);
  await items.field('条款').fill('2.3');
  await page.getByText(/^2\.3　选票/).click();
  await expect(dates).toContainText(`保管至 ${workYear + 10}-12-31`);
  await items.field('条款').fill('2.1');
  await page.getByText(/^2\.1　村民会议/).click();
  await expect(dates).toContainText('不到期');
  await expect(items.field('机构或问题')).toHaveValue('村委会');
  await expect(items.form.locator('[data-field=openness]')).toContainText('开放');
  await items.field('日期').fill(`${workYear}.3.5`);
  await expect(dates).toContainText(`${workYear + 25}-03-05 起可作开放审核`);
  expect(await hindrances(page)).toEqual([]);
  mkdirSync(join(pictures, host), { recursive: true });
  await page.screenshot({ path: join(pictures, host, 'items-dates.png') });
});
