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
import type { SchemeTree } from '../../shared/schemes/schemes.ts';
import { useWords } from '../app/words.ts';
import type { TreeView } from './tree.ts';
import type { Acts } from './useActs.ts';
import type { Table } from './useTable.ts';

const keys = { add: 'Ctrl+Enter', reorder: 'Alt+M', find: 'Ctrl+F' } as const;

/** Above the table: what can be done with it, each with its key. */
export function EditorBar({
  tree,
  table,
  acts,
  view,
  onView,
  showsSide,
  onSide,
  onFind,
  onAdd,
  onDialog,
}: {
  tree: SchemeTree;
  table: Table;
  acts: Acts;
  view: TreeView;
  onView(view: TreeView): void;
  showsSide: boolean;
  onSide(): void;
  onFind(): void;
  onAdd(where: 'sibling' | 'child'): void;
  onDialog(dialog: 'renumber' | 'category' | 'template'): void;
}) {
  const t = useWords('schemeEditor');
  const scheme = useWords('schemes');
  const unconfirmed = tree.clauses.filter((clause) => !clause.checked).length;
  const { undo, redo } = tree;
  const onClause = table.row?.kind === 'clause' || table.marks.size > 0;
  const sign = (label: string, keys: string) => ({ 'aria-label': label, 'aria-keyshortcuts': keys, title: `${label}（${keys}）` });
  return (
    <div className="editor-bar" role="toolbar" aria-label={t('tools')}>
      {acts.isDraft && (
        <>
          <Button
            icon={<UndoOutlined aria-hidden />}
            disabled={undo === null}
            onClick={acts.undo}
            {...sign(undo ? t('undoThis', { what: acts.labelWords(undo) }) : t('undo'), 'Ctrl+Z')}
          />
          <Button
            icon={<RedoOutlined aria-hidden />}
            disabled={redo === null}
            onClick={acts.redo}
            {...sign(redo ? t('redoThis', { what: acts.labelWords(redo) }) : t('redo'), 'Ctrl+Y')}
          />
          <Space.Compact>
            <Button icon={<PlusOutlined aria-hidden />} onClick={() => onAdd('sibling')} title={keys.add} aria-keyshortcuts="Control+Enter">
              {t('add')}
            </Button>
            <Dropdown
              trigger={['click']}
              menu={{
                items: [
                  { key: 'sibling', label: `${t('addSibling')}　Ctrl+Enter`, onClick: () => onAdd('sibling') },
                  { key: 'child', label: `${t('addChild')}　Ctrl+Shift+Enter`, onClick: () => onAdd('child') },
                  { type: 'divider' },
                  { key: 'category', label: t('addCategory'), onClick: () => onDialog('category') },
                  { key: 'template', label: t('addTemplate'), onClick: () => onDialog('template') },
                ],
              }}
            >
              <Button icon={<DownOutlined aria-hidden />} aria-label={t('addMenu')} />
            </Dropdown>
          </Space.Compact>
          <Button icon={<MenuFoldOutlined aria-hidden />} disabled={!onClause} onClick={acts.outdent} {...sign(t('outdent'), 'Alt+←')} />
          <Button icon={<MenuUnfoldOutlined aria-hidden />} disabled={!onClause} onClick={acts.indent} {...sign(t('indent'), 'Alt+→')} />
          <Button icon={<DeleteOutlined aria-hidden />} disabled={!table.row} onClick={acts.remove} {...sign(t('remove'), 'Delete')} />
          <Button
            aria-pressed={acts.reordering}
            type={acts.reordering ? 'primary' : 'default'}
            onClick={acts.reordering ? acts.endReordering : acts.startReordering}
            aria-keyshortcuts="Alt+M"
            title={keys.reorder}
          >
            {t(acts.reordering ? 'reorderDone' : 'reorder')}
          </Button>
          <Button onClick={() => onDialog('renumber')} disabled={tree.clauses.length === 0}>
            {t('renumber')}
          </Button>
        </>
      )}
      {!acts.isDraft && (
        <span className="quiet">
          {t(tree.scheme.state === 'submitted' || tree.scheme.state === 'consented' ? 'readOnlyYet' : 'readOnly', {
            version: tree.scheme.version,
            state: t(`state.${tree.scheme.state as 'in-force'}`),
          })}
        </span>
      )}
      <Button icon={<SearchOutlined aria-hidden />} onClick={onFind} title={keys.find} aria-keyshortcuts="Control+F">
        {t('find')}
      </Button>
      <Button aria-pressed={showsSide} onClick={onSide} title="F4" aria-keyshortcuts="F4">
        {t('detail')}
      </Button>
      <Segmented<TreeView>
        className="spread"
        aria-label={t('view')}
        value={view}
        onChange={onView}
        options={[
          { value: 'all', label: scheme('view.all') },
          { value: 'unconfirmed', label: scheme('view.unconfirmed', { count: unconfirmed }) },
          { value: 'findings', label: scheme('view.findings', { count: tree.findings.length }) },
        ]}
      />
    </div>
  );
}
