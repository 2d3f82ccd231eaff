import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { ClauseSuggestion } from '../../shared/items/items.ts';
import type { Category, Clause, SchemeTree } from '../../shared/schemes/schemes.ts';
import { useAsk } from '../app/ask.ts';
import { useDesk } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { TermTag, useTermWords } from '../controls/TermTag.tsx';
import type { ItemFields } from './fields.ts';
import './suggest.css';

/** Asked once the hand has rested so long, in milliseconds. */
const rest = 300;
/** A clause shorter than this, in characters, is shown with its heading. */
const shortText = 6;

type Asked = Pick<ItemFields, 'year' | 'title' | 'responsible' | 'documentNumber'>;

/**
 * [G2] The clauses a record may belong under, each with its reasons; taken by Alt+1, 2, 3 or a click and never otherwise. Once a clause is
 * chosen only a quiet line says when title and clause do not go together. Nothing is asked while an input method composes.
 */
export function ClauseSuggestions({
  fields,
  tree,
  onTake,
}: {
  fields: ItemFields;
  tree: SchemeTree | null;
  onTake(clause: Clause, category: Category | null): void;
}) {
  const t = useWords('suggest');
  const { fonds } = useDesk();
  const place = useRef<HTMLDivElement>(null);
  const { year, title, responsible, documentNumber } = fields;
  const asked = useRested(place, { year, title, responsible, documentNumber });
  const wanted = tree !== null && asked !== null && asked.year >= 1000 && asked.year <= 2100 && asked.title.trim() !== '';
  const answer = useAsk('items.suggestClause', { fondsId: fonds.id, ...(asked ?? { year, title: '' }) }, { enabled: wanted, keep: true });
  const found = wanted ? (answer.data ?? []).filter(({ clause }) => tree.clauses.some(({ id }) => id === clause.id)) : [];
  const chosen = tree?.clauses.find(({ id }) => id === fields.clauseId);
  const isNone = fields.clauseId === null;
  const differs = chosen !== undefined && found.length > 0 && !found.some(({ clause }) => clause.id === chosen.id);
  const offered = isNone ? found : differs ? found.slice(0, 1) : [];

  const [taken, setTaken] = useState<string | null>(null);
  const take = ({ clause: { id, no } }: ClauseSuggestion) => {
    const clause = tree?.clauses.find((one) => one.id === id);
    if (!clause) return;
    const form = place.current?.closest('form');
    if (place.current?.contains(document.activeElement)) form?.querySelector<HTMLElement>('[data-field=title] textarea')?.focus();
    setTaken(no);
    onTake(clause, tree?.categories.find((one) => one.id === clause.categoryId) ?? null);
  };
  useKeys(place, (figure) => {
    const suggestion = offered[figure - 1];
    if (suggestion) take(suggestion);
    return suggestion !== undefined;
  });

  const nos = offered.map(({ clause }) => clause.no).join(t('between'));
  useSight(place, nos);
  return (
    <div ref={place}>
      <div className="field-hint" role="status" aria-live="polite">
        {isNone && offered.length > 0 ? t('said', { nos }) : chosen && chosen.no === taken && !differs ? t('taken', { no: taken }) : ''}
      </div>
      {isNone && offered.length > 0 && (
        <ol className="suggestions" aria-label={t('list')}>
          {offered.map((suggestion, index) => (
            <li key={suggestion.clause.id}>
              {/* The hand stays in its field when the mouse takes one. */}
              <button
                type="button"
                className="suggestion"
                aria-keyshortcuts={`Alt+${index + 1}`}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => take(suggestion)}
              >
                <span className="suggestion-clause">
                  <kbd>{`Alt+${index + 1}`}</kbd>
                  <strong className="number">{suggestion.clause.no}</strong>
                  <span className="ellipsis" title={textOf(suggestion, tree)}>
                    {textOf(suggestion, tree)}
                  </span>
                  <TermTag term={suggestion.clause.term} />
                </span>
                <Reasons because={suggestion.because} year={year} />
              </button>
            </li>
          ))}
        </ol>
      )}
      {differs && offered[0] && (
        <div className="field-hint">
          {t('differs', { no: offered[0].clause.no, text: textOf(offered[0], tree).slice(0, 30) })}{' '}
          <Button type="link" size="small" aria-keyshortcuts="Alt+1" onClick={() => take(offered[0]!)}>
            {t('change')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The clause in words; 重要的 and 一般的 are nothing without their heading. */
function textOf({ clause }: ClauseSuggestion, tree: SchemeTree | null): string {
  const own = tree?.clauses.find(({ id }) => id === clause.id);
  const above = clause.text.length < shortText ? tree?.clauses.find(({ id }) => id === own?.parentId) : undefined;
  return above ? `${clause.text} · ${above.text}` : clause.text;
}

/** “承包合同”在条款里；去年（2025）同类 12 件归入 1.5.2（30年）. */
function Reasons({ because: { words, history }, year }: { because: ClauseSuggestion['because']; year: number }) {
  const t = useWords('suggest');
  const term = useTermWords();
  const quote = (some: typeof words) => some.map(({ text }) => t('quoted', { word: text })).join(t('between'));
  const told = (key: 'inClause' | 'inHeading' | 'filedTitle', some: typeof words) =>
    some.length > 0 ? t(key, { words: quote(some) }) : null;
  const plain = words.filter(({ as }) => as === '');
  const reasons = [
    told(
      'inClause',
      plain.filter((word) => word.in === 'clause'),
    ),
    told(
      'inHeading',
      plain.filter((word) => word.in === 'heading'),
    ),
    ...words.filter(({ as }) => as !== '').map(({ text, as }) => t('means', { word: text, as })),
    told(
      'filedTitle',
      plain.filter((word) => word.in === 'filed' && word.field === 'title'),
    ),
    ...plain
      .filter((word) => word.in === 'filed' && word.field !== 'title')
      .map(({ field, text }) => t(field === 'responsible' ? 'filedResponsible' : 'filedDocumentNumber', { word: text })),
    history &&
      t(history.year === year - 1 ? 'lastYear' : history.year === year ? 'thisYear' : 'earlier', {
        year: history.year,
        count: history.count,
        no: history.no,
        term: term(history.term),
      }),
  ];
  return <span className="field-hint">{reasons.filter(Boolean).join(t('reasons'))}</span>;
}

/** What is written, once the hand rests; unchanged while an input method composes anywhere in the form. Null before the first rest. */
function useRested(place: React.RefObject<HTMLElement | null>, now: Asked): Asked | null {
  const [rested, setRested] = useState<Asked | null>(null);
  const [composing, setComposing] = useState(false);
  useEffect(() => {
    const form = place.current?.closest('form');
    const start = () => setComposing(true);
    const end = () => setComposing(false);
    form?.addEventListener('compositionstart', start);
    form?.addEventListener('compositionend', end);
    return () => {
      form?.removeEventListener('compositionstart', start);
      form?.removeEventListener('compositionend', end);
    };
  }, [place]);
  const { year, title, responsible, documentNumber } = now;
  useEffect(() => {
    if (composing) return;
    const timer = setTimeout(() => setRested({ year, title, responsible, documentNumber }), rest);
    return () => clearTimeout(timer);
  }, [composing, year, title, responsible, documentNumber]);
  return rested;
}

/** Brings what is newly offered into sight while the hand writes; the field written in stays in sight too. */
function useSight(place: React.RefObject<HTMLElement | null>, offered: string): void {
  useEffect(() => {
    const written = document.activeElement;
    if (offered === '' || !written?.closest('[data-field=title], [data-field=responsible], [data-field=documentNumber]')) return;
    if (!place.current?.closest('form')?.contains(written)) return;
    place.current.scrollIntoView({ block: 'nearest' });
    written.scrollIntoView({ block: 'nearest' });
  }, [place, offered]);
}

/** Alt with a figure of the main row, pressed anywhere in the form; `act` says whether it meant anything. */
function useKeys(place: React.RefObject<HTMLElement | null>, act: (figure: number) => boolean): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const form = place.current?.closest('form');
    const pressed = (event: KeyboardEvent) => {
      const figure = /^Digit([1-3])$/.exec(event.code)?.[1];
      if (!figure || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
      if (latest.current(Number(figure))) event.preventDefault();
    };
    form?.addEventListener('keydown', pressed);
    return () => form?.removeEventListener('keydown', pressed);
  }, [place]);
}
