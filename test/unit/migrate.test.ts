import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase, type WritableDb } from '../../core/db/database.ts';
import { appliedMigrations, type Migration, migrate, pendingMigrations } from '../../core/db/migrate.ts';
import { migrations } from '../../core/db/migrations/index.ts';
import { schemaText } from '../../core/db/store.ts';
import { emptyFolder } from '../support/hosts.ts';

function database(path = ':memory:'): WritableDb {
  const db = openDatabase(path);
  onTestFinished(() => db.close());
  return db;
}

const step = (id: string, sql: string): Migration => ({ id, up: (db) => db.exec(sql) });

describe('the steps of the schema', () => {
  test('stand in the order they were written, each named once by its minute and its room', () => {
    const ids = migrations.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])([01]\d|2[0-3])[0-5]\d-[a-z-]+$/);
  });

  test('lead from nothing to schema.sql', async () => {
    const db = database();
    migrate(db, migrations);
    await expect(schemaText(db)).toMatchFileSnapshot('../../core/db/schema.sql');
  });

  test('taken a second time do nothing', () => {
    const db = database();
    migrate(db, migrations);
    const before = schemaText(db);
    migrate(db, migrations);
    expect(schemaText(db)).toBe(before);
    expect(appliedMigrations(db)).toEqual(migrations.map(({ id }) => id));
    expect(pendingMigrations(db, migrations)).toEqual([]);
  });

  test('lead to the same schema whether taken at once or one version after another', () => {
    const atOnce = database();
    migrate(atOnce, migrations);
    const slowly = database();
    for (let count = 1; count <= migrations.length; count++) migrate(slowly, migrations.slice(0, count));
    expect(schemaText(slowly)).toBe(schemaText(atOnce));
  });

  test('every table is STRICT, so that no column holds what it was not made for', () => {
    const db = database();
    migrate(db, migrations);
    const loose = db.all<{ name: string }>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
    );
    expect(loose).toEqual([]);
  });

  test('a file that knows a later step is refused as newer and left as it is', () => {
    const db = database();
    migrate(db, [...migrations, step('9912312359-later', 'CREATE TABLE later (x TEXT) STRICT')]);
    const before = schemaText(db);
    expect(() => migrate(db, migrations)).toThrow(
      expect.objectContaining({ code: 'newer-database', details: { unknown: ['9912312359-later'] } }),
    );
    expect(schemaText(db)).toBe(before);
  });

  test('a step that fails leaves nothing of itself, and the ones before it stand', () => {
    const db = database();
    const broken = [
      step('2601010000-a', 'CREATE TABLE a (x TEXT) STRICT'),
      step('2601010001-b', 'CREATE TABLE b (x TEXT) STRICT; CREATE TABLE a (x TEXT) STRICT'),
    ];
    expect(() => migrate(db, broken)).toThrow('already exists');
    expect(appliedMigrations(db)).toEqual(['2601010000-a']);
    expect(db.all(`SELECT name FROM sqlite_schema WHERE name IN ('a', 'b')`)).toEqual([{ name: 'a' }]);
    expect(db.get('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 });
  });

  test('a step that leaves an orphan is taken back', () => {
    const db = database();
    const orphaning = [
      step(
        '2601010000-a',
        'CREATE TABLE mother (x INTEGER PRIMARY KEY) STRICT; CREATE TABLE child (m INTEGER REFERENCES mother (x)) STRICT; INSERT INTO mother VALUES (1); INSERT INTO child VALUES (1)',
      ),
      step('2601010001-b', 'DELETE FROM mother'),
    ];
    expect(() => migrate(db, orphaning)).toThrow('leaves 1 orphans');
    expect(db.all('SELECT x FROM mother')).toEqual([{ x: 1 }]);
  });
});

describe('the connection', () => {
  test('keeps foreign keys, full syncing, the write-ahead log and the exclusive lock, and trusts no schema', () => {
    const db = database(join(emptyFolder(), 'lantai.db'));
    migrate(db, migrations);
    const settings = Object.fromEntries(
      ['foreign_keys', 'synchronous', 'journal_mode', 'locking_mode', 'trusted_schema', 'cell_size_check'].map((name) => [
        name,
        Object.values(db.get<object>(`PRAGMA ${name}`) ?? {})[0],
      ]),
    );
    expect(settings).toEqual({
      foreign_keys: 1,
      synchronous: 2,
      journal_mode: 'wal',
      locking_mode: 'exclusive',
      trusted_schema: 0,
      cell_size_check: 1,
    });
    expect(() =>
      db.run(
        `INSERT INTO schemes (id, fonds_id, title, version, state, template, created_at) VALUES (randomblob(16), randomblob(16), '', 1, 'draft', '', '')`,
      ),
    ).toThrow('FOREIGN KEY constraint failed');
  });
});
