import type { Page } from '@playwright/test';

/** 检索. */
export function searchScreen(page: Page) {
  const room = page.getByRole('region', { name: '检索', exact: true });
  const results = room.getByRole('grid', { name: '检索结果' });
  return {
    room,
    box: room.getByRole('searchbox', { name: '检索' }),
    results,
    rows: results.getByRole('row').filter({ has: page.getByRole('gridcell') }),
    total: room.getByText(/^在 .* 找到 .* 件/),
    none: room.getByText(/^没有找到含/),
    start: room.getByText('输入一个字就能找。'),
    yearFrom: room.getByRole('spinbutton', { name: '年度从' }),
    yearTo: room.getByRole('spinbutton', { name: '到' }),
    term: room.getByRole('combobox', { name: '保管期限' }),
    clear: room.getByRole('button', { name: '清除条件' }),
  };
}
