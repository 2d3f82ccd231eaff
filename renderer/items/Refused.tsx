import { Button, Radio } from 'antd';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { useWords } from '../app/words.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { type FieldName, fieldNames, type ItemFields, newWriting } from './fields.ts';
import { useFieldText } from './useFieldText.ts';
import type { SaveOptions, WritingDesk } from './useWriting.ts';

/** Why the form was not saved, in three parts, with the ways on that the refusal allows. */
export function Refused({ desk, onSave }: { desk: WritingDesk; onSave(options: SaveOptions): void }) {
  const t = useWords('items');
  const { problem, writing } = desk;
  if (!problem || !writing) return null;
  if (problem.code === 'changed-meanwhile') return <ChangedMeanwhile desk={desk} onSave={onSave} />;
  const action =
    problem.code === 'maybe-classified' ? (
      <Button onClick={() => onSave({ confirmedOpen: true })}>{t('confirmOpen')}</Button>
    ) : problem.code === 'locked' && problem.details['what'] === 'number' ? (
      <Button onClick={() => onSave({ renumber: true })}>{t('renumber')}</Button>
    ) : problem.code === 'classified' ? (
      <Button
        onClick={() => {
          desk.setWriting(writing.seen ? { ...writing, fields: writing.seen } : newWriting(writing.fields.year, null));
          desk.setProblem(null);
        }}
      >
        {t('clearForm')}
      </Button>
    ) : null;
  return <ProblemNotice problem={problem} actions={action} onClose={() => desk.setProblem(null)} />;
}

type Both = { readonly [field in FieldName]?: { readonly seen: unknown; readonly now: unknown; readonly wanted: unknown } };

/** Somebody changed it meanwhile: both values side by side, a choice for each field. */
function ChangedMeanwhile({ desk, onSave }: { desk: WritingDesk; onSave(options: SaveOptions): void }) {
  const t = useWords('items');
  const text = useFieldText();
  const { problem, writing } = desk;
  const changed = (problem?.details['changed'] ?? {}) as Both;
  const names = fieldNames.filter((name) => changed[name]);
  const [mine, setMine] = useState<readonly FieldName[]>([]);
  if (!writing?.seen) return null;
  const choose = () => {
    const now = Object.fromEntries(names.map((name) => [name, changed[name]?.now])) as Partial<ItemFields>;
    const theirs = Object.fromEntries(
      names.filter((name) => !mine.includes(name)).map((name) => [name, changed[name]?.now]),
    ) as Partial<ItemFields>;
    const next = { ...writing, seen: { ...(writing.seen as ItemFields), ...now }, fields: { ...writing.fields, ...theirs } };
    flushSync(() => {
      desk.setWriting(next);
      desk.setProblem(null);
    });
    onSave({});
  };
  return (
    <ProblemNotice
      problem={problem}
      actions={
        <>
          <table className="compare">
            <caption className="heard-only">{t('compare')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('field')}</th>
                <th scope="col">{t('nowValue')}</th>
                <th scope="col">{t('wantedValue')}</th>
              </tr>
            </thead>
            <tbody>
              {names.map((name) => (
                <tr key={name}>
                  <th scope="row">{t(`field.${name}`)}</th>
                  {(['now', 'wanted'] as const).map((side) => (
                    <td key={side}>
                      <Radio
                        checked={mine.includes(name) === (side === 'wanted')}
                        name={`choose-${name}`}
                        onChange={() => setMine((before) => (side === 'wanted' ? [...before, name] : before.filter((one) => one !== name)))}
                      >
                        {text(name, changed[name]?.[side])}
                      </Radio>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <Button type="primary" onClick={choose}>
            {t('saveChosen')}
          </Button>
        </>
      }
    />
  );
}
