// biome-ignore-all lint/a11y/useSemanticElements: table elements cannot be windowed; the roles are those of a treegrid
// biome-ignore-all lint/a11y/useFocusableInteractive: the table holds the focus and names its active cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: keys are heard by the table, which holds the focus
import { CaretDownOutlined, CaretRightOutlined, ExclamationCircleOutlined, InfoCircleOutlined } from '@ant-design/icons';
import { type DragEvent, type MouseEvent, memo, type ReactNode, useState } from 'react';
import type { SchemeFinding } from '../../shared/schemes/schemes.ts';
import { confirmedSources } from '../../shared/schemes/template.ts';
import { normalise } from '../../shared/search/normalise.ts';
import { useWords, type WordKey } from '../app/words.ts';
import { piecesOf } from '../controls/highlight.ts';
import { TermTag } from '../controls/TermTag.tsx';
import { type ColumnKey, columnWidths } from './cells.ts';
import { newRowId, type TreeRow } from './tree.ts';
import { useSourceWords } from './useSourceWords.ts';
import { words } from './words.ts';

export const rowHeight = 36;

/** Where rows are let go: after a row, before it, or below it. */
export type DropPlace = 'before' | 'after' | 'inside';

export const cellStyle = (column: ColumnKey) => ({ flex: `${column === 'text' ? 1 : 0} 0 ${columnWidths[column]}px` });

interface RowProps {
  readonly id: string;
  readonly row: TreeRow;
  readonly index: number;
  readonly start: number;
  readonly columns: readonly ColumnKey[];
  readonly handColumn: ColumnKey | null;
  readonly marked: boolean;
  readonly isCut: boolean;
  readonly sought: string;
  readonly canFold: boolean;
  readonly reordering: boolean;
  readonly openColumn: ColumnKey | null;
  readonly editor: ((row: TreeRow, column: ColumnKey) => ReactNode) | null;
  readonly line: string;
  onPoint(row: TreeRow, column: ColumnKey, event: MouseEvent): void;
  onOpen(row: TreeRow, column: ColumnKey): void;
  onFold(id: string): void;
  onDrag(row: TreeRow): void;
  onDrop(row: TreeRow, place: DropPlace): void;
}

function sameColumns(a: readonly ColumnKey[], b: readonly ColumnKey[]): boolean {
  return a.length === b.length && a.every((column, index) => column === b[index]);
}

/** One line of the table. It is drawn anew only when something it shows has changed. */
export const Row = memo(DrawnRow, (before, after) =>
  (Object.keys(after) as (keyof RowProps)[]).every((name) =>
    name === 'columns' ? sameColumns(before.columns, after.columns) : before[name] === after[name],
  ),
);

function DrawnRow(props: RowProps) {
  const { id, row, index, start, columns, handColumn, marked, isCut, reordering, openColumn, editor, onPoint, onOpen, onDrag, onDrop } =
    props;
  const [over, setOver] = useState<DropPlace | null>(null);
  // A category says all of itself in one cell beside its code.
  const drawn = row.kind === 'category' ? columns.slice(0, 2) : columns;
  const states = [
    marked && 'chosen',
    handColumn && 'hand',
    isCut && 'cut',
    (openColumn || row.kind === 'new') && 'open',
    over && `drop-${over}`,
  ];
  const placeOf = (event: DragEvent): DropPlace => {
    const box = event.currentTarget.getBoundingClientRect();
    const part = (event.clientY - box.top) / box.height;
    return row.kind === 'category' ? 'inside' : part < 0.3 ? 'before' : part > 0.7 ? 'after' : 'inside';
  };
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-level={row.depth + 1}
      aria-expanded={row.kind !== 'new' && row.below > 0 ? !row.folded : undefined}
      aria-selected={row.kind === 'clause' ? marked : undefined}
      className={['grid-row', `tree-${row.kind}`, ...states.filter(Boolean)].join(' ')}
      style={{ transform: `translateY(${start}px)`, height: rowHeight }}
      draggable={reordering && row.kind === 'clause' && !openColumn}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', row.id);
        onDrag(row);
      }}
      onDragOver={(event) => {
        if (!reordering) return;
        event.preventDefault();
        setOver(placeOf(event));
      }}
      onDragLeave={() => setOver(null)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(null);
        if (reordering) onDrop(row, placeOf(event));
      }}
    >
      {drawn.map((column, nth) => {
        const isOpen = openColumn === column || (row.kind === 'new' && (column === 'no' || column === 'text'));
        return (
          <div
            key={column}
            id={`${id}-${column}`}
            role="gridcell"
            aria-colindex={nth + 1}
            aria-colspan={row.kind === 'category' && column === 'text' ? columns.length - 1 : undefined}
            className={`grid-cell${handColumn === column ? ' hand-cell' : ''}${isOpen ? ' open-cell' : ''}`}
            style={row.kind === 'category' && column === 'text' ? { flex: '1 0 0' } : cellStyle(column)}
            onMouseDown={(event) => {
              if (isOpen) return;
              if (event.shiftKey) event.preventDefault();
              const table = event.currentTarget.closest<HTMLElement>('[role=treegrid]');
              if (!(event.target as HTMLElement).closest('button')) table?.focus({ preventScroll: true });
            }}
            onClick={(event) => !isOpen && row.id !== newRowId && onPoint(row, column, event)}
            onDoubleClick={() => !isOpen && row.id !== newRowId && onOpen(row, column)}
          >
            {isOpen && editor ? editor(row, column) : <Cell {...props} column={column} />}
          </div>
        );
      })}
    </div>
  );
}

