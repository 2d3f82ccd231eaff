import { Select, Table } from 'antd';
import type { ImportColumn, ImportField } from '../../shared/imports/imports.ts';
import { useWords } from '../app/words.ts';
import { type Chosen, fieldOf, fields } from './columns.ts';

const samplesShown = 3;

/** Each column of the file, where it goes and why it is thought so. */
export function ColumnTable({
  columns,
  chosen,
  onChoose,
}: {
  columns: readonly ImportColumn[];
  chosen: Chosen;
  onChoose(index: number, field: ImportField): void;
}) {
  const t = useWords('imports');
  const nameOf = (column: ImportColumn) => column.header.trim() || t('column-nameless', { index: column.index + 1 });
  const options = fields.map((field) => ({ value: field, label: t(`field-${field}`) }));
  return (
    <Table<ImportColumn>
      size="small"
      pagination={false}
      rowKey="index"
      aria-label={t('columns')}
      dataSource={[...columns]}
      columns={[
        { title: t('column-header'), key: 'header', width: 200, render: (_, column) => <span className="break">{nameOf(column)}</span> },
        {
          title: t('column-field'),
          key: 'field',
          width: 200,
          render: (_, column) => (
            <Select<ImportField>
              className="wide"
              showSearch={{ optionFilterProp: 'label' }}
              aria-label={t('field-of', { header: nameOf(column) })}
              value={fieldOf(column, chosen)}
              options={options}
              onChange={(field) => onChoose(column.index, field)}
            />
          ),
        },
        {
          title: t('column-why'),
          key: 'why',
          width: 130,
          render: (_, column) => <span className="quiet">{column.index in chosen ? t('why-chosen') : t(`why-${column.because}`)}</span>,
        },
        {
          title: t('column-samples'),
          key: 'samples',
          ellipsis: true,
          render: (_, column) => {
            const samples = column.samples.filter((sample) => sample.trim() !== '').slice(0, samplesShown);
            return samples.length ? (
              <span title={samples.join('\n')}>{samples.join('　')}</span>
            ) : (
              <span className="quiet">{t('samples-none')}</span>
            );
          },
        },
      ]}
    />
  );
}
