import { Alert, Button } from 'antd';
import type { Json } from '../../shared/reply.ts';
import type { Clause } from '../../shared/schemes/schemes.ts';
import { useWords } from '../app/words.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { useTermWords } from '../controls/TermTag.tsx';
import type { ClauseSet, Editing, Trouble } from './useEditing.ts';

/** Edits that were refused, each with what was wanted and the ways on. Nothing typed is lost. */
export function Troubles({ editing, onGo }: { editing: Editing; onGo(id: string): void }) {
  return editing.troubles.map((trouble) => <OneTrouble key={trouble.key} trouble={trouble} editing={editing} onGo={onGo} />);
}

/** Of a field that was changed meanwhile: what was seen, what stands now, what was wanted. */
interface Both {
  readonly seen: Json;
  readonly now: Json;
  readonly wanted: Json;
}

function OneTrouble({ trouble, editing, onGo }: { trouble: Trouble; editing: Editing; onGo(id: string): void }) {
  const t = useWords('schemeEditor');
  const { problem, clause, set, key } = trouble;
  const close = () => editing.settle(key);
  const { details } = problem;
  if (problem.code === 'changed-meanwhile' && clause && set && details['changed'])
    return <Conflict trouble={trouble} clause={clause} set={set} editing={editing} onGo={onGo} />;
  if (problem.code === 'changed-meanwhile') {
    const rows = (Array.isArray(details['rows']) ? details['rows'] : []) as unknown as { id: string; no: string; text: string }[];
    return (
      <Alert
        className="problem"
        role="alert"
        showIcon
        type="warning"
        title={t(rows.length > 0 ? 'rowsChanged' : 'treeChanged')}
        description={
          <>
            <p>{t('rowsChangedToDo')}</p>
            <div className="row-of-buttons">
              {rows.slice(0, 5).map((row) => (
                <Button key={row.id} size="small" onClick={() => onGo(row.id)}>
                  {row.no} {row.text.slice(0, 16)}
                </Button>
              ))}
            </div>
          </>
        }
        closable={{ 'aria-label': t('close'), onClose: close }}
      />
    );
  }
  const issue = (Array.isArray(details['issues']) ? details['issues'][0] : undefined) as { why?: string } | undefined;
  const no = String(details['no'] ?? details['value'] ?? '');
  const plain =
    issue?.why === 'no-place'
      ? t('noPlace', { no })
      : issue?.why === 'cycle'
        ? t('cycle')
        : problem.code === 'duplicate' && details['what'] === 'clause'
          ? t(clause ? 'taken' : 'takenMove', { no })
          : null;
  if (plain === null) return <ProblemNotice problem={problem} onClose={close} />;
  return (
    <Alert className="problem" role="alert" showIcon type="warning" title={plain} closable={{ 'aria-label': t('close'), onClose: close }} />
  );
}

/** One field of one row, changed in two windows: both are shown, one is chosen. */
function Conflict({
  trouble,
  clause,
  set,
  editing,
  onGo,
}: {
  trouble: Trouble;
  clause: Clause;
  set: ClauseSet;
  editing: Editing;
  onGo(id: string): void;
}) {
  const t = useWords('schemeEditor');
  const say = useValueWords();
  const changed = trouble.problem.details['changed'] as unknown as { [field in keyof ClauseSet]: Both };
  const fields = Object.keys(changed) as (keyof ClauseSet)[];
  const useMine = () => {
    // The other window's values have been seen: they are what is overwritten.
    const seen = { ...clause, ...Object.fromEntries(fields.map((field) => [field, changed[field]?.now])) } as Clause;
    editing.settle(trouble.key);
    void editing.set(seen, set);
  };
  return (
    <Alert
      className="problem"
      role="alert"
      showIcon
      type="warning"
      title={t('conflict', { no: clause.no })}
      description={
        <>
          <p>{t('conflictWords')}</p>
          {fields.map((field) => (
            <dl key={field} className="both">
              <dt>{t('mine')}</dt>
              <dd>{say(field, changed[field]?.wanted)}</dd>
              <dt>{t('theirs')}</dt>
              <dd>{say(field, changed[field]?.now)}</dd>
            </dl>
          ))}
          <div className="row-of-buttons">
            <Button onClick={useMine}>{t('useMine')}</Button>
            <Button onClick={() => editing.settle(trouble.key)}>{t('useTheirs')}</Button>
            <Button type="link" onClick={() => onGo(clause.id)}>
              {t('see')}
            </Button>
          </div>
        </>
      }
    />
  );
}

/** A value of a row's field in words. */
function useValueWords(): (field: keyof ClauseSet, value: unknown) => string {
  const t = useWords('schemeEditor');
  const scheme = useWords('schemes');
  const term = useTermWords();
  return (field, value) => {
    if (field === 'term') return typeof value === 'string' ? term(value) : t('noTerm');
    if (field === 'disposition') return scheme(`disposition.${value as Clause['disposition']}`);
    if (field === 'secrecy' || field === 'openness') return t(`${field}.${String(value)}` as 'openness.open');
    if (field === 'checked') return t(value ? 'yes' : 'no');
    return String(value ?? '');
  };
}
