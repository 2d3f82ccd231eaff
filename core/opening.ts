import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Refusal } from '../shared/reply.ts';
import { openCopy, openDatabase, type WritableDb } from './db/database.ts';
import { holdLock } from './db/lock.ts';
import { appliedMigrations, type Migration, migrate, pendingMigrations } from './db/migrate.ts';
import { migrations } from './db/migrations/index.ts';
import { copyInto, findings } from './db/store.ts';
import { forgetStaged } from './files/index.ts';
import { type Folder, folderAt, requireSuitable } from './folder.ts';
import { checkLater, noteHealth } from './health.ts';
import { type Log, logIn } from './log.ts';

/** A catalogue held open by this process alone. */
export interface OpenCatalogue {
  readonly db: WritableDb;
  readonly folder: Folder;
  readonly log: Log;
  /** The clean stop: after it the next start need not check everything. Closes the database too if it is still open. */
  close(): void;
}

export interface OpeningRules {
  /** Files up to this many bytes are checked whole before they are opened; larger ones when idle. */
  readonly checkedAtOnce?: number;
  readonly steps?: readonly Migration[];
  now?(): Date;
}

/** 300 MB: about two seconds on an old disk. */
const checkedAtOnce = 300 * 1024 * 1024;
const stagedDays = 7;

/**
 * Opens the catalogue of a data folder, making it where there is none. Refuses, before the database is touched, as
 * `unsuitable-folder` · `already-open` · `newer-database` · `damaged-database` · `disk-full` · `read-only` · `wrong-settings`.
 * Before the schema changes, a checked copy goes to backups/.
 */
export function openCatalogue(root: string, rules: OpeningRules = {}): OpenCatalogue {
  const { steps = migrations, now = () => new Date() } = rules;
  requireSuitable(root);
  const place = resolve(root);
  return refusing(place, () => {
    const letGo = holdLock(join(place, 'lock.db'));
    let db: WritableDb | undefined;
    try {
      const folder = folderAt(place);
      const file = folder.path('lantai.db');
      const mark = folder.path('in-use');
      const log = logIn(folder, now);
      const isNew = !existsSync(file) || (statSync(file).size === 0 && !existsSync(`${file}-wal`));
      if (isNew) requireNothingLost(folder);
      const wasUnclean = existsSync(mark);
      const size = isNew ? 0 : statSync(file).size;
      const checksNow = !isNew && (wasUnclean || size <= (rules.checkedAtOnce ?? checkedAtOnce));
      if (!isNew) inspect(folder, steps, checksNow);
      writeMark(mark, now());

      const opened = openDatabase(file);
      db = opened;
      if (appliedMigrations(opened).length > 0 && pendingMigrations(opened, steps).length > 0) copyBefore(opened, folder, now());
      migrate(opened, steps);
      if (isNew || checksNow) noteHealth(opened, { state: 'sound', checkedAt: now().toISOString() });
      else checkLater(opened);
      forgetStaged(opened, folder, new Date(now().getTime() - stagedDays * 86_400_000));
      if (wasUnclean) log('opening', 'the last stop was not clean; the file was checked and is sound');
      return {
        db: opened,
        folder,
        log,
        close() {
          opened.close();
          rmSync(mark, { force: true });
          letGo();
        },
      };
    } catch (error) {
      db?.close();
      letGo();
      throw error;
    }
  });
}

/** Looks at the file without writing a byte: is it ours, of a version known here, and sound? */
function inspect(folder: Folder, steps: readonly Migration[], whole: boolean): void {
  const file = folder.path('lantai.db');
  let wrong: string[];
  try {
    const copy = openCopy(file);
    try {
      pendingMigrations(copy, steps);
      wrong = whole ? findings(copy) : [];
    } finally {
      copy.close();
    }
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    if (!code.startsWith('SQLITE_CORRUPT') && code !== 'SQLITE_NOTADB') throw error;
    wrong = [message];
  }
  if (wrong.length > 0) throw damaged(folder, wrong.slice(0, 5));
}

/** A folder with copies or a journal but no catalogue has lost it; a new, empty one must not take its place unseen. */
function requireNothingLost(folder: Folder): void {
  if (keptCopies(folder).length > 0 || (existsSync(folder.path('lantai.db-wal')) && statSync(folder.path('lantai.db-wal')).size > 0))
    throw damaged(folder, ['the catalogue file is missing']);
}

function damaged(folder: Folder, wrong: readonly string[]): Refusal {
  return new Refusal('damaged-database', `${folder.path('lantai.db')}: ${wrong.join('; ')}`, {
    folder: folder.root,
    file: folder.path('lantai.db'),
    findings: [...wrong],
    copies: keptCopies(folder).slice(0, 5),
  });
}

/** Copies in backups/, newest first. */
function keptCopies(folder: Folder): string[] {
  return readdirSync(folder.path('backups'), { withFileTypes: true })
    .filter((entry) => !entry.name.endsWith('.part'))
    .map((entry) => folder.path('backups', entry.name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
}

/** The copy before the schema changes: whole or not there, checked, of the same steps. */
function copyBefore(db: WritableDb, folder: Folder, at: Date): void {
  const stamp = at.toISOString().replaceAll(/[-:]/g, '').slice(0, 15);
  const path = folder.path('backups', `before-upgrade-${stamp}.db`);
  const part = `${path}.part`;
  rmSync(part, { force: true });
  try {
    copyInto(db, part);
    const copy = openCopy(part);
    try {
      const wrong = findings(copy);
      if (wrong.length > 0) throw damaged(folder, wrong);
      if (appliedMigrations(copy).join() !== appliedMigrations(db).join()) throw new Error('the copy before the upgrade is not the same');
    } finally {
      copy.close();
    }
    sync(part, 'r+');
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

function writeMark(path: string, at: Date): void {
  const handle = openSync(path, 'w');
  try {
    writeSync(handle, at.toISOString());
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function sync(path: string, flags: string): void {
  const handle = openSync(path, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** What the file system and SQLite say while opening, in the closed list's words. */
function refusing<T>(folder: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') throw new Refusal('disk-full', message, { folder });
    if (code.startsWith('SQLITE_READONLY') || code === 'EROFS') throw new Refusal('read-only', message, { folder });
    if (code.startsWith('SQLITE_BUSY')) throw new Refusal('already-open', message, { folder });
    if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
      throw new Refusal('damaged-database', message, { folder, findings: [message], copies: [] });
    if (code.startsWith('SQLITE_CANTOPEN') || code === 'EACCES' || code === 'EPERM')
      throw new Refusal('unsuitable-folder', message, { folder, why: 'not-writable' });
    throw error;
  }
}
