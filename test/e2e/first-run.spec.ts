import { firstRunScreen } from './first-run.screen.ts';
import { frameScreen } from './frame.screen.ts';
import { compose, enterForTheInputMethod } from './ime.ts';
import { itemsScreen } from './items.screen.ts';
import { expect, test } from './lantai.ts';

test('from a fresh computer to a usable catalogue in at most twelve inputs', async ({ lantai }) => {
  const wizard = firstRunScreen(lantai.page);
  await wizard.setUp({
    kind: '联网',
    archivist: '王芳',
    code: 'Z109',
    name: '青石乡人民政府',
    unitType: '乡镇',
    county: '青石县',
    year: 2020,
    consent: { number: '青档复〔2019〕8号', date: '2019年12月30日' },
  });
  expect(wizard.inputs()).toBeLessThanOrEqual(12);

  expect(await lantai.call('settings.get', {})).toMatchObject({ kind: 'networked', archivist: '王芳' });
  const [fonds] = await lantai.call('fonds.list', {});
  expect(fonds).toMatchObject({ code: 'Z109', name: '青石乡人民政府', unitType: 'township', county: '青石县' });
  const tree = await lantai.call('schemes.inForce', { fondsId: fonds!.id, year: 2024 });
  expect(tree?.scheme).toMatchObject({
    state: 'in-force',
    yearFrom: 2020,
    template: 'xiangzhen',
    approvedBy: '青石县档案局',
    approvalNumber: '青档复〔2019〕8号',
    approvalDate: '20191230',
  });

  const frame = frameScreen(lantai.page);
  await frame.go('著录');
  await itemsScreen(lantai.page).new.click();
  await expect(itemsScreen(lantai.page).form).toBeVisible();
});

test('a table nobody has consented to yet is a draft, and cataloguing starts without clauses', async ({ lantai }) => {
  const wizard = firstRunScreen(lantai.page);
  await wizard.setUp({ unitType: '乡镇', county: '青石县' });
  const [fonds] = await lantai.call('fonds.list', {});
  expect(await lantai.call('schemes.list', { fondsId: fonds!.id })).toMatchObject([
    { state: 'draft', template: 'xiangzhen', approvedBy: '' },
  ]);
  await expect(lantai.page.getByRole('button', { name: /份三合一草案还没有报审/ })).toBeVisible();
  const items = itemsScreen(lantai.page);
  await frameScreen(lantai.page).go('著录');
  await items.new.click();
  await items.field('题名').fill('关于做好春耕生产工作的通知');
  await items.save.click();
  await expect.poll(async () => (await lantai.call('items.list', { fondsId: fonds!.id })).rows).toMatchObject([{ clauseId: null }]);
  // Coming back, nobody is asked again.
  await lantai.restart();
  await frameScreen(lantai.page).isOpen();
});

test('a consent is asked for whole before anything is made', async ({ lantai }) => {
  const { page } = lantai;
  const wizard = firstRunScreen(page);
  await wizard.begin('单机', '李军');
  await wizard.register({ county: '青石县' });
  await wizard.consented.check();
  await wizard.finish.click();
  await expect(page.getByText('要填', { exact: true })).toHaveCount(2);
  await page.getByRole('textbox', { name: '同意日期' }).fill('去年冬天');
  await expect(page.getByText('看不出是哪一天')).toBeVisible();
  const [fonds] = await lantai.call('fonds.list', {});
  expect(await lantai.call('schemes.list', { fondsId: fonds!.id })).toEqual([]);
});

test('an Enter that confirms a candidate of the input method does not leave the sheet', async ({ lantai }) => {
  const { page } = lantai;
  const wizard = firstRunScreen(page);
  await wizard.archivist.focus();
  await compose(page, 'wangfang', '王芳', () => enterForTheInputMethod(page));
  await expect(wizard.archivist).toHaveValue('王芳');
  await expect(wizard.code).toBeHidden();
  expect(await lantai.call('settings.get', {})).toMatchObject({ kind: null });
  await wizard.archivist.press('Enter');
  await expect(wizard.code).toBeVisible();
});

test('a wizard broken off by a crash goes on where it stopped and asks nothing twice', async ({ lantai }) => {
  await firstRunScreen(lantai.page).begin('单机', '李军');
  await expect(firstRunScreen(lantai.page).code).toBeVisible();
  await lantai.kill();
  await lantai.open();
  const wizard = firstRunScreen(lantai.page);
  await expect(wizard.code).toBeVisible();
  await expect(wizard.archivist).toBeHidden();
  await wizard.register({ code: '0134', name: '柳林村村民委员会', unitType: '村（社区）' });
  await wizard.start();
  await frameScreen(lantai.page).isOpen();
  expect(await lantai.call('settings.get', {})).toMatchObject({ kind: 'standalone', archivist: '李军' });
});

test('what is needed is said beside its field, and nothing is stored before it is there', async ({ lantai }) => {
  const wizard = firstRunScreen(lantai.page);
  await wizard.next.click();
  await expect(lantai.page.getByText('这一项要填')).toBeVisible();
  expect(await lantai.call('settings.get', {})).toMatchObject({ kind: null });
});
