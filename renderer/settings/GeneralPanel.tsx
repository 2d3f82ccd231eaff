import { App, Button, Input, Radio } from 'antd';
import { useState } from 'react';
import type { Language } from '../../shared/settings/settings.ts';
import { problemOf, useAct, useAsk } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { Choices, Field } from '../controls/Field.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Loading } from '../controls/Screen.tsx';

/** The archivist, the language, and what this installation is. */
export function GeneralPanel() {
  const t = useWords('settings');
  const fonds = useWords('fonds');
  const app = useWords('app');
  const { message } = App.useApp();
  const settings = useAsk('settings.get', {});
  const change = useAct('settings.change');
  const [typed, setTyped] = useState<string | null>(null);
  if (settings.error) return <ProblemNotice problem={problemOf(settings.error)} />;
  if (!settings.data) return <Loading />;
  const { kind, archivist, language, folder, version } = settings.data;
  const name = typed ?? archivist;
  return (
    <div className="panel">
      <ProblemNotice problem={change.error ? problemOf(change.error) : null} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!name.trim()) return;
          change.mutate(
            { archivist: name },
            {
              onSuccess: (now) => {
                setTyped(null);
                void message.success(t('saved', { name: now.archivist }));
              },
            },
          );
        }}
      >
        <Field label={t('archivist')} hint={fonds('archivistHint')} error={name.trim() ? undefined : t('missing')}>
          {(hold) => (
            <div className="row-of-buttons">
              <Input
                {...hold}
                className="wide-short"
                maxLength={40}
                value={name}
                onChange={(event) => setTyped(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && (event.nativeEvent.isComposing || event.keyCode === 229)) event.preventDefault();
                }}
              />
              <Button htmlType="submit" disabled={!name.trim() || name === archivist} loading={change.isPending}>
                {t('save')}
              </Button>
            </div>
          )}
        </Field>
      </form>
      <Choices label={t('language')}>
        <Radio.Group
          value={language}
          onChange={(event) => change.mutate({ language: event.target.value as Language })}
          options={[
            { value: 'zh-CN', label: app('toChinese') },
            { value: 'en', label: app('toEnglish') },
          ]}
        />
      </Choices>
      <dl className="facts">
        <div>
          <dt>{t('kind')}</dt>
          <dd>
            {kind ? fonds(`kind.${kind}`) : t('unknown')}
            <div className="field-hint">
              {kind && fonds(`kind.${kind}.why`)} {t('kindFixed')}
            </div>
          </dd>
        </div>
        <div>
          <dt>{t('folder')}</dt>
          <dd>
            <code>{folder || t('unknown')}</code>
            <div className="field-hint">{t('folderHint')}</div>
          </dd>
        </div>
        <div>
          <dt>{t('version')}</dt>
          <dd>{version || t('unknown')}</dd>
        </div>
      </dl>
    </div>
  );
}
