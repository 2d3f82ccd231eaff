import { CheckCircleOutlined, RightOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { Output } from '../../shared/contract.ts';
import { problemOf, useAsk } from '../app/ask.ts';
import { type Params, type RoomKey, useDesk } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { DateText, useMomentWords } from '../controls/DateText.tsx';
import { figure } from '../controls/figures.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Empty, Loading, Screen } from '../controls/Screen.tsx';

type TodoKind = Output<'desk.todos'>[number]['kind'];

/** Where each to-do is done; null where no screen shows just these yet. */
const doors: { readonly [kind in TodoKind]: readonly [RoomKey, Params] | null } = {
  returned: ['sync', { view: 'returned' }],
  unnumbered: ['items', { view: 'unnumbered', every: 'year' }],
  'no-clause': ['items', { view: 'no-clause', every: 'year' }],
  'draft-scheme': ['schemes', { view: 'draft' }],
  'submitted-scheme': ['schemes', { view: 'submitted' }],
  'consented-scheme': ['schemes', { view: 'consented' }],
  'no-scan': ['schemes', { view: 'scan' }],
  'no-scheme': ['schemes', {}],
  due: null,
  opening: null,
  'no-backup': ['settings', { panel: 'backup' }],
  'unconfirmed-clauses': ['schemes', { view: 'unconfirmed' }],
  'changed-clauses': ['schemes', { view: 'outdated' }],
};

/** Three questions without a click: what next, is my work safe, where did I stop. */
export function DeskScreen() {
  const t = useWords('desk');
  return (
    <Screen title={t('title')}>
      <div className="desk">
        <Todos />
        <div>
          <Safety />
          <Places />
        </div>
      </div>
    </Screen>
  );
}

function Todos() {
  const t = useWords('desk');
  const { fonds, go } = useDesk();
  const { data, error } = useAsk('desk.todos', { fondsId: fonds.id });
  return (
    <section className="card" aria-labelledby="desk-todos">
      <h2 id="desk-todos">{t('todos')}</h2>
      {error ? <ProblemNotice problem={problemOf(error)} /> : !data ? <Loading /> : null}
      {data?.length === 0 && (
        <Empty
          words={t('nothing')}
          action={
            <div className="row-of-buttons centred">
              <Button type="primary" onClick={() => go('items', { act: 'new' })}>
                {t('write')}
              </Button>
              <Button onClick={() => go('imports')}>{t('import')}</Button>
            </div>
          }
        />
      )}
      <ul className="todos">
        {data?.map(({ kind, count }) => {
          const door = doors[kind];
          const never = kind === 'no-backup' && count === 0;
          const words = (
            <>
              <span className="todo-count">{never ? <WarningOutlined aria-hidden className="warn" /> : figure(count)}</span>
              <span className="todo-words">{never ? t('todo.no-backup-never') : t(`todo.${kind}`)}</span>
            </>
          );
          return (
            <li key={kind}>
              {door ? (
                <button type="button" className="todo" onClick={() => go(...door)}>
                  {words}
                  <RightOutlined aria-hidden />
                </button>
              ) : (
                <p className="todo todo-told">{words}</p>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Safety() {
  const t = useWords('desk');
  const moment = useMomentWords();
  const { go } = useDesk();
  const { data, error } = useAsk('desk.status', {});
  if (error) return <ProblemNotice problem={problemOf(error)} />;
  if (!data) return <Loading />;
  const { lastBackup: backup, database } = data;
  return (
    <section className="card below" aria-labelledby="desk-safety">
      <h2 id="desk-safety">{t('safety')}</h2>
      <Line
        good={Boolean(backup?.present)}
        words={backup ? t(backup.present ? 'backup.good' : 'backup.gone', { when: moment(backup.at) }) : t('backup.none')}
      />
      {!backup?.present && <Button onClick={() => go('settings', { panel: 'backup' })}>{t('backupNow')}</Button>}
      <Line
        good={data.unsent === 0 && data.enrolled}
        words={
          !data.enrolled
            ? t('sent.off')
            : data.unsent === 0
              ? t('sent.none')
              : t('sent.some', { total: figure(data.unsent), when: moment(data.oldestUnsentAt) })
        }
      />
      <Line good={database.state === 'sound'} words={t(`database.${database.state}`, { when: moment(database.checkedAt) })} />
    </section>
  );
}

function Line({ good, words }: { good: boolean; words: string }) {
  return (
    <p className="desk-line">
      {good ? <CheckCircleOutlined aria-hidden className="good" /> : <WarningOutlined aria-hidden className="warn" />}
      <span>{words}</span>
    </p>
  );
}

function Places() {
  const t = useWords('desk');
  const app = useWords('app');
  const { places, allFonds, go, setFonds, setYear } = useDesk();
  return (
    <section className="card below" aria-labelledby="desk-places">
      <h2 id="desk-places">{t('places')}</h2>
      {places.length === 0 && <p className="quiet">{t('noPlaces')}</p>}
      <ul className="places">
        {places.map((place) => {
          const fonds = allFonds.find((one) => one.id === place.fondsId);
          return (
            <li key={`${place.room} ${place.fondsId} ${place.year}`}>
              <button
                type="button"
                className="todo"
                onClick={() => {
                  setFonds(place.fondsId);
                  setYear(place.year);
                  go(place.room);
                }}
              >
                <strong>{app(`room.${place.room}`)}</strong>
                <span className="todo-words quiet">{t('place', { fonds: fonds?.code ?? '', year: place.year })}</span>
                <DateText at={new Date(place.at).toISOString()} />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
