import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import type { Category, Clause, ClauseId, SchemeTree } from '../../shared/schemes/schemes.ts';
import { useWords } from '../app/words.ts';
import type { FieldHold } from '../controls/Field.tsx';
import { useTermWords } from '../controls/TermTag.tsx';

interface Node {
  readonly value: string;
  readonly title: string;
  /** What typing is matched against. */
  readonly sought: string;
  readonly disabled?: boolean;
  readonly children?: readonly Node[];
}

/** Chooses 条款 from the scheme in force, by tree or by typing part of its number or text. */
export function ClausePicker({
  hold,
  tree,
  value,
  frozen,
  onChange,
}: {
  hold: FieldHold;
  tree: SchemeTree | null;
  value: ClauseId | null;
  /** The clause as it stood when filed, for one that is no longer in force. */
  frozen: string;
  onChange(clause: Clause | null, category: Category | null): void;
}) {
  const t = useWords('items');
  const term = useTermWords();
  const nodes = useMemo(() => {
    const found = tree
      ? nodesOf(tree, (clause) =>
          [
            `${clause.no}　${clause.text}`,
            clause.term ? `　${term(clause.term)}` : '',
            clause.checked ? '' : `　${t('clauseUnconfirmed')}`,
          ].join(''),
        )
      : [];
    const known = !value || tree?.clauses.some((clause) => clause.id === value);
    return known ? found : [{ value, title: `${frozen}${t('clauseThen')}`, sought: frozen }, ...found];
  }, [tree, value, frozen, t, term]);
  return (
    <TreeSelect
      id={hold.id}
      aria-describedby={hold['aria-describedby']}
      status={hold.status}
      className="clause-picker"
      value={value ?? undefined}
      treeData={nodes as never}
      allowClear
      showSearch={{
        filterTreeNode: (typed, node) => String((node as unknown as Node).sought).includes(typed.normalize('NFKC').trim().toLowerCase()),
      }}
      treeDefaultExpandAll
      listHeight={360}
      popupMatchSelectWidth={620}
      placeholder={t('clausePlaceholder')}
      onChange={(id: string | undefined) => {
        const clause = tree?.clauses.find((one) => one.id === id) ?? null;
        onChange(clause, tree?.categories.find((one) => one.id === clause?.categoryId) ?? null);
      }}
    />
  );
}

function nodesOf(tree: SchemeTree, titleOf: (clause: Clause) => string): Node[] {
  const below = Map.groupBy(tree.clauses, (clause) => clause.parentId ?? clause.categoryId);
  const branch = (parent: string): Node[] =>
    (below.get(parent as never) ?? []).map((clause) => ({
      value: clause.id,
      title: titleOf(clause),
      sought: `${clause.no} ${clause.text}`.toLowerCase(),
      disabled: clause.disposition === 'heading' || clause.disposition === 'no-file',
      children: branch(clause.id),
    }));
  return tree.categories.map((category) => ({
    value: category.id,
    title: `${category.code}　${category.name}`,
    sought: `${category.code} ${category.name}`.toLowerCase(),
    disabled: true,
    children: branch(category.id),
  }));
}
