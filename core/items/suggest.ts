import type { Input, Output } from '../../shared/contract.ts';
import type { FondsId } from '../../shared/fonds/fonds.ts';
import type { ClauseSuggestion } from '../../shared/items/items.ts';
import { cluesOf, type Learned, type ReadTable, readTable, type Suggestion, suggestionsFor } from '../../shared/items/suggest.ts';
import type { Clause, Scheme } from '../../shared/schemes/schemes.ts';
import type { WhenIdle } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { knownFonds } from '../fonds/index.ts';
import { decidingFor, schemeTree } from '../schemes/index.ts';
import {
  clausesOfAllVersions,
  clueRule,
  countClue,
  filedInYear,
  forgetLessons,
  type Kind,
  type KnownClause,
  lastYearFiled,
  learnAnew,
  learnedClues,
  lineagesAfter,
  rowOfLineage,
  versionsKnown,
  type WaitingLesson,
  waitingLessons,
} from './store.suggest.ts';

/** How clues are made (cluesOf); a new way, or a new Unicode under it, and everything is counted again [G5]. */
const rule = `1 unicode ${process.versions.unicode}`;

/** A slice of counting, in milliseconds; writing it out takes as long again. */
const sliceOfWork = 20;
const lessonsAtOnce = 32;

/** [G5] Counts what waits for about 40 ms; answers whether more is left. */
export const learnWaiting: WhenIdle = (db) => {
  const until = performance.now() + sliceOfWork;
  return db.transaction(() => {
    if (clueRule(db) !== rule) learnAnew(db, rule);
    for (;;) {
      const lessons = waitingLessons(db, lessonsAtOnce);
      const last = lessons.at(-1);
      if (!last) return false;
      for (const { fondsId, lineageId, clue, items } of summed(lessons))
        countClue(db, fondsId, clue, rowOfLineage(db, fondsId, lineageId), items);
      forgetLessons(db, last.number);
      if (performance.now() > until) return true;
    }
  });
};

/** What some lessons come to, clue by clue; what cancels out is not counted at all. */
function summed(lessons: readonly WaitingLesson[]): { fondsId: string; lineageId: string; clue: string; items: number }[] {
  const sums = new Map<string, { fondsId: string; lineageId: string; clue: string; items: number }>();
  for (const { fondsId, lineageId, sign, ...written } of lessons) {
    if (lineageId === null) continue;
    for (const clue of cluesOf(written)) {
      const key = `${fondsId} ${lineageId} ${clue}`;
      const sum = sums.get(key) ?? { fondsId, lineageId, clue, items: 0 };
      sum.items += sign;
      sums.set(key, sum);
    }
  }
  return [...sums.values()].filter(({ items }) => items !== 0);
}

/** A table that decides, read once; it can no longer change. */
interface DecidingTable {
  readonly clauses: readonly Clause[];
  readonly categories: readonly string[];
  readonly table: ReadTable;
  /** Clauses of all versions that are this one (same lineage, else same 门类, number and text), by place in the table. */
  readonly sameAs: ReadonlyMap<number, readonly string[]>;
  readonly placeOfLineage: ReadonlyMap<string, number>;
  /** Place of a learned row; grows as rows are numbered. */
  readonly placeOfRow: Map<number, number | undefined>;
  newestRow: number;
}

const read = new WeakMap<ReadableDb, Map<string, DecidingTable>>();
/** Tables kept ready at once: the years an office works on. */
const tablesKept = 4;

/** [G1]–[G6] At most three clauses a record may belong under, best first. */
export function suggestClause(db: ReadableDb, asked: Input<'items.suggestClause'>): Output<'items.suggestClause'> {
  const { fondsId, year, category, ...written } = asked;
  const scheme = decidingFor(db, knownFonds(db, fondsId).id, year);
  if (!scheme) return [];
  const deciding = decidingTable(db, scheme);
  const learned = learnedFor(db, fondsId, deciding, cluesOf(written));
  const among = (place: number) => category === '' || `${deciding.categories[place]}·`.startsWith(`${category}·`);
  return suggestionsFor(deciding.table, learned, written, { among }).map((suggestion) => told(db, deciding, suggestion, asked));
}

function decidingTable(db: ReadableDb, scheme: Scheme): DecidingTable {
  const tables = read.get(db) ?? new Map<string, DecidingTable>();
  read.set(db, tables);
  const key = `${scheme.id} ${versionsKnown(db, scheme.fondsId)}`;
  const known = tables.get(key) ?? readDeciding(db, scheme);
  tables.delete(key);
  tables.set(key, known);
  for (const oldest of tables.keys()) if (tables.size > tablesKept) tables.delete(oldest);
  return known;
}

