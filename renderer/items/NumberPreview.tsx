import { useEffect, useState } from 'react';
import { useAsk } from '../app/ask.ts';
import { useDesk } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { type FieldName, fieldNames, type ItemFields } from './fields.ts';
import type { WritingDesk } from './useWriting.ts';

/** Fields no number is ever made of; typing in them asks nothing. */
const beside: readonly FieldName[] = [
  'responsible',
  'documentNumber',
  'title',
  'date',
  'secrecy',
  'secrecyTerm',
  'openness',
  'pages',
  'box',
  'remark',
];

/** 档号: the one given, or the one this item would get now, composed by the rule that gives it. */
export function NumberPreview({ desk, number }: { desk: WritingDesk; number: string | null }) {
  const t = useWords('items');
  const { fonds } = useDesk();
  const fields = desk.writing?.fields;
  const pieces = useSettled(
    fields && JSON.stringify(fieldNames.filter((name) => !beside.includes(name)).map((name) => [name, fields[name]])),
    200,
  );
  const known = pieces ? (Object.fromEntries(JSON.parse(pieces) as [FieldName, unknown][]) as unknown as ItemFields) : undefined;
  const valid = known !== undefined && known.year >= 1000 && known.year <= 2100;
  const next = useAsk(
    'items.nextNumber',
    { draft: { fondsId: fonds.id, ...(known as ItemFields) } },
    { enabled: valid && number === null, keep: true },
  );
  return (
    <div className="example" role="status" aria-live="polite">
      <span className="quiet">{t(number === null ? 'preview' : 'givenNumber')}</span>{' '}
      {number !== null ? (
        <strong className="number">{number}</strong>
      ) : next.data?.number ? (
        <strong className="number">{next.data.number}</strong>
      ) : next.data ? (
        t('previewMissing', { fields: next.data.missing.map((field) => t(`missing.${field}`)).join('、') })
      ) : (
        t('previewAsk')
      )}
    </div>
  );
}

/** The value once it has not changed for so many milliseconds. */
function useSettled<T>(value: T, after: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), after);
    return () => clearTimeout(timer);
  }, [value, after]);
  return settled;
}
