CREATE TABLE acts (
        number INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        operation TEXT NOT NULL,
        changes INTEGER NOT NULL,
        prev BLOB NOT NULL CHECK (length(prev) = 32),
        hash BLOB NOT NULL CHECK (length(hash) = 32)
      ) STRICT;

CREATE TRIGGER acts_append_only BEFORE UPDATE ON acts BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER acts_never_deleted BEFORE DELETE ON acts BEGIN SELECT RAISE(ABORT, 'append-only'); END;

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

CREATE TABLE categories (
        id BLOB PRIMARY KEY CHECK (length(id) = 16),
        scheme_id BLOB NOT NULL REFERENCES schemes (id) ON DELETE CASCADE,
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        arrangement TEXT NOT NULL CHECK (arrangement IN ('item', 'volume')),
        number_template TEXT NOT NULL,
        position INTEGER NOT NULL, start_basis TEXT NOT NULL DEFAULT 'year'
        CHECK (start_basis IN ('year', 'document', 'filed', 'closed', 'completed', 'accounting')), ext TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(ext)),
        UNIQUE (scheme_id, code)
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

CREATE TRIGGER change_log_append_only BEFORE UPDATE ON change_log BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER change_log_never_deleted BEFORE DELETE ON change_log BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER change_log_not_classified BEFORE INSERT ON change_log
        WHEN NEW.secrecy >= 2 AND coalesce((SELECT value FROM settings WHERE name = 'kind'), '') <> 'classified'
        BEGIN SELECT RAISE(ABORT, 'classified'); END;

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
      , lineage_id BLOB CHECK (length(lineage_id) = 16), secrecy INTEGER NOT NULL DEFAULT 0 CHECK (secrecy BETWEEN 0 AND 4), openness TEXT NOT NULL DEFAULT 'unreviewed'
        CHECK (openness IN ('open', 'restricted', 'deferred', 'unreviewed')), duty TEXT NOT NULL DEFAULT '', revision INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX clauses_by_category ON clauses (category_id, position);

CREATE INDEX clauses_by_lineage ON clauses (lineage_id);

CREATE INDEX clauses_by_parent ON clauses (parent_id);

CREATE INDEX clauses_in_order ON clauses (scheme_id, position);

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

CREATE TABLE import_origins (
        item_id BLOB PRIMARY KEY,
        batch INTEGER NOT NULL,
        line INTEGER NOT NULL,
        print TEXT NOT NULL
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

CREATE TABLE import_rows (
        batch INTEGER NOT NULL REFERENCES import_batches (batch) ON DELETE CASCADE,
        line INTEGER NOT NULL,
        cells TEXT NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome IN ('new', 'updated', 'unchanged', 'skipped', 'rejected')),
        -- The item it is matched with.
        item_id BLOB,
        PRIMARY KEY (batch, line)
      ) STRICT, WITHOUT ROWID;

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
      , project TEXT NOT NULL DEFAULT '', page TEXT NOT NULL DEFAULT '', clause_term TEXT) STRICT;

CREATE INDEX items_binned ON items (fonds_id) WHERE binned_at IS NOT NULL;

CREATE INDEX items_by_clause ON items (clause_id, year, binned_at);

CREATE INDEX items_by_date ON items (fonds_id, date_start);

CREATE INDEX items_by_number ON items (fonds_id, number);

CREATE INDEX items_entered ON items (fonds_id) WHERE binned_at IS NULL;

CREATE INDEX items_live ON items (fonds_id, year, term, category, organ_code, organ, pages, number IS NULL, clause_id IS NULL) WHERE binned_at IS NULL;

CREATE TRIGGER search_item_added AFTER INSERT ON items
        BEGIN INSERT OR IGNORE INTO search_waiting (row) VALUES (NEW.row); END;

CREATE TRIGGER search_item_changed
        AFTER UPDATE OF row, title, responsible, document_number, number, former_numbers, organ, box, remark, year, term, fonds_id, binned_at ON items
        BEGIN INSERT OR IGNORE INTO search_waiting (row) VALUES (OLD.row), (NEW.row); END;

CREATE TRIGGER search_item_removed AFTER DELETE ON items
        BEGIN INSERT OR IGNORE INTO search_waiting (row) VALUES (OLD.row); END;

CREATE TRIGGER suggest_item_added AFTER INSERT ON items WHEN NEW.clause_id IS NOT NULL AND NEW.binned_at IS NULL
        BEGIN INSERT INTO suggest_waiting (sign, fonds_id, clause_id, title, responsible, document_number) SELECT 1, NEW.fonds_id, NEW.clause_id, NEW.title, NEW.responsible, NEW.document_number WHERE NEW.clause_id IS NOT NULL AND NEW.binned_at IS NULL; END;

