import type { Page } from '@playwright/test';

/** 打印. */
export function printsScreen(page: Page) {
  const room = page.getByRole('region', { name: '打印', exact: true });
  return {
    room,
    holdings: room.getByRole('table', { name: '馆存一览' }),
    /** One cell of the holdings, by what it says. */
    cell: (words: string | RegExp) => room.getByRole('button', { name: words }),
    choice: room.getByRole('region', { name: '要打印的目录' }),
    preview: room.getByRole('table', { name: /^前 .* 行$/ }),
    pdf: room.getByRole('button', { name: /^输出 PDF/ }),
    xlsx: room.getByRole('button', { name: /^输出 XLSX/ }),
    written: room.getByRole('status').filter({ hasText: '已写出' }),
    save: room.getByRole('region', { name: '要打印的目录' }).getByRole('button', { name: /^另存/ }),
    outputs: room.getByRole('region', { name: '以前输出的' }),
  };
}
