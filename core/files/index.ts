import { createHash } from 'node:crypto';
import { closeSync, copyFileSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import type { OutputFile, OutputId, StagedFile, StagedId } from '../../shared/files/files.ts';
import { Refusal } from '../../shared/reply.ts';
import type { Progress } from '../../shared/tasks/tasks.ts';
import type { Handlers, QueryContext, TaskContext } from '../context.ts';
import type { WritableDb } from '../db/database.ts';
import type { Folder } from '../folder.ts';
import { deleteFile, insertOutput, insertStaged, outputFile, outputFiles, stagedBefore, stagedFile, stagedFiles } from './store.ts';

export const fileHandlers: Handlers<'files'> = {
  'files.staged': ({ db }) => stagedFiles(db),
  'files.outputs': ({ db }) => outputFiles(db),
  'files.output'({ db }, { id }) {
    const file = outputFile(db, id);
    if (!file) throw new Refusal('not-found', `no output ${id}`, { what: 'file' });
    return file;
  },
  'files.forget'({ db, folder }, { id }) {
    return { removed: forgetFile(db, folder, id) };
  },
};

/** Brings a file into the staging folder under an id of its own. Called by the host, never by a page. */
export function stageFile(context: QueryContext, db: WritableDb, name: string, path: string): StagedFile {
  const id = context.newId() as StagedId;
  let bytes: number;
  try {
    copyFileSync(path, context.folder.path('staging', id));
    bytes = statSync(context.folder.path('staging', id)).size;
  } catch (error) {
    rmSync(context.folder.path('staging', id), { force: true });
    const { code = '', message } = error as { code?: string; message: string };
    // A full or write-protected disk is ours, not the file's; the door has words for it.
    if (['ENOSPC', 'EDQUOT', 'EROFS'].includes(code)) throw error;
    throw new Refusal('unreadable-file', `cannot stage ${name}: ${message}`, { name });
  }
  const file: StagedFile = { id, name, bytes, stagedAt: context.now().toISOString() };
  db.transaction(() => insertStaged(db, file));
  return file;
}

/** A staged file and where its bytes are. */
export function stagedPath(context: QueryContext, id: StagedId): { file: StagedFile; path: string } {
  const file = stagedFile(context.db, id);
  if (!file) throw new Refusal('not-found', `no staged file ${id}`, { what: 'file' });
  return { file, path: context.folder.path('staging', id) };
}

/** Takes one staged file or output off the disk and the list, within the caller's transaction. */
export function forgetFile(db: WritableDb, folder: Folder, id: string): boolean {
  const removed = deleteFile(db, id);
  rmSync(folder.path('staging', id), { force: true });
  rmSync(folder.path('outputs', id), { force: true });
  return removed;
}

/** Forgets files staged before a moment, and what broken-off work left beside them. For the start of the program. */
export function forgetStaged(db: WritableDb, folder: Folder, before: Date): void {
  const old = stagedBefore(db, before.toISOString());
  db.transaction(() => {
    for (const id of old) deleteFile(db, id);
  });
  const known = new Set(stagedFiles(db).map((file) => file.id as string));
  for (const name of readdirSync(folder.path('staging')))
    if (!known.has(name)) rmSync(folder.path('staging', name), { recursive: true, force: true });
  for (const name of readdirSync(folder.path('outputs'))) if (name.endsWith('.part')) rmSync(folder.path('outputs', name), { force: true });
}

/**
 * Writes an output whole or not at all: to a part file, synced, renamed, then noted. Each piece may carry progress, which is
 * passed on. Cancel or failure leaves nothing.
 */
export async function* writeOutput(
  context: TaskContext,
  name: string,
  mediaType: string,
  pieces: Iterable<{ bytes: string | Uint8Array; progress?: Progress }>,
): AsyncGenerator<Progress, OutputFile, void> {
  const id = context.newId() as OutputId;
  const path = context.folder.path('outputs', id);
  const part = `${path}.part`;
  const hash = createHash('sha256');
  let size = 0;
  const handle = openSync(part, 'w');
  let whole = false;
  try {
    for (const { bytes, progress } of pieces) {
      const buffer = typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes;
      for (let written = 0; written < buffer.length; ) written += writeSync(handle, buffer, written);
      hash.update(buffer);
      size += buffer.length;
      if (progress) yield progress;
    }
    fsyncSync(handle);
    whole = true;
  } finally {
    closeSync(handle);
    if (!whole) rmSync(part, { force: true });
  }
  renameSync(part, path);
  const file: OutputFile = { id, name, mediaType, bytes: size, sha256: hash.digest('hex'), writtenAt: context.now().toISOString() };
  context.prepare((db) => insertOutput(db, file));
  return file;
}

/** An output and where its bytes are, for the host that hands it over. */
export function outputPath(context: QueryContext, id: OutputId): OutputFile & { path: string } {
  const file = outputFile(context.db, id);
  if (!file) throw new Refusal('not-found', `no output ${id}`, { what: 'file' });
  return { ...file, path: context.folder.path('outputs', id) };
}
