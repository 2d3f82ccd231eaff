import { type Coverage, coverageOf, dutiesCovered } from '../../shared/items/coverage.ts';
import type { Scheme } from '../../shared/schemes/schemes.ts';
import type { Handlers } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { knownFonds } from '../fonds/index.ts';
import { decidingFor, schemesOf, schemeTree } from '../schemes/index.ts';
import { declinedByClause, declinedInAll, filedByClause, liveRecords } from './store.coverage.ts';

export const coverageHandlers: Pick<Handlers<'items'>, 'items.coverage'> = {
  'items.coverage'({ db }, { fondsId, year }): Coverage {
    const { unitType } = knownFonds(db, fondsId);
    const scheme = (year === null ? versionInForce(db, fondsId) : decidingFor(db, fondsId, year)) ?? null;
    const tree = scheme ? schemeTree(db, scheme.id) : { categories: [], clauses: [] };
    const laid = coverageOf(tree, filedByClause(db, fondsId, year), declinedByClause(db, fondsId, year));
    return {
      year,
      scheme,
      ...laid,
      ...liveRecords(db, fondsId, year),
      declined: declinedInAll(db, fondsId, year),
      duties: unitType === 'village' && scheme ? dutiesCovered(laid.rows) : null,
    };
  },
};

/** The version in force: the one that decides for the newest years. */
export function versionInForce(db: ReadableDb, fondsId: string): Scheme | undefined {
  return schemesOf(db, fondsId).find(({ state }) => state === 'in-force');
}
