// biome-ignore-all lint/a11y/useSemanticElements: table elements cannot be windowed; the roles are those of a treegrid
// biome-ignore-all lint/a11y/useFocusableInteractive: the table holds the focus and names its active cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: keys are heard by the table, which holds the focus
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { useWords } from '../app/words.ts';
import { type ColumnKey, columnsThatFit } from './cells.ts';
import { cellStyle, type DropPlace, Row, rowHeight } from './TreeRow.tsx';
import type { TreeRow } from './tree.ts';

/** The head with its line. */
const headHeight = rowHeight + 1;

/** Where the hand is: a row and one of its cells. A new object brings it into view. */
export interface Hand {
  readonly id: string;
  readonly column: ColumnKey;
}

export interface TreeTableProps {
  readonly label: string;
  readonly hold: RefObject<HTMLDivElement | null>;
  /** Told which columns are drawn. */
  readonly drawn: RefObject<readonly ColumnKey[]>;
  readonly rows: readonly TreeRow[];
  readonly hand: Hand;
  readonly handIndex: number;
  /** Whether the row under the hand is among the lines already. */
  readonly isHere: boolean;
  readonly marks: ReadonlySet<string>;
  readonly cut: ReadonlySet<string>;
  /** What is looked for; it is shown where it stands. */
  readonly sought: string;
  readonly readOnly: boolean;
  readonly canFold: boolean;
  readonly reordering: boolean;
  /** The cell being edited. */
  readonly open: Hand | null;
  editor(row: TreeRow, column: ColumnKey): ReactNode;
  categoryLine(row: Extract<TreeRow, { kind: 'category' }>): string;
  onKey(event: KeyboardEvent<HTMLDivElement>, page: number): void;
  onPoint(row: TreeRow, column: ColumnKey, how: 'one' | 'range' | 'toggle'): void;
  onOpen(row: TreeRow, column: ColumnKey): void;
  onFold(id: string): void;
  onDrag(row: TreeRow): void;
  onDrop(row: TreeRow, place: DropPlace): void;
  readonly empty: string;
}

