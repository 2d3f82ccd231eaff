import type { Page } from '@playwright/test';
import { itemsScreen } from './items.screen.ts';

/** 归入哪一条: what stands below the title. */
export function suggestScreen(page: Page) {
  const { form } = itemsScreen(page);
  const list = form.getByRole('list', { name: '可能归入的条款' });
  return {
    list,
    each: list.getByRole('button'),
    /** What a screen reader is told. */
    said: form.getByRole('status').filter({ hasText: /^(可能归入|已选条款)/ }),
    differs: form.getByText('看题名更像'),
    change: form.getByRole('button', { name: '改选这一条' }),
  };
}
