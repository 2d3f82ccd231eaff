import { CaretDownOutlined, CaretRightOutlined, ExclamationCircleOutlined, InfoCircleOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useMemo, useState } from 'react';
import type { SchemeFinding, SchemeTree } from '../../shared/schemes/schemes.ts';
import { confirmedSources } from '../../shared/schemes/template.ts';
import { useWords, type WordKey } from '../app/words.ts';
import { type Column, DataGrid } from '../controls/DataGrid.tsx';
import { figure } from '../controls/figures.ts';
import { TermTag } from '../controls/TermTag.tsx';
import { type TreeRow, type TreeView, treeRows } from './tree.ts';
import { useSourceWords } from './useSourceWords.ts';
import { words } from './words.ts';

/** The table as a tree: 门类 → 类目 → 条款, with 归档范围, 保管期限, and 参考 where nothing confirms a row. */
export function TreeTable({
  tree,
  view,
  onOpen,
  narrow,
}: {
  tree: SchemeTree;
  view: TreeView;
  onOpen(row: TreeRow): void;
  narrow: boolean;
}) {
  const t = useWords('schemes');
  const rule = useRuleWords();
  const source = useSourceWords();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => treeRows(tree, folded, view), [tree, folded, view]);
  const turn = (id: string) =>
    setFolded((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id])));
  const errors = tree.findings.filter((finding) => finding.severity === 'error');
  const notes = tree.findings.length - errors.length;

  const columns: Column<TreeRow>[] = [
    {
      key: 'no',
      title: t('col.no'),
      width: 150,
      render: (row) => {
        const no = row.kind === 'category' ? row.category.code : row.clause.no;
        return (
          <span className="tree-no" style={{ paddingInlineStart: row.depth * 16 }}>
            {row.below > 0 && view === 'all' ? (
              <Button
                type="text"
                size="small"
                tabIndex={-1}
                aria-expanded={!row.folded}
                aria-label={t(row.folded ? 'unfold' : 'fold', { no })}
                icon={row.folded ? <CaretRightOutlined aria-hidden /> : <CaretDownOutlined aria-hidden />}
                onClick={(event) => {
                  event.stopPropagation();
                  turn(row.id);
                }}
              />
            ) : (
              <span className="tree-gap" />
            )}
            <span className="tabular">{no}</span>
          </span>
        );
      },
    },
    {
      key: 'text',
      title: t('col.text'),
      width: 260,
      grows: true,
      render: (row) =>
        row.kind === 'category' ? (
          <strong>{[row.category.name, t(`arrangement.${row.category.arrangement}`)].join(' · ')}</strong>
        ) : (
          <span title={row.clause.text} className={row.clause.disposition === 'heading' ? 'tree-heading' : ''}>
            {row.findings.map((finding) => (
              <Found key={finding.rule} finding={finding} say={rule} />
            ))}
            {row.clause.text}
          </span>
        ),
    },
    {
      key: 'term',
      title: t('col.term'),
      width: 112,
      render: (row) =>
        row.kind === 'clause' && (row.clause.term || row.clause.disposition === 'file') ? <TermTag term={row.clause.term} /> : '',
    },
    ...(narrow
      ? []
      : [
          {
            key: 'disposition',
            title: t('col.disposition'),
            width: 104,
            render: (row: TreeRow) => (row.kind === 'clause' ? t(`disposition.${row.clause.disposition}`) : ''),
          },
          {
            key: 'department',
            title: t('col.department'),
            width: 100,
            render: (row: TreeRow) => (row.kind === 'clause' ? row.clause.department : ''),
          },
        ]),
    {
      key: 'mark',
      title: t('col.mark'),
      width: 110,
      render: (row) =>
        row.kind === 'clause' && !row.clause.checked ? (
          <Tooltip title={source(row.clause)}>
            <span className="mark">{t('unconfirmed')}</span>
          </Tooltip>
        ) : row.kind === 'clause' && row.clause.source ? (
          <Tooltip title={source(row.clause)}>
            <span className="quiet">{t(confirmedSources.has(row.clause.source) ? 'source.law' : 'source.checked')}</span>
          </Tooltip>
        ) : (
          ''
        ),
    },
  ];
  const foldable = [
    ...tree.categories.map((category) => category.id),
    ...tree.clauses.filter((clause) => clause.disposition === 'heading').map((clause) => clause.id),
  ] as string[];
  return (
    <>
      {errors.length > 0 &&
        view === 'findings' &&
        tree.findings
          .filter((finding) => finding.clauseId === null)
          .map((finding) => (
            <p key={`${finding.rule} ${finding.no}`} className="bad">
              <ExclamationCircleOutlined aria-hidden /> {finding.no || t('wholeTable')}　{rule(finding)}
            </p>
          ))}
      <DataGrid
        label={t('table', { version: tree.scheme.version })}
        rows={{ total: rows.length, at: (index) => rows[index], keyOf: (row) => row.id }}
        columns={columns}
        selection={selection}
        onSelect={(keys) => setSelection(new Set([...keys].slice(-1)))}
        onMove={(row) => setSelection(new Set([row.id]))}
        onOpen={onOpen}
        totalWords={t('rows', { total: figure(tree.clauses.length) })}
        empty={t(view === 'all' ? 'emptyTable' : 'emptyView')}
        foot={
          <>
            {errors.length > 0 && (
              <span className="bad">
                <ExclamationCircleOutlined aria-hidden /> {t('errors', { count: errors.length })}
              </span>
            )}
            {notes > 0 && (
              <span>
                <InfoCircleOutlined aria-hidden /> {t('notes', { count: notes })}
              </span>
            )}
            {tree.findings.length === 0 && <span>{t('sound')}</span>}
            {view === 'all' && (
              <Button type="link" size="small" onClick={() => setFolded(folded.size > 0 ? new Set() : new Set(foldable))}>
                {t(folded.size > 0 ? 'unfoldAll' : 'foldAll')}
              </Button>
            )}
          </>
        }
      />
    </>
  );
}

function Found({ finding, say }: { finding: SchemeFinding; say(finding: SchemeFinding): string }) {
  const words = say(finding);
  const Icon = finding.severity === 'error' ? ExclamationCircleOutlined : InfoCircleOutlined;
  return (
    <Tooltip title={words}>
      <Icon className={finding.severity === 'error' ? 'bad found' : 'quiet found'} aria-label={words} />
    </Tooltip>
  );
}

/** A finding in words. */
export function useRuleWords(): (finding: SchemeFinding) => string {
  const t = useWords('schemes');
  return ({ rule }) =>
    Object.hasOwn(words['zh-CN'], `rule.${rule}`) ? t(`rule.${rule}` as WordKey<'schemes'>) : t('rule.other', { rule });
}
