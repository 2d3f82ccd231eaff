import { Alert, Button, Segmented, Table } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Batch, RowOutcome, RowProblem } from '../../shared/imports/imports.ts';
import { problemOf, useAct, useAsk, useTask } from '../app/ask.ts';
import { useDone } from '../app/done.ts';
import { useWords } from '../app/words.ts';
import { figure, many } from '../controls/figures.ts';
import { LongWork } from '../controls/LongWork.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Loading } from '../controls/Screen.tsx';
import { useTermWords } from '../controls/TermTag.tsx';
import { BatchBalance, isBalanced } from './BatchBalance.tsx';

const sampleRows = 20;
const problemsAPage = 100;
const filters: readonly RowOutcome[] = ['rejected', 'skipped', 'new', 'updated'];

/** A rehearsed batch: the balance, what is wrong, how it would look, and the act itself. */
export function Rehearsal({
  batch,
  stale,
  onCommitted,
  onDiscarded,
}: {
  batch: Batch;
  stale: boolean;
  onCommitted(batch: Batch): void;
  onDiscarded(): void;
}) {
  const t = useWords('imports');
  const commit = useTask('imports.commit');
  const discard = useAct('imports.discard');
  useDone(commit, onCommitted);
  const top = useRef<HTMLElement>(null);
  useEffect(() => {
    void top.current?.scrollIntoView({ block: 'start' });
  }, []);
  const taken = batch.balance.new + batch.balance.updated;
  const sound = isBalanced(batch.balance);
  return (
    <section ref={top} className="stack" aria-label={t('balance')}>
      <h2>{t('balance')}</h2>
      <BatchBalance balance={batch.balance} />
      {!sound && <Alert type="error" showIcon title={t('balance-off')} />}
      {(batch.reasons.classified ?? 0) > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('classified-gone', many(batch.reasons.classified ?? 0))}
          description={t('classified-gone-note')}
        />
      )}
      {stale && <Alert type="warning" showIcon title={t('rehearse-stale')} />}
      <div className="row-of-buttons">
        <Button
          type="primary"
          disabled={taken === 0 || stale || !sound}
          loading={commit.isRunning}
          onClick={() => commit.start({ batchId: batch.id })}
        >
          {taken === 0 ? t('commit-none') : t('commit', many(taken))}
        </Button>
        <Button
          disabled={commit.isRunning}
          loading={discard.isPending}
          onClick={() => discard.mutate({ batchId: batch.id }, { onSuccess: onDiscarded })}
        >
          {t('discard')}
        </Button>
        {taken > 0 && (
          <span className="quiet">{t('commit-note', { new: figure(batch.balance.new), updated: figure(batch.balance.updated) })}</span>
        )}
      </div>
      {commit.isRunning && <LongWork task={commit.task} />}
      <ProblemNotice problem={commit.problem ?? (discard.error ? problemOf(discard.error) : null)} />
      <Problems batch={batch} />
      <Sample batch={batch} />
    </section>
  );
}

