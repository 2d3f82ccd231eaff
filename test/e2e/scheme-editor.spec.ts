import type { SchemeId } from '../../shared/schemes/schemes.ts';
import { expect, type Lantai, test } from './lantai.ts';
import { openOffice } from './office.ts';
import { goToDraft, openDraft, schemeEditor } from './scheme-editor.screen.ts';

/** The rows of a draft as lines: number, text, level. */
async function lines(lantai: Lantai, schemeId: SchemeId, code = 'TX'): Promise<string[]> {
  const tree = await lantai.call('schemes.tree', { schemeId });
  const category = tree.categories.find((one) => one.code === code);
  return tree.clauses
    .filter((clause) => clause.categoryId === category?.id)
    .map((clause) => `${'  '.repeat(clause.depth)}${clause.no} ${clause.text}`);
}

/** A category of one's own, empty, with the hand on it. */
async function addCategory({ page }: Lantai): Promise<void> {
  const editor = schemeEditor(page);
  await editor.button('加条款或门类').click();
  await page.getByRole('menuitem', { name: '加一个门类…' }).click();
  await editor.dialog.getByRole('textbox', { name: '门类代码' }).fill('tx');
  await editor.dialog.getByRole('textbox', { name: '门类名称' }).fill('特种');
  await editor.dialog.getByRole('button', { name: '加上门类' }).click();
  await expect(editor.said).toContainText('TX');
  await expect(editor.hand).toContainText('特种');
  await expect(editor.table).toBeFocused();
}

/** Types a new row into the row that stands open, and ends it by a key. */
async function typeRow({ page }: Lantai, text: string, end: string): Promise<void> {
  const { newText } = schemeEditor(page);
  await expect(newText).toBeFocused();
  await expect(newText).toHaveValue('');
  await page.keyboard.type(text);
  await page.keyboard.press(end);
}

test('a table is built, levelled, mended and unmended without a mouse', async ({ lantai }) => {
  const fonds = await openOffice(lantai);
  const { scheme } = await openDraft(lantai, fonds);
  const { page } = lantai;
  const editor = schemeEditor(page);
  await addCategory(lantai);

  // Rows one after another: numbers are proposed, levels by one key.
  await page.keyboard.press('Control+Enter');
  await expect(editor.newNo).toHaveValue('1');
  await typeRow(lantai, '文书', 'Control+Shift+Enter');
  await expect(editor.newNo).toHaveValue('1.1');
  await typeRow(lantai, '会议记录', 'Control+Enter');
  await expect(editor.newNo).toHaveValue('1.2');
  await typeRow(lantai, '请示批复', 'Enter');
  await expect(editor.table).toBeFocused();
  await expect(editor.said).toContainText('加上了 1.2');
  await page.keyboard.press('Control+Enter');
  await expect(editor.newNo).toHaveValue('1.3');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await typeRow(lantai, '财务', 'Enter');
  await expect(editor.hand).toContainText('财务');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(editor.said).toContainText('升了一级');
  await expect.poll(() => lines(lantai, scheme.id)).toEqual(['1 文书', '  1.1 会议记录', '  1.2 请示批复', '2 财务']);

  // What cannot be is said in its place, and nothing is lost by Esc.
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await typeRow(lantai, '重号', 'Enter');
  await expect(editor.table.getByRole('alert')).toContainText('已经有 2');
  await page.keyboard.press('Escape');
  await expect(editor.newText).toHaveCount(0);
  await expect(editor.table).toBeFocused();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(editor.said).toContainText('降了一级');
  await expect.poll(() => lines(lantai, scheme.id)).toContain('  2 财务');

  // Through the cells of a row by Tab: a choice by its number, a term as it is spoken.
  await page.keyboard.press('ArrowUp');
  await expect(editor.hand).toContainText('请示批复');
  await page.keyboard.press('F2');
  await expect(editor.cell('1.2 条款')).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type('（含附件）');
  await page.keyboard.press('Tab');
  await expect(editor.choice('1.2 处置')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(editor.cell('1.2 保管期限')).toBeFocused();
  await page.keyboard.type('长期');
  await page.keyboard.press('Enter');
  await expect(editor.table.getByRole('alert')).toHaveText('新表不能用长期、短期');
  await editor.cell('1.2 保管期限').fill('定期15年');
  await page.keyboard.press('Enter');
  await expect(editor.table).toBeFocused();
  await expect(editor.row('1.2')).toContainText('15年');
  await expect(editor.row('1.2')).toContainText('请示批复（含附件）');

  // 撤销 outlives the session and says what it was.
  await lantai.restart();
  await goToDraft(lantai);
  const now = schemeEditor(lantai.page);
  await lantai.page.keyboard.press('Control+z');
  await expect(now.said).toHaveText('已撤销：修改 1.2');
  await expect(now.hand).toContainText('请示批复');
  await expect(now.row('1.2')).not.toContainText('15年');
  await lantai.page.keyboard.press('Control+z');
  await expect(now.row('1.2')).not.toContainText('含附件');
  await lantai.page.keyboard.press('Control+y');
  await expect(now.said).toHaveText('已重做：修改 1.2');
  await expect(now.row('1.2')).toContainText('请示批复（含附件）');
  await expect(now.table).toBeFocused();
});
