import { Modal } from 'antd';
import { useState } from 'react';
import type { Scheme, SchemeTree } from '../../shared/schemes/schemes.ts';
import { problemOf, useAct } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { lacksScan } from './life.ts';
import { likelyYear, mayBegin, YearFrom } from './YearFrom.tsx';

/** Puts a consented version into force from a year on. `onClose` is told the year when it was done. */
export function PutInForce({
  tree,
  versions,
  scans,
  year,
  onClose,
}: {
  tree: SchemeTree;
  versions: readonly Scheme[];
  scans: number;
  year: number;
  onClose(done: number | null): void;
}) {
  const t = useWords('schemeLife');
  const put = useAct('schemes.putInForce');
  const { scheme } = tree;
  const [yearFrom, setYearFrom] = useState<number | null>(likelyYear(versions, year));
  return (
    <Modal
      open
      title={t('putTitle', { version: scheme.version })}
      okText={t('putAct', { year: yearFrom ?? '' })}
      cancelText={t('putNot')}
      okButtonProps={{ disabled: !mayBegin(versions, scheme, yearFrom), loading: put.isPending }}
      onCancel={() => onClose(null)}
      onOk={() => yearFrom !== null && put.mutate({ schemeId: scheme.id, yearFrom }, { onSuccess: () => onClose(yearFrom) })}
    >
      <ProblemNotice problem={put.error ? problemOf(put.error) : null} />
      <YearFrom scheme={scheme} versions={versions} value={yearFrom} onChange={setYearFrom} />
      <Unchecked tree={tree} />
      {lacksScan(scheme, scans) && <p className="warn">{t('missingScanNow')}</p>}
    </Modal>
  );
}

/** How many rows go into force as 参考. */
export function Unchecked({ tree }: { tree: SchemeTree }) {
  const t = useWords('schemeLife');
  const unchecked = tree.clauses.filter((clause) => !clause.checked).length;
  return <p className={unchecked > 0 ? 'warn' : 'quiet'}>{unchecked > 0 ? t('unchecked', { count: unchecked }) : t('uncheckedNone')}</p>;
}
