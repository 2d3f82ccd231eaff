// biome-ignore-all lint/a11y/useSemanticElements: table elements cannot be windowed; the roles are those of a grid
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useWords } from '../app/words.ts';
import { figure } from './figures.ts';

export interface Column<Row> {
  /** Also the name handed to `onSort`. */
  readonly key: string;
  readonly title: string;
  /** Pixels; a growing column takes the rest and is never narrower. */
  readonly width: number;
  readonly grows?: boolean;
  readonly sortable?: boolean;
  readonly align?: 'start' | 'end';
  render(row: Row, index: number): ReactNode;
}

/** Rows that need not all be in the page. */
export interface RowSource<Row> {
  readonly total: number;
  /** The row, or undefined while it is being read. */
  at(index: number): Row | undefined;
  keyOf(row: Row): string;
  /** Told which rows are looked at, to read them. */
  show?(first: number, last: number): void;
  /** Keys from one row to another, both included; read if need be. */
  keys?(first: number, last: number): Promise<readonly string[]>;
}

/** A source over rows the page holds already. */
export function rowsOf<Row>(rows: readonly Row[], keyOf: (row: Row) => string): RowSource<Row> {
  return { total: rows.length, at: (index) => rows[index], keyOf };
}

export interface Sort {
  readonly key: string;
  readonly descending: boolean;
}

export interface DataGridProps<Row> {
  /** What the grid holds, for those who hear it. */
  readonly label: string;
  readonly rows: RowSource<Row>;
  readonly columns: readonly Column<Row>[];
  readonly sort?: Sort;
  onSort?(sort: Sort): void;
  /** Selected keys; leave out for a list that is only read. */
  readonly selection?: ReadonlySet<string>;
  onSelect?(keys: ReadonlySet<string>): void;
  /** Told which row the hand is on. */
  onMove?(row: Row, index: number): void;
  /** Enter, F2 or a double click. */
  onOpen?(row: Row, index: number): void;
  /** A click, besides what it selects. */
  onClick?(row: Row, index: number): void;
  /** Delete. */
  onDelete?(): void;
  /** Said of the total instead of the number of lines. */
  readonly totalWords?: string;
  /** Beside the totals. */
  readonly foot?: ReactNode;
  /** Shown instead when there are no rows. */
  readonly empty?: ReactNode;
  /** Brings this row into view and onto the hand when it changes. */
  readonly current?: number;
  readonly rowHeight?: number;
}

