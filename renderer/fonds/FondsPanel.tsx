import { PlusOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import type { Fonds } from '../../shared/fonds/fonds.ts';
import type { Problem } from '../../shared/reply.ts';
import { problemOf, useAct } from '../app/ask.ts';
import { useDesk } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { type FondsFields, FondsForm, fieldsOf, noFonds } from './FondsForm.tsx';

/** The fonds worked on, and a way to add another (a township keeps its villages' too). */
export function FondsPanel() {
  const t = useWords('fonds');
  const { message } = App.useApp();
  const { fonds, setFonds } = useDesk();
  const [adding, setAdding] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const create = useAct('fonds.create');
  if (adding)
    return (
      <div className="panel">
        <h2>{t('adding')}</h2>
        <ProblemNotice problem={problem} />
        <FondsForm
          start={{ ...noFonds, county: fonds.county, numberTemplate: fonds.numberTemplate }}
          act={t('create')}
          busy={create.isPending}
          onCancel={() => setAdding(false)}
          onAct={(fields) =>
            create.mutate(fields, {
              onError: (error) => setProblem(problemOf(error)),
              onSuccess: (made) => {
                setAdding(false);
                setProblem(null);
                setFonds(made.id);
                void message.success(t('created', { code: made.code }));
              },
            })
          }
        />
      </div>
    );
  return (
    <div className="panel">
      <div className="panel-head">
        <p className="quiet">{t('editHint')}</p>
        <Button icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
          {t('add')}
        </Button>
      </div>
      <EditFonds key={fonds.id} fonds={fonds} />
    </div>
  );
}

function EditFonds({ fonds }: { fonds: Fonds }) {
  const t = useWords('fonds');
  const { message } = App.useApp();
  const edit = useAct('fonds.edit');
  /** The values as they were when the hand began; a change by somebody else shows as `changed-meanwhile`. */
  const [seen, setSeen] = useState(fieldsOf(fonds));
  const save = (fields: FondsFields) => {
    const changed = Object.fromEntries(
      Object.entries(fields).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(seen[name as keyof FondsFields])),
    );
    if (Object.keys(changed).length === 0) return;
    edit.mutate(
      { id: fonds.id, was: Object.fromEntries(Object.keys(changed).map((name) => [name, seen[name as keyof FondsFields]])), set: changed },
      {
        onSuccess: (now) => {
          setSeen(fieldsOf(now));
          void message.success(t('saved'));
        },
      },
    );
  };
  return (
    <>
      <ProblemNotice
        problem={edit.error ? problemOf(edit.error) : null}
        actions={
          edit.error &&
          problemOf(edit.error).code === 'changed-meanwhile' && (
            <Button
              onClick={() => {
                setSeen(fieldsOf(fonds));
                edit.reset();
              }}
            >
              {t('takeTheirs')}
            </Button>
          )
        }
      />
      <FondsForm key={JSON.stringify(seen)} start={seen} act={t('save')} busy={edit.isPending} onAct={save} />
    </>
  );
}
