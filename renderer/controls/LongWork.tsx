import { Button, Progress } from 'antd';
import { useState } from 'react';
import type { Task } from '../../shared/tasks/tasks.ts';
import { useTasks } from '../app/ask.ts';
import { useWords, type WordKey } from '../app/words.ts';
import { call } from '../transport.ts';
import { figure } from './figures.ts';
import { words } from './words.ts';

const isKnown = (key: string): boolean => Object.hasOwn(words['zh-CN'], key);

/** Done in one transaction: asking it to stop would do nothing. */
const wholeStep = 'committing';

/** Long work: what is being done, how far it has come, about how long it still takes, and a way to stop it. */
export function LongWork({ task }: { task: Task | null }) {
  const t = useWords('controls');
  const [stopping, setStopping] = useState(false);
  if (!task) return null;
  const running = task.state === 'running';
  const percent = task.total > 0 ? Math.min(100, Math.floor((task.done / task.total) * 100)) : 0;
  const left = running ? remaining(task) : null;
  const name = isKnown(`task.${task.operation}`) ? t(`task.${task.operation}` as WordKey<'controls'>) : t('working');
  const step = isKnown(`step.${task.step}`) ? t(`step.${task.step}` as WordKey<'controls'>) : t('working');
  return (
    <div className="long-work" role="status" aria-live="polite">
      <span className="long-work-name">{[name, running ? step : t(task.state as 'done' | 'refused' | 'cancelled')].join(' · ')}</span>
      {running && <Progress percent={percent} size="small" showInfo={false} className="long-work-bar" aria-label={name} />}
      {(task.total > 0 || task.done > 0) && (
        <span className="tabular">
          {task.total > 0 ? t('progress', { done: figure(task.done), total: figure(task.total) }) : t('count', { done: figure(task.done) })}
        </span>
      )}
      {left !== null && (
        <span className="tabular">
          {t('left', { time: left < 90 ? t('seconds', { count: left }) : t('minutes', { count: Math.round(left / 60) }) })}
        </span>
      )}
      {running && task.step !== wholeStep && (
        <Button
          size="small"
          disabled={stopping}
          onClick={() => {
            setStopping(true);
            void call('tasks.cancel', { id: task.id }).catch(() => setStopping(false));
          }}
        >
          {stopping ? t('cancelling') : t('cancel')}
        </Button>
      )}
    </div>
  );
}

/** The work in progress, for the status bar; nothing when none is. */
export function TaskStrip() {
  const t = useWords('controls');
  const running = useTasks().filter((task) => task.state === 'running');
  if (running.length === 0) return null;
  return (
    <section className="task-strip" aria-label={t('tasks')}>
      {running.map((task) => (
        <LongWork key={task.id} task={task} />
      ))}
    </section>
  );
}

/** Seconds still to go at the speed so far; null while it cannot be told. */
function remaining(task: Task): number | null {
  const spent = (Date.now() - Date.parse(task.startedAt)) / 1000;
  if (task.total <= 0 || task.done <= 0 || spent < 2) return null;
  return Math.max(1, Math.round((spent / task.done) * (task.total - task.done)));
}
