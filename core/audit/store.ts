import type { Act } from '../../shared/audit/audit.ts';
import type { Op } from '../../shared/audit/op.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

export interface ActRow {
  number: number;
  at: string;
  actor: string;
  operation: string;
  changes: number;
  prev: Uint8Array;
  hash: Uint8Array;
}

export interface ChangeRow {
  lsn: number;
  act: number;
  id: string;
  schema: string;
  kind: Op['kind'];
  recordId: string;
  fondsId: string | null;
  setJson: string;
  wasJson: string;
  hlc: string;
  secrecy: number;
  txn: string | null;
  actor: string;
  at: string;
}

export function newestAct(db: ReadableDb): ActRow | undefined {
  return db.get<ActRow>('SELECT number, at, actor, operation, changes, prev, hash FROM acts ORDER BY number DESC LIMIT 1');
}

export function newestLsn(db: ReadableDb): number {
  return db.get<{ lsn: number }>('SELECT coalesce(max(lsn), 0) AS lsn FROM change_log')!.lsn;
}

export function newestHlc(db: ReadableDb): string {
  return db.get<{ hlc: string }>('SELECT hlc FROM change_log ORDER BY lsn DESC LIMIT 1')?.hlc ?? '';
}

export function insertAct(db: WritableDb, act: ActRow): void {
  db.run(
    `INSERT INTO acts (number, at, actor, operation, changes, prev, hash)
     VALUES (:number, :at, :actor, :operation, :changes, :prev, :hash)`,
    { ...act },
  );
}

export function insertChange(db: WritableDb, lsn: number, act: number, op: Op): void {
  db.run(
    `INSERT INTO change_log (lsn, act, id, schema, kind, record_id, fonds_id, set_json, was_json, hlc, secrecy, txn)
     VALUES (:lsn, :act, :id, :schema, :kind, :recordId, :fondsId, :set, :was, :hlc, :secrecy, :txn)`,
    {
      lsn,
      act,
      id: op.id,
      schema: op.schema,
      kind: op.kind,
      recordId: op.rid,
      fondsId: op.fonds,
      set: JSON.stringify(op.set),
      was: JSON.stringify(op.was),
      hlc: op.hlc,
      secrecy: op.secrecy,
      txn: op.txn ?? null,
    },
  );
}

export function acts(db: ReadableDb, containing: string, offset: number, limit: number): Act[] {
  return db.all<Act>(
    `SELECT number, at, actor, operation, changes, lower(hex(hash)) AS hash FROM acts
     WHERE :text = '' OR instr(operation || ' ' || actor, :text) > 0
     ORDER BY number DESC LIMIT :limit OFFSET :offset`,
    { text: containing, limit, offset },
  );
}

export function countActs(db: ReadableDb, containing: string): number {
  return db.get<{ n: number }>(`SELECT count(*) AS n FROM acts WHERE :text = '' OR instr(operation || ' ' || actor, :text) > 0`, {
    text: containing,
  })!.n;
}

export function actsFrom(db: ReadableDb, after: number, limit: number): ActRow[] {
  return db.all<ActRow>(
    'SELECT number, at, actor, operation, changes, prev, hash FROM acts WHERE number > :after ORDER BY number LIMIT :limit',
    { after, limit },
  );
}

const changeColumns = `lsn, act, id, schema, kind, record_id AS recordId, fonds_id AS fondsId, set_json AS setJson,
  was_json AS wasJson, hlc, secrecy, txn, actor, at`;

/** Changes after a position in the log, oldest first, with the actor and time of their act. */
export function changesAfter(db: ReadableDb, lsn: number, limit: number): ChangeRow[] {
  return db.all<ChangeRow>(
    `SELECT ${changeColumns} FROM change_log JOIN acts ON acts.number = change_log.act
     WHERE lsn > :lsn ORDER BY lsn LIMIT :limit`,
    { lsn, limit },
  );
}

export function changeByOp(db: ReadableDb, id: string): ChangeRow | undefined {
  return db.get<ChangeRow>(`SELECT ${changeColumns} FROM change_log JOIN acts ON acts.number = change_log.act WHERE id = :id`, { id });
}

/** Changes of an act after a position in the log, at most `limit`; -1 for all. */
export function changesOfAct(db: ReadableDb, act: number, after: number, limit: number): ChangeRow[] {
  return db.all<ChangeRow>(
    `SELECT ${changeColumns} FROM change_log JOIN acts ON acts.number = change_log.act
     WHERE act = :act AND lsn > :after ORDER BY lsn LIMIT :limit`,
    { act, after, limit },
  );
}

export function countChanges(db: ReadableDb): number {
  return db.get<{ n: number }>('SELECT count(*) AS n FROM change_log')!.n;
}

/** The first change that belongs to no act, if any: the chain was cut by hand. */
export function changeWithoutAct(db: ReadableDb): { lsn: number; act: number } | undefined {
  return db.get<{ lsn: number; act: number }>(
    'SELECT lsn, act FROM change_log WHERE act NOT IN (SELECT number FROM acts) ORDER BY lsn LIMIT 1',
  );
}
