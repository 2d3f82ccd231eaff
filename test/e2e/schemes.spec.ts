import { readFileSync, writeFileSync } from 'node:fs';
import type { Fonds } from '../../shared/fonds/fonds.ts';
import type { Scheme, SchemeTree } from '../../shared/schemes/schemes.ts';
import { inForce } from '../support/scheme.ts';
import { documentRow, documentWith } from '../support/table.ts';
import { frameScreen } from './frame.screen.ts';
import { expect, type Lantai, test } from './lantai.ts';
import { openOffice, workYear } from './office.ts';
import { schemesScreen } from './schemes.screen.ts';

test.beforeEach(({ lantai }) => lantai.page.setDefaultTimeout(15_000));

const listed = (lantai: Lantai, fonds: Fonds): Promise<Scheme[]> => lantai.call('schemes.list', { fondsId: fonds.id });

/** An office with the shipped table in force, and a copy of it as a draft on the screen. */
async function withDraft(lantai: Lantai): Promise<{ fonds: Fonds; first: Scheme; draft: SchemeTree }> {
  const fonds = await openOffice(lantai);
  const [first] = await listed(lantai, fonds);
  const draft = await lantai.call('schemes.copy', { schemeId: first!.id });
  await frameScreen(lantai.page).go('三合一');
  await schemesScreen(lantai.page)
    .version(/第 2 版.*草案/)
    .click();
  return { fonds, first: first!, draft };
}

test('a township takes the shipped table and enters a consent given on paper, with its scan, in one go', async ({ lantai }, info) => {
  const { page } = lantai;
  await expect(page.getByRole('heading', { name: '建立目录' })).toBeVisible();
  await lantai.call('settings.setUp', { kind: 'networked', archivist: '王芳' });
  const fonds = await lantai.call('fonds.create', { code: 'Z109', name: '青石乡人民政府', unitType: 'township', county: '青石县' });
  await page.getByRole('button', { name: '以后再定三合一' }).click();
  await frameScreen(page).isOpen();
  await frameScreen(page).go('三合一');
  const schemes = schemesScreen(page);
  await schemes.adopt.click();
  await schemes.dialog.getByRole('radio', { name: /乡镇/ }).check();
  await schemes.makeDraft.click();
  await expect(schemes.version(/第 1 版.*草案/)).toBeVisible();

  await schemes.life.act('登记同意并施行…').click();
  await expect(schemes.consent.organ).toHaveValue('青石县档案局');
  await schemes.consent.enterAndForce.click();
  await expect(schemes.dialog.getByText('要填')).toHaveCount(2);
  const wrong = info.outputPath('同意函.docx');
  writeFileSync(wrong, 'PK');
  await lantai.chooseFile(wrong);
  await schemes.consent.pickScan.click();
  await expect(schemes.dialog.getByRole('alert')).toContainText('不是扫描件');
  const scan = info.outputPath('同意函.jpg');
  writeFileSync(scan, Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]));
  await lantai.chooseFile(scan);
  await schemes.consent.pickScan.click();
  await schemes.fillConsent({ organ: '青石县档案局', number: '青档复〔2026〕2号', date: '2026年1月5日' });
  await schemes.consent.firstYear.fill(String(workYear));
  await schemes.consent.enterAndForce.click();
  await expect(schemes.version(/第 1 版.*施行/)).toBeVisible();
  const [kept] = await listed(lantai, fonds);
  expect(kept).toMatchObject({ state: 'in-force', yearFrom: workYear, submittedTo: '青石县档案局', approvalDate: '20260105' });
  expect(await lantai.call('schemes.inForce', { fondsId: fonds.id, year: workYear - 1 })).toBeNull();

  // The scan comes back byte for byte.
  await schemes.life.act('扫描件 1 份').click();
  const saved = await lantai.saved(() => schemes.dialog.getByRole('button', { name: '另存 同意函.jpg' }).click());
  expect(readFileSync(saved)).toEqual(readFileSync(scan));
  await expect(schemes.dialog.getByRole('button', { name: /^移去/ })).toHaveCount(0);
});

