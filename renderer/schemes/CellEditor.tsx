import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { Clause, SchemeTree } from '../../shared/schemes/schemes.ts';
import { useWords } from '../app/words.ts';
import { useTermWords } from '../controls/TermTag.tsx';
import {
  type ChoiceColumn,
  type ColumnKey,
  choices,
  chosen,
  type Fault,
  faultOf,
  isChoiceColumn,
  isTextColumn,
  offeredTerms,
  readTerm,
  type TextColumn,
} from './cells.ts';
import type { ClauseSet } from './useEditing.ts';

/** How an editor was left: by staying where one is, walking to the next or previous cell, or going elsewhere by hand. */
export type Leaving = 'stay' | 'next' | 'previous' | 'left';

/** A key that belongs to the input method. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229;
}

interface EditorProps<Column> {
  readonly tree: SchemeTree;
  readonly clause: Clause;
  readonly column: Column;
  readonly label: string;
  /** Levels that may be chosen here. */
  readonly secrecy: readonly number[];
  onDone(set: ClauseSet, leaving: Leaving): void;
  onCancel(leaving?: Leaving): void;
}

/** Edits one cell in its place. */
export function CellEditor({ column, ...rest }: EditorProps<ColumnKey>) {
  if (isTextColumn(column)) return <TextEditor column={column} {...rest} />;
  if (isChoiceColumn(column)) return <ChoiceEditor column={column} {...rest} />;
  return <TermEditor column={column} {...rest} />;
}

function leavingBy(event: KeyboardEvent): Leaving | null {
  if (event.key === 'Tab') return event.shiftKey ? 'previous' : 'next';
  return event.key === 'Enter' && !event.altKey && !event.shiftKey ? 'stay' : null;
}

function TextEditor({ tree, clause, column, label, onDone, onCancel }: EditorProps<TextColumn>) {
  const t = useWords('schemeEditor');
  const [fault, setFault] = useState<Fault | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const left = useRef(false);
  const done = (leaving: Leaving) => {
    const typed = field.current?.value ?? '';
    const found = faultOf(tree, clause, column, typed);
    setFault(found);
    if (found) return;
    left.current = true;
    onDone({ [column]: typed.trim() }, leaving);
  };
  return (
    <Popped fault={fault} hint={t(column === 'no' || column === 'department' ? 'lineHint' : 'textHint')}>
      {(said) => (
        <Growing
          hold={field}
          label={label}
          start={clause[column]}
          invalid={fault !== null}
          said={said}
          oneLine={column === 'no' || column === 'department'}
          onKeyDown={(event) => {
            const leaving = leavingBy(event);
            if (leaving) {
              event.preventDefault();
              done(leaving);
            } else if (event.key === 'Escape') {
              left.current = true;
              onCancel();
            }
          }}
          onBlur={() => !left.current && done('left')}
        />
      )}
    </Popped>
  );
}

/** What an editor says below itself: the fault, or which keys leave it. */
function Popped({ fault, hint, children }: { fault: Fault | null; hint: ReactNode; children(said: string): ReactNode }) {
  const t = useWords('schemeEditor');
  const id = useId();
  return (
    <div className="cell-editor">
      {children(id)}
      <div id={id} className={fault ? 'cell-said bad' : 'cell-said quiet'} role={fault ? 'alert' : undefined}>
        {fault ? t(fault.word, fault.values) : hint}
      </div>
    </div>
  );
}

