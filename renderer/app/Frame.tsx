import { QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Input, type InputRef, Select } from 'antd';
import { Activity, useEffect, useMemo, useRef, useState } from 'react';
import type { FondsId } from '../../shared/fonds/fonds.ts';
import { figure } from '../controls/figures.ts';
import { useAct, useAsk } from './ask.ts';
import { type RoomKey, useDesk } from './desk.tsx';
import { Keys } from './Keys.tsx';
import { rail } from './rooms.tsx';
import { Safe } from './Safe.tsx';
import { StatusBar } from './StatusBar.tsx';
import { useLanguage, useWords } from './words.ts';

/** The frame: a rail that never moves, the working context above, the truth below, one room in the middle. */
export function Frame() {
  const t = useWords('app');
  const { room, go } = useDesk();
  /** Rooms once opened stay as they were left, with their scroll and selection. */
  const [opened, setOpened] = useState<ReadonlySet<RoomKey>>(new Set([room]));
  useEffect(() => setOpened((before) => (before.has(room) ? before : new Set([...before, room]))), [room]);
  return (
    <div className="frame">
      <button type="button" className="skip" onClick={() => document.getElementById('room')?.focus()}>
        {t('skip')}
      </button>
      <nav className="rail" aria-label={t('rail')}>
        <div className="rail-title">{t('title')}</div>
        {rail.map(({ key, icon: Icon }) => (
          <button key={key} type="button" className="rail-entry" aria-current={key === room ? 'page' : undefined} onClick={() => go(key)}>
            <Icon aria-hidden />
            <span>{t(`room.${key}`)}</span>
          </button>
        ))}
      </nav>
      <TopBar />
      <main id="room" className="room" tabIndex={-1}>
        {rail.map(({ key, screen: Screen }) =>
          opened.has(key) || key === room ? (
            <Activity key={key} mode={key === room ? 'visible' : 'hidden'}>
              <Safe>
                <Screen />
              </Safe>
            </Activity>
          ) : null,
        )}
      </main>
      <StatusBar />
    </div>
  );
}

function TopBar() {
  const t = useWords('app');
  const { fonds, allFonds, setFonds, year, setYear, go } = useDesk();
  const [text, setText] = useState('');
  const [showsKeys, setShowsKeys] = useState(false);
  const box = useRef<InputRef>(null);
  const language = useLanguage();
  const change = useAct('settings.change');
  const years = useYears(fonds.id, year);

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        box.current?.focus({ cursor: 'all' });
      } else if (
        event.key === 'F1' ||
        ((event.key === '?' || event.key === '？') &&
          !(event.target as HTMLElement).closest('input, textarea, [contenteditable], [role=dialog]'))
      ) {
        event.preventDefault();
        setShowsKeys(true);
      }
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);

  return (
    <header className="top">
      <div className="context">
        <label htmlFor="desk-fonds">{t('fonds')}</label>
        <Select<FondsId>
          id="desk-fonds"
          aria-label={t('fonds')}
          className="context-fonds"
          value={fonds.id}
          onChange={setFonds}
          showSearch={{ optionFilterProp: 'label' }}
          options={allFonds.map((one) => ({ value: one.id, label: `${one.code} ${one.name}` }))}
        />
        <label htmlFor="desk-year">{t('year')}</label>
        <Select<number>
          id="desk-year"
          aria-label={t('year')}
          className="context-year tabular"
          value={year}
          onChange={setYear}
          showSearch={{ optionFilterProp: 'label' }}
          options={years}
        />
      </div>
      <search className="top-search">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            go('search', { text: text.trim() });
          }}
        >
          <Input
            ref={box}
            value={text}
            allowClear
            prefix={<SearchOutlined aria-hidden />}
            aria-label={t('search')}
            placeholder={t('searchHint')}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.nativeEvent.isComposing || event.keyCode === 229)) event.preventDefault();
            }}
          />
        </form>
      </search>
      <Button
        type="text"
        onClick={() => change.mutate({ language: language === 'en' ? 'zh-CN' : 'en' })}
        lang={language === 'en' ? 'zh-CN' : 'en'}
      >
        {t(language === 'en' ? 'toChinese' : 'toEnglish')}
      </Button>
      <Button type="text" icon={<QuestionCircleOutlined aria-hidden />} onClick={() => setShowsKeys(true)} aria-keyshortcuts="?">
        {t('keys')}
      </Button>
      <Keys open={showsKeys} onClose={() => setShowsKeys(false)} />
    </header>
  );
}

/** Years worth offering: those with holdings, the one worked on, and all up to now, newest first. */
function useYears(fondsId: FondsId, year: number) {
  const t = useWords('app');
  const holdings = useAsk('items.holdings', { fondsId });
  return useMemo(() => {
    const counts = new Map<number, number>();
    for (const holding of holdings.data ?? []) counts.set(holding.year, (counts.get(holding.year) ?? 0) + holding.items);
    const newest = new Date().getFullYear();
    const all = new Set([year, ...counts.keys(), ...Array.from({ length: newest - 1948 }, (_, index) => newest - index)]);
    return [...all]
      .sort((a, b) => b - a)
      .map((one) => ({
        value: one,
        label: counts.has(one) ? `${t('yearOption', { year: one })} · ${figure(counts.get(one) ?? 0)}` : t('yearOption', { year: one }),
      }));
  }, [holdings.data, year, t]);
}
