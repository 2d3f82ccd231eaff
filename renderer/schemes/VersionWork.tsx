import { App } from 'antd';
import type { Fonds } from '../../shared/fonds/fonds.ts';
import type { ClauseId, Scheme, SchemeTree } from '../../shared/schemes/schemes.ts';
import { useAct } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { Consent } from './Consent.tsx';
import { likelyPair } from './Diff.tsx';
import type { LifeAct } from './LifeLine.tsx';
import { PrintScheme } from './PrintScheme.tsx';
import { PutInForce } from './PutInForce.tsx';
import { Scans } from './Scans.tsx';
import { Errors, Submit } from './Submit.tsx';
import { Rename } from './Versions.tsx';

/** What is being done with a version in a dialog. */
export type VersionWorkKind = Exclude<LifeAct, 'withdraw' | 'copy'> | 'rename' | 'print';

/** The dialog of one piece of work with a version. */
export function VersionWork({
  work,
  tree,
  versions,
  scans,
  fonds,
  year,
  onRow,
  onInForce,
  onClose,
}: {
  work: VersionWorkKind;
  tree: SchemeTree;
  versions: readonly Scheme[];
  scans: number;
  fonds: Fonds;
  year: number;
  /** Somebody wants to see a row, or (null) what concerns no single row. */
  onRow(clauseId: ClauseId | null): void;
  onInForce(year: number): void;
  onClose(): void;
}) {
  const { scheme } = tree;
  const t = useWords('schemeLife');
  const organ = likelyOrgan(versions, scheme) || (fonds.county ? t('countyOrgan', { county: fonds.county }) : '');
  const ended = (inForceFrom: number | null) => {
    onClose();
    if (inForceFrom !== null) onInForce(inForceFrom);
  };
  if (work === 'errors') return <Errors tree={tree} onGo={onRow} onClose={onClose} />;
  if (work === 'submit') return <Submit tree={tree} suggested={organ} onClose={onClose} />;
  if (work === 'scans') return <Scans scheme={scheme} onClose={onClose} />;
  if (work === 'rename') return <Rename scheme={scheme} onClose={onClose} />;
  if (work === 'print') return <PrintScheme scheme={scheme} compared={likelyPair(versions, scheme)} onClose={onClose} />;
  if (work === 'force') return <PutInForce tree={tree} versions={versions} scans={scans} year={year} onClose={ended} />;
  return <Consent tree={tree} versions={versions} suggested={organ} through={work === 'through'} year={year} onClose={ended} />;
}

/** The organ a table is most likely sent to or consented by: the one it was sent to, else the one of an older version; '' unknown. */
function likelyOrgan(versions: readonly Scheme[], scheme: Scheme): string {
  const older = [...versions].sort((a, b) => b.version - a.version).find((one) => one.approvedBy || one.submittedTo);
  return scheme.submittedTo || older?.approvedBy || older?.submittedTo || '';
}

/** Takes a submitted or consented version back, after saying what becomes of the consent. */
export function useWithdraw() {
  const t = useWords('schemeLife');
  const { message, modal } = App.useApp();
  const withdraw = useAct('schemes.withdraw');
  const ask = (scheme: Scheme, scans: number) =>
    modal.confirm({
      title: t('withdrawTitle', { version: scheme.version }),
      content: (
        <>
          <p>
            {scheme.state === 'consented'
              ? t('withdrawConsented', { organ: scheme.approvedBy, number: scheme.approvalNumber })
              : t('withdrawSubmitted')}
          </p>
          {scans > 0 && <p>{t('withdrawScans', { count: scans })}</p>}
        </>
      ),
      okText: t('withdrawAct'),
      okButtonProps: { danger: scheme.state === 'consented' },
      cancelText: t('withdrawKeep'),
      onOk: () =>
        withdraw
          .mutateAsync({ schemeId: scheme.id })
          .then(() => void message.success(t('withdrawn', { version: scheme.version })))
          .catch(() => undefined),
    });
  return { ask, error: withdraw.error };
}
