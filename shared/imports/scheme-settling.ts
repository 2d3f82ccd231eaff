import { termWords } from '../retention/terms.ts';
import type { DocumentClause, SchemeDocument } from '../schemes/document.ts';
import type { SchemeReading } from './scheme.ts';
import type { Findings } from './scheme-findings.ts';
import { addRemark, longest, type Row } from './scheme-row.ts';
import type { Table } from './scheme-tables.ts';
import { settleHeading } from './scheme-term.ts';
import { inOrder } from './scheme-tree.ts';

interface Settled {
  readonly categories: SchemeDocument['categories'];
  readonly origins: SchemeReading['origins'];
  /** The first row each line gave. */
  readonly rowsOf: ReadonlyMap<string, number>;
}

/** The rows as a table, terms and dispositions settled now that it is known what stands below what. */
export function settle(tables: Iterable<Table>, findings: Findings): Settled {
  const rowsOf = new Map<string, number>();
  const origins: SchemeReading['origins'] = [];
  const categories: SchemeDocument['categories'] = [];
  for (const { category, tree } of tables) {
    const rows = inOrder(tree.roots);
    for (const { node } of rows) if (node.below.length > 0) settleHeading(node, findings);
    const clauses = rows.map(({ node, depth }) => {
      const { at, sheet, line } = node.value;
      if (!rowsOf.has(at)) rowsOf.set(at, origins.length);
      origins.push({ at, sheet, line });
      return clauseOf(node.value, depth, node.below.length > 0, findings);
    });
    if (clauses.length > 0) categories.push({ ...category, clauses });
  }
  return { categories, origins, rowsOf };
}

function clauseOf(row: Row, depth: number, isHeading: boolean, { tell }: Findings): DocumentClause {
  const disposition = isHeading ? 'heading' : (row.disposition ?? 'file');
  const term = disposition === 'file' ? row.term : null;
  const { at, sheet, line } = row;
  if (disposition === 'file' && term === null && !row.termAsked) tell('note', 'no-term', row.no, '', { at, sheet, line });
  if (term === null && row.term !== null) addRemark(row, `原表期限：${termWords(row.term)}`);
  const { no, text, department, secrecy, openness, duty, remark, checked, source } = row;
  return {
    depth,
    no: no.slice(0, longest.no),
    text: text.slice(0, longest.text),
    disposition,
    term,
    department,
    secrecy,
    openness,
    duty,
    remark,
    checked,
    source,
  };
}
