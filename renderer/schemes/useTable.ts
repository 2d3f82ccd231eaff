import { useCallback, useMemo, useRef, useState } from 'react';
import type { Clause, ClauseId, SchemeTree } from '../../shared/schemes/schemes.ts';
import type { ColumnKey } from './cells.ts';
import type { Hand } from './TreeTable.tsx';
import { above, newRowId, type Place, type TreeRow, type TreeView, treeRows } from './tree.ts';

/** What a table screen holds: its lines, where the hand is, what is selected and folded, which cell is open. */
export interface Table {
  readonly rows: readonly TreeRow[];
  readonly hand: Hand;
  readonly handIndex: number;
  /** Whether the row the hand was put on is among the lines. */
  readonly isHere: boolean;
  /** The line under the hand; undefined in an empty table. */
  readonly row: TreeRow | undefined;
  readonly marks: ReadonlySet<string>;
  setMarks(marks: ReadonlySet<string>): void;
  /** Marks all rows from where the hand last stood alone up to a line. */
  markTo(index: number): void;
  /** Puts the hand on a line, and remembers it as the beginning of a range. */
  point(index: number, column?: ColumnKey): void;
  /** Puts the hand on a row by its id, unfolding what hides it. */
  jump(id: string, column?: ColumnKey): void;
  /** Rows an act is about: those marked, else the one under the hand. */
  targets(): ClauseId[];
  readonly folded: ReadonlySet<string>;
  setFolded(folded: ReadonlySet<string>): void;
  fold(id: string): void;
  readonly adding: Place | null;
  setAdding(place: Place | null): void;
  /** The cell being edited, with its row as it was when it was opened. */
  readonly open: (Hand & { readonly seen: Clause }) | null;
  setOpen(open: (Hand & { readonly seen: Clause }) | null): void;
}

const nothing: ReadonlySet<string> = new Set();

/** `held` answers the table as it stands, which an edit has changed before it is drawn. */
export function useTable(tree: SchemeTree, view: TreeView, onView: (view: TreeView) => void, held: () => SchemeTree): Table {
  const [hand, setHand] = useState<Hand>({ id: '', column: 'no' });
  const [marks, setMarks] = useState<ReadonlySet<string>>(nothing);
  const [folded, setFolded] = useState<ReadonlySet<string>>(nothing);
  const [adding, setAdding] = useState<Place | null>(null);
  const [open, setOpen] = useState<Table['open']>(null);
  const begin = useRef(0);
  const lastIndex = useRef(0);

  const rows = useMemo(() => treeRows(tree, folded, view, adding), [tree, folded, view, adding]);
  const indexOf = useMemo(() => new Map<string, number>(rows.map((row, index) => [row.id, index])), [rows]);
  // Where the row under the hand went away, the hand stays where it was, on the row that is there now.
  const handIndex = indexOf.get(hand.id) ?? Math.min(lastIndex.current, rows.length - 1);
  if (indexOf.has(hand.id)) lastIndex.current = handIndex;
  const row = rows[handIndex];

  const latest = useRef({ tree, rows, indexOf, folded, hand, view });
  latest.current = { tree, rows, indexOf, folded, hand, view };

  const point = useCallback((index: number, column?: ColumnKey) => {
    const { rows: now, hand: before } = latest.current;
    const wanted = now[Math.max(0, Math.min(now.length - 1, index))];
    if (!wanted) return;
    begin.current = now.indexOf(wanted);
    setHand({ id: wanted.id, column: column ?? before.column });
  }, []);
  const markTo = useCallback((index: number) => {
    const { rows: now, hand: before } = latest.current;
    const end = Math.max(0, Math.min(now.length - 1, index));
    const [low, high] = begin.current < end ? [begin.current, end] : [end, begin.current];
    setMarks(new Set(now.slice(low, high + 1).flatMap((one) => (one.kind === 'clause' ? [one.id] : []))));
    setHand({ id: now[end]?.id ?? '', column: before.column });
  }, []);
  const jump = useCallback(
    (id: string, column?: ColumnKey) => {
      const { indexOf: index, hand: before, view: seen } = latest.current;
      if (id !== newRowId && !index.has(id)) {
        const now = held();
        const clause = now.clauses.find((one) => one.id === id);
        if (!clause && !now.categories.some((one) => one.id === id)) return;
        if (seen !== 'all') onView('all');
        const hiding = new Set(clause ? above(now, clause) : []);
        setFolded((was) => ([...was].some((one) => hiding.has(one)) ? new Set([...was].filter((one) => !hiding.has(one))) : was));
      }
      begin.current = index.get(id) ?? 0;
      setHand({ id, column: column ?? before.column });
    },
    [onView, held],
  );
  const fold = useCallback((id: string) => {
    const { folded: was, tree: now, hand: before } = latest.current;
    if (was.has(id)) return setFolded(new Set([...was].filter((one) => one !== id)));
    setFolded(new Set([...was, id]));
    const under = now.clauses.find((one) => one.id === before.id);
    if (under && above(now, under).includes(id)) setHand({ id, column: before.column });
  }, []);
  const targets = useCallback((): ClauseId[] => {
    if (marks.size > 0) return tree.clauses.filter((clause) => marks.has(clause.id)).map((clause) => clause.id);
    return row?.kind === 'clause' ? [row.clause.id] : [];
  }, [marks, tree, row]);

  return {
    rows,
    hand,
    handIndex,
    isHere: indexOf.has(hand.id),
    row,
    marks,
    setMarks,
    markTo,
    point,
    jump,
    targets,
    folded,
    setFolded,
    fold,
    adding,
    setAdding,
    open,
    setOpen,
  };
}
