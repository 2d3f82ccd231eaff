import { DeleteOutlined, DownloadOutlined, PaperClipOutlined } from '@ant-design/icons';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import type { Output } from '../../shared/contract.ts';
import type { StagedFile } from '../../shared/files/files.ts';
import type { Problem } from '../../shared/reply.ts';
import type { Scheme } from '../../shared/schemes/schemes.ts';
import { problemOf, useAct, useAsk, useTask } from '../app/ask.ts';
import { useDone } from '../app/done.ts';
import { useWords } from '../app/words.ts';
import { useMomentWords } from '../controls/DateText.tsx';
import { DropPlace } from '../controls/DropPlace.tsx';
import { fileSize, readableDate } from '../controls/figures.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { desktop } from '../transport.ts';

const endings = ['pdf', 'jpg', 'jpeg', 'png', 'tif', 'tiff', 'ofd'];
/** As the core takes them. */
const longest = 30 * 1024 * 1024;

type Scan = Output<'schemes.scans'>[number];

/** A place to drop scans on, or to choose them; `onFile` is told each that may be one. */
export function ScanDrop({ taken, busy = false, onFile }: { taken: readonly string[]; busy?: boolean; onFile(file: StagedFile): void }) {
  const t = useWords('schemeLife');
  const [bringing, setBringing] = useState(false);
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const fault = (name: string, bytes: number) => {
    if (!endings.includes(name.slice(name.lastIndexOf('.') + 1).toLowerCase())) return t('scanKinds', { name });
    if (bytes > longest) return t('scanLarge', { name });
    return taken.includes(name) ? t('scanTwice', { name }) : '';
  };
  const bring = async (staging: () => Promise<StagedFile | null>) => {
    setWhy('');
    setProblem(null);
    setBringing(true);
    try {
      const file = await staging();
      const wrong = file ? fault(file.name, file.bytes) : '';
      if (wrong) setWhy(wrong);
      else if (file) onFile(file);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBringing(false);
    }
  };
  const drop = async (files: readonly File[]) => {
    for (const file of files) {
      const wrong = fault(file.name, file.size);
      if (wrong) setWhy(wrong);
      else await bring(async () => desktop.stage(file.name, await file.arrayBuffer()));
    }
  };
  return (
    <>
      <DropPlace label={t('scanField')} className="scan-drop" onFiles={(files) => void drop(files)}>
        {(over) => (
          <>
            <PaperClipOutlined aria-hidden />
            <span>{over ? t('scanDropNow') : t('scanDrop')}</span>
            <Button loading={busy || bringing} onClick={() => void bring(() => desktop.pickFile(endings))}>
              {t('scanPick')}
            </Button>
          </>
        )}
      </DropPlace>
      {why && (
        <p className="field-error" role="alert">
          {why}
        </p>
      )}
      <ProblemNotice problem={problem} />
    </>
  );
}

/** The scans kept with a version: saved, and before it is in force removed. */
export function ScanList({ scheme, scans }: { scheme: Scheme; scans: readonly Scan[] }) {
  const t = useWords('schemeLife');
  const { message } = App.useApp();
  const moment = useMomentWords();
  const remove = useAct('schemes.removeScan');
  const write = useTask('schemes.saveScan');
  const [problem, setProblem] = useState<Problem | null>(null);
  const isFixed = scheme.state === 'in-force' || scheme.state === 'superseded';
  useDone(write, (file) => {
    desktop
      .saveOutput(file.id, file.name)
      .then((saved) => saved && void message.success(t('scanSaved')))
      .catch((error) => setProblem(problemOf(error)));
    write.clear();
  });
  if (scans.length === 0) return null;
  return (
    <>
      <ul className="scan-list" aria-label={t('scansTable')}>
        {scans.map((scan) => (
          <li key={scan.id}>
            <PaperClipOutlined aria-hidden />
            <span className="scan-name break">
              {scan.name}{' '}
              <span className="quiet">
                {fileSize(scan.bytes)} · {t('scanAt', { when: moment(scan.addedAt) })}
              </span>
            </span>
            <Button
              icon={<DownloadOutlined aria-hidden />}
              disabled={write.isRunning}
              aria-label={t('scanSave', { name: scan.name })}
              onClick={() => void write.start({ scanId: scan.id })}
            >
              {t('scanSaveWord')}
            </Button>
            {!isFixed && (
              <Button
                icon={<DeleteOutlined aria-hidden />}
                disabled={remove.isPending}
                aria-label={t('scanRemove', { name: scan.name })}
                onClick={() => remove.mutate({ scanId: scan.id })}
              >
                {t('scanRemoveWord')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ProblemNotice problem={problem ?? write.problem ?? (remove.error ? problemOf(remove.error) : null)} />
    </>
  );
}

/** The letter of consent to a version: what it says, and its scans, which may be added at any time after it. */
export function Scans({ scheme, onClose }: { scheme: Scheme; onClose(): void }) {
  const t = useWords('schemeLife');
  const { message } = App.useApp();
  const scans = useAsk('schemes.scans', { schemeId: scheme.id });
  const attach = useAct('schemes.attachScan');
  const isConsented = scheme.state !== 'draft' && scheme.state !== 'submitted';
  const refused = attach.error ?? scans.error;
  const facts = [
    [t('approvedBy'), scheme.approvedBy || t('noOrgan')],
    [t('approvalNumber'), scheme.approvalNumber],
    [t('approvalDate'), readableDate(scheme.approvalDate)],
  ] as const;
  return (
    <Modal
      open
      width={640}
      title={t('scansTitle', { version: scheme.version })}
      footer={<Button onClick={onClose}>{t('close')}</Button>}
      onCancel={onClose}
    >
      <ProblemNotice problem={refused ? problemOf(refused) : null} />
      {isConsented ? (
        <dl className="facts fields-3">
          {facts.map(
            ([name, value]) =>
              value && (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd className="break">{value}</dd>
                </div>
              ),
          )}
        </dl>
      ) : (
        <p>{t('noConsentYet')}</p>
      )}
      {scans.data?.length === 0 && <p className="quiet">{t('scansNone')}</p>}
      <ScanList scheme={scheme} scans={scans.data ?? []} />
      {isConsented && (
        <ScanDrop
          taken={scans.data?.map((scan) => scan.name) ?? []}
          busy={attach.isPending}
          onFile={(file) =>
            attach.mutate(
              { schemeId: scheme.id, stagedId: file.id },
              { onSuccess: (scan) => void message.success(t('scanAttached', { name: scan.name })) },
            )
          }
        />
      )}
      {(scheme.state === 'in-force' || scheme.state === 'superseded') && <p className="field-hint">{t('scansFixed')}</p>}
    </Modal>
  );
}
