import { Alert, Button, Descriptions } from 'antd';
import type { Output } from '../../shared/contract.ts';
import { ProblemCode } from '../../shared/reply.ts';
import { useTask } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { Balance, type Tone } from '../controls/Balance.tsx';
import { DateText } from '../controls/DateText.tsx';
import { figure, many } from '../controls/figures.ts';
import { LongWork } from '../controls/LongWork.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';

type Status = Output<'sync.status'>;

const tones = { delivered: 'good', unsent: 'quiet', sealed: 'changed', returned: 'bad', conflict: 'waiting' } as const satisfies Record<
  string,
  Tone
>;
const states = Object.keys(tones) as (keyof typeof tones)[];

/** 对账 as a line that adds up, the county it is about, and the act of sending. */
export function Push({ status }: { status: Status }) {
  const t = useWords('sync');
  const push = useTask('sync.push');
  const balanced = status.records === states.reduce((sum, state) => sum + status[state], 0);
  const last = ProblemCode.safeParse(status.lastProblem);
  const { output } = push;
  return (
    <section aria-label={t('balance')} className="stack-tight">
      <h2>{t('balance')}</h2>
      <Balance
        label={t('balance-bar')}
        line={t('balance-line', {
          records: figure(status.records),
          delivered: figure(status.delivered),
          unsent: figure(status.unsent),
          sealed: figure(status.sealed),
          returned: figure(status.returned),
          conflict: figure(status.conflict),
        })}
        parts={states.map((state) => ({ name: t(`state-${state}`), count: status[state], tone: tones[state] }))}
      />
      {!balanced && <Alert type="error" showIcon title={t('balance-off')} />}
      {status.county && (
        <Descriptions
          size="small"
          bordered
          column={2}
          items={[
            { key: 'county', label: t('county'), children: `${status.county.name} ${status.county.address}` },
            { key: 'key', label: t('county-key'), children: <code className="break">{status.county.keyId}</code> },
            {
              key: 'contact',
              label: t('county-contact'),
              children: status.county.lastContactAt ? <DateText at={status.county.lastContactAt} /> : t('never'),
            },
            {
              key: 'receipt',
              label: t('last-receipt'),
              children: status.lastReceipt ? (
                <>
                  <span className="tabular">{status.lastReceipt.number}</span> <DateText at={status.lastReceipt.at} />
                </>
              ) : (
                t('no-receipt')
              ),
            },
            {
              key: 'oldest',
              label: t('oldest-unsent'),
              children: status.oldestUnsentAt ? <DateText at={status.oldestUnsentAt} /> : t('nothing-unsent'),
            },
            { key: 'since', label: t('county-since'), children: <DateText at={status.county.enrolledAt} /> },
          ]}
        />
      )}
      {status.county && (
        <div className="row-of-buttons">
          <Button type="primary" disabled={status.unsent + status.sealed === 0} loading={push.isRunning} onClick={() => push.start({})}>
            {status.unsent > 0 ? t('push', many(status.unsent)) : status.sealed > 0 ? t('push-again', many(status.sealed)) : t('push-none')}
          </Button>
        </div>
      )}
      {push.isRunning && <LongWork task={push.task} />}
      {push.task?.state === 'cancelled' && <Alert type="warning" showIcon closable={{ onClose: push.clear }} title={t('push-cancelled')} />}
      {push.task?.state !== 'cancelled' && <ProblemNotice problem={push.problem} onClose={push.clear} />}
      {!push.problem && !push.isRunning && !push.output && last.success && (
        <div className="stack-tight">
          <p className="quiet">{t('last-trouble')}</p>
          <ProblemNotice problem={{ code: last.data, message: '', details: status.problemDetails }} />
        </div>
      )}
      {output && (
        <Alert
          type={output.returned + output.conflict > 0 ? 'warning' : 'success'}
          showIcon
          role="status"
          title={
            output.changes === 0 && output.receipts.length === 0
              ? t('push-done-none')
              : t('push-done', {
                  changes: figure(output.changes),
                  accepted: figure(output.accepted),
                  returned: figure(output.returned),
                  conflict: figure(output.conflict),
                  receipts: output.receipts.join('、') || t('no-receipt'),
                })
          }
        />
      )}
    </section>
  );
}
