import { z } from 'zod';
import { FondsId } from '../fonds/fonds.ts';
import { NumberField } from '../numbering/numbering.ts';
import { Moment, query, task } from '../operation.ts';
import { Term } from '../retention/retention.ts';
import { Clause, ClauseId, type SchemeDiff, SchemeId } from '../schemes/schemes.ts';
import { Item, ItemId } from './items.ts';

/**
 * What became of a clause in another version, as far as a record filed under it is concerned: the row is gone, or its 条款号, 条款,
 * 保管期限, 处置, 门类 or place in the tree is another.
 */
export const ClauseChange = z.enum(['removed', 'text', 'term', 'disposition', 'number', 'category', 'moved']);
export type ClauseChange = z.output<typeof ClauseChange>;

/** Records filed under one clause of an older version that says something else now. */
export const OutdatedGroup = z.object({
  /** The clause as they were filed under it. */
  clause: Clause,
  /** The text of the heading it stands under; '' under none. */
  heading: z.string(),
  category: z.string(),
  version: z.int(),
  changes: z.array(ClauseChange).min(1),
  /** What the row is now, with its 门类; null when it is gone. */
  now: z.object({ clause: Clause, heading: z.string(), category: z.string() }).nullable(),
  /** [K2] Records may be filed under what it is now. */
  fits: z.boolean(),
  items: z.int(),
  firstYear: z.int(),
  lastYear: z.int(),
});
export type OutdatedGroup = z.output<typeof OutdatedGroup>;

export const Outdated = z.object({
  /** The version compared with; null when none is in force. */
  against: z.object({ id: SchemeId, version: z.int(), yearFrom: z.int().nullable() }).nullable(),
  /** In the order of the tables, older versions first. */
  groups: z.array(OutdatedGroup),
  /** Live records whose clause says something else now · of an older version that says the same · of the version itself · without a clause. */
  counts: z.object({ changed: z.int(), unchanged: z.int(), current: z.int(), withoutClause: z.int() }),
});
export type Outdated = z.output<typeof Outdated>;

/** Which records go to which clause: all live ones under a clause, or those named. */
const Move = z.strictObject({
  from: z.union([z.strictObject({ clauseId: ClauseId }), z.strictObject({ itemIds: z.array(ItemId).min(1).max(20_000) })]),
  to: ClauseId,
});
export type Move = z.output<typeof Move>;

/** What was seen of a record, and what it was to become: an act that finds anything else is refused. */
const Reviewed = z.strictObject({
  itemId: ItemId,
  to: ClauseId,
  seen: z.strictObject({ clauseId: ClauseId.nullable(), term: Term.nullable(), updatedAt: Moment }),
  becomes: z.strictObject({ term: Term.nullable(), category: z.string(), number: z.string().nullable() }),
});
export type Reviewed = z.output<typeof Reviewed>;

/** What re-classification would do to one record. */
export const PlannedMove = z.object({
  itemId: ItemId,
  title: z.string(),
  year: z.int(),
  /** As filed. */
  was: z.object({
    clauseNo: z.string(),
    clauseText: z.string(),
    clauseTerm: Term.nullable(),
    category: z.string(),
    number: z.string().nullable(),
  }),
  to: ClauseId,
  seen: Reviewed.shape.seen,
  becomes: Reviewed.shape.becomes,
  /** [K4] The term follows the clause · stays because the archivist had chosen it · stays because it stands in the number kept. */
  term: z.enum(['follows', 'own', 'in-number']),
  /** [K5] The number does not change · is kept though other numbers of the clause would look otherwise · is given anew. */
  number: z.enum(['same', 'kept', 'renumbered']),
  /** Why it is not done; null when it is. */
  refused: z.enum(['bin', 'already', 'number-locked', 'number-incomplete']).nullable(),
  /** Components of the number that stand against it, or are missing for a new one. */
  fields: z.array(NumberField),
});
export type PlannedMove = z.output<typeof PlannedMove>;

