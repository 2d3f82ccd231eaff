import { Term } from '../retention/retention.ts';
import { isLegacyTerm, parseTerm, termWords } from '../retention/terms.ts';
import { linesOf, lineWithTerm, type RowCells, saidTerm } from './scheme-cells.ts';
import { termAtEnd } from './scheme-columns.ts';
import type { Findings } from './scheme-findings.ts';
import { addRemark, type Row } from './scheme-row.ts';
import type { Node } from './scheme-tree.ts';

/** What a line says of 保管期限, and the clause without it. */
export interface TermSaid {
  readonly term: string;
  /** From a cell merged over several rows. */
  readonly shared: boolean;
  readonly text: string;
}

/** The term of a line: in its own cell, by a tick below 永久 · 30年 · 10年, or in brackets at the end of the clause. */
export function termOfLine(cells: RowCells, text: string, { tell }: Findings): TermSaid {
  const own = cells.of('term');
  const shared = cells.markOf('term') === 'v';
  const [tick] = cells.ticks;
  // Words and tick must say the same; two terms are asked about.
  if (own !== '' && !cells.ticks.every((each) => parseTerm(each) === parseTerm(own)))
    return { term: [own, ...cells.ticks].join('、'), shared, text };
  if (own !== '') return { term: own, shared, text };
  if (tick) {
    if (cells.ticks.length === 1) tell('repaired', 'term-from-tick', '√', tick);
    return { term: cells.ticks.join('、'), shared: false, text };
  }
  const lines = linesOf(text);
  const ending = lines.length === 1 || !lineWithTerm(lines.at(-1) ?? '') ? termAtEnd(text) : undefined;
  if (!ending) return { term: '', shared, text };
  tell('repaired', 'term-from-text', text.slice(-40), ending.term);
  return { term: ending.term, shared, text: ending.text };
}

/** Gives a row its term; 同上 may be the one of the row `above`. 长期 and 短期, two terms, words that are none are asked about; what stood there is kept in the remark. */
export function setTerm(row: Row, said: string, shared: boolean, { ask }: Findings, above: Row['term'] = null): void {
  const heard = saidTerm(said);
  row.termShared = shared;
  if (heard.is === 'none') return;
  if (heard.is === 'disposition') row.disposition = heard.disposition;
  else if (heard.is === 'term' && !isLegacyTerm(heard.term)) row.term = row.termHeard = heard.term;
  else if (heard.is === 'term') {
    row.termAsked = true;
    const value = ask('legacy-term', termWords(heard.term), '', ['Y', 'D30', 'D10']);
    if (value) row.term = Term.parse(value);
    addRemark(row, `原表期限：${termWords(heard.term)}`);
  } else if (heard.is === 'several') {
    row.termAsked = true;
    const value = ask('terms-two', said, '', [...heard.terms.filter((term) => !isLegacyTerm(term)), 'none']);
    if (value && value !== 'none') row.term = Term.parse(value);
    else addRemark(row, `原表期限：${said.replace(/\s+/g, '、')}`);
  } else {
    row.termAsked = true;
    const proposal = above && /^(?:同上|同前|[〃″"“”々])$/.test(said.trim()) ? above : 'none';
    const value = ask('term-unread', said, proposal, [...new Set(['none', 'Y', 'D30', 'D10', proposal])]);
    if (value && value !== 'none') row.term = Term.parse(value);
    else addRemark(row, `原表期限：${said.slice(0, 200)}`);
    row.termHeard = row.term ?? (proposal === 'none' ? null : Term.parse(proposal));
  }
}

/** A row with rows below it carries no term (S2, S3): it is dropped into the remark, or goes to the rows below that have none. */
export function settleHeading({ value, below }: Node<Row>, { ask }: Findings): void {
  if (value.term === null) return;
  const bare = below.filter((child) => child.value.term === null && child.below.length === 0 && child.value.disposition === null);
  if (value.termShared && bare.length === 0) {
    value.term = null;
    return;
  }
  const proposal = bare.length > 0 ? 'children' : 'drop';
  const { at, sheet, line } = value;
  const from = { at, sheet, line };
  const how = ask('term-on-heading', `${value.no} ${termWords(value.term)}`, proposal, ['drop', 'children'], from) ?? proposal;
  if (how === 'children') for (const child of bare) child.value.term = value.term;
  else addRemark(value, `原表期限：${termWords(value.term)}`);
  value.term = null;
}
