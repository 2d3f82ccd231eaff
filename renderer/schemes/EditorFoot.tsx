import { ExclamationCircleOutlined, InfoCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { SchemeTree } from '../../shared/schemes/schemes.ts';
import { useWords } from '../app/words.ts';
import { figure } from '../controls/figures.ts';
import type { Table } from './useTable.ts';

/** Below the table: how many rows, what is wrong with them, what the last act came to, and the keys one needs most. */
export function EditorFoot({
  tree,
  table,
  said,
  canFold,
  onFindings,
}: {
  tree: SchemeTree;
  table: Table;
  said: string;
  canFold: boolean;
  onFindings(): void;
}) {
  const t = useWords('schemeEditor');
  const scheme = useWords('schemes');
  const errors = tree.findings.filter((finding) => finding.severity === 'error').length;
  const notes = tree.findings.length - errors;
  const foldable = () => {
    const parents = new Set<string>(tree.clauses.map((clause) => clause.parentId ?? clause.categoryId));
    return [...tree.categories, ...tree.clauses].map(({ id }) => id as string).filter((id) => parents.has(id));
  };
  return (
    <div className="grid-foot editor-foot tabular">
      <span>{scheme('rows', { total: figure(tree.clauses.length) })}</span>
      {tree.findings.length === 0 ? (
        <span>{scheme('sound')}</span>
      ) : (
        <Button type="link" size="small" onClick={onFindings} title={t('showFindings')} aria-keyshortcuts="F8">
          {errors > 0 && (
            <span className="bad">
              <ExclamationCircleOutlined aria-hidden /> {scheme('errors', { count: errors })}
            </span>
          )}
          {notes > 0 && (
            <span>
              <InfoCircleOutlined aria-hidden /> {scheme('notes', { count: notes })}
            </span>
          )}
        </Button>
      )}
      {canFold && (
        <Button
          type="link"
          size="small"
          onClick={() => {
            table.setFolded(table.folded.size > 0 ? new Set() : new Set(foldable()));
            if (table.folded.size === 0 && table.row?.kind === 'clause') table.point(0, 'no');
          }}
        >
          {t(table.folded.size > 0 ? 'unfoldAll' : 'foldAll')}
        </Button>
      )}
      <strong role="status">{said}</strong>
      <span className="editor-hint">{t(tree.scheme.state === 'draft' ? 'hint' : 'hintRead')}</span>
    </div>
  );
}
