import { ArrowLeftOutlined, ArrowRightOutlined } from '@ant-design/icons';
import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import type { ItemId } from '../../shared/items/items.ts';
import type { OutdatedGroup, PlannedMove } from '../../shared/items/reclassify.ts';
import type { ClauseId, SchemeId } from '../../shared/schemes/schemes.ts';
import { problemOf, useAsk, useTask } from '../app/ask.ts';
import { useDesk } from '../app/desk.tsx';
import { useDone } from '../app/done.ts';
import { useWords, type WordKey } from '../app/words.ts';
import { type Column, DataGrid, rowsOf } from '../controls/DataGrid.tsx';
import { Field } from '../controls/Field.tsx';
import { figure } from '../controls/figures.ts';
import { LongWork } from '../controls/LongWork.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Empty, Loading, Screen } from '../controls/Screen.tsx';
import { TermTag, useTermWords } from '../controls/TermTag.tsx';
import { ClausePicker } from './ClausePicker.tsx';
import './coverage.css';

/** So many records are reviewed at a time. */
const atOnce = 2000;

/** 改归: the records of one clause, each as it is and as it would be; what is ticked is done, in one act. */
export function Reclassify({ group, against, onClose }: { group: OutdatedGroup; against: SchemeId; onClose(): void }) {
  const t = useWords('outdated');
  const term = useTermWords();
  const { message } = App.useApp();
  const { fonds } = useDesk();
  const candidate = group.fits ? (group.now?.clause.id ?? null) : null;
  const [to, setTo] = useState<ClauseId | null>(candidate);
  const [left, setLeft] = useState<ReadonlySet<ItemId>>(new Set());
  const [renumber, setRenumber] = useState(false);
  const tree = useAsk('schemes.tree', { schemeId: against });
  const ask = {
    fondsId: fonds.id,
    moves: [{ from: { clauseId: group.clause.id }, to: to as ClauseId }],
    renumber,
    // Who gets which number depends on who stays; without new numbers nothing does.
    except: renumber ? [...left] : [],
    limit: atOnce,
  };
  const plan = useAsk('items.rehearseReclassify', ask, { enabled: to !== null, keep: true });
  const rows = to === null ? [] : (plan.data?.rows ?? []);
  const isTicked = (row: PlannedMove) => row.refused === null && !left.has(row.itemId);
  const ticked = rows.filter(isTicked);
  const work = useTask('items.reclassify');
  useDone(work, ({ reclassified, renumbered }) => {
    const no = plan.data?.clauses[0]?.clause.no ?? '';
    void message.success(
      renumbered > 0 ? t('doneRenumbered', { count: reclassified, no, n: figure(renumbered) }) : t('done', { count: reclassified, no }),
      6,
    );
    onClose();
  });
  const start = () => {
    const items = ticked.map(({ itemId, to: clause, seen, becomes }) => ({ itemId, to: clause, seen, becomes }));
    void work.start({ fondsId: fonds.id, items, renumber });
  };
  const turn = (row: PlannedMove) => {
    if (row.refused !== null && !left.has(row.itemId)) return;
    const wanted = new Set(left);
    if (!wanted.delete(row.itemId)) wanted.add(row.itemId);
    setLeft(wanted);
  };
  const turnAll = () => setLeft(ticked.length === 0 ? new Set() : new Set(rows.map(({ itemId }) => itemId)));
  const numbersMatter = renumber || rows.some(({ number, refused }) => number !== 'same' || refused?.startsWith('number'));
  const now = tree.data?.clauses.find(({ id }) => id === to);

  const above = tree.data?.clauses.find(({ id }) => id === now?.parentId);

  const columns: Column<PlannedMove>[] = [
    {
      key: 'tick',
      title: t('col.tick'),
      width: 52,
      render: (row) => (
        <Checkbox
          aria-label={t('tick', { title: row.title })}
          checked={row.refused === null && !left.has(row.itemId)}
          disabled={row.refused !== null && !left.has(row.itemId)}
          onClick={(event) => event.stopPropagation()}
          onChange={() => turn(row)}
        />
      ),
    },
    { key: 'title', title: t('col.title'), width: 240, grows: true, render: ({ title }) => <span title={title}>{title}</span> },
    { key: 'year', title: t('col.year'), width: 64, render: ({ year }) => <span className="tabular">{year}</span> },
    {
      key: 'term',
      title: t('col.term'),
      width: 170,
      render: (row) => <Turned from={term(row.seen.term)} to={term(row.becomes.term)} arrow={t('arrow')} />,
    },
    ...(numbersMatter
      ? [
          {
            key: 'number',
            title: t('col.number'),
            width: 250,
            render: ({ was, becomes }: PlannedMove) =>
              was.number === null ? (
                <span className="quiet">{t('unnumbered')}</span>
              ) : (
                <span className="turned-number number" title={`${was.number}　${becomes.number}`}>
                  <Turned from={was.number} to={becomes.number ?? ''} arrow={t('arrow')} stacked />
                </span>
              ),
          },
        ]
      : []),
    { key: 'note', title: t('col.note'), width: 240, render: (row) => <Note row={row} /> },
  ];

  return (
    <Screen
      title={t('reclassify')}
      actions={
        <>
          <Button icon={<ArrowLeftOutlined aria-hidden />} onClick={onClose}>
            {t('back')}
          </Button>
          <Button type="primary" disabled={ticked.length === 0 || work.isRunning || plan.isFetching} onClick={start}>
            {t('act', { count: ticked.length })}
          </Button>
        </>
      }
    >
      <div className="from-to">
        <section className="card" aria-labelledby="reclassify-from">
          <h2 id="reclassify-from">{t('from')}</h2>
          <ClauseWords group={group} />
        </section>
        <ArrowRightOutlined aria-hidden className="from-to-arrow" />
        <section className="card" aria-label={t('to')}>
          <Field label={t('to')}>
            {(hold) => (
              <ClausePicker
                hold={hold}
                tree={tree.data ?? null}
                value={to}
                frozen=""
                onChange={(clause) => {
                  setTo(clause?.id ?? null);
                  setLeft(new Set());
                }}
              />
            )}
          </Field>
          {now ? (
            <p className="from-to-text">
              {above && <span className="quiet">{above.text} › </span>}
              {now.text}　<TermTag term={now.term} />
            </p>
          ) : (
            <p className="quiet">{t('toHint')}</p>
          )}
          {candidate && to !== candidate && (
            <Button size="small" onClick={() => setTo(candidate)}>
              {t('take', { no: group.now?.clause.no ?? '' })}
            </Button>
          )}
        </section>
      </div>
      <ProblemNotice problem={plan.error ? problemOf(plan.error) : work.problem} onClose={work.clear} />
      {work.problem?.code === 'changed-meanwhile' && <Stale records={work.problem.details['records']} />}
      {work.isRunning && <LongWork task={work.task} />}
      {to !== null && plan.isPending && <Loading />}
      {to !== null && plan.data && (
        <>
          <div className="row-of-buttons review-bar">
            <Button size="small" onClick={turnAll}>
              {t(ticked.length === 0 ? 'tickAll' : 'tickNone')}
            </Button>
            {numbersMatter && (
              <Checkbox checked={renumber} onChange={(event) => setRenumber(event.target.checked)}>
                {t('renumber')} <span className="quiet">{t('renumberHint')}</span>
              </Checkbox>
            )}
            <span className="quiet">{t('onlyChosen')}</span>
          </div>
          <DataGrid
            label={t('review')}
            rows={rowsOf(rows, ({ itemId }) => itemId)}
            columns={columns}
            onOpen={turn}
            rowHeight={numbersMatter ? 52 : 36}
            foot={plan.data.total > rows.length && <span>{t('more', { total: figure(plan.data.total), shown: figure(rows.length) })}</span>}
            empty={<Empty words={t('nothing')} />}
          />
        </>
      )}
    </Screen>
  );
}

