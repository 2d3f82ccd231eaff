import { realChanges } from '../../shared/changes.ts';
import { Refusal } from '../../shared/reply.ts';
import type { InstallationKind, Language, Settings } from '../../shared/settings/settings.ts';
import type { CommandContext, Handlers, QueryContext } from '../context.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import { programVersion } from '../version.ts';
import { saveSetting, setting } from './store.ts';

export const settingsHandlers: Handlers<'settings'> = {
  'settings.get': (context) => settingsNow(context),
  'settings.setUp'(context, { kind, archivist }) {
    if (context.kind) throw new Refusal('already-done', `installation kind is ${context.kind}`, { kind: context.kind });
    change(context, { kind, archivist });
    return settingsNow(context);
  },
  'settings.change'(context, wanted) {
    const { archivist, language } = settingsNow(context);
    change(context, realChanges({ archivist, language }, wanted) as Record<string, string>);
    return settingsNow(context);
  },
};

/** What the door needs to know before it lends a context. */
export function installation(db: ReadableDb): { id: string; kind: InstallationKind | null; archivist: string } {
  return {
    id: setting(db, 'installation') ?? '',
    kind: (setting(db, 'kind') as InstallationKind | undefined) ?? null,
    archivist: setting(db, 'archivist') ?? '',
  };
}

/** Gives a new catalogue its own name, once. */
export function nameInstallation(db: WritableDb, newId: () => string): void {
  if (!setting(db, 'installation')) saveSetting(db, 'installation', newId());
}

function settingsNow({ db, folder }: QueryContext): Settings {
  return {
    kind: (setting(db, 'kind') as InstallationKind | undefined) ?? null,
    archivist: setting(db, 'archivist') ?? '',
    language: (setting(db, 'language') as Language | undefined) ?? 'zh-CN',
    version: programVersion,
    folder: folder.root,
  };
}

function change({ db, act }: CommandContext, wanted: Record<string, string>): void {
  const was = Object.fromEntries(Object.keys(wanted).map((name) => [name, setting(db, name) ?? null]));
  if (Object.keys(wanted).length === 0) return;
  for (const [name, value] of Object.entries(wanted)) saveSetting(db, name, value);
  act.record({ schema: 'settings@1', kind: 'patch', rid: setting(db, 'installation') ?? '', fonds: null, set: wanted, was });
}
