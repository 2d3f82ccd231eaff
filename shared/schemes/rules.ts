import { isLegacyTerm } from '../retention/terms.ts';
import type { Category, CategoryId, Clause, ClauseId, SchemeFinding } from './schemes.ts';
import { numbersAbove } from './template.ts';

/** The rules of SPEC.md that look at one table, by id. `error` keeps a draft from coming into force; `note` only tells. */
const schemeRules = {
  S1: 'error',
  S2: 'error',
  S3: 'error',
  S4: 'error',
  S5: 'error',
  S6: 'error',
  S7: 'error',
  S8: 'note',
  S9: 'note',
  S10: 'note',
  S12: 'note',
  S13: 'note',
  S14: 'note',
} as const satisfies { readonly [rule: string]: SchemeFinding['severity'] };
type SchemeRule = keyof typeof schemeRules;

export type TableCategory = Pick<Category, 'id' | 'code'>;
export type TableClause = Pick<Clause, 'id' | 'categoryId' | 'parentId' | 'no' | 'disposition' | 'term'>;

/** The last piece of a number as `{ above, count, suffix }`: `1.10` → `1`, 10, ''; `9a` → '', 9, 'a'. Undefined for 一 and the like. */
function lastPiece(no: string): { above: string; count: number; suffix: string } | undefined {
  const match = /^(?:(.*)\.)?(\d+)([a-zA-Z]*)$/.exec(no);
  return match ? { above: match[1] ?? '', count: Number(match[2]), suffix: match[3] ?? '' } : undefined;
}

/** What the rules say about one row taken by itself: S1, S3, S5. `leaf`: no rows stand below it. */
function rowFindings(clause: TableClause, leaf: boolean): SchemeRule[] {
  const found: SchemeRule[] = [];
  if (clause.disposition === 'file' && leaf && clause.term === null) found.push('S1');
  if (clause.disposition !== 'heading' && !leaf) found.push('S2');
  if (clause.disposition !== 'file' && clause.term !== null) found.push('S3');
  if (clause.term !== null && isLegacyTerm(clause.term)) found.push('S5');
  if (clause.disposition === 'heading' && leaf) found.push('S13');
  return found;
}

/**
 * Looks at a whole table (rows in table order) and tells every rule it breaks, row by row, then what concerns no single row.
 * Linear in the number of rows.
 */
export function schemeFindings(categories: readonly TableCategory[], clauses: readonly TableClause[]): SchemeFinding[] {
  const byId = new Map(clauses.map((clause) => [clause.id, clause]));
  const parents = new Set(clauses.map((clause) => clause.parentId));
  const findings: SchemeFinding[] = [];
  const tell = (rule: SchemeRule, clause: TableClause | null, no = clause?.no ?? '') =>
    findings.push({ rule, severity: schemeRules[rule], clauseId: clause?.id ?? null, no });

  const among = new Map<string, ClauseId>();
  const inCategory = new Map<string, ClauseId>();
  const before = new Map<string, TableClause>();
  for (const clause of clauses) {
    for (const rule of rowFindings(clause, !parents.has(clause.id))) tell(rule, clause);

    const siblings = clause.parentId ?? clause.categoryId;
    const place = `${siblings} ${clause.no}`;
    const anywhere = `${clause.categoryId} ${clause.no}`;
    if (among.has(place)) tell('S4', clause);
    else if (inCategory.has(anywhere)) tell('S12', clause);
    among.set(place, clause.id);
    inCategory.set(anywhere, clause.id);

    const parent = clause.parentId === null ? undefined : byId.get(clause.parentId);
    const above = numbersAbove(clause.no);
    if (parent && above.length > 0 && !above.includes(parent.no)) tell('S8', clause);
    else if (above.length > 0 && above[0] !== parent?.no) tell('S10', clause);

    const piece = lastPiece(clause.no);
    if (piece?.suffix) tell('S9', clause);
    if (piece && !piece.suffix) {
      const series = `${siblings} ${piece.above}`;
      const previous = before.get(series);
      const due = previous ? (lastPiece(previous.no)?.count ?? 0) + 1 : 1;
      if (piece.count > due) tell('S14', clause);
      before.set(series, clause);
    }
  }

  const filed = new Set<CategoryId>(clauses.filter((clause) => clause.disposition === 'file').map((clause) => clause.categoryId));
  if (filed.size === 0) tell('S6', null);
  else for (const category of categories) if (!filed.has(category.id)) tell('S6', null, category.code);
  const codes = new Set<string>();
  for (const { code } of categories) {
    if (codes.has(code)) tell('S7', null, code);
    codes.add(code);
  }
  return findings;
}

/** The findings that keep a draft from coming into force. */
export function errorsAmong(findings: readonly SchemeFinding[]): SchemeFinding[] {
  return findings.filter((finding) => finding.severity === 'error');
}

/** What a version in force tells the rule: the years it decides for. */
export interface Years {
  readonly yearFrom: number;
  readonly yearTo: number | null;
}

/** [V1] A version decides for every 年度 from its first to its last, both counted. One replaced whole decides for none. */
export function decidesFor(years: { readonly yearFrom: number | null; readonly yearTo: number | null }, year: number): boolean {
  return years.yearFrom !== null && years.yearFrom <= year && (years.yearTo === null || year <= years.yearTo);
}

/**
 * [V2][V3] What becomes of the version in force when another comes into force from `yearFrom`: it ends the year before (decides for none
 * when both begin in the same year). Null when the new one would begin earlier: then it is unclear which decides, and it is refused.
 */
export function closedBy(inForce: Years, yearFrom: number): Years | null {
  return yearFrom < inForce.yearFrom ? null : { yearFrom: inForce.yearFrom, yearTo: yearFrom - 1 };
}
