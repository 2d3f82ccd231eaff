import type { StartBasis, Term } from '../retention/retention.ts';
import { parseTerm } from '../retention/terms.ts';
import type { Disposition } from './schemes.ts';

/** A row as a template's source prints it: 条款号, 条款, 保管期限 as printed ('' for a heading), mark of the source, remark. */
type PrintedRow = readonly [no: string, text: string, term: string, source: string, remark?: string, duty?: string];

/** A 门类 of a template with its rows. */
export interface TemplateCategory {
  readonly code: string;
  readonly name: string;
  readonly arrangement: 'item' | 'volume';
  /** 起算; 年度 where it says nothing. */
  readonly startBasis?: StartBasis;
  /** Number template of the category; '' takes the fonds' own. */
  readonly numberTemplate: string;
  readonly rows: readonly PrintedRow[];
}

/** A shipped 三合一 table to start from. */
export interface Template {
  readonly id: string;
  readonly name: string;
  /** What it rests on and what is not confirmed, in the archivist's language. */
  readonly basis: string;
  readonly categories: readonly TemplateCategory[];
}

/** A row of a template with its place in the tree. */
export interface TemplateClause {
  readonly no: string;
  readonly text: string;
  readonly disposition: Disposition;
  readonly term: Term | null;
  readonly source: string;
  readonly duty: string;
  readonly remark: string;
  readonly checked: boolean;
  /** Index of the row above it in the tree, within the same answer; null directly below the category. */
  readonly parent: number | null;
  readonly depth: number;
}

/** [S11] Sources whose wording was read in copies of the law itself; rows of any other show 参考. */
export const confirmedSources: ReadonlySet<string> = new Set(['L1', 'L2']);

/** 条款号 of the levels above, nearest first: `8.4.1.1` → `8.4.1`, `8.4`, `8`. A suffix letter makes no level: `9a` stands beside `9`. */
export function numbersAbove(no: string): string[] {
  const pieces = no.split('.');
  return pieces.slice(1).map((_piece, index) => pieces.slice(0, pieces.length - 1 - index).join('.'));
}

/** [S10] The rows of a category in table order, each below the nearest existing number above it. */
export function templateClauses(category: TemplateCategory): TemplateClause[] {
  const clauses: TemplateClause[] = [];
  const placeOf = new Map<string, number>();
  for (const [no, text, printed, source, remark = '', duty = ''] of category.rows) {
    const term = printed === '' ? null : parseTerm(printed);
    if (printed !== '' && !term) throw new RangeError(`${no}: ${printed} is no term`);
    const above = numbersAbove(no).find((number) => placeOf.has(number));
    const parent = above === undefined ? null : (placeOf.get(above) ?? null);
    placeOf.set(no, clauses.length);
    clauses.push({
      no,
      text,
      disposition: term ? 'file' : 'heading',
      term,
      source,
      duty,
      remark,
      checked: confirmedSources.has(source),
      parent,
      depth: parent === null ? 0 : (clauses[parent]?.depth ?? 0) + 1,
    });
  }
  return clauses;
}
