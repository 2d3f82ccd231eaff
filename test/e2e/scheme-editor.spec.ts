import AxeBuilder from '@axe-core/playwright';
import type { ClauseId, SchemeId } from '../../shared/schemes/schemes.ts';
import { choose } from './frame.screen.ts';
import { compose, enterForTheInputMethod } from './ime.ts';
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

test('the cell the mouse points at is the cell the keys work on, and a term nobody can read is refused where it was typed', async ({
  lantai,
}) => {
  const fonds = await openOffice(lantai);
  const { clauses } = await openDraft(lantai, fonds);
  const { page } = lantai;
  const editor = schemeEditor(page);
  const clause = clauses.find((one) => one.term !== null)!;
  const row = editor.row(clause.no).first();
  await row.getByText('30年', { exact: true }).click();
  await expect(editor.table).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type('五十年零');
  await page.keyboard.press('Enter');
  await expect(row).toContainText('看不懂这个期限');
  await page.keyboard.press('Escape');
  await expect(editor.table).toBeFocused();
  await expect(row).toContainText('30年');
  await page.keyboard.press('Enter');
  await page.keyboard.type('15');
  await page.keyboard.press('Enter');
  await expect(row).toContainText('15年');
});

test('rows are found, chosen together, changed, put in another order and numbered anew', async ({ lantai }) => {
  const fonds = await openOffice(lantai);
  const { scheme, categories } = await openDraft(lantai, fonds);
  const { page } = lantai;
  const editor = schemeEditor(page);
  const tree = () => lantai.call('schemes.tree', { schemeId: scheme.id });
  const [category] = categories;
  let afterId: ClauseId | null = null;
  for (const [no, text] of [
    ['91', '甲事项'],
    ['92', '乙事项'],
    ['93', '丙事项'],
  ] as const)
    afterId = (
      await lantai.call('schemes.addClause', {
        categoryId: category!.id,
        parentId: null,
        afterId,
        no,
        text,
        disposition: 'file',
        term: null,
      })
    ).about as ClauseId;

  // Another's rows show without being asked for; found while typing, even composed by an input method, and walked through.
  await expect(editor.row('93')).toBeVisible();
  await page.keyboard.press('Control+f');
  await expect(editor.find).toBeFocused();
  await compose(page, 'shixiang', '事项', async () => expect(editor.findCount).toHaveText(''));
  await expect(editor.findCount).toHaveText('第 1 处，共 3 处');
  await page.keyboard.press('F3');
  await expect(editor.findCount).toHaveText('第 2 处，共 3 处');
  await page.keyboard.press('Shift+F3');
  await page.keyboard.press('Escape');
  await expect(editor.table).toBeFocused();
  await expect(editor.hand).toContainText('甲事项');

  // Three rows, one act, one step of 撤销.
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(editor.batch).toContainText('已选 3 条');
  await choose(editor.batch.getByRole('combobox', { name: '改哪一项' }), '保管期限');
  await editor.batch.getByRole('textbox', { name: '改成' }).fill('30');
  await editor.batch.getByRole('button', { name: '改 3 条' }).click();
  await expect(editor.said).toHaveText('改了 3 条');
  await expect(editor.row('92')).toContainText('30年');
  await editor.batch.getByRole('button', { name: '取消选定' }).click();
  await expect(editor.table).toBeFocused();

  // Outside its mode nothing moves.
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await expect(editor.hand).toContainText('甲事项');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(editor.said).toContainText('先点「调整次序」');
  await page.keyboard.press('Alt+m');
  await expect(editor.room.getByText('正在调整次序。')).toBeVisible();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(editor.said).toContainText('移动了');
  expect((await tree()).clauses.slice(0, 3).map((clause) => clause.no)).toEqual(['92', '91', '93']);
  await page.keyboard.press('Control+x');
  await expect(editor.said).toContainText('剪下 1 条');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+Shift+v');
  await expect(editor.said).toContainText('移动了');
  const moved = (await tree()).clauses.find((clause) => clause.no === '91');
  expect((await tree()).clauses.find((clause) => clause.id === moved?.parentId)?.no).toBe('93');
  await page.keyboard.press('Escape');
  await expect(editor.room.getByText('正在调整次序。')).toHaveCount(0);

  // Findings come with their row, and F8 walks to it.
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('F8');
  await expect(editor.said).toContainText('问题 1');

  // Numbers are seen before they are taken.
  await editor.button('重编条款号…').click();
  const preview = editor.dialog.getByRole('grid', { name: '重编条款号' });
  await expect(preview.getByRole('row').filter({ hasText: '丙事项' })).toContainText('2');
  await editor.dialog.getByRole('button', { name: /^改 \d+ 个条款号$/ }).click();
  await expect(editor.said).toContainText('Ctrl+Z 撤销');
  await expect(editor.table).toBeFocused();
  expect((await tree()).clauses.slice(0, 3).map((clause) => clause.no)).toEqual(['1', '2', '2.1']);

  // Removed only after the number of rows was said, and brought back.
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Delete');
  await editor.dialog.getByRole('button', { name: '移去 2 条' }).click();
  await expect(editor.said).toContainText('移去了 2 条');
  await expect(editor.table).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(editor.said).toContainText('已撤销：移去 2');
  await expect(editor.hand).toContainText('丙事项');
});

