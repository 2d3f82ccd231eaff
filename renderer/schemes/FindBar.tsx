import { Button } from 'antd';
import { type RefObject, useRef } from 'react';
import { useWords } from '../app/words.ts';
import { figure } from '../controls/figures.ts';

/** Finds in the table while one types, except while the input method is at work. */
export function FindBar({
  hold,
  start,
  found,
  at,
  onSought,
  onStep,
  onClose,
}: {
  hold: RefObject<HTMLInputElement | null>;
  start: string;
  /** How many rows were found, and which of them the hand is on (from 1; 0: none). */
  found: number;
  at: number;
  onSought(words: string): void;
  onStep(step: 1 | -1): void;
  onClose(): void;
}) {
  const t = useWords('schemeEditor');
  const composing = useRef(false);
  const total = figure(found);
  return (
    <search className="find-bar">
      <label htmlFor="find-in-scheme">{t('findLabel')}</label>
      <input
        id="find-in-scheme"
        ref={hold}
        type="text"
        // biome-ignore lint/a11y/noAutofocus: the bar was asked for to be typed into
        autoFocus
        defaultValue={start}
        onCompositionStart={() => {
          composing.current = true;
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          onSought(event.currentTarget.value);
        }}
        onChange={(event) => !composing.current && onSought(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.keyCode === 229) return;
          if (event.key === 'Enter') {
            event.preventDefault();
            onStep(event.shiftKey ? -1 : 1);
          } else if (event.key === 'Escape') {
            event.preventDefault();
            onClose();
          }
        }}
      />
      <span role="status" className="tabular">
        {hold.current?.value.trim() || start
          ? found === 0
            ? t('findNone')
            : at > 0
              ? t('findCount', { at: figure(at), total })
              : t('findSome', { total })
          : ''}
      </span>
      <Button onClick={() => onStep(-1)} disabled={found === 0} aria-keyshortcuts="Shift+F3">
        {t('findPrevious')}
      </Button>
      <Button onClick={() => onStep(1)} disabled={found === 0} aria-keyshortcuts="F3">
        {t('findNext')}
      </Button>
      <Button type="text" onClick={onClose} aria-keyshortcuts="Escape">
        {t('close')}
      </Button>
    </search>
  );
}
