import { App } from 'antd';
import { createElement, useRef, useState } from 'react';
import type { CallerInput } from '../../shared/contract.ts';
import type { Category, Clause, ClauseId, EditLabel, SchemeTree } from '../../shared/schemes/schemes.ts';
import { useWords, type WordKey } from '../app/words.ts';
import { words } from './editor.words.ts';
import type { DropPlace } from './TreeRow.tsx';
import { type Place, siblingsOf, withRowsBelow } from './tree.ts';
import type { Editing } from './useEditing.ts';
import type { Table } from './useTable.ts';

const nothing: ReadonlySet<ClauseId> = new Set();

/** What can be done with a draft, each act once: by key, by button and by hand alike. */
export function useActs(tree: SchemeTree, table: Table, editing: Editing, toTable: () => void, onView: (view: 'all') => void) {
  const t = useWords('schemeEditor');
  const { modal } = App.useApp();
  /** What the last act came to, and the table it was said of: an edit later it is no news. */
  const [last, setLast] = useState({ words: '', revision: 0, state: tree.scheme.state });
  const say = (what: string) => setLast({ words: what, revision: tree.scheme.revision + 1, state: tree.scheme.state });
  const said = last.state === tree.scheme.state && tree.scheme.revision <= last.revision ? last.words : '';
  const [reordering, setReordering] = useState(false);
  const [cut, setCut] = useState<ReadonlySet<ClauseId>>(nothing);
  const isDraft = tree.scheme.state === 'draft';
  const { id: schemeId } = tree.scheme;
  const asking = useRef(false);

  const labelWords = ({ operation, no, rows }: EditLabel): string =>
    Object.hasOwn(words['zh-CN'], `op.${operation}`) ? t(`op.${operation}` as WordKey<'schemeEditor'>, { no, rows }) : t('op.other');
  const mayEdit = (): boolean => {
    if (!isDraft) say(t('readOnly', { version: tree.scheme.version, state: t(`state.${tree.scheme.state as 'in-force'}`) }));
    return isDraft;
  };

  const step = async (which: 'undo' | 'redo') => {
    if (!mayEdit()) return;
    let label: EditLabel | null = null;
    const edit = await editing.act(`schemes.${which}`, (now) => {
      label = now[which];
      return label && { schemeId, revision: now.scheme.revision };
    });
    toTable();
    if (label === null) return say(t(which === 'undo' ? 'nothingToUndo' : 'nothingToRedo'));
    if (!edit) return;
    say(t(which === 'undo' ? 'undone' : 'redone', { what: labelWords(label) }));
    if (edit.about) table.jump(edit.about);
  };

  const level = async (which: 'indent' | 'outdent') => {
    const ids = table.targets();
    if (!mayEdit() || ids.length === 0) return;
    const edit = await editing.act(which === 'indent' ? 'schemes.indentClauses' : 'schemes.outdentClauses', (now) => ({
      clauseIds: ids,
      revision: now.scheme.revision,
    }));
    if (!edit) return;
    say(t(which === 'indent' ? 'indented' : 'outdented'));
    if (edit.about && table.marks.size === 0) table.jump(edit.about);
  };

  const setMany = async (ids: readonly ClauseId[], set: CallerInput<'schemes.editClauses'>['set']) => {
    if (!mayEdit()) return;
    const edit = await editing.act('schemes.editClauses', (now) => ({ clauseIds: [...ids], revision: now.scheme.revision, set }));
    if (edit) say(t('batchDone', { count: edit.clauses.length }));
  };

  /** Asks first, with how many rows go; what is gone can be brought back. */
  const remove = () => {
    if (!mayEdit() || asking.current) return;
    const category = table.row?.kind === 'category' && table.marks.size === 0 ? table.row.category : null;
    const ids = table.targets();
    if (!category && ids.length === 0) return;
    const gone = category ? tree.clauses.filter((clause) => clause.categoryId === category.id) : withRowsBelow(tree, new Set<string>(ids));
    const numbers = ids.map((id) => tree.clauses.find((clause) => clause.id === id)?.no ?? '');
    const what = category ? `${category.code} ${category.name}` : numbers.slice(0, 5).join('、') + (numbers.length > 5 ? '…' : '');
    asking.current = true;
    modal.confirm({
      title: t('removeAsk', { what }),
      content: createElement('p', null, t('removeWords', { count: gone.length })),
      okText: t(category ? 'removeCategoryAct' : 'removeAct', { count: gone.length }),
      okButtonProps: { danger: true },
      cancelText: t('keep'),
      afterClose: () => {
        asking.current = false;
        toTable();
      },
      onOk: async () => {
        const edit = category
          ? await editing.act('schemes.removeCategory', (now) => ({ categoryId: category.id, revision: now.scheme.revision }))
          : await editing.act('schemes.removeClauses', (now) => ({ clauseIds: ids, revision: now.scheme.revision }));
        if (!edit) return;
        table.setMarks(nothing);
        say(category ? t('removedCategory', { no: category.code }) : t('removed', { count: gone.length }));
      },
    });
  };

  const startReordering = () => {
    if (!mayEdit()) return;
    onView('all');
    setReordering(true);
    toTable();
  };
  const endReordering = () => {
    setReordering(false);
    setCut(nothing);
    toTable();
  };
  const cutRows = () => {
    if (!reordering) return say(t('reorderFirst'));
    const ids = table.targets();
    if (ids.length === 0) return say(t('cutNothing'));
    setCut(new Set(ids));
    say(t('cut', { count: ids.length }));
  };

  const moveTo = async (ids: readonly ClauseId[], place: Place) => {
    const moving = new Set<string>(withRowsBelow(tree, new Set<string>(ids)).map((clause) => clause.id));
    if ((place.parentId && moving.has(place.parentId)) || (place.afterId && moving.has(place.afterId))) return say(t('pasteInside'));
    const edit = await editing.act('schemes.moveClauses', (now) => ({ clauseIds: [...ids], ...place, revision: now.scheme.revision }));
    if (!edit) return;
    setCut(nothing);
    say(t('moved', { count: ids.length }));
    if (edit.about) table.jump(edit.about);
  };

  /** After a row, before it, or as the last of the rows below it. */
  const placeBy = (row: Clause | Category, where: DropPlace, moving: ReadonlySet<string>): Place => {
    const last = (parent: Pick<Clause, 'categoryId' | 'parentId'>) =>
      siblingsOf(tree, parent).findLast((one) => !moving.has(one.id))?.id ?? null;
    if (!('categoryId' in row)) return { categoryId: row.id, parentId: null, afterId: last({ categoryId: row.id, parentId: null }) };
    const { categoryId, parentId, id } = row;
    if (where === 'inside') return { categoryId, parentId: id, afterId: last({ categoryId, parentId: id }) };
    if (where === 'after') return { categoryId, parentId, afterId: id };
    const siblings = siblingsOf(tree, row);
    const before = siblings.slice(0, siblings.indexOf(row)).findLast((one) => !moving.has(one.id));
    return { categoryId, parentId, afterId: before?.id ?? null };
  };

  const paste = (inside: boolean) => {
    if (!reordering) return say(t('reorderFirst'));
    if (cut.size === 0) return say(t('pasteNothing'));
    const row = table.row;
    if (!row || row.kind === 'new') return;
    void moveTo([...cut], placeBy(row.kind === 'clause' ? row.clause : row.category, inside ? 'inside' : 'after', cut));
  };
  const drop = (row: Clause | Category, where: DropPlace) => {
    if (cut.size > 0) void moveTo([...cut], placeBy(row, where, cut));
  };

  /** Rows of one parent, or the category under the hand, one place up or down. */
  const shift = async (by: 1 | -1) => {
    if (!mayEdit()) return;
    if (!reordering) return say(t('reorderFirst'));
    const category = table.row?.kind === 'category' && table.marks.size === 0 ? table.row.category : null;
    const atEnd = () => say(t(by < 0 ? 'atTop' : 'atBottom'));
    if (category) {
      const at = tree.categories.findIndex((one) => one.id === category.id);
      if (!tree.categories[at + by]) return atEnd();
      const afterId = tree.categories[by < 0 ? at - 2 : at + 1]?.id ?? null;
      const edit = await editing.act('schemes.moveCategory', () => ({ categoryId: category.id, afterId }));
      if (edit) table.jump(category.id);
      return;
    }
    const wanted = table.targets();
    let end = false;
    const edit = await editing.act('schemes.moveClauses', (now) => {
      const [first] = now.clauses.filter((clause) => wanted.includes(clause.id));
      if (!first) return null;
      const siblings = siblingsOf(now, first);
      const ids = siblings.filter((clause) => wanted.includes(clause.id)).map((clause) => clause.id);
      const from = siblings.findIndex((clause) => clause.id === ids[0]);
      const to = siblings.findIndex((clause) => clause.id === ids.at(-1));
      end = by < 0 ? from === 0 : to === siblings.length - 1;
      if (end) return null;
      const afterId = by < 0 ? (siblings[from - 2]?.id ?? null) : (siblings[to + 1]?.id ?? null);
      return { clauseIds: ids, categoryId: first.categoryId, parentId: first.parentId, afterId, revision: now.scheme.revision };
    });
    if (end) return atEnd();
    if (!edit) return;
    say(t('moved', { count: 1 }));
    if (edit.about && table.marks.size === 0) table.jump(edit.about);
  };

  return {
    said,
    say,
    labelWords,
    mayEdit,
    isDraft,
    undo: () => void step('undo'),
    redo: () => void step('redo'),
    indent: () => void level('indent'),
    outdent: () => void level('outdent'),
    setMany: (...given: Parameters<typeof setMany>) => void setMany(...given),
    remove,
    reordering,
    startReordering,
    endReordering,
    cut,
    setCut,
    cutRows,
    paste,
    drop,
    shift: (by: 1 | -1) => void shift(by),
  };
}

export type Acts = ReturnType<typeof useActs>;
