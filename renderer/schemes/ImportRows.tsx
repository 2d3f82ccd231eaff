import { Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { SchemeDecision, SchemeReading } from '../../shared/imports/scheme.ts';
import { useWords } from '../app/words.ts';
import { type Column, DataGrid, rowsOf } from '../controls/DataGrid.tsx';
import { figure } from '../controls/figures.ts';
import { TermTag } from '../controls/TermTag.tsx';
import { DecideOne, useValueWords } from './ImportDecisions.tsx';
import { countOf, type ReadingRow, type ReadingView, readingRows } from './reading.ts';

/** Findings whose name tells what stood in the file. */
const saysBefore: ReadonlySet<string> = new Set(['legacy-term', 'term-unread', 'terms-two', 'category-code']);

/** The dry run: every row as it would stand, with what was mended and what is undecided; the row on hand is decided below. */
export function ImportRows({
  reading,
  leftOut,
  onDecide,
  onLeave,
}: {
  reading: SchemeReading;
  leftOut: readonly string[];
  onDecide(decision: SchemeDecision): void;
  onLeave(at: string, out: boolean): void;
}) {
  const t = useWords('schemeImport');
  const sayValue = useValueWords();
  const [view, setView] = useState<ReadingView>('all');
  const [hand, setHand] = useState('');
  const rows = useMemo(() => readingRows(reading, view), [reading, view]);
  const current = rows.find(({ key }) => key === hand);
  const sayFinding = (finding: SchemeReading['findings'][number]) => {
    const known = finding.choices.length > 0 && finding.after !== '' ? sayValue(finding.after) : finding.after;
    const mark = finding.severity === 'decide' && finding.decided ? 'decided' : finding.severity;
    const name = t(`kind.${finding.kind}`, { before: finding.before.slice(0, 20) });
    // Where the name says what stood in the file, only what it becomes is added.
    const before = saysBefore.has(finding.kind) ? '' : finding.before.slice(0, 40);
    const after = saysBefore.has(finding.kind) && !finding.decided ? '' : known;
    const change = before && after ? `${before} → ${after}` : after && saysBefore.has(finding.kind) ? `→ ${after}` : before || after;
    return `${t(`mark.${mark}`)}：${name}${change ? `（${change}）` : ''}`;
  };
  const columns: Column<ReadingRow>[] = [
    {
      key: 'line',
      title: t('col.line'),
      width: 110,
      render: (row) => (row.kind === 'category' ? '' : <span className="quiet tabular">{`${row.sheet} ${row.line}`}</span>),
    },
    {
      key: 'no',
      title: t('col.no'),
      width: 150,
      render: (row) =>
        row.kind === 'category' ? (
          <strong>{row.code}</strong>
        ) : row.kind === 'clause' ? (
          <span className="tabular" style={{ paddingInlineStart: row.clause.depth * 14 }}>
            {row.clause.no}
          </span>
        ) : (
          ''
        ),
    },
    {
      key: 'text',
      title: t('col.text'),
      width: 320,
      grows: true,
      render: (row) => {
        const text = row.kind === 'category' ? row.name : row.kind === 'clause' ? row.clause.text : row.text;
        return (
          <span className="ellipsis" title={text}>
            {row.kind === 'category' ? <strong>{text}</strong> : text}
          </span>
        );
      },
    },
    {
      key: 'term',
      title: t('col.term'),
      width: 100,
      render: (row) =>
        row.kind === 'clause' ? (
          row.clause.disposition === 'file' ? (
            <TermTag term={row.clause.term} />
          ) : (
            <span className="quiet">{t(`disposition.${row.clause.disposition}`)}</span>
          )
        ) : null,
    },
    {
      key: 'marks',
      title: t('col.marks'),
      width: 400,
      render: (row) => {
        if (row.kind === 'category') return null;
        if (row.kind === 'line' && row.skipped) return <span className="quiet">{t(`skip.${row.skipped}`)}</span>;
        const worst = row.findings.find(({ severity, decided }) => severity === 'decide' && !decided) ?? row.findings[0];
        if (!worst) return null;
        const said = row.findings.map(sayFinding).join('\n');
        return (
          <span
            className={`ellipsis import-mark import-${worst.severity === 'decide' && worst.decided ? 'decided' : worst.severity}`}
            title={said}
          >
            {sayFinding(worst)}
            {row.findings.length > 1 ? ` +${row.findings.length - 1}` : ''}
          </span>
        );
      },
    },
  ];
  return (
    <section className="import-rows" aria-label={t('table')}>
      <Segmented<ReadingView>
        aria-label={t('view')}
        value={view}
        onChange={setView}
        options={[
          { value: 'all', label: t('view.all', { n: figure(reading.origins.length) }) },
          ...(['decide', 'repaired', 'note'] as const).map((each) => ({
            value: each,
            label: t(`view.${each}`, { n: figure(countOf(reading, each)) }),
          })),
          { value: 'skipped' as const, label: t('view.skipped', { n: figure(reading.skipped.length) }) },
        ]}
      />
      <div className="import-grid">
        <DataGrid<ReadingRow>
          label={t('table')}
          rows={rowsOf(rows, ({ key }) => key)}
          columns={columns}
          rowHeight={32}
          empty={t('empty')}
          onMove={(row) => setHand(row.key)}
          onOpen={() => document.querySelector<HTMLElement>('.import-hand button, .import-hand input')?.focus()}
        />
      </div>
      <div className="import-hand">
        {current && current.kind !== 'category' ? (
          <>
            <span className="tabular">{t('row', { line: `${current.sheet} ${current.line}` })}</span>
            {current.findings.map((finding) => (
              <DecideOne key={`${finding.at} ${finding.kind} ${finding.before}`} finding={finding} onDecide={onDecide} />
            ))}
            {leftOut.includes(current.at) ? (
              <Button size="small" onClick={() => onLeave(current.at, false)}>
                {t('takeBack')}
              </Button>
            ) : (
              (current.kind === 'clause' || current.skipped === null) && (
                <Button size="small" onClick={() => onLeave(current.at, true)}>
                  {t('leaveOut')}
                </Button>
              )
            )}
          </>
        ) : (
          <span className="quiet">{t('rowEmpty')}</span>
        )}
      </div>
    </section>
  );
}
