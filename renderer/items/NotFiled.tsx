import { PlusOutlined, UndoOutlined } from '@ant-design/icons';
import { App, Button, Input, Segmented } from 'antd';
import { useEffect, useState } from 'react';
import type { NotFiled, NotFiledId } from '../../shared/items/notfiled.ts';
import { problemOf, useAct } from '../app/ask.ts';
import { useDesk } from '../app/desk.tsx';
import { usePages } from '../app/pages.ts';
import { useWords } from '../app/words.ts';
import { type Column, DataGrid } from '../controls/DataGrid.tsx';
import { figure, readableDate } from '../controls/figures.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Empty, Loading, Screen } from '../controls/Screen.tsx';
import { useUndo } from '../controls/useUndo.tsx';
import { NotFiledForm } from './NotFiledForm.tsx';

type View = 'standing' | 'removed';
const keyOf = (decision: NotFiled) => decision.id;
/** Typing rests so long before it is looked up, in milliseconds. */
const rest = 200;

/** 不归档: what was looked at and not filed, why, by whom. */
export function NotFiledList() {
  const t = useWords('notFiled');
  const { message } = App.useApp();
  const sayWithUndo = useUndo();
  const { fonds, year } = useDesk();
  const [everyYear, setEveryYear] = useState(false);
  const [view, setView] = useState<View>('standing');
  const [typed, setTyped] = useState('');
  const [text, setText] = useState('');
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const [writing, setWriting] = useState<NotFiled | 'new' | null>(null);
  const remove = useAct('items.removeDeclined');
  const restore = useAct('items.restoreDeclined');
  const list = usePages('items.declined', { fondsId: fonds.id, year: everyYear ? null : year, text, view }, keyOf);
  useEffect(() => {
    const timer = setTimeout(() => setText(typed.trim()), rest);
    return () => clearTimeout(timer);
  }, [typed]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has another selection
  useEffect(() => setSelection(new Set()), [view, fonds.id, year, everyYear, text]);

  const chosen = [...selection] as NotFiledId[];
  const bringBack = (ids: NotFiledId[]) =>
    restore.mutate(
      { ids },
      {
        onSuccess: ({ changed }) => {
          setSelection(new Set());
          void message.success(t('restoredSaid', { count: changed }));
        },
      },
    );
  const takeBack = (ids: NotFiledId[]) =>
    remove.mutate(
      { ids },
      {
        onSuccess: ({ changed }) => {
          setSelection(new Set());
          sayWithUndo(t('removedSaid', { count: changed }), t('undo'), () => bringBack(ids));
        },
      },
    );
  const columns: Column<NotFiled>[] = [
    {
      key: 'decidedOn',
      title: t('col.decidedOn'),
      width: 110,
      render: ({ decidedOn }) => <span className="tabular">{readableDate(decidedOn)}</span>,
    },
    ...(everyYear
      ? [{ key: 'year', title: t('col.year'), width: 64, render: (one: NotFiled) => <span className="tabular">{one.year}</span> }]
      : []),
    { key: 'title', title: t('col.title'), width: 260, grows: true, render: ({ title }) => <span title={title}>{title}</span> },
    {
      key: 'responsible',
      title: t('col.responsible'),
      width: 150,
      render: ({ responsible }) => <span title={responsible}>{responsible}</span>,
    },
    { key: 'reason', title: t('col.reason'), width: 240, grows: true, render: ({ reason }) => <span title={reason}>{reason}</span> },
    {
      key: 'clause',
      title: t('col.clause'),
      width: 72,
      render: ({ clauseNo, clauseText }) => <span title={clauseText}>{clauseNo}</span>,
    },
    { key: 'archivist', title: t('col.archivist'), width: 90, render: ({ archivist }) => archivist },
  ];
  const refused = list.error ?? remove.error ?? restore.error;
  return (
    <Screen
      title={t('title')}
      actions={
        <>
          <Input.Search
            className="not-filed-find"
            allowClear
            aria-label={t('find')}
            placeholder={t('find')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onSearch={(value) => setText(value.trim())}
          />
          <Segmented<View>
            aria-label={t('views')}
            value={view}
            onChange={setView}
            options={(['standing', 'removed'] as const).map((value) => ({ value, label: t(value) }))}
          />
          <Button type={everyYear ? 'primary' : 'default'} aria-pressed={everyYear} onClick={() => setEveryYear(!everyYear)}>
            {t('everyYear')}
          </Button>
          {view === 'removed' ? (
            <Button icon={<UndoOutlined aria-hidden />} disabled={chosen.length === 0} onClick={() => bringBack(chosen)}>
              {chosen.length > 0 ? t('restoreMany', { count: chosen.length }) : t('restore')}
            </Button>
          ) : (
            <Button disabled={chosen.length === 0} onClick={() => takeBack(chosen)}>
              {chosen.length > 0 ? t('removeMany', { count: chosen.length }) : t('remove')}
            </Button>
          )}
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setWriting('new')}>
            {t('add')}
          </Button>
        </>
      }
    >
      <p className="quiet">{t('intro')}</p>
      <ProblemNotice problem={refused ? problemOf(refused) : null} />
      {list.isPending ? (
        <Loading />
      ) : (
        <DataGrid
          label={t('list')}
          rows={list.source}
          columns={columns}
          selection={selection}
          onSelect={setSelection}
          onOpen={(decision) => view === 'standing' && setWriting(decision)}
          onDelete={() => view === 'standing' && chosen.length > 0 && takeBack(chosen)}
          totalWords={t('total', { total: figure(list.source.total) })}
          empty={
            <Empty
              words={text ? t('emptyFound') : t(view === 'removed' ? 'emptyRemoved' : 'empty')}
              action={
                !text &&
                view === 'standing' && (
                  <Button type="primary" onClick={() => setWriting('new')}>
                    {t('add')}
                  </Button>
                )
              }
            />
          }
        />
      )}
      {writing && (
        <NotFiledForm
          {...(writing === 'new' ? {} : { existing: writing })}
          onClose={(kept) => {
            setWriting(null);
            if (kept && writing === 'new') void message.success(t('saved', { title: kept.title.slice(0, 30) }));
          }}
        />
      )}
    </Screen>
  );
}
