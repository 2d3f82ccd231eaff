import { expect, test } from 'vitest';
import { startOffice } from '../support/app.ts';
import { countyTown } from '../support/county.ts';

const town = countyTown();

async function enrolledOffice(options: Parameters<typeof town.start>[0] = {}) {
  const county = await town.start(options);
  const office = await startOffice();
  const { code } = await county.invite({ fonds: 'Z109' });
  await office.run('sync.enrol', { address: county.address, code, fondsId: office.fonds.id });
  const add = (title: string, more: object = {}) =>
    office.call('items.create', { draft: { fondsId: office.fonds.id, title, year: 2025, ...more } });
  return { ...office, county, add };
}

test('what is pushed arrives, and every record bears the number of its receipt', async () => {
  const { call, run, county, add } = await enrolledOffice();
  await add('关于春耕生产的通知', { responsible: '青石乡人民政府', date: '2025-03-01' });
  await add('关于防汛工作的报告');
  expect(await call('sync.status', {})).toMatchObject({ records: 2, unsent: 2, delivered: 0 });
  const pushed = await run('sync.push', {});
  expect(pushed).toMatchObject({ parcels: 1, changes: 3, accepted: 3, returned: 0, conflict: 0 });
  const { rows } = await call('sync.records', {});
  expect(rows.map(({ title, state, receipt }) => ({ title, state, receipt }))).toEqual([
    { title: '关于防汛工作的报告', state: 'delivered', receipt: pushed.receipts[0] },
    { title: '关于春耕生产的通知', state: 'delivered', receipt: pushed.receipts[0] },
  ]);
  expect(await call('sync.status', {})).toMatchObject({ records: 2, unsent: 0, delivered: 2, oldestUnsentAt: null, lastProblem: '' });
  expect(await call('sync.verify', {})).toEqual({ receipts: 1, verified: 1, changesCovered: 3, broken: [] });
  expect((await county.items()).map(({ title }) => title)).toEqual(['关于春耕生产的通知', '关于防汛工作的报告']);
});