function Problems({ batch }: { batch: Batch }) {
  const t = useWords('imports');
  const [page, setPage] = useState(1);
  const [outcome, setOutcome] = useState<RowOutcome | null>(batch.balance.rejected > 0 ? 'rejected' : null);
  const problems = useAsk(
    'imports.problems',
    { batchId: batch.id, outcome, offset: (page - 1) * problemsAPage, limit: problemsAPage },
    { keep: true },
  );
  if (problems.isPending) return <Loading />;
  if (problems.error) return <ProblemNotice problem={problemOf(problems.error)} />;
  const { rows, total } = problems.data;
  return (
    <section aria-label={t('problems')}>
      <h2>
        {t('problems')} {total > 0 && <span className="quiet tabular">{t('problems-count', many(total))}</span>}
      </h2>
      {(total > 0 || outcome) && (
        <Segmented<RowOutcome | ''>
          className="problems-filter"
          aria-label={t('problems-filter')}
          value={outcome ?? ''}
          options={[{ value: '', label: t('problems-all') }, ...filters.map((one) => ({ value: one, label: t(`outcome-${one}`) }))]}
          onChange={(value) => {
            setOutcome(value || null);
            setPage(1);
          }}
        />
      )}
      {total === 0 ? (
        <p className="quiet">{outcome ? t('problems-none-such') : t('problems-none')}</p>
      ) : (
        <Table<RowProblem>
          size="small"
          aria-label={t('problems')}
          rowKey={(row) => `${row.line}:${row.reason}:${row.field ?? ''}`}
          dataSource={rows}
          pagination={
            total > problemsAPage ? { current: page, pageSize: problemsAPage, total, showSizeChanger: false, onChange: setPage } : false
          }
          columns={[
            { title: t('line'), dataIndex: 'line', width: 80, className: 'tabular' },
            { title: t('outcome'), key: 'outcome', width: 90, render: (_, row) => <Outcome outcome={row.outcome} /> },
            { title: t('reason'), key: 'reason', width: 330, render: (_, row) => t(`reason-${row.reason}`) },
            { title: t('field'), key: 'field', width: 120, render: (_, row) => (row.field ? t(`field-${row.field}`) : '') },
            {
              title: t('value'),
              key: 'value',
              ellipsis: true,
              render: (_, row) =>
                row.reason === 'classified' ? (
                  <span className="quiet">{t('value-hidden')}</span>
                ) : (
                  <span title={row.value}>{row.value}</span>
                ),
            },
          ]}
        />
      )}
    </section>
  );
}

const sampleFields = [
  'number',
  'year',
  'term',
  'organ',
  'serial',
  'documentNumber',
  'responsible',
  'title',
  'date',
  'pages',
  'box',
  'remark',
] as const;
const widths: { readonly [field in (typeof sampleFields)[number]]?: number } = {
  number: 190,
  year: 64,
  term: 76,
  organ: 120,
  serial: 64,
  documentNumber: 150,
  responsible: 150,
  date: 100,
  pages: 60,
  box: 60,
  remark: 140,
};

function Sample({ batch }: { batch: Batch }) {
  const t = useWords('imports');
  const sayTerm = useTermWords();
  const sample = useAsk('imports.sample', { batchId: batch.id, limit: sampleRows });
  if (sample.isPending) return <Loading />;
  if (sample.error) return <ProblemNotice problem={problemOf(sample.error)} />;
  const shown = sampleFields.filter((field) => field === 'title' || sample.data.some((row) => row.fields[field]));
  return (
    <section aria-label={t('sample')}>
      <h2>
        {t('sample')} {sample.data.length > 0 && <span className="quiet">{t('sample-note', many(sample.data.length))}</span>}
      </h2>
      {sample.data.length === 0 ? (
        <p className="quiet">{t('sample-none')}</p>
      ) : (
        <Table
          size="small"
          aria-label={t('sample')}
          rowKey="line"
          pagination={false}
          dataSource={sample.data}
          columns={[
            { title: t('line'), dataIndex: 'line', width: 60, className: 'tabular' },
            { title: t('outcome'), key: 'outcome', width: 70, render: (_, row) => <Outcome outcome={row.outcome} /> },
            ...shown.map((field) => ({
              title: t(`field-${field}`),
              key: field,
              ellipsis: true,
              className: 'tabular',
              ...(widths[field] ? { width: widths[field] } : {}),
              render: (_: unknown, row: { fields: Record<string, string> }) =>
                field === 'term' && row.fields[field] ? sayTerm(row.fields[field]) : (row.fields[field] ?? ''),
            })),
          ]}
        />
      )}
    </section>
  );
}

function Outcome({ outcome }: { outcome: RowOutcome }) {
  const t = useWords('imports');
  return <span className={`outcome outcome-${outcome}`}>{t(`outcome-${outcome}`)}</span>;
}
