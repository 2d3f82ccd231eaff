import { z } from 'zod';
import { FondsId } from '../fonds/fonds.ts';
import { id, Nothing, query, words } from '../operation.ts';

const ItemId = id<'ItemId'>();

/**
 * The stored components a 档号 may be composed from. `category` is the whole 类别号 before the year (`ZY·JC·CC`), `volume` 案卷号, 组号 or
 * 册号 (one place in a number), `serial` 件号, or 案卷号 of a record that is itself a volume, `page` 页号.
 */
export const NumberField = z.enum([
  'fonds',
  'category',
  'project',
  'year',
  'term',
  'organCode',
  'organ',
  'catalogue',
  'volume',
  'serial',
  'page',
]);
export type NumberField = z.output<typeof NumberField>;

/** One piece of a number: a field, what stands before it, how wide it is. */
export const NumberSegment = z.object({
  field: NumberField,
  /** What stands between this piece and the one before it (dropped at the start and when an optional piece is empty). */
  before: z.string().max(3),
  /** Zero-padded to this many digits; 0 leaves the value as it is. */
  width: z.int().min(0).max(8),
  optional: z.boolean(),
  case: z.enum(['as-is', 'upper']),
  /** How 保管期限 is written: `code` Y/D30 · `legacy` Y/C/D · `digits` Y/30. */
  termStyle: z.enum(['code', 'legacy', 'digits']),
});
export type NumberSegment = z.output<typeof NumberSegment>;

/** 档号模板: how a number is composed, and which fields make up the sequence the serial runs in. */
export const NumberTemplate = z.object({
  id: z.string(),
  name: z.string(),
  /** The standard it follows. */
  source: z.string(),
  example: z.string(),
  segments: z.array(NumberSegment),
  /** 件号 runs within equal values of these fields; a form without 件号 has none. */
  series: z.array(NumberField),
});
export type NumberTemplate = z.output<typeof NumberTemplate>;

export const numberingOperations = {
  'numbering.templates': query(Nothing, z.array(NumberTemplate)),
  /** Every number ever given in a fonds that contains the text (at most 200, separators in any variant), with the item it belongs or belonged to. */
  'numbering.history': query(
    z.strictObject({ fondsId: FondsId, text: words(80) }),
    z.array(z.object({ number: z.string(), itemId: ItemId, state: z.enum(['taken', 'former']) })),
  ),
};
