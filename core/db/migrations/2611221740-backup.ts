import type { Migration } from '../migrate.ts';

/** Notes of the copies that were made and checked. */
export const backup: Migration = {
  id: '2611221740-backup',
  up(db) {
    db.exec(`
      CREATE TABLE backups (
        id BLOB PRIMARY KEY CHECK (length(id) = 16),
        at TEXT NOT NULL,
        -- A file name in the data folder's own backups/, or a full path.
        path TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        items INTEGER NOT NULL,
        acts INTEGER NOT NULL,
        -- 0 once a check has found it changed or damaged.
        sound INTEGER NOT NULL DEFAULT 1 CHECK (sound IN (0, 1)),
        checked_at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX backups_newest ON backups (at DESC);
    `);
  },
};
