import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clause } from '../../shared/schemes/schemes.ts';
import { inForce } from '../support/scheme.ts';
import { coverageScreen } from './coverage.screen.ts';
import { frameScreen } from './frame.screen.ts';
import { expect, test } from './lantai.ts';
import { openOffice, workYear } from './office.ts';
import { hindrances, isWiderThanTheWindow } from './sight.ts';

const pictures = join(import.meta.dirname, '../../test-results/screens');

test('records of a changed clause are reviewed one by one, and just those ticked follow the new version', async ({ lantai, host }) => {
  const { page } = lantai;
  const fonds = await openOffice(lantai);
  const first = (await lantai.call('schemes.inForce', { fondsId: fonds.id, year: workYear }))!;
  const leaves = first.clauses.filter(({ disposition, term }) => disposition === 'file' && term === 'D30');
  const [changed, removed] = leaves as [Clause, Clause];
  const file = (clause: Clause, title: string, more: object = {}, numbered = false) =>
    lantai.call('items.create', {
      draft: { fondsId: fonds.id, year: workYear, title, clauseId: clause.id, organ: '办公室', organCode: 'BGS', ...more },
      numbered,
    });
  const plain = await file(changed, '甲：随条款走的');
  const own = await file(changed, '乙：期限自己定的', { term: 'D10' });
  const numbered = await file(changed, '丙：已编号的', {}, true);
  const stays = await file(changed, '丁：不动的');
  await file(removed, '戊：条款没有了');
  const draft = await lantai.call('schemes.copy', { schemeId: first.scheme.id });
  const lineage = ({ lineageId }: Clause) => draft.clauses.find((one) => one.lineageId === lineageId)!;
  await lantai.call('schemes.editClause', {
    clauseId: lineage(changed).id,
    was: { text: changed.text, term: changed.term },
    set: { text: `${changed.text}（含附件）`, term: 'Y' as never },
  });
  const { scheme } = await lantai.call('schemes.tree', { schemeId: draft.scheme.id });
  await lantai.call('schemes.removeClauses', { clauseIds: [lineage(removed).id], revision: scheme.revision });
  await inForce(lantai.call, draft.scheme.id, workYear);

  await frameScreen(page).go('三合一');
  const screen = coverageScreen(page);
  await screen.open('旧条款的件');
  const { outdated, reclassify } = screen;
  await expect(outdated.room).toContainText('条款有变 5 件');
  await expect(outdated.row(removed.text)).toContainText('已删除');
  await expect(outdated.row(`${changed.text}（含附件）`)).toContainText('改了文字、改了期限');
  mkdirSync(join(pictures, host), { recursive: true });
  expect(await hindrances(page)).toEqual([]);
  expect(await isWiderThanTheWindow(page)).toBe(false);
  await page.screenshot({ path: join(pictures, host, 'outdated.png') });

  await outdated.row(`${changed.text}（含附件）`).click();
  await outdated.reclassify.click();
  await expect(reclassify.act(4)).toBeEnabled();
  const line = (title: string) => reclassify.review.getByRole('row').filter({ hasText: title });
  await expect(line('甲：')).toContainText('30年 永久');
  await expect(line('乙：')).toContainText('期限是自己定的，不动');
  await expect(line('丙：')).toContainText('档号里有期限，档号和期限都不动');
  await reclassify.tick(stays.title).click();
  await expect(reclassify.act(3)).toBeEnabled();
  expect(await hindrances(page)).toEqual([]);
  expect(await isWiderThanTheWindow(page)).toBe(false);
  await page.screenshot({ path: join(pictures, host, 'reclassify.png') });
  await reclassify.renumber.click();
  await expect(line('丙：')).toContainText(numbered.number!.replace('D30', 'Y'));
  await page.screenshot({ path: join(pictures, host, 'reclassify-renumber.png') });

  await reclassify.act(3).click();
  await expect(page.getByText(/3 件已改归.*1 件换了档号/)).toBeVisible();
  const now = (await lantai.call('schemes.inForce', { fondsId: fonds.id, year: workYear }))!.clauses.find(
    ({ lineageId }) => lineageId === changed.lineageId,
  )!;
  const filed = { clauseId: now.id, clauseText: now.text, clauseTerm: 'Y' };
  expect(await lantai.call('items.get', { id: plain.id })).toMatchObject({ ...filed, term: 'Y', number: null });
  expect(await lantai.call('items.get', { id: own.id })).toMatchObject({ ...filed, term: 'D10' });
  expect(await lantai.call('items.get', { id: numbered.id })).toMatchObject({ ...filed, term: 'Y', formerNumbers: [numbered.number] });
  expect(await lantai.call('items.get', { id: stays.id })).toEqual(stays);
  await expect(outdated.room).toContainText('条款有变 2 件');
});
