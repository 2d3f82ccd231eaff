import { expect, type Page } from '@playwright/test';
import type { Fonds } from '../../shared/fonds/fonds.ts';
import type { SchemeTree } from '../../shared/schemes/schemes.ts';
import { frameScreen } from './frame.screen.ts';
import type { Lantai } from './lantai.ts';
import { schemesScreen } from './schemes.screen.ts';

/** The editor of one version of the 三合一. */
export function schemeEditor(page: Page) {
  const { room, table } = schemesScreen(page);
  const dialog = page.getByRole('dialog');
  return {
    room,
    table,
    dialog,
    /** The row that bears a number. */
    row: (no: string) => table.getByRole('row').filter({ has: page.getByRole('gridcell', { name: no, exact: true }) }),
    /** The row under the hand. */
    hand: table.locator('.grid-row.hand'),
    newText: table.getByRole('textbox', { name: '新条款的内容' }),
    newNo: table.getByRole('textbox', { name: '新条款的条款号' }),
    /** The cell that is open: a field, or a choice. */
    cell: (name: string) => table.getByRole('textbox', { name }),
    choice: (name: string) => table.getByRole('listbox', { name }),
    said: room.locator('.editor-foot').getByRole('status'),
    batch: room.getByRole('region', { name: '选定的条款' }),
    find: room.getByRole('textbox', { name: '在表里查找' }),
    findCount: room.getByRole('search').getByRole('status'),
    side: room.getByRole('form', { name: '条款内容' }),
    findings: room.getByRole('grid', { name: '发现的问题' }),
    button: (name: string | RegExp) => room.getByRole('button', { name }),
  };
}

/** A draft of two 门类 in an office, open in the editor with the hand on its first line. */
export async function openDraft(lantai: Lantai, fonds: Fonds): Promise<SchemeTree> {
  const { scheme } = await lantai.call('schemes.adopt', { fondsId: fonds.id, template: 'kuaiji' });
  await goToDraft(lantai);
  return lantai.call('schemes.tree', { schemeId: scheme.id });
}

/** Walks to the draft that there is, and puts the hand on its first line. */
export async function goToDraft(lantai: Lantai): Promise<void> {
  const { page } = lantai;
  await frameScreen(page).go('三合一');
  const screen = schemesScreen(page);
  await screen.versions.getByRole('button', { name: /草案/ }).click();
  await expect(screen.versions.getByRole('button', { name: /草案/ })).toHaveAttribute('aria-current', /./);
  await expect(schemeEditor(page).table).toHaveAttribute('aria-readonly', 'false');
  await schemeEditor(page).table.focus();
  await page.keyboard.press('Control+Home');
}
