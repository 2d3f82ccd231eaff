import { Select } from 'antd';
import { composeNumber } from '../../shared/numbering/compose.ts';
import type { NumberTemplate } from '../../shared/numbering/numbering.ts';
import { useAsk } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { Field } from './Field.tsx';

/** What a sample number is made of; parts not given are filled with samples. */
export interface NumberSample {
  readonly fonds: string;
  readonly category?: string;
  readonly year: number;
  readonly organCode?: string | undefined;
  readonly organ?: string | undefined;
}

/** Chooses a form of 档号, with a number composed live by the rule that will give the real ones. */
export function NumberForm({
  label,
  hint,
  value,
  onChange,
  sample,
  own,
}: {
  label: string;
  hint?: string;
  value: string;
  onChange(id: string): void;
  sample: NumberSample;
  /** Words for leaving the choice to the fonds (value ''). */
  own?: string;
}) {
  const t = useWords('fonds');
  const templates = useAsk('numbering.templates', {}).data ?? [];
  const chosen = templates.find((template) => template.id === value);
  const example = chosen && sampleNumber(chosen, sample, t('sampleOrgan'));
  const options = templates.map((template) => ({
    value: template.id,
    label: [template.name, template.source, sampleNumber(template, sample, t('sampleOrgan'))].join('　'),
  }));
  return (
    <Field label={label} hint={hint}>
      {(hold) => (
        <>
          <Select
            id={hold.id}
            aria-describedby={hold['aria-describedby']}
            value={value}
            onChange={onChange}
            options={own === undefined ? options : [{ value: '', label: own }, ...options]}
            showSearch={{ optionFilterProp: 'label' }}
          />
          {example && (
            <div className="example" aria-live="polite">
              <span className="quiet">{t('dialectExample')}</span> <span className="number">{example}</span>
            </div>
          )}
        </>
      )}
    </Field>
  );
}

function sampleNumber(
  template: NumberTemplate,
  { fonds, category = 'WS', year, organCode = 'BGS', organ }: NumberSample,
  sampleOrgan: string,
): string {
  const composed = composeNumber(template, {
    fonds: fonds.trim() || 'Z109',
    category,
    year,
    term: 'Y',
    organCode: organCode || 'BGS',
    organ: organ || sampleOrgan,
    catalogue: '1',
    project: '01',
    volume: '1',
    serial: 1,
    page: '1',
  });
  return 'number' in composed ? composed.number : template.example;
}
