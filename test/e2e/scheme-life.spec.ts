import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Fonds } from '../../shared/fonds/fonds.ts';
import type { Item } from '../../shared/items/items.ts';
import type { Scheme, SchemeTree } from '../../shared/schemes/schemes.ts';
import { coverageScreen } from './coverage.screen.ts';
import { firstRunScreen } from './first-run.screen.ts';
import { frameScreen } from './frame.screen.ts';
import { itemsScreen } from './items.screen.ts';
import { expect, type Lantai, test } from './lantai.ts';
import { workYear } from './office.ts';
import { schemesScreen } from './schemes.screen.ts';
import { hindrances, isWiderThanTheWindow } from './sight.ts';
import { suggestScreen } from './suggest.screen.ts';

/** The README's own pictures are drawn anew only when asked for: LANTAI_PICTURES=1. */
const readme = process.env.LANTAI_PICTURES ? join(import.meta.dirname, '../../build/pictures') : null;
const pictures = process.env.LANTAI_SCREENS ?? join(import.meta.dirname, '../../test-results/screens');

/** A letter of one page, as a scanner makes it. */
const letter = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

test('a village makes its table, has it consented to, files by it, and brings out a second version that changes nothing filed', async ({
  lantai,
  host,
}, info) => {
  test.setTimeout(180_000);
  const { page } = lantai;
  page.setDefaultTimeout(15_000);
  const look = looker(page, host);
  const schemes = schemesScreen(page);
  const frame = frameScreen(page);

  // From a fresh computer: the village's table is a draft, and cataloguing could start.
  await firstRunScreen(page).setUp({ kind: '单机', code: '0134', name: '柳林村村民委员会', unitType: '村（社区）', county: '云岭县' });
  const [fonds] = await lantai.call('fonds.list', {});
  await expect(page.getByRole('main')).toContainText('份三合一草案还没有报审');
  await frame.go('三合一');
  await expect(schemes.version(/第 1 版.*草案/)).toBeVisible();
  const first = await versionOf(lantai, fonds!, 1);
  expect(first).toMatchObject({ state: 'draft', template: 'cunji' });
  await look('scheme-draft');

  // A row is edited.
  const leaf = await filedRow(lantai, first, 0);
  const row = schemes.table
    .getByRole('row')
    .filter({ hasText: leaf.text.slice(0, 12) })
    .first();
  await row.getByText(leaf.text.slice(0, 12)).dblclick();
  await schemes.table.getByRole('textbox', { name: '条款' }).fill(`${leaf.text}（含电子件）`);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await filedRow(lantai, first, 0)).text).toBe(`${leaf.text}（含电子件）`);

  // Submitted, it is read only; consented to by a letter whose scan is kept with it.
  await schemes.submit('云岭县档案局');
  await expect(schemes.life.here).toContainText('已报审');
  await look('scheme-submitted');
  await schemes.life.act('登记同意…').click();
  await schemes.consent.date.fill('2026年1月');
  await expect(schemes.dialog).toContainText('看不出是哪一天');
  await schemes.fillConsent({ organ: '云岭县档案局', number: '云档函〔2026〕3号', date: '二〇二六年一月五日' });
  await expect(schemes.dialog).toContainText('记作 2026-01-05');
  const scan = info.outputPath('同意函.pdf');
  writeFileSync(scan, letter);
  await lantai.chooseFile(scan);
  await schemes.consent.pickScan.click();
  await expect(schemes.dialog).toContainText('同意函.pdf');
  await look('scheme-consent');
  await schemes.consent.enter.click();
  await expect(schemes.life.here).toContainText('已同意');
  await expect(schemes.life.line).toContainText('扫描件 1 份');
  expect(await versionOf(lantai, fonds!, 1)).toMatchObject({
    state: 'consented',
    approvalDate: '20260105',
    approvalNumber: '云档函〔2026〕3号',
  });

  await schemes.life.act('施行…').click();
  await schemes.consent.firstYear.fill(String(workYear));
  await expect(schemes.dialog).toContainText('条是参考，没有核对过');
  await look('scheme-force');
  await schemes.consent.force.click();
  await expect(schemes.version(/第 1 版.*施行/)).toBeVisible();
  await expect(page.locator('.ant-message-notice')).toHaveCount(0, { timeout: 30_000 });
  await look('scheme-in-force');

  // Twenty records are filed by it: three through the form, the rest by the contract.
  const filed = await fileTwenty(lantai, fonds!);

  // The second version: a copy with rows changed, removed, added and moved.
  await frame.go('三合一');
  await schemes.life.act('复制成新草案').click();
  await expect(schemes.version(/第 2 版.*草案/)).toBeVisible();
  const second = await versionOf(lantai, fonds!, 2);
  expect(second).toMatchObject({ state: 'draft', derivedFromId: first.id });
  const change = await changeRows(lantai, second, filed);
  await schemes.compare.click();
  await expect(schemes.diff.table).toBeVisible();
  for (const kind of ['新增', '删去', '移动', '文字改动', '期限改动']) await expect(schemes.diff.only(kind)).toHaveText(/[1-9]$/);
  await expect(schemes.diff.table).toContainText('行相同');
  await expect(schemes.diff.row(change.text).locator('ins')).toContainText('（修订）');
  await page.keyboard.press('F8');
  await expect(schemes.diff.at).toContainText('第 1 处');
  await page.keyboard.press('Shift+F8');
  await expect(schemes.diff.at).toContainText(/第 (\d+) 处，共 \1 处/);
  await look('scheme-diff');
  if (readme && host === 'hosted') await page.screenshot({ path: join(readme, 'scheme-diff.png') });
  await schemes.diff.only('删去').click();
  await expect(schemes.diff.at).toHaveText('共 1 处改动');
  await expect(schemes.diff.row(change.removed)).toContainText('删去');
  await schemes.diff.back.click();

  // On paper it was consented to already: one dialog leads it into force from the next year.
  await schemes.life.act('登记同意并施行…').click();
  await schemes.fillConsent({ organ: '云岭县档案局', number: '云档函〔2026〕19号', date: '2026.11.2' });
  await schemes.consent.firstYear.fill(String(workYear + 1));
  await expect(schemes.consent.years).toContainText('第 2 版（这一版）');
  await look('scheme-through');
  await schemes.consent.enterAndForce.click();
  await expect(schemes.version(/第 2 版.*施行/)).toBeVisible();
  await expect(schemes.version(/第 1 版.*废止/)).toBeVisible();
  await expect(schemes.room).toContainText('已归档的 20 件保持归档时的条款');
  await expect(schemes.life.line).toContainText('待补扫描件');
  await look('scheme-second');

  // Nothing filed changed.
  expect(await recordsOf(lantai, fonds!)).toEqual(filed);

  // Three of those whose clause changed follow the new version, after review; the others stay.
  await schemes.filedDoor.click();
  const { outdated, reclassify } = coverageScreen(page);
  await outdated.row(change.text).click();
  await outdated.reclassify.click();
  await expect(reclassify.review.getByRole('row')).toHaveCount(1 + change.filedUnderReworded);
  for (const item of filed.filter(({ clauseNo }) => clauseNo === change.reworded).slice(3)) await reclassify.tick(item.title).click();
  await reclassify.act(3).click();
  await expect(page.getByText(/3 件已改归/)).toBeVisible();
  const after = await recordsOf(lantai, fonds!);
  const moved = after.filter((item, index) => item.clauseText !== filed[index]!.clauseText);
  expect(moved).toHaveLength(3);
  expect(moved.every(({ clauseText }) => clauseText.endsWith(change.text))).toBe(true);
  expect(after.filter((item) => !moved.includes(item))).toEqual(filed.filter(({ id }) => !moved.some((item) => item.id === id)));
  await coverageScreen(page).open('三合一表');

  // Printed, it holds what the table says.
  await schemes.print.click();
  await schemes.dialog.getByRole('button', { name: /^输出 PDF/ }).click();
  await expect(schemes.dialog.getByRole('status').filter({ hasText: '已写出' })).toBeVisible();
  const pdf = await lantai.saved(() => schemes.dialog.getByRole('button', { name: /^另存/ }).click());
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).replace(/\s/g, '');
  expect(text).toContain('云档函〔2026〕19号');
  expect(text).toContain(change.added.replace(/\s/g, ''));
});

