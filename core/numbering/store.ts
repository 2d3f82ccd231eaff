import type { ReadableDb, WritableDb } from '../db/database.ts';

export interface BorneNumber {
  readonly number: string;
  readonly itemId: string;
  readonly state: 'taken' | 'former';
}

/** The highest 件号 ever used in a series; 0 for none. */
export function highestSerial(db: ReadableDb, fondsId: string, series: string): number {
  return db.get<{ highest: number }>(
    'SELECT coalesce(max(serial), 0) AS highest FROM numbers WHERE fonds_id = :fondsId AND series = :series',
    { fondsId, series },
  )!.highest;
}

/** Who bears or bore a number. */
export function bearerOf(db: ReadableDb, fondsId: string, number: string): BorneNumber | undefined {
  return db.get<BorneNumber>('SELECT number, item_id AS itemId, state FROM numbers WHERE fonds_id = :fondsId AND number = :number', {
    fondsId,
    number,
  });
}

/** Writes a number down for an item; false, and nothing written, when another item bears or bore it. */
export function takeNumber(
  db: WritableDb,
  entry: { fondsId: string; number: string; itemId: string; series: string; serial: number | null },
): boolean {
  return (
    db.run(
      `INSERT INTO numbers (fonds_id, number, item_id, series, serial, state)
       VALUES (:fondsId, :number, :itemId, :series, :serial, 'taken')
       ON CONFLICT (fonds_id, number) DO UPDATE SET state = 'taken' WHERE item_id = excluded.item_id`,
      entry,
    ).changes === 1
  );
}

/** The item bears it no longer; it stays taken for everybody else. */
export function makeFormer(db: WritableDb, fondsId: string, number: string, itemId: string): void {
  db.run(`UPDATE numbers SET state = 'former' WHERE fonds_id = :fondsId AND number = :number AND item_id = :itemId`, {
    fondsId,
    number,
    itemId,
  });
}

export function numbersContaining(db: ReadableDb, fondsId: string, text: string): BorneNumber[] {
  return db.all<BorneNumber>(
    `SELECT number, item_id AS itemId, state FROM numbers
     WHERE fonds_id = :fondsId AND instr(upper(number), upper(:text)) > 0 ORDER BY number LIMIT 200`,
    { fondsId, text },
  );
}
