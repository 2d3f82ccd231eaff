// biome-ignore-all lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
// biome-ignore-all lint/a11y/useSemanticElements: table elements cannot be windowed; the roles are those of a table
// biome-ignore-all lint/a11y/useFocusableInteractive: the table scrolls and holds the focus
import {
  DragOutlined,
  EditOutlined,
  FieldTimeOutlined,
  FolderOutlined,
  MinusCircleOutlined,
  MoreOutlined,
  PlusCircleOutlined,
} from '@ant-design/icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Button } from 'antd';
import { memo, type ReactNode, useEffect, useMemo, useRef } from 'react';
import { templateById } from '../../shared/numbering/templates.ts';
import { changedPieces, type Piece } from '../../shared/prints/scheme-changes.ts';
import { villageDuties } from '../../shared/schemes/duties.ts';
import type { Category, Clause, SchemeDiff } from '../../shared/schemes/schemes.ts';
import { useWords, type WordKey } from '../app/words.ts';
import { figure } from '../controls/figures.ts';
import { useTermWords } from '../controls/TermTag.tsx';
import type { ChangeKind, ComparisonLine } from './comparison.ts';

export const changeIcons: { readonly [K in ChangeKind]: ReactNode } = {
  added: <PlusCircleOutlined aria-hidden />,
  removed: <MinusCircleOutlined aria-hidden />,
  moved: <DragOutlined aria-hidden />,
  text: <EditOutlined aria-hidden />,
  term: <FieldTimeOutlined aria-hidden />,
  other: <MoreOutlined aria-hidden />,
  category: <FolderOutlined aria-hidden />,
};

