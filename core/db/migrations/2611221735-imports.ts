import type { Migration } from '../migrate.ts';

/** Foreign rows on their way into the catalogue, and which row of which file an item came from. */
export const imports: Migration = {
  id: '2611221735-imports',
  up(db) {
    db.exec(`
      CREATE TABLE import_batches (
        batch INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE,
        fonds_id BLOB NOT NULL REFERENCES fonds (id),
        staged_id BLOB NOT NULL,
        file_name TEXT NOT NULL,
        -- 'reading' while it is being staged; such a batch is nobody's and goes when the next is read.
        state TEXT NOT NULL CHECK (state IN ('reading', 'rehearsed', 'committed', 'discarded')),
        headers TEXT NOT NULL CHECK (json_valid(headers)),
        -- The plan its rows are checked by, whole, so that they read the same ever after.
        plan TEXT NOT NULL CHECK (json_valid(plan)),
        balance TEXT NOT NULL CHECK (json_valid(balance)),
        reasons TEXT NOT NULL CHECK (json_valid(reasons)),
        classified INTEGER NOT NULL,
        -- Where the log stood when it was matched with the catalogue.
        seen_lsn INTEGER NOT NULL,
        created_at TEXT NOT NULL,
        committed_at TEXT
      ) STRICT;

      -- Rows as they stand in the file. Blank, repeated and classified rows are not here.
      CREATE TABLE import_rows (
        batch INTEGER NOT NULL REFERENCES import_batches (batch) ON DELETE CASCADE,
        line INTEGER NOT NULL,
        cells TEXT NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome IN ('new', 'updated', 'unchanged', 'skipped', 'rejected')),
        -- The item it is matched with.
        item_id BLOB,
        PRIMARY KEY (batch, line)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE import_problems (
        batch INTEGER NOT NULL REFERENCES import_batches (batch) ON DELETE CASCADE,
        line INTEGER NOT NULL,
        place INTEGER NOT NULL,
        outcome TEXT NOT NULL,
        reason TEXT NOT NULL,
        field TEXT,
        value TEXT NOT NULL,
        PRIMARY KEY (batch, line, place)
      ) STRICT, WITHOUT ROWID;

      -- The last row an item was made from or matched with.
      CREATE TABLE import_origins (
        item_id BLOB PRIMARY KEY,
        batch INTEGER NOT NULL,
        line INTEGER NOT NULL,
        print TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