function Cell({ row, column, canFold, onFold, sought, line, marked }: RowProps & { column: ColumnKey }) {
  const t = useWords('schemeEditor');
  const scheme = useWords('schemes');
  const rule = useRuleWords();
  const source = useSourceWords();
  if (row.kind === 'new') return null;
  if (column === 'no') {
    const no = row.kind === 'category' ? row.category.code : row.clause.no;
    return (
      <span className="tree-no" style={{ paddingInlineStart: Math.min(row.depth, 6) * 14 }}>
        {row.below > 0 && canFold ? (
          <button
            type="button"
            className="tree-fold"
            tabIndex={-1}
            aria-label={t(row.folded ? 'unfold' : 'fold', { no })}
            onClick={(event) => {
              event.stopPropagation();
              onFold(row.id);
            }}
          >
            {row.folded ? <CaretRightOutlined aria-hidden /> : <CaretDownOutlined aria-hidden />}
          </button>
        ) : (
          <span className="tree-gap" />
        )}
        {marked && (
          <span className="tree-tick" aria-hidden>
            {t('chosen')}
          </span>
        )}
        <span className="tabular ellipsis" title={no}>
          <Marked text={no} sought={sought} />
        </span>
      </span>
    );
  }
  const found = row.findings.map((finding) => <Found key={finding.rule} finding={finding} words={rule(finding)} />);
  if (row.kind === 'category')
    return (
      <>
        {found}
        <strong>
          <Marked text={row.category.name} sought={sought} />
        </strong>
        <span className="quiet">　{line}</span>
      </>
    );
  const { clause } = row;
  switch (column) {
    case 'text':
      return (
        <span title={clause.text} className={clause.disposition === 'heading' ? 'tree-heading' : ''}>
          {found}
          <Marked text={clause.text} sought={sought} />
        </span>
      );
    case 'disposition':
      return scheme(`disposition.${clause.disposition}`);
    case 'term':
      return clause.term || (clause.disposition === 'file' && row.below === 0) ? <TermTag term={clause.term} /> : '';
    case 'secrecy':
      return clause.secrecy > 0 ? t(`secrecy.${clause.secrecy}` as 'secrecy.1') : '';
    case 'openness':
      return clause.openness === 'unreviewed' ? '' : t(`openness.${clause.openness}`);
    case 'department':
    case 'remark':
      return (
        <span title={clause[column]}>
          <Marked text={clause[column]} sought={sought} />
        </span>
      );
    case 'checked':
      if (!clause.checked)
        return (
          <span className="mark" title={source(clause)}>
            {scheme('unconfirmed')}
          </span>
        );
      return clause.source ? (
        <span className="quiet" title={source(clause)}>
          {scheme(confirmedSources.has(clause.source) ? 'source.law' : 'source.checked')}
        </span>
      ) : (
        ''
      );
  }
}

/** A text with what is looked for shown in it. */
function Marked({ text, sought }: { text: string; sought: string }) {
  const plain = sought && normalise(sought).trim();
  if (!plain || !text) return text;
  let at = 0;
  return piecesOf(text, [plain]).map(({ text: piece, hit }) => {
    at += piece.length;
    return hit ? <mark key={at}>{piece}</mark> : <span key={at}>{piece}</span>;
  });
}

function Found({ finding, words: said }: { finding: SchemeFinding; words: string }) {
  const Icon = finding.severity === 'error' ? ExclamationCircleOutlined : InfoCircleOutlined;
  return <Icon className={finding.severity === 'error' ? 'bad found' : 'quiet found'} role="img" title={said} aria-label={said} />;
}

/** A finding in words. */
export function useRuleWords(): (finding: SchemeFinding) => string {
  const t = useWords('schemes');
  return ({ rule }) =>
    Object.hasOwn(words['zh-CN'], `rule.${rule}`) ? t(`rule.${rule}` as WordKey<'schemes'>) : t('rule.other', { rule });
}
