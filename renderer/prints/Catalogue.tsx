import { Alert, AutoComplete, Button, Checkbox, Form, Select, Table } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { CallerInput } from '../../shared/contract.ts';
import type { Problem } from '../../shared/reply.ts';
import type { Term } from '../../shared/retention/retention.ts';
import { usualTerms } from '../../shared/retention/terms.ts';
import { problemOf, useAsk, useTask } from '../app/ask.ts';
import { useDesk } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { figure, many } from '../controls/figures.ts';
import { LongWork } from '../controls/LongWork.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { SaveButton } from '../controls/SaveButton.tsx';
import { Loading } from '../controls/Screen.tsx';
import { useTermWords } from '../controls/TermTag.tsx';
import type { Holding } from './HoldingsMap.tsx';

type Choice = CallerInput<'prints.preview'>;
type Format = CallerInput<'prints.catalogue'>['format'];

const headings = ['column-0', 'column-1', 'column-2', 'column-3', 'column-4', 'column-5', 'column-6', 'column-7', 'column-8'] as const;
const widths = [52, 225, 150, 140, undefined, 92, 56, 56, 90];

/** The choice of a catalogue, what it would hold, and writing it. */
export function Catalogue({
  holdings,
  year,
  term,
  onYear,
  onTerm,
}: {
  holdings: readonly Holding[];
  year: number;
  term: Term | null;
  onYear(year: number): void;
  onTerm(term: Term | null): void;
}) {
  const t = useWords('prints');
  const sayTerm = useTermWords();
  const { fonds, go } = useDesk();
  const [category, setCategory] = useState('');
  const [organ, setOrgan] = useState('');
  const [cover, setCover] = useState(true);
  const [acceptMissing, setAcceptMissing] = useState(false);
  const work = useTask('prints.catalogue');
  const categories = [...new Set(holdings.map((one) => one.category))].sort();
  const chosenCategory = categories.includes(category) ? category : categories.includes('WS') ? 'WS' : (categories[0] ?? 'WS');
  const choice: Choice = { fondsId: fonds.id, year, term, category: chosenCategory, organ: useDeferredValue(organ.trim()) };
  const preview = useAsk('prints.preview', choice, { keep: true });
  const organs = useAsk('items.lately', { fondsId: fonds.id, field: 'organ' });
  const years = [...new Set([year, ...holdings.map((one) => one.year)])].sort((a, b) => b - a);
  const terms = [...new Set([...usualTerms, ...holdings.flatMap((one) => (one.term ? [one.term] : []))])];
  const rows = preview.data?.rows ?? 0;
  const missing = preview.data?.missingGlyphs ?? [];
  const closed = preview.isPending || rows === 0 || work.isRunning || (missing.length > 0 && !acceptMissing);
  const write = (format: Format) => work.start({ ...choice, format, cover, acceptMissing });

  return (
    <>
      <section aria-label={t('choice')} className="stack-tight">
        <h2>{t('choice')}</h2>
        <Form component="div" layout="vertical" className="prints-choice">
          <Form.Item label={t('year')} htmlFor="print-year">
            <Select id="print-year" value={year} options={years.map((one) => ({ value: one, label: String(one) }))} onChange={onYear} />
          </Form.Item>
          <Form.Item label={t('term')} htmlFor="print-term">
            <Select<Term | ''>
              id="print-term"
              value={term ?? ''}
              options={[{ value: '' as const, label: t('term-all') }, ...terms.map((one) => ({ value: one, label: sayTerm(one) }))]}
              onChange={(value) => onTerm(value || null)}
            />
          </Form.Item>
          <Form.Item label={t('category')} htmlFor="print-category">
            <Select
              id="print-category"
              value={chosenCategory}
              options={categories.map((one) => ({ value: one, label: one }))}
              onChange={setCategory}
            />
          </Form.Item>
          <Form.Item label={t('organ')} htmlFor="print-organ">
            <AutoComplete
              id="print-organ"
              allowClear
              placeholder={t('organ-hint')}
              value={organ}
              options={[...new Set([...fonds.organs.map((one) => one.name), ...(organs.data ?? [])])].map((value) => ({ value }))}
              onChange={(value) => setOrgan(value ?? '')}
            />
          </Form.Item>
        </Form>
        {preview.isPending && <Loading />}
        {preview.error && <ProblemNotice problem={problemOf(preview.error)} />}
        {preview.data && (
          <>
            <p className="tabular">
              {t('rows-label')} <strong>{t('rows', many(rows))}</strong>
              {preview.data.unnumbered > 0 && (
                <span className="prints-unnumbered">
                  {t('unnumbered-label')} <strong>{t('rows', many(preview.data.unnumbered))}</strong>
                </span>
              )}
            </p>
            {preview.data.unnumbered > 0 && (
              <Alert
                type="warning"
                showIcon
                title={t('unnumbered-note', many(preview.data.unnumbered))}
                action={
                  <Button size="small" onClick={() => go('items', { view: 'unnumbered' })}>
                    {t('unnumbered-door')}
                  </Button>
                }
              />
            )}
            {missing.length > 0 && (
              <Alert
                type="warning"
                showIcon
                title={t('missing', { ...many(missing.length), glyphs: missing.join(' ') })}
                description={
                  <>
                    <p>{t('missing-note')}</p>
                    <Checkbox checked={acceptMissing} onChange={(event) => setAcceptMissing(event.target.checked)}>
                      {t('missing-accept')}
                    </Checkbox>
                  </>
                }
              />
            )}
            <div className="row-of-buttons">
              <Button type="primary" disabled={closed} onClick={() => write('pdf')}>
                {t('pdf', many(rows))}
              </Button>
              <Button disabled={closed} onClick={() => write('xlsx')}>
                {t('xlsx', many(rows))}
              </Button>
              <Checkbox checked={cover} onChange={(event) => setCover(event.target.checked)}>
                {t('cover')}
              </Checkbox>
            </div>
          </>
        )}
        {work.isRunning && <LongWork task={work.task} />}
        <ProblemNotice problem={work.problem as Problem | null} onClose={work.clear} />
        {work.output && (
          <Alert
            type="success"
            showIcon
            role="status"
            title={
              work.output.pages > 0
                ? t('done', { name: work.output.file.name, rows: figure(work.output.rows), pages: figure(work.output.pages) })
                : t('done-xlsx', { name: work.output.file.name, rows: figure(work.output.rows) })
            }
            description={<SaveButton file={work.output.file} prominent />}
          />
        )}
        {preview.data && rows === 0 && <p className="quiet">{t('rows-none')}</p>}
      </section>
      {preview.data && rows > 0 && (
        <section aria-label={t('preview', many(preview.data.first.length))} className="prints-preview">
          <h2>{t('preview', many(preview.data.first.length))}</h2>
          <Table
            size="small"
            aria-label={t('preview', many(preview.data.first.length))}
            rowKey={(row) => row[0] ?? ''}
            pagination={false}
            tableLayout="fixed"
            dataSource={preview.data.first}
            columns={headings.map((heading, index) => ({
              title: t(heading),
              key: heading,
              ellipsis: true,
              className: heading === 'column-1' ? 'number' : 'tabular',
              ...(widths[index] ? { width: widths[index] } : {}),
              render: (_: unknown, row: readonly string[]) => row[index] ?? '',
            }))}
          />
        </section>
      )}
    </>
  );
}
