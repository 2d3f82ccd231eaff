import { Alert, Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import type { Act } from '../../shared/audit/audit.ts';
import type { Output } from '../../shared/contract.ts';
import type { Problem } from '../../shared/reply.ts';
import { problemOf, useTask } from '../app/ask.ts';
import { useDone } from '../app/done.ts';
import { usePages } from '../app/pages.ts';
import { useWords, type WordKey } from '../app/words.ts';
import { type Column, DataGrid } from '../controls/DataGrid.tsx';
import { DateText } from '../controls/DateText.tsx';
import { figure, many } from '../controls/figures.ts';
import { LongWork } from '../controls/LongWork.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Empty, Loading } from '../controls/Screen.tsx';
import { desktop } from '../transport.ts';
import { words } from './words.ts';
import './audit.css';

/** Typing rests so long before it is looked up, in milliseconds. */
const rest = 200;
/** Characters of a hash shown in the list; the whole on hover. */
const hashShown = 12;

const keyOf = (act: Act) => String(act.number);

/** 操作日志: every act, whether the chain holds, and the chain as a file for an inspector. */
export function AuditPanel() {
  const t = useWords('audit');
  const [typed, setTyped] = useState('');
  const [composing, setComposing] = useState(false);
  const [text, setText] = useState('');
  useEffect(() => {
    if (composing) return;
    const timer = setTimeout(() => setText(typed.trim()), rest);
    return () => clearTimeout(timer);
  }, [typed, composing]);
  const acts = usePages('audit.list', { text }, keyOf);
  const sayAct = useActWords();
  const columns: Column<Act>[] = [
    {
      key: 'number',
      title: t('column-number'),
      width: 80,
      align: 'end',
      render: (act) => <span className="tabular">{figure(act.number)}</span>,
    },
    { key: 'at', title: t('column-at'), width: 140, render: (act) => <DateText at={act.at} /> },
    { key: 'actor', title: t('column-actor'), width: 120, render: (act) => act.actor },
    {
      key: 'operation',
      title: t('column-operation'),
      width: 200,
      grows: true,
      render: (act) => <span title={act.operation}>{sayAct(act.operation)}</span>,
    },
    {
      key: 'changes',
      title: t('column-changes'),
      width: 90,
      align: 'end',
      render: (act) => <span className="tabular">{t('changes-value', many(act.changes))}</span>,
    },
    { key: 'hash', title: t('column-hash'), width: 150, render: (act) => <code title={act.hash}>{act.hash.slice(0, hashShown)}</code> },
  ];
  return (
    <section aria-label={t('title')} className="stack-tight">
      <p className="quiet">{t('intro')}</p>
      <Chain />
      <Input
        allowClear
        className="audit-find"
        aria-label={t('find')}
        placeholder={t('find')}
        maxLength={60}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
      />
      <ProblemNotice problem={acts.error ? problemOf(acts.error) : null} />
      {acts.isPending && <Loading />}
      {!acts.isPending && !acts.error && acts.source.total === 0 && <Empty words={text ? t('none-found', { text }) : t('none')} />}
      {acts.source.total > 0 && (
        <div className="audit-list">
          <DataGrid label={t('title')} rows={acts.source} columns={columns} />
        </div>
      )}
    </section>
  );
}

/** Checks the chain and writes it out. */
function Chain() {
  const t = useWords('audit');
  const verifying = useTask('audit.verify');
  const [saveProblem, setSaveProblem] = useState<Problem | null>(null);
  const writing = useTask('audit.export');
  const save = (file: Output<'audit.export'>) => {
    desktop.saveOutput(file.id, file.name).catch((error: unknown) => setSaveProblem(problemOf(error)));
  };
  useDone(writing, save);
  return (
    <>
      <div className="row-of-buttons">
        <Button type="primary" loading={verifying.isRunning} onClick={() => verifying.start({})}>
          {t(verifying.output ? 'verify-again' : 'verify')}
        </Button>
        <Button loading={writing.isRunning} onClick={() => writing.start({})}>
          {t('export')}
        </Button>
      </div>
      {verifying.isRunning && <LongWork task={verifying.task} />}
      <ProblemNotice problem={verifying.problem} onClose={verifying.clear} />
      {verifying.output && <Verdict verdict={verifying.output} />}
      {writing.isRunning && <LongWork task={writing.task} />}
      {writing.output && (
        <p role="status">
          {t('exported', { name: writing.output.name })}{' '}
          <Button size="small" onClick={() => writing.output && save(writing.output)}>
            {t('save')}
          </Button>
        </p>
      )}
      <ProblemNotice problem={writing.problem ?? saveProblem} onClose={writing.clear} />
    </>
  );
}

function Verdict({ verdict }: { verdict: Output<'audit.verify'> }) {
  const t = useWords('audit');
  if (verdict.broken)
    return (
      <Alert
        type="error"
        role="alert"
        showIcon
        title={t('broken', { act: figure(verdict.broken.act), why: t(`why-${verdict.broken.why}`) })}
        description={
          <>
            <p>{t('broken-kept', { before: figure(Math.max(0, verdict.broken.act - 1)) })}</p>
            <p>{t('broken-todo')}</p>
          </>
        }
      />
    );
  return (
    <Alert
      type="success"
      role="status"
      showIcon
      title={t('intact', { acts: figure(verdict.acts), changes: figure(verdict.changes) })}
      description={<span className="break">{t('intact-head', { head: verdict.head })}</span>}
    />
  );
}

/** An operation in the archivist's words; a name without words of its own is never shown. */
function useActWords(): (operation: string) => string {
  const t = useWords('audit');
  return (operation) => {
    const key = `op-${operation}`;
    return Object.hasOwn(words['zh-CN'], key) ? t(key as WordKey<'audit'>) : t('op-other');
  };
}
