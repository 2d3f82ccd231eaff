import './editor.css';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Clause, ClauseId, SchemeTree } from '../../shared/schemes/schemes.ts';
import { useAsk } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { BatchBar } from './BatchBar.tsx';
import { CategorySide } from './CategorySide.tsx';
import { CellEditor, type Leaving } from './CellEditor.tsx';
import { allowedSecrecy, type ColumnKey, columnKeys } from './cells.ts';
import { EditorBar } from './EditorBar.tsx';
import { type DialogKind, EditorDialog } from './EditorDialog.tsx';
import { EditorFoot } from './EditorFoot.tsx';
import { FindBar } from './FindBar.tsx';
import { Findings } from './Findings.tsx';
import { NewRowCell } from './NewRow.tsx';
import { Side, SideFrame } from './Side.tsx';
import { TreeTable } from './TreeTable.tsx';
import { Troubles } from './Troubles.tsx';
import type { TreeRow, TreeView } from './tree.ts';
import { useActs } from './useActs.ts';
import { useAdding } from './useAdding.ts';
import { useEditing } from './useEditing.ts';
import { type KeyActs, useScreenKeys, useTableKeys } from './useEditorKeys.ts';
import { useFind } from './useFind.ts';
import { useFindings } from './useFindings.ts';
import { heldTree } from './useSchemeTree.ts';
import { useTable } from './useTable.ts';

