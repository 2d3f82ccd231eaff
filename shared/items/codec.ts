import type { Op } from '../audit/op.ts';
import type { Json } from '../reply.ts';
import type { Item } from './items.ts';

/**
 * item@1: the one translation between a record and its ops (rulings 9, 21). Final: what is written here is read for ever.
 *
 * An op of schema `item@1` concerns one record, `rid` = its id, `fonds` = its fonds.
 * - `create`: `set` holds every field below that differs from `blank`; `was` is empty. `createdAt` and `updatedAt` become `op.at`.
 * - `patch`: `set` holds the fields that changed, whole values; `was` the hash of each old value. `updatedAt` becomes `op.at`.
 * - `delete`: into the recycle bin, `set` is empty, `binnedAt` and `updatedAt` become `op.at`. `undelete`: out of it, `binnedAt` null.
 *
 * Fields are those of `Item`, by the same names, without `id`, `fondsId`, `createdAt`, `updatedAt`, `binnedAt`. Ids are 36-character
 * text, 保管期限 `Y` | `D30` | `long` …, 密级 0–4, 日期 as DA/T 18 writes it, `formerNumbers` the whole list.
 * A field this version does not know goes to `ext` under its own name and comes back unchanged.
 */

/** An item with what newer versions wrote on it. */
export type ItemRecord = Item & { readonly ext: { readonly [field: string]: Json } };

type Carried = Omit<Item, 'id' | 'fondsId' | 'createdAt' | 'updatedAt' | 'binnedAt'>;

/** What a field is when the op that created the record does not say. Frozen with item@1. */
export const blank: Carried = {
  level: 'item',
  category: 'WS',
  year: 0,
  term: null,
  clauseId: null,
  clauseNo: '',
  clauseText: '',
  clauseTerm: null,
  organCode: '',
  organ: '',
  catalogue: '',
  volume: '',
  project: '',
  page: '',
  responsible: '',
  documentNumber: '',
  title: '',
  date: '',
  dateGiven: '',
  secrecy: 0,
  secrecyTerm: '',
  openness: 'unreviewed',
  pages: null,
  box: '',
  remark: '',
  serial: null,
  number: null,
  formerNumbers: [],
};

type Fields = { readonly [field: string]: Json };
const known = Object.keys(blank) as (keyof Carried)[];

/** Set by the kind and time of an op, never by its fields. */
const reserved: ReadonlySet<string> = new Set(['__proto__', 'id', 'fondsId', 'createdAt', 'updatedAt', 'binnedAt', 'ext']);

/** What the op that creates this record says: every field that is not blank, and what newer versions wrote. */
export function itemFieldsForOp(item: Item & { readonly ext?: ItemRecord['ext'] }): { [field: string]: Json } {
  const fields: { [field: string]: Json } = { ...item.ext };
  for (const field of known) {
    const value = item[field];
    if (value !== blank[field] && !(Array.isArray(value) && value.length === 0)) fields[field] = value;
  }
  return fields;
}

/** The value an op's `was` is hashed from: a field of the record, of its `ext`, or null where it has none. */
export function itemFieldNow(record: ItemRecord, field: string): Json {
  if (Object.hasOwn(blank, field)) return record[field as keyof Carried];
  return record.ext[field] ?? null;
}

/** The record after an op. Only a `create` may come first; anything else on nothing is a `RangeError`. */
export function applyItemOp(record: ItemRecord | undefined, op: Op): ItemRecord {
  if (op.kind === 'create') {
    const fresh: ItemRecord = {
      id: op.rid as Item['id'],
      fondsId: op.fonds as Item['fondsId'],
      ...blank,
      formerNumbers: [],
      binnedAt: null,
      createdAt: op.at,
      updatedAt: op.at,
      ext: {},
    };
    return withFields(fresh, op.set);
  }
  if (!record) throw new RangeError(`${op.kind} of an item that was never created`);
  if (op.kind === 'delete') return { ...record, binnedAt: op.at, updatedAt: op.at };
  if (op.kind === 'undelete') return { ...record, binnedAt: null, updatedAt: op.at };
  return { ...withFields(record, op.set), updatedAt: op.at };
}

function withFields(record: ItemRecord, set: Fields): ItemRecord {
  const fields: { [field: string]: Json } = {};
  const ext: { [field: string]: Json } = { ...record.ext };
  for (const [field, value] of Object.entries(set)) {
    if (Object.hasOwn(blank, field)) fields[field] = value;
    else if (!reserved.has(field)) ext[field] = value;
  }
  return { ...record, ...fields, ext };
}