/** The table as a tree-table, worked by keys: only what is seen is drawn, the hand is on one cell, one cell may be open to be edited. */
export function TreeTable(props: TreeTableProps) {
  const { label, rows, hand, handIndex, open, readOnly, onKey, reordering } = props;
  const t = useWords('schemeEditor');
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(1100);
  const columns = columnsThatFit(width);
  props.drawn.current = columns;
  const openIndex = open ? rows.findIndex((row) => row.id === open.id) : -1;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollPaddingStart: rowHeight,
    // The head lies over the first rows, so the last of those that fit is hidden by as much.
    scrollPaddingEnd: headHeight,
    // The cell that is being edited stays, however far the table is scrolled.
    rangeExtractor: useCallback(
      (range: Parameters<typeof defaultRangeExtractor>[0]) => {
        const seen = defaultRangeExtractor(range);
        return openIndex < 0 || seen.includes(openIndex) ? seen : [...seen, openIndex].sort((a, b) => a - b);
      },
      [openIndex],
    ),
  });
  const indexOfHand = useRef(handIndex);
  indexOfHand.current = handIndex;
  const height = useRef(0);
  /** Scrolls only where the row is not whole in view: to scroll, even to where one is, makes the browser lay the page out at once. */
  const showHand = useCallback(() => {
    const index = indexOfHand.current;
    const top = virtual.scrollOffset ?? 0;
    const isWhole = index * rowHeight >= top && (index + 1) * rowHeight + headHeight <= top + height.current;
    if (index >= 0 && !isWhole) virtual.scrollToIndex(index);
  }, [virtual]);
  useEffect(() => {
    const watched = scroller.current;
    if (!watched) return;
    // Where the table becomes lower while one works in it, the row under the hand stays in view.
    const watch = new ResizeObserver(() => {
      setWidth(watched.clientWidth);
      height.current = watched.clientHeight;
      if (watched.contains(document.activeElement)) showHand();
    });
    watch.observe(watched);
    return () => watch.disconnect();
  }, [showHand]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new hand, not another index of the same, brings it into view
  useEffect(() => {
    showHand();
  }, [hand, props.isHere, showHand]);

  const isTyping = open !== null || rows[handIndex]?.kind === 'new';
  // biome-ignore lint/correctness/useExhaustiveDependencies: another cell is another editor
  useEffect(() => {
    const box = scroller.current;
    const editors = isTyping && box ? [...box.querySelectorAll('.cell-editor')] : [];
    if (!box || editors.length === 0) return;
    // What is said below a cell that is being edited is seen with it, also when the cell grows.
    const watch = new ResizeObserver(() => {
      const under = Math.max(...editors.map((editor) => editor.getBoundingClientRect().bottom)) - box.getBoundingClientRect().bottom;
      if (under > 0) box.scrollTop += under + 2;
    });
    for (const editor of editors) watch.observe(editor);
    return () => watch.disconnect();
  }, [isTyping, open, hand, props.isHere]);

  const seen = virtual.getVirtualItems();
  const isSeen = seen.some(({ index }) => index === handIndex);
  const handColumn = columns.includes(hand.column) ? hand.column : 'text';
  const latest = useRef(props);
  latest.current = props;
  const setScroller = useCallback((element: HTMLDivElement | null) => {
    scroller.current = element;
    latest.current.hold.current = element;
  }, []);
  const pointed = useCallback((row: TreeRow, column: ColumnKey, event: MouseEvent) => {
    latest.current.onPoint(row, column, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'one');
  }, []);
  const opened = useCallback((row: TreeRow, column: ColumnKey) => latest.current.onOpen(row, column), []);
  const fold = useCallback((row: string) => latest.current.onFold(row), []);
  const drag = useCallback((row: TreeRow) => latest.current.onDrag(row), []);
  const drop = useCallback((row: TreeRow, place: DropPlace) => latest.current.onDrop(row, place), []);

  return (
    <div className="grid">
      <div
        ref={setScroller}
        className={`grid-scroller tree-scroller${reordering ? ' reordering' : ''}`}
        role="treegrid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        aria-multiselectable
        aria-readonly={readOnly}
        aria-activedescendant={isSeen && !open ? `${id}-${handIndex}-${handColumn}` : undefined}
        onKeyDown={(event) =>
          event.target === event.currentTarget &&
          onKey(event, Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2))
        }
      >
        <div role="rowgroup" className="grid-head">
          <div role="row" aria-rowindex={1} className="grid-row grid-head-row" style={{ height: rowHeight }}>
            {columns.map((column) => (
              <div key={column} role="columnheader" className="grid-cell" style={cellStyle(column)}>
                {t(`col.${column}`)}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className="grid-body" style={{ height: virtual.getTotalSize() }}>
          {seen.map(({ index, start }) => {
            const row = rows[index];
            if (!row) return null;
            const isOpen = open?.id === row.id;
            return (
              <Row
                key={row.id}
                id={`${id}-${index}`}
                row={row}
                index={index}
                start={start}
                columns={columns}
                handColumn={index === handIndex ? handColumn : null}
                marked={props.marks.has(row.id)}
                isCut={props.cut.has(row.id)}
                sought={props.sought}
                canFold={props.canFold}
                reordering={reordering}
                openColumn={isOpen ? open.column : null}
                editor={isOpen || row.kind === 'new' ? props.editor : null}
                line={row.kind === 'category' ? props.categoryLine(row) : ''}
                onPoint={pointed}
                onOpen={opened}
                onFold={fold}
                onDrag={drag}
                onDrop={drop}
              />
            );
          })}
        </div>
        {rows.length === 0 && (
          <div role="row" className="grid-empty">
            <div role="gridcell">{props.empty}</div>
          </div>
        )}
      </div>
    </div>
  );
}
