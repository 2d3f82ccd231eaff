import type { ClientBase } from 'pg';

export interface DeviceRow {
  dev: string;
  fonds: string[];
  enrolledAt: string;
  lastContactAt: string | null;
  revoked: boolean;
}
export interface ParcelRow {
  receipt: string;
  fonds: string;
  dev: string;
  seq: number;
  changes: number;
  bytes: number;
  arrivedAt: string;
  refused: boolean;
}
export interface CountyItem {
  id: string;
  fonds: string;
  number: string | null;
  title: string;
  year: number;
  term: string | null;
  numberConflict: boolean;
  binned: boolean;
}
export interface ItemQuery {
  fonds?: string | undefined;
  year?: number | undefined;
  limit?: number | undefined;
}
export interface FondsStatus {
  code: string;
  name: string;
  items: number;
  lastArrivalAt: string | null;
  returned: number;
  conflict: number;
  numberConflicts: number;
}

const iso = (at: Date | null) => at?.toISOString() ?? null;

export async function devices(db: ClientBase): Promise<DeviceRow[]> {
  const { rows } = await db.query<{
    dev: string;
    fonds: string[];
    enrolled_at: Date;
    last_contact_at: Date | null;
    revoked_at: Date | null;
  }>(
    `SELECT dev, array_remove(array_agg(fonds.code ORDER BY fonds.code), NULL) AS fonds, enrolled_at, last_contact_at, revoked_at
     FROM device LEFT JOIN device_fonds USING (dev) LEFT JOIN fonds_alias ON fonds_alias.id = fonds_id LEFT JOIN fonds ON fonds.id = fonds_alias.fonds
     GROUP BY dev, enrolled_at, last_contact_at, revoked_at ORDER BY enrolled_at`,
  );
  return rows.map((row) => ({
    dev: row.dev,
    fonds: row.fonds,
    enrolledAt: row.enrolled_at.toISOString(),
    lastContactAt: iso(row.last_contact_at),
    revoked: row.revoked_at !== null,
  }));
}

/** From now on nothing of this device is taken; what it sent stays. */
export async function revoke(db: ClientBase, dev: string): Promise<boolean> {
  return (await db.query('UPDATE device SET revoked_at = now() WHERE dev = $1 AND revoked_at IS NULL', [dev])).rowCount === 1;
}

export async function parcels(db: ClientBase): Promise<ParcelRow[]> {
  const { rows } = await db.query<Omit<ParcelRow, 'arrivedAt'> & { arrived_at: Date }>(
    `SELECT receipt.no AS receipt, fonds.code AS fonds, dev, seq, changes, parcel.bytes, arrived_at, refused
     FROM parcel JOIN receipt USING (dev, ep, seq) JOIN fonds ON fonds.id = parcel.fonds ORDER BY arrival DESC LIMIT 1000`,
  );
  return rows.map(({ arrived_at, ...row }) => ({ ...row, arrivedAt: arrived_at.toISOString() }));
}

export async function items(db: ClientBase, { fonds = '', year = 0, limit = 1000 }: ItemQuery): Promise<CountyItem[]> {
  const { rows } = await db.query<CountyItem>(
    `SELECT item.id, fonds.code AS fonds, number, title, year, term, number_conflict AS "numberConflict", binned
     FROM item JOIN fonds ON fonds.id = item.fonds
     WHERE ($1 = '' OR fonds.code = $1) AND ($2 = 0 OR year = $2) ORDER BY fonds.code, year, number NULLS LAST, item.id LIMIT $3`,
    [fonds, year, limit],
  );
  return rows;
}

/** Each fonds with what it holds and what waits there for a person. */
export async function fondsStatus(db: ClientBase): Promise<FondsStatus[]> {
  const { rows } = await db.query<{
    code: string;
    name: string;
    items: number;
    last_arrival_at: Date | null;
    returned: number;
    conflict: number;
    number_conflicts: number;
  }>(
    `WITH standing AS (SELECT DISTINCT ON (op_id, fonds) fonds, result FROM op ORDER BY op_id, fonds, feed_seq DESC)
     SELECT code, name,
       (SELECT count(*) FROM item WHERE item.fonds = fonds.id) AS items,
       (SELECT max(arrived_at) FROM parcel WHERE parcel.fonds = fonds.id) AS last_arrival_at,
       (SELECT count(*) FROM standing WHERE standing.fonds = fonds.id AND result = 'R') AS returned,
       (SELECT count(*) FROM standing WHERE standing.fonds = fonds.id AND result IN ('C', 'P')) AS conflict,
       (SELECT count(*) FROM item WHERE item.fonds = fonds.id AND number_conflict) AS number_conflicts
     FROM fonds ORDER BY code`,
  );
  return rows.map((row) => ({
    code: row.code,
    name: row.name,
    items: row.items,
    lastArrivalAt: iso(row.last_arrival_at),
    returned: row.returned,
    conflict: row.conflict,
    numberConflicts: row.number_conflicts,
  }));
}
