import { App, Modal } from 'antd';
import type { CallerInput } from '../../shared/contract.ts';
import { problemOf, useAct, useAsk } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { DataGrid, rowsOf } from '../controls/DataGrid.tsx';
import { figure } from '../controls/figures.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Loading } from '../controls/Screen.tsx';

/** 编号 rehearsed: what each item would get, and what keeps the others from it; only then done. */
export function Rehearsal({ which, onClose }: { which: CallerInput<'items.rehearseNumbers'>; onClose(): void }) {
  const t = useWords('items');
  const { message } = App.useApp();
  const plan = useAsk('items.rehearseNumbers', which);
  const assign = useAct('items.assignNumbers');
  const ready = plan.data?.ready ?? 0;
  const done = () =>
    assign.mutate(which, {
      onSuccess: ({ numbered, first, last }) => {
        onClose();
        void message.success(
          numbered > 1 ? t('numbered', { count: numbered, first, last }) : numbered === 1 ? t('numberedOne', { first }) : t('numberedNone'),
          6,
        );
      },
    });
  return (
    <Modal
      open
      width={860}
      title={t('rehearsal')}
      onCancel={onClose}
      onOk={done}
      okText={t('numberMany', { count: ready })}
      okButtonProps={{ disabled: ready === 0, loading: assign.isPending }}
      cancelText={t('cancel')}
    >
      <p className="quiet">{t('rehearsalWords')}</p>
      <ProblemNotice problem={assign.error ? problemOf(assign.error) : plan.error ? problemOf(plan.error) : null} />
      {plan.isPending && <Loading />}
      {plan.data && (
        <>
          <p>
            {plan.data.total === 0
              ? t('numberedNone')
              : t('rehearsalReady', { ready: figure(ready), rest: figure(plan.data.total - ready) })}{' '}
            {plan.data.total > plan.data.changes.length && t('rehearsalMore', { shown: plan.data.changes.length })}
          </p>
          <div className="rehearsal">
            <DataGrid
              label={t('rehearsal')}
              rows={rowsOf(plan.data.changes, (change) => change.itemId)}
              columns={[
                {
                  key: 'title',
                  title: t('col.title'),
                  width: 300,
                  grows: true,
                  render: (change) => <span title={change.title}>{change.title}</span>,
                },
                {
                  key: 'number',
                  title: t('newNumber'),
                  width: 320,
                  render: (change) =>
                    change.number ? (
                      <strong className="number">{change.number}</strong>
                    ) : (
                      <span className="bad">
                        {t('previewMissing', { fields: change.missing.map((field) => t(`missing.${field}`)).join('、') })}
                      </span>
                    ),
                },
              ]}
              empty={t('numberedNone')}
            />
          </div>
        </>
      )}
    </Modal>
  );
}
