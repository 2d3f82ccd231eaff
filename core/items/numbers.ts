import type { FondsId } from '../../shared/fonds/fonds.ts';
import type { Item } from '../../shared/items/items.ts';
import type { NumberField } from '../../shared/numbering/numbering.ts';
import type { CommandContext } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { knownFonds } from '../fonds/index.ts';
import { giveNumber, openBook, type Proposal } from '../numbering/index.ts';
import { setItemNumber, unnumberedItems } from './store.ts';

/** Which unnumbered items. */
export interface ToNumber {
  readonly fondsId: FondsId;
  readonly year: number | null;
  readonly itemIds: readonly string[] | null;
}

interface Planned {
  readonly item: Item;
  readonly plan: Proposal | { readonly missing: NumberField[] };
}

/** [N9] What 编号 would do, item by item in its order; nothing is written. */
export function planNumbers(db: ReadableDb, { fondsId, year, itemIds }: ToNumber): Planned[] {
  const book = openBook(db, knownFonds(db, fondsId));
  return unnumberedItems(db, fondsId, year, itemIds).map((item) => ({ item, plan: book.propose(item) }));
}

/** 编号: gives every item that is ready its number. */
export function assignNumbers(
  { db, act }: CommandContext,
  which: ToNumber,
): { numbered: number; skipped: number; first: string; last: string } {
  const book = openBook(db, knownFonds(db, which.fondsId));
  const given: string[] = [];
  const items = unnumberedItems(db, which.fondsId, which.year, which.itemIds);
  for (const item of items) {
    const plan = book.propose(item);
    if ('missing' in plan) continue;
    setItemNumber(db, item.id, plan.number, plan.serial, act.at);
    giveNumber(db, book, item.id, plan);
    act.record({
      schema: 'item@1',
      kind: 'patch',
      rid: item.id,
      fonds: item.fondsId,
      secrecy: item.secrecy,
      set: { number: plan.number, serial: plan.serial },
      was: { number: item.number, serial: item.serial },
    });
    given.push(plan.number);
  }
  const asked = which.itemIds ? new Set(which.itemIds).size : items.length;
  return { numbered: given.length, skipped: asked - given.length, first: given[0] ?? '', last: given.at(-1) ?? '' };
}