const versionOf = async (lantai: Lantai, fonds: Fonds, version: number): Promise<Scheme> =>
  (await lantai.call('schemes.list', { fondsId: fonds.id })).find((one) => one.version === version)!;
const treeOf = (lantai: Lantai, scheme: Scheme): Promise<SchemeTree> => lantai.call('schemes.tree', { schemeId: scheme.id });
const filedRow = async (lantai: Lantai, scheme: Scheme, index: number) =>
  (await treeOf(lantai, scheme)).clauses.filter((clause) => clause.disposition === 'file')[index]!;

/** What is kept of each record, by its id. */
async function recordsOf(lantai: Lantai, fonds: Fonds): Promise<Item[]> {
  const { rows } = await lantai.call('items.list', { fondsId: fonds.id, limit: 100 });
  return rows.sort((a, b) => a.id.localeCompare(b.id));
}

async function fileTwenty(lantai: Lantai, fonds: Fonds): Promise<Item[]> {
  const { page } = lantai;
  const frame = frameScreen(page);
  const items = itemsScreen(page);
  const suggested = suggestScreen(page);
  const tree = (await lantai.call('schemes.inForce', { fondsId: fonds.id, year: workYear }))!;
  const leaves = tree.clauses.filter((clause) => clause.disposition === 'file');
  await frame.go('著录');
  // The first takes the clause suggested for its title; those of its kind after it carry it on.
  for (const index of [0, 1, 2]) {
    await page.keyboard.press('Alt+n');
    await expect(page.getByRole('form', { name: '写新的一件' })).toBeVisible();
    await items.field('题名').fill(`${leaves[0]!.text.slice(0, 6)}记录之${index + 1}`);
    if (index === 0) {
      await expect(suggested.each.first()).toContainText(leaves[0]!.no);
      await items.field('题名').press('Alt+1');
      await expect(suggested.said).toHaveText(`已选条款 ${leaves[0]!.no}`);
    }
    await expect(suggested.list).toHaveCount(0);
    await expect(items.form).toContainText(leaves[0]!.text);
    await items.save.click();
    await expect.poll(async () => (await lantai.call('items.list', { fondsId: fonds.id })).total).toBe(index + 1);
  }
  for (let index = 3; index < 20; index += 1)
    await lantai.call('items.create', {
      draft: {
        fondsId: fonds.id,
        year: workYear,
        title: `柳林村公共事务文件之${index}`,
        clauseId: leaves[index % 6]!.id,
      },
    });
  const filed = await recordsOf(lantai, fonds);
  expect(filed).toHaveLength(20);
  expect(filed.every((item) => item.clauseNo && item.clauseText && item.clauseTerm)).toBe(true);
  return filed;
}

