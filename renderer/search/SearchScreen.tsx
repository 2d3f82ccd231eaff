import { Button, Input, InputNumber, type InputRef, Select } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { displayDocumentNumber } from '../../shared/items/fields.ts';
import type { Item } from '../../shared/items/items.ts';
import type { Term } from '../../shared/retention/retention.ts';
import { Term as TermForm } from '../../shared/retention/retention.ts';
import { usualTerms } from '../../shared/retention/terms.ts';
import { wordsOf } from '../../shared/search/normalise.ts';
import { problemOf, useAsk } from '../app/ask.ts';
import { useArrival, useDesk } from '../app/desk.tsx';
import { usePages } from '../app/pages.ts';
import { useWords } from '../app/words.ts';
import { type Column, DataGrid } from '../controls/DataGrid.tsx';
import { many, readableDate } from '../controls/figures.ts';
import { isFoundIn } from '../controls/highlight.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Empty, Loading, Screen } from '../controls/Screen.tsx';
import { TermTag, useTermWords } from '../controls/TermTag.tsx';
import { Found } from './Found.tsx';
import './search.css';

/** Typing rests so long before it is looked up, in milliseconds. */
const rest = 150;

const terms: readonly Term[] = [...usualTerms, TermForm.parse('long'), TermForm.parse('short')];
const keyOf = (item: Item) => item.id;
const hiddenFields = ['organ', 'remark', 'formerNumbers'] as const;

interface Conditions {
  readonly everywhere: boolean;
  readonly yearFrom: number | null;
  readonly yearTo: number | null;
  readonly term: Term | null;
}

const noConditions: Conditions = { everywhere: false, yearFrom: null, yearTo: null, term: null };

