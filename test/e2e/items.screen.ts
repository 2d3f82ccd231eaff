import type { Page } from '@playwright/test';
import { choose } from './frame.screen.ts';

/** 著录: the list, and the form beside it. */
export function itemsScreen(page: Page) {
  const room = page.getByRole('region', { name: '著录', exact: true });
  const form = room.getByRole('form', { name: /^(写新的一件|修改)$/ });
  const list = room.getByRole('grid', { name: /年的件$/ });
  return {
    room,
    form,
    list,
    new: room.getByRole('button', { name: '新建', exact: true }).first(),
    row: (title: string) => list.getByRole('row').filter({ hasText: title }),
    field: (name: string) =>
      form
        .getByRole('textbox', { name, exact: true })
        .or(form.getByRole('combobox', { name, exact: true }))
        .or(form.getByRole('spinbutton', { name, exact: true })),
    /** 档号 as it would be, live. */
    preview: form.getByRole('status').filter({ hasText: '档号' }),
    numberAtOnce: form.getByRole('checkbox', { name: '保存时编号' }),
    save: form.getByRole('button', { name: '保存', exact: true }),
    saveAndNext: form.getByRole('button', { name: '保存并写下一件' }),
    said: form.getByRole('status').last(),
    bin: room.getByRole('button', { name: '移入回收站' }),
    restore: room.getByRole('button', { name: /^恢复/ }),
    refusal: form.getByRole('alert'),
    view: (name: '全部' | '待编号' | '缺条款' | '回收站') =>
      room.getByRole('radiogroup', { name: '看哪些' }).getByText(name, { exact: true }),
    async chooseTerm(words: string) {
      await choose(form.getByRole('combobox', { name: '保管期限' }), words);
    },
  };
}
