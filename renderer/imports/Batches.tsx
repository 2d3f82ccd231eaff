import { Button, Table } from 'antd';
import type { Batch } from '../../shared/imports/imports.ts';
import { problemOf, useAsk } from '../app/ask.ts';
import { useDesk } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { DateText } from '../controls/DateText.tsx';
import { figure } from '../controls/figures.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Loading } from '../controls/Screen.tsx';

/** The spreadsheets brought in before, newest first. */
export function Batches({ onOpen }: { onOpen(batch: Batch): void }) {
  const t = useWords('imports');
  const { fonds } = useDesk();
  const batches = useAsk('imports.batches', { fondsId: fonds.id });
  return (
    <section aria-label={t('batches')}>
      <h2>{t('batches')}</h2>
      {batches.isPending && <Loading />}
      {batches.error && <ProblemNotice problem={problemOf(batches.error)} />}
      {batches.data?.length === 0 && <p className="quiet">{t('batches-none')}</p>}
      {batches.data && batches.data.length > 0 && (
        <Table<Batch>
          size="small"
          aria-label={t('batches')}
          rowKey="id"
          pagination={batches.data.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
          dataSource={batches.data}
          columns={[
            { title: t('batch-file'), dataIndex: 'fileName', ellipsis: true },
            { title: t('batch-state'), key: 'state', width: 150, render: (_, batch) => t(`state-${batch.state}`) },
            {
              title: t('batch-balance'),
              key: 'balance',
              width: 290,
              className: 'tabular',
              render: (_, { balance }) =>
                [balance.new, balance.updated, balance.unchanged, balance.skipped, balance.rejected].map(figure).join(' / '),
            },
            { title: t('batch-at'), key: 'at', width: 130, render: (_, batch) => <DateText at={batch.committedAt ?? batch.createdAt} /> },
            {
              title: t('batch-actions'),
              key: 'acts',
              width: 100,
              render: (_, batch) =>
                batch.state !== 'discarded' && (
                  <Button size="small" onClick={() => onOpen(batch)} aria-label={`${t('batch-open')} ${batch.fileName}`}>
                    {t('batch-open')}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </section>
  );
}
