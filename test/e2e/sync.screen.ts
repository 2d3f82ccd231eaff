import { expect, type Page } from '@playwright/test';

/** 上报. */
export function syncScreen(page: Page) {
  const room = page.getByRole('region', { name: '上报', exact: true });
  const screen = {
    room,
    address: room.getByRole('textbox', { name: '县档案馆地址' }),
    code: room.getByRole('textbox', { name: '接通码' }),
    enrol: room.getByRole('button', { name: '接通', exact: true }),
    push: room.getByRole('button', { name: /^上报 .* 条$|^都已上报$|^再送一次/ }),
    balance: room.getByText(/^要报的 .* 条 ＝/),
    records: room.getByRole('grid', { name: '各条的状态' }),
    receipts: room.getByRole('table', { name: '回执' }),
    verify: room.getByRole('button', { name: '全部重新核对' }),
    async enrolWith(address: string, code: string) {
      await screen.address.fill(address);
      await screen.code.fill(code);
      await screen.enrol.click();
      await expect(screen.push).toBeVisible({ timeout: 30_000 });
    },
    /** The numbers of 对账, checked to add up. */
    async counts() {
      const line = (await screen.balance.textContent()) ?? '';
      const [records = 0, ...parts] = (line.replaceAll('\u2009', '').match(/\d+/g) ?? []).map(Number);
      expect(
        parts.reduce((sum, part) => sum + part, 0),
        line,
      ).toBe(records);
      const [delivered = 0, unsent = 0, sealed = 0, returned = 0, conflict = 0] = parts;
      return { records, delivered, unsent, sealed, returned, conflict };
    },
  };
  return screen;
}
