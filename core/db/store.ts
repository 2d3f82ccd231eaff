import type { ReadableDb, WritableDb } from './database.ts';

/** What `PRAGMA quick_check` finds wrong in the whole file; nothing when it is sound. */
export function findings(db: ReadableDb): string[] {
  return sayings(db.all<{ saying: string }>('SELECT quick_check AS saying FROM pragma_quick_check'));
}

/** Tables that can be checked one at a time. */
export function tablesToCheck(db: ReadableDb): string[] {
  return db.all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).map((table) => table.name);
}

/** What is wrong in one table and its indexes. */
export function checkTable(db: ReadableDb, table: string): string[] {
  return sayings(db.all<{ saying: string }>('SELECT quick_check AS saying FROM pragma_quick_check(:table)', { table }));
}

/** Writes a whole, compact copy of the catalogue to a new file. */
export function copyInto(db: WritableDb, path: string): void {
  db.run('VACUUM INTO :path', { path });
}

/** The schema as SQL, for people to read. */
export function schemaText(db: ReadableDb): string {
  const parts = db.all<{ sql: string }>(`
    SELECT sql FROM sqlite_schema
    WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
    ORDER BY tbl_name, CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name`);
  return parts.map(({ sql }) => `${sql};\n`).join('\n');
}

function sayings(rows: readonly { saying: string }[]): string[] {
  return rows.map((row) => row.saying).filter((saying) => saying !== 'ok');
}
