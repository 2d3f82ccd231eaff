import Sqlite from 'better-sqlite3';
import { Refusal } from '../../shared/reply.ts';
import { idBytes, idText } from './ids.ts';

export type Value = string | number | bigint | null | Uint8Array;
/** By name; what the statement does not name is left aside, what it names must be there. */
export type Params = { readonly [name: string]: Value | boolean | undefined };

/**
 * Reads. Columns and parameters named `id` or `…Id` hold UUIDs: text (36 characters) on this side, BLOB(16) in the file.
 * The conversion lives here and nowhere else. In SQL, `id_bytes(text)` does the same for ids inside JSON.
 */
export interface ReadableDb {
  all<Row>(sql: string, params?: Params): Row[];
  get<Row>(sql: string, params?: Params): Row | undefined;
  /** Rows one at a time, for answers too large to hold. Nothing else may be asked of the database meanwhile. */
  each<Row>(sql: string, params?: Params): IterableIterator<Row>;
}

export interface WritableDb extends ReadableDb {
  run(sql: string, params?: Params): { readonly changes: number; readonly row: number };
  exec(sql: string): void;
  /** All or nothing. An async body does not compile. Inside another transaction it is part of that one. */
  transaction<T>(body: () => T extends Promise<unknown> ? never : T): T;
  close(): void;
}

const isIdName = (name: string) => name === 'id' || name.endsWith('Id');

function bound(value: Params[string], isId: boolean): Value {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return Number(value);
  return isId && typeof value === 'string' ? idBytes(value) : value;
}

const textOrParameter = /'(?:[^']|'')*'|:([A-Za-z]\w*)/g;

/** A statement, how its parameters are bound, and which of its columns are ids. */
interface Prepared {
  readonly statement: Sqlite.Statement;
  bind(params: Params): unknown[];
  readonly ids: readonly string[];
}

function prepare(raw: Sqlite.Database, sql: string): Prepared {
  const names = [...sql.matchAll(textOrParameter)].flatMap(([, name]) => name ?? []);
  // By place is half again as fast as by name. A name used twice must stay one parameter: two are never equal to SQLite.
  const byPlace = new Set(names).size === names.length;
  const statement = raw.prepare(byPlace ? sql.replace(textOrParameter, (whole, name) => (name === undefined ? whole : '?')) : sql);
  const areIds = names.map(isIdName);
  const columns = statement.reader ? statement.columns().map((column) => column.name) : [];
  return {
    statement,
    ids: columns.filter(isIdName),
    bind(params) {
      const values = names.map((name, place) => {
        const value = params[name];
        if (value === undefined && !(name in params)) throw new RangeError(`Missing named parameter "${name}"`);
        return bound(value, areIds[place] === true);
      });
      return byPlace ? values : [Object.fromEntries(values.map((value, place) => [names[place], value]))];
    },
  };
}

/** What must hold on every connection that writes (measured: WAL with NORMAL loses acknowledged rows on power loss). */
const settings = {
  locking_mode: 'exclusive',
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  trusted_schema: 0,
  cell_size_check: 1,
  mmap_size: 0,
  journal_size_limit: 67_108_864,
  temp_store: 2,
} as const;

/** Oldest SQLite without the WAL-reset corruption bug. */
const oldestSqlite = '3.51.3';

function isOlder(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) < 0;
}

/** Opens a catalogue for this process alone, from a file, or in memory from the bytes of one; a setting that lies is refused as `wrong-settings`. */
export function openDatabase(path: string | Buffer): WritableDb {
  const raw = new Sqlite(path);
  try {
    const version = String(raw.prepare('SELECT sqlite_version()').pluck().get());
    if (isOlder(version, oldestSqlite)) throw new Refusal('wrong-settings', `SQLite ${version} is older than ${oldestSqlite}`);
    for (const [name, wanted] of Object.entries(settings)) {
      raw.pragma(`${name} = ${wanted}`);
      const got = raw.pragma(name, { simple: true });
      const inMemory =
        (path === ':memory:' || typeof path !== 'string') && (name === 'journal_mode' || name === 'mmap_size' || name === 'locking_mode');
      if (!inMemory && got !== undefined && got !== wanted) throw new Refusal('wrong-settings', `pragma ${name} is ${got}, not ${wanted}`);
    }
  } catch (error) {
    raw.close();
    throw error;
  }
  return wrap(raw);
}

/** Opens a finished copy (a backup) only to read and check it. */
export function openCopy(path: string): ReadableDb & { close(): void } {
  return wrap(new Sqlite(path, { readonly: true, fileMustExist: true }));
}

function wrap(raw: Sqlite.Database): WritableDb {
  raw.function('id_bytes', { deterministic: true }, (id: unknown) => idBytes(String(id)));
  const statements = new Map<string, Prepared>();
  function prepared(sql: string): Prepared {
    const known = statements.get(sql);
    if (known) return known;
    const made = prepare(raw, sql);
    statements.set(sql, made);
    return made;
  }
  function shape<Row>(row: unknown, ids: readonly string[]): Row {
    const record = row as Record<string, unknown>;
    for (const name of ids) {
      const value = record[name];
      if (value instanceof Uint8Array && value.length === 16) record[name] = idText(value);
    }
    return record as Row;
  }
  const db: WritableDb = {
    all<Row>(sql: string, params: Params = {}) {
      const { statement, bind, ids } = prepared(sql);
      const rows = statement.all(...bind(params));
      if (ids.length > 0) for (const row of rows) shape(row, ids);
      return rows as Row[];
    },
    get<Row>(sql: string, params: Params = {}) {
      const { statement, bind, ids } = prepared(sql);
      const row = statement.get(...bind(params));
      return row === undefined ? undefined : shape<Row>(row, ids);
    },
    *each<Row>(sql: string, params: Params = {}) {
      const { statement, bind, ids } = prepared(sql);
      for (const row of statement.iterate(...bind(params))) yield shape<Row>(row, ids);
    },
    run(sql, params = {}) {
      const { statement, bind } = prepared(sql);
      const result = statement.run(...bind(params));
      return { changes: result.changes, row: Number(result.lastInsertRowid) };
    },
    exec(sql) {
      raw.exec(sql);
    },
    transaction(body) {
      if (raw.inTransaction) return body();
      raw.exec('BEGIN IMMEDIATE');
      try {
        const result = body();
        raw.exec('COMMIT');
        return result;
      } catch (error) {
        if (raw.inTransaction) raw.exec('ROLLBACK');
        throw error;
      }
    },
    close() {
      statements.clear();
      raw.close();
    },
  };
  return db;
}
