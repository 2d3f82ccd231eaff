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
  });
  expect(wizard.inputs()).toBeLessThanOrEqual(12);

  expect(await lantai.call('settings.get', {})).toMatchObject({ kind: 'networked', archivist: '王芳' });
  const [fonds] = await lantai.call('fonds.list', {});
  expect(fonds).toMatchObject({ code: 'Z109', name: '青石乡人民政府', unitType: 'township', county: '青石县' });
  const tree = await lantai.call('schemes.inForce', { fondsId: fonds!.id, year: 2024 });
  expect(tree?.scheme).toMatchObject({ state: 'in-force', yearFrom: 2020, template: 'xiangzhen' });

  const frame = frameScreen(lantai.page);
  await frame.go('著录');
  await itemsScreen(lantai.page).new.click();
  await expect(itemsScreen(lantai.page).form).toBeVisible();
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
