import { gramsOf, isShort, piecesOf } from '../../shared/search/grams.ts';
import { normalise, occursIn, wordsOf } from '../../shared/search/normalise.ts';
import type { Handlers, WhenIdle } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { itemsByRows } from '../items/index.ts';
import {
  hasOtherFonds,
  indexedPage,
  indexedTotal,
  indexedTotalOfToken,
  indexedYears,
  indexRow,
  indexRule,
  isAnyWaiting,
  mergedSome,
  type Narrowing,
  narrowedPage,
  narrowedTotal,
  nextWaiting,
  rowsWithWords,
  settledRows,
  settledRowsWithWords,
  settledTotal,
  startOver,
  stopWaiting,
  unindexRow,
  waitingRowsWithWords,
  waitingTotal,
} from './store.ts';

export const searchHandlers: Handlers<'search'> = {
  'search.find'({ db }, { text, offset, limit, ...narrowing }) {
    const { page, total } = found(db, wordsOf(text), narrowing, offset, limit);
    return { rows: itemsByRows(db, page), total };
  },
  'search.state': ({ db }) => ({ indexed: settledTotal(db), waiting: waitingTotal(db) }),
};

/** Rows found, newest first, and how many there are [S1]. What the index cannot settle is read. */
function found(db: ReadableDb, words: string[], narrowing: Narrowing, offset: number, limit: number): { page: number[]; total: number } {
  if (words.length === 0) return { page: narrowedPage(db, narrowing, offset, limit), total: narrowedTotal(db, narrowing) };
  if (indexRule(db) !== rule) return slice(rowsWith(words, rowsWithWords(db, narrowing)), offset, limit);
  const { match, onlyToken } = plan(db, words, narrowing);
  const indexSuffices = words.every(isShort);
  const anyWaiting = isAnyWaiting(db);
  if (indexSuffices && !anyWaiting) {
    const total = onlyToken ? indexedTotalOfToken(db, onlyToken) : indexedTotal(db, match);
    return { page: indexedPage(db, match, offset, limit), total };
  }
  const settled = indexSuffices ? settledRows(db, match) : rowsWith(words, settledRowsWithWords(db, match));
  const waiting = anyWaiting ? rowsWith(words, waitingRowsWithWords(db, narrowing)) : [];
  const rows = waiting.length === 0 ? settled : [...settled, ...waiting].sort((one, other) => other - one);
  return slice(rows, offset, limit);
}

function slice(rows: readonly number[], offset: number, limit: number): { page: number[]; total: number } {
  return { page: rows.slice(offset, offset + limit), total: rows.length };
}

function rowsWith(words: readonly string[], read: Iterable<{ row: number; words: string }>): number[] {
  const rows: number[] = [];
  for (const candidate of read) if (occursIn(normalise(candidate.words), words)) rows.push(candidate.row);
  return rows;
}

/** U+0001 begins the tokens that are no text. */
const yearTokenStart = '\u0001y';
const yearToken = (year: number) => `${yearTokenStart}${year}`;
const termToken = (term: string) => `\u0001t${term}`;
const fondsToken = (hex: string) => `\u0001f${hex}`;

const quoted = (token: string) => `"${token.replaceAll('"', '""')}"`;

/** What the index is asked: all pieces of all words, within the years, the term and the fonds. */
function plan(db: ReadableDb, words: string[], narrowing: Narrowing): { match: string; onlyToken: string | null } {
  const pieces = [...new Set(words.flatMap((word) => piecesOf(word)))];
  const asked = pieces.map((piece) => quoted(piece));
  const { fondsId, yearFrom, yearTo, term } = narrowing;
  if (yearFrom !== null || yearTo !== null) {
    const years = indexedYears(db, yearTokenStart, narrowing).map((year) => quoted(yearToken(year)));
    asked.push(years.length === 0 ? quoted(yearToken(Number.NaN)) : `(${years.join(' OR ')})`);
  }
  if (term !== null) asked.push(quoted(termToken(term)));
  if (fondsId !== null && hasOtherFonds(db, fondsId)) asked.push(quoted(fondsToken(fondsId.replaceAll('-', ''))));
  return { match: asked.join(' AND '), onlyToken: asked.length === 1 ? (pieces[0] ?? null) : null };
}

/** How rows are indexed; a new rule, or a new Unicode under it, and everything is indexed again [S7]. */
const rule = `1 unicode ${process.versions.unicode}`;

/** A slice of indexing, in milliseconds; writing it out at the end takes as long again. */
const sliceOfWork = 25;
const rowsAtOnce = 32;

/** Indexes waiting rows for about 50 ms, or, when none wait, tidies the index; answers whether more is left. */
export const indexWaiting: WhenIdle = (db) => {
  const until = performance.now() + sliceOfWork;
  return db.transaction(() => {
    if (indexRule(db) !== rule) startOver(db, rule);
    else if (!isAnyWaiting(db)) return mergedSome(db);
    for (;;) {
      const waiting = nextWaiting(db, rowsAtOnce);
      for (const { row, words, year, term, fonds, live } of waiting) {
        if (!live || words === null || year === null || fonds === null) {
          unindexRow(db, row);
          continue;
        }
        const tokens = [...gramsOf(normalise(words)), yearToken(year), fondsToken(fonds)];
        if (term !== null) tokens.push(termToken(term));
        indexRow(db, row, tokens.join(' '));
      }
      const last = waiting.at(-1);
      if (last) stopWaiting(db, last.row);
      if (waiting.length < rowsAtOnce || performance.now() > until) return true;
    }
  });
};
