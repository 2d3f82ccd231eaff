import { templateClauses } from '../../shared/schemes/template.ts';
import { templates } from '../../shared/schemes/templates/index.ts';
import { expect, test } from './county.ts';
import { frameScreen } from './frame.screen.ts';
import { openOffice } from './office.ts';
import { syncScreen } from './sync.screen.ts';

/** A shipped table as the county would publish it. */
function published(template: string, title: string): Buffer {
  const { categories } = templates.find(({ id }) => id === template)!;
  const plain = { department: '', secrecy: 0, openness: 'unreviewed', duty: '' };
  return Buffer.from(
    JSON.stringify({
      kind: 'lantai-scheme',
      version: 1,
      title,
      template,
      approvedBy: '青石县档案局',
      approvalNumber: '青档函〔2025〕9号',
      approvalDate: '20251120',
      categories: categories.map((category) => ({
        code: category.code,
        name: category.name,
        arrangement: category.arrangement,
        numberTemplate: category.numberTemplate || 'dat22-item',
        startBasis: 'year',
        clauses: templateClauses(category).map(({ parent: _, ...clause }) => ({ ...clause, ...plain })),
      })),
    }),
  );
}

test('what the county publishes is fetched, looked at, and adopted as it stands; what it withdrew is not', async ({ lantai, county }) => {
  test.setTimeout(180_000);
  const fonds = await openOffice(lantai);
  const { page } = lantai;
  await frameScreen(page).go('上报');
  const { code } = await county.invite({ fonds: 'Z109' });
  await syncScreen(page).enrolWith(county.address, code);
  const { hash } = await county.publish(published('xiangzhen', '青石县乡镇归档范围和保管期限表'), ['township']);
  const old = await county.publish(published('xiangzhen', '青石县旧表'));
  await county.withdraw(old.hash);
  await page.getByRole('button', { name: '收取新发布的' }).click();
  await expect(page.getByRole('status').filter({ hasText: '收到 2 份，撤回 1 份' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('1 份是新的')).toBeVisible();

  await frameScreen(page).go('三合一');
  await page.getByRole('button', { name: '新建…' }).click();
  await page.getByRole('menuitem', { name: '县馆发布的' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /青石县旧表/ }).click();
  await expect(dialog.getByText('县馆已撤回这一份')).toBeVisible();
  await expect(dialog.getByRole('button', { name: '采用原表' })).toBeDisabled();
  await dialog.getByRole('radio', { name: /青石县乡镇归档范围/ }).click();
  await expect(dialog.getByRole('grid', { name: '表的内容，只供查看' })).toContainText('党群工作');
  await dialog.getByRole('button', { name: '采用原表' }).click();
  await expect(dialog).toBeHidden();
  const [newest] = await lantai.call('schemes.list', { fondsId: fonds.id });
  expect(newest).toMatchObject({ state: 'consented', published: hash, approvedBy: '青石县档案局' });
});
