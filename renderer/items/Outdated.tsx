import { Button, Select } from 'antd';
import { useEffect, useState } from 'react';
import type { OutdatedGroup } from '../../shared/items/reclassify.ts';
import { changedPieces } from '../../shared/prints/scheme-changes.ts';
import type { ClauseId, SchemeId } from '../../shared/schemes/schemes.ts';
import { problemOf, useAsk } from '../app/ask.ts';
import { useDesk } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { type Column, DataGrid, rowsOf } from '../controls/DataGrid.tsx';
import { figure } from '../controls/figures.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Empty, Loading, Screen } from '../controls/Screen.tsx';
import { TermTag } from '../controls/TermTag.tsx';
import { Reclassify } from './Reclassify.tsx';
import './coverage.css';

/** 旧条款的件: records whose clause is gone or says something else now, clause by clause, and the door to 改归. */
export function Outdated() {
  const t = useWords('outdated');
  const { fonds, go } = useDesk();
  const [against, setAgainst] = useState<SchemeId | null>(null);
  const [chosen, setChosen] = useState<ClauseId | null>(null);
  const [opened, setOpened] = useState<OutdatedGroup | null>(null);
  const versions = useAsk('schemes.list', { fondsId: fonds.id });
  const report = useAsk('items.outdated', { fondsId: fonds.id, against });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another fonds has other versions
  useEffect(() => {
    setAgainst(null);
    setOpened(null);
    setChosen(null);
  }, [fonds.id]);
  const found = report.data;
  const group = found?.groups.find(({ clause }) => clause.id === chosen) ?? found?.groups[0];

  if (opened && found?.against) return <Reclassify group={opened} against={found.against.id} onClose={() => setOpened(null)} />;

  const columns: Column<OutdatedGroup>[] = [
    {
      key: 'old',
      title: t('col.old'),
      width: 280,
      grows: true,
      render: ({ clause, heading }) => <ClauseLine no={clause.no} heading={heading} text={clause.text} term={clause.term} />,
    },
    {
      key: 'changes',
      title: t('col.changes'),
      width: 168,
      render: ({ changes }) => changes.map((change) => t(`change.${change}`)).join('、'),
    },
    {
      key: 'now',
      title: t('col.now'),
      width: 280,
      grows: true,
      render: ({ clause, now, fits, changes }) =>
        now === null ? (
          <span className="quiet">{t('gone')}</span>
        ) : fits ? (
          <ClauseLine
            no={now.clause.no}
            heading={now.heading}
            text={now.clause.text}
            term={now.clause.term}
            marked={changes.includes('term')}
            before={clause.text}
          />
        ) : (
          <span className="quiet">{t('doesNotFit', { no: now.clause.no })}</span>
        ),
    },
    {
      key: 'years',
      title: t('col.years'),
      width: 100,
      render: ({ firstYear, lastYear }) => (
        <span className="tabular">{firstYear === lastYear ? firstYear : t('years', { from: firstYear, to: lastYear })}</span>
      ),
    },
    {
      key: 'items',
      title: t('col.items'),
      width: 72,
      align: 'end',
      render: ({ items }) => <span className="tabular">{figure(items)}</span>,
    },
  ];
  const open = (one: OutdatedGroup) => setOpened(one);

  return (
    <Screen
      title={t('title')}
      actions={
        found?.against && (
          <>
            <Select<SchemeId>
              aria-label={t('againstLabel')}
              className="version-choice"
              value={found.against.id}
              onChange={setAgainst}
              options={(versions.data ?? []).map((one) => ({
                value: one.id,
                label: t('version', { version: one.version, state: t(`state.${one.state}`) }),
              }))}
            />
            <Button type="primary" disabled={!group} onClick={() => group && open(group)}>
              {group ? t('open', { n: figure(group.items) }) : t('openAct')}
            </Button>
          </>
        )
      }
    >
      <ProblemNotice problem={report.error ? problemOf(report.error) : null} />
      {report.isPending && <Loading />}
      {found && !found.against && (
        <Empty
          words={t('noVersion')}
          action={
            <Button type="primary" onClick={() => go('schemes', { view: 'table' })}>
              {t('toTable')}
            </Button>
          }
        />
      )}
      {found?.against && (
        <>
          <p className="quiet">{t('intro')}</p>
          <DataGrid
            label={t('list')}
            rows={rowsOf(found.groups, ({ clause }) => clause.id)}
            columns={columns}
            selection={new Set(group ? [group.clause.id] : [])}
            onSelect={(keys) => setChosen(([...keys].at(-1) ?? null) as ClauseId | null)}
            onMove={({ clause }) => setChosen(clause.id)}
            onOpen={open}
            totalWords={t('changed', { n: figure(found.counts.changed) })}
            foot={
              <>
                <span>{t('unchanged', { n: figure(found.counts.unchanged) })}</span>
                <span>{t('current', { n: figure(found.counts.current) })}</span>
                {found.counts.withoutClause > 0 && (
                  <Button type="link" size="small" onClick={() => go('items', { view: 'no-clause', every: 'year' })}>
                    {t('withoutClause', { n: figure(found.counts.withoutClause) })}
                  </Button>
                )}
              </>
            }
            empty={<Empty words={`${t('none')}${t('noneToDo')}`} />}
          />
        </>
      )}
    </Screen>
  );
}

/** 条款号, 条款 and 保管期限 on one line; the whole text on hover. */
function ClauseLine(clause: { no: string; heading: string; text: string; term: string | null; marked?: boolean; before?: string }) {
  const { no, heading, text, term, marked, before } = clause;
  return (
    <span className="clause-line" title={`${no}　${[heading, text].filter(Boolean).join(' › ')}`}>
      <span className="tabular">{no}</span>
      {heading && <span className="ellipsis quiet clause-line-heading">{heading} ›</span>}
      <span className="ellipsis clause-line-text">
        {before === undefined || before === text ? text : <Reworded from={before} to={text} />}
      </span>
      <span className={marked ? 'clause-line-marked' : ''}>
        <TermTag term={term} />
      </span>
    </span>
  );
}

/** How much of what stands in both is left before the first change, so that the change itself is in sight. */
const leadIn = 6;

/** A text with what is new in it marked, from shortly before the first change on. */
function Reworded({ from, to }: { from: string; to: string }) {
  const [first, ...rest] = changedPieces(from, to).to;
  let at = 0;
  const pieces =
    first && !first.changed && first.text.length > leadIn
      ? [{ ...first, text: `…${first.text.slice(-leadIn)}` }, ...rest]
      : [first, ...rest];
  return (
    <>
      {pieces.map((piece) => {
        if (!piece) return null;
        const key = at;
        at += piece.text.length;
        return piece.changed ? <ins key={key}>{piece.text}</ins> : <span key={key}>{piece.text}</span>;
      })}
    </>
  );
}
