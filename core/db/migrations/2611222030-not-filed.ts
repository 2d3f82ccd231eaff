import type { Migration } from '../migrate.ts';

/** 不归档决定; and the index by which records are counted clause by clause without looking at them. */
export const notFiled: Migration = {
  id: '2611222030-not-filed',
  up(db) {
    db.exec(`
      CREATE TABLE not_filed (
        row INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
        fonds_id BLOB NOT NULL REFERENCES fonds (id),
        year INTEGER NOT NULL,
        title TEXT NOT NULL CHECK (title <> ''),
        responsible TEXT NOT NULL,
        document_number TEXT NOT NULL,
        date TEXT NOT NULL,
        clause_id BLOB REFERENCES clauses (id),
        clause_no TEXT NOT NULL,
        clause_text TEXT NOT NULL,
        reason TEXT NOT NULL CHECK (reason <> ''),
        -- YYYYMMDD.
        decided_on TEXT NOT NULL,
        secrecy INTEGER NOT NULL CHECK (secrecy BETWEEN 0 AND 4),
        archivist TEXT NOT NULL,
        removed_at TEXT,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        ext TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(ext))
      ) STRICT;
      CREATE INDEX not_filed_by_year ON not_filed (fonds_id, year);
      CREATE INDEX not_filed_by_clause ON not_filed (clause_id);

      -- Covers the counts of live records by clause, in a year and in all.
      DROP INDEX items_by_clause;
      CREATE INDEX items_by_clause ON items (clause_id, year, binned_at);
    `);
  },
};
