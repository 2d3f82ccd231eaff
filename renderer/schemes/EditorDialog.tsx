import type { SchemeEdit, SchemeTree } from '../../shared/schemes/schemes.ts';
import { useWords } from '../app/words.ts';
import type { ColumnKey } from './cells.ts';
import { AddTemplate, NewCategory } from './NewCategory.tsx';
import { Renumber } from './Renumber.tsx';
import type { TreeRow } from './tree.ts';
import type { Editing } from './useEditing.ts';

/** What of the work on a table is done in a dialog. */
export type DialogKind = 'renumber' | 'category' | 'template';

/** The dialog that is open, if one is. */
export function EditorDialog({
  dialog,
  tree,
  row,
  editing,
  jump,
  say,
  onClose,
}: {
  dialog: DialogKind | null;
  tree: SchemeTree;
  /** The row under the hand. */
  row: TreeRow | undefined;
  editing: Editing;
  jump(id: string, column: ColumnKey): void;
  say(words: string): void;
  onClose(): void;
}) {
  const t = useWords('schemeEditor');
  const added = (edit: SchemeEdit | null) => {
    onClose();
    if (!edit?.about) return;
    jump(edit.about, 'no');
    say(t('categoryAdded', { no: edit.categories.map((category) => category.code).join('、') }));
  };
  if (dialog === 'category') return <NewCategory tree={tree} editing={editing} onClose={added} />;
  if (dialog === 'template') return <AddTemplate tree={tree} editing={editing} onClose={added} />;
  if (dialog !== 'renumber') return null;
  return (
    <Renumber
      tree={tree}
      start={row?.kind === 'clause' ? row.clause.categoryId : row?.kind === 'category' ? row.category.id : null}
      editing={editing}
      onClose={(changed) => {
        onClose();
        if (changed !== null) say(t('renumbered', { count: changed }));
      }}
    />
  );
}
