import { useState } from 'react';
import type { SchemeTree } from '../../shared/schemes/schemes.ts';
import { useWords } from '../app/words.ts';
import { figure } from '../controls/figures.ts';
import { useRuleWords } from './TreeRow.tsx';
import type { Table } from './useTable.ts';

/** Walks from finding to finding: `at` is the one the hand is on, -1 for none. */
export function useFindings(tree: SchemeTree, table: Table, say: (words: string) => void, toTable: () => void) {
  const t = useWords('schemeEditor');
  const rule = useRuleWords();
  const [last, setLast] = useState(-1);
  const rowOf = (index: number): string | null => {
    const finding = tree.findings[index];
    return finding ? (finding.clauseId ?? tree.categories.find((category) => category.code === finding.no)?.id ?? null) : null;
  };
  const at = rowOf(last) === table.hand.id ? last : -1;

  const go = (index: number) => {
    const finding = tree.findings[index];
    if (!finding) return;
    const row = rowOf(index);
    setLast(index);
    if (row) table.jump(row, 'text');
    say(t('findingAt', { at: figure(index + 1), total: figure(tree.findings.length), words: [finding.no, rule(finding)].join(' ') }));
    toTable();
  };
  const step = (by: 1 | -1) => {
    const { findings } = tree;
    if (findings.length === 0) return say(t('noFindings'));
    if (at >= 0) return go((at + by + findings.length) % findings.length);
    const order = new Map<string, number>(tree.clauses.map((clause, index) => [clause.id, index]));
    // From where the hand is: the next one in the order of the table.
    const hand = order.get(table.hand.id) ?? -1;
    const place = (index: number) => order.get(findings[index]?.clauseId ?? '') ?? Number.POSITIVE_INFINITY;
    const after = findings.findIndex((_, index) => place(index) >= hand);
    go(by > 0 ? Math.max(0, after) : (after - 1 + findings.length) % findings.length);
  };
  return { at, go, step };
}