/** 检索: one box; any character finds. */
export function SearchScreen() {
  const t = useWords('search');
  const sayTerm = useTermWords();
  const { fonds, allFonds, setFonds, setYear, go } = useDesk();
  const box = useRef<InputRef>(null);
  const results = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState('');
  const [composing, setComposing] = useState(false);
  const [text, setText] = useState('');
  const [conditions, setConditions] = useState(noConditions);
  const change = (wanted: Partial<Conditions>) => setConditions({ ...conditions, ...wanted });

  useArrival('search', (params) => {
    if (typeof params.text === 'string') {
      setTyped(params.text);
      setText(params.text.trim());
    }
    box.current?.focus({ cursor: 'all' });
  });
  useEffect(() => {
    if (composing) return;
    const timer = setTimeout(() => setText(typed.trim()), rest);
    return () => clearTimeout(timer);
  }, [typed, composing]);

  const asked = text !== '';
  const { everywhere, ...limits } = conditions;
  const found = usePages('search.find', { text, fondsId: everywhere ? null : fonds.id, ...limits }, keyOf, { enabled: asked });
  const state = useAsk('search.state', {});
  const words = wordsOf(text);
  const narrowed = limits.yearFrom !== null || limits.yearTo !== null || limits.term !== null;
  const open = (item: Item) => {
    setFonds(item.fondsId);
    setYear(item.year);
    go('items', { item: item.id });
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') setText(typed.trim());
    if (event.key === 'ArrowDown' && found.source.total > 0) {
      event.preventDefault();
      results.current?.querySelector<HTMLElement>('[role=grid]')?.focus();
    }
  };

  const columns: Column<Item>[] = [
    {
      key: 'number',
      title: t('column-number'),
      width: 210,
      render: (item) =>
        item.number ? (
          <span className="number">
            <Found text={item.number} words={words} />
          </span>
        ) : (
          <span className="quiet">{t('unnumbered')}</span>
        ),
    },
    {
      key: 'title',
      title: t('column-title'),
      width: 280,
      grows: true,
      render: (item) => (
        <span className="search-title" title={item.title}>
          <span className="ellipsis">
            <Found text={item.title} words={words} />
          </span>
          <Elsewhere item={item} words={words} />
        </span>
      ),
    },
    { key: 'responsible', title: t('column-responsible'), width: 150, render: (item) => <Found text={item.responsible} words={words} /> },
    {
      key: 'documentNumber',
      title: t('column-documentNumber'),
      width: 160,
      render: (item) => <Found text={displayDocumentNumber(item.documentNumber)} words={words} />,
    },
    { key: 'date', title: t('column-date'), width: 104, render: (item) => <span className="tabular">{readableDate(item.date)}</span> },
    { key: 'term', title: t('column-term'), width: 104, render: (item) => <TermTag term={item.term} /> },
    { key: 'box', title: t('column-box'), width: 64, render: (item) => <Found text={item.box} words={words} /> },
  ];

  return (
    <Screen title={t('title')}>
      <div className="stack search">
        <search aria-label={t('conditions')} className="stack-tight">
          <Input
            ref={box}
            autoFocus
            size="large"
            allowClear
            type="search"
            aria-label={t('box')}
            aria-describedby="search-hint"
            maxLength={200}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onCompositionStart={() => setComposing(true)}
            onCompositionEnd={() => setComposing(false)}
            onKeyDown={pressed}
          />
          <p id="search-hint" className="quiet">
            {t('box-hint')}
          </p>
          <div className="search-limits">
            <label htmlFor="search-from">{t('year-from')}</label>
            <InputNumber
              id="search-from"
              className="search-year"
              min={1000}
              max={2100}
              precision={0}
              controls={false}
              value={conditions.yearFrom}
              onChange={(yearFrom) => change({ yearFrom })}
            />
            <label htmlFor="search-to">{t('year-to')}</label>
            <InputNumber
              id="search-to"
              className="search-year"
              min={1000}
              max={2100}
              precision={0}
              controls={false}
              value={conditions.yearTo}
              onChange={(yearTo) => change({ yearTo })}
            />
            <Select<Term | ''>
              aria-label={t('term')}
              className="search-term"
              value={conditions.term ?? ''}
              options={[{ value: '' as const, label: t('term-any') }, ...terms.map((term) => ({ value: term, label: sayTerm(term) }))]}
              onChange={(term) => change({ term: term || null })}
            />
            {allFonds.length > 1 && (
              <Select
                aria-label={t('scope')}
                className="search-scope"
                value={everywhere}
                options={[
                  { value: false, label: fonds.name },
                  { value: true, label: t('all-fonds') },
                ]}
                onChange={(value) => change({ everywhere: value })}
              />
            )}
            {narrowed && <Button onClick={() => setConditions({ ...noConditions, everywhere })}>{t('clear')}</Button>}
          </div>
        </search>
        <p role="status" className="tabular search-total">
          {asked &&
            !found.isPending &&
            !found.error &&
            t(everywhere ? 'total' : 'total-in', { ...many(found.source.total), fonds: fonds.name })}
          {asked && (state.data?.waiting ?? 0) > 0 && <span className="quiet"> {t('waiting', many(state.data?.waiting ?? 0))}</span>}
        </p>
        <ProblemNotice problem={found.error ? problemOf(found.error) : null} />
        {!asked && (
          <div className="empty">
            <p>{t('start')}</p>
            <p className="quiet">{t('start-note')}</p>
          </div>
        )}
        {asked && found.isPending && <Loading />}
        {asked && !found.isPending && !found.error && found.source.total === 0 && (
          <div>
            <Empty words={t('none', { text })} action={<p className="quiet">{t('none-note')}</p>} />
          </div>
        )}
        {asked && found.source.total > 0 && (
          <div ref={results} className="search-results">
            <DataGrid
              label={t('results')}
              rows={found.source}
              columns={columns}
              onOpen={open}
              foot={<span className="quiet">{t('keys')}</span>}
            />
          </div>
        )}
      </div>
    </Screen>
  );
}

/** Words found only in a field without a column of its own are shown with that field's name. */
function Elsewhere({ item, words }: { item: Item; words: readonly string[] }) {
  const t = useWords('search');
  const shown = [item.title, item.number ?? '', item.responsible, item.documentNumber, item.box];
  const missing = words.filter((word) => !shown.some((text) => isFoundIn(text, [word])));
  if (missing.length === 0) return null;
  return hiddenFields.map((field) => {
    const text = field === 'formerNumbers' ? item.formerNumbers.join(' ') : item[field];
    return isFoundIn(text, missing) ? (
      <span key={field} className="quiet ellipsis search-elsewhere">
        {t('found-in', { field: t(`field-${field}`) })}
        <Found text={text} words={missing} />
      </span>
    ) : null;
  });
}
