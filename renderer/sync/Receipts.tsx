import { Alert, Button, Table } from 'antd';
import { useState } from 'react';
import type { Output } from '../../shared/contract.ts';
import { problemOf, useAsk } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { DateText } from '../controls/DateText.tsx';
import { figure, many } from '../controls/figures.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';

type Receipt = Output<'sync.receipts'>[number];

/** The county's signed receipts, and checking them again. */
export function Receipts() {
  const t = useWords('sync');
  const receipts = useAsk('sync.receipts', {});
  const [wanted, setWanted] = useState(false);
  const verdict = useAsk('sync.verify', {}, { enabled: wanted });
  const verify = () => {
    if (wanted) void verdict.refetch();
    setWanted(true);
  };
  const checked = wanted && !verdict.isFetching ? verdict.data : undefined;
  return (
    <section aria-label={t('receipts')} className="stack-tight">
      <h2>{t('receipts')}</h2>
      {receipts.error && <ProblemNotice problem={problemOf(receipts.error)} />}
      {receipts.data?.length === 0 && <p className="quiet">{t('receipts-none')}</p>}
      {receipts.data && receipts.data.length > 0 && (
        <>
          <div className="row-of-buttons">
            <Button loading={wanted && verdict.isFetching} onClick={verify}>
              {t('verify')}
            </Button>
          </div>
          {verdict.error && <ProblemNotice problem={problemOf(verdict.error)} />}
          {checked &&
            (checked.broken.length === 0 ? (
              <Alert
                type="success"
                showIcon
                role="status"
                title={t('verify-good', { receipts: figure(checked.receipts), covered: figure(checked.changesCovered) })}
              />
            ) : (
              <Alert
                type="error"
                showIcon
                role="alert"
                title={t('verify-bad', {
                  ...many(checked.broken.length),
                  broken: figure(checked.broken.length),
                  numbers: checked.broken.join('、'),
                  verified: figure(checked.verified),
                })}
              />
            ))}
          <Table<Receipt>
            size="small"
            aria-label={t('receipts')}
            rowKey="number"
            pagination={receipts.data.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
            dataSource={receipts.data}
            columns={[
              { title: t('receipt-number'), dataIndex: 'number', className: 'tabular' },
              { title: t('receipt-at'), key: 'at', width: 130, render: (_, receipt) => <DateText at={receipt.at} /> },
              { title: t('receipt-changes'), dataIndex: 'changes', width: 80, align: 'right', className: 'tabular' },
              { title: t('receipt-accepted'), dataIndex: 'accepted', width: 80, align: 'right', className: 'tabular' },
              { title: t('receipt-returned'), dataIndex: 'returned', width: 80, align: 'right', className: 'tabular' },
              { title: t('receipt-conflict'), dataIndex: 'conflict', width: 80, align: 'right', className: 'tabular' },
              {
                title: t('receipt-verified'),
                key: 'verified',
                width: 140,
                render: (_, receipt) => (
                  <span className={receipt.verified ? 'sent-delivered' : 'sent-returned'}>
                    {t(receipt.verified ? 'verified-yes' : 'verified-no')}
                  </span>
                ),
              },
            ]}
          />
        </>
      )}
    </section>
  );
}
