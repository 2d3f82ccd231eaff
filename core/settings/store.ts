import type { ReadableDb, WritableDb } from '../db/database.ts';

export function setting(db: ReadableDb, name: string): string | undefined {
  return db.get<{ value: string }>('SELECT value FROM settings WHERE name = :name', { name })?.value;
}

export function saveSetting(db: WritableDb, name: string, value: string): void {
  db.run('INSERT INTO settings (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = :value', { name, value });
}
