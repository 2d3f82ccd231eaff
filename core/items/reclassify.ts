import type { FondsId } from '../../shared/fonds/fonds.ts';
import type { Item, ItemId } from '../../shared/items/items.ts';
import { clausesNow, type Move, type Outdated, type PlannedMove, type Reviewed, takesRecords } from '../../shared/items/reclassify.ts';
import { NumberField } from '../../shared/numbering/numbering.ts';
import { type Json, Refusal } from '../../shared/reply.ts';
import type { ClauseId, Scheme, SchemeId } from '../../shared/schemes/schemes.ts';
import type { CommandContext, Handlers } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { knownFonds } from '../fonds/index.ts';
import { clauseForFiling, diffSchemes, schemesOf } from '../schemes/index.ts';
import { newNumber, updateItem } from './changes.ts';
import { versionInForce } from './coverage.ts';
import { categoryOf, type Filing, frozenClause, openFiling } from './filing.ts';
import { liveRecords } from './store.coverage.ts';
import { clausesBorne, countUnderClause, itemsNamed, itemsUnderClause } from './store.reclassify.ts';

type ReclassifyHandlers = Pick<Handlers<'items'>, 'items.outdated' | 'items.underClause' | 'items.rehearseReclassify' | 'items.reclassify'>;

export const reclassifyHandlers: ReclassifyHandlers = {
  'items.outdated': ({ db }, { fondsId, against }) => outdated(db, knownFonds(db, fondsId).id, against),
  'items.underClause'({ db }, { fondsId, clauseId, ...page }) {
    knownFonds(db, fondsId);
    return { rows: itemsUnderClause(db, fondsId, clauseId, page), total: countUnderClause(db, fondsId, clauseId) };
  },
  'items.rehearseReclassify'({ db }, { fondsId, moves, except, renumber, limit }) {
    const filing = openFiling(db, fondsId);
    const stays = new Set<string>(except);
    const told = moves.map((move) => ({ to: move.to, ...recordsOf(db, fondsId, move, limit) }));
    const records = told.flatMap(({ items }) => items);
    if (new Set(records.map(({ id }) => id)).size < records.length) throw namedTwice('moves');
    const rows = told.flatMap(({ to, items }) => items.map((item) => planned(filing, item, to, renumber && !stays.has(item.id))));
    return {
      rows: rows.slice(0, limit),
      total: told.reduce((total, move) => total + move.total, 0),
      clauses: [...new Set(moves.map(({ to }) => to))].map((to) => {
        const { clause, category, scheme } = clauseForFiling(db, to);
        return { clause, category: category.code, version: scheme.version };
      }),
    };
  },
  async *'items.reclassify'({ db, commit }, { fondsId, items, renumber }) {
    knownFonds(db, fondsId);
    const named = new Set(items.map(({ itemId }) => itemId));
    if (named.size < items.length) throw namedTwice('items');
    const stale: Stale[] = [];
    for (let done = 0; done < items.length; done += slice) {
      stale.push(...staleAmong(db, fondsId, items.slice(done, done + slice)));
      yield { done: Math.min(items.length, done + slice), total: items.length, step: 'checking' };
    }
    refuseStale(stale);
    yield { done: items.length, total: items.length, step: 'committing' };
    return commit((context) => reclassified(context, fondsId, items, renumber));
  },
};

/** So many records are looked at between two looks at whether somebody cancelled. */
const slice = 200;
/** So many records are named where one refuses the whole. */
const shownStale = 100;

function namedTwice(field: string): Refusal {
  return new Refusal('invalid-input', 'a record is named twice', { issues: [{ field, why: 'twice' }] });
}

