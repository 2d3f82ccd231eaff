import {
  DeleteOutlined,
  DownOutlined,
  MenuFoldOutlined,
  MenuUnfoldOutlined,
  PlusOutlined,
  RedoOutlined,
  SearchOutlined,
  UndoOutlined,
} from '@ant-design/icons';
import { Button, Dropdown, Segmented, Space } from 'antd';
import { useMemo, useRef } from 'react';
import type { SchemeTree } from '../../shared/schemes/schemes.ts';
import { useWords } from '../app/words.ts';
import type { TreeView } from './tree.ts';
import type { Acts } from './useActs.ts';
import type { Table } from './useTable.ts';

const keys = { add: 'Ctrl+Enter', reorder: 'Alt+M', find: 'Ctrl+F' } as const;

interface EditorBarProps {
  readonly tree: SchemeTree;
  readonly table: Table;
  readonly acts: Acts;
  readonly view: TreeView;
  readonly showsSide: boolean;
  onView(view: TreeView): void;
  onSide(): void;
  onFind(): void;
  onAdd(where: 'sibling' | 'child'): void;
  onDialog(dialog: 'renumber' | 'category' | 'template'): void;
}

/** Above the table: what can be done with it, each with its key. It is drawn anew only when what it says changes, not with every edit. */
export function EditorBar(props: EditorBarProps) {
  const { tree, table, acts, view, showsSide } = props;
  const latest = useRef(props);
  latest.current = props;
  const unconfirmed = useMemo(() => tree.clauses.filter((clause) => !clause.checked).length, [tree.clauses]);
  const says: BarSays = {
    state: tree.scheme.state,
    version: tree.scheme.version,
    undo: tree.undo && acts.labelWords(tree.undo),
    redo: tree.redo && acts.labelWords(tree.redo),
    onClause: table.row?.kind === 'clause' || table.marks.size > 0,
    onRow: table.row !== undefined,
    isEmpty: tree.clauses.length === 0,
    reordering: acts.reordering,
    showsSide,
    view,
    unconfirmed,
    findings: tree.findings.length,
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is said, by value
  return useMemo(() => <Bar says={says} latest={latest} />, Object.values(says));
}

/** All that the bar shows. */
interface BarSays {
  readonly state: SchemeTree['scheme']['state'];
  readonly version: number;
  readonly undo: string | null;
  readonly redo: string | null;
  readonly onClause: boolean;
  readonly onRow: boolean;
  readonly isEmpty: boolean;
  readonly reordering: boolean;
  readonly showsSide: boolean;
  readonly view: TreeView;
  readonly unconfirmed: number;
  readonly findings: number;
}

function Bar({ says, latest }: { says: BarSays; latest: { readonly current: EditorBarProps } }) {
  const t = useWords('schemeEditor');
  const scheme = useWords('schemes');
  const { undo, redo, onClause } = says;
  const isDraft = says.state === 'draft';
  const on = () => latest.current;
  const acts = () => latest.current.acts;
  const sign = (label: string, keys: string) => ({ 'aria-label': label, 'aria-keyshortcuts': keys, title: `${label}（${keys}）` });
  return (
    <div className="editor-bar" role="toolbar" aria-label={t('tools')}>
      {isDraft && (
        <>
          <Button
            icon={<UndoOutlined aria-hidden />}
            disabled={undo === null}
            onClick={() => acts().undo()}
            {...sign(undo ? t('undoThis', { what: undo }) : t('undo'), 'Ctrl+Z')}
          />
          <Button
            icon={<RedoOutlined aria-hidden />}
            disabled={redo === null}
            onClick={() => acts().redo()}
            {...sign(redo ? t('redoThis', { what: redo }) : t('redo'), 'Ctrl+Y')}
          />
          <Space.Compact>
            <Button
              icon={<PlusOutlined aria-hidden />}
              onClick={() => on().onAdd('sibling')}
              title={keys.add}
              aria-keyshortcuts="Control+Enter"
            >
              {t('add')}
            </Button>
            <Dropdown
              trigger={['click']}
              menu={{
                items: [
                  { key: 'sibling', label: `${t('addSibling')}　Ctrl+Enter`, onClick: () => on().onAdd('sibling') },
                  { key: 'child', label: `${t('addChild')}　Ctrl+Shift+Enter`, onClick: () => on().onAdd('child') },
                  { type: 'divider' },
                  { key: 'category', label: t('addCategory'), onClick: () => on().onDialog('category') },
                  { key: 'template', label: t('addTemplate'), onClick: () => on().onDialog('template') },
                ],
              }}
            >
              <Button icon={<DownOutlined aria-hidden />} aria-label={t('addMenu')} />
            </Dropdown>
          </Space.Compact>
          <Button
            icon={<MenuFoldOutlined aria-hidden />}
            disabled={!onClause}
            onClick={() => acts().outdent()}
            {...sign(t('outdent'), 'Alt+←')}
          />
          <Button
            icon={<MenuUnfoldOutlined aria-hidden />}
            disabled={!onClause}
            onClick={() => acts().indent()}
            {...sign(t('indent'), 'Alt+→')}
          />
          <Button
            icon={<DeleteOutlined aria-hidden />}
            disabled={!says.onRow}
            onClick={() => acts().remove()}
            {...sign(t('remove'), 'Delete')}
          />
          <Button
            aria-pressed={says.reordering}
            type={says.reordering ? 'primary' : 'default'}
            onClick={() => (says.reordering ? acts().endReordering() : acts().startReordering())}
            aria-keyshortcuts="Alt+M"
            title={keys.reorder}
          >
            {t(says.reordering ? 'reorderDone' : 'reorder')}
          </Button>
          <Button onClick={() => on().onDialog('renumber')} disabled={says.isEmpty}>
            {t('renumber')}
          </Button>
        </>
      )}
      {!isDraft && (
        <span className="quiet">
          {t(says.state === 'submitted' || says.state === 'consented' ? 'readOnlyYet' : 'readOnly', {
            version: says.version,
            state: t(`state.${says.state as 'in-force'}`),
          })}
        </span>
      )}
      <Button icon={<SearchOutlined aria-hidden />} onClick={() => on().onFind()} title={keys.find} aria-keyshortcuts="Control+F">
        {t('find')}
      </Button>
      <Button aria-pressed={says.showsSide} onClick={() => on().onSide()} title="F4" aria-keyshortcuts="F4">
        {t('detail')}
      </Button>
      <Segmented<TreeView>
        className="spread"
        aria-label={t('view')}
        value={says.view}
        onChange={(view) => on().onView(view)}
        options={[
          { value: 'all', label: scheme('view.all') },
          { value: 'unconfirmed', label: scheme('view.unconfirmed', { count: says.unconfirmed }) },
          { value: 'findings', label: scheme('view.findings', { count: says.findings }) },
        ]}
      />
    </div>
  );
}
