import { DeleteOutlined, NumberOutlined, PlusOutlined, UndoOutlined } from '@ant-design/icons';
import { App, Button, Segmented } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { displayDocumentNumber } from '../../shared/items/fields.ts';
import type { Item, ItemFilter, ItemId } from '../../shared/items/items.ts';
import { problemOf, useAct, useAsk } from '../app/ask.ts';
import { useArrival, useDesk } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { type Column, DataGrid, type Sort } from '../controls/DataGrid.tsx';
import { figure, readableDate } from '../controls/figures.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Empty, Loading, Screen } from '../controls/Screen.tsx';
import { TermTag } from '../controls/TermTag.tsx';
import { useUndo } from '../controls/useUndo.tsx';
import { call } from '../transport.ts';
import { Drafts } from './Drafts.tsx';
import { editWriting, newWriting } from './fields.ts';
import { ItemForm } from './ItemForm.tsx';
import { Rehearsal } from './Rehearsal.tsx';
import { useItemPages } from './useItemPages.ts';
import { type SaveOptions, useWriting } from './useWriting.ts';

type View = ItemFilter['view'];
const views = ['live', 'unnumbered', 'no-clause', 'bin'] as const satisfies readonly View[];
const sortable = { number: 'number', date: 'date', title: 'title', entry: 'entry' } as const;

