import type { FondsId } from '../../shared/fonds/fonds.ts';
import { Refusal } from '../../shared/reply.ts';
import type { Term } from '../../shared/retention/retention.ts';
import type { ClauseId } from '../../shared/schemes/schemes.ts';
import type { ReadableDb } from '../db/database.ts';
import { clauseForFiling } from '../schemes/index.ts';

/** What of a clause a record keeps, and the code of its 门类. */
export interface FilingClause {
  readonly no: string;
  readonly text: string;
  readonly term: Term | null;
  readonly category: string;
}

/** [I4] The clause to file under; refused where it is not of this fonds, of a draft, or nothing is filed under it. */
export function filingClause(db: ReadableDb, clauseId: ClauseId, fondsId: FondsId): FilingClause {
  const { clause, category, scheme } = clauseForFiling(db, clauseId);
  if (scheme.fondsId !== fondsId) throw new Refusal('not-found', 'the clause is not of this fonds', { what: 'clause' });
  return { no: clause.no, text: clause.text, term: clause.term, category: category.code };
}
