import { Button } from 'antd';
import { useState } from 'react';
import type { OutputFile } from '../../shared/files/files.ts';
import type { Problem } from '../../shared/reply.ts';
import { problemOf } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { desktop } from '../transport.ts';
import { ProblemNotice } from './ProblemNotice.tsx';

/** Hands a written file over, and says so when it was taken. */
export function SaveButton({ file, prominent = false }: { file: OutputFile; prominent?: boolean }) {
  const t = useWords('controls');
  const [saved, setSaved] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async () => {
    setProblem(null);
    try {
      setSaved(await desktop.saveOutput(file.id, file.name));
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <span className="row-of-buttons">
      <Button
        {...(prominent ? { type: 'primary', className: 'save-file' } : { size: 'small' })}
        onClick={save}
        aria-label={t('save', { name: file.name })}
      >
        {prominent ? t('save', { name: file.name }) : t('save-again')}
      </Button>
      {saved && <span role="status">{t('saved')}</span>}
      <ProblemNotice problem={problem} />
    </span>
  );
}
