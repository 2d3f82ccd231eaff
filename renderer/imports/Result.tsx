import { Button, Descriptions } from 'antd';
import type { Batch } from '../../shared/imports/imports.ts';
import { useDesk } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { figure, many } from '../controls/figures.ts';
import { BatchBalance } from './BatchBalance.tsx';
import { Rejections } from './Rejections.tsx';

/** What an import did: what happened, what was kept, what is left to do. */
export function Result({ batch, onAnother }: { batch: Batch; onAnother(): void }) {
  const t = useWords('imports');
  const { go } = useDesk();
  const { balance } = batch;
  return (
    <section className="stack" aria-label={t('result-title')} role="status">
      <h2>{t('result-title')}</h2>
      <BatchBalance balance={balance} />
      <Descriptions
        size="small"
        bordered
        column={1}
        items={[
          {
            key: 'happened',
            label: t('result-happened'),
            children: t('result-happened-text', { read: figure(balance.read), new: figure(balance.new), updated: figure(balance.updated) }),
          },
          {
            key: 'kept',
            label: t('result-kept'),
            children: t('result-kept-text', { unchanged: figure(balance.unchanged), skipped: figure(balance.skipped) }),
          },
          {
            key: 'todo',
            label: t('result-todo'),
            children:
              balance.rejected > 0
                ? `${t('result-todo-rejected', many(balance.rejected))} ${t('result-todo-number')}`
                : t('result-todo-number'),
          },
        ]}
      />
      <div className="row-of-buttons">
        <Button type="primary" onClick={() => go('items')}>
          {t('to-items')}
        </Button>
        <Rejections batch={batch} />
        <Button onClick={onAnother}>{t('another')}</Button>
      </div>
    </section>
  );
}
