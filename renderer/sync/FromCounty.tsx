import { Alert, Button } from 'antd';
import type { Output } from '../../shared/contract.ts';
import { ProblemCode } from '../../shared/reply.ts';
import { useTask } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { figure, many } from '../controls/figures.ts';
import { LongWork } from '../controls/LongWork.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';

/** 县馆发布的三合一: how many there are, how many nobody used yet, and fetching what is new. */
export function FromCounty({ published }: { published: Output<'sync.status'>['published'] }) {
  const t = useWords('sync');
  const fetch = useTask('sync.fetch');
  const { output } = fetch;
  const last = ProblemCode.safeParse(published.problem);
  return (
    <section aria-label={t('published')} className="stack-tight">
      <div className="row-of-buttons">
        <span>
          {t('published-count', { total: figure(published.total) })}
          {published.unused > 0 && <strong> {t('published-unused', { ...many(published.unused) })}</strong>}
          {published.unreadable > 0 && <span className="quiet"> {t('published-unreadable', { ...many(published.unreadable) })}</span>}
        </span>
        <Button size="small" loading={fetch.isRunning} onClick={() => fetch.start({})}>
          {t('fetch')}
        </Button>
      </div>
      {published.unused > 0 && <p className="quiet">{t('published-where')}</p>}
      {fetch.isRunning && <LongWork task={fetch.task} />}
      {fetch.task?.state !== 'cancelled' && <ProblemNotice problem={fetch.problem} onClose={fetch.clear} />}
      {!fetch.problem && !fetch.isRunning && !output && last.success && (
        <ProblemNotice problem={{ code: last.data, message: '', details: published.problemDetails }} />
      )}
      {output && (
        <Alert
          type={output.unreadable + output.refused > 0 ? 'warning' : 'success'}
          showIcon
          role="status"
          title={
            output.received + output.withdrawn + output.unreadable + output.refused === 0
              ? t('fetch-none')
              : [
                  t('fetch-done', { received: figure(output.received), withdrawn: figure(output.withdrawn) }),
                  ...(output.unreadable > 0 ? [t('fetch-unreadable', many(output.unreadable))] : []),
                  ...(output.refused > 0 ? [t('fetch-refused', many(output.refused))] : []),
                ].join(' ')
          }
        />
      )}
    </section>
  );
}
