import { describe, expect, test } from 'vitest';
import { nextNo, numberAfter, treeRows } from '../../renderer/schemes/tree.ts';
import { withEdit, withFindings, withRows as withRowsOf } from '../../shared/schemes/edit.ts';
import type { Clause, ClauseId, SchemeEdit } from '../../shared/schemes/schemes.ts';
import { outline, withRows } from '../support/drafts.ts';

const siblings = (...numbers: string[]) => numbers.map((no) => ({ no, id: no as ClauseId }) as Clause);

describe('the number proposed for a new row', () => {
  test.each([
    ['1', '2'],
    ['9', '10'],
    ['1.9', '1.10'],
    ['1.2.3', '1.2.4'],
    ['9a', '9b'],
    ['9z', '10'],
    ['一', '二'],
    ['十九', '二十'],
    ['（一）', '（二）'],
    ['(3)', '(4)'],
    ['第三', '第四'],
    ['第3条', '第4条'],
    ['', ''],
    ['附', ''],
  ])('[E10] after %j comes %j', (no, next) => expect(numberAfter(no)).toBe(next));

  test('[E10] it follows on the last row, wherever among its siblings the new one is to stand, so that no number stands twice', () => {
    expect(nextNo(siblings('1.1', '1.2', '1.3'), '1')).toBe('1.4');
    expect(nextNo(siblings(...Array.from({ length: 14 }, (_each, nth) => `1.${nth + 1}`)), '1')).toBe('1.15');
    expect(nextNo(siblings('1.1', '1.2', '1.3', '1.7'), '1')).toBe('1.8');
    expect(nextNo(siblings('9', '9a', '10'), '')).toBe('11');
    expect(nextNo(siblings('一', '二'), '')).toBe('三');
  });

  test('[E10] where the rows are not in the order of their numbers, or one has none that counts, it is none that is taken', () => {
    expect(nextNo(siblings('3', '1', '2'), '')).toBe('4');
    expect(nextNo(siblings('附', '1', '2'), '')).toBe('3');
    expect(nextNo(siblings('1', '2', '附'), '')).toBe('3');
    expect(nextNo(siblings('附'), '')).toBe('');
  });

  test('[E10] where there is no row yet it is the first below the row above', () => {
    expect(nextNo([], '')).toBe('1');
    expect(nextNo([], '2')).toBe('2.1');
    expect(nextNo([], '二')).toBe('（一）');
    expect(nextNo([], '（二）')).toBe('1');
  });
});

describe('a table after an edit', () => {
  test('it is the table the core tells, the rules looked at afterwards; rows left alone are the same lines', async () => {
    const { indent, row, tree, reread, remove, move } = await withRows('1', '2', '  2.1', '3', '4');
    const before = treeRows(tree, new Set(), 'all');
    let held = tree;
    let first: SchemeEdit | undefined;
    for (const act of [
      () => indent(row('2')),
      () => move([row('4')], null, null),
      () => remove(row('2.1')),
      () => move([row('3')], row('1').id, null),
    ]) {
      const edit = await act();
      first ??= edit;
      const rows = withRowsOf(held, edit)!;
      const now = await reread();
      expect(outline(rows)).toEqual(outline(now));
      expect(withFindings(rows)).toEqual(now);
      expect(withEdit(held, edit)).toEqual(now);
      held = withFindings(rows);
    }
    const again = treeRows(withRowsOf(tree, first!)!, new Set(), 'all');
    const same = (no: string) => again.find((line) => line.id === row(no).id) === before.find((line) => line.id === row(no).id);
    expect([same('3'), same('4'), same('2')]).toEqual([true, true, false]);
  });
});
