import { Segmented } from 'antd';
import { useRef, useState } from 'react';
import type { Output } from '../../shared/contract.ts';
import { fieldName } from '../../shared/problems.ts';
import { SendState, type SentRecord } from '../../shared/sync/sync.ts';
import { problemOf } from '../app/ask.ts';
import { useArrival, useDesk } from '../app/desk.tsx';
import { usePages } from '../app/pages.ts';
import { useLanguage, useWords } from '../app/words.ts';
import { type Column, DataGrid } from '../controls/DataGrid.tsx';
import { DateText } from '../controls/DateText.tsx';
import { figure } from '../controls/figures.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Empty, Loading } from '../controls/Screen.tsx';

const keyOf = (record: SentRecord) => record.itemId;
/** Why a change was returned, parked or remarked on, as the county says it. */
const reasons = [
  'classified',
  'missing',
  'invalid',
  'future-year',
  'term-not-allowed',
  'bad-text',
  'out-of-scope',
  'unknown-schema',
  'unstorable',
  'group',
  'exists',
  'changed-meanwhile',
  'no-record',
  'number-taken',
] as const;

/** Every record and what became of its newest change. */
export function Records({ status }: { status: Output<'sync.status'> }) {
  const t = useWords('sync');
  const { go } = useDesk();
  const [state, setState] = useState<SendState | null>(null);
  const place = useRef<HTMLElement>(null);
  useArrival('sync', ({ view }) => {
    const wanted = SendState.safeParse(view);
    if (!wanted.success) return;
    setState(wanted.data);
    place.current?.scrollIntoView({ block: 'start' });
  });
  const records = usePages('sync.records', { fondsId: null, state }, keyOf);
  const columns: Column<SentRecord>[] = [
    {
      key: 'number',
      title: t('column-number'),
      width: 210,
      render: (record) =>
        record.number ? <span className="number">{record.number}</span> : <span className="quiet">{t('unnumbered')}</span>,
    },
    {
      key: 'title',
      title: t('column-title'),
      width: 260,
      grows: true,
      render: (record) => <span title={record.title}>{record.title}</span>,
    },
    {
      key: 'state',
      title: t('column-state'),
      width: 90,
      render: (record) => <span className={`sent sent-${record.state}`}>{t(`state-${record.state}`)}</span>,
    },
    { key: 'receipt', title: t('column-receipt'), width: 300, render: (record) => <ReceiptOrReason record={record} /> },
    { key: 'changed', title: t('column-changed'), width: 130, render: (record) => <DateText at={record.changedAt} /> },
  ];
  return (
    <section ref={place} aria-label={t('records')} className="stack-tight">
      <h2>{t('records')}</h2>
      <Segmented<SendState | ''>
        className="sync-filter"
        aria-label={t('filter')}
        value={state ?? ''}
        options={[
          { value: '', label: `${t('state-all')} ${figure(status.records)}` },
          ...SendState.options.map((one) => ({ value: one, label: `${t(`state-${one}`)} ${figure(status[one])}` })),
        ]}
        onChange={(value) => setState(value || null)}
      />
      <ProblemNotice problem={records.error ? problemOf(records.error) : null} />
      {records.isPending && <Loading />}
      {!records.isPending && !records.error && records.source.total === 0 && (
        <Empty words={t(status.records === 0 ? 'records-none-yet' : 'records-none')} />
      )}
      {records.source.total > 0 && (
        <div className="sync-records">
          <DataGrid
            label={t('records')}
            rows={records.source}
            columns={columns}
            onOpen={(record) => go('items', { item: record.itemId, every: 'year' })}
          />
        </div>
      )}
    </section>
  );
}

function ReceiptOrReason({ record }: { record: SentRecord }) {
  const t = useWords('sync');
  const language = useLanguage();
  if (!record.reason) return <span className="tabular">{record.receipt}</span>;
  const { code, field, text } = record.reason;
  const said = text || t(`reason-${reasons.find((one) => one === code) ?? 'other'}`);
  const words = field ? t('return-reason', { text: said, field: fieldName(field, language) }) : said;
  return <span title={words}>{words}</span>;
}
