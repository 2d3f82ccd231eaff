import { CheckCircleOutlined, DeleteOutlined, PaperClipOutlined } from '@ant-design/icons';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import type { StagedFile } from '../../shared/files/files.ts';
import type { Problem } from '../../shared/reply.ts';
import type { Scheme, SchemeTree } from '../../shared/schemes/schemes.ts';
import { readConsent, type Step, stepsThrough, walk } from '../../shared/schemes/walk.ts';
import { problemOf, useAsk } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { ConsentFields } from '../controls/ConsentFields.tsx';
import { fileSize, readableDate } from '../controls/figures.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { call } from '../transport.ts';
import { Unchecked } from './PutInForce.tsx';
import { ScanDrop, ScanList } from './Scans.tsx';
import { likelyYear, mayBegin, YearFrom } from './YearFrom.tsx';

/**
 * 登记同意, with the scan of the letter; `through` leads on into force in one go, also from a draft. When a step is refused, what was done
 * before it stays done, is said, and is not asked again. `onClose` is told the year when the version came into force.
 */
export function Consent({
  tree,
  versions,
  suggested,
  through,
  year,
  onClose,
}: {
  tree: SchemeTree;
  versions: readonly Scheme[];
  suggested: string;
  through: boolean;
  year: number;
  onClose(inForceFrom: number | null): void;
}) {
  const t = useWords('schemeLife');
  const { message } = App.useApp();
  const { scheme } = tree;
  const kept = useAsk('schemes.scans', { schemeId: scheme.id });
  const [typed, setTyped] = useState({ approvedBy: suggested, approvalNumber: '', approvalDate: '' });
  const [files, setFiles] = useState<readonly StagedFile[]>([]);
  const [yearFrom, setYearFrom] = useState<number | null>(likelyYear(versions, year));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [walked, setWalked] = useState<{ done: readonly Step[]; left: readonly Step[] } | null>(null);

  const isConsented = scheme.state !== 'draft' && scheme.state !== 'submitted';
  const shown = isConsented ? { ...scheme, approvalDate: readableDate(scheme.approvalDate) } : typed;
  const go = async () => {
    setTried(true);
    const consent = isConsented ? scheme : readConsent(typed);
    if (!consent || (through && !mayBegin(versions, scheme, yearFrom))) return;
    const steps = stepsThrough(scheme.state, { consent, scans: files, yearFrom: through ? yearFrom : null });
    const done: Step[] = [];
    setBusy(true);
    setProblem(null);
    setWalked(null);
    try {
      await walk(call, scheme.id, steps, (step) => {
        done.push(step);
        if (step.kind === 'scan') setFiles((before) => before.filter((file) => file.id !== step.file.id));
      });
      if (!through) void message.success(t('consented', { version: scheme.version }), 5);
      onClose(through ? yearFrom : null);
    } catch (error) {
      setProblem(problemOf(error));
      setWalked({ done, left: steps.slice(done.length) });
    } finally {
      setBusy(false);
    }
  };
  const named = (steps: readonly Step[]) =>
    steps.map((step) => t(`step.${step.kind}`, { name: step.kind === 'scan' ? step.file.name : '' })).join(t('stepBetween'));
  const throughWords = t('throughAct', { year: yearFrom ?? '' });
  return (
    <Modal
      open
      width={680}
      style={{ top: 40 }}
      title={t(through ? 'throughTitle' : 'consentTitle', { version: scheme.version })}
      okText={through ? throughWords : t('consentAct')}
      cancelText={t('notYet')}
      okButtonProps={{ loading: busy }}
      onOk={() => void go()}
      onCancel={() => onClose(null)}
    >
      <ProblemNotice problem={problem} />
      {walked && (
        <div role="status" className="below">
          {walked.done.length > 0 && (
            <p>
              <CheckCircleOutlined aria-hidden className="good" /> {t('stepsKept', { steps: named(walked.done) })}
            </p>
          )}
          <p>{t('stepsLeft', { steps: named(walked.left) })}</p>
        </div>
      )}
      {isConsented && <p className="quiet">{t('alreadyConsented')}</p>}
      <ConsentFields value={shown} tried={tried} readOnly={isConsented} onChange={setTyped} />
      <div className="field">
        <div className="field-label">
          <strong>{t('scanField')}</strong>
        </div>
        <ScanList scheme={scheme} scans={kept.data ?? []} />
        {files.length > 0 && (
          <ul className="scan-list">
            {files.map((file) => (
              <li key={file.id}>
                <PaperClipOutlined aria-hidden />
                <span className="scan-name break">
                  {file.name} <span className="quiet">{fileSize(file.bytes)}</span>
                </span>
                <Button
                  icon={<DeleteOutlined aria-hidden />}
                  aria-label={t('scanRemove', { name: file.name })}
                  onClick={() => setFiles(files.filter((one) => one.id !== file.id))}
                >
                  {t('scanRemoveWord')}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <ScanDrop
          taken={[...(kept.data ?? []), ...files].map((file) => file.name)}
          onFile={(file) => setFiles((before) => [...before, file])}
        />
        <p className="field-hint">{t('scanHint')}</p>
      </div>
      {through && (
        <>
          <YearFrom scheme={scheme} versions={versions} value={yearFrom} onChange={setYearFrom} />
          <Unchecked tree={tree} />
        </>
      )}
    </Modal>
  );
}