CREATE TRIGGER suggest_item_changed
        AFTER UPDATE OF fonds_id, clause_id, title, responsible, document_number, binned_at ON items
        WHEN (OLD.clause_id IS NOT NULL AND OLD.binned_at IS NULL, OLD.fonds_id, OLD.clause_id, OLD.title, OLD.responsible, OLD.document_number) IS NOT (NEW.clause_id IS NOT NULL AND NEW.binned_at IS NULL, NEW.fonds_id, NEW.clause_id, NEW.title, NEW.responsible, NEW.document_number)
        BEGIN INSERT INTO suggest_waiting (sign, fonds_id, clause_id, title, responsible, document_number) SELECT -1, OLD.fonds_id, OLD.clause_id, OLD.title, OLD.responsible, OLD.document_number WHERE OLD.clause_id IS NOT NULL AND OLD.binned_at IS NULL; INSERT INTO suggest_waiting (sign, fonds_id, clause_id, title, responsible, document_number) SELECT 1, NEW.fonds_id, NEW.clause_id, NEW.title, NEW.responsible, NEW.document_number WHERE NEW.clause_id IS NOT NULL AND NEW.binned_at IS NULL; END;

CREATE TRIGGER suggest_item_removed AFTER DELETE ON items WHEN OLD.clause_id IS NOT NULL AND OLD.binned_at IS NULL
        BEGIN INSERT INTO suggest_waiting (sign, fonds_id, clause_id, title, responsible, document_number) SELECT -1, OLD.fonds_id, OLD.clause_id, OLD.title, OLD.responsible, OLD.document_number WHERE OLD.clause_id IS NOT NULL AND OLD.binned_at IS NULL; END;

CREATE TABLE migrations (step TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

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

CREATE INDEX not_filed_by_clause ON not_filed (clause_id);

CREATE INDEX not_filed_by_year ON not_filed (fonds_id, year);

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

CREATE INDEX numbers_by_item ON numbers (item_id);

CREATE INDEX numbers_by_series ON numbers (fonds_id, series, serial);

CREATE TABLE output_files (
        id BLOB PRIMARY KEY CHECK (length(id) = 16),
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        written_at TEXT NOT NULL
      ) STRICT;

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

CREATE TABLE "schemes" (
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

CREATE VIRTUAL TABLE search_grams USING fts5vocab(search_index, row);

CREATE VIRTUAL TABLE search_index USING fts5(
        grams, content = '', contentless_delete = 1, detail = none,
        tokenize = "ascii tokenchars '!""#$%&''()*+,-./:;<=>?@[\]^_`{|}~'"
      );

CREATE TABLE 'search_index_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'search_index_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'search_index_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);

CREATE TABLE 'search_index_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE search_made (rule TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE search_waiting (row INTEGER PRIMARY KEY) STRICT;

CREATE TABLE settings (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

CREATE TABLE staged_files (
        id BLOB PRIMARY KEY CHECK (length(id) = 16),
        name TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        staged_at TEXT NOT NULL
      ) STRICT;

CREATE TABLE suggest_clues (
        fonds_id BLOB NOT NULL CHECK (length(fonds_id) = 16),
        clue TEXT NOT NULL,
        row INTEGER NOT NULL,
        items INTEGER NOT NULL,
        PRIMARY KEY (fonds_id, clue, row)
      ) STRICT, WITHOUT ROWID;

CREATE TABLE suggest_made (rule TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE suggest_rows (
        row INTEGER PRIMARY KEY,
        fonds_id BLOB NOT NULL CHECK (length(fonds_id) = 16),
        lineage_id BLOB NOT NULL CHECK (length(lineage_id) = 16),
        UNIQUE (fonds_id, lineage_id)
      ) STRICT;

CREATE TABLE suggest_waiting (
        number INTEGER PRIMARY KEY,
        -- 1: count it; -1: count it no more.
        sign INTEGER NOT NULL CHECK (sign IN (-1, 1)),
        fonds_id BLOB NOT NULL CHECK (length(fonds_id) = 16),
        clause_id BLOB NOT NULL CHECK (length(clause_id) = 16),
        title TEXT NOT NULL,
        responsible TEXT NOT NULL,
        document_number TEXT NOT NULL
      ) STRICT;

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

CREATE TABLE sync_devices (
        dev TEXT PRIMARY KEY,
        epoch_id BLOB NOT NULL CHECK (length(epoch_id) = 16),
        since TEXT NOT NULL,
        current INTEGER NOT NULL CHECK (current IN (0, 1))
      ) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX sync_devices_one_current ON sync_devices (current) WHERE current = 1;

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

CREATE INDEX sync_ops_by_parcel ON sync_ops (epoch_id, seq, place);

CREATE INDEX sync_ops_by_record ON sync_ops (record_id, state);

CREATE INDEX sync_ops_by_state ON sync_ops (state, lsn);

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

CREATE TABLE sync_records (
        record_id BLOB PRIMARY KEY CHECK (length(record_id) = 16),
        room TEXT NOT NULL,
        fonds_id BLOB NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('unsent', 'sealed', 'delivered', 'returned', 'conflict')),
        -- Its newest change.
        lsn INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

CREATE INDEX sync_records_by_age ON sync_records (room, lsn);

CREATE INDEX sync_records_by_fonds ON sync_records (room, fonds_id, state, lsn);

CREATE INDEX sync_records_by_state ON sync_records (room, state, lsn);

CREATE TABLE sync_state (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        noted_lsn INTEGER NOT NULL,
        problem TEXT NOT NULL,
        problem_details TEXT NOT NULL CHECK (json_valid(problem_details)),
        problem_at TEXT,
        -- Set when the county holds another history of this device; cleared only by a new enrolment.
        forked INTEGER NOT NULL CHECK (forked IN (0, 1))
      ) STRICT;
