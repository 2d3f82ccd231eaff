import { z } from 'zod';
import { FondsId } from '../fonds/fonds.ts';
import { Item } from '../items/items.ts';
import { query, text } from '../operation.ts';
import { Term } from '../retention/retention.ts';

export const searchOperations = {
  /**
   * Every live item in which each word (parted by spaces) occurs in 题名, 责任者, 文号, 档号, 旧档号, 机构, 盒号 or 备注;
   * letters without case, full-width as half-width. The same rows as reading every record. Newest first.
   */
  'search.find': query(
    z.strictObject({
      text: text(200),
      fondsId: FondsId.nullable().default(null),
      yearFrom: z.int().nullable().default(null),
      yearTo: z.int().nullable().default(null),
      term: Term.nullable().default(null),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(50),
    }),
    z.object({ rows: z.array(Item), total: z.int() }),
  ),
  /** How many records wait to be indexed; find is complete also while some wait. */
  'search.state': query(z.strictObject({}), z.object({ indexed: z.int(), waiting: z.int() })),
};