/** A list as people know it from Excel: only what is seen is drawn; arrows, Shift and Ctrl work; heads sort; the foot counts. */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const {
    label,
    rows,
    columns,
    sort,
    onSort,
    selection,
    onSelect,
    onMove,
    onOpen,
    onClick,
    onDelete,
    totalWords,
    foot,
    empty,
    current,
    rowHeight = 36,
  } = props;
  const t = useWords('controls');
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [hand, setHand] = useState(0);
  const anchor = useRef(0);
  const virtual = useVirtualizer({
    count: rows.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: rowHeight,
  });
  const seen = virtual.getVirtualItems();
  const first = seen[0]?.index ?? 0;
  const last = seen.at(-1)?.index ?? 0;
  const { show } = rows;
  useEffect(() => show?.(first, last), [show, first, last]);
  useEffect(() => {
    if (current === undefined || current < 0) return;
    setHand(current);
    anchor.current = current;
    virtual.scrollToIndex(current);
  }, [current, virtual]);

  const keysBetween = async (from: number, to: number): Promise<readonly string[]> => {
    const [low, high] = from < to ? [from, to] : [to, from];
    if (rows.keys) return rows.keys(low, high);
    const found: string[] = [];
    for (let index = low; index <= high; index += 1) {
      const row = rows.at(index);
      if (row !== undefined) found.push(rows.keyOf(row));
    }
    return found;
  };

  const selectTo = (index: number, how: 'one' | 'range' | 'toggle') => {
    const row = rows.at(index);
    if (!onSelect) return;
    if (how === 'range') {
      void keysBetween(anchor.current, index).then((keys) => onSelect(new Set(keys)));
      return;
    }
    anchor.current = index;
    if (row === undefined) return;
    const key = rows.keyOf(row);
    if (how === 'one') return onSelect(new Set([key]));
    const wanted = new Set(selection);
    if (!wanted.delete(key)) wanted.add(key);
    onSelect(wanted);
  };

  const moveTo = (wanted: number, extend: boolean, keepSelection: boolean) => {
    const index = Math.max(0, Math.min(rows.total - 1, wanted));
    if (rows.total === 0) return;
    setHand(index);
    virtual.scrollToIndex(index);
    if (!keepSelection) selectTo(index, extend ? 'range' : 'one');
    const row = rows.at(index);
    if (row !== undefined) onMove?.(row, index);
  };

  const pressed = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.nativeEvent.isComposing || event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2);
    const steps: { [key: string]: number } = {
      ArrowDown: hand + 1,
      ArrowUp: hand - 1,
      PageDown: hand + page,
      PageUp: hand - page,
      Home: 0,
      End: rows.total - 1,
    };
    const step = steps[event.key];
    const ctrl = event.ctrlKey || event.metaKey;
    const row = rows.at(hand);
    if (step !== undefined) moveTo(step, event.shiftKey, ctrl && !event.shiftKey);
    else if (event.key === ' ') selectTo(hand, ctrl ? 'toggle' : event.shiftKey ? 'range' : 'toggle');
    else if (ctrl && event.key.toLowerCase() === 'a' && onSelect)
      void keysBetween(0, rows.total - 1).then((keys) => onSelect(new Set(keys)));
    else if ((event.key === 'Enter' && !ctrl) || event.key === 'F2') {
      if (row === undefined || !onOpen) return;
      onOpen(row, hand);
    } else if (event.key === 'Delete' && onDelete) onDelete();
    else return;
    event.preventDefault();
  };

  const clicked = (event: MouseEvent, index: number) => {
    const row = rows.at(index);
    setHand(index);
    selectTo(index, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'one');
    if (row === undefined) return;
    onMove?.(row, index);
    onClick?.(row, index);
  };

  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const cell = (column: Column<Row>): CSSProperties => ({
    flex: `${column.grows ? 1 : 0} 0 ${column.width}px`,
    textAlign: column.align ?? 'start',
  });
  const chosen = selection?.size ?? 0;

  return (
    <div className="grid">
      <div
        ref={scroller}
        className="grid-scroller"
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={rows.total + 1}
        aria-colcount={columns.length}
        aria-multiselectable={Boolean(onSelect)}
        aria-activedescendant={rows.at(hand) !== undefined && hand >= first && hand <= last ? `${id}-${hand}` : undefined}
        onKeyDown={pressed}
      >
        <div role="rowgroup" className="grid-head" style={{ minWidth: width }}>
          <div role="row" aria-rowindex={1} className="grid-row grid-head-row" style={{ height: rowHeight }}>
            {columns.map((column) => {
              const sorted = sort?.key === column.key;
              const direction = sorted ? (sort.descending ? 'descending' : 'ascending') : 'none';
              return (
                <div
                  key={column.key}
                  role="columnheader"
                  className="grid-cell"
                  style={cell(column)}
                  aria-sort={column.sortable ? direction : undefined}
                >
                  {column.sortable && onSort ? (
                    <button
                      type="button"
                      className="grid-sort"
                      onClick={() => onSort({ key: column.key, descending: sorted && !sort.descending })}
                    >
                      {column.title}
                      {sorted && (
                        <span title={t(sort.descending ? 'sortDescending' : 'sortAscending')}>{sort.descending ? ' ▾' : ' ▴'}</span>
                      )}
                    </button>
                  ) : (
                    column.title
                  )}
                </div>
              );
            })}
          </div>
        </div>
        <div role="rowgroup" className="grid-body" style={{ height: virtual.getTotalSize(), minWidth: width }}>
          {seen.map(({ index, start }) => {
            const row = rows.at(index);
            const isChosen = row !== undefined && Boolean(selection?.has(rows.keyOf(row)));
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the grid, which holds the focus
              <div
                key={index}
                id={`${id}-${index}`}
                role="row"
                tabIndex={-1}
                aria-rowindex={index + 2}
                aria-selected={onSelect ? isChosen : undefined}
                className={`grid-row${isChosen ? ' chosen' : ''}${index === hand ? ' hand' : ''}`}
                style={{ transform: `translateY(${start}px)`, height: rowHeight }}
                onClick={(event) => clicked(event, index)}
                onDoubleClick={() => row !== undefined && onOpen?.(row, index)}
                onMouseDown={(event) => {
                  if (event.shiftKey) event.preventDefault();
                  if (event.target === event.currentTarget || !(event.target as HTMLElement).closest('button, input, a'))
                    scroller.current?.focus({ preventScroll: true });
                }}
              >
                {columns.map((column) => (
                  <div key={column.key} role="gridcell" className="grid-cell" style={cell(column)}>
                    {row === undefined ? <span className="quiet">{column.grows ? t('rowLoading') : ''}</span> : column.render(row, index)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
        {rows.total === 0 && (
          <div role="row" className="grid-empty">
            <div role="gridcell">{empty}</div>
          </div>
        )}
      </div>
      <div className="grid-foot tabular" role="status">
        <span>{totalWords ?? t('total', { total: figure(rows.total) })}</span>
        {chosen > 0 && <span>{t('selected', { count: chosen })}</span>}
        {foot}
      </div>
    </div>
  );
}
