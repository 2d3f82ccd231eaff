import type { Page } from '@playwright/test';
import { choose, frameScreen } from './frame.screen.ts';
import { compose, enterForTheInputMethod } from './ime.ts';
import { itemsScreen } from './items.screen.ts';
import { expect, type Lantai, test } from './lantai.ts';
import { documents, keep, openOffice, workYear } from './office.ts';

async function atTheItems(lantai: Lantai) {
  await frameScreen(lantai.page).go('著录');
  return itemsScreen(lantai.page);
}

for (const [dialect, number] of [
  ['dat22-item', `Z109-WS·${workYear}-Y-BGS-0001`],
  ['dat13-item', `Z109-WS·${workYear}·Y·办公室-0001`],
] as const)
  test(`a document is catalogued by hand with an input method and bears ${number}`, async ({ lantai }) => {
    const { page } = lantai;
    const fonds = await openOffice(lantai, { numberTemplate: dialect });
    const items = await atTheItems(lantai);
    await items.new.click();
    await items.chooseTerm('永久');
    await items.field('机构或问题').fill('办公室');
    await items.field('机构或问题').press('Tab');
    await items.field('责任者').focus();
    await compose(page, 'qingshi', '青石乡人民政府', () => enterForTheInputMethod(page));
    await items.field('题名').focus();
    await compose(page, 'guanyu', '关于', async () => {
      await enterForTheInputMethod(page);
      expect(await lantai.call('items.list', { fondsId: fonds.id })).toMatchObject({ total: 0 });
    });
    await compose(page, 'chungeng', '春耕生产的通知');
    await items.field('文号').focus();
    await compose(page, 'qingzheng', `青政发[${workYear}]1号`, async () => {
      await enterForTheInputMethod(page);
      await expect(items.field('文号')).toBeFocused();
    });
    await items.field('日期').fill(`${workYear}.3.5`);
    await items.field('页数').fill('3');
    await expect(items.preview).toContainText(number);
    await items.numberAtOnce.check();
    await items.save.click();
    await expect(items.said).toContainText(number);

    const { rows } = await lantai.call('items.list', { fondsId: fonds.id });
    expect(rows).toMatchObject([
      {
        number,
        title: '关于春耕生产的通知',
        responsible: '青石乡人民政府',
        documentNumber: `青政发[${workYear}]1号`,
        date: `${workYear}0305`,
        pages: 3,
        term: 'Y',
      },
    ]);
    await expect(items.row('关于春耕生产的通知')).toContainText(number);
  });

test('by keyboard alone: Ctrl+Enter saves and goes on, and the next document carries what stays the same', async ({ lantai }) => {
  const { page } = lantai;
  const fonds = await openOffice(lantai);
  const items = await atTheItems(lantai);
  await page.keyboard.press('Alt+n');
  await items.field('题名').fill('第一件');
  await items.field('责任者').fill('青石乡人民政府');
  await page.keyboard.press('Control+Enter');
  await expect(items.said).toContainText('已保存');
  await expect(items.field('题名')).toHaveValue('');
  await expect(items.field('责任者')).toHaveValue('青石乡人民政府');
  await items.field('题名').fill('第二件');
  await page.keyboard.press('Control+s');
  await expect(items.row('第二件')).toBeVisible();
  expect((await lantai.call('items.list', { fondsId: fonds.id })).rows.map((item) => [item.title, item.responsible])).toEqual([
    ['第一件', '青石乡人民政府'],
    ['第二件', '青石乡人民政府'],
  ]);
});

test('a half-typed form survives kill -9', async ({ lantai }) => {
  const fonds = await openOffice(lantai);
  const items = await atTheItems(lantai);
  await items.new.click();
  await items.field('题名').fill('写到一半的题名');
  await expect(items.said).toContainText('草稿已存');
  await lantai.kill();
  await lantai.open();
  const again = await atTheItems(lantai);
  await expect(again.room.getByText('写到一半的题名')).toBeVisible();
  await again.room.getByRole('button', { name: '接着写' }).click();
  await expect(again.field('题名')).toHaveValue('写到一半的题名');
  await again.save.click();
  await expect(again.row('写到一半的题名')).toBeVisible();
  expect(await lantai.call('items.list', { fondsId: fonds.id })).toMatchObject({ total: 1 });
});

test('two who change the same item both see both versions, and nothing is overwritten unseen', async ({ lantai }) => {
  const fonds = await openOffice(lantai);
  const [item] = await keep(lantai, fonds, documents.slice(0, 1));
  const items = await atTheItems(lantai);
  await items.row(item!.title).dblclick();
  await expect(items.field('题名')).toHaveValue(item!.title);
  await items.field('题名').fill('关于做好春耕生产和备耕工作的通知');
  await lantai.call('items.edit', { id: item!.id, was: { title: item!.title }, set: { title: '关于抓好春耕生产工作的通知' } });
  await items.save.click();
  await expect(items.refusal).toContainText('关于抓好春耕生产工作的通知');
  await expect(items.refusal).toContainText('关于做好春耕生产和备耕工作的通知');
  expect(await lantai.call('items.get', { id: item!.id })).toMatchObject({ title: '关于抓好春耕生产工作的通知' });
  await items.refusal.getByRole('radio', { name: /备耕/ }).check();
  await items.refusal.getByRole('button', { name: '按选择保存' }).click();
  await expect.poll(async () => (await lantai.call('items.get', { id: item!.id })).title).toBe('关于做好春耕生产和备耕工作的通知');
});

