import { AutoComplete, Button, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { parseDate } from '../../shared/items/date.ts';
import { type NewNotFiled, type NotFiled, usualReasons } from '../../shared/items/notfiled.ts';
import type { ClauseId } from '../../shared/schemes/schemes.ts';
import { problemOf, useAct, useAsk } from '../app/ask.ts';
import { useDesk } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { Field } from '../controls/Field.tsx';
import { fullMoment, readableDate } from '../controls/figures.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';

type Fields = Omit<NewNotFiled, 'fondsId'>;

function blankDecision(year: number): Fields {
  return {
    year,
    title: '',
    responsible: '',
    documentNumber: '',
    date: '',
    clauseId: null,
    reason: '',
    decidedOn: fullMoment(new Date()).slice(0, 10),
    secrecy: 0,
  };
}

/** One 不归档 decision, written new (with what is typed elsewhere already) or changed. */
export function NotFiledForm({
  start,
  existing,
  onClose,
}: {
  start?: Partial<Fields>;
  existing?: NotFiled;
  onClose(kept: NotFiled | null): void;
}) {
  const t = useWords('notFiled');
  const { fonds, year } = useDesk();
  const [fields, setFields] = useState<Fields>(() => ({
    ...blankDecision(year),
    ...(existing ? { ...fieldsOf(existing), decidedOn: readableDate(existing.decidedOn) } : start),
  }));
  const [tried, setTried] = useState(false);
  const decline = useAct('items.decline');
  const edit = useAct('items.editDeclined');
  const scheme = useAsk(
    'schemes.inForce',
    { fondsId: fonds.id, year: fields.year },
    { enabled: fields.year >= 1000 && fields.year <= 2100, keep: true },
  );
  const rows = scheme.data?.clauses.filter(({ disposition }) => disposition === 'no-file') ?? [];
  const change = (set: Partial<Fields>) => setFields((before) => ({ ...before, ...set }));
  const read = fields.date === '' ? null : parseDate(fields.date, { centuryHint: fields.year });
  const decided = parseDate(fields.decidedOn, { centuryHint: year });
  const wrong = {
    title: fields.title.trim() === '',
    reason: fields.reason.trim() === '',
    year: !(fields.year >= 1000 && fields.year <= 2100),
    date: fields.date !== '' && !read,
    decidedOn: decided?.precision !== 'day',
  };
  const missing = (name: keyof typeof wrong) => (tried && wrong[name] ? t('missing') : undefined);
  const problem = decline.error ?? edit.error;
  const refused = problem ? problemOf(problem) : null;
  const busy = decline.isPending || edit.isPending;
  const save = (confirmedOpen = false) => {
    setTried(true);
    if (busy || Object.values(wrong).some(Boolean)) return;
    const said = { ...fields, decidedOn: decided?.date ?? fields.decidedOn };
    const done = { onSuccess: (kept: NotFiled) => onClose(kept) };
    if (!existing) decline.mutate({ decision: { fondsId: fonds.id, ...said }, confirmedOpen }, done);
    else edit.mutate({ id: existing.id, was: fieldsOf(existing), set: said, confirmedOpen }, done);
  };
  const line = (name: 'responsible' | 'documentNumber' | 'date', longest: number) => (
    <Field label={t(`field.${name}`)} error={missing(name as never)}>
      {(hold) => <Input {...hold} maxLength={longest} value={fields[name]} onChange={(event) => change({ [name]: event.target.value })} />}
    </Field>
  );
  return (
    <Modal
      open
      width={640}
      title={t(existing ? 'form.edit' : 'form.new')}
      onCancel={() => onClose(null)}
      onOk={() => save()}
      okText={t(existing ? 'saveEdit' : 'save')}
      okButtonProps={{ loading: busy }}
      cancelText={t('cancel')}
    >
      <form
        aria-label={t(existing ? 'form.edit' : 'form.new')}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || !(event.ctrlKey || event.metaKey) || event.key !== 'Enter') return;
          event.preventDefault();
          event.stopPropagation();
          save();
        }}
      >
        <ProblemNotice
          problem={refused}
          actions={refused?.code === 'maybe-classified' && <Button onClick={() => save(true)}>{t('confirmOpen')}</Button>}
        />
        <Field label={t('field.title')} required error={missing('title')}>
          {(hold) => (
            <Input.TextArea
              {...hold}
              autoSize={{ minRows: 1, maxRows: 4 }}
              maxLength={2000}
              value={fields.title}
              onChange={(event) => change({ title: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('field.reason')} required error={missing('reason')} hint={t('reasonHint')}>
          {(hold) => (
            <AutoComplete
              id={hold.id}
              status={hold.status}
              aria-describedby={hold['aria-describedby']}
              value={fields.reason}
              maxLength={500}
              options={usualReasons.map((reason) => ({ value: reason }))}
              showSearch={{ filterOption: (typed, option) => String(option?.value ?? '').includes(typed.trim()) }}
              onChange={(reason: string) => change({ reason: reason ?? '' })}
            />
          )}
        </Field>
        <Field label={t('field.clauseId')}>
          {({ id }) => (
            <Select<ClauseId | ''>
              id={id}
              value={fields.clauseId ?? ''}
              onChange={(value) => {
                const row = rows.find((one) => one.id === value);
                change({
                  clauseId: value === '' ? null : value,
                  ...(row && fields.reason === '' ? { reason: row.text.slice(0, 500) } : {}),
                });
              }}
              options={[
                { value: '' as const, label: t('clauseNone') },
                ...(existing?.clauseId && !rows.some(({ id: one }) => one === existing.clauseId)
                  ? [{ value: existing.clauseId, label: t('rowThen', { no: existing.clauseNo, text: existing.clauseText }) }]
                  : []),
                ...rows.map((one) => ({ value: one.id, label: `${one.no}　${one.text}` })),
              ]}
            />
          )}
        </Field>
        <div className="fields-2">
          {line('responsible', 300)}
          {line('documentNumber', 120)}
        </div>
        <div className="fields-3">
          {line('date', 60)}
          <Field label={t('field.year')} required error={missing('year')}>
            {(hold) => (
              <InputNumber<number>
                {...hold}
                changeOnWheel={false}
                precision={0}
                value={fields.year}
                onChange={(value) => change({ year: value ?? 0 })}
              />
            )}
          </Field>
          <Field label={t('field.decidedOn')} required error={missing('decidedOn')}>
            {(hold) => (
              <Input {...hold} maxLength={20} value={fields.decidedOn} onChange={(event) => change({ decidedOn: event.target.value })} />
            )}
          </Field>
        </div>
      </form>
    </Modal>
  );
}

function fieldsOf({ year, title, responsible, documentNumber, date, clauseId, reason, decidedOn, secrecy }: NotFiled): Fields {
  return { year, title, responsible, documentNumber, date, clauseId, reason, decidedOn, secrecy };
}
