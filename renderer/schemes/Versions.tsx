import { Input, Modal } from 'antd';
import { useState } from 'react';
import type { Scheme, SchemeId } from '../../shared/schemes/schemes.ts';
import { problemOf, useAct } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { Field } from '../controls/Field.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';

/** The versions of a table, newest first, with their state and years; one of them is shown. */
export function Versions({
  versions,
  shown,
  onShow,
}: {
  versions: readonly Scheme[];
  shown: Scheme | undefined;
  onShow(id: SchemeId): void;
}) {
  const t = useWords('schemes');
  const life = useWords('schemeLife');
  const years = ({ yearFrom, yearTo }: Scheme) => {
    if (yearFrom === null) return '';
    if (yearTo === null) return t('years', { from: yearFrom });
    if (yearTo < yearFrom) return t('yearsNone');
    return yearTo === yearFrom ? t('yearsOne', { year: yearFrom }) : t('yearsTo', { from: yearFrom, to: yearTo });
  };
  return (
    <nav className="versions" aria-label={t('versions')}>
      {versions.map((one) => (
        <button
          key={one.id}
          type="button"
          className="version"
          aria-current={one.id === shown?.id ? 'true' : undefined}
          title={one.title}
          onClick={() => onShow(one.id)}
        >
          <strong>{t('version', { version: one.version })}</strong>
          <span className={`state state-${one.state}`}>{life(`stage.${one.state}`)}</span>
          <span className="tabular">{years(one)}</span>
        </button>
      ))}
      {shown && (
        <span className="version-title ellipsis" title={shown.title}>
          {shown.title}
        </span>
      )}
    </nav>
  );
}

/** Gives a draft another title; when somebody else did meanwhile, that is said and nothing is overwritten. */
export function Rename({ scheme, onClose }: { scheme: Scheme; onClose(): void }) {
  const t = useWords('schemeLife');
  const rename = useAct('schemes.rename');
  const [was] = useState(scheme.title);
  const [title, setTitle] = useState(scheme.title);
  const save = () => {
    if (title.trim() === '' || rename.isPending) return;
    if (title.trim() === was) return onClose();
    rename.mutate({ schemeId: scheme.id, was, title: title.trim() }, { onSuccess: onClose });
  };
  return (
    <Modal
      open
      title={t('renameTitle')}
      okText={t('renameAct')}
      cancelText={t('close')}
      okButtonProps={{ loading: rename.isPending }}
      onOk={save}
      onCancel={onClose}
    >
      <ProblemNotice problem={rename.error ? problemOf(rename.error) : null} />
      <Field label={t('titleField')} error={title.trim() === '' ? t('missing') : undefined} required>
        {(hold) => (
          <Input.TextArea
            {...hold}
            autoFocus
            autoSize={{ minRows: 1, maxRows: 4 }}
            maxLength={120}
            value={title}
            onChange={(event) => setTitle(event.target.value.replace(/\n/g, ''))}
            onPressEnter={(event) => {
              event.preventDefault();
              if (!event.nativeEvent.isComposing) save();
            }}
          />
        )}
      </Field>
    </Modal>
  );
}
