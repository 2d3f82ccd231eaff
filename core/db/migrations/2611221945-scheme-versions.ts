import type { Migration } from '../migrate.ts';

/** Versions that are submitted and consented to, with their scans; rows known again through versions; edits that can be undone; published tables. */
export const schemeVersions: Migration = {
  id: '2611221945-scheme-versions',
  up(db) {
    db.exec(`
      CREATE TABLE schemes_new (
        id BLOB PRIMARY KEY CHECK (length(id) = 16),
        fonds_id BLOB NOT NULL REFERENCES fonds (id),
        title TEXT NOT NULL,
        version INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'consented', 'in-force', 'superseded')),
        year_from INTEGER,
        year_to INTEGER,
        template TEXT NOT NULL,
        derived_from_id BLOB CHECK (length(derived_from_id) = 16),
        published TEXT NOT NULL DEFAULT '',
        revision INTEGER NOT NULL DEFAULT 0,
        submitted_to TEXT NOT NULL DEFAULT '',
        submitted_at TEXT,
        approved_by TEXT NOT NULL DEFAULT '',
        approval_number TEXT NOT NULL DEFAULT '',
        approval_date TEXT NOT NULL DEFAULT '',
        created_at TEXT NOT NULL,
        ext TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(ext)),
        UNIQUE (fonds_id, version)
      ) STRICT;
      INSERT INTO schemes_new (id, fonds_id, title, version, state, year_from, year_to, template, approved_by, approval_number, approval_date, created_at, ext)
        SELECT id, fonds_id, title, version, state, year_from, year_to, template, approved_by, approval_number, approval_date, created_at, ext FROM schemes;
      DROP TABLE schemes;
      ALTER TABLE schemes_new RENAME TO schemes;

      ALTER TABLE categories ADD COLUMN start_basis TEXT NOT NULL DEFAULT 'year'
        CHECK (start_basis IN ('year', 'document', 'filed', 'closed', 'completed', 'accounting'));
      ALTER TABLE categories ADD COLUMN ext TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(ext));
      UPDATE categories SET start_basis = 'accounting' WHERE code = 'KU' OR code LIKE 'KU·%';

      -- A row copied into a later version keeps its lineage; versions of before know theirs no more, and each row begins its own.
      ALTER TABLE clauses ADD COLUMN lineage_id BLOB CHECK (length(lineage_id) = 16);
      UPDATE clauses SET lineage_id = id;
      ALTER TABLE clauses ADD COLUMN secrecy INTEGER NOT NULL DEFAULT 0 CHECK (secrecy BETWEEN 0 AND 4);
      ALTER TABLE clauses ADD COLUMN openness TEXT NOT NULL DEFAULT 'unreviewed'
        CHECK (openness IN ('open', 'restricted', 'deferred', 'unreviewed'));
      ALTER TABLE clauses ADD COLUMN duty TEXT NOT NULL DEFAULT '';
      ALTER TABLE clauses ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
      DROP INDEX clauses_by_category;
      CREATE INDEX clauses_by_category ON clauses (category_id, position);
      CREATE INDEX clauses_by_lineage ON clauses (lineage_id);

      CREATE TABLE scheme_edits (
        scheme_id BLOB NOT NULL REFERENCES schemes (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        operation TEXT NOT NULL,
        no TEXT NOT NULL,
        about_id BLOB CHECK (length(about_id) = 16),
        -- How many rows it changed; rows that only made room do not count.
        rows INTEGER NOT NULL,
        at TEXT NOT NULL,
        undone INTEGER NOT NULL CHECK (undone IN (0, 1)),
        -- [[room, before or null, after or null], …] in the order they were made.
        changes TEXT NOT NULL CHECK (json_valid(changes)),
        PRIMARY KEY (scheme_id, number)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE scheme_scans (
        id BLOB PRIMARY KEY CHECK (length(id) = 16),
        scheme_id BLOB NOT NULL REFERENCES schemes (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        added_at TEXT NOT NULL,
        content BLOB NOT NULL
      ) STRICT;
      CREATE INDEX scheme_scans_by_scheme ON scheme_scans (scheme_id);

      CREATE TABLE published_schemes (
        -- SHA-256 of the document, hex.
        hash TEXT PRIMARY KEY CHECK (length(hash) = 64),
        server TEXT NOT NULL,
        server_name TEXT NOT NULL,
        seq INTEGER NOT NULL,
        title TEXT NOT NULL,
        unit_types TEXT NOT NULL CHECK (json_valid(unit_types)),
        published_at TEXT NOT NULL,
        received_at TEXT NOT NULL,
        withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
        document BLOB NOT NULL,
        -- The signed entry of the county's feed as it came, so that it can be checked again.
        sealed BLOB NOT NULL
      ) STRICT;
    `);
  },
};
