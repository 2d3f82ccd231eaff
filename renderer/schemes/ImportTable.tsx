import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { StagedFile } from '../../shared/files/files.ts';
import type { Fonds } from '../../shared/fonds/fonds.ts';
import type { SchemeDecision, SchemeField, SchemeReading } from '../../shared/imports/scheme.ts';
import type { Problem } from '../../shared/reply.ts';
import type { SchemeId } from '../../shared/schemes/schemes.ts';
import { problemOf, useTask } from '../app/ask.ts';
import { useDone } from '../app/done.ts';
import { useWords } from '../app/words.ts';
import { Balance } from '../controls/Balance.tsx';
import { DropPlace } from '../controls/DropPlace.tsx';
import { Field } from '../controls/Field.tsx';
import { figure } from '../controls/figures.ts';
import { LongWork } from '../controls/LongWork.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { desktop } from '../transport.ts';
import { ImportDecisions } from './ImportDecisions.tsx';
import { ImportParts } from './ImportParts.tsx';
import { ImportRows } from './ImportRows.tsx';
import { withDecision } from './reading.ts';
import './import.css';

const endings = ['xlsx', 'csv', 'docx', 'txt', 'tsv'];

/** What the person said of the file; the reading is made anew with it. */
interface Said {
  readonly parts: readonly {
    readonly id: string;
    readonly taken: boolean;
    readonly columns: readonly { readonly index: number; readonly field: SchemeField }[];
  }[];
  readonly decisions: readonly SchemeDecision[];
  readonly leaveOut: readonly string[];
}
const nothingSaid: Said = { parts: [], decisions: [], leaveOut: [] };

/** A county's own table from a file: choose it, see what becomes of every line, decide what must be decided, make a draft. */
export function ImportTable({ fonds, onClose }: { fonds: Pick<Fonds, 'id' | 'name'>; onClose(made: SchemeId | null): void }) {
  const t = useWords('schemeImport');
  const read = useTask('imports.readScheme');
  const adopt = useTask('imports.adoptScheme');
  const [file, setFile] = useState<StagedFile | null>(null);
  const [staging, setStaging] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [said, setSaid] = useState<Said>(nothingSaid);
  const [reading, setReading] = useState<SchemeReading | null>(null);
  const [title, setTitle] = useState('');
  useDone(read, setReading);
  useDone(adopt, ({ schemeId }) => onClose(schemeId));

  const input = (staged: StagedFile, what: Said) => ({
    stagedId: staged.id,
    fondsId: fonds.id,
    parts: what.parts.map(({ columns, ...part }) => ({ ...part, columns: [...columns] })),
    decisions: [...what.decisions],
    leaveOut: [...what.leaveOut],
  });
  const bring = async (staged: Promise<StagedFile | null>) => {
    setProblem(null);
    setStaging(true);
    try {
      const brought = await staged;
      if (!brought) return;
      setFile(brought);
      setSaid(nothingSaid);
      setReading(null);
      adopt.clear();
      void read.start(input(brought, nothingSaid));
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setStaging(false);
    }
  };
  const pick = () => void bring(desktop.pickFile(endings));
  const drop = ([dropped]: readonly File[]) => {
    if (dropped) void bring(dropped.arrayBuffer().then((bytes) => desktop.stage(dropped.name, bytes)));
  };
  const say = (next: Said) => {
    if (!file) return;
    setSaid(next);
    void read.start(input(file, next));
  };
  const decide = (decision: SchemeDecision) => say({ ...said, decisions: withDecision(said.decisions, decision) });
  const leave = (at: string, out: boolean) =>
    say({ ...said, leaveOut: out ? [...said.leaveOut, at] : said.leaveOut.filter((each) => each !== at) });
  const change = (id: string, taken: boolean, columns: readonly { index: number; field: SchemeField }[]) =>
    say({ ...said, parts: [...said.parts.filter((part) => part.id !== id), { id, taken, columns }] });

  const rows = reading?.origins.length ?? 0;
  const blocked = !reading || rows === 0 || reading.undecided > 0 || reading.balance.refused > 0 || read.isRunning;
  const close = () => {
    read.cancel();
    onClose(null);
  };
  return (
    <Modal
      open
      width={1240}
      style={{ top: 16 }}
      className="scheme-import"
      title={t('title')}
      onCancel={close}
      mask={{ closable: false }}
      footer={[
        file && (
          <Button key="other" className="import-other" loading={staging} onClick={pick}>
            {t('pickAgain')}
          </Button>
        ),
        <Button key="close" onClick={close}>
          {t('cancel')}
        </Button>,
        <Button
          key="make"
          type="primary"
          disabled={blocked}
          loading={adopt.isRunning}
          onClick={() => file && adopt.start({ ...input(file, said), title: title.trim() })}
        >
          {rows > 0 ? t('makeCount', { n: figure(rows) }) : t('make')}
        </Button>,
      ]}
    >
      <ProblemNotice problem={problem ?? adopt.problem ?? (file ? read.problem : null)} />
      {!file && (
        <DropPlace label={t('pick')} className="drop-zone" onFiles={drop}>
          {() => (
            <>
              <p>{t('intro')}</p>
              <Button type="primary" size="large" autoFocus loading={staging} onClick={pick}>
                {t('pick')}
              </Button>
              <p className="quiet">{t('drop')}</p>
            </>
          )}
        </DropPlace>
      )}
      {read.isRunning && !reading && <LongWork task={read.task} />}
      {reading && (
        <div className="import-reading" aria-busy={read.isRunning}>
          <p className="import-facts">
            <span className="break">
              {t('file')}：<strong>{reading.fileName}</strong>（
              {[reading.format.toUpperCase(), reading.encoding.toUpperCase()].filter(Boolean).join(' · ')}）
            </span>
            {reading.own && <span>{t('own')}</span>}
            {reading.notes.map((note) => (
              <span key={note} className="quiet">
                {t(`note.${note as 'textBoxes' | 'deletions' | 'nestedTables'}`)}
              </span>
            ))}
            <span role="status" className="quiet">
              {read.isRunning ? t('rereading') : ''}
            </span>
          </p>
          {!reading.own && <ImportParts reading={reading} onChange={change} />}
          {!reading.own && <ImportDecisions reading={reading} onDecide={decide} />}
          <ImportRows reading={reading} leftOut={said.leaveOut} onDecide={decide} onLeave={leave} />
          <Balance
            line={t('balance', { ...reading.balance, rows })}
            label={t('balanceLabel')}
            parts={[
              { name: t('outcome.taken'), count: reading.balance.taken, tone: 'good' },
              { name: t('outcome.merged'), count: reading.balance.merged, tone: 'changed' },
              { name: t('outcome.sections'), count: reading.balance.sections, tone: 'changed' },
              { name: t('outcome.skipped'), count: reading.balance.skipped, tone: 'quiet' },
              { name: t('outcome.refused'), count: reading.balance.refused, tone: 'bad' },
            ]}
          />
          <Field label={t('name')}>
            {(hold) => (
              <Input
                {...hold}
                maxLength={120}
                value={title}
                placeholder={t('nameMade', { fonds: fonds.name })}
                onChange={(event) => setTitle(event.target.value)}
              />
            )}
          </Field>
        </div>
      )}
    </Modal>
  );
}