test('two windows on one draft: both values are shown, one is chosen; the input method keeps its Enter; nothing hinders', async ({
  lantai,
}) => {
  const fonds = await openOffice(lantai);
  const { clauses, scheme } = await openDraft(lantai, fonds);
  const { page } = lantai;
  const editor = schemeEditor(page);
  const clause = clauses.find((one) => one.disposition === 'file')!;
  await page.keyboard.press('Control+f');
  await page.keyboard.type(clause.text);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Home');
  await page.keyboard.press('Control+f');
  await page.keyboard.type(clause.text);
  await expect(editor.hand).toContainText(clause.text);
  await page.keyboard.press('Escape');
  await expect(editor.table).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  const cell = editor.cell(`${clause.no} 条款`);
  await expect(cell).toBeFocused();

  // Enter that takes a candidate does not end the cell.
  await compose(page, 'wode', '我的写法', () => enterForTheInputMethod(page));
  await expect(cell).toHaveValue('我的写法');
  await lantai.call('schemes.editClause', { clauseId: clause.id, was: { text: clause.text }, set: { text: '别人的写法' } });
  await page.keyboard.press('Enter');
  const conflict = editor.room.getByRole('alert').filter({ hasText: '刚在别的窗口改过' });
  await expect(conflict).toContainText('我的写法');
  await expect(conflict).toContainText('别人的写法');
  expect((await lantai.call('schemes.tree', { schemeId: scheme.id })).clauses.find((one) => one.id === clause.id)?.text).toBe('别人的写法');
  await conflict.getByRole('button', { name: '用我写的' }).click();
  await expect(conflict).toHaveCount(0);
  await expect
    .poll(async () => (await lantai.call('schemes.tree', { schemeId: scheme.id })).clauses.find((one) => one.id === clause.id)?.text)
    .toBe('我的写法');

  await editor.table.focus();
  await page.keyboard.press('F4');
  await expect(editor.side).toBeVisible();
  await page.keyboard.press('F8');
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(
    violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => [id, nodes[0]?.html]),
  ).toEqual([]);
});

test('at 1366×768 what one works on is whole in view: the row under the hand, and what is said below a new row', async ({ lantai }) => {
  const fonds = await openOffice(lantai);
  await openDraft(lantai, fonds);
  const { page } = lantai;
  const editor = schemeEditor(page);
  /** How far something reaches out of the table above (below its head) or below, in pixels. */
  const outside = (selector: string) =>
    page.evaluate((wanted) => {
      const box = document.querySelector('.tree-scroller')!.getBoundingClientRect();
      const head = document.querySelector('.tree-scroller .grid-head')!.getBoundingClientRect();
      const shown = [...document.querySelectorAll(`.tree-scroller ${wanted}`)].map((one) => one.getBoundingClientRect());
      if (shown.length === 0) return Number.POSITIVE_INFINITY;
      return Math.max(0, ...shown.map((one) => Math.max(head.bottom - one.top, one.bottom - box.bottom)));
    }, selector);

  await editor.table.focus();
  for (const key of ['Control+Home', 'PageDown', 'PageDown', 'End']) {
    await page.keyboard.press(key);
    await expect.poll(() => outside('.grid-row.hand')).toBeLessThan(1);
  }
  for (let nth = 0; nth < 25; nth += 1) {
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => outside('.grid-row.hand')).toBeLessThan(1);
  }
  for (let nth = 0; nth < 20; nth += 1) await page.keyboard.press('ArrowDown');
  await expect.poll(() => outside('.grid-row.hand')).toBeLessThan(1);

  // The bar for several rows takes room from the table.
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => outside('.grid-row.hand')).toBeLessThan(1);
  await page.keyboard.press('Escape');

  for (let nth = 0; nth < 3; nth += 1) {
    await page.keyboard.press('Control+Enter');
    await expect(editor.newText).toBeFocused();
    await expect.poll(() => outside('.cell-said')).toBeLessThan(1);
    await page.keyboard.press('Escape');
    await expect(editor.table).toBeFocused();
    await page.keyboard.press(nth === 0 ? 'ArrowUp' : 'End');
  }
});
