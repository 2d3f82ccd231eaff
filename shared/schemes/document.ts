import { z } from 'zod';
import { text, words } from '../operation.ts';
import { StartBasis, Term } from '../retention/retention.ts';
import { Arrangement, CategoryCode, type Clause, Disposition, type SchemeTree } from './schemes.ts';

/**
 * A whole table as a document: what is exported, read back, and published by the county. It bears no ids, no years and no state: two
 * tables that say the same are the same document, and its SHA-256 over canonical JSON (RFC 8785) is its name.
 */

/** How deep rows may stand: far deeper than any table met (8.4.1.1 is four). */
export const deepest = 12;
/** Most rows and categories of one table. */
export const mostClauses = 20_000;
export const mostCategories = 200;

/**
 * A row as a document says it: a form of its own beside the contract's, since what is published is named by its content and read for ever.
 * `depth` 0 stands directly below the category; a row stands below the nearest row before it that is less deep.
 */
export const DocumentClause = z.strictObject({
  depth: z.int().min(0).max(deepest),
  no: words(20),
  text: words(4000),
  disposition: Disposition,
  term: Term.nullable(),
  department: text(60),
  secrecy: z.int().min(0).max(4),
  openness: z.enum(['open', 'restricted', 'deferred', 'unreviewed']),
  duty: z.string().max(20),
  remark: text(500),
  checked: z.boolean(),
  source: text(20),
});
export type DocumentClause = z.output<typeof DocumentClause>;

export const SchemeDocument = z.strictObject({
  kind: z.literal('lantai-scheme'),
  version: z.literal(1),
  title: words(200),
  template: text(60),
  approvedBy: text(120),
  approvalNumber: text(60),
  approvalDate: z.string().regex(/^(?:\d{8})?$/),
  categories: z
    .array(
      z.strictObject({
        code: CategoryCode,
        name: words(60),
        arrangement: Arrangement,
        numberTemplate: words(60),
        startBasis: StartBasis,
        clauses: z.array(DocumentClause).max(mostClauses),
      }),
    )
    .max(mostCategories),
});
export type SchemeDocument = z.output<typeof SchemeDocument>;

function documentClause({ depth, no, text, disposition, term, department, secrecy, openness, duty, remark, checked, source }: Clause) {
  return { depth, no, text, disposition, term, department, secrecy, openness, duty, remark, checked, source };
}

/** A table as a document. */
export function documentOf({ scheme, categories, clauses }: Pick<SchemeTree, 'scheme' | 'categories' | 'clauses'>): SchemeDocument {
  const rows = Map.groupBy(clauses, (clause) => clause.categoryId);
  return {
    kind: 'lantai-scheme',
    version: 1,
    title: scheme.title,
    template: scheme.template,
    approvedBy: scheme.approvedBy,
    approvalNumber: scheme.approvalNumber,
    approvalDate: scheme.approvalDate,
    categories: categories.map(({ id, code, name, arrangement, numberTemplate, startBasis }) => ({
      code,
      name,
      arrangement,
      numberTemplate,
      startBasis,
      clauses: (rows.get(id) ?? []).map(documentClause),
    })),
  };
}
