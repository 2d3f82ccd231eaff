import { z } from 'zod';
import { command, Nothing, query, words } from '../operation.ts';

/** 联网 networked · 单机 standalone · 涉密单机 classified (never opens a socket). Chosen once. */
export const InstallationKind = z.enum(['networked', 'standalone', 'classified']);
export type InstallationKind = z.output<typeof InstallationKind>;

export const Language = z.enum(['zh-CN', 'en']);
export type Language = z.output<typeof Language>;

export const Settings = z.object({
  /** null until the first-run wizard has chosen. */
  kind: InstallationKind.nullable(),
  /** The archivist's name; written into every act. */
  archivist: z.string(),
  language: Language,
  /** The program's version. */
  version: z.string(),
  /** The data folder, as the person would look for it. */
  folder: z.string(),
});
export type Settings = z.output<typeof Settings>;

export const settingsOperations = {
  'settings.get': query(Nothing, Settings),
  /** Chooses the installation kind, once; `already-done` after that. */
  'settings.setUp': command(z.strictObject({ kind: InstallationKind, archivist: words(40) }), Settings),
  'settings.change': command(z.strictObject({ archivist: words(40).optional(), language: Language.optional() }), Settings),
};