/** Changes rows records are filed under: one text, one term, one row gone, one new, one elsewhere. */
async function changeRows(lantai: Lantai, scheme: Scheme, filed: readonly Item[]) {
  const tree = await treeOf(lantai, scheme);
  const leaves = tree.clauses.filter((clause) => clause.disposition === 'file');
  const [reworded, otherTerm, gone] = [leaves[0]!, leaves[1]!, leaves[2]!];
  const filedUnderReworded = filed.filter(({ clauseNo }) => clauseNo === reworded.no).length;
  await lantai.call('schemes.editClause', {
    clauseId: reworded.id,
    was: { text: reworded.text },
    set: { text: `${reworded.text}（修订）` },
  });
  const term = otherTerm.term === 'Y' ? 'D30' : 'Y';
  await lantai.call('schemes.editClause', { clauseId: otherTerm.id, was: { term: otherTerm.term }, set: { term: term as never } });
  let revision = (await treeOf(lantai, scheme)).scheme.revision;
  await lantai.call('schemes.removeClauses', { clauseIds: [gone.id], revision });
  const added = '无人机航拍村庄全貌的照片和视频目录';
  const last = tree.clauses.filter((clause) => clause.categoryId === reworded.categoryId && clause.parentId === null).at(-1)!;
  const below = tree.clauses.filter((clause) => clause.parentId === last.id);
  const place = { categoryId: last.categoryId, parentId: last.id, afterId: below.at(-1)?.id ?? null };
  const made = await lantai.call('schemes.addClause', {
    ...place,
    no: `${last.no}.99`,
    text: added,
    disposition: 'file',
    term: 'D10' as never,
  });
  revision = made.scheme.revision;
  const moved = leaves.find((row) => ![reworded.id, otherTerm.id, gone.id].includes(row.id) && row.parentId !== last.id)!;
  await lantai.call('schemes.moveClauses', { clauseIds: [moved.id], ...place, afterId: made.about as never, revision });
  return { text: '（修订）', reworded: reworded.no, filedUnderReworded, removed: gone.text.slice(0, 16), added };
}

/** Takes a picture and looks for what hinders. */
function looker(page: Page, host: string) {
  const folder = join(pictures, host);
  mkdirSync(folder, { recursive: true });
  return async (name: string) => {
    expect.soft(await hindrances(page), name).toEqual([]);
    expect.soft(await isWiderThanTheWindow(page), `${name} is wider than the window`).toBe(false);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };
}
