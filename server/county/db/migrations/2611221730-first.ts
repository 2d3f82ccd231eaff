import type { CountyMigration } from '../migrate.ts';

/** Devices and their streams, fonds and their feeds, receipts, items. What is evidence can only be added to. */
export const first: CountyMigration = {
  id: '2611221730-first',
  sql: `
    CREATE TABLE county (
      one boolean PRIMARY KEY DEFAULT true CHECK (one),
      id text NOT NULL,
      name text NOT NULL,
      epoch text NOT NULL,
      since timestamptz NOT NULL DEFAULT now()
    );

    CREATE TABLE fonds (
      id uuid PRIMARY KEY,
      code text NOT NULL UNIQUE,
      name text NOT NULL,
      -- What the township wrote of it; null until its own description arrives.
      body jsonb,
      rev integer NOT NULL DEFAULT 0,
      registered_at timestamptz NOT NULL DEFAULT now()
    );
    -- A desktop that was set up anew knows the same fonds by another id.
    CREATE TABLE fonds_alias (
      id uuid PRIMARY KEY,
      fonds uuid NOT NULL REFERENCES fonds (id)
    );

    CREATE TABLE invite (
      code_hash bytea PRIMARY KEY,
      -- The fonds it is good for; '' any.
      fonds_code text NOT NULL,
      note text NOT NULL,
      made_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz NOT NULL,
      used_by text,
      used_at timestamptz
    );

    CREATE TABLE device (
      dev text PRIMARY KEY,
      key bytea NOT NULL CHECK (octet_length(key) = 32),
      enrolled_at timestamptz NOT NULL DEFAULT now(),
      revoked_at timestamptz,
      last_contact_at timestamptz
    );
    CREATE TABLE device_fonds (
      dev text NOT NULL REFERENCES device (dev),
      fonds_id uuid NOT NULL REFERENCES fonds_alias (id),
      certificate bytea NOT NULL,
      PRIMARY KEY (dev, fonds_id)
    );

    CREATE TABLE stream (
      dev text NOT NULL REFERENCES device (dev),
      ep uuid NOT NULL,
      last integer NOT NULL,
      last_hash text NOT NULL,
      PRIMARY KEY (dev, ep)
    );
    -- A refused parcel is known by its hash alone; nothing of its content is kept (rulings 18).
    CREATE TABLE parcel (
      dev text NOT NULL,
      ep uuid NOT NULL,
      seq integer NOT NULL,
      fonds uuid NOT NULL REFERENCES fonds (id),
      sha256 text NOT NULL,
      changes integer NOT NULL,
      bytes integer NOT NULL,
      -- Its place in the journal.
      arrival bigint NOT NULL UNIQUE,
      arrived_at timestamptz NOT NULL,
      refused boolean NOT NULL,
      PRIMARY KEY (dev, ep, seq),
      FOREIGN KEY (dev, ep) REFERENCES stream (dev, ep)
    );
    CREATE TABLE receipt (
      no text PRIMARY KEY,
      dev text NOT NULL,
      ep uuid NOT NULL,
      seq integer NOT NULL,
      bytes bytea NOT NULL,
      FOREIGN KEY (dev, ep, seq) REFERENCES parcel (dev, ep, seq),
      UNIQUE (dev, ep, seq)
    );

    CREATE TABLE feed (
      fonds uuid NOT NULL REFERENCES fonds (id),
      seq bigint NOT NULL,
      entry text NOT NULL,
      chain text NOT NULL,
      PRIMARY KEY (fonds, seq)
    );
    -- One row for each result a change has had; the newest stands.
    CREATE TABLE op (
      op_id uuid NOT NULL,
      fonds uuid NOT NULL,
      feed_seq bigint NOT NULL,
      rid uuid NOT NULL,
      result text NOT NULL CHECK (result IN ('A', 'R', 'C', 'P')),
      code text NOT NULL,
      field text NOT NULL,
      PRIMARY KEY (op_id, fonds, feed_seq),
      FOREIGN KEY (fonds, feed_seq) REFERENCES feed (fonds, seq)
    );
    CREATE INDEX op_by_record ON op (rid, result);

    CREATE TABLE item (
      id uuid PRIMARY KEY,
      fonds uuid NOT NULL REFERENCES fonds (id),
      category text NOT NULL,
      year integer NOT NULL,
      term text,
      organ text NOT NULL,
      number text,
      serial integer,
      responsible text NOT NULL,
      document_number text NOT NULL,
      title text NOT NULL,
      date text NOT NULL,
      openness text NOT NULL,
      pages integer,
      box text NOT NULL,
      binned boolean NOT NULL,
      -- Another record of the fonds had this 档号 first; a person decides, nothing is renumbered.
      number_conflict boolean NOT NULL,
      -- The whole record as item@1 has it, and what newer versions wrote on it.
      body jsonb NOT NULL,
      rev integer NOT NULL
    );
    CREATE INDEX item_by_year ON item (fonds, year, term, serial);
    CREATE INDEX item_by_number ON item (fonds, number);

    CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
    CREATE TRIGGER feed_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON feed EXECUTE FUNCTION append_only();
    CREATE TRIGGER op_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON op EXECUTE FUNCTION append_only();
    CREATE TRIGGER receipt_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON receipt EXECUTE FUNCTION append_only();
    CREATE TRIGGER parcel_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON parcel EXECUTE FUNCTION append_only();
  `,
};
