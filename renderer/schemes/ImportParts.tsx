import { Checkbox, Select } from 'antd';
import { SchemeField, type SchemePart, type SchemeReading } from '../../shared/imports/scheme.ts';
import { useWords } from '../app/words.ts';
import { figure } from '../controls/figures.ts';

/** The tables found in the file and what each column was taken for; both may be corrected. */
export function ImportParts({
  reading,
  onChange,
}: {
  reading: SchemeReading;
  onChange(id: string, taken: boolean, columns: readonly { index: number; field: SchemeField }[]): void;
}) {
  const t = useWords('schemeImport');
  const options = SchemeField.options.map((field) => ({ value: field, label: t(`field.${field}`) }));
  const chosen = (part: SchemePart) =>
    part.columns.filter(({ because }) => because === 'chosen').map(({ index, field }) => ({ index, field }));
  const nameOf = (part: SchemePart) =>
    part.headerRow > 0
      ? t('part', { sheet: part.sheet, line: part.headerRow, rows: figure(part.rows) })
      : t('partBare', { sheet: part.sheet, rows: figure(part.rows) });
  return (
    <details
      className="import-parts"
      open={reading.parts.every((part) => part.columns.every(({ field }) => field !== 'term' && field !== 'tick'))}
    >
      <summary>
        {t('parts')}：
        {reading.parts
          .filter(({ taken }) => taken)
          .map(
            (part) =>
              `${nameOf(part)}（${part.columns
                .filter(({ field }) => field !== 'ignore')
                .map(({ field }) => t(`field.${field}`))
                .join('、')}）`,
          )
          .join('；')}
      </summary>
      {reading.parts.map((part) => (
        <section key={part.id} aria-label={nameOf(part)}>
          <Checkbox checked={part.taken} onChange={(event) => onChange(part.id, event.target.checked, chosen(part))}>
            {nameOf(part)}
          </Checkbox>
          <ul className="import-columns" aria-label={t('columns')}>
            {part.columns.map((column) => {
              const header = column.header.trim() || t('nameless', { n: column.index + 1 });
              return (
                <li key={column.index}>
                  <strong className="ellipsis" title={header}>
                    {header}
                  </strong>
                  <Select<SchemeField>
                    size="small"
                    className="wide"
                    aria-label={t('columnOf', { header })}
                    value={column.field}
                    options={options}
                    onChange={(field) =>
                      onChange(part.id, part.taken, [
                        ...chosen(part).filter(({ index }) => index !== column.index),
                        { index: column.index, field },
                      ])
                    }
                  />
                  <span className="quiet ellipsis" title={column.samples.join('\n')}>
                    {t(`because.${column.because}`)}　{column.samples.slice(0, 2).join('、')}
                  </span>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </details>
  );
}
