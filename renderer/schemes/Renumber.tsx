import { Modal, Radio, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { type CategoryId, NumberStyle, type Renumbering, type SchemeTree } from '../../shared/schemes/schemes.ts';
import { problemOf, useAsk } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { type Column, DataGrid, rowsOf } from '../controls/DataGrid.tsx';
import { Choices, Field } from '../controls/Field.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Loading } from '../controls/Screen.tsx';
import type { Editing } from './useEditing.ts';

/** Numbers counted anew, seen before they are taken: which row bore what and will bear what. */
export function Renumber({
  tree,
  start,
  editing,
  onClose,
}: {
  tree: SchemeTree;
  /** The category the hand is in. */
  start: CategoryId | null;
  editing: Editing;
  onClose(changed: number | null): void;
}) {
  const t = useWords('schemeEditor');
  const [style, setStyle] = useState<NumberStyle>('decimal');
  const [categoryId, setCategory] = useState<CategoryId | null>(start);
  const [busy, setBusy] = useState(false);
  const [overtaken, setOvertaken] = useState(false);
  const { id: schemeId, revision } = tree.scheme;
  const rehearsal = useAsk('schemes.rehearseRenumbering', { schemeId, categoryId, style });
  const { refetch } = rehearsal;
  // News may come after the table; what is shown is always counted from the table as it stands.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again with every revision
  useEffect(() => void refetch(), [refetch, revision]);
  const texts = useMemo(() => new Map<string, string>(tree.clauses.map((clause) => [clause.id, clause.text])), [tree]);
  const changes = rehearsal.data ?? [];
  const columns: Column<Renumbering>[] = [
    { key: 'from', title: t('from'), width: 120, render: ({ from }) => <span className="tabular">{from}</span> },
    { key: 'to', title: t('to'), width: 120, render: ({ to }) => <strong className="tabular">{to}</strong> },
    { key: 'text', title: t('col.text'), width: 200, grows: true, render: ({ clauseId }) => texts.get(clauseId) ?? '' },
  ];
  const apply = async () => {
    setBusy(true);
    setOvertaken(false);
    const edit = await editing.act(
      'schemes.renumber',
      () => ({ schemeId, categoryId, style, changes }),
      (problem) => {
        if (problem.code !== 'changed-meanwhile') return false;
        setOvertaken(true);
        void refetch();
        return true;
      },
    );
    setBusy(false);
    if (edit) onClose(changes.length);
  };
  return (
    <Modal
      open
      width={760}
      title={t('renumberTitle')}
      okText={t('renumberAct', { count: changes.length })}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: changes.length === 0 || rehearsal.isFetching, loading: busy }}
      onOk={() => void apply()}
      onCancel={() => onClose(null)}
    >
      <ProblemNotice problem={rehearsal.error ? problemOf(rehearsal.error) : null} />
      {overtaken && (
        <p role="alert" className="warn">
          {t('renumberChanged')}
        </p>
      )}
      <div className="fields-2">
        <Choices label={t('renumberStyle')}>
          <Radio.Group value={style} onChange={(event) => setStyle(event.target.value as NumberStyle)}>
            {NumberStyle.options.map((one) => (
              <Radio key={one} value={one}>
                {t(`style.${one}`)}
              </Radio>
            ))}
          </Radio.Group>
        </Choices>
        <Field label={t('renumberWhich')}>
          {({ id }) => (
            <Select<string>
              id={id}
              value={categoryId ?? ''}
              onChange={(value) => setCategory(value === '' ? null : (value as CategoryId))}
              options={[
                { value: '', label: t('renumberAll') },
                ...tree.categories.map((category) => ({ value: category.id as string, label: `${category.code} ${category.name}` })),
              ]}
            />
          )}
        </Field>
      </div>
      {rehearsal.isPending ? (
        <Loading />
      ) : (
        <div className="renumber-list">
          <DataGrid
            label={t('renumberTitle')}
            rows={rowsOf(changes, ({ clauseId }) => clauseId)}
            columns={columns}
            rowHeight={32}
            empty={t('renumberNone')}
          />
        </div>
      )}
    </Modal>
  );
}
