import { CheckCircleOutlined, ClockCircleOutlined, WarningOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { DateText, useMomentWords } from '../controls/DateText.tsx';
import { figure } from '../controls/figures.ts';
import { TaskStrip } from '../controls/LongWork.tsx';
import { useAsk } from './ask.ts';
import { useDesk } from './desk.tsx';
import { useWords } from './words.ts';

/** What is true right now, read from what is stored; what is not known is said to be unknown. */
export function StatusBar() {
  const t = useWords('app');
  const moment = useMomentWords();
  const { go } = useDesk();
  const { data: status, error } = useAsk('desk.status', {}, { every: 60_000 });
  if (!status)
    return (
      <section className="status" aria-label={t('status')}>
        <span>{t('status.unknown')}</span>
        <TaskStrip />
      </section>
    );
  const { database, lastBackup } = status;
  const backup =
    lastBackup === null
      ? t('status.noBackup')
      : t(lastBackup.present ? 'status.backup' : 'status.backupGone', { when: moment(lastBackup.at) });
  const mark = (good: boolean, waiting = false): ReactNode =>
    good ? (
      <CheckCircleOutlined aria-hidden className="good" />
    ) : waiting ? (
      <ClockCircleOutlined aria-hidden />
    ) : (
      <WarningOutlined aria-hidden className="bad" />
    );
  return (
    <section className="status" aria-label={t('status')}>
      {error && <span>{t('status.unknown')}</span>}
      <span className="tabular">{t('status.items', { total: figure(status.items) })}</span>
      <button type="button" className="status-door tabular" onClick={() => go('sync')}>
        {status.enrolled || status.unsent > 0 ? mark(status.unsent === 0, true) : null}
        {status.unsent > 0
          ? t('status.unsent', { total: figure(status.unsent) })
          : t(status.enrolled ? 'status.allSent' : 'status.notEnrolled')}
        {status.unsent > 0 && ` · ${t('status.oldest', { when: moment(status.oldestUnsentAt) })}`}
        {status.unsent > 0 && !status.enrolled && ` · ${t('status.notEnrolled')}`}
      </button>
      <button type="button" className="status-door tabular" onClick={() => go('settings', { panel: 'backup' })}>
        {mark(Boolean(lastBackup?.present))} {backup}
      </button>
      <span className="tabular">
        {mark(database.state === 'sound', database.state !== 'damaged')} {t(`status.database.${database.state}`)}
        {database.checkedAt && (
          <>
            {' '}
            · <DateText at={database.checkedAt} />
          </>
        )}
      </span>
      <TaskStrip />
    </section>
  );
}
