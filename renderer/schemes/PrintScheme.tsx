import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import type { CallerInput } from '../../shared/contract.ts';
import type { OutputFile } from '../../shared/files/files.ts';
import type { Problem } from '../../shared/reply.ts';
import type { Scheme } from '../../shared/schemes/schemes.ts';
import { useTask } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { LongWork } from '../controls/LongWork.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { SaveButton } from '../controls/SaveButton.tsx';

type Format = CallerInput<'prints.scheme'>['format'];
/** What was asked for last, so that it can be written again with 〓 in place of what cannot be drawn. */
type Asked = { readonly what: 'scheme' | 'diff'; readonly format: Format } | { readonly what: 'document' };

/** Writes a version as PDF, workbook or JSON, and what changed from one version to another; hands over what was written. */
export function PrintScheme({
  scheme,
  compared,
  onClose,
}: {
  scheme: Scheme;
  compared: readonly [from: Scheme, to: Scheme] | null;
  onClose(): void;
}) {
  const t = useWords('prints');
  const [asked, setAsked] = useState<Asked | null>(null);
  const table = useTask('prints.scheme');
  const diff = useTask('prints.schemeDiff');
  const document = useTask('schemes.export');
  const works = { scheme: table, diff, document };
  const work = asked && works[asked.what];
  const running = Object.values(works).find((one) => one.isRunning);
  const write = (wanted: Asked, acceptMissing = false) => {
    for (const one of Object.values(works)) one.clear();
    setAsked(wanted);
    if (wanted.what === 'document') void document.start({ schemeId: scheme.id });
    else if (wanted.what === 'scheme') void table.start({ schemeId: scheme.id, format: wanted.format, acceptMissing });
    else if (compared) void diff.start({ fromId: compared[0].id, toId: compared[1].id, format: wanted.format, acceptMissing });
  };
  const choice = (wanted: Asked, words: string, prominent = false) => (
    <Button {...(prominent ? { type: 'primary' as const } : {})} disabled={running !== undefined} onClick={() => write(wanted)}>
      {words}
    </Button>
  );
  return (
    <Modal
      open
      title={t('scheme-title', { version: scheme.version })}
      footer={<Button onClick={onClose}>{t('scheme-close')}</Button>}
      onCancel={onClose}
    >
      <div className="stack">
        <section aria-label={t('scheme-table')} className="stack-tight">
          <p className="quiet">{t('scheme-note')}</p>
          <div className="row-of-buttons">
            {choice({ what: 'scheme', format: 'pdf' }, t('scheme-pdf'), true)}
            {choice({ what: 'scheme', format: 'xlsx' }, t('scheme-xlsx'))}
            {choice({ what: 'document' }, t('scheme-json'))}
          </div>
        </section>
        {compared && (
          <section aria-label={t('diff-title', { from: compared[0].version, to: compared[1].version })} className="stack-tight">
            <h3>{t('diff-title', { from: compared[0].version, to: compared[1].version })}</h3>
            <div className="row-of-buttons">
              {choice({ what: 'diff', format: 'pdf' }, t('diff-pdf'))}
              {choice({ what: 'diff', format: 'xlsx' }, t('diff-xlsx'))}
            </div>
          </section>
        )}
        {running && <LongWork task={running.task} />}
        <ProblemNotice
          problem={work?.problem as Problem | null | undefined}
          onClose={() => work?.clear()}
          {...(asked && work?.problem?.code === 'missing-glyphs'
            ? { actions: <Button onClick={() => write(asked, true)}>{t('missing-go-on')}</Button> }
            : {})}
        />
        {work?.output && <Written file={work.output.file} />}
      </div>
    </Modal>
  );
}

function Written({ file }: { file: OutputFile }) {
  const t = useWords('prints');
  return (
    <Alert
      type="success"
      showIcon
      role="status"
      title={t('scheme-done', { name: file.name })}
      description={<SaveButton file={file} prominent />}
    />
  );
}
