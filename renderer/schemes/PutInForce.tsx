import { Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import type { Scheme, SchemeFinding, SchemeTree } from '../../shared/schemes/schemes.ts';
import { problemOf, useAct } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { Field } from '../controls/Field.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { useRuleWords } from './TreeTable.tsx';

/** Puts a draft into force from a year on, with the approval as far as it is known. `onClose` is told the year when it was done. */
export function PutInForce({
  tree,
  inForce,
  year,
  onClose,
}: {
  tree: SchemeTree;
  inForce: Scheme | null;
  year: number;
  onClose(done: number | null): void;
}) {
  const t = useWords('schemes');
  const rule = useRuleWords();
  const put = useAct('schemes.putInForce');
  const [yearFrom, setYearFrom] = useState<number | null>(inForce?.yearFrom ? Math.max(year, inForce.yearFrom + 1) : year);
  const [approval, setApproval] = useState({ approvedBy: '', approvalNumber: '', approvalDate: '' });
  const problem = put.error ? problemOf(put.error) : null;
  const findings = (problem?.details['findings'] ?? []) as unknown as SchemeFinding[];
  const ends =
    inForce?.yearFrom && yearFrom !== null && yearFrom > inForce.yearFrom
      ? t('endsBefore', { version: inForce.version, year: yearFrom - 1 })
      : '';
  const line = (name: keyof typeof approval, longest: number, hint?: string) => (
    <Field label={t(name)} hint={hint}>
      {(hold) => (
        <Input
          {...hold}
          maxLength={longest}
          value={approval[name]}
          onChange={(event) => setApproval({ ...approval, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <Modal
      open
      title={t('putTitle')}
      okText={t('putAct', { year: yearFrom ?? '' })}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: yearFrom === null, loading: put.isPending }}
      onCancel={() => onClose(null)}
      onOk={() =>
        yearFrom !== null && put.mutate({ schemeId: tree.scheme.id, yearFrom, ...approval }, { onSuccess: () => onClose(yearFrom) })
      }
    >
      <ProblemNotice problem={problem} />
      {findings.length > 0 && (
        <ul className="findings">
          {findings.slice(0, 20).map((finding) => (
            <li key={`${finding.rule} ${finding.clauseId ?? ''} ${finding.no}`}>
              <strong>{finding.no || t('wholeTable')}</strong>　{rule(finding)}
            </li>
          ))}
        </ul>
      )}
      <Field label={t('yearFrom')} hint={[t('yearFromHint'), ends].filter(Boolean).join(' ')} required>
        {(hold) => (
          <InputNumber<number>
            {...hold}
            min={1949}
            max={2100}
            precision={0}
            changeOnWheel={false}
            value={yearFrom}
            onChange={setYearFrom}
          />
        )}
      </Field>
      {line('approvedBy', 120, t('approvedByHint'))}
      <div className="fields-2">
        {line('approvalNumber', 60)}
        {line('approvalDate', 20)}
      </div>
    </Modal>
  );
}
