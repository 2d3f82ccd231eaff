import { type KeyboardEvent, useEffect, useRef } from 'react';
import { type ColumnKey, columnKeys } from './cells.ts';
import type { Acts } from './useActs.ts';
import type { Table } from './useTable.ts';

/** What keys need besides the acts on rows. */
export interface KeyActs {
  open(): void;
  add(where: 'sibling' | 'child'): void;
  find(): void;
  findStep(step: 1 | -1): void;
  findingStep(step: 1 | -1): void;
  turnSide(): void;
  escape(): void;
  readonly columns: { readonly current: readonly ColumnKey[] };
}

/** The keys of the table while the hand is on it. A key of the input method is never one of them. */
export function useTableKeys(table: Table, acts: Acts, keys: KeyActs): (event: KeyboardEvent<HTMLDivElement>, page: number) => void {
  const { rows, handIndex, row, hand } = table;

  const sideways = (by: 1 | -1) => {
    const columns = keys.columns.current.length > 0 ? keys.columns.current : columnKeys;
    const at = Math.max(0, columns.indexOf(hand.column));
    const isFirst = at === 0;
    if (row && row.kind !== 'new' && isFirst) {
      if (by > 0 && row.below > 0 && row.folded) return table.fold(row.id);
      if (by < 0 && row.below > 0 && !row.folded) return table.fold(row.id);
      if (by < 0) {
        const parent = row.kind === 'clause' ? (row.clause.parentId ?? row.clause.categoryId) : null;
        return parent ? table.jump(parent) : undefined;
      }
    }
    const next = row?.kind === 'category' ? columns[Math.min(1, Math.max(0, at + by))] : columns[Math.max(0, at + by)];
    if (next) table.point(handIndex, next);
  };

  const walk = (to: number, event: KeyboardEvent) => (event.shiftKey ? table.markTo(to) : table.point(to));

  return (event, page) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const ctrl = event.ctrlKey || event.metaKey;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const act = ((): (() => void) | undefined => {
      if (event.altKey && !ctrl)
        return { ArrowRight: acts.indent, ArrowLeft: acts.outdent, ArrowUp: () => acts.shift(-1), ArrowDown: () => acts.shift(1) }[key];
      if (ctrl)
        return {
          Enter: () => keys.add(event.shiftKey ? 'child' : 'sibling'),
          a: () => table.setMarks(new Set(rows.flatMap((one) => (one.kind === 'clause' ? [one.id] : [])))),
          x: acts.cutRows,
          v: () => acts.paste(event.shiftKey),
          Home: () => walk(0, event),
          End: () => walk(rows.length - 1, event),
          ArrowUp: () => walk(handIndex - 1, event),
          ArrowDown: () => walk(handIndex + 1, event),
          ' ': mark,
        }[key];
      return {
        ArrowDown: () => walk(handIndex + 1, event),
        ArrowUp: () => walk(handIndex - 1, event),
        PageDown: () => walk(handIndex + page, event),
        PageUp: () => walk(handIndex - page, event),
        Home: () => walk(0, event),
        End: () => walk(rows.length - 1, event),
        ArrowRight: () => sideways(1),
        ArrowLeft: () => sideways(-1),
        Enter: keys.open,
        F2: keys.open,
        Insert: () => keys.add(event.shiftKey ? 'child' : 'sibling'),
        Delete: acts.remove,
        ' ': mark,
        Escape: keys.escape,
      }[key];
    })();
    if (!act) return;
    event.preventDefault();
    act();
  };

  function mark(): void {
    if (row?.kind !== 'clause') return;
    const marks = new Set(table.marks);
    if (!marks.delete(row.id)) marks.add(row.id);
    table.setMarks(marks);
  }
}

/** The keys that work anywhere on the screen, except in a dialog; 撤销 and 重做 leave a field its own. */
export function useScreenKeys(acts: Acts, keys: KeyActs): void {
  const latest = useRef({ acts, keys });
  latest.current = { acts, keys };
  useEffect(() => {
    const pressed = (event: globalThis.KeyboardEvent) => {
      if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (target?.closest('[role=dialog], .ant-modal-wrap') || document.querySelector('.ant-modal-confirm')) return;
      const inField = Boolean(target?.closest('input, textarea, [contenteditable]'));
      const { acts: on, keys: at } = latest.current;
      const ctrl = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      const back = event.shiftKey ? -1 : 1;
      const act = ctrl
        ? key === 'f'
          ? at.find
          : inField || event.altKey
            ? undefined
            : key === 'z'
              ? event.shiftKey
                ? on.redo
                : on.undo
              : key === 'y'
                ? on.redo
                : undefined
        : event.altKey
          ? key === 'm'
            ? on.reordering
              ? on.endReordering
              : on.startReordering
            : undefined
          : { f3: () => at.findStep(back), f4: at.turnSide, f8: () => at.findingStep(back) }[key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}
