import { Spin } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../app/words.ts';

/** One room's screen: its title, the acts it offers, its content. `aside` is the pane beside the content. */
export function Screen({
  title,
  actions,
  aside,
  children,
}: {
  title: string;
  actions?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="screen" aria-label={title}>
      <header className="screen-head">
        <h1>{title}</h1>
        {actions && <div className="row-of-buttons">{actions}</div>}
      </header>
      <div className="screen-body">
        <div className="screen-main">{children}</div>
        {aside}
      </div>
    </section>
  );
}

/** Something is being read. */
export function Loading() {
  const t = useWords('controls');
  return (
    <div className="loading" role="status">
      <Spin size="small" /> {t('loading')}
    </div>
  );
}

/** Nothing here yet: says what belongs here and offers the first act. */
export function Empty({ words, action }: { words: string; action?: ReactNode }) {
  return (
    <div className="empty">
      <p>{words}</p>
      {action}
    </div>
  );
}
