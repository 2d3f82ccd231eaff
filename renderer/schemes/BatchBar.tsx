import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { CallerInput } from '../../shared/contract.ts';
import type { Clause } from '../../shared/schemes/schemes.ts';
import { useWords } from '../app/words.ts';
import { useTermWords } from '../controls/TermTag.tsx';
import { type ColumnKey, choices, chosen, isChoiceColumn, longest, readTerm } from './cells.ts';

type SharedSet = CallerInput<'schemes.editClauses'>['set'];
const fields = ['disposition', 'term', 'department', 'secrecy', 'openness', 'checked'] as const satisfies readonly ColumnKey[];
type SharedField = (typeof fields)[number];

/** What can be done with several rows at once. */
export function BatchBar({
  clauses,
  secrecy,
  onSet,
  onIndent,
  onOutdent,
  onMove,
  onRemove,
  onClear,
}: {
  clauses: readonly Clause[];
  secrecy: readonly number[];
  onSet(ids: readonly Clause['id'][], set: SharedSet): void;
  onIndent(): void;
  onOutdent(): void;
  onMove(): void;
  onRemove(): void;
  onClear(): void;
}) {
  const t = useWords('schemeEditor');
  const scheme = useWords('schemes');
  const term = useTermWords();
  const [field, setField] = useState<SharedField>('disposition');
  const [choice, setChoice] = useState<string | number>('file');
  const [typed, setTyped] = useState('');
  // A heading bears no term: 期限 goes to those that are filed.
  const meant = field === 'term' ? clauses.filter((clause) => clause.disposition === 'file') : clauses;
  const first = meant[0];
  const read = field === 'term' && first ? readTerm(typed, first) : null;
  const fault = read && 'word' in read ? t(read.word, read.values) : '';

  const pick = (now: SharedField) => {
    setField(now);
    setTyped('');
    setChoice(now === 'checked' ? 'yes' : isChoiceColumn(now) ? choices[now][now === 'disposition' ? 1 : 0] : '');
  };
  const set = (): SharedSet => {
    if (isChoiceColumn(field)) return chosen(field, choice) as SharedSet;
    if (field === 'checked') return { checked: choice === 'yes' };
    if (field === 'department') return { department: typed.trim() };
    return { term: read && 'term' in read ? read.term : null };
  };
  const options: { value: string | number; label: string; disabled?: boolean }[] = isChoiceColumn(field)
    ? choices[field].map((value) => ({
        value: value as string | number,
        label:
          field === 'disposition' ? scheme(`disposition.${value as Clause['disposition']}`) : t(`${field}.${value}` as 'openness.open'),
        disabled: field === 'secrecy' && !secrecy.includes(value as number),
      }))
    : [
        { value: 'yes', label: t('yes') },
        { value: 'no', label: t('no') },
      ];
  return (
    <section className="editor-banner calm" aria-label={t('batch')}>
      <div className="row-of-buttons">
        <strong>{t('batchCount', { count: clauses.length })}</strong>
        <Select<SharedField>
          aria-label={t('batchField')}
          className="batch-value"
          value={field}
          onChange={pick}
          options={fields.map((value) => ({ value, label: value === 'checked' ? t('field.checked') : t(`col.${value}`) }))}
        />
        {field === 'term' || field === 'department' ? (
          <Input
            aria-label={t('batchValue')}
            className="batch-value"
            style={{ width: 150 }}
            value={typed}
            maxLength={field === 'department' ? longest.department : 20}
            status={fault ? 'error' : ''}
            onChange={(event) => setTyped(event.target.value)}
          />
        ) : (
          <Select aria-label={t('batchValue')} className="batch-value" value={choice} onChange={setChoice} options={options} />
        )}
        <Button
          type="primary"
          disabled={meant.length === 0 || fault !== ''}
          onClick={() =>
            onSet(
              meant.map((clause) => clause.id),
              set(),
            )
          }
        >
          {t('batchAct', { count: meant.length })}
        </Button>
        {fault ? (
          <span className="bad">{fault}</span>
        ) : read && 'term' in read && typed ? (
          <span className="quiet">{t('termIs', { term: read.term ? term(read.term) : t('noTerm') })}</span>
        ) : null}
        {field === 'term' && meant.length < clauses.length && <span className="quiet">{t('batchOnlyFiled', { count: meant.length })}</span>}
      </div>
      <div className="row-of-buttons">
        <Button onClick={onOutdent}>{t('outdent')}</Button>
        <Button onClick={onIndent}>{t('indent')}</Button>
        <Button onClick={onMove}>{t('batchMove')}</Button>
        <Button danger onClick={onRemove}>
          {t('remove')}
        </Button>
        <Button type="text" onClick={onClear} aria-keyshortcuts="Escape">
          {t('batchClear')}
        </Button>
      </div>
    </section>
  );
}
