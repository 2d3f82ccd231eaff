import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Language } from '../../shared/settings/settings.ts';
import { words as audit } from '../audit/words.ts';
import { words as backup } from '../backup/words.ts';
import { words as controls } from '../controls/words.ts';
import { words as desk } from '../desk/words.ts';
import { words as fonds } from '../fonds/words.ts';
import { words as imports } from '../imports/words.ts';
import { words as coverage } from '../items/coverage.words.ts';
import { words as notFiled } from '../items/notfiled.words.ts';
import { words as outdated } from '../items/outdated.words.ts';
import { words as retention } from '../items/retention.words.ts';
import { words as suggest } from '../items/suggest.words.ts';
import { words as items } from '../items/words.ts';
import { words as prints } from '../prints/words.ts';
import { words as schemeDiff } from '../schemes/diff.words.ts';
import { words as schemeEditor } from '../schemes/editor.words.ts';
import { words as schemeImport } from '../schemes/import.words.ts';
import { words as schemeLife } from '../schemes/life.words.ts';
import { words as schemePublished } from '../schemes/published.words.ts';
import { words as schemes } from '../schemes/words.ts';
import { words as search } from '../search/words.ts';
import { words as settings } from '../settings/words.ts';
import { words as sync } from '../sync/words.ts';
import { words as app } from './frame.words.ts';
import type { RoomWords } from './language.ts';

/** Everything the screens say: one line a room. */
const rooms = {
  app,
  controls,
  settings,
  fonds,
  schemes,
  schemeLife,
  schemeDiff,
  schemeEditor,
  schemePublished,
  schemeImport,
  items,
  suggest,
  coverage,
  outdated,
  notFiled,
  retention,
  search,
  imports,
  prints,
  audit,
  backup,
  sync,
  desk,
};

export type WordsRoom = keyof typeof rooms;
export type WordKey<R extends WordsRoom> = (typeof rooms)[R] extends RoomWords<infer Key> ? Key : never;
/** Says one text of a room, its places filled. */
export type Say<R extends WordsRoom> = (key: WordKey<R>, values?: { readonly [name: string]: string | number }) => string;

const inLanguage = (language: Language) => Object.fromEntries(Object.entries(rooms).map(([room, words]) => [room, words[language]]));

/** Starts the words, in Chinese until the settings are read. */
export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    resources: { 'zh-CN': inLanguage('zh-CN'), en: inLanguage('en') },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
}

/** Speaks a language from now on. */
export function speak(language: Language): void {
  document.documentElement.lang = language;
  if (i18next.language !== language) void i18next.changeLanguage(language);
}

/** The words of a room, in the language spoken now. */
export function useWords<R extends WordsRoom>(room: R): Say<R> {
  return useTranslation(room).t as unknown as Say<R>;
}

/** The language spoken now. */
export function useLanguage(): Language {
  return useTranslation().i18n.language === 'en' ? 'en' : 'zh-CN';
}
