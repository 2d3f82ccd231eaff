import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { errorsAmong } from '../../shared/schemes/rules.ts';
import type { ClauseId, SchemeFinding, SchemeTree } from '../../shared/schemes/schemes.ts';
import { problemOf, useAct } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { Field } from '../controls/Field.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { useRuleWords } from './TreeRow.tsx';

/** 报审. `suggested`: the organ it will most likely go to. */
export function Submit({ tree, suggested, onClose }: { tree: SchemeTree; suggested: string; onClose(): void }) {
  const t = useWords('schemeLife');
  const { message } = App.useApp();
  const submit = useAct('schemes.submit');
  const [organ, setOrgan] = useState(suggested);
  const [tried, setTried] = useState(false);
  const { version, id: schemeId } = tree.scheme;
  const isMissing = organ.trim() === '';
  const send = () => {
    setTried(true);
    if (isMissing) return;
    submit.mutate(
      { schemeId, submittedTo: organ.trim() },
      {
        onSuccess: () => {
          void message.success(t('submitted', { version, organ: organ.trim() }), 5);
          onClose();
        },
      },
    );
  };
  return (
    <Modal
      open
      title={t('submitTitle', { version })}
      okText={isMissing ? t('submitPlain') : t('submitAct', { organ: organ.trim() })}
      cancelText={t('stay')}
      okButtonProps={{ loading: submit.isPending }}
      onOk={send}
      onCancel={onClose}
    >
      <ProblemNotice problem={submit.error ? problemOf(submit.error) : null} />
      <Field label={t('submittedTo')} hint={t('submittedToHint')} error={tried && isMissing ? t('missing') : undefined} required>
        {(hold) => (
          <Input
            {...hold}
            autoFocus
            maxLength={120}
            value={organ}
            onChange={(event) => setOrgan(event.target.value)}
            onPressEnter={(event) => !event.nativeEvent.isComposing && send()}
          />
        )}
      </Field>
      <p>{t('submitMeans')}</p>
    </Modal>
  );
}

/** Most errors listed at once; mending some shows the rest. */
const mostListed = 50;

/** What keeps a draft from being submitted, each with the way to its row. */
export function Errors({ tree, onGo, onClose }: { tree: SchemeTree; onGo(clauseId: ClauseId | null): void; onClose(): void }) {
  const t = useWords('schemeLife');
  const scheme = useWords('schemes');
  const rule = useRuleWords();
  const errors = errorsAmong(tree.findings);
  const texts = new Map(tree.clauses.map((clause) => [clause.id, clause.text]));
  const about = (finding: SchemeFinding) => (finding.clauseId ? (texts.get(finding.clauseId) ?? '').slice(0, 40) : '');
  return (
    <Modal
      open
      width={680}
      title={t('errorsTitle', { count: errors.length })}
      footer={<Button onClick={onClose}>{t('close')}</Button>}
      onCancel={onClose}
    >
      <ul className="error-list">
        {errors.slice(0, mostListed).map((finding) => (
          <li key={`${finding.rule} ${finding.clauseId ?? ''} ${finding.no}`}>
            <span>
              <strong>{finding.no || scheme('wholeTable')}</strong>　{rule(finding)} <span className="quiet">{about(finding)}</span>
            </span>
            <Button size="small" onClick={() => onGo(finding.clauseId)}>
              {t('goTo')}
            </Button>
          </li>
        ))}
      </ul>
      {errors.length > mostListed && <p className="quiet">{t('errorsMore', { count: errors.length - mostListed })}</p>}
    </Modal>
  );
}
