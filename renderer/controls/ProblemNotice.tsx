import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { sayProblem } from '../../shared/problems.ts';
import type { Problem } from '../../shared/reply.ts';
import { useLanguage, useWords } from '../app/words.ts';

/** A refusal in three parts: what happened · what was kept · what to do; `actions` are the ways out it offers. */
export function ProblemNotice({
  problem,
  actions,
  onClose,
}: {
  problem: Problem | null | undefined;
  actions?: ReactNode;
  onClose?(): void;
}) {
  const language = useLanguage();
  const t = useWords('controls');
  if (!problem) return null;
  const { happened, kept, toDo } = sayProblem(problem, language);
  const gentle = problem.code === 'cancelled' || problem.code === 'maybe-classified' || problem.code === 'changed-meanwhile';
  return (
    <Alert
      className="problem"
      role="alert"
      showIcon
      type={gentle ? 'warning' : 'error'}
      title={happened}
      description={
        <>
          <p>
            <span className="quiet">{t('kept')}</span> {kept}
          </p>
          <p>
            <span className="quiet">{t('toDo')}</span> {toDo}
          </p>
          {actions && <div className="row-of-buttons">{actions}</div>}
        </>
      }
      {...(onClose ? { closable: true, onClose } : {})}
    />
  );
}