/** One version as a table to be read and, while it is a draft, edited; one of its rows beside it. */
export function SchemeEditor({
  tree,
  view,
  onView,
  wanted,
}: {
  tree: SchemeTree;
  view: TreeView;
  onView(view: TreeView): void;
  /** A row asked for from outside the table; a new object asks anew. */
  wanted?: { readonly id: ClauseId } | null;
}) {
  const t = useWords('schemeEditor');
  const scheme = useWords('schemes');
  const memory = useQueryClient();
  const { id: schemeId } = tree.scheme;
  const latestTree = useRef(tree);
  latestTree.current = tree;
  const held = useCallback(() => heldTree(memory, schemeId) ?? latestTree.current, [memory, schemeId]);
  const grid = useRef<HTMLDivElement>(null);
  const columns = useRef<readonly ColumnKey[]>(columnKeys);
  const toTable = useCallback(() => grid.current?.focus({ preventScroll: true }), []);
  const editing = useEditing(tree);
  const table = useTable(tree, view, onView, held);
  const acts = useActs(tree, table, editing, toTable, onView);
  const { isDraft, say } = acts;
  const kind = useAsk('settings.get', {}).data?.kind;
  const secrecy = useMemo(() => allowedSecrecy(kind === 'classified'), [kind]);
  const templates = useAsk('numbering.templates', {}).data;

  const [dialog, setDialog] = useState<DialogKind | null>(null);
  const [showsSide, setShowsSide] = useState(false);
  const [showsFindings, setShowsFindings] = useState(false);
  const findings = useFindings(tree, table, say, toTable);
  const { jump } = table;
  const jumpNow = useRef(jump);
  jumpNow.current = jump;
  useEffect(() => {
    if (!wanted) return;
    jumpNow.current(wanted.id);
    requestAnimationFrame(toTable);
  }, [wanted, toTable]);

  const find = useFind(tree, table, toTable);

  /** The field of the details the hand is to go to once they are there. */
  const toSide = useRef(false);
  const side = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!toSide.current || !showsSide) return;
    toSide.current = false;
    side.current?.querySelector<HTMLElement>('input, textarea')?.focus();
  });
  const openSide = () => {
    toSide.current = true;
    setShowsSide(true);
  };
  const turnSide = () => {
    if (!showsSide) return openSide();
    setShowsSide(false);
    toTable();
  };

  const openCell = (id: string, column: ColumnKey) => {
    const seen = held().clauses.find((clause) => clause.id === id);
    if (!seen || !acts.mayEdit()) return;
    if (column === 'checked') return void editing.set(seen, { checked: !editing.shown(seen).checked });
    table.jump(id, column);
    table.setOpen({ id, column, seen: editing.shown(seen) });
  };
  const openRow = (row: TreeRow | undefined, column: ColumnKey) => {
    if (row?.kind === 'category') openSide();
    else if (row?.kind === 'clause') openCell(row.id, column);
  };
  const cellDone = (seen: Clause, column: ColumnKey, set: Parameters<typeof editing.set>[1], leaving: Leaving) => {
    table.setOpen(null);
    void editing.set(seen, set);
    if (leaving === 'left') return;
    toTable();
    if (leaving === 'stay') return;
    const by = leaving === 'next' ? 1 : -1;
    // A row that is not filed has no term to be asked for.
    const isFiled = (set.disposition ?? seen.disposition) === 'file';
    const walked = columns.current.filter((one) => one !== 'checked' && (one !== 'term' || isFiled));
    const next = walked[walked.indexOf(column) + by];
    if (next) return openCell(seen.id, next);
    const row = table.rows[table.handIndex + by];
    if (row?.kind === 'clause') openCell(row.id, leaving === 'next' ? 'no' : 'text');
  };

  const adding = useAdding({
    tree,
    table,
    acts,
    editing,
    held,
    toTable,
    onWhole: () => view !== 'all' && onView('all'),
    onNoCategory: () => setDialog('category'),
    onNext: (made) => openCell(made.id, 'disposition'),
  });

  const leave = () => {
    if (acts.cut.size > 0) acts.setCut(new Set());
    else if (acts.reordering) acts.endReordering();
    else if (table.marks.size > 0) {
      table.setMarks(new Set());
      say(t('unchosen'));
    } else if (find.isOpen) find.end();
  };
  const keyActs: KeyActs = {
    open: () => openRow(table.row, table.hand.column),
    add: adding.begin,
    find: find.begin,
    findStep: find.step,
    findingStep: findings.step,
    turnSide,
    escape: leave,
    columns,
  };
  const onKey = useTableKeys(table, acts, keyActs);
  useScreenKeys(acts, keyActs);

  const marked = useMemo(() => tree.clauses.filter((clause) => table.marks.has(clause.id)), [tree, table.marks]);
  const { row } = table;
  const shownRows = useMemo(
    () =>
      table.rows.map((one) => {
        if (one.kind !== 'clause') return one;
        const clause = editing.shown(one.clause);
        return clause === one.clause ? one : { ...one, clause };
      }),
    [table.rows, editing],
  );
  const closeDialog = () => setDialog(null);
  const hadDialog = useRef(false);
  useEffect(() => {
    const closed = hadDialog.current && dialog === null;
    hadDialog.current = dialog !== null;
    if (!closed) return;
    toTable();
    // And once more after the dialog has given the focus back to what opened it.
    requestAnimationFrame(toTable);
  }, [dialog, toTable]);

  return (
    <div className="scheme-editor">
      <div className="scheme-main">
        {marked.length > 0 && isDraft ? (
          <BatchBar
            clauses={marked}
            secrecy={secrecy}
            onSet={acts.setMany}
            onIndent={acts.indent}
            onOutdent={acts.outdent}
            onMove={() => {
              acts.startReordering();
              acts.setCut(new Set(table.targets()));
              say(t('cut', { count: marked.length }));
            }}
            onRemove={acts.remove}
            onClear={() => {
              table.setMarks(new Set());
              toTable();
            }}
          />
        ) : (
          <EditorBar
            tree={tree}
            table={table}
            acts={acts}
            view={view}
            onView={onView}
            showsSide={showsSide}
            onSide={turnSide}
            onFind={find.begin}
            onAdd={adding.begin}
            onDialog={setDialog}
          />
        )}
        {find.isOpen && (
          <FindBar
            hold={find.box}
            start={find.sought}
            found={find.total}
            at={find.at}
            onSought={find.seek}
            onStep={find.step}
            onClose={find.end}
          />
        )}
        {acts.reordering && (
          <div className="editor-banner" role="note">
            {t('reordering')}
          </div>
        )}
        <Troubles
          editing={editing}
          onGo={(id) => {
            table.jump(id);
            toTable();
          }}
        />
        <TreeTable
          label={t('table', { version: tree.scheme.version })}
          hold={grid}
          drawn={columns}
          rows={shownRows}
          hand={table.hand}
          handIndex={table.handIndex}
          isHere={table.isHere}
          marks={table.marks}
          cut={acts.cut}
          sought={find.sought}
          readOnly={!isDraft}
          canFold={view === 'all'}
          reordering={acts.reordering}
          open={table.open}
          editor={(at, column) =>
            at.kind === 'new' ? (
              <NewRowCell
                key={`${at.place.parentId} ${at.place.afterId}`}
                tree={tree}
                place={at.place}
                column={column === 'no' ? 'no' : 'text'}
                hold={adding.hold}
                busy={adding.busy}
                onDone={(fields, end) => void adding.add(at.place, fields, end)}
                onCancel={(end) => adding.stop(at.place, end)}
              />
            ) : table.open ? (
              <CellEditor
                key={`${table.open.id} ${column}`}
                tree={tree}
                clause={table.open.seen}
                column={column}
                label={`${table.open.seen.no} ${t(`col.${column}`)}`}
                secrecy={secrecy}
                onDone={(set, leaving) => table.open && cellDone(table.open.seen, column, set, leaving)}
                onCancel={(leaving) => {
                  table.setOpen(null);
                  if (leaving !== 'left') toTable();
                }}
              />
            ) : null
          }
          categoryLine={({ category }) =>
            t('categoryLine', {
              arrangement: scheme(`arrangement.${category.arrangement}`),
              numbers: templates?.find((one) => one.id === category.numberTemplate)?.name ?? category.numberTemplate,
              basis: t(`basis.${category.startBasis}`),
            })
          }
          onKey={onKey}
          onPoint={(at, column, how) => {
            const index = table.rows.findIndex((one) => one.id === at.id);
            if (how === 'range') return table.markTo(index);
            table.point(index, column);
            const marks = new Set<string>(how === 'toggle' ? table.marks : []);
            if (how === 'toggle' && at.kind === 'clause' && !marks.delete(at.id)) marks.add(at.id);
            table.setMarks(marks);
          }}
          onOpen={openRow}
          onFold={table.fold}
          onDrag={(at) => acts.setCut(new Set(table.marks.has(at.id) ? table.targets() : [at.id as ClauseId]))}
          onDrop={(at, where) => at.kind !== 'new' && acts.drop(at.kind === 'clause' ? at.clause : at.category, where)}
          empty={scheme(view === 'all' ? 'emptyTable' : 'emptyView')}
        />
        <EditorFoot
          tree={tree}
          table={table}
          said={acts.said}
          canFold={view === 'all'}
          onFindings={() => setShowsFindings((before) => !before)}
        />
        {showsFindings && (
          <Findings
            tree={tree}
            at={findings.at}
            onGo={findings.go}
            onClose={() => {
              setShowsFindings(false);
              toTable();
            }}
          />
        )}
      </div>
      {showsSide && (
        <div ref={side} className="side-hold">
          {row?.kind === 'clause' ? (
            <Side
              key={row.id}
              tree={tree}
              clause={editing.shown(row.clause)}
              editing={editing}
              readOnly={!isDraft}
              secrecy={secrecy}
              onClose={turnSide}
            />
          ) : row?.kind === 'category' ? (
            <CategorySide key={row.id} tree={tree} category={row.category} editing={editing} readOnly={!isDraft} onClose={turnSide} />
          ) : (
            <SideFrame title={t('detailTitle')} onClose={turnSide}>
              <p className="quiet">{t('detailNone')}</p>
            </SideFrame>
          )}
        </div>
      )}
      <EditorDialog dialog={dialog} tree={tree} row={row} editing={editing} jump={table.jump} say={say} onClose={closeDialog} />
    </div>
  );
}
