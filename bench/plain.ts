import { copyFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';

/** The rows one piece of work has written, table by table, as they stand in the file. */
export type Written = { table: string; columns: string[]; rows: unknown[][] }[];

/** The tables of the catalogue; not the word index and the notes of sending, which are made in idle time, nor the staging. */
function tables(db: Sqlite.Database): { name: string; keyed: boolean }[] {
  const rows = db
    .prepare(`SELECT name, wr AS keyed FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .all() as { name: string; keyed: number }[];
  return rows.filter(({ name }) => !/^(search|suggest|import|sync)_/.test(name)).map(({ name, keyed }) => ({ name, keyed: keyed === 1 }));
}

/** Everything in the file beyond the first `known` rows of each table, in the order it was written. */
export function rowsBeyond(path: string, known: ReadonlyMap<string, number>): Written {
  const db = new Sqlite(path, { readonly: true });
  const written = tables(db).flatMap(({ name, keyed }) => {
    const columns = (db.pragma(`table_info(${name})`) as { name: string }[]).map((column) => column.name);
    const order = keyed ? '' : ' ORDER BY rowid';
    const rows = (db.prepare(`SELECT * FROM ${name}${order}`).raw().all() as unknown[][]).slice(known.get(name) ?? 0);
    return rows.length > 0 ? [{ table: name, columns, rows }] : [];
  });
  db.close();
  return written;
}

/** How many rows each table holds. */
export function countRows(path: string): Map<string, number> {
  const db = new Sqlite(path, { readonly: true });
  const counts = new Map(tables(db).map(({ name }) => [name, db.prepare(`SELECT count(*) FROM ${name}`).pluck().get() as number]));
  db.close();
  return counts;
}

/**
 * What bare better-sqlite3 would do (rulings 26): the same rows into the same tables and indexes, prepared statements, one
 * durable transaction a write. `path` starts as a copy of `empty`; the rows of fonds come from `source`, so that keys hold.
 */
export function bareWriter(path: string, empty: string, source: string): { write(written: Written): void; close(): void } {
  copyFileSync(empty, path);
  const db = new Sqlite(path);
  db.pragma('locking_mode = exclusive');
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = full');
  db.pragma('foreign_keys = 0');
  db.exec(`ATTACH '${source}' AS source; DELETE FROM fonds; INSERT INTO fonds SELECT * FROM source.fonds; DETACH source`);
  db.pragma('foreign_keys = 1');
  const statements = new Map<string, Sqlite.Statement>();
  return {
    write(written) {
      db.exec('BEGIN IMMEDIATE');
      for (const { table, columns, rows } of written) {
        let statement = statements.get(table);
        if (!statement) {
          statement = db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
          statements.set(table, statement);
        }
        for (const row of rows) statement.run(...row);
      }
      db.exec('COMMIT');
    },
    close: () => db.close(),
  };
}
