import { Button } from 'antd';
import { useState } from 'react';
import type { StagedFile } from '../../shared/files/files.ts';
import type { Batch } from '../../shared/imports/imports.ts';
import type { Problem } from '../../shared/reply.ts';
import { problemOf, useTask } from '../app/ask.ts';
import { useDesk } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { LongWork } from '../controls/LongWork.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Loading, Screen } from '../controls/Screen.tsx';
import { desktop } from '../transport.ts';
import { Batches } from './Batches.tsx';
import { DropZone } from './DropZone.tsx';
import { Prepare } from './Prepare.tsx';
import { Rehearsal } from './Rehearsal.tsx';
import { Result } from './Result.tsx';
import './imports.css';

const endings = ['csv', 'txt', 'tsv', 'xlsx'];

/** 导入: choose a spreadsheet, see what was recognised, rehearse, import. Belongs to one fonds; another fonds starts afresh. */
export function ImportsScreen() {
  const { fonds } = useDesk();
  return <Import key={fonds.id} />;
}

function Import() {
  const t = useWords('imports');
  const inspect = useTask('imports.inspect');
  const [file, setFile] = useState<StagedFile | null>(null);
  const [staging, setStaging] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [batch, setBatch] = useState<Batch | null>(null);
  const [stale, setStale] = useState(false);

  const look = (staged: StagedFile, sheet = '') => {
    setFile(staged);
    setBatch(null);
    void inspect.start({ stagedId: staged.id, sheet });
  };
  const bring = async (staged: Promise<StagedFile | null>) => {
    setProblem(null);
    setStaging(true);
    try {
      const brought = await staged;
      if (brought) look(brought);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setStaging(false);
    }
  };
  const pick = () => void bring(desktop.pickFile(endings));
  const drop = (dropped: File) => void bring(dropped.arrayBuffer().then((bytes) => desktop.stage(dropped.name, bytes)));
  const startOver = () => {
    setFile(null);
    setBatch(null);
    setStale(false);
    inspect.clear();
  };
  const rehearsed = (fresh: Batch) => {
    setBatch(fresh);
    setStale(false);
  };

  const inspection = file && inspect.output;
  const isIdle = !file && !batch;
  return (
    <Screen title={t('title')} actions={!isIdle && batch?.state !== 'committed' && <Button onClick={startOver}>{t('pick-again')}</Button>}>
      <div className="stack">
        {isIdle && <p className="quiet">{t('intro')}</p>}
        {isIdle && <DropZone busy={staging} onPick={pick} onDrop={drop} />}
        <ProblemNotice problem={problem ?? (file ? inspect.problem : null)} onClose={startOver} />
        {inspect.isRunning && (inspect.task ? <LongWork task={inspect.task} /> : <Loading />)}
        {inspection && batch?.state !== 'committed' && (
          <Prepare
            key={`${file.id} ${inspection.sheet}`}
            file={file}
            inspection={inspection}
            rehearsed={batch}
            onChooseAnew={pick}
            onSheet={(sheet) => look(file, sheet)}
            onRehearsed={rehearsed}
            onChanged={() => setStale(true)}
          />
        )}
        {batch?.state === 'rehearsed' && (
          <Rehearsal key={batch.id} batch={batch} stale={stale} onCommitted={setBatch} onDiscarded={startOver} />
        )}
        {batch?.state === 'committed' && <Result batch={batch} onAnother={startOver} />}
        {isIdle && <Batches onOpen={setBatch} />}
      </div>
    </Screen>
  );
}