/** [K1] */
function outdated(db: ReadableDb, fondsId: FondsId, against: SchemeId | null): Outdated {
  const target = against === null ? versionInForce(db, fondsId) : schemesOf(db, fondsId).find(({ id }) => id === against);
  if (against !== null && !target) throw new Refusal('not-found', 'no such version of this fonds', { what: 'scheme' });
  const withoutClause = liveRecords(db, fondsId, null).withoutClause.ever;
  if (!target) return { against: null, groups: [], counts: { changed: 0, unchanged: 0, current: 0, withoutClause } };
  const { groups, ...counts } = comparedWith(db, fondsId, target);
  return { against: { id: target.id, version: target.version, yearFrom: target.yearFrom }, groups, counts: { ...counts, withoutClause } };
}

/** Live records by what their clause is in a version. */
function comparedWith(db: ReadableDb, fondsId: FondsId, target: Scheme) {
  const counts = { changed: 0, unchanged: 0, current: 0 };
  const groups: Outdated['groups'] = [];
  const borne = Map.groupBy(clausesBorne(db, fondsId), ({ schemeId }) => schemeId);
  for (const version of schemesOf(db, fondsId).toReversed()) {
    const filed = new Map(borne.get(version.id)?.map((found) => [found.clauseId, found]));
    if (filed.size === 0) continue;
    if (version.id === target.id) {
      for (const { items } of filed.values()) counts.current += items;
      continue;
    }
    for (const { changes, ...row } of sinceThen(db, version, target).values()) {
      const found = filed.get(row.clause.id);
      if (!found) continue;
      const { items, firstYear, lastYear } = found;
      counts[changes.length === 0 ? 'unchanged' : 'changed'] += items;
      if (changes.length === 0) continue;
      const fits = row.now !== null && takesRecords(row.now.clause);
      groups.push({ ...row, version: version.version, changes: [...changes], fits, items, firstYear, lastYear });
    }
  }
  return { groups, ...counts };
}

const compared = new WeakMap<ReadableDb, Map<string, ReturnType<typeof clausesNow>>>();

/** What became of the rows of a version; two versions that were both in force never change, and are compared once. */
function sinceThen(db: ReadableDb, from: Scheme, to: Scheme): ReturnType<typeof clausesNow> {
  const settled = [from, to].every(({ state }) => state === 'in-force' || state === 'superseded');
  const known = compared.get(db) ?? new Map<string, ReturnType<typeof clausesNow>>();
  compared.set(db, known);
  const key = `${from.id} ${to.id}`;
  const rows = (settled && known.get(key)) || clausesNow(diffSchemes(db, from.id, to.id));
  if (settled) known.set(key, rows);
  return rows;
}

/** [K1] How many live records bear a clause that says something else in the version in force. */
export function countOutdated(db: ReadableDb, fondsId: FondsId): number {
  const target = versionInForce(db, fondsId);
  const isAlone = !schemesOf(db, fondsId).some(({ state }) => state === 'superseded');
  return !target || isAlone ? 0 : comparedWith(db, fondsId, target).changed;
}

function recordsOf(db: ReadableDb, fondsId: FondsId, { from }: Move, limit: number): { items: Item[]; total: number } {
  if ('clauseId' in from)
    return {
      items: itemsUnderClause(db, fondsId, from.clauseId, { offset: 0, limit }),
      total: countUnderClause(db, fondsId, from.clauseId),
    };
  const items = itemsNamed(db, fondsId, from.itemIds);
  return { items, total: items.length };
}

