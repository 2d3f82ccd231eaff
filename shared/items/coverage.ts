import { z } from 'zod';
import { FondsId } from '../fonds/fonds.ts';
import { query } from '../operation.ts';
import { dutyCodes } from '../schemes/duties.ts';
import { Category, Clause, ClauseId, Scheme, type SchemeTree } from '../schemes/schemes.ts';

/** How many records: of the year asked about, and of all years. Without a year both are the same. */
const Count = z.object({ items: z.int(), ever: z.int() });
export type Count = z.output<typeof Count>;

/** One row of the table with what is filed under it; a heading counts what is filed below it. */
export const CoverageRow = z.object({
  clause: Clause,
  ...Count.shape,
  /** 不归档 decisions that name the row, of the year asked about. */
  declined: z.int(),
  /** [C3] 从未有过: files are kept under it, and in no year was there one. */
  neverHad: z.boolean(),
});
export type CoverageRow = z.output<typeof CoverageRow>;

/** One matter of 村民委员会组织法 第34条 (duties.ts). */
export const DutyCoverage = z.object({
  code: z.enum(dutyCodes),
  /** The rows that answer it and under which records are filed. */
  clauseIds: z.array(ClauseId),
  ...Count.shape,
  /** [C5] What is missing: no row of the table answers it · a row does, but no record was ever filed under it. */
  missing: z.enum(['clause', 'record']).nullable(),
});
export type DutyCoverage = z.output<typeof DutyCoverage>;

/** 覆盖: what of the table has records. */
export const Coverage = z.object({
  year: z.int().nullable(),
  /** The table that decides for the year; null when none does. */
  scheme: Scheme.nullable(),
  categories: z.array(z.object({ category: Category, ...Count.shape })),
  /** In table order. */
  rows: z.array(CoverageRow),
  /** All live records. */
  total: Count,
  /** Of them, without a clause. */
  withoutClause: Count,
  /** Of them, filed under a row of another version that this table does not have. */
  elsewhere: Count,
  /** 不归档 decisions. */
  declined: Count,
  /** [C5] Only for a village. */
  duties: z.array(DutyCoverage).nullable(),
});
export type Coverage = z.output<typeof Coverage>;

export const coverageOperations = {
  /** [C1]–[C6] What has records under the table that decides for a year; without a year, the one in force and all years. */
  'items.coverage': query(z.strictObject({ fondsId: FondsId, year: z.int().nullable().default(null) }), Coverage),
};

/** How many bear a clause of some version. */
export interface CountOfClause extends Count {
  readonly clauseId: ClauseId;
  readonly lineageId: ClauseId;
}

const sum = (counts: readonly Count[]): Count => ({
  items: counts.reduce((total, { items }) => total + items, 0),
  ever: counts.reduce((total, { ever }) => total + ever, 0),
});

/** [C2][C3] Lays counts over a table: through the lineage of a row also what was filed under the same row of another version. */
export function coverageOf(
  { categories, clauses }: Pick<SchemeTree, 'categories' | 'clauses'>,
  counts: readonly CountOfClause[],
  declined: readonly CountOfClause[],
): Pick<Coverage, 'categories' | 'rows' | 'elsewhere'> {
  const ids = new Set(clauses.map((clause) => clause.id));
  const byLineage = new Map(clauses.toReversed().map((clause) => [clause.lineageId, clause.id]));
  const rowOf = ({ clauseId, lineageId }: CountOfClause) => (ids.has(clauseId) ? clauseId : byLineage.get(lineageId));
  const filed = Map.groupBy(counts, rowOf);
  const refused = Map.groupBy(declined, rowOf);
  // From the last row up: what stands below a row has been summed before the row itself.
  const own = new Map<string, { count: Count; declined: number }>();
  for (const clause of clauses.toReversed()) {
    const below = own.get(clause.id);
    const count = sum([...(filed.get(clause.id) ?? []), ...(below ? [below.count] : [])]);
    const told = sum(refused.get(clause.id) ?? []).items + (below?.declined ?? 0);
    own.set(clause.id, { count, declined: told });
    if (clause.parentId === null) continue;
    const parent = own.get(clause.parentId);
    own.set(clause.parentId, { count: sum([...(parent ? [parent.count] : []), count]), declined: (parent?.declined ?? 0) + told });
  }
  const rows = clauses.map((clause): CoverageRow => {
    const { count, declined: told } = own.get(clause.id) as { count: Count; declined: number };
    return { clause, ...count, declined: told, neverHad: clause.disposition === 'file' && count.ever === 0 };
  });
  const top = Map.groupBy(
    rows.filter(({ clause }) => clause.parentId === null),
    ({ clause }) => clause.categoryId,
  );
  return {
    categories: categories.map((category) => ({ category, ...sum(top.get(category.id) ?? []) })),
    rows,
    elsewhere: sum(filed.get(undefined) ?? []),
  };
}

/** [C5] The matters of 第34条, by the rows that answer them. A heading that names one answers it with every row below it that does not name another. */
export function dutiesCovered(rows: readonly CoverageRow[]): DutyCoverage[] {
  const dutyOf = new Map<string, string>();
  const answering = new Map<string, CoverageRow[]>();
  for (const row of rows) {
    const { clause } = row;
    const duty = clause.duty || (clause.parentId === null ? '' : (dutyOf.get(clause.parentId) ?? ''));
    dutyOf.set(clause.id, duty);
    if (clause.disposition === 'file' && duty) answering.set(duty, [...(answering.get(duty) ?? []), row]);
  }
  return dutyCodes.map((code) => {
    const found = answering.get(code) ?? [];
    const count = sum(found);
    return {
      code,
      clauseIds: found.map(({ clause }) => clause.id),
      ...count,
      missing: found.length === 0 ? 'clause' : count.ever === 0 ? 'record' : null,
    };
  });
}
