import { Refusal } from '../../shared/reply.ts';
import type { ReadableDb, WritableDb } from './database.ts';

/** One step of the schema; its id is the minute it was written (YYMMDDhhmm) and its room. A merged step is never edited. */
export interface Migration {
  readonly id: string;
  up(db: WritableDb): void;
}

/** Steps already taken, oldest first; none for a new file. */
export function appliedMigrations(db: ReadableDb): string[] {
  const known = db.get(`SELECT 1 FROM sqlite_schema WHERE name = 'migrations'`);
  return known ? db.all<{ step: string }>('SELECT step FROM migrations ORDER BY step').map((row) => row.step) : [];
}

/** Steps still to take. A file with a step this program does not know is refused as `newer-database`, untouched. */
export function pendingMigrations(db: ReadableDb, steps: readonly Migration[]): Migration[] {
  const applied = new Set(appliedMigrations(db));
  const unknown = [...applied].filter((step) => !steps.some((known) => known.id === step));
  if (unknown.length > 0) throw new Refusal('newer-database', `unknown steps ${unknown.join(', ')}`, { unknown });
  return steps.filter((step) => !applied.has(step.id));
}

/** Takes the pending steps, each in a transaction of its own that ends with a foreign key check. */
export function migrate(db: WritableDb, steps: readonly Migration[]): void {
  db.exec('CREATE TABLE IF NOT EXISTS migrations (step TEXT PRIMARY KEY) STRICT, WITHOUT ROWID');
  for (const step of pendingMigrations(db, steps)) {
    db.exec('PRAGMA foreign_keys = 0');
    try {
      db.transaction(() => {
        step.up(db);
        db.run('INSERT INTO migrations (step) VALUES (:step)', { step: step.id });
        const orphans = db.all('PRAGMA foreign_key_check');
        if (orphans.length > 0) throw new Error(`step ${step.id} leaves ${orphans.length} orphans`);
      });
    } finally {
      db.exec('PRAGMA foreign_keys = 1');
    }
  }
}