/** [K3]–[K6] What becomes of one record under a clause. */
function planned(filing: Filing, item: Item, to: ClauseId, renumber: boolean): PlannedMove {
  const before = { ...item, ext: {} };
  const clause = filing.clause(to);
  const follows = before.term === null || before.term === before.clauseTerm;
  const wanted = {
    clauseId: to,
    ...frozenClause(filing, to),
    category: categoryOf(clause, before.category),
    term: follows ? clause.term : before.term,
  };
  const plan = {
    itemId: item.id,
    title: item.title,
    year: item.year,
    was: {
      clauseNo: item.clauseNo,
      clauseText: item.clauseText,
      clauseTerm: item.clauseTerm,
      category: item.category,
      number: item.number,
    },
    to,
    seen: { clauseId: item.clauseId, term: item.term, updatedAt: item.updatedAt },
    becomes: { term: wanted.term, category: wanted.category, number: item.number },
    term: follows ? 'follows' : 'own',
    number: 'same',
    refused: null,
    fields: [],
  } satisfies PlannedMove;
  const refused = (why: PlannedMove['refused'], fields: NumberField[] = []): PlannedMove => ({ ...plan, refused: why, fields });
  if (item.binnedAt !== null) return refused('bin');
  if (item.clauseId === to) return refused('already');
  try {
    const { number } = newNumber(filing, before, { ...before, ...wanted }, renumber);
    if (!number) return plan;
    return { ...plan, becomes: { ...plan.becomes, number }, number: 'renumbered' };
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || (refusal.code !== 'locked' && refusal.code !== 'number-incomplete')) throw refusal;
    const fields = NumberField.array()
      .catch([])
      .parse(refusal.details['fields'] ?? refusal.details['missing']);
    if (refusal.code === 'number-incomplete') return refused('number-incomplete', fields);
    // The term stands in a number that is kept: it stays with it, and only the clause changes. A 门类 cannot: [I5].
    if (item.term !== null && fields.every((field) => field === 'term'))
      return { ...plan, becomes: { ...plan.becomes, term: item.term }, term: 'in-number', number: 'kept', fields };
    return refused('number-locked', fields);
  }
}

interface Stale {
  readonly itemId: ItemId;
  readonly title: string;
  readonly number: string | null;
  readonly why: 'gone' | 'bin' | 'changed' | 'otherwise';
}

/** Which of the records are not as they were seen. */
function staleAmong(db: ReadableDb, fondsId: FondsId, reviewed: readonly Reviewed[]): Stale[] {
  const now = new Map(
    itemsNamed(
      db,
      fondsId,
      reviewed.map(({ itemId }) => itemId),
    ).map((item) => [item.id, item]),
  );
  return reviewed.flatMap(({ itemId, seen }) => {
    const item = now.get(itemId);
    if (!item) return { itemId, title: '', number: null, why: 'gone' as const };
    const told = { itemId, title: item.title, number: item.number };
    if (item.binnedAt !== null) return { ...told, why: 'bin' as const };
    const same = item.clauseId === seen.clauseId && item.term === seen.term && item.updatedAt === seen.updatedAt;
    return same ? [] : { ...told, why: 'changed' as const };
  });
}

function refuseStale(stale: readonly Stale[]): void {
  if (stale.length === 0) return;
  throw new Refusal('changed-meanwhile', `${stale.length} records are not as they were reviewed`, {
    what: 'reviewed',
    count: stale.length,
    records: stale.slice(0, shownStale) as unknown as Json,
  });
}

/** [K7] All of it, or nothing: what throws here takes everything back. */
function reclassified(context: CommandContext, fondsId: FondsId, items: readonly Reviewed[], renumber: boolean) {
  const { db } = context;
  refuseStale(staleAmong(db, fondsId, items));
  const before = new Map(
    itemsNamed(
      db,
      fondsId,
      items.map(({ itemId }) => itemId),
    ).map((item) => [item.id, item]),
  );
  const filing = openFiling(db, fondsId);
  const otherwise: Stale[] = [];
  let renumbered = 0;
  for (const { itemId, to, becomes } of items) {
    const kept = updateItem(
      context,
      itemId,
      { clauseId: to, term: becomes.term, category: becomes.category },
      { renumber, confirmedOpen: true },
      filing,
    );
    const asReviewed = kept.term === becomes.term && kept.category === becomes.category && kept.number === becomes.number;
    if (!asReviewed) otherwise.push({ itemId, title: kept.title, number: kept.number, why: 'otherwise' });
    if (kept.number !== before.get(itemId)?.number) renumbered += 1;
  }
  refuseStale(otherwise);
  return { reclassified: items.length, renumbered };
}
