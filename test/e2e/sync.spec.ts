import { expect, test } from './county.ts';
import { frameScreen } from './frame.screen.ts';
import { keep, openOffice } from './office.ts';
import { syncScreen } from './sync.screen.ts';

test('a township connects, sends, and sees the county’s receipt for every record', async ({ lantai, county }) => {
  test.setTimeout(180_000);
  const fonds = await openOffice(lantai);
  const items = await keep(lantai, fonds);
  await frameScreen(lantai.page).go('上报');
  const sync = syncScreen(lantai.page);
  await expect(sync.push).toBeHidden();
  const { code } = await county.invite({ fonds: 'Z109' });
  await sync.enrolWith(county.address, code);
  await expect(sync.room).toContainText('青石县档案馆');
  const before = await sync.counts();
  expect(before).toMatchObject({ delivered: 0, sealed: 0, returned: 0, conflict: 0 });
  expect(before.unsent).toBeGreaterThanOrEqual(items.length);

  await sync.push.click();
  await expect(sync.room.getByRole('status').filter({ hasText: /^送出/ })).toContainText('回执', { timeout: 60_000 });
  await expect.poll(() => sync.counts()).toMatchObject({ unsent: 0, sealed: 0, delivered: before.records });
  const receipts = await lantai.call('sync.receipts', {});
  expect(receipts.length).toBeGreaterThan(0);
  await expect(sync.receipts).toContainText(receipts[0]!.number);
  await expect(sync.receipts).toContainText('签名已核对');
  await expect(sync.records.getByRole('row').filter({ hasText: items[0]!.title })).toContainText('已送达');
  await expect(frameScreen(lantai.page).status).toContainText('已全部上报');

  expect((await county.items({ fonds: 'Z109' })).map((item) => item.number).sort()).toEqual(items.map((item) => item.number).sort());
  await sync.verify.click();
  await expect(sync.room.getByText(/张回执的签名都相符/)).toBeVisible();
});

test('a wrong code is refused in plain words, and the typed address stays', async ({ lantai, county }) => {
  await openOffice(lantai);
  await frameScreen(lantai.page).go('上报');
  const sync = syncScreen(lantai.page);
  await sync.address.fill(county.address);
  await sync.code.fill('ABCD-EFGH-JKLM');
  await sync.enrol.click();
  await expect(sync.room.getByRole('alert')).toBeVisible();
  await expect(sync.address).toHaveValue(county.address);
});

test('when the county does not answer it is said so, nothing is lost, and the next time it goes through', async ({ lantai, county }) => {
  test.setTimeout(180_000);
  const fonds = await openOffice(lantai);
  await keep(lantai, fonds);
  await frameScreen(lantai.page).go('上报');
  const sync = syncScreen(lantai.page);
  await sync.address.fill('http://127.0.0.1:9');
  await sync.code.fill('ABCD-EFGH-JKLM');
  await sync.enrol.click();
  await expect(sync.room.getByRole('alert')).toBeVisible({ timeout: 60_000 });
  const { code } = await county.invite({ fonds: 'Z109' });
  await sync.enrolWith(county.address, code);
  await sync.push.click();
  await expect.poll(() => sync.counts(), { timeout: 60_000 }).toMatchObject({ unsent: 0, sealed: 0 });
});

test('a standalone computer says why nothing is sent from here', async ({ lantai }) => {
  await openOffice(lantai, { kind: 'standalone' });
  await frameScreen(lantai.page).go('上报');
  const sync = syncScreen(lantai.page);
  await expect(sync.room).toContainText('登记为单机');
  await expect(sync.enrol).toBeHidden();
});
