import type { Migration } from '../migrate.ts';

/**
 * The index of search: every 1-, 2- and 3-character piece of each live item, and the rows that wait to be indexed.
 * The triggers are plain SQL in the transaction of the change, so the index can never silently miss one.
 */
export const search: Migration = {
  id: '2611221705-search',
  up(db) {
    db.exec(`
      CREATE TABLE search_waiting (row INTEGER PRIMARY KEY) STRICT;
      -- How the index was made; when that changes, everything waits again.
      CREATE TABLE search_made (rule TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

      CREATE TRIGGER search_item_added AFTER INSERT ON items
        BEGIN INSERT OR IGNORE INTO search_waiting (row) VALUES (NEW.row); END;
      CREATE TRIGGER search_item_removed AFTER DELETE ON items
        BEGIN INSERT OR IGNORE INTO search_waiting (row) VALUES (OLD.row); END;
      CREATE TRIGGER search_item_changed
        AFTER UPDATE OF row, title, responsible, document_number, number, former_numbers, organ, box, remark, year, term, fonds_id, binned_at ON items
        BEGIN INSERT OR IGNORE INTO search_waiting (row) VALUES (OLD.row), (NEW.row); END;

      -- Tokens are parted by spaces and nothing else: every other sign of ASCII is named a token character, and so is U+0001,
      -- which begins the tokens for year, term and fonds and occurs in no normalised text.
      CREATE VIRTUAL TABLE search_index USING fts5(
        grams, content = '', contentless_delete = 1, detail = none,
        tokenize = "ascii tokenchars '${tokenCharacters().replaceAll("'", "''").replaceAll('"', '""')}'"
      );
      -- Merging is done when nobody waits, in steps of our own: merges of FTS5's choosing take up to 120 ms.
      INSERT INTO search_index (search_index, rank) VALUES ('automerge', 0), ('crisismerge', 1000);
      CREATE VIRTUAL TABLE search_grams USING fts5vocab(search_index, row);

      INSERT INTO search_waiting (row) SELECT row FROM items;
    `);
  },
};

/** U+0001 and all printing ASCII but letters and digits. */
function tokenCharacters(): string {
  const printing = Array.from({ length: 0x7f - 0x21 }, (_, index) => String.fromCharCode(0x21 + index));
  return `\u0001${printing.filter((sign) => !/[0-9A-Za-z]/.test(sign)).join('')}`;
}
