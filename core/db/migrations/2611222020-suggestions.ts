import type { Migration } from '../migrate.ts';

/**
 * What filing taught: how many live records of a fonds that bear a clue were filed under a row of its tables, and what waits to be
 * counted. The triggers note what a change takes away and what it adds, so counts and waiting together are always the truth.
 */
export const suggestions: Migration = {
  id: '2611222020-suggestions',
  up(db) {
    const texts = 'fonds_id, clause_id, title, responsible, document_number';
    const of = (record: 'OLD' | 'NEW') => texts.replace(/\w+/g, (column) => `${record}.${column}`);
    const counts = (record: 'OLD' | 'NEW') => `${record}.clause_id IS NOT NULL AND ${record}.binned_at IS NULL`;
    const note = (sign: 1 | -1, record: 'OLD' | 'NEW') =>
      `INSERT INTO suggest_waiting (sign, ${texts}) SELECT ${sign}, ${of(record)} WHERE ${counts(record)};`;
    db.exec(`
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
      -- A row of a table through all its versions, as a short number.
      CREATE TABLE suggest_rows (
        row INTEGER PRIMARY KEY,
        fonds_id BLOB NOT NULL CHECK (length(fonds_id) = 16),
        lineage_id BLOB NOT NULL CHECK (length(lineage_id) = 16),
        UNIQUE (fonds_id, lineage_id)
      ) STRICT;
      -- '' is the clue every record bears.
      CREATE TABLE suggest_clues (
        fonds_id BLOB NOT NULL CHECK (length(fonds_id) = 16),
        clue TEXT NOT NULL,
        row INTEGER NOT NULL,
        items INTEGER NOT NULL,
        PRIMARY KEY (fonds_id, clue, row)
      ) STRICT, WITHOUT ROWID;
      -- How clues are made; when that changes, everything is counted again.
      CREATE TABLE suggest_made (rule TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

      CREATE TRIGGER suggest_item_added AFTER INSERT ON items WHEN ${counts('NEW')}
        BEGIN ${note(1, 'NEW')} END;
      CREATE TRIGGER suggest_item_removed AFTER DELETE ON items WHEN ${counts('OLD')}
        BEGIN ${note(-1, 'OLD')} END;
      CREATE TRIGGER suggest_item_changed
        AFTER UPDATE OF fonds_id, clause_id, title, responsible, document_number, binned_at ON items
        WHEN (${counts('OLD')}, ${of('OLD')}) IS NOT (${counts('NEW')}, ${of('NEW')})
        BEGIN ${note(-1, 'OLD')} ${note(1, 'NEW')} END;

      -- Records of a kind are counted by clause and year.
      DROP INDEX items_by_clause;
      CREATE INDEX items_by_clause ON items (clause_id, year);
    `);
  },
};
