import type { FondsId } from '../../shared/fonds/fonds.ts';
import type { Item, ItemDraft, ItemId } from '../../shared/items/items.ts';
import { classifiedFrom, mentionsMark } from '../../shared/items/secrecy.ts';
import type { InstallationKind } from '../../shared/settings/settings.ts';

/** What the hand writes of an item. */
export type ItemFields = Omit<ItemDraft, 'fondsId'>;
export type FieldName = keyof ItemFields;

/** One form: a new item (`id` null) or an existing one with the values it was opened with. */
export interface Writing {
  /** What its draft is kept by: the item's id, or a name of its own for each new one. */
  readonly key: string;
  readonly id: ItemId | null;
  readonly fields: ItemFields;
  /** The values seen when it was opened; an edit carries them. */
  readonly seen: ItemFields | null;
  /** Fields carried over from the item before and not touched since: 同上. */
  readonly carried: readonly FieldName[];
}

/** A half-typed form as it is kept against a crash. */
export interface KeptWriting extends Writing {
  readonly fondsId: FondsId;
}

export const fieldNames: readonly FieldName[] = [
  'level',
  'category',
  'year',
  'term',
  'clauseId',
  'organCode',
  'organ',
  'catalogue',
  'volume',
  'project',
  'page',
  'responsible',
  'documentNumber',
  'title',
  'date',
  'secrecy',
  'secrecyTerm',
  'openness',
  'pages',
  'box',
  'remark',
];

/** Carried to the next item: what one pile of paper has in common. */
const carriedFields: readonly FieldName[] = [
  'category',
  'year',
  'term',
  'clauseId',
  'organCode',
  'organ',
  'catalogue',
  'volume',
  'project',
  'responsible',
  'openness',
  'box',
];

export function blankFields(year: number): ItemFields {
  return {
    level: 'item',
    category: 'WS',
    year,
    term: null,
    clauseId: null,
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
    secrecy: 0,
    secrecyTerm: '',
    openness: 'unreviewed',
    pages: null,
    box: '',
    remark: '',
  };
}

export function fieldsOf(item: Item): ItemFields {
  return Object.fromEntries(fieldNames.map((name) => [name, item[name]])) as unknown as ItemFields;
}

const newKey = () => `new ${Date.now()}`;

export function newWriting(year: number, before: ItemFields | null): Writing {
  const blank = blankFields(year);
  if (!before) return { key: newKey(), id: null, fields: blank, seen: null, carried: [] };
  const carried = carriedFields.filter((name) => name !== 'year' && before[name] !== '' && before[name] !== null);
  const fields = { ...blank, ...Object.fromEntries(carried.map((name) => [name, before[name]])), year: before.year };
  return { key: newKey(), id: null, fields, seen: null, carried: carried.filter((name) => before[name] !== blank[name]) };
}

export function editWriting(item: Item): Writing {
  const fields = fieldsOf(item);
  return { key: item.id, id: item.id, fields, seen: fields, carried: [] };
}

/** The fields the hand has really changed. */
export function changesOf({ fields, seen }: Pick<Writing, 'fields' | 'seen'>): Partial<ItemFields> {
  return Object.fromEntries(
    fieldNames.filter((name) => seen && fields[name] !== seen[name]).map((name) => [name, fields[name]]),
  ) as Partial<ItemFields>;
}

/** Whether anything was written that would be missed. Carried and preset values alone are not. */
export function isTouched(writing: Writing, year: number): boolean {
  if (writing.seen) return Object.keys(changesOf(writing)).length > 0;
  const blank = blankFields(year);
  return fieldNames.some(
    (name) => name !== 'year' && !writing.carried.includes(name) && !carriedFields.includes(name) && writing.fields[name] !== blank[name],
  );
}

/** Rulings 14: what looks classified is kept nowhere outside a 涉密单机, drafts included. */
export function mayBeKept(fields: ItemFields, kind: InstallationKind | null): boolean {
  return (
    kind === 'classified' ||
    (fields.secrecy < classifiedFrom && !Object.values(fields).some((value) => typeof value === 'string' && mentionsMark(value)))
  );
}
