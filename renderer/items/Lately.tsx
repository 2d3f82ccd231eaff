import { AutoComplete } from 'antd';
import { useDeferredValue } from 'react';
import { useAsk } from '../app/ask.ts';
import { useDesk } from '../app/desk.tsx';
import type { FieldHold } from '../controls/Field.tsx';

/** A line of text completed from what was written lately in this fonds. */
export function Lately({
  hold,
  field,
  longest,
  value,
  onChange,
}: {
  hold: FieldHold;
  field: 'responsible' | 'box';
  longest: number;
  value: string;
  onChange(value: string): void;
}) {
  const { fonds } = useDesk();
  const text = useDeferredValue(value).slice(0, 60);
  const lately = useAsk('items.lately', { fondsId: fonds.id, field, text }, { keep: true }).data ?? [];
  return (
    <AutoComplete
      id={hold.id}
      aria-describedby={hold['aria-describedby']}
      status={hold.status}
      className="whole-width"
      value={value}
      maxLength={longest}
      options={lately.filter((one) => one !== value).map((one) => ({ value: one }))}
      onChange={(next: string | undefined) => onChange(next ?? '')}
    />
  );
}
