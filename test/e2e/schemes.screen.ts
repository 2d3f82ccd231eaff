import type { Page } from '@playwright/test';

/** 三合一. */
export function schemesScreen(page: Page) {
  const room = page.getByRole('region', { name: '三合一', exact: true });
  const dialog = page.getByRole('dialog');
  return {
    room,
    dialog,
    adopt: room.getByRole('button', { name: '选一份表开始' }),
    makeDraft: dialog.getByRole('button', { name: '建立草案' }),
    putInForce: room.getByRole('button', { name: '施行…' }),
    inForceFrom: dialog.getByRole('button', { name: /^从 .* 年起施行$/ }),
    firstYear: dialog.getByRole('spinbutton', { name: '从哪个年度起' }),
    versions: room.getByRole('navigation', { name: '各版' }),
    table: room.getByRole('grid', { name: /三合一表$/ }),
    clause: room.getByRole('form', { name: '条款内容' }),
  };
}
