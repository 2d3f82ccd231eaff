import type { CountyMigration } from '../migrate.ts';

/** The county's own feed: what it publishes to every desktop. Evidence, as the feeds of the fonds are: it can only be added to. */
export const countyFeed: CountyMigration = {
  id: '2611222005-county-feed',
  sql: `
    CREATE TABLE county_document (
      -- SHA-256 of the bytes, hex.
      hash text PRIMARY KEY CHECK (length(hash) = 64),
      bytes bytea NOT NULL
    );
    CREATE TABLE county_feed (
      seq bigint PRIMARY KEY,
      kind text NOT NULL,
      hash text NOT NULL REFERENCES county_document (hash),
      -- The letter as it goes to the desktops.
      sealed bytea NOT NULL,
      chain text NOT NULL
    );
    CREATE INDEX county_feed_by_hash ON county_feed (hash, seq);
    CREATE TRIGGER county_document_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON county_document EXECUTE FUNCTION append_only();
    CREATE TRIGGER county_feed_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON county_feed EXECUTE FUNCTION append_only();
  `,
};