/** The lines of a comparison: the old version on the left, the new on the right, the change named before them. Only what is seen is drawn. */
export function DiffTable({
  diff,
  lines,
  place,
  onPlace,
  onOpen,
  onFold,
}: {
  diff: SchemeDiff;
  lines: readonly ComparisonLine[];
  /** The change looked at; -1 none. */
  place: number;
  onPlace(place: number): void;
  onOpen(fold: string): void;
  onFold?(): void;
}) {
  const t = useWords('schemeDiff');
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => lines[index]?.id ?? index,
    estimateSize: () => 34,
    overscan: 10,
    scrollPaddingStart: 60,
  });
  const indexOfPlace = useMemo(() => {
    const found: number[] = [];
    lines.forEach((line, index) => {
      if (line.kind !== 'fold' && line.place !== null) found[line.place] = index;
    });
    return found;
  }, [lines]);
  const current = indexOfPlace[place];
  useEffect(() => {
    if (current !== undefined) virtual.scrollToIndex(current, { align: 'center' });
  }, [current, virtual]);
  const places = useMemo(() => placesIn(diff), [diff]);
  const heads = [t('col.no'), t('col.text'), t('col.term')];
  return (
    <div className="comparison">
      <div
        ref={scroller}
        className="comparison-scroller"
        role="table"
        tabIndex={0}
        aria-label={t('table', { from: diff.from.version, to: diff.to.version })}
        aria-rowcount={lines.length + 1}
      >
        <div role="rowgroup" className="comparison-head">
          <div role="row" aria-rowindex={1} className="comparison-row">
            <div role="columnheader">{t('col.change')}</div>
            {[diff.from, diff.to].map((side) =>
              heads.map((head, index) => (
                <div key={`${side.id} ${head}`} role="columnheader">
                  {index === 0 && <span className="heard-only">{t('side', { version: side.version })} </span>}
                  {index === 1 ? t('textOf', { side: t('version', { version: side.version, state: t(`state.${side.state}`) }) }) : head}
                </div>
              )),
            )}
          </div>
        </div>
        <div role="rowgroup" className="comparison-body" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const line = lines[index] as ComparisonLine;
            const isHere = line.kind !== 'fold' && line.place !== null && line.place === place;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: F8 goes from change to change
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                role="row"
                aria-rowindex={index + 2}
                aria-current={isHere ? 'true' : undefined}
                style={{ transform: `translateY(${start}px)` }}
                onClick={() => line.kind !== 'fold' && line.place !== null && onPlace(line.place)}
              >
                {line.kind === 'fold' ? (
                  <div role="cell" className="comparison-fold">
                    <Button
                      type="link"
                      size="small"
                      onClick={() => onOpen(line.id)}
                      aria-label={`${t(line.same ? 'folded' : 'hidden', { n: figure(line.rows) })} ${t('unfold')}`}
                    >
                      {t(line.same ? 'folded' : 'hidden', { n: figure(line.rows) })}
                    </Button>
                  </div>
                ) : (
                  <Line line={line} here={isHere} places={places} />
                )}
              </div>
            );
          })}
        </div>
      </div>
      {onFold && (
        <div className="grid-foot">
          <Button type="link" size="small" onClick={onFold}>
            {t('foldAgain')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What one side of a line says. */
interface Side {
  readonly no: string;
  readonly text: string;
  readonly term: string;
  /** Fields without a column that differ, each as 「label：value」. */
  readonly others: readonly string[];
  readonly depth: number;
}

const columns = new Set(['no', 'text', 'term', 'code', 'name']);

const Line = memo(function Line({
  line,
  here,
  places,
}: {
  line: Exclude<ComparisonLine, { kind: 'fold' }>;
  here: boolean;
  places: Places;
}) {
  const t = useWords('schemeDiff');
  const { clauseSide, categorySide } = useSides(places);
  const [from, to] =
    line.kind === 'category'
      ? [line.category.from, line.category.to].map((one) => one && categorySide(one, line.category.fields))
      : [line.row.from, line.row.to].map((one) => one && clauseSide(one, line.row.fields, line.row.moved));
  const isSame = line.changes.length === 0;
  const classes = [
    'comparison-row',
    line.kind === 'category' && 'comparison-category',
    isSame && 'comparison-same',
    here && 'comparison-here',
  ];
  return (
    <div className={classes.filter(Boolean).join(' ')} role="presentation">
      <div role="cell" className="comparison-change">
        {line.changes.map((change) => (
          <Mark
            key={change}
            change={line.kind === 'category' && line.category.kind !== 'changed' ? sideChange(line.category.kind) : change}
          />
        ))}
      </div>
      <Cells side={from ?? null} other={to ?? null} old void={t('nothing')} />
      <Cells side={to ?? null} other={from ?? null} void={t('nothing')} />
    </div>
  );
});

const sideChange = (kind: 'same' | 'added' | 'removed' | 'changed'): ChangeKind =>
  kind === 'added' || kind === 'removed' ? kind : 'category';

function Mark({ change }: { change: ChangeKind }) {
  const t = useWords('schemeDiff');
  return (
    <span className={`change-mark change-${change}`}>
      {changeIcons[change]} {t(`kind.${change}`)}
    </span>
  );
}

/** Three cells of one side, with what the other side does not say marked. */
function Cells({ side, other, old = false, void: nothing }: { side: Side | null; other: Side | null; old?: boolean; void: string }) {
  if (!side)
    return (
      <>
        <div role="cell" className="comparison-void" />
        <div role="cell" className="comparison-void">
          <span className="heard-only">{nothing}</span>
        </div>
        <div role="cell" className="comparison-void" />
      </>
    );
  const marked = (text: string, against: string | undefined) => <Marked text={text} against={against} old={old} />;
  return (
    <>
      <div role="cell" className="tabular" style={{ paddingInlineStart: 8 + Math.min(side.depth, 4) * 8 }}>
        {marked(side.no, other?.no)}
      </div>
      <div role="cell">
        {marked(side.text, other?.text)}
        {side.others.map((line, index) => (
          <span key={line} className="comparison-others">
            {marked(line, other?.others[index])}
          </span>
        ))}
      </div>
      <div role="cell">{marked(side.term, other?.term)}</div>
    </>
  );
}

/** A text with what changed against the other side marked as taken out (old) or put in. Without another side it is new or gone as a whole. */
function Marked({ text, against, old }: { text: string; against: string | undefined; old: boolean }) {
  const pieces: readonly Piece[] = useMemo(() => {
    if (against === undefined || against === text) return [{ text, changed: false }];
    const both = old ? changedPieces(text, against) : changedPieces(against, text);
    return old ? both.from : both.to;
  }, [text, against, old]);
  let at = 0;
  return (
    <>
      {pieces.map((piece) => {
        const key = at;
        at += piece.text.length;
        if (!piece.changed) return <span key={key}>{piece.text}</span>;
        return old ? <del key={key}>{piece.text}</del> : <ins key={key}>{piece.text}</ins>;
      })}
    </>
  );
}

/** What every row and category of either side is called, by its id: where a moved row stood, and where it stands. */
type Places = ReadonlyMap<string, string>;

function placesIn(diff: SchemeDiff): Places {
  const places = new Map<string, string>();
  for (const { from, to, rows } of diff.categories) {
    for (const category of [from, to]) if (category) places.set(category.id, `${category.code} ${category.name}`);
    for (const row of rows) for (const clause of [row.from, row.to]) if (clause) places.set(clause.id, `${clause.no} ${clause.text}`);
  }
  return places;
}

/** As much of a heading as tells which it is. */
const longestPlace = 24;

/** Rows and categories in words. */
function useSides(places: Places) {
  const t = useWords('schemeDiff');
  const term = useTermWords();
  const said = (field: string, value: string) => `${t(`field.${field}` as WordKey<'schemeDiff'>)}：${value || t('empty')}`;
  const clauseValue = (clause: Clause, field: string): string => {
    if (field === 'disposition') return t(`disposition.${clause.disposition}`);
    if (field === 'openness') return t(`openness.${clause.openness}`);
    if (field === 'secrecy') return t(`secrecy.${clause.secrecy as 0 | 1 | 2 | 3 | 4}`);
    if (field === 'checked') return t(clause.checked ? 'checked' : 'unchecked');
    if (field === 'duty') return villageDuties.find(({ code }) => code === clause.duty)?.name ?? clause.duty;
    return String(clause[field as 'department' | 'remark'] ?? '');
  };
  const categoryValue = (category: Category, field: string): string => {
    if (field === 'arrangement') return t(`arrangement.${category.arrangement}`);
    if (field === 'startBasis') return t(`startBasis.${category.startBasis}`);
    return templateById(category.numberTemplate)?.name ?? category.numberTemplate;
  };
  const below = (clause: Clause) => {
    const place = places.get(clause.parentId ?? clause.categoryId) ?? '';
    return t('below', { place: place.length > longestPlace ? `${place.slice(0, longestPlace)}…` : place });
  };
  const clauseSide = (clause: Clause, fields: readonly string[], moved: boolean): Side => ({
    no: clause.no,
    text: clause.text,
    term: clause.term ? term(clause.term) : clause.disposition === 'file' ? '' : t(`disposition.${clause.disposition}`),
    others: [
      ...(moved ? [below(clause)] : []),
      ...fields.filter((field) => !columns.has(field)).map((field) => said(field, clauseValue(clause, field))),
    ],
    depth: clause.depth,
  });
  const categorySide = (category: Category, fields: readonly string[]): Side => ({
    no: category.code,
    text: category.name,
    term: '',
    others: fields.filter((field) => !columns.has(field)).map((field) => said(field, categoryValue(category, field))),
    depth: 0,
  });
  return { clauseSide, categorySide };
}
