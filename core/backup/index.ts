import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { Backup, BackupId } from '../../shared/backup/backup.ts';
import { backupFileName } from '../../shared/backup/name.ts';
import { Refusal } from '../../shared/reply.ts';
import type { Progress } from '../../shared/tasks/tasks.ts';
import type { Handlers } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import type { Folder } from '../folder.ts';
import { checkCopy, copyInSteps, hashFile } from './copy.ts';
import { type BackupNote, backupById, backupNotes, insertBackup, newestBackup, noteCheck } from './store.ts';

export { checkedCopy } from './copy.ts';

export const backupHandlers: Handlers<'backup'> = {
  'backup.list': (context) => backupNotes(context.db).map((note) => shown(context.folder, note)),
  async *'backup.make'(context, { folder }) {
    const at = context.now();
    const own = context.folder.path('backups');
    const place = resolve(requirePlace(folder || own));
    if (place === own) removeParts(place);
    const name = freeName(place, at);
    const path = join(place, name);
    const { bytes, sha256, rows } = yield* copyInSteps(context, path);
    const note: BackupNote = {
      id: context.newId() as BackupId,
      at: at.toISOString(),
      path: place === own ? name : path,
      bytes,
      sha256,
      items: rows.items ?? 0,
      acts: rows.acts ?? 0,
      sound: true,
      checkedAt: context.now().toISOString(),
    };
    context.prepare((db) => insertBackup(db, note));
    return shown(context.folder, note);
  },
  async *'backup.verify'(context, { id }) {
    const note = backupById(context.db, id);
    if (!note) throw new Refusal('not-found', `no backup ${id}`, { what: 'backup' });
    const sound = yield* stillSound(placeOf(context.folder, note), note);
    context.prepare((db) => noteCheck(db, id, sound, context.now().toISOString()));
    return shown(context.folder, { ...note, sound });
  },
};

/** The newest copy: when it was made, and whether it is still there; undefined when there never was one. */
export function lastBackup(db: ReadableDb, folder: Folder): { at: string; present: boolean } | undefined {
  const note = newestBackup(db);
  return note && { at: note.at, present: isPresent(folder, note) };
}

/** [B6] Whole days since the newest copy that is still there was made, or the newest of all when none is; undefined when there never was one. */
export function backupAge(db: ReadableDb, folder: Folder, now: Date): { days: number; present: boolean } | undefined {
  const notes = backupNotes(db);
  const present = notes.find((note) => isPresent(folder, note));
  const note = present ?? notes[0];
  return note && { days: Math.max(0, Math.floor((now.getTime() - Date.parse(note.at)) / 86_400_000)), present: present !== undefined };
}

const placeOf = (folder: Folder, note: BackupNote): string => (isAbsolute(note.path) ? note.path : folder.path('backups', note.path));

/** [B6] There, of the size it had, and not found wanting when it was last read. */
function isPresent(folder: Folder, note: BackupNote): boolean {
  return note.sound && statSync(placeOf(folder, note), { throwIfNoEntry: false })?.size === note.bytes;
}

function shown(folder: Folder, note: BackupNote): Backup {
  const { id, at, path, bytes, sha256, items, acts } = note;
  return { id, at, path, bytes, sha256, items, acts, present: isPresent(folder, note) };
}

/** [B7] The folder is there, is a folder, and is named whole. */
function requirePlace(folder: string): string {
  const refuse = (why: string) => {
    throw new Refusal('unsuitable-folder', `${folder}: ${why}`, { what: 'backup', why, folder });
  };
  if (!isAbsolute(folder)) refuse('not-absolute');
  const found = statSync(folder, { throwIfNoEntry: false });
  if (!found) refuse('missing');
  else if (!found.isDirectory()) refuse('file');
  return folder;
}

/** A second copy within the same second is named `…-2`. */
function freeName(place: string, at: Date): string {
  for (let nth = 1; ; nth += 1) {
    const name = backupFileName(at, nth);
    if (!existsSync(join(place, name))) return name;
  }
}

/** [B4] What a copy left behind that was ended by a power cut. Only in our own folder, and only by our own name. */
function removeParts(place: string): void {
  for (const name of readdirSync(place)) if (/^lantai-[\d-]+\.db\.part(-journal)?$/.test(name)) rmSync(join(place, name), { force: true });
}

/** [B5] Same bytes as when it was made, and sound when opened. A missing or unreadable file is not. */
function* stillSound(path: string, note: BackupNote): Generator<Progress, boolean, void> {
  try {
    const { bytes, sha256 } = yield* hashFile(path);
    if (bytes !== note.bytes || sha256 !== note.sha256) return false;
    const rows = yield* checkCopy(path);
    return rows.items === note.items && rows.acts === note.acts;
  } catch (error) {
    if (error instanceof Refusal || (error as { code?: unknown }).code !== undefined) return false;
    throw error;
  }
}
