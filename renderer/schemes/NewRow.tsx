import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { SchemeTree } from '../../shared/schemes/schemes.ts';
import { useWords } from '../app/words.ts';
import { Growing } from './CellEditor.tsx';
import { type Fault, faultOf } from './cells.ts';
import { newRowId, nextNo, type Place, siblingsOf } from './tree.ts';

/** How a new row was ended: that was it, walk on into its cells, another one beside or below it, or the hand went elsewhere. */
export type NewRowEnd = 'stay' | 'next' | 'sibling' | 'child' | 'left';

/** What is typed of a new row; shared by the two cells it is typed into. */
export interface NewRowHold {
  readonly no: React.RefObject<HTMLTextAreaElement | null>;
  readonly text: React.RefObject<HTMLTextAreaElement | null>;
}

export function useNewRow(): NewRowHold {
  return { no: useRef<HTMLTextAreaElement>(null), text: useRef<HTMLTextAreaElement>(null) };
}

/** One of the two cells of a row that is being added: its number, proposed, and its text. */
export function NewRowCell({
  tree,
  place,
  column,
  hold,
  busy,
  onDone,
  onCancel,
}: {
  tree: SchemeTree;
  place: Place;
  column: 'no' | 'text';
  hold: NewRowHold;
  /** On its way to the core. */
  busy: boolean;
  onDone(fields: { no: string; text: string }, end: NewRowEnd): void;
  onCancel(end?: NewRowEnd): void;
}) {
  const t = useWords('schemeEditor');
  const said = useId();
  const [fault, setFault] = useState<(Fault & { field: 'no' | 'text' }) | null>(null);
  const parent = tree.clauses.find((clause) => clause.id === place.parentId);
  const [proposed] = useState(() => nextNo(siblingsOf(tree, place), parent?.no ?? ''));
  const left = useRef(false);
  useEffect(() => {
    if (!busy) left.current = false;
  }, [busy]);
  const finish = (end: NewRowEnd) => {
    const fields = { no: hold.no.current?.value.trim() ?? '', text: hold.text.current?.value.trim() ?? '' };
    for (const field of ['no', 'text'] as const) {
      const found = faultOf(tree, { ...place, id: newRowId }, field, fields[field]);
      if (!found) continue;
      setFault({ ...found, field });
      hold[field].current?.focus();
      return;
    }
    setFault(null);
    left.current = true;
    onDone(fields, end);
  };
  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const ctrl = event.ctrlKey || event.metaKey;
    if (event.key === 'Escape') {
      event.preventDefault();
      left.current = true;
      onCancel();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (ctrl) finish(event.shiftKey ? 'child' : 'sibling');
      else if (column === 'no') hold.text.current?.focus();
      else if (!event.shiftKey) finish('stay');
    } else if (event.key === 'Tab' && !event.shiftKey && column === 'text') {
      event.preventDefault();
      finish('next');
    }
  };
  return (
    <div className={column === 'no' ? 'new-no' : ''}>
      <div className="cell-editor">
        <Growing
          hold={hold[column]}
          label={t(column === 'no' ? 'newNo' : 'newText')}
          start={column === 'no' ? proposed : ''}
          invalid={fault?.field === column}
          said={said}
          oneLine={column === 'no'}
          focused={column === 'text'}
          readOnly={busy}
          onKeyDown={pressed}
          onBlur={(event) => {
            const to = event.relatedTarget;
            if (left.current || busy || to === hold.no.current || to === hold.text.current) return;
            // Walked away: what was typed is kept, an empty row is not.
            if (hold.text.current?.value.trim()) finish('left');
            else onCancel('left');
          }}
        />
        <div id={said} role={fault ? 'alert' : undefined} className={fault ? 'cell-said bad' : 'cell-said quiet'}>
          {fault ? t(fault.word, fault.values) : column === 'text' ? t('newHint') : ''}
        </div>
      </div>
    </div>
  );
}