test('what goes into the recycle bin comes back whole, with its number', async ({ lantai }) => {
  const fonds = await openOffice(lantai);
  const [item] = await keep(lantai, fonds, documents.slice(0, 2));
  const items = await atTheItems(lantai);
  await items.row(item!.title).click();
  await items.bin.click();
  await expect(items.row(item!.title)).toBeHidden();
  await items.view('回收站').click();
  await items.row(item!.title).click();
  await items.restore.click();
  await expect(items.row(item!.title)).toBeHidden();
  await items.view('全部').click();
  await expect(items.row(item!.title)).toContainText(item!.number!);
  expect(await lantai.call('items.get', { id: item!.id })).toMatchObject({ binnedAt: null, number: item!.number, title: item!.title });
});

test('a classified document is refused in plain words and leaves nothing behind', async ({ lantai }) => {
  const fonds = await openOffice(lantai);
  const items = await atTheItems(lantai);
  await items.new.click();
  await items.field('题名').fill('关于某项工作的报告（秘密★5年）');
  await expect(items.form.getByText('有密级标志')).toBeVisible();
  await items.save.click();
  await expect(items.refusal).toContainText('密');
  expect(await lantai.call('items.list', { fondsId: fonds.id })).toMatchObject({ total: 0 });
  expect(JSON.stringify(await lantai.call('audit.list', {}))).not.toContain('某项工作');
  await lantai.restart();
  const again = await atTheItems(lantai);
  await expect(again.list.or(again.room.getByText('还没有件'))).not.toHaveCount(0);
  await expect(again.room.getByText('某项工作')).toHaveCount(0);
});

test('a title that only speaks of secrecy is asked about, not refused', async ({ lantai }) => {
  const fonds = await openOffice(lantai);
  const items = await atTheItems(lantai);
  await items.new.click();
  await items.field('题名').fill('关于加强保密工作的通知');
  await items.save.click();
  await items.refusal.getByRole('button', { name: '不是涉密件，保存' }).click();
  await expect(items.row('关于加强保密工作的通知')).toBeVisible();
  expect(await lantai.call('items.list', { fondsId: fonds.id })).toMatchObject({ total: 1 });
});

test('while a record is being saved: a second press saves nothing twice, a new form waits and carries what stays the same @hosted', async ({
  lantai,
}) => {
  const { page } = lantai;
  const fonds = await openOffice(lantai);
  const items = await atTheItems(lantai);
  await items.new.click();
  await items.field('题名').fill('第一件');
  await items.field('责任者').fill('青石乡人民政府');
  const slow = await slowSaving(page);
  await page.keyboard.press('Control+s');
  await page.keyboard.press('Control+s');
  await page.keyboard.press('Alt+n');
  slow.goOn();
  await expect(items.field('题名')).toHaveValue('');
  await expect(items.field('责任者')).toHaveValue('青石乡人民政府');
  expect((await lantai.call('items.list', { fondsId: fonds.id })).rows.map((item) => item.title)).toEqual(['第一件']);
  expect(slow.asked()).toBe(1);
  await page.keyboard.press('Escape');
  await expect(items.form).toBeHidden();
  await expect(items.room.getByRole('button', { name: '接着写' })).toHaveCount(0);
});

test('what is written on while a record is being saved stays in the form, to be saved @hosted', async ({ lantai }) => {
  const { page } = lantai;
  const fonds = await openOffice(lantai);
  const items = await atTheItems(lantai);
  await items.new.click();
  await items.field('题名').fill('第一件');
  const slow = await slowSaving(page);
  await page.keyboard.press('Control+Enter');
  await items.field('题名').fill('第一件（附图）');
  slow.goOn();
  await expect
    .poll(async () => (await lantai.call('items.list', { fondsId: fonds.id })).rows.map((item) => item.title))
    .toEqual(['第一件']);
  await expect(items.said).toContainText('草稿已存');
  await expect(items.field('题名')).toHaveValue('第一件（附图）');
  await page.keyboard.press('Control+s');
  await expect
    .poll(async () => (await lantai.call('items.list', { fondsId: fonds.id })).rows.map((item) => item.title))
    .toEqual(['第一件（附图）']);
});

test('a half-typed document stays with its own fonds, and nothing of it is carried into another', async ({ lantai }) => {
  const { page } = lantai;
  await openOffice(lantai);
  await lantai.call('fonds.create', { code: 'Z110', name: '柳林村村民委员会', unitType: 'village' });
  const items = await atTheItems(lantai);
  await items.new.click();
  await items.field('题名').fill('乡里的一件');
  await items.field('责任者').fill('青石乡人民政府');
  await page.keyboard.press('Control+Enter');
  await expect(items.field('题名')).toHaveValue('');
  await items.field('题名').fill('乡里写到一半');
  await choose(frameScreen(page).fonds, /柳林村/);
  await expect(items.form).toBeHidden();
  await expect(items.room.getByText('乡里写到一半')).toHaveCount(0);
  await page.keyboard.press('Alt+n');
  await expect(items.field('责任者')).toHaveValue('');
  await choose(frameScreen(page).fonds, /青石乡/);
  await expect(items.room.getByText('乡里写到一半')).toBeVisible();
});

/** Holds the answer to the next saving of a new record until it may go on; counts how often it was asked for. */
async function slowSaving(page: Page): Promise<{ goOn(): void; asked(): number }> {
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let count = 0;
  await page.route('**/items.create', async (route) => {
    count += 1;
    await held;
    await route.continue();
  });
  return { goOn: () => goOn(), asked: () => count };
}
