import { changedMeanwhile, realChanges } from '../../shared/changes.ts';
import { codeMatches } from '../../shared/fonds/code.ts';
import type { Fonds, FondsId } from '../../shared/fonds/fonds.ts';
import { type Json, Refusal } from '../../shared/reply.ts';
import type { Handlers } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { allFonds, fondsByCode, fondsById, hasGivenNumbers, insertFonds, updateFonds } from './store.ts';

export const fondsHandlers: Handlers<'fonds'> = {
  'fonds.list': ({ db }) => allFonds(db),
  'fonds.create'({ db, act, now, newId }, draft) {
    requireFreeCode(db, draft.code, draft.pattern);
    const fonds = { id: newId() as FondsId, ...draft, createdAt: now().toISOString() };
    insertFonds(db, fonds);
    const { id, ...set } = fonds;
    act.record({ schema: 'fonds@1', kind: 'create', rid: id, fonds: id, set: set as unknown as { [field: string]: Json }, was: {} });
    return fonds;
  },
  'fonds.edit'({ db, act }, { id, was, set }) {
    const before = knownFonds(db, id);
    const changed = changedMeanwhile(before, was, set);
    if (Object.keys(changed).length > 0) throw new Refusal('changed-meanwhile', `fonds ${before.code} was changed`, { changed });
    const changes = realChanges(before, set);
    if (Object.keys(changes).length === 0) return before;
    const after = { ...before, ...changes } as Fonds;
    // [F2] The code stands in every number given; under another one the next fonds of the old code would give the same numbers again.
    if (after.code !== before.code && hasGivenNumbers(db, id))
      throw new Refusal('locked', `numbers of fonds ${before.code} have been given`, { what: 'fonds-code', value: before.code });
    if (after.code !== before.code || after.pattern !== before.pattern) requireFreeCode(db, after.code, after.pattern, id);
    updateFonds(db, after);
    act.record({
      schema: 'fonds@1',
      kind: 'patch',
      rid: id,
      fonds: id,
      set: changes as { [field: string]: Json },
      was: Object.fromEntries(Object.keys(changes).map((field) => [field, before[field as keyof typeof before] as Json])),
    });
    return after;
  },
};

/** The fonds named, or a refusal. */
export function knownFonds(db: ReadableDb, id: FondsId): Fonds {
  const fonds = fondsById(db, id);
  if (!fonds) throw new Refusal('not-found', `no fonds ${id}`, { what: 'fonds' });
  return fonds;
}

function requireFreeCode(db: ReadableDb, code: string, pattern: string, except?: FondsId): void {
  if (!codeMatches(code, pattern))
    throw new Refusal('invalid-input', `code ${code} does not match ${pattern}`, { issues: [{ field: 'code', why: 'pattern' }] });
  const other = fondsByCode(db, code);
  if (other && other.id !== except) throw new Refusal('duplicate', `fonds ${code} exists`, { what: 'fonds', value: code });
}
