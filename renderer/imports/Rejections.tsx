import { Button } from 'antd';
import { useState } from 'react';
import type { Batch } from '../../shared/imports/imports.ts';
import type { Problem } from '../../shared/reply.ts';
import { problemOf, useTask } from '../app/ask.ts';
import { useDone } from '../app/done.ts';
import { useWords } from '../app/words.ts';
import { many } from '../controls/figures.ts';
import { LongWork } from '../controls/LongWork.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { desktop } from '../transport.ts';

/** Hands over the rows that were not taken, with the reason beside each. */
export function Rejections({ batch }: { batch: Batch }) {
  const t = useWords('imports');
  const work = useTask('imports.rejections');
  const [saved, setSaved] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  useDone(work, (file) => {
    desktop.saveOutput(file.id, file.name).then(
      (done) => setSaved(done ? file.name : ''),
      (error: unknown) => setProblem(problemOf(error)),
    );
  });
  if (batch.balance.rejected === 0) return null;
  return (
    <>
      <Button loading={work.isRunning} onClick={() => work.start({ batchId: batch.id })}>
        {t('download-rejections', many(batch.balance.rejected))}
      </Button>
      {work.isRunning && <LongWork task={work.task} />}
      {saved && <span role="status">{t('download-saved', { name: saved })}</span>}
      <ProblemNotice problem={work.problem ?? problem} />
    </>
  );
}
