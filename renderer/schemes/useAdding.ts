import { useState } from 'react';
import type { CategoryId, Clause, ClauseId, SchemeTree } from '../../shared/schemes/schemes.ts';
import { useWords } from '../app/words.ts';
import { type NewRowEnd, type NewRowHold, useNewRow } from './NewRow.tsx';
import { newRowId, type Place, siblingsOf } from './tree.ts';
import type { Acts } from './useActs.ts';
import type { Editing } from './useEditing.ts';
import type { Table } from './useTable.ts';

/** Adding rows by writing them where they are to stand. */
export interface Adding {
  readonly hold: NewRowHold;
  /** A row is on its way to the core. */
  readonly busy: boolean;
  /** Begins a row beside the one under the hand, or below it. */
  begin(where: 'sibling' | 'child'): void;
  add(place: Place, fields: { no: string; text: string }, end: NewRowEnd): Promise<void>;
  stop(place: Place, end?: NewRowEnd): void;
}

export function useAdding({
  tree,
  table,
  acts,
  editing,
  held,
  toTable,
  onWhole,
  onNoCategory,
  onNext,
}: {
  tree: SchemeTree;
  table: Table;
  acts: Acts;
  editing: Editing;
  held(): SchemeTree;
  toTable(): void;
  /** The whole table is to be shown. */
  onWhole(): void;
  /** There is nothing yet a row could stand in. */
  onNoCategory(): void;
  /** The row is there and its next cell is wanted. */
  onNext(made: Clause): void;
}): Adding {
  const t = useWords('schemeEditor');
  const hold = useNewRow();
  const [busy, setBusy] = useState(false);
  const placeBelow = (categoryId: CategoryId, parentId: ClauseId | null): Place => ({
    categoryId,
    parentId,
    afterId: siblingsOf(held(), { categoryId, parentId }).at(-1)?.id ?? null,
  });
  const placeBy = ({ categoryId, parentId, id }: Clause, where: 'sibling' | 'child'): Place =>
    where === 'child' ? placeBelow(categoryId, id) : { categoryId, parentId, afterId: id };
  const start = (place: Place) => {
    if (!acts.mayEdit()) return;
    onWhole();
    const parent = place.parentId ?? (place.categoryId as string);
    if (table.folded.has(parent)) table.fold(parent);
    table.setAdding(place);
    table.jump(newRowId, 'text');
  };
  const begin = (where: 'sibling' | 'child') => {
    const { row } = table;
    const [first] = tree.categories;
    if (row?.kind === 'clause') start(placeBy(row.clause, where));
    else if (row?.kind === 'category') start(placeBelow(row.category.id, null));
    else if (!row && first) start(placeBelow(first.id, null));
    else if (!row) onNoCategory();
  };
  const add = async (place: Place, fields: { no: string; text: string }, end: NewRowEnd) => {
    setBusy(true);
    const edit = await editing.act('schemes.addClause', () => ({ ...place, ...fields, disposition: 'file', term: null }));
    setBusy(false);
    const made = edit?.clauses.find((clause) => clause.id === edit.about);
    if (!made) return hold.text.current?.focus();
    acts.say(t('added', { no: made.no }));
    table.setAdding(null);
    if (end === 'left') return;
    table.jump(made.id, 'text');
    if (end === 'stay') return toTable();
    if (end === 'next') return onNext(made);
    start(placeBy(made, end));
  };
  const stop = (place: Place, end: NewRowEnd = 'stay') => {
    table.setAdding(null);
    table.jump(place.afterId ?? place.parentId ?? place.categoryId);
    if (end !== 'left') toTable();
  };
  return { hold, busy, begin, add, stop };
}
