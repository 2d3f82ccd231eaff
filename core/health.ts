import type { ReadableDb } from './db/database.ts';
import { checkTable, tablesToCheck } from './db/store.ts';

/** What is known about the catalogue file: not checked yet · being checked table by table · sound · damaged. */
export interface Health {
  readonly state: 'unchecked' | 'checking' | 'sound' | 'damaged';
  /** ISO 8601; null before the first whole check. */
  readonly checkedAt: string | null;
}

const known = new WeakMap<ReadableDb, Health>();
const waiting = new WeakMap<ReadableDb, string[]>();

/** The health the status bar tells. */
export function healthOf(db: ReadableDb): Health {
  return known.get(db) ?? { state: 'unchecked', checkedAt: null };
}

export function noteHealth(db: ReadableDb, health: Health): void {
  known.set(db, health);
}

/** Leaves the check of a large file to idle moments (ruling: at start only after an unclean stop or up to 300 MB). */
export function checkLater(db: ReadableDb): void {
  waiting.set(db, tablesToCheck(db));
  noteHealth(db, { state: 'checking', checkedAt: null });
}

/** Checks one table; answers whether more are waiting. */
export function checkWaiting(db: ReadableDb): boolean {
  const table = waiting.get(db)?.pop();
  if (table === undefined) return false;
  const at = new Date().toISOString();
  if (isWrong(db, table)) {
    waiting.delete(db);
    noteHealth(db, { state: 'damaged', checkedAt: at });
    return false;
  }
  const more = (waiting.get(db)?.length ?? 0) > 0;
  if (!more) {
    waiting.delete(db);
    noteHealth(db, { state: 'sound', checkedAt: at });
  }
  return more;
}

/** Some damage is told by SQLite as a finding, some as an error. */
function isWrong(db: ReadableDb, table: string): boolean {
  try {
    return checkTable(db, table).length > 0;
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('SQLITE_CORRUPT')) return true;
    throw error;
  }
}
