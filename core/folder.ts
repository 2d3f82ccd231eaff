import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The data folder: one catalogue and what belongs to it. */
export interface Folder {
  readonly root: string;
  /** A place inside it; the parent folder exists. */
  path(...parts: readonly string[]): string;
}

/** Names the places of a data folder and makes the ones that must exist. */
export function folderAt(root: string): Folder {
  for (const name of ['staging', 'outputs', 'backups', 'drafts']) mkdirSync(join(root, name), { recursive: true });
  return { root, path: (...parts) => join(root, ...parts) };
}
