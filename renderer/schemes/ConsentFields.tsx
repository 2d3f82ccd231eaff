import { Input } from 'antd';
import { useWords } from '../app/words.ts';
import { Field } from '../controls/Field.tsx';
import { readableDate } from '../controls/figures.ts';
import { today, understoodDay } from './life.ts';
import type { Consented } from './walk.ts';

/** The consent as it is typed: the date in any spelling. */
export type TypedConsent = Consented;

/** The consent as it can be kept; null while something is missing or the date is none. */
export function readConsent(typed: TypedConsent): Consented | null {
  const consent = {
    approvedBy: typed.approvedBy.trim(),
    approvalNumber: typed.approvalNumber.trim(),
    approvalDate: understoodDay(typed.approvalDate) ?? '',
  };
  return Object.values(consent).every(Boolean) ? consent : null;
}

/** 同意机关 · 文号 · 日期, saying how the date was understood. `tried`: what is missing is said too. */
export function ConsentFields({
  value,
  tried,
  readOnly = false,
  onChange,
}: {
  value: TypedConsent;
  tried: boolean;
  readOnly?: boolean;
  onChange(value: TypedConsent): void;
}) {
  const t = useWords('schemeLife');
  const day = understoodDay(value.approvalDate);
  const isTyped = value.approvalDate.trim() !== '';
  const needs = (text: string) => (tried && text.trim() === '' ? t('missing') : undefined);
  const dateError = isTyped ? (day ? undefined : t('notUnderstood')) : needs(value.approvalDate);
  const dateHint = day ? t(day > today() ? 'future' : 'understood', { date: readableDate(day) }) : t('approvalDateHint');
  const line = (name: keyof TypedConsent, longest: number, hint: string, error: string | undefined) => (
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