export const reclassifyOperations = {
  /** [K1] Records whose clause was removed or changed since, compared with a version (the one in force). */
  'items.outdated': query(z.strictObject({ fondsId: FondsId, against: SchemeId.nullable().default(null) }), Outdated),
  /** Live records filed under one clause, by year and entry. */
  'items.underClause': query(
    z.strictObject({
      fondsId: FondsId,
      clauseId: ClauseId,
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    z.object({ rows: z.array(Item), total: z.int() }),
  ),
  /**
   * [K3]–[K6] What re-classification would do, record by record; nothing is done. `except` names records that are to stay: they are told,
   * but get no number. At most `limit` records are looked at; `total` says how many there are.
   */
  'items.rehearseReclassify': query(
    z.strictObject({
      fondsId: FondsId,
      moves: z.array(Move).min(1).max(500),
      except: z.array(ItemId).max(20_000).default([]),
      renumber: z.boolean().default(false),
      limit: z.int().min(1).max(20_000).default(5000),
    }),
    z.object({
      rows: z.array(PlannedMove),
      total: z.int(),
      /** The clauses records go to. */
      clauses: z.array(z.object({ clause: Clause, category: z.string(), version: z.int() })),
    }),
  ),
  /**
   * [K7] 改归: does exactly what was reviewed, all of it in one act or nothing. A record that is not as it was seen, or would become something
   * else, refuses the whole as `changed-meanwhile` with `records`: the first hundred such records, and `count`.
   */
  'items.reclassify': task(
    z.strictObject({ fondsId: FondsId, items: z.array(Reviewed).min(1).max(20_000), renumber: z.boolean().default(false) }),
    z.object({ reclassified: z.int(), renumbered: z.int() }),
  ),
};

/** What a row of one version is in the other, for those filed under it. */
export interface ClauseNow {
  readonly clause: Clause;
  readonly heading: string;
  readonly category: string;
  readonly changes: readonly ClauseChange[];
  readonly now: { readonly clause: Clause; readonly heading: string; readonly category: string } | null;
}

const changeOfField: { readonly [field: string]: ClauseChange } = {
  no: 'number',
  text: 'text',
  term: 'term',
  disposition: 'disposition',
};

/** [K1] Every row of the older table with what it is in the newer one. What records do not keep (部门, 默认密级, 备注 …) is no change to them. */
export function clausesNow({ categories }: Pick<SchemeDiff, 'categories'>): Map<ClauseId, ClauseNow> {
  const rows = categories.flatMap((pair) => pair.rows);
  const nowOf = new Map(rows.flatMap(({ from, to }) => (from && to ? [[from.id, to.id] as const] : [])));
  const codes = new Map(
    categories.flatMap(({ from, to }) => [from, to].flatMap((category) => (category ? [[category.id, category.code] as const] : []))),
  );
  const texts = new Map(rows.flatMap(({ from, to }) => [from, to].flatMap((row) => (row ? [[row.id, row.text] as const] : []))));
  const headingOf = ({ parentId }: Clause) => (parentId === null ? '' : (texts.get(parentId) ?? ''));
  const found = new Map<ClauseId, ClauseNow>();
  for (const { from, to, fields } of rows) {
    if (!from) continue;
    const category = codes.get(from.categoryId) ?? '';
    const was = { clause: from, heading: headingOf(from), category };
    if (!to) {
      found.set(from.id, { ...was, changes: ['removed'], now: null });
      continue;
    }
    const now = { clause: to, heading: headingOf(to), category: codes.get(to.categoryId) ?? '' };
    const changes = fields.flatMap((field) => changeOfField[field] ?? []);
    if (now.category !== category) changes.push('category');
    else if ((from.parentId === null ? null : (nowOf.get(from.parentId) ?? '')) !== to.parentId) changes.push('moved');
    found.set(from.id, { ...was, changes, now });
  }
  return found;
}

/** [K2] Records may be filed under it. */
export function takesRecords({ disposition }: Pick<Clause, 'disposition'>): boolean {
  return disposition === 'file' || disposition === 'hold';
}