/** Old and new of one value; what stays is said once. */
function Turned({ from, to, arrow, stacked }: { from: string; to: string; arrow: string; stacked?: boolean }) {
  if (from === to) return <span>{from}</span>;
  return (
    <span className={stacked ? 'turned turned-stacked' : 'turned'}>
      <s className="quiet">{from}</s> <ArrowRightOutlined aria-label={arrow} /> <strong>{to}</strong>
    </span>
  );
}

function Note({ row }: { row: PlannedMove }) {
  const t = useWords('outdated');
  if (row.refused) return <span className="bad wraps">{t(`refused.${row.refused}`)}</span>;
  const notes = [row.term === 'follows' ? '' : t(`note.${row.term}`), row.number === 'renumbered' ? t('note.renumbered') : ''];
  const words = notes.filter(Boolean).join('；');
  return (
    <span className="quiet wraps" title={words}>
      {words}
    </span>
  );
}

function ClauseWords({ group: { clause, heading, category } }: { group: OutdatedGroup }) {
  return (
    <>
      <p>
        <strong className="tabular">
          {category} {clause.no}
        </strong>{' '}
        <TermTag term={clause.term} />
      </p>
      <p className="from-to-text">
        {heading && <span className="quiet">{heading} › </span>}
        {clause.text}
      </p>
    </>
  );
}

/** The records that were not as reviewed, and that nothing was done. */
function Stale({ records }: { records: unknown }) {
  const t = useWords('outdated');
  const found = (Array.isArray(records) ? records : []) as { itemId: string; title: string; number: string | null; why: string }[];
  if (found.length === 0) return null;
  return (
    <section aria-label={t('staleList')} className="card below">
      <h2>{t('staleList')}</h2>
      <ul className="plain">
        {found.slice(0, 8).map(({ itemId, title, number, why }) => (
          <li key={itemId}>
            {[number, title].filter(Boolean).join('　')} <span className="bad">{t(`why.${why}` as WordKey<'outdated'>)}</span>
          </li>
        ))}
      </ul>
      <p className="quiet">{t('again')}</p>
    </section>
  );
}
