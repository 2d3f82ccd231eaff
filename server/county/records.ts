import { z } from 'zod';
import type { Op } from '../../shared/audit/op.ts';
import { applyItemOp, type ItemRecord, itemFieldNow } from '../../shared/items/codec.ts';
import { itemFields } from '../../shared/items/items.ts';
import type { Json } from '../../shared/reply.ts';

/** Why the county cannot take a record as it stands; `code` is a key the desktops have words for. */
export interface Fault {
  readonly code: string;
  readonly field: string;
}

/** How the county reads the changes of one form of record. The meaning is the room's own codec. */
export interface Form<Rec = unknown> {
  apply(record: Rec | undefined, op: Op): Rec;
  /** The value an op's `was` is hashed from. */
  now(record: Rec, field: string): Json;
  fault(record: Rec, year: number): Fault | null;
}

const itemForm: Form<ItemRecord> = { apply: applyItemOp, now: itemFieldNow, fault: itemFault };

type FondsRecord = { readonly [field: string]: Json };
const fondsForm: Form<FondsRecord> = {
  apply: (record, op) => ({ ...record, ...op.set }),
  now: (record, field) => record[field] ?? null,
  fault: (record) =>
    typeof record['name'] !== 'string' || record['name'].trim() === '' ? { code: 'missing', field: 'name' } : unstorable(record),
};

/** The forms this county serves; older versions join the list and none ever leaves it (sync.md §2.14). */
export const forms: ReadonlyMap<string, Form> = new Map<string, Form>([
  ['item@1', itemForm as Form],
  ['fonds@1', fondsForm as Form],
]);

const Fields = z.object(itemFields);

/** [S9] What the county asks of an item: the fields of DA/T 18 in their forms, a year that has come, 长期 and 短期 only up to 2006. */
function itemFault(item: ItemRecord, year: number): Fault | null {
  if (typeof item.title === 'string' && item.title.trim() === '') return { code: 'missing', field: 'title' };
  if (item.year === 0) return { code: 'missing', field: 'year' };
  const parsed = Fields.safeParse(item);
  if (!parsed.success) return { code: 'invalid', field: String(parsed.error.issues[0]?.path[0] ?? '') };
  if (item.year > year + 1) return { code: 'future-year', field: 'year' };
  if (item.year > 2006 && (item.term === 'long' || item.term === 'short')) return { code: 'term-not-allowed', field: 'term' };
  if (item.number !== null && (typeof item.number !== 'string' || item.number.length > 200)) return { code: 'invalid', field: 'number' };
  if (item.serial !== null && !(Number.isInteger(item.serial) && Math.abs(item.serial) < 2 ** 31))
    return { code: 'invalid', field: 'serial' };
  return unstorable(item as unknown as FondsRecord);
}

/** Text PostgreSQL cannot hold: U+0000 and halves of a character. */
function unstorable(record: FondsRecord): Fault | null {
  const field = Object.keys(record).find((name) => !isStorable(name) || !isStorable(record[name] ?? null));
  return field === undefined ? null : { code: 'bad-text', field: isStorable(field) ? field : '' };
}

function isStorable(value: Json): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (value === null || typeof value !== 'object') return true;
  return Object.entries(value).every(([name, inner]) => isStorable(name) && isStorable(inner));
}
