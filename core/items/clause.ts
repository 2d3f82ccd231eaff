import type { FondsId } from '../../shared/fonds/fonds.ts';
import type { Term } from '../../shared/retention/retention.ts';
import type { ClauseId, Disposition } from '../../shared/schemes/schemes.ts';
import { Refusal } from '../../shared/reply.ts';
import type { ReadableDb } from '../db/database.ts';
import { clauseRow } from './store.ts';

export interface FilingClause {
  readonly no: string;
  readonly text: string;
  readonly term: Term | null;
  readonly disposition: Disposition;
  readonly category: string;
  readonly fondsId: FondsId;
}

/** [I4] The clause to file under: of this fonds, and one that is filed (归档). */
export function clauseForFiling(db: ReadableDb, clauseId: ClauseId, fondsId: FondsId): FilingClause {
  const clause = clauseRow(db, clauseId);
  if (!clause || clause.fondsId !== fondsId) throw new Refusal('not-found', 'no such clause in this fonds', { what: 'clause' });
  if (clause.disposition !== 'file') throw new Refusal('invalid-input', 'nothing is filed under this clause', { issues: [{ field: 'clauseId', why: clause.disposition }] });
  return clause;
}
