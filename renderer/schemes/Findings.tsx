import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { SchemeFinding, SchemeTree } from '../../shared/schemes/schemes.ts';
import { useWords } from '../app/words.ts';
import { type Column, DataGrid, rowsOf } from '../controls/DataGrid.tsx';
import { useRuleWords } from './TreeRow.tsx';

/** Every finding with its row, where F8 walks: in table order, as the rules tell them. */
export function Findings({ tree, at, onGo, onClose }: { tree: SchemeTree; at: number; onGo(index: number): void; onClose(): void }) {
  const t = useWords('schemeEditor');
  const scheme = useWords('schemes');
  const rule = useRuleWords();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const texts = useMemo(() => new Map<string, string>(tree.clauses.map((clause) => [clause.id, clause.text])), [tree]);
  const keyOf = (finding: SchemeFinding) => `${finding.rule} ${finding.clauseId ?? ''} ${finding.no}`;
  const columns: Column<SchemeFinding>[] = [
    {
      key: 'severity',
      title: t('col.severity'),
      width: 84,
      render: ({ severity }) => <span className={severity === 'error' ? 'bad' : ''}>{scheme(`severity.${severity}`)}</span>,
    },
    { key: 'no', title: t('col.no'), width: 110, render: (finding) => finding.no || scheme('wholeTable') },
    { key: 'rule', title: t('col.rule'), width: 260, render: (finding) => rule(finding) },
    { key: 'text', title: t('col.text'), width: 200, grows: true, render: (finding) => texts.get(finding.clauseId ?? '') ?? '' },
  ];
  return (
    <section className="finding-list" aria-label={t('findings')}>
      <DataGrid
        label={t('findings')}
        rows={rowsOf(tree.findings, keyOf)}
        columns={columns}
        selection={chosen}
        onSelect={setChosen}
        onOpen={(_, index) => onGo(index)}
        onClick={(_, index) => onGo(index)}
        rowHeight={32}
        {...(at >= 0 ? { current: at } : {})}
        empty={t('noFindings')}
        foot={
          <Button type="link" size="small" onClick={onClose}>
            {t('close')}
          </Button>
        }
      />
    </section>
  );
}
