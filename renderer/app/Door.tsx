import { useEffect, useRef } from 'react';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Loading } from '../controls/Screen.tsx';
import { Wizard } from '../fonds/Wizard.tsx';
import { problemOf, useAsk, useNews } from './ask.ts';
import { DeskProvider } from './desk.tsx';
import { Frame } from './Frame.tsx';
import { useRemembered } from './keep.ts';
import { speak } from './words.ts';

/** Decides what a person who opens the page sees: the first-run wizard until the catalogue is usable, then the frame. */
export function Door() {
  useNews();
  const settings = useAsk('settings.get', {});
  const fonds = useAsk('fonds.list', {});
  const only = fonds.data?.length === 1 ? fonds.data[0] : undefined;
  const schemes = useAsk('schemes.list', { fondsId: (only?.id ?? '') as NonNullable<typeof only>['id'] }, { enabled: Boolean(only) });
  const finished = useRemembered('wizard.finished', false);
  const inWizard = useRef<'begun' | 'resumed' | null>(null);
  const language = settings.data?.language;
  useEffect(() => {
    if (language) speak(language);
  }, [language]);

  if (settings.error ?? fonds.error)
    return (
      <main className="door">
        <ProblemNotice problem={problemOf(settings.error ?? fonds.error)} />
      </main>
    );
  if (!settings.data || !fonds.data || !finished.ready || (only && schemes.isPending && !inWizard.current))
    return (
      <main className="door">
        <Loading />
      </main>
    );

  // A wizard that was broken off goes on where it stopped: what it has stored is not asked again.
  const isNew = settings.data.kind === null || fonds.data.length === 0;
  const lacksScheme = Boolean(only) && !finished.value && !schemes.data?.some((scheme) => scheme.yearFrom !== null);
  if (isNew || lacksScheme) {
    inWizard.current ??= settings.data.kind === null ? 'begun' : 'resumed';
    return (
      <Wizard
        settings={settings.data}
        fonds={only ?? null}
        begun={schemes.data ?? []}
        resumed={inWizard.current === 'resumed'}
        onFinish={() => finished.set(true)}
      />
    );
  }
  return (
    <DeskProvider allFonds={fonds.data}>
      <Frame />
    </DeskProvider>
  );
}
