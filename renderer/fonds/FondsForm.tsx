import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { codeMatches } from '../../shared/fonds/code.ts';
import { type Fonds, type Organ, UnitType } from '../../shared/fonds/fonds.ts';
import { useDesk } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { Field } from '../controls/Field.tsx';
import { NumberForm } from '../controls/NumberForm.tsx';

export type FondsFields = Omit<Fonds, 'id' | 'createdAt'>;

export const noFonds: FondsFields = {
  code: '',
  name: '',
  unitType: 'village',
  county: '',
  contact: '',
  pattern: '',
  numberTemplate: 'dat22-item',
  organs: [],
};

export function fieldsOf({ id: _id, createdAt: _createdAt, ...fields }: Fonds): FondsFields {
  return fields;
}

/** Everything the archivist says of a fonds. */
export function FondsForm({
  start,
  act,
  busy,
  onAct,
  onCancel,
}: {
  start: FondsFields;
  act: string;
  busy: boolean;
  onAct(fields: FondsFields): void;
  onCancel?(): void;
}) {
  const t = useWords('fonds');
  const { year } = useDesk();
  const [fields, setFields] = useState(start);
  const [tried, setTried] = useState(false);
  const set = (change: Partial<FondsFields>) => setFields((before) => ({ ...before, ...change }));
  const codeError = !fields.code.trim()
    ? tried
      ? t('missing')
      : undefined
    : codeMatches(fields.code.trim(), fields.pattern)
      ? undefined
      : t('codePattern');
  const organs = fields.organs.filter((organ) => organ.code.trim() || organ.name.trim());
  const isWhole = (organ: Organ) => Boolean(organ.code.trim() && organ.name.trim());
  const setOrgan = (index: number, change: Partial<Organ>) =>
    set({ organs: fields.organs.map((organ, at) => (at === index ? { ...organ, ...change } : organ)) });
  const one = fields.organs.find(isWhole);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (fields.code.trim() && fields.name.trim() && !codeError && organs.every(isWhole)) onAct({ ...fields, organs });
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.nativeEvent.isComposing || event.keyCode === 229)) event.preventDefault();
      }}
    >
      <div className="fields-3">
        <Field label={t('code')} error={codeError} required>
          {(hold) => <Input {...hold} maxLength={20} value={fields.code} onChange={(event) => set({ code: event.target.value })} />}
        </Field>
        <Field label={t('name')} error={tried && !fields.name.trim() ? t('missing') : undefined} required>
          {(hold) => <Input {...hold} maxLength={120} value={fields.name} onChange={(event) => set({ name: event.target.value })} />}
        </Field>
        <Field label={t('unitType')}>
          {({ id }) => (
            <Select<UnitType>
              id={id}
              value={fields.unitType}
              onChange={(unitType) => set({ unitType })}
              options={UnitType.options.map((value) => ({ value, label: t(`unit.${value}`) }))}
            />
          )}
        </Field>
        <Field label={t('county')}>
          {(hold) => <Input {...hold} maxLength={60} value={fields.county} onChange={(event) => set({ county: event.target.value })} />}
        </Field>
        <Field label={t('contact')}>
          {(hold) => <Input {...hold} maxLength={120} value={fields.contact} onChange={(event) => set({ contact: event.target.value })} />}
        </Field>
        <Field label={t('pattern')} hint={t('patternHint')}>
          {(hold) => <Input {...hold} maxLength={200} value={fields.pattern} onChange={(event) => set({ pattern: event.target.value })} />}
        </Field>
      </div>
      <NumberForm
        label={t('dialect')}
        hint={t('dialectHint')}
        value={fields.numberTemplate}
        onChange={(numberTemplate) => set({ numberTemplate })}
        sample={{ fonds: fields.code, year, organCode: one?.code, organ: one?.name }}
      />
      <fieldset className="field choices">
        <legend>{t('organs')}</legend>
        <div className="field-hint">{t('organsHint')}</div>
        {fields.organs.map((organ, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own while being typed
          <div className="organ-row" key={index}>
            <Input
              aria-label={`${t('organCode')} ${index + 1}`}
              placeholder={t('organCode')}
              maxLength={20}
              value={organ.code}
              status={tried && !organ.code.trim() && organ.name.trim() ? 'error' : ''}
              onChange={(event) => setOrgan(index, { code: event.target.value })}
            />
            <Input
              aria-label={`${t('organName')} ${index + 1}`}
              placeholder={t('organName')}
              maxLength={60}
              value={organ.name}
              status={tried && !organ.name.trim() && organ.code.trim() ? 'error' : ''}
              onChange={(event) => setOrgan(index, { name: event.target.value })}
            />
            <Button
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t('removeOrgan', { name: organ.name || String(index + 1) })}
              onClick={() => set({ organs: fields.organs.filter((_, at) => at !== index) })}
            />
          </div>
        ))}
        <Button icon={<PlusOutlined aria-hidden />} onClick={() => set({ organs: [...fields.organs, { code: '', name: '' }] })}>
          {t('addOrgan')}
        </Button>
      </fieldset>
      <div className="row-of-buttons">
        <Button type="primary" htmlType="submit" loading={busy}>
          {act}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t('cancel')}</Button>}
      </div>
    </form>
  );
}
