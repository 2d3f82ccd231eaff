import { Alert, Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import type { Output } from '../../shared/contract.ts';
import { type Fonds, UnitType } from '../../shared/fonds/fonds.ts';
import type { Category, Clause, SchemeId, SchemeTree } from '../../shared/schemes/schemes.ts';
import { problemOf, useAct, useAsk } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { type Column, DataGrid, rowsOf } from '../controls/DataGrid.tsx';
import { DateText } from '../controls/DateText.tsx';
import { Choices } from '../controls/Field.tsx';
import { figure } from '../controls/figures.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Empty, Loading } from '../controls/Screen.tsx';
import { TermTag } from '../controls/TermTag.tsx';
import './published.css';

type PublishedTable = Output<'schemes.published'>[number];

/** The tables the county published: looked at, adopted as they stand, or taken as the start of one's own. Answers the version that was made. */
export function Published({ fonds, onClose }: { fonds: Fonds; onClose(made: SchemeId | null): void }) {
  const t = useWords('schemePublished');
  const tables = useAsk('schemes.published', {});
  const versions = useAsk('schemes.list', { fondsId: fonds.id });
  const adopt = useAct('schemes.adoptPublished');
  const [picked, setPicked] = useState('');
  const chosen = tables.data?.find(({ hash }) => hash === picked) ?? tables.data?.[0];
  const tree = useAsk('schemes.publishedTree', { hash: chosen?.hash ?? '' }, { enabled: Boolean(chosen), keep: true });
  const shown = tree.data?.scheme.published === chosen?.hash ? tree.data : undefined;
  const errors = shown?.findings.filter(({ severity }) => severity === 'error').length ?? 0;
  const take = (as: 'adopt' | 'derive') =>
    chosen && adopt.mutate({ fondsId: fonds.id, hash: chosen.hash, as }, { onSuccess: (made) => onClose(made.scheme.id) });
  const refused = adopt.error ?? tables.error ?? tree.error;
  return (
    <Modal
      open
      width={1180}
      className="published"
      title={t('title')}
      onCancel={() => onClose(null)}
      footer={[
        <Button key="close" onClick={() => onClose(null)}>
          {t('close')}
        </Button>,
        <Button key="derive" disabled={!shown} title={t('deriveWords')} loading={adopt.isPending} onClick={() => take('derive')}>
          {t('derive')}
        </Button>,
        <Button
          key="adopt"
          type="primary"
          disabled={!shown || chosen?.withdrawn || errors > 0}
          title={t('adoptWords')}
          loading={adopt.isPending}
          onClick={() => take('adopt')}
        >
          {t('adopt')}
        </Button>,
      ]}
    >
      <ProblemNotice problem={refused ? problemOf(refused) : null} />
      {tables.isPending && <Loading />}
      {tables.data?.length === 0 && <Empty words={`${t('none')}${t('noneToDo')}`} />}
      {chosen && (
        <div className="published-parts">
          <Choices label={t('list')}>
            <Radio.Group vertical value={chosen.hash} onChange={(event) => setPicked(String(event.target.value))}>
              {tables.data?.map((one) => (
                <Radio key={one.hash} value={one.hash}>
                  <Said table={one} isUsed={versions.data?.some(({ published }) => published === one.hash) ?? false} />
                </Radio>
              ))}
            </Radio.Group>
          </Choices>
          <div className="published-table stack-tight">
            {chosen.withdrawn && <Alert type="warning" showIcon title={t('withdrawnWords')} />}
            {errors > 0 && <Alert type="warning" showIcon title={t('errors', { count: errors })} />}
            {shown ? <Look tree={shown} /> : <Loading />}
            {!chosen.withdrawn && errors === 0 && (
              <p className="quiet">
                <strong>{t('adopt')}</strong>：{t('adoptWords')} <strong>{t('derive')}</strong>：{t('deriveWords')}
              </p>
            )}
          </div>
        </div>
      )}
    </Modal>
  );
}

/** A published table in a few lines: what it is called, by whom and when, its document, its rows, for whom. */
function Said({ table, isUsed }: { table: PublishedTable; isUsed: boolean }) {
  const t = useWords('schemePublished');
  const unit = useWords('fonds');
  const units = table.unitTypes.map((type) => {
    const known = UnitType.safeParse(type);
    return known.success ? unit(`unit.${known.data}`) : type;
  });
  const document = t('document', { organ: table.approvedBy, number: table.approvalNumber, date: dayText(table.approvalDate) }).trim();
  return (
    <span className="option">
      <strong>{table.title}</strong>
      <span>
        {t('by', { county: table.serverName })} <DateText at={table.publishedAt} />
      </span>
      {document && <span>{document}</span>}
      <span className="quiet">
        {[t('rows', { total: figure(table.clauses) }), ...(units.length > 0 ? [t('for', { units: units.join('、') })] : [])].join(' · ')}
      </span>
      {table.withdrawn ? (
        <span className="bad">{t('withdrawn')}</span>
      ) : isUsed ? (
        <span className="quiet">{t('used')}</span>
      ) : (
        <strong className="published-new">{t('isNew')}</strong>
      )}
    </span>
  );
}

type Line = { readonly id: string; readonly category: Category; readonly clause: Clause | null };

/** The table itself, only to be read. */
function Look({ tree }: { tree: SchemeTree }) {
  const t = useWords('schemePublished');
  const say = useWords('schemes');
  const rows = Map.groupBy(tree.clauses, ({ categoryId }) => categoryId);
  const lines: Line[] = tree.categories.flatMap((category) => [
    { id: category.id, category, clause: null },
    ...(rows.get(category.id) ?? []).map((clause) => ({ id: clause.id, category, clause })),
  ]);
  const columns: Column<Line>[] = [
    {
      key: 'no',
      title: say('col.no'),
      width: 130,
      render: ({ category, clause }) => (
        <span className="tabular" style={{ paddingInlineStart: clause ? (clause.depth + 1) * 14 : 0 }}>
          {clause ? clause.no : category.code}
        </span>
      ),
    },
    {
      key: 'text',
      title: say('col.text'),
      width: 240,
      grows: true,
      render: ({ category, clause }) =>
        clause ? (
          <span title={clause.text} className={clause.disposition === 'heading' ? 'tree-heading' : ''}>
            {clause.text} {!clause.checked && <span className="mark">{say('unconfirmed')}</span>}
          </span>
        ) : (
          <strong>{[category.name, say(`arrangement.${category.arrangement}`)].join(' · ')}</strong>
        ),
    },
    {
      key: 'term',
      title: say('col.term'),
      width: 92,
      render: ({ clause }) => (clause?.term ? <TermTag term={clause.term} /> : ''),
    },
    {
      key: 'disposition',
      title: say('col.disposition'),
      width: 84,
      render: ({ clause }) => (clause ? say(`disposition.${clause.disposition}`) : ''),
    },
  ];
  return (
    <DataGrid
      label={t('look')}
      rows={rowsOf(lines, ({ id }) => id)}
      columns={columns}
      totalWords={t('rows', { total: figure(tree.clauses.length) })}
    />
  );
}

/** `20251120` as `2025-11-20`. */
function dayText(day: string): string {
  return day.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
}
