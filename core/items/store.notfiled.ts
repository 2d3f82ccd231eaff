import type { NotFiled } from '../../shared/items/notfiled.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

const columns = `id, fonds_id AS fondsId, year, title, responsible, document_number AS documentNumber, date, clause_id AS clauseId,
  clause_no AS clauseNo, clause_text AS clauseText, reason, decided_on AS decidedOn, secrecy, archivist, removed_at AS removedAt,
  created_at AS createdAt, updated_at AS updatedAt`;

export function notFiledById(db: ReadableDb, id: string): NotFiled | undefined {
  return db.get<NotFiled>(`SELECT ${columns} FROM not_filed WHERE id = :id`, { id });
}

export interface WhichNotFiled {
  readonly fondsId: string;
  readonly year: number | null;
  readonly text: string;
  readonly view: 'standing' | 'removed';
}

const where = ({ view }: WhichNotFiled) => `fonds_id = :fondsId AND removed_at IS ${view === 'removed' ? 'NOT ' : ''}NULL
  AND (:year IS NULL OR year = :year)
  AND (:text = '' OR instr(lower(title || ' ' || responsible || ' ' || document_number || ' ' || reason), lower(:text)) > 0)`;

export function notFiledPage(db: ReadableDb, which: WhichNotFiled, page: { offset: number; limit: number }): NotFiled[] {
  return db.all<NotFiled>(
    `SELECT ${columns} FROM not_filed WHERE ${where(which)} ORDER BY decided_on DESC, row DESC LIMIT :limit OFFSET :offset`,
    { ...which, ...page },
  );
}

export function countNotFiled(db: ReadableDb, which: WhichNotFiled): number {
  return db.get<{ total: number }>(`SELECT count(*) AS total FROM not_filed WHERE ${where(which)}`, { ...which })?.total ?? 0;
}

export function insertNotFiled(db: WritableDb, decision: NotFiled): void {
  db.run(
    `INSERT INTO not_filed (id, fonds_id, year, title, responsible, document_number, date, clause_id, clause_no, clause_text, reason,
       decided_on, secrecy, archivist, removed_at, created_at, updated_at)
     VALUES (:id, :fondsId, :year, :title, :responsible, :documentNumber, :date, :clauseId, :clauseNo, :clauseText, :reason,
       :decidedOn, :secrecy, :archivist, :removedAt, :createdAt, :updatedAt)`,
    { ...decision },
  );
}

export function updateNotFiled(db: WritableDb, decision: NotFiled): void {
  db.run(
    `UPDATE not_filed SET year = :year, title = :title, responsible = :responsible, document_number = :documentNumber, date = :date,
       clause_id = :clauseId, clause_no = :clauseNo, clause_text = :clauseText, reason = :reason, decided_on = :decidedOn,
       secrecy = :secrecy, removed_at = :removedAt, updated_at = :updatedAt WHERE id = :id`,
    { ...decision },
  );
}