/** 著录: the items of one fonds and year in a list, one of them in a form beside it. */
export function ItemsScreen() {
  const t = useWords('items');
  const { message } = App.useApp();
  const sayWithUndo = useUndo();
  const { fonds, year, go } = useDesk();
  const kind = useAsk('settings.get', {}).data?.kind ?? null;
  const [view, setView] = useState<View>('live');
  const [everyYear, setEveryYear] = useState(false);
  const [sort, setSort] = useState<Sort>({ key: 'entry', descending: false });
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const [rehearsing, setRehearsing] = useState(false);
  const [said, setSaid] = useState('');
  const list = useItemPages({
    fondsId: fonds.id,
    year: everyYear ? null : year,
    view,
    sort: sortable[sort.key as keyof typeof sortable] ?? 'entry',
    descending: sort.descending,
  });
  const desk = useWriting(fonds.id, year, kind);
  const { open, openNew, writing } = desk;
  const opened = useAsk('items.get', { id: (writing?.id ?? '') as ItemId }, { enabled: Boolean(writing?.id) });
  const bin = useAct('items.bin');
  const restore = useAct('items.restore');

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has another selection
  useEffect(() => setSelection(new Set()), [view, fonds.id, year, everyYear]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a form belongs to its fonds
  useEffect(() => void open(null), [fonds.id]);

  const openItem = useCallback(
    async (id: ItemId) => {
      setSaid('');
      try {
        await open(editWriting(await call('items.get', { id })));
      } catch (error) {
        desk.setProblem(problemOf(error));
      }
    },
    [open, desk.setProblem],
  );
  const openBlank = useCallback(() => {
    setSaid('');
    void openNew();
  }, [openNew]);

  useArrival('items', (params) => {
    if (typeof params['view'] === 'string' && (views as readonly string[]).includes(params['view'])) setView(params['view'] as View);
    if (params['every'] === 'year') setEveryYear(true);
    else if (params['view'] || params['item'] || params['act']) setEveryYear(false);
    if (params['act'] === 'new') openBlank();
    if (typeof params['item'] === 'string') void openItem(params['item'] as ItemId);
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: followOn is made anew with the list
  const save = useCallback(
    async (options: SaveOptions, next: boolean) => {
      const isNew = writing?.id === null;
      const item = await desk.save(options, (kept, written) =>
        next && isNew ? newWriting(kept.year, { ...written, category: kept.category, term: kept.term }) : editWriting(kept),
      );
      if (!item) return;
      setSaid(item.number ? t('savedNumber', { number: item.number }) : t('saved', { title: item.title.slice(0, 30) }));
      if (next && !isNew) await followOn(item);
    },
    [desk, writing, t, list.rows],
  );
  /** After an existing item the next of the list is opened. */
  const followOn = async (item: Item) => {
    for (let index = 0; index < list.rows.total; index += 1)
      if (list.rows.at(index)?.id === item.id) {
        const after = list.rows.at(index + 1);
        if (after) await openItem(after.id);
        return;
      }
  };

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.isComposing || event.keyCode === 229 || document.querySelector('.ant-modal-wrap:not([style*="none"])')) return;
      const ctrl = event.ctrlKey || event.metaKey;
      if ((ctrl || event.altKey) && event.key.toLowerCase() === 'n') openBlank();
      else if (ctrl && event.key.toLowerCase() === 's') void save({}, false);
      else if (event.key === 'Escape' && writing && !event.defaultPrevented && !document.querySelector('.ant-select-open')) void open(null);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [openBlank, save, open, writing]);

  const chosen = [...selection] as ItemId[];
  const restoreItems = (ids: ItemId[]) =>
    restore.mutate({ ids }, { onSuccess: ({ changed }) => void message.success(t('restored', { count: changed })) });
  const binItems = (ids: ItemId[]) =>
    bin.mutate(
      { ids },
      {
        onSuccess: ({ changed }) => {
          setSelection(new Set());
          if (writing?.id && ids.includes(writing.id)) void open(null);
          sayWithUndo(t('binned', { count: changed }), t('undo'), () => restoreItems(ids));
        },
      },
    );

  const columns: Column<Item>[] = [
    {
      key: 'number',
      title: t('col.number'),
      width: 224,
      sortable: true,
      render: (item) => (item.number ? <span className="number">{item.number}</span> : <span className="quiet">{t('unnumbered')}</span>),
    },
    ...(everyYear
      ? [{ key: 'year', title: t('col.year'), width: 64, render: (item: Item) => <span className="tabular">{item.year}</span> }]
      : []),
    {
      key: 'title',
      title: t('col.title'),
      width: 220,
      grows: true,
      sortable: true,
      render: (item) => <span title={item.title}>{item.title}</span>,
    },
    ...(writing
      ? []
      : [
          {
            key: 'documentNumber',
            title: t('col.documentNumber'),
            width: 150,
            render: (item: Item) => displayDocumentNumber(item.documentNumber),
          },
          {
            key: 'responsible',
            title: t('col.responsible'),
            width: 130,
            render: (item: Item) => <span title={item.responsible}>{item.responsible}</span>,
          },
        ]),
    {
      key: 'date',
      title: t('col.date'),
      width: 104,
      sortable: true,
      render: (item) => <span className="tabular">{readableDate(item.date)}</span>,
    },
    { key: 'term', title: t('col.term'), width: 108, render: (item) => <TermTag term={item.term} /> },
    ...(writing
      ? []
      : [
          {
            key: 'clause',
            title: t('col.clause'),
            width: 84,
            render: (item: Item) =>
              item.clauseNo ? <span title={item.clauseText}>{item.clauseNo}</span> : <span className="quiet">{t('noClause')}</span>,
          },
        ]),
    { key: 'pages', title: t('col.pages'), width: 64, align: 'end', render: (item) => <span className="tabular">{item.pages ?? ''}</span> },
  ];
  const refused = bin.error ?? restore.error ?? list.error;

  return (
    <Screen
      title={t('title')}
      actions={
        <>
          <Segmented<View>
            aria-label={t('views')}
            value={view}
            onChange={setView}
            options={views.map((value) => ({ value, label: t(`view.${value}`) }))}
          />
          <Button type={everyYear ? 'primary' : 'default'} aria-pressed={everyYear} onClick={() => setEveryYear(!everyYear)}>
            {t('everyYear')}
          </Button>
          {view === 'bin' ? (
            <Button icon={<UndoOutlined aria-hidden />} disabled={chosen.length === 0} onClick={() => restoreItems(chosen)}>
              {chosen.length > 0 ? t('restoreMany', { count: chosen.length }) : t('restore')}
            </Button>
          ) : (
            <>
              <Button icon={<DeleteOutlined aria-hidden />} disabled={chosen.length === 0} onClick={() => binItems(chosen)}>
                {chosen.length > 1 ? t('binMany', { count: chosen.length }) : t('bin')}
              </Button>
              <Button icon={<NumberOutlined aria-hidden />} onClick={() => setRehearsing(true)}>
                {t('numberAll')}
              </Button>
            </>
          )}
          <Button type="primary" icon={<PlusOutlined aria-hidden />} aria-keyshortcuts="Control+N Alt+N" onClick={openBlank}>
            {t('new')}
          </Button>
        </>
      }
      aside={
        writing && (
          <ItemForm
            key={writing.key}
            desk={desk}
            kind={kind}
            said={said}
            frozenClause={
              opened.data && writing.id
                ? {
                    text: [opened.data.clauseNo, opened.data.clauseText].filter(Boolean).join('　'),
                    term: opened.data.clauseTerm,
                    number: opened.data.number,
                    former: opened.data.formerNumbers,
                    binned: opened.data.binnedAt !== null,
                  }
                : null
            }
            onSaved={(options, next) => void save(options, next)}
          />
        )
      }
    >
      <Drafts
        fondsId={fonds.id}
        current={writing}
        onResume={(kept) => {
          setSaid('');
          void open(kept);
        }}
      />
      <ProblemNotice problem={refused ? problemOf(refused) : null} />
      {!writing && desk.problem && <ProblemNotice problem={desk.problem} onClose={() => desk.setProblem(null)} />}
      {list.isReading ? (
        <Loading />
      ) : (
        <DataGrid
          label={t('list', { fonds: fonds.name, year })}
          rows={list.rows}
          columns={columns}
          sort={sort}
          onSort={setSort}
          selection={selection}
          onSelect={setSelection}
          onOpen={(item) => void openItem(item.id)}
          onDelete={() => chosen.length > 0 && view !== 'bin' && binItems(chosen)}
          foot={<span>{t('pagesTotal', { total: figure(list.pages) })}</span>}
          empty={
            <Empty
              words={t(`empty.${view}`, { year })}
              action={
                view === 'live' && (
                  <div className="row-of-buttons centred">
                    <Button type="primary" onClick={openBlank}>
                      {t('new')}
                    </Button>
                    <Button onClick={() => go('imports')}>{t('import')}</Button>
                  </div>
                )
              }
            />
          }
        />
      )}
      {rehearsing && (
        <Rehearsal
          which={{ fondsId: fonds.id, year: everyYear ? null : year, itemIds: chosen.length > 1 ? chosen : null }}
          onClose={() => setRehearsing(false)}
        />
      )}
    </Screen>
  );
}