test('when a step is refused, what was done before it stays done and is not asked again', async ({ lantai }, info) => {
  const { page } = lantai;
  const { fonds } = await withDraft(lantai);
  const schemes = schemesScreen(page);
  await schemes.life.act('登记同意并施行…').click();
  await schemes.fillConsent({ organ: '青石县档案局', number: '青档复〔2026〕3号', date: '20260106' });
  // A picture by its name only: taken here, refused by its content.
  const fake = info.outputPath('假的.pdf');
  writeFileSync(fake, 'not a scan');
  await lantai.chooseFile(fake);
  await schemes.consent.pickScan.click();
  await expect(schemes.dialog).toContainText('假的.pdf');
  await schemes.consent.enterAndForce.click();
  await expect(schemes.dialog.getByRole('status').filter({ hasText: '已做好' })).toContainText('已做好：报审、同意。');
  await expect(schemes.dialog).toContainText('还没做：扫描件 假的.pdf、施行。');
  expect((await listed(lantai, fonds)).find(({ version }) => version === 2)).toMatchObject({ state: 'consented' });
  await expect(schemes.consent.number).toHaveAttribute('readonly', '');
  await schemes.dialog.getByRole('button', { name: '移去 假的.pdf' }).click();
  await schemes.consent.firstYear.fill(String(workYear));
  await schemes.consent.enterAndForce.click();
  await expect(schemes.version(/第 2 版.*施行/)).toBeVisible();
  await expect(schemes.life.line).toContainText('待补扫描件');

  // The desk remembers, and its door leads to the version.
  await frameScreen(page).go('工作台');
  await page.getByRole('button', { name: /份三合一待补同意文件扫描件/ }).click();
  const scan = info.outputPath('补.pdf');
  writeFileSync(scan, '%PDF-1.7 补');
  await schemes.life.act('补扫描件…').click();
  await lantai.chooseFile(scan);
  await schemes.consent.pickScan.click();
  await expect(schemes.dialog.getByRole('list', { name: '同意文件扫描件' })).toContainText('补.pdf');
  await schemes.dialog.getByRole('button', { name: '关上' }).click();
  await expect(schemes.life.line).toContainText('扫描件 1 份');
});

test('errors keep a draft from being submitted, and lead to their rows', async ({ lantai }) => {
  const { page } = lantai;
  const { draft } = await withDraft(lantai);
  const schemes = schemesScreen(page);
  const leaf = draft.clauses.findLast((clause) => clause.disposition === 'file')!;
  await lantai.call('schemes.editClause', { clauseId: leaf.id, was: { term: leaf.term }, set: { term: null } });
  await expect(schemes.life.line).toContainText('改好 1 处错，才能报审');
  await expect(schemes.life.act('报审…')).toHaveCount(0);
  await schemes.life.act('看这 1 处错').click();
  await expect(schemes.dialog).toContainText('归档的条款要有一个保管期限');
  await schemes.dialog.getByRole('button', { name: '去改' }).click();
  await expect(schemes.dialog).toHaveCount(0);
  await expect(schemes.table.locator('.grid-row.hand')).toContainText(leaf.text.slice(0, 12));
  await lantai.call('schemes.editClause', { clauseId: leaf.id, was: { term: null }, set: { term: leaf.term } });
  await expect(schemes.life.act('报审…')).toBeVisible();
});

test('a submitted version cannot be edited; taken back after the consent, the consent is void', async ({ lantai }) => {
  const { page } = lantai;
  const { fonds } = await withDraft(lantai);
  const schemes = schemesScreen(page);
  await schemes.more('改名…');
  await schemes.dialog.getByRole('textbox', { name: '表的名称' }).fill('青石乡归档范围表（二〇二六修订）');
  await schemes.dialog.getByRole('button', { name: '改名', exact: true }).click();
  await expect(schemes.versions).toContainText('二〇二六修订');
  await schemes.submit();
  await expect(schemes.table).toHaveAttribute('aria-readonly', 'true');
  await schemes.life.act('登记同意…').click();
  await schemes.fillConsent({ organ: '青石县档案局', number: '青档复〔2026〕4号', date: '2026-1-7' });
  await schemes.consent.enter.click();
  await expect(schemes.life.here).toContainText('已同意');
  await schemes.life.act('撤回修改…').click();
  await expect(schemes.dialog).toContainText('青石县档案局的同意（青档复〔2026〕4号）就作废了');
  await schemes.dialog.getByRole('button', { name: '撤回修改' }).click();
  await expect(schemes.life.here).toContainText('草案');
  await expect(schemes.table).toHaveAttribute('aria-readonly', 'false');
  expect((await listed(lantai, fonds)).find(({ version }) => version === 2)).toMatchObject({
    state: 'draft',
    approvedBy: '',
    approvalNumber: '',
  });
});

