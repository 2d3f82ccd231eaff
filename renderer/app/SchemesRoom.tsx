import { Activity, type ComponentType, useEffect, useState } from 'react';
import { Coverage } from '../items/Coverage.tsx';
import { NotFiledList } from '../items/NotFiled.tsx';
import { Outdated } from '../items/Outdated.tsx';
import { SchemesScreen } from '../schemes/SchemesScreen.tsx';
import { useArrival } from './desk.tsx';
import { useWords } from './words.ts';

const parts = [
  { key: 'table', screen: SchemesScreen },
  { key: 'coverage', screen: Coverage },
  { key: 'outdated', screen: Outdated },
  { key: 'not-filed', screen: NotFiledList },
] as const satisfies readonly { readonly key: string; readonly screen: ComponentType }[];
type Part = (typeof parts)[number]['key'];

/** 三合一 and what has become of it: the table, what is filed under it, what is filed under older ones, what was not filed. */
export function SchemesRoom() {
  const t = useWords('coverage');
  const [part, setPart] = useState<Part>('table');
  const [opened, setOpened] = useState<ReadonlySet<Part>>(new Set(['table']));
  useEffect(() => setOpened((before) => (before.has(part) ? before : new Set([...before, part]))), [part]);
  useArrival('schemes', ({ view }) => {
    if (view !== undefined) setPart(parts.find(({ key }) => key === view)?.key ?? 'table');
  });
  return (
    <div className="part-room">
      <nav className="parts" aria-label={t('parts')}>
        {parts.map(({ key }) => (
          <button key={key} type="button" className="part" aria-current={key === part ? 'page' : undefined} onClick={() => setPart(key)}>
            {t(`part.${key}`)}
          </button>
        ))}
      </nav>
      <div className="part-screen">
        {parts.map(({ key, screen: Part }) =>
          opened.has(key) || key === part ? (
            <Activity key={key} mode={key === part ? 'visible' : 'hidden'}>
              <Part />
            </Activity>
          ) : null,
        )}
      </div>
    </div>
  );
}
