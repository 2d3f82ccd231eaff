import type { Migration } from '../migrate.ts';

/** How far the county's own feed was read, and every entry of it as it came. The tables it published are kept by the schemes. */
export const countyFeed: Migration = {
  id: '2611222010-county-feed',
  up(db) {
    db.exec(`
      CREATE TABLE sync_county_feed (
        server TEXT PRIMARY KEY REFERENCES sync_counties (server),
        pulled INTEGER NOT NULL,
        pull_chain TEXT NOT NULL,
        -- The newest head ever seen, apart from how far the feed was read; its epoch as signed.
        head_seq INTEGER NOT NULL,
        head_chain TEXT NOT NULL,
        head_epoch TEXT NOT NULL,
        problem TEXT NOT NULL DEFAULT '',
        problem_details TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(problem_details)),
        problem_at TEXT
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE sync_county_entries (
        server TEXT NOT NULL REFERENCES sync_county_feed (server),
        seq INTEGER NOT NULL CHECK (seq > 0),
        -- unknown: of a kind a later version may know · unreadable: its document is none of this version, kept for a later one ·
        -- refused: bears a mark of classification; nothing of it is kept.
        state TEXT NOT NULL CHECK (state IN ('applied', 'unknown', 'unreadable', 'refused')),
        hash TEXT NOT NULL,
        sealed BLOB,
        document BLOB,
        received_at TEXT NOT NULL,
        PRIMARY KEY (server, seq),
        CHECK (state <> 'refused' OR (sealed IS NULL AND document IS NULL))
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
