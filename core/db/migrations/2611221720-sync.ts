import type { Migration } from '../migrate.ts';

/**
 * What sync knows: the device's stream, the county and one peer per feed, kept parcels and receipts, what became of each change and
 * of each record. The changes themselves stay in change_log; nothing here is written while cataloguing.
 */
export const sync: Migration = {
  id: '2611221720-sync',
  up(db) {
    db.exec(`
      -- One row: how far the log has been noted, and what is wrong, if anything.
      CREATE TABLE sync_state (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        noted_lsn INTEGER NOT NULL,
        problem TEXT NOT NULL,
        problem_details TEXT NOT NULL CHECK (json_valid(problem_details)),
        problem_at TEXT,
        -- Set when the county holds another history of this device; cleared only by a new enrolment.
        forked INTEGER NOT NULL CHECK (forked IN (0, 1))
      ) STRICT;
      INSERT INTO sync_state (one, noted_lsn, problem, problem_details, problem_at, forked) VALUES (1, 0, '', '{}', NULL, 0);

      CREATE TABLE sync_devices (
        dev TEXT PRIMARY KEY,
        epoch_id BLOB NOT NULL CHECK (length(epoch_id) = 16),
        since TEXT NOT NULL,
        current INTEGER NOT NULL CHECK (current IN (0, 1))
      ) STRICT, WITHOUT ROWID;
      CREATE UNIQUE INDEX sync_devices_one_current ON sync_devices (current) WHERE current = 1;

      CREATE TABLE sync_counties (
        server TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        address TEXT NOT NULL,
        key BLOB NOT NULL CHECK (length(key) = 32),
        key_name TEXT NOT NULL,
        server_epoch TEXT NOT NULL,
        enrolled_at TEXT NOT NULL,
        last_contact_at TEXT,
        durable_seq INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE sync_peers (
        server TEXT NOT NULL REFERENCES sync_counties (server),
        fonds_id BLOB NOT NULL REFERENCES fonds (id),
        -- The county's own id of the fonds: the name of its feed.
        feed TEXT NOT NULL,
        certificate BLOB NOT NULL,
        pulled INTEGER NOT NULL DEFAULT 0,
        pull_chain TEXT NOT NULL,
        -- The newest head ever seen, apart from how far the feed was read.
        head_seq INTEGER NOT NULL DEFAULT 0,
        head_chain TEXT NOT NULL,
        scope_epoch TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (server, fonds_id)
      ) STRICT, WITHOUT ROWID;

      -- Bytes are kept after acknowledgement: a restored county is healed from them.
      CREATE TABLE sync_parcels (
        epoch_id BLOB NOT NULL CHECK (length(epoch_id) = 16),
        seq INTEGER NOT NULL CHECK (seq > 0),
        fonds_id BLOB NOT NULL REFERENCES fonds (id),
        sha256 TEXT NOT NULL,
        sm3 TEXT NOT NULL,
        changes INTEGER NOT NULL,
        bytes BLOB NOT NULL,
        sealed_at TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('sealed', 'acknowledged', 'refused', 'abandoned')),
        PRIMARY KEY (epoch_id, seq)
      ) STRICT;

      CREATE TABLE sync_receipts (
        row INTEGER PRIMARY KEY,
        server TEXT NOT NULL REFERENCES sync_counties (server),
        no TEXT NOT NULL,
        epoch_id BLOB NOT NULL,
        seq INTEGER NOT NULL,
        bytes BLOB NOT NULL,
        at TEXT NOT NULL,
        changes INTEGER NOT NULL,
        accepted INTEGER NOT NULL,
        returned INTEGER NOT NULL,
        conflict INTEGER NOT NULL,
        -- Set when the county lost what it had receipted and the parcel went again.
        superseded_at TEXT,
        FOREIGN KEY (epoch_id, seq) REFERENCES sync_parcels (epoch_id, seq)
      ) STRICT;
      CREATE INDEX sync_receipts_by_parcel ON sync_receipts (epoch_id, seq);

      CREATE TABLE sync_ops (
        op_id BLOB PRIMARY KEY CHECK (length(op_id) = 16),
        lsn INTEGER NOT NULL UNIQUE,
        record_id BLOB NOT NULL,
        fonds_id BLOB NOT NULL,
        -- held: bears a mark of classification and never leaves.
        state TEXT NOT NULL CHECK (state IN ('pending', 'held', 'sealed', 'accepted', 'returned', 'conflict', 'parked')),
        epoch_id BLOB,
        seq INTEGER,
        place INTEGER,
        receipt INTEGER REFERENCES sync_receipts (row),
        feed_seq INTEGER,
        code TEXT NOT NULL DEFAULT '',
        field TEXT NOT NULL DEFAULT '',
        text TEXT NOT NULL DEFAULT ''
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX sync_ops_by_state ON sync_ops (state, lsn);
      CREATE INDEX sync_ops_by_record ON sync_ops (record_id, state);
      CREATE INDEX sync_ops_by_parcel ON sync_ops (epoch_id, seq, place);

      CREATE TABLE sync_records (
        record_id BLOB PRIMARY KEY CHECK (length(record_id) = 16),
        room TEXT NOT NULL,
        fonds_id BLOB NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('unsent', 'sealed', 'delivered', 'returned', 'conflict')),
        -- Its newest change.
        lsn INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX sync_records_by_state ON sync_records (room, state, lsn);
      CREATE INDEX sync_records_by_fonds ON sync_records (room, fonds_id, state, lsn);
      CREATE INDEX sync_records_by_age ON sync_records (room, lsn);
    `);
  },
};
