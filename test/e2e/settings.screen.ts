import type { Page } from '@playwright/test';

/** 设置, with its parts 备份 and 操作记录. */
export function settingsScreen(page: Page) {
  const room = page.getByRole('region', { name: '设置', exact: true });
  return {
    room,
    part: (name: string) => room.getByRole('tab', { name }),
    backup: {
      make: room.getByRole('button', { name: '现在备份' }),
      made: room.getByRole('status').filter({ hasText: '已备份并核对' }),
      list: room.getByRole('table', { name: '备份' }),
    },
    audit: {
      verify: room.getByRole('button', { name: '核对记录' }),
      verdict: room.getByRole('status').filter({ hasText: '记录完整' }),
      list: room.getByRole('grid', { name: '操作记录' }),
      find: room.getByRole('textbox', { name: '查找经办人或操作' }),
    },
  };
}
