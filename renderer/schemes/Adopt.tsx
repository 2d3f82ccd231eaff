import { Modal, Radio } from 'antd';
import { useState } from 'react';
import type { Fonds } from '../../shared/fonds/fonds.ts';
import type { SchemeId } from '../../shared/schemes/schemes.ts';
import { problemOf, useAct, useAsk } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { Choices } from '../controls/Field.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';

/** A new draft from a shipped table. */
export function Adopt({ fonds, onClose }: { fonds: Fonds; onClose(made: SchemeId | null): void }) {
  const t = useWords('schemes');
  const templates = useAsk('schemes.templates', {});
  const adopt = useAct('schemes.adopt');
  const [picked, setPicked] = useState('');
  const template = picked || (templates.data?.[0]?.id ?? '');
  const refused = adopt.error ?? templates.error;
  return (
    <Modal
      open
      width={760}
      title={t('adoptTitle')}
      okText={t('adoptAct')}
      okButtonProps={{ disabled: !template, loading: adopt.isPending }}
      onCancel={() => onClose(null)}
      onOk={() => adopt.mutate({ fondsId: fonds.id, template }, { onSuccess: (made) => onClose(made.scheme.id) })}
    >
      <ProblemNotice problem={refused ? problemOf(refused) : null} />
      <Choices label={t('adopt')}>
        <Radio.Group vertical value={template} onChange={(event) => setPicked(String(event.target.value))}>
          {(templates.data ?? []).map((one) => (
            <Radio key={one.id} value={one.id}>
              <span className="option">
                <strong>{one.name}</strong>
                <span>{t('templateRows', { total: one.clauses, unconfirmed: one.unconfirmed })}</span>
                {one.id === template && <span className="quiet">{one.basis}</span>}
              </span>
            </Radio>
          ))}
        </Radio.Group>
      </Choices>
    </Modal>
  );
}
