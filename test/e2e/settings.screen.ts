import type { Page } from '@playwright/test';

/** 设置, with its parts 备份 and 操作日志. */
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
      verify: room.getByRole('button', { name: '核对日志' }),
      verdict: room.getByRole('status').filter({ hasText: '日志完整' }),
      list: room.getByRole('grid', { name: '操作日志' }),
      find: room.getByRole('textbox', { name: '查找经办人或操作' }),
    },
  };
}
