import { Button, Checkbox, Input, Select } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { villageDuties, villageDutiesSource } from '../../shared/schemes/duties.ts';
import type { Clause, SchemeTree } from '../../shared/schemes/schemes.ts';
import { useLanguage, useWords } from '../app/words.ts';
import { Field } from '../controls/Field.tsx';
import { useTermWords } from '../controls/TermTag.tsx';
import { isComposing } from './CellEditor.tsx';
import { type ChoiceColumn, choices, chosen, faultOf, longest, readTerm, type TextColumn } from './cells.ts';
import type { ClauseSet, Editing } from './useEditing.ts';
import { useSourceWords } from './useSourceWords.ts';

/** All of one row, beside the table. What is typed is saved when its field is left; what is chosen, at once. */
export function Side({
  tree,
  clause,
  editing,
  readOnly,
  secrecy,
  onClose,
}: {
  tree: SchemeTree;
  clause: Clause;
  editing: Editing;
  readOnly: boolean;
  secrecy: readonly number[];
  onClose(): void;
}) {
  const t = useWords('schemeEditor');
  const scheme = useWords('schemes');
  const source = useSourceWords();
  const term = useTermWords();
  const language = useLanguage();
  const set = (change: ClauseSet) => void editing.set(clause, change);
  const line = (column: TextColumn, label: string, rows = 0) => (
    <TypedField
      label={label}
      value={clause[column]}
      readOnly={readOnly}
      rows={rows}
      longest={longest[column]}
      fault={(typed) => {
        const fault = faultOf(tree, clause, column, typed);
        return fault ? t(fault.word, fault.values) : undefined;
      }}
      onSet={(typed) => set({ [column]: typed.trim() })}
    />
  );
  const choice = (column: ChoiceColumn, say: (value: never) => string) => (
    <Field label={t(`col.${column}`)}>
      {({ id }) => (
        <Select<string | number>
          id={id}
          disabled={readOnly}
          value={clause[column]}
          onChange={(value) => set(chosen(column, value))}
          options={choices[column].map((value) => ({
            value,
            label: say(value as never),
            disabled: column === 'secrecy' && !secrecy.includes(value as number),
          }))}
        />
      )}
    </Field>
  );
  return (
    <SideFrame title={scheme('detail')} onClose={onClose}>
      <p className="field-hint">
        {scheme('source')}　{source(clause)}
      </p>
      {line('no', t('col.no'))}
      {line('text', t('col.text'), 3)}
      <div className="fields-2">
        {choice('disposition', (value: Clause['disposition']) => scheme(`disposition.${value}`))}
        <TypedField
          label={t('col.term')}
          value={clause.term ? term(clause.term) : ''}
          readOnly={readOnly || clause.disposition !== 'file'}
          rows={0}
          longest={20}
          fault={(typed) => {
            const read = readTerm(typed, clause);
            return 'word' in read ? t(read.word, read.values) : undefined;
          }}
          onSet={(typed) => {
            const read = readTerm(typed, clause);
            if ('term' in read) set({ term: read.term });
          }}
        />
        {choice('secrecy', (value: 0) => t(`secrecy.${value}`))}
        {choice('openness', (value: Clause['openness']) => t(`openness.${value}`))}
      </div>
      {line('department', t('col.department'))}
      <Field label={t('field.duty')} hint={villageDutiesSource}>
        {({ id }) => (
          <Select<string>
            id={id}
            disabled={readOnly}
            value={clause.duty}
            onChange={(duty) => set({ duty })}
            options={[
              { value: '', label: t('duty.none') },
              ...villageDuties.map(({ code, name, nameEnglish }) => ({ value: code, label: language === 'en' ? nameEnglish : name })),
            ]}
          />
        )}
      </Field>
      {line('remark', t('col.remark'), 1)}
      <Checkbox disabled={readOnly} checked={clause.checked} onChange={(event) => set({ checked: event.target.checked })}>
        {t('field.checked')}
      </Checkbox>
    </SideFrame>
  );
}

/** The pane beside the table. */
export function SideFrame({ title, onClose, children }: { title: string; onClose(): void; children: ReactNode }) {
  const t = useWords('schemeEditor');
  return (
    <form
      className="aside scheme-side"
      aria-label={title}
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (!event.nativeEvent.isComposing && event.key === 'Escape' && !(event.target as HTMLElement).closest('.ant-select-open'))
          onClose();
      }}
    >
      <header className="aside-head">
        <h2>{title}</h2>
        <Button type="text" size="small" onClick={onClose} aria-keyshortcuts="F4">
          {t('close')}
        </Button>
      </header>
      <div className="aside-body">{children}</div>
    </form>
  );
}

/** A field whose text is saved when it is left, or by Enter. A text that cannot stand is kept, with the reason below it. */
export function TypedField({
  label,
  value,
  readOnly,
  rows,
  longest: most,
  fault,
  onSet,
}: {
  label: string;
  value: string;
  readOnly: boolean;
  /** 0: one line. */
  rows: number;
  longest: number;
  fault(typed: string): string | undefined;
  onSet(typed: string): void;
}) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const error = typed === value ? undefined : fault(typed);
  const done = () => typed !== value && !error && onSet(typed);
  return (
    <Field label={label} error={error}>
      {(hold) => {
        const common = { ...hold, readOnly, maxLength: most, value: typed, onBlur: done };
        return rows > 0 ? (
          <Input.TextArea {...common} autoSize={{ minRows: rows, maxRows: 10 }} onChange={(event) => setTyped(event.target.value)} />
        ) : (
          <Input
            {...common}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && !isComposing(event) && done()}
          />
        );
      }}
    </Field>
  );
}
