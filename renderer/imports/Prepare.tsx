import { Alert, Button, Descriptions, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import type { StagedFile } from '../../shared/files/files.ts';
import type { Batch, ImportField, Inspection } from '../../shared/imports/imports.ts';
import type { Term } from '../../shared/retention/retention.ts';
import { usualTerms } from '../../shared/retention/terms.ts';
import { useTask } from '../app/ask.ts';
import { useDesk } from '../app/desk.tsx';
import { useDone } from '../app/done.ts';
import { useWords } from '../app/words.ts';
import { many } from '../controls/figures.ts';
import { LongWork } from '../controls/LongWork.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { useTermWords } from '../controls/TermTag.tsx';
import { ColumnTable } from './ColumnTable.tsx';
import { type Chosen, fieldsGivenTwice, isFilled } from './columns.ts';

interface Defaults {
  readonly year: number | null;
  readonly term: Term | null;
  readonly category: string;
}

/** Looks at what was recognised, lets the archivist correct it, and rehearses. */
export function Prepare({
  file,
  inspection,
  rehearsed,
  onChooseAnew,
  onSheet,
  onRehearsed,
  onChanged,
}: {
  file: StagedFile;
  inspection: Inspection;
  /** The rehearsal that stands below. */
  rehearsed: Batch | null;
  onChooseAnew(): void;
  onSheet(sheet: string): void;
  onRehearsed(batch: Batch): void;
  /** Columns or defaults are no longer those of the rehearsal. */
  onChanged(): void;
}) {
  const t = useWords('imports');
  const sayTerm = useTermWords();
  const { fonds, year } = useDesk();
  const [chosen, setChosen] = useState<Chosen>({});
  const [defaults, setDefaults] = useState<Defaults>({
    year: isFilled('year', inspection.columns, {}) ? null : year,
    term: null,
    category: 'WS',
  });
  const rehearsal = useTask('imports.rehearse');
  useDone(rehearsal, onRehearsed);

  const choose = (index: number, field: ImportField) => {
    setChosen({ ...chosen, [index]: field });
    onChanged();
  };
  const change = (wanted: Partial<Defaults>) => {
    setDefaults({ ...defaults, ...wanted });
    onChanged();
  };
  const rehearse = () =>
    rehearsal.start({
      stagedId: file.id,
      fondsId: fonds.id,
      sheet: inspection.sheet,
      defaults,
      columns: Object.entries(chosen).map(([index, field]) => ({ index: Number(index), field })),
    });
  // Once read, the copy of a file with classified rows is gone, also when the rehearsal was stopped.
  const classified = rehearsed?.reasons.classified ?? inspection.classified;
  const isGone = classified > 0 && (rehearsed !== null || rehearsal.problem !== null);
  const twice = fieldsGivenTwice(inspection.columns, chosen);

  return (
    <div className="stack">
      <Descriptions
        size="small"
        bordered
        column={4}
        items={[
          { key: 'file', label: t('file-facts'), span: 2, children: <span className="break">{inspection.fileName}</span> },
          { key: 'format', label: t('format'), children: inspection.format.toUpperCase() },
          { key: 'encoding', label: t('encoding'), children: inspection.encoding.toUpperCase() || '—' },
          {
            key: 'header',
            label: t('header-row'),
            children: inspection.headerRow > 0 ? t('header-row-value', { line: inspection.headerRow }) : t('header-row-none'),
          },
          { key: 'rows', label: t('rows'), children: t('rows-value', many(inspection.rows)) },
          ...(inspection.sheets.length > 1
            ? [
                {
                  key: 'sheet',
                  label: t('sheet'),
                  span: 2,
                  children: (
                    <Select
                      className="wide"
                      aria-label={t('sheet')}
                      value={inspection.sheet}
                      options={inspection.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
                      onChange={onSheet}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
      {classified > 0 && !rehearsed && (
        <Alert
          type="warning"
          showIcon
          title={t(isGone ? 'classified-gone' : 'classified-seen', many(classified))}
          description={t(isGone ? 'classified-gone-note' : 'classified-seen-note')}
        />
      )}
      <section aria-label={t('columns')}>
        <h2>{t('columns')}</h2>
        <p className="quiet">{t('columns-note')}</p>
        <ColumnTable columns={inspection.columns} chosen={chosen} onChoose={choose} />
      </section>
      {!isFilled('title', inspection.columns, chosen) && <Alert type="warning" showIcon title={t('no-title-column')} />}
      {twice.map((field) => (
        <Alert key={field} type="warning" showIcon title={t('twice-column', { field: t(`field-${field}`) })} />
      ))}
      <section aria-label={t('defaults')}>
        <h2>{t('defaults')}</h2>
        <Form layout="inline" component="div" colon={false}>
          <Form.Item label={t('default-year')} htmlFor="import-year" tooltip={t('years-range')}>
            <InputNumber
              id="import-year"
              min={1949}
              max={2100}
              precision={0}
              controls={false}
              value={defaults.year}
              placeholder={t('default-none')}
              onChange={(value) => change({ year: value })}
            />
          </Form.Item>
          <Form.Item label={t('default-term')} htmlFor="import-term">
            <Select<Term | ''>
              id="import-term"
              style={{ width: 130 }}
              value={defaults.term ?? ''}
              options={[
                { value: '' as const, label: t('default-none') },
                ...usualTerms.map((term) => ({ value: term, label: sayTerm(term) })),
              ]}
              onChange={(term) => change({ term: term || null })}
            />
          </Form.Item>
          <Form.Item label={t('default-category')} htmlFor="import-category">
            <Input
              id="import-category"
              className="short-field"
              maxLength={20}
              value={defaults.category}
              onChange={(event) => change({ category: event.target.value.trim() })}
            />
          </Form.Item>
        </Form>
      </section>
      <div className={rehearsed ? 'row-of-buttons' : 'row-of-buttons sticky-foot'}>
        {isGone ? (
          <Button onClick={onChooseAnew}>{t('choose-anew')}</Button>
        ) : (
          <Button type={rehearsed ? 'default' : 'primary'} loading={rehearsal.isRunning} onClick={rehearse}>
            {t(rehearsed ? 'rehearse-again' : 'rehearse')}
          </Button>
        )}
        {rehearsal.isRunning ? (
          <LongWork task={rehearsal.task} />
        ) : (
          <span className="quiet tabular">{t('rows-value', many(inspection.rows))}</span>
        )}
      </div>
      <ProblemNotice problem={rehearsal.problem} onClose={rehearsal.clear} />
    </div>
  );
}