/** A field that grows with its text; keys of the input method stay with it. */
export function Growing({
  hold,
  label,
  start,
  invalid,
  said,
  oneLine = false,
  focused = true,
  readOnly = false,
  onKeyDown,
  onBlur,
}: {
  hold: React.RefObject<HTMLTextAreaElement | null>;
  label: string;
  start: string;
  invalid: boolean;
  said: string;
  oneLine?: boolean;
  focused?: boolean;
  readOnly?: boolean;
  onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void;
  onBlur?(event: FocusEvent): void;
}) {
  const grow = () => {
    const field = hold.current;
    if (!field) return;
    field.style.height = '0';
    field.style.height = `${Math.min(field.scrollHeight + 2, 260)}px`;
    field.closest('.cell-editor')?.scrollIntoView({ block: 'nearest' });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the field comes up
  useLayoutEffect(() => {
    grow();
    if (!focused) return;
    hold.current?.focus();
    hold.current?.select();
  }, []);
  return (
    <textarea
      ref={hold}
      rows={1}
      className="cell-field"
      aria-label={label}
      aria-invalid={invalid || undefined}
      aria-describedby={said}
      readOnly={readOnly}
      defaultValue={start}
      onInput={grow}
      onFocus={(event) => oneLine && event.currentTarget.select()}
      onBlur={onBlur}
      onKeyDown={(event) => {
        // An Enter that takes a candidate, sent on to the page by some browsers: neither a line nor an end.
        if (isComposing(event)) return event.key === 'Enter' ? event.preventDefault() : undefined;
        if (oneLine && event.key === 'Enter' && (event.altKey || event.shiftKey)) event.preventDefault();
        else if (event.key === 'Enter' && event.altKey) {
          event.preventDefault();
          const field = event.currentTarget;
          field.setRangeText('\n', field.selectionStart, field.selectionEnd, 'end');
          grow();
        } else onKeyDown(event);
      }}
    />
  );
}

function ChoiceEditor({ clause, column, label, secrecy, onDone, onCancel }: EditorProps<ChoiceColumn>) {
  const t = useWords('schemeEditor');
  const scheme = useWords('schemes');
  const id = useId();
  const values: readonly (string | number)[] = choices[column];
  const words = values.map((value) =>
    column === 'disposition' ? scheme(`disposition.${value as Clause['disposition']}`) : t(`${column}.${value}` as 'openness.open'),
  );
  const isAllowed = (value: string | number) => column !== 'secrecy' || secrecy.includes(value as number);
  const [at, setAt] = useState(Math.max(0, values.indexOf(clause[column])));
  const [refused, setRefused] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const left = useRef(false);
  useEffect(() => {
    list.current?.focus();
    list.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const take = (index: number, leaving: Leaving) => {
    const value = values[index];
    if (value === undefined) return;
    if (!isAllowed(value)) return setRefused(true);
    left.current = true;
    onDone(chosen(column, value), leaving);
  };
  return (
    <div className="cell-editor">
      <div
        ref={list}
        role="listbox"
        tabIndex={0}
        className="cell-choices"
        aria-label={label}
        aria-activedescendant={`${id}-${at}`}
        onBlur={() => !left.current && onCancel('left')}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          const leaving = leavingBy(event);
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          const digit = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : -1;
          const letter = words.findIndex((word) => word.toLowerCase().startsWith(event.key.toLowerCase()));
          if (leaving) take(at, leaving);
          else if (step) setAt((before) => (before + step + values.length) % values.length);
          else if (event.key === 'Escape') {
            left.current = true;
            onCancel();
          } else if (digit in values) take(digit, 'stay');
          else if (event.key.length === 1 && letter >= 0) setAt(letter);
          else return;
          event.preventDefault();
        }}
      >
        {values.map((value, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the list, which holds the focus
          <div
            key={value}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            aria-disabled={isAllowed(value) ? undefined : true}
            className={index === at ? 'cell-choice here' : 'cell-choice'}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(index, 'stay')}
          >
            <span className="quiet tabular">{index + 1}</span> {words[index]}
          </div>
        ))}
      </div>
      {refused && (
        <div className="cell-said bad" role="alert">
          {t('secrecyRefused')}
        </div>
      )}
    </div>
  );
}

function TermEditor({ clause, label, onDone, onCancel }: EditorProps<ColumnKey>) {
  const t = useWords('schemeEditor');
  const term = useTermWords();
  const [typed, setTyped] = useState(clause.term ? term(clause.term) : '');
  const [fault, setFault] = useState<Fault | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const left = useRef(false);
  useEffect(() => field.current?.select(), []);
  const read = readTerm(typed, clause);
  const options = [...offeredTerms.map((one) => term(one)), t('noTerm')];
  const done = (leaving: Leaving, text = typed) => {
    const now = readTerm(text, clause);
    if ('word' in now) return setFault(now);
    left.current = true;
    onDone({ term: now.term }, leaving);
  };
  return (
    <Popped
      fault={fault}
      hint={
        <>
          {'term' in read && typed && <strong>{t('termIs', { term: read.term ? term(read.term) : t('noTerm') })}　</strong>}
          {t('termHint')}
          {options.map((words, index) => (
            <button
              key={words}
              type="button"
              tabIndex={-1}
              className="cell-offer"
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => done('stay', String(index + 1))}
            >
              {index + 1} {words}
            </button>
          ))}
        </>
      }
    >
      {(said) => (
        <input
          ref={field}
          // biome-ignore lint/a11y/noAutofocus: the cell was opened to be typed into
          autoFocus
          className="cell-field"
          aria-label={label}
          aria-invalid={fault !== null || undefined}
          aria-describedby={said}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setFault(null);
          }}
          onBlur={() => !left.current && done('left')}
          onKeyDown={(event) => {
            if (isComposing(event)) return;
            const leaving = leavingBy(event);
            if (leaving) {
              event.preventDefault();
              done(leaving);
            } else if (event.key === 'Escape') {
              left.current = true;
              onCancel();
            }
          }}
        />
      )}
    </Popped>
  );
}