function readDeciding(db: ReadableDb, scheme: Scheme): DecidingTable {
  const { categories, clauses } = schemeTree(db, scheme.id);
  const categoryOf = new Map(categories.map((category) => [category.id, category]));
  const byId = new Map(clauses.map((clause) => [clause.id, clause]));
  const above = ({ parentId, categoryId }: Clause): string[] => {
    const parent = parentId === null ? undefined : byId.get(parentId);
    return parent ? [parent.text, ...above(parent)] : [categoryOf.get(categoryId)?.name ?? ''];
  };
  const codes = clauses.map((clause) => categoryOf.get(clause.categoryId)?.code ?? '');
  const isFiled = (clause: Clause) => clause.disposition === 'file' || clause.disposition === 'hold';
  const table = readTable(clauses.map((clause) => ({ text: clause.text, above: above(clause), suggestible: isFiled(clause) })));

  const identity = (category: string, no: string, text: string) => JSON.stringify([category, no, text]);
  const byLineage = new Map<string, number>();
  const byIdentity = new Map<string, number>();
  clauses.forEach((clause, place) => {
    if (!isFiled(clause)) return;
    byLineage.set(clause.lineageId, place);
    byIdentity.set(identity(codes[place]!, clause.no, clause.text), place);
  });
  const sameAs = new Map<number, string[]>();
  const placeOfLineage = new Map(byLineage);
  const know = ({ clauseId, lineageId, category, no, text }: KnownClause) => {
    const place = byLineage.get(lineageId) ?? byIdentity.get(identity(category, no, text));
    if (place === undefined) return;
    sameAs.set(place, [...(sameAs.get(place) ?? []), clauseId]);
    if (!placeOfLineage.has(lineageId)) placeOfLineage.set(lineageId, place);
  };
  for (const known of clausesOfAllVersions(db, scheme.fondsId)) know(known);
  return { clauses, categories: codes, table, sameAs, placeOfLineage, placeOfRow: new Map(), newestRow: 0 };
}

/** [G4] What filing taught about these clues, told in places of the table. */
function learnedFor(db: ReadableDb, fondsId: FondsId, deciding: DecidingTable, clues: readonly string[]): Learned {
  const found = learnedClues(db, fondsId, clues);
  if (found.some(({ row }) => row > deciding.newestRow))
    for (const { row, lineageId } of lineagesAfter(db, fondsId, deciding.newestRow)) {
      deciding.placeOfRow.set(row, deciding.placeOfLineage.get(lineageId));
      deciding.newestRow = row;
    }
  const learned = new Map<string, { place: number; items: number }[]>();
  for (const { clue, row, items } of found) {
    const place = deciding.placeOfRow.get(row);
    if (place === undefined) continue;
    const known = learned.get(clue) ?? [];
    learned.set(clue, known);
    const same = known.find((one) => one.place === place);
    if (same) same.items += items;
    else known.push({ place, items });
  }
  return learned;
}

/** How far back a kind is looked for, in years. */
const memory = 5;

function told(
  db: ReadableDb,
  { clauses, categories, sameAs }: DecidingTable,
  { place, score, words }: Suggestion,
  { year, responsible }: Input<'items.suggestClause'>,
): ClauseSuggestion {
  const { id, no, text, term } = clauses[place]!;
  const same = sameAs.get(place) ?? [];
  const titleWords = words.filter(({ field }) => field === 'title').map((one) => one.text);
  const kinds =
    titleWords.length > 0 || responsible === '' ? titleWords.map((word) => ({ word, responsible })) : [{ word: '', responsible }];
  const history = kinds.reduce<History | null>((known, kind) => known ?? filedLately(db, same, kind, year), null);
  return { clause: { id, no, text, term, category: categories[place]! }, score, because: { words: [...words], history } };
}

type History = NonNullable<ClauseSuggestion['because']['history']>;

/** [G6] Records of a kind filed the year before, else this year, else in the nearest year remembered. */
function filedLately(db: ReadableDb, clauseIds: readonly string[], kind: Kind, year: number): History | null {
  const filed = (when: number | null) => (when === null ? null : filedInYear(db, clauseIds, kind, when));
  return filed(year - 1) ?? filed(year) ?? filed(lastYearFiled(db, clauseIds, kind, year - 1, year - memory));
}
