import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from '../../shared/reply.ts';
import type { Progress } from '../../shared/tasks/tasks.ts';
import { openCopy, type ReadableDb, type WritableDb } from '../db/database.ts';
import { checkTable, copyInto, tablesToCheck } from '../db/store.ts';
import { rowCounts } from './store.ts';

/** What was found in a copy that was opened, checked and read whole. */
export interface CopyFacts {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  /** Rows of every table. */
  readonly rows: { readonly [table: string]: number };
}

/** A catalogue that can be read and copied; the context of a task is one. */
export interface Source {
  readonly db: ReadableDb;
  copyTo(path: string): void;
}

const slice = 4 * 1024 * 1024;

/** [B5] Hash and length of a file, read in slices. */
export function* hashFile(path: string): Generator<Progress, { bytes: number; sha256: string }, void> {
  const total = statSync(path).size;
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(slice);
  const handle = openSync(path, 'r');
  try {
    let done = 0;
    for (;;) {
      const read = readSync(handle, buffer, 0, slice, done);
      if (read === 0) return { bytes: done, sha256: hash.digest('hex') };
      hash.update(buffer.subarray(0, read));
      done += read;
      yield { done, total, step: 'hashing' };
    }
  } finally {
    closeSync(handle);
  }
}

/** [B2] Opens a copy for reading alone and checks it table by table; answers its rows. Throws `damaged-database` with what is wrong. */
export function* checkCopy(path: string): Generator<Progress, CopyFacts['rows'], void> {
  let copy: ReturnType<typeof openCopy> | undefined;
  try {
    copy = openCopy(path);
    const tables = ['sqlite_schema', ...tablesToCheck(copy)];
    for (const [done, table] of tables.entries()) {
      const wrong = checkTable(copy, table);
      if (wrong.length > 0) throw damaged(path, wrong.slice(0, 5));
      yield { done: done + 1, total: tables.length, step: 'checking' };
    }
    return rowCounts(copy);
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    throw code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' ? damaged(path, [message]) : error;
  } finally {
    copy?.close();
  }
}

/**
 * [B1]–[B4] Copies the catalogue to `target`, which must not be there yet: to a part file beside it, opened and checked, counted against the
 * catalogue, hashed, forced to the disk, and only then named `target`. Stopped or failed at any point, it leaves nothing.
 * The copying itself is one step of SQLite and cannot be divided; about a second for each 100 MB (measured on two slow cores).
 */
export function* copyInSteps({ db, copyTo }: Source, target: string): Generator<Progress, CopyFacts, void> {
  const part = `${target}.part`;
  rmSync(part, { force: true });
  try {
    yield { done: 0, total: 0, step: 'copying' };
    copyTo(part);
    const wanted = rowCounts(db);
    const rows = yield* checkCopy(part);
    const short = Object.keys(wanted).filter((table) => rows[table] !== wanted[table]);
    if (short.length > 0)
      throw damaged(
        part,
        short.map((table) => `${table}: ${rows[table] ?? 0} of ${wanted[table]} rows`),
      );
    const file = yield* hashFile(part);
    forceToDisk(part, 'r+');
    renameSync(part, target);
    forceFolderToDisk(dirname(target));
    return { ...file, rows };
  } catch (error) {
    throw asRefusal(error, dirname(target));
  } finally {
    rmSync(part, { force: true });
  }
}

/** The same, at once: for callers that have nobody to tell. */
export function checkedCopy(db: WritableDb, target: string): CopyFacts {
  const steps = copyInSteps({ db, copyTo: (path) => copyInto(db, path) }, target);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function damaged(path: string, findings: readonly string[]): Refusal {
  return new Refusal('damaged-database', `${path}: ${findings.join('; ')}`, {
    what: 'backup',
    file: path,
    findings: [...findings],
    copies: [],
  });
}

function asRefusal(error: unknown, folder: string): unknown {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const isUnwritable = /^(SQLITE_CANTOPEN|SQLITE_IOERR|SQLITE_READONLY|SQLITE_PERM|EACCES|EPERM|EROFS|ENOENT|EIO|ENOTDIR)/.test(code);
  return isUnwritable
    ? new Refusal('unsuitable-folder', `no copy in ${folder}: ${message}`, { what: 'backup', why: 'not-writable', folder, error: code })
    : error;
}

function forceToDisk(path: string, flags: string): void {
  const handle = openSync(path, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The new name in its folder; Windows has no such call and no need of it. */
function forceFolderToDisk(folder: string): void {
  if (process.platform !== 'win32') forceToDisk(folder, 'r');
}
