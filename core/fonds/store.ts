import type { Fonds, FondsDraft, Organ } from '../../shared/fonds/fonds.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

type Row = Omit<Fonds, 'organs'> & { organs: string };

const columns = `id, code, name, unit_type AS unitType, county, contact, pattern, number_template AS numberTemplate, organs, created_at AS createdAt`;

const shaped = (row: Row): Fonds => ({ ...row, organs: JSON.parse(row.organs) as Organ[] });

export function allFonds(db: ReadableDb): Fonds[] {
  return db.all<Row>(`SELECT ${columns} FROM fonds ORDER BY created_at, code`).map(shaped);
}

export function fondsById(db: ReadableDb, id: string): Fonds | undefined {
  const row = db.get<Row>(`SELECT ${columns} FROM fonds WHERE id = :id`, { id });
  return row && shaped(row);
}

export function fondsByCode(db: ReadableDb, code: string): Fonds | undefined {
  const row = db.get<Row>(`SELECT ${columns} FROM fonds WHERE code = :code`, { code });
  return row && shaped(row);
}

/** Whether any number was ever given in it. Asked here because numbering stands to the right. */
export function hasGivenNumbers(db: ReadableDb, id: string): boolean {
  return db.get('SELECT 1 FROM numbers WHERE fonds_id = :id LIMIT 1', { id }) !== undefined;
}

export function insertFonds(db: WritableDb, fonds: FondsDraft & { id: string; createdAt: string }): void {
  db.run(
    `INSERT INTO fonds (id, code, name, unit_type, county, contact, pattern, number_template, organs, created_at)
     VALUES (:id, :code, :name, :unitType, :county, :contact, :pattern, :numberTemplate, :organs, :createdAt)`,
    { ...fonds, organs: JSON.stringify(fonds.organs) },
  );
}

export function updateFonds(db: WritableDb, fonds: Fonds): void {
  db.run(
    `UPDATE fonds SET code = :code, name = :name, unit_type = :unitType, county = :county, contact = :contact,
       pattern = :pattern, number_template = :numberTemplate, organs = :organs WHERE id = :id`,
    { ...fonds, organs: JSON.stringify(fonds.organs) },
  );
}
