import { InputNumber } from 'antd';
import type { Scheme } from '../../shared/schemes/schemes.ts';
import { useWords } from '../app/words.ts';
import { Field } from '../controls/Field.tsx';
import { forecast, type Span } from './life.ts';

/** The first 年度 of a version, with what the years will look like: which version decides for which. */
export function YearFrom({
  scheme,
  versions,
  value,
  onChange,
}: {
  scheme: Scheme;
  versions: readonly Scheme[];
  value: number | null;
  onChange(year: number | null): void;
}) {
  const t = useWords('schemeLife');
  const ahead = value === null ? null : forecast(versions, scheme, value);
  const early = ahead?.tooEarlyFor;
  const years = ({ from, to }: Span) =>
    to === null ? t('spanFrom', { from }) : from === to ? t('spanOne', { year: from }) : t('spanTo', { from, to });
  return (
    <>
      <Field
        label={t('yearFrom')}
        hint={t('yearFromHint')}
        error={
          early ? t('yearTooEarly', { version: early.version, year: early.yearFrom ?? '' }) : value === null ? t('missing') : undefined
        }
        required
      >
        {(hold) => (
          <InputNumber<number> {...hold} min={1949} max={2100} precision={0} changeOnWheel={false} value={value} onChange={onChange} />
        )}
      </Field>
      {ahead && !early && ahead.spans.length > 1 && (
        <table className="compare years-table" aria-label={t('decides')}>
          <thead>
            <tr>
              <th scope="col">{t('col.years')}</th>
              <th scope="col">{t('col.version')}</th>
            </tr>
          </thead>
          <tbody>
            {ahead.spans.map((span) => (
              <tr key={span.version}>
                <td className="tabular">{years(span)}</td>
                <td>{t(span.version === scheme.version ? 'thisOne' : 'other', { version: span.version })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {ahead?.replaced && !early && <p className="warn">{t('replaced', { version: ahead.replaced.version })}</p>}
    </>
  );
}

/** The year a version most likely comes into force from: the one worked on, or the one after the version in force began. */
export function likelyYear(versions: readonly Scheme[], year: number): number {
  const inForce = versions.find((one) => one.state === 'in-force');
  return inForce?.yearFrom ? Math.max(year, inForce.yearFrom + 1) : year;
}

/** Whether a version may come into force from that year. */
export function mayBegin(versions: readonly Scheme[], scheme: Scheme, year: number | null): year is number {
  return year !== null && forecast(versions, scheme, year).tooEarlyFor === null;
}
