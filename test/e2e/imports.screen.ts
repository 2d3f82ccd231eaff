import { expect, type Page } from '@playwright/test';
import { choose } from './frame.screen.ts';

/** 收集 · 导入. */
export function importsScreen(page: Page) {
  const room = page.getByRole('region', { name: '导入', exact: true });
  const screen = {
    room,
    pick: room.getByRole('button', { name: '选择表格' }),
    columns: room.getByRole('region', { name: '各列放到哪里' }),
    rehearse: room.getByRole('button', { name: '试算', exact: true }),
    balance: room.getByText(/^读入 .* 行 ＝/),
    stop: room.getByRole('button', { name: '停止' }),
    commit: room.getByRole('button', { name: /^导入 .* 件$/ }),
    problems: room.getByRole('region', { name: '没有导入和要留意的行' }),
    show: (which: '全部' | '拒绝' | '跳过') => room.getByRole('radiogroup', { name: '只看哪一类' }).getByText(which, { exact: true }),
    sample: room.getByRole('region', { name: '导入后的样子' }),
    result: room.getByRole('status', { name: '导入完成' }),
    batches: room.getByRole('region', { name: '以前导入的' }),
    download: room.getByRole('button', { name: /^下载没有导入的/ }),
    another: room.getByRole('button', { name: '再导入一个表格' }),
    /** Where a column goes, by its header. */
    fieldOf: (header: string) => room.getByRole('combobox', { name: `「${header}」放到` }),
    async send(header: string, field: string) {
      await choose(screen.fieldOf(header), field);
    },
    /** The five numbers of the balance line, checked to add up. */
    async counts() {
      const line = (await screen.balance.textContent()) ?? '';
      const [read = 0, ...parts] = (line.replaceAll('\u2009', '').match(/\d+/g) ?? []).map(Number);
      expect(
        parts.reduce((sum, part) => sum + part, 0),
        line,
      ).toBe(read);
      const [fresh = 0, updated = 0, unchanged = 0, skipped = 0, rejected = 0] = parts;
      return { read, new: fresh, updated, unchanged, skipped, rejected };
    },
  };
  return screen;
}
