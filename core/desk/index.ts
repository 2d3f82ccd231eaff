import type { DeskStatus, Todo } from '../../shared/desk/desk.ts';
import type { FondsId } from '../../shared/fonds/fonds.ts';
import { ItemFilter } from '../../shared/items/items.ts';
import { dueDate, formationDay, openingDate, yearsToOpening } from '../../shared/retention/dates.ts';
import { lastLegacyYear } from '../../shared/retention/terms.ts';
import { decidesFor } from '../../shared/schemes/rules.ts';
import type { SchemeState } from '../../shared/schemes/schemes.ts';
import { backupAge, lastBackup } from '../backup/index.ts';
import type { Handlers, QueryContext } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { knownFonds } from '../fonds/index.ts';
import { healthOf } from '../health.ts';
import { countItems, countOutdated } from '../items/index.ts';
import { countUnchecked, countWithoutScan, schemesOf } from '../schemes/index.ts';
import { returnedCount, unsentSummary } from '../sync/index.ts';
import { itemsByTerm, liveItems, unreviewedByDay, yearsHeld } from './store.ts';

export const deskHandlers: Handlers<'desk'> = {
  'desk.status': (context) => statusNow(context),
  'desk.todos': (context, { fondsId }) => todos(context, knownFonds(context.db, fondsId).id),
};

/** [D1] Days after which a backup is missed. */
const backupDays = 7;

function statusNow({ db, folder, kind }: QueryContext): DeskStatus {
  const { enrolled, unsent, oldestUnsentAt } = unsentSummary(db);
  return {
    items: liveItems(db),
    unsent,
    oldestUnsentAt,
    enrolled: kind === 'networked' && enrolled,
    lastBackup: lastBackup(db, folder) ?? null,
    database: { ...healthOf(db) },
  };
}

/** What waits for the archivist, in the order in which it should be done; what does not wait is not named. */
function todos(context: QueryContext, fondsId: FondsId): Todo[] {
  const { db } = context;
  const today = dayOf(context.now());
  const view = (name: ItemFilter['view']) => countItems(db, ItemFilter.parse({ fondsId, view: name })).total;
  const schemes = schemesOf(db, fondsId);
  const standing = (state: SchemeState) => schemes.filter((scheme) => scheme.state === state).length;
  const counts: Todo[] = [
    { kind: 'returned', count: returnedCount(db) },
    { kind: 'unnumbered', count: view('unnumbered') },
    { kind: 'no-clause', count: view('no-clause') },
    { kind: 'no-scheme', count: yearsWithoutScheme(db, fondsId) },
    { kind: 'draft-scheme', count: standing('draft') },
    { kind: 'submitted-scheme', count: standing('submitted') },
    { kind: 'consented-scheme', count: standing('consented') },
    { kind: 'no-scan', count: countWithoutScan(db, fondsId) },
    { kind: 'unconfirmed-clauses', count: countUnchecked(db, fondsId) },
    { kind: 'changed-clauses', count: countOutdated(db, fondsId) },
    { kind: 'due', count: countDue(db, fondsId, today) },
    { kind: 'opening', count: countToOpen(db, fondsId, today) },
  ];
  return [...counts.filter(({ count }) => count > 0), ...backupTodo(context)];
}

/** [D1] A backup is missed when there never was one (count 0), or none that is still there was made in a week (count: days). */
function backupTodo({ db, folder, now }: QueryContext): Todo[] {
  const age = backupAge(db, folder, now());
  if (!age) return liveItems(db) > 0 ? [{ kind: 'no-backup', count: 0 }] : [];
  return age.present && age.days < backupDays ? [] : [{ kind: 'no-backup', count: Math.max(1, age.days) }];
}

/** [D2] Years with records for which no scheme decides. Before 2007 there was no such table to have. */
function yearsWithoutScheme(db: ReadableDb, fondsId: FondsId): number {
  const decided = schemesOf(db, fondsId).filter((scheme) => scheme.state !== 'draft');
  return yearsHeld(db, fondsId).filter((year) => year > lastLegacyYear && !decided.some((scheme) => decidesFor(scheme, year))).length;
}

/** [D3] Records whose term has run out by its 年度. */
function countDue(db: ReadableDb, fondsId: FondsId, today: string): number {
  const isDue = (last: string | null) => last !== null && last < today;
  return itemsByTerm(db, fondsId).reduce(
    (sum, { year, term, items }) => (isDue(dueDate(term, { basis: 'year', year })) ? sum + items : sum),
    0,
  );
}

/** [D4] Records formed 25 years ago or more that nobody has reviewed for opening. */
function countToOpen(db: ReadableDb, fondsId: FondsId, today: string): number {
  return unreviewedByDay(db, fondsId, Number(today.slice(0, 4)) - yearsToOpening).reduce(
    (sum, { year, dateEnd, items }) => (openingDate(formationDay(dateEnd, year)) <= today ? sum + items : sum),
    0,
  );
}

/** The day on the wall, `YYYYMMDD`. */
function dayOf(at: Date): string {
  return `${at.getFullYear()}${String(at.getMonth() + 1).padStart(2, '0')}${String(at.getDate()).padStart(2, '0')}`;
}
