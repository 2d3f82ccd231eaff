import type { Migration } from '../migrate.ts';

/** settings, the chain of acts, fonds, files on their way in and out. */
export const foundation: Migration = {
  id: '2611221630-foundation',
  up(db) {
    db.exec(`
      CREATE TABLE settings (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE acts (
        number INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        operation TEXT NOT NULL,
        changes INTEGER NOT NULL,
        prev BLOB NOT NULL CHECK (length(prev) = 32),
        hash BLOB NOT NULL CHECK (length(hash) = 32)
      ) STRICT;

      CREATE TABLE change_log (
        lsn INTEGER PRIMARY KEY,
        act INTEGER NOT NULL REFERENCES acts (number) DEFERRABLE INITIALLY DEFERRED,
        id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
        schema TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('create', 'patch', 'delete', 'undelete')),
        record_id BLOB NOT NULL CHECK (length(record_id) = 16),
        fonds_id BLOB CHECK (length(fonds_id) = 16),
        set_json TEXT NOT NULL CHECK (json_valid(set_json)),
        was_json TEXT NOT NULL CHECK (json_valid(was_json)),
        hlc TEXT NOT NULL,
        secrecy INTEGER NOT NULL CHECK (secrecy BETWEEN 0 AND 4),
        txn TEXT
      ) STRICT;
      CREATE INDEX change_log_by_act ON change_log (act);
      CREATE INDEX change_log_by_record ON change_log (record_id, lsn);

      CREATE TRIGGER acts_append_only BEFORE UPDATE ON acts BEGIN SELECT RAISE(ABORT, 'append-only'); END;
      CREATE TRIGGER acts_never_deleted BEFORE DELETE ON acts BEGIN SELECT RAISE(ABORT, 'append-only'); END;
      CREATE TRIGGER change_log_append_only BEFORE UPDATE ON change_log BEGIN SELECT RAISE(ABORT, 'append-only'); END;
      CREATE TRIGGER change_log_never_deleted BEFORE DELETE ON change_log BEGIN SELECT RAISE(ABORT, 'append-only'); END;
      -- L1 of the classified gate: the last door before the file, whatever came before it.
      CREATE TRIGGER change_log_not_classified BEFORE INSERT ON change_log
        WHEN NEW.secrecy >= 2 AND coalesce((SELECT value FROM settings WHERE name = 'kind'), '') <> 'classified'
        BEGIN SELECT RAISE(ABORT, 'classified'); END;

      CREATE TABLE fonds (
        id BLOB PRIMARY KEY CHECK (length(id) = 16),
        code TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        unit_type TEXT NOT NULL CHECK (unit_type IN ('township', 'village', 'organ', 'institution')),
        county TEXT NOT NULL,
        contact TEXT NOT NULL,
        pattern TEXT NOT NULL,
        number_template TEXT NOT NULL,
        organs TEXT NOT NULL CHECK (json_valid(organs)),
        created_at TEXT NOT NULL,
        ext TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(ext))
      ) STRICT;

      CREATE TABLE staged_files (
        id BLOB PRIMARY KEY CHECK (length(id) = 16),
        name TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        staged_at TEXT NOT NULL
      ) STRICT;

      CREATE TABLE output_files (
        id BLOB PRIMARY KEY CHECK (length(id) = 16),
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        written_at TEXT NOT NULL
      ) STRICT;
    `);
  },
};
