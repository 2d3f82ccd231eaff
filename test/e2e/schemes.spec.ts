import { frameScreen } from './frame.screen.ts';
import { expect, test } from './lantai.ts';
import { workYear } from './office.ts';
import { schemesScreen } from './schemes.screen.ts';

test('a township takes the shipped table, mends a row and puts it into force', async ({ lantai }) => {
  const { page } = lantai;
  await expect(page.getByRole('heading', { name: '建立目录' })).toBeVisible();
  await lantai.call('settings.setUp', { kind: 'networked', archivist: '王芳' });
  const fonds = await lantai.call('fonds.create', { code: 'Z109', name: '青石乡人民政府', unitType: 'township' });
  await page.getByRole('button', { name: '以后再定三合一' }).click();
  await frameScreen(page).isOpen();
  await frameScreen(page).go('三合一');
  const schemes = schemesScreen(page);
  await schemes.adopt.click();
  await schemes.dialog.getByRole('radio', { name: /乡镇/ }).check();
  await schemes.makeDraft.click();
  await expect(schemes.versions.getByRole('button', { name: /第 1 版.*草案/ })).toBeVisible();

  const [draft] = await lantai.call('schemes.list', { fondsId: fonds.id });
  const tree = await lantai.call('schemes.tree', { schemeId: draft!.id });
  const clause = tree.clauses.find((one) => one.disposition === 'file')!;
  await schemes.table
    .getByRole('row')
    .filter({ hasText: clause.text.slice(0, 12) })
    .first()
    .dblclick();
  const scope = schemes.clause.getByRole('textbox', { name: '归档范围' });
  await expect(scope).toHaveValue(clause.text);
  await scope.fill(`${clause.text}（含会议记录）`);
  await schemes.clause.getByRole('button', { name: '保存' }).click();
  await expect
    .poll(async () => (await lantai.call('schemes.tree', { schemeId: draft!.id })).clauses.find((one) => one.id === clause.id)?.text)
    .toBe(`${clause.text}（含会议记录）`);

  await schemes.putInForce.click();
  await schemes.firstYear.fill(String(workYear));
  await schemes.inForceFrom.click();
  await expect(schemes.versions.getByRole('button', { name: /第 1 版.*施行/ })).toBeVisible();
  const inForce = await lantai.call('schemes.inForce', { fondsId: fonds.id, year: workYear });
  expect(inForce?.scheme).toMatchObject({ id: draft!.id, yearFrom: workYear, state: 'in-force' });
  expect(await lantai.call('schemes.inForce', { fondsId: fonds.id, year: workYear - 1 })).toBeNull();
});
