import { Input } from 'antd';
import { type Consented, understoodDay } from '../../shared/schemes/walk.ts';
import { useWords } from '../app/words.ts';
import { Field } from './Field.tsx';
import { readableDate } from './figures.ts';

/** Today on the wall, `YYYYMMDD`. */
function today(): string {
  const now = new Date();
  return `${now.getFullYear()}${String(now.getMonth() + 1).padStart(2, '0')}${String(now.getDate()).padStart(2, '0')}`;
}

/** 同意机关 · 文号 · 日期, the date in any spelling, saying how it was understood. `tried`: what is missing is said too. */
export function ConsentFields({
  value,
  tried,
  readOnly = false,
  onChange,
}: {
  value: Consented;
  tried: boolean;
  readOnly?: boolean;
  onChange(value: Consented): void;
}) {
  const t = useWords('schemeLife');
  const day = understoodDay(value.approvalDate);
  const isTyped = value.approvalDate.trim() !== '';
  const needs = (text: string) => (tried && text.trim() === '' ? t('missing') : undefined);
  const dateError = isTyped ? (day ? undefined : t('notUnderstood')) : needs(value.approvalDate);
  const dateHint = day ? t(day > today() ? 'future' : 'understood', { date: readableDate(day) }) : t('approvalDateHint');
  const line = (name: keyof Consented, longest: number, hint: string, error: string | undefined) => (
    <Field label={t(name)} hint={readOnly ? undefined : hint} error={error} required>
      {(hold) => (
        <Input
          {...hold}
          readOnly={readOnly}
          maxLength={longest}
          value={value[name]}
          onChange={(event) => onChange({ ...value, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <>
      {line('approvedBy', 120, t('approvedByHint'), needs(value.approvedBy))}
      <div className="fields-2">
        {line('approvalNumber', 60, t('approvalNumberHint'), needs(value.approvalNumber))}
        {line('approvalDate', 40, dateHint, dateError)}
      </div>
    </>
  );
}
