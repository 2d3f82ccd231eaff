import type { Migration } from '../migrate.ts';

/** schemes, categories, clauses; items and the numbers they bear or bore. */
export const records: Migration = {
  id: '2611221642-records',
  up(db) {
    db.exec(`
      CREATE TABLE schemes (
        id BLOB PRIMARY KEY CHECK (length(id) = 16),
        fonds_id BLOB NOT NULL REFERENCES fonds (id),
        title TEXT NOT NULL,
        version INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('draft', 'in-force', 'superseded')),
        year_from INTEGER,
        year_to INTEGER,
        template TEXT NOT NULL,
        approved_by TEXT NOT NULL DEFAULT '',
        approval_number TEXT NOT NULL DEFAULT '',
        approval_date TEXT NOT NULL DEFAULT '',
        created_at TEXT NOT NULL,
        ext TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(ext)),
        UNIQUE (fonds_id, version)
      ) STRICT;

      CREATE TABLE categories (
        id BLOB PRIMARY KEY CHECK (length(id) = 16),
        scheme_id BLOB NOT NULL REFERENCES schemes (id) ON DELETE CASCADE,
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        arrangement TEXT NOT NULL CHECK (arrangement IN ('item', 'volume')),
        number_template TEXT NOT NULL,
        position INTEGER NOT NULL,
        UNIQUE (scheme_id, code)
      ) STRICT;

      CREATE TABLE clauses (
        id BLOB PRIMARY KEY CHECK (length(id) = 16),
        scheme_id BLOB NOT NULL REFERENCES schemes (id) ON DELETE CASCADE,
        category_id BLOB NOT NULL REFERENCES categories (id) ON DELETE CASCADE,
        parent_id BLOB REFERENCES clauses (id) ON DELETE CASCADE,
        depth INTEGER NOT NULL,
        position INTEGER NOT NULL,
        no TEXT NOT NULL,
        text TEXT NOT NULL CHECK (length(text) <= 4000),
        disposition TEXT NOT NULL CHECK (disposition IN ('heading', 'file', 'no-file', 'hold')),
        term TEXT,
        department TEXT NOT NULL,
        remark TEXT NOT NULL,
        checked INTEGER NOT NULL CHECK (checked IN (0, 1)),
        source TEXT NOT NULL,
        ext TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(ext))
      ) STRICT;
      CREATE INDEX clauses_in_order ON clauses (scheme_id, position);
      CREATE INDEX clauses_by_parent ON clauses (parent_id);
      CREATE INDEX clauses_by_category ON clauses (category_id);

      CREATE TABLE items (
        row INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
        fonds_id BLOB NOT NULL REFERENCES fonds (id),
        level TEXT NOT NULL CHECK (level IN ('item', 'volume')),
        category TEXT NOT NULL,
        year INTEGER NOT NULL,
        term TEXT,
        clause_id BLOB REFERENCES clauses (id),
        clause_no TEXT NOT NULL,
        clause_text TEXT NOT NULL,
        organ_code TEXT NOT NULL,
        organ TEXT NOT NULL,
        catalogue TEXT NOT NULL,
        volume TEXT NOT NULL,
        responsible TEXT NOT NULL,
        document_number TEXT NOT NULL,
        title TEXT NOT NULL CHECK (title <> ''),
        date TEXT NOT NULL,
        date_given TEXT NOT NULL,
        -- First and last day the date may mean, YYYYMMDD; '' unknown. For sorting and searching by time.
        date_start TEXT NOT NULL,
        date_end TEXT NOT NULL,
        secrecy INTEGER NOT NULL CHECK (secrecy BETWEEN 0 AND 4),
        secrecy_term TEXT NOT NULL,
        openness TEXT NOT NULL CHECK (openness IN ('open', 'restricted', 'deferred', 'unreviewed')),
        pages INTEGER CHECK (pages >= 0),
        box TEXT NOT NULL,
        remark TEXT NOT NULL,
        serial INTEGER,
        number TEXT,
        former_numbers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(former_numbers)),
        binned_at TEXT,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        ext TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(ext))
      ) STRICT;
      CREATE INDEX items_by_year ON items (fonds_id, year, term, serial);
      CREATE INDEX items_by_clause ON items (clause_id);

      CREATE TABLE numbers (
        fonds_id BLOB NOT NULL REFERENCES fonds (id),
        number TEXT NOT NULL,
        item_id BLOB NOT NULL REFERENCES items (id),
        -- The sequence it was given in, and its place there; '' and NULL for a number that came from outside.
        series TEXT NOT NULL,
        serial INTEGER,
        state TEXT NOT NULL CHECK (state IN ('taken', 'former')),
        PRIMARY KEY (fonds_id, number)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX numbers_by_series ON numbers (fonds_id, series, serial);
      CREATE INDEX numbers_by_item ON numbers (item_id);
    `);
  },
};