test('a table put out as JSON comes back as a draft that says the same', async ({ lantai }, info) => {
  const { page } = lantai;
  const { fonds, first } = await withDraft(lantai);
  const schemes = schemesScreen(page);
  await schemes.print.click();
  await schemes.dialog.getByRole('button', { name: '输出 JSON' }).click();
  const path = await lantai.saved(() => schemes.dialog.getByRole('button', { name: /^另存/ }).click());
  await page.keyboard.press('Escape');
  await expect(schemes.dialog).toHaveCount(0);
  const json = info.outputPath('表.json');
  writeFileSync(json, readFileSync(path));
  await lantai.chooseFile(json);
  await schemes.make('从文件（JSON）');
  await expect(schemes.version(/第 3 版.*草案/)).toBeVisible();
  const third = (await listed(lantai, fonds)).find(({ version }) => version === 3)!;
  expect((await lantai.call('schemes.diff', { fromId: first.id, toId: third.id })).counts).toMatchObject({
    added: 0,
    removed: 0,
    text: 0,
    term: 0,
  });
});

test('two versions of five thousand rows are compared smoothly, by keyboard, in English too', async ({ lantai }, info) => {
  test.setTimeout(180_000);
  const { page } = lantai;
  await openOffice(lantai);
  const table = (say: (index: number) => string) =>
    documentWith(
      '五千条的表',
      Array.from({ length: 5000 }, (_, index) => documentRow({ no: String(index + 1), text: say(index), term: 'D30' })),
    );
  await frameScreen(page).go('三合一');
  const schemes = schemesScreen(page);
  for (const [name, say] of [
    ['甲.json', (index: number) => `第${index}项业务工作中形成的请示、批复、通知和会议记录`],
    ['乙.json', (index: number) => `第${index}项业务工作中形成的请示、批复、${index % 7 === 3 ? '函件' : '通知'}和会议记录`],
  ] as const) {
    const path = info.outputPath(name);
    writeFileSync(path, JSON.stringify(table(say)));
    await lantai.chooseFile(path);
    await schemes.make('从文件（JSON）');
    await expect(schemes.versions).toContainText(name === '甲.json' ? '第 2 版' : '第 3 版');
  }
  await frameScreen(page).speak('English');
  const english = page.getByRole('region', { name: 'Scheme', exact: true });
  await english.getByRole('button', { name: 'Compare…' }).click();
  const comparison = page.getByRole('region', { name: 'Versions side by side' });
  await comparison.getByRole('combobox', { name: 'Old version' }).click();
  await page.getByRole('option', { name: /^version 2/ }).click();
  await expect(comparison.getByRole('status').first()).toHaveText('714 changes');
  // From change to change, each in view at once.
  const table2 = comparison.getByRole('table');
  const began = Date.now();
  for (let step = 1; step <= 20; step += 1) await page.keyboard.press('F8');
  await expect(comparison.getByRole('status').first()).toHaveText('Change 20 of 714');
  expect(Date.now() - began).toBeLessThan(5000);
  await expect(table2.locator('[aria-current=true]')).toContainText('函件');
  await page.keyboard.press('Shift+F8');
  await expect(comparison.getByRole('status').first()).toHaveText('Change 19 of 714');
  // Only what is seen is in the page.
  expect(await table2.getByRole('row').count()).toBeLessThan(120);
  await table2
    .getByRole('button', { name: /rows the same/ })
    .first()
    .click();
  await expect(comparison.getByRole('button', { name: 'Fold again' })).toBeVisible();
  await page.screenshot({ path: info.outputPath('diff-en.png') });
});

test('nobody can put a version in force before the one that decides now', async ({ lantai }) => {
  const { fonds, draft } = await withDraft(lantai);
  const schemes = schemesScreen(lantai.page);
  await lantai.call('schemes.submit', { schemeId: draft.scheme.id, submittedTo: '青石县档案局' });
  await lantai.call('schemes.consent', {
    schemeId: draft.scheme.id,
    approvedBy: '青石县档案局',
    approvalNumber: '5号',
    approvalDate: '20260108',
  });
  const later = await lantai.call('schemes.copy', { schemeId: draft.scheme.id });
  await inForce(lantai.call, later.scheme.id, workYear + 3);
  await schemes.version(/第 2 版/).click();
  await schemes.life.act('施行…').click();
  await schemes.consent.firstYear.fill(String(workYear));
  await expect(schemes.dialog).toContainText(`第 3 版从 ${workYear + 3} 年起施行，这一版不能比它早`);
  await expect(schemes.consent.force).toBeDisabled();
  await schemes.consent.firstYear.fill(String(workYear + 3));
  await expect(schemes.dialog).toContainText('第 3 版从同一年起，施行后没有年度');
  expect(await listed(lantai, fonds)).toHaveLength(3);
});
