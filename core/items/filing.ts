import type { FondsId } from '../../shared/fonds/fonds.ts';
import { blank, type ItemRecord, itemFieldsForOp } from '../../shared/items/codec.ts';
import { parseDate } from '../../shared/items/date.ts';
import { titleOnOneLine } from '../../shared/items/fields.ts';
import type { Item, ItemDraft, ItemId } from '../../shared/items/items.ts';
import { Refusal } from '../../shared/reply.ts';
import type { Term } from '../../shared/retention/retention.ts';
import { isLegacyTerm, lastLegacyYear } from '../../shared/retention/terms.ts';
import type { ClauseId } from '../../shared/schemes/schemes.ts';
import type { CommandContext } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { knownFonds } from '../fonds/index.ts';
import { giveNumber, type NumberBook, openBook, takeGivenNumber } from '../numbering/index.ts';
import { type FilingClause, filingClause } from './clause.ts';
import { requireOpen } from './gate.ts';
import { insertItemRow } from './store.ts';

/** What is looked up once for many items of one fonds in one act: its numbers and its clauses. Not for use after the act. */
export interface Filing {
  readonly book: NumberBook;
  clause(id: ClauseId): FilingClause;
}

export function openFiling(db: ReadableDb, fondsId: FondsId): Filing {
  const clauses = new Map<string, FilingClause>();
  return {
    book: openBook(db, knownFonds(db, fondsId)),
    clause(id) {
      const clause = clauses.get(id) ?? filingClause(db, id, fondsId);
      clauses.set(id, clause);
      return clause;
    },
  };
}

/** What comes with an item from outside, besides what the archivist may write. */
export interface Given {
  /** A 档号 from outside, kept letter by letter. */
  readonly number?: string;
  /** Its 件号; alone, the number is composed with it. */
  readonly serial?: number;
  /** 日期 as it was given, where it could not be read; the draft's date is then ''. */
  readonly dateGiven?: string;
  /** Give it the next number of its series. */
  readonly numbered?: boolean;
  /** Somebody has answered that the bare word in its title is no mark. */
  readonly confirmedOpen?: boolean;
}

function invalid(field: string, why: string): Refusal {
  return new Refusal('invalid-input', `${field}: ${why}`, { issues: [{ field, why }] });
}

/** [I9] 日期 as DA/T 18 writes it, and as it was given where that differs; refuses what cannot be read. */
export function settledDate(text: string, year: number): { date: string; dateGiven: string } {
  if (text === '') return { date: '', dateGiven: '' };
  const parsed = parseDate(text, { centuryHint: year });
  if (!parsed) throw invalid('date', 'unreadable-date');
  return { date: parsed.date, dateGiven: parsed.date === text ? '' : text };
}

/** [I3] 长期 and 短期 stand only on records of 2006 and before. */
export function requireTermOfItsTime(term: Term | null, year: number): void {
  if (term && isLegacyTerm(term) && year > lastLegacyYear) throw invalid('term', 'legacy-term');
}

/** [I5] The 门类 of the clause, kept in its finer division (`KU·01` below `KU`). */
export function categoryOf(clause: FilingClause, category: string): string {
  return category === clause.category || category.startsWith(`${clause.category}·`) ? category : clause.category;
}

/** [I1][I2] What a clause leaves on a record: its number, words and term as they stand today. */
export function frozenClause(filing: Filing, clauseId: ClauseId | null) {
  if (clauseId === null) return { clauseNo: '', clauseText: '', clauseTerm: null };
  const { no, text, term } = filing.clause(clauseId);
  return { clauseNo: no, clauseText: text, clauseTerm: term };
}

/** Keeps a new item; see `Given` for what may come with it. The act records it. Refuses before anything is written. */
export function insertItem(
  context: CommandContext,
  draft: ItemDraft,
  given: Given = {},
  filing = openFiling(context.db, draft.fondsId),
): Item {
  const { db, act, newId } = context;
  requireOpen(context, { ...draft, number: given.number, dateGiven: given.dateGiven }, given.confirmedOpen ?? false);
  const title = titleOnOneLine(draft.title);
  const clause = frozenClause(filing, draft.clauseId);
  const term = draft.term ?? clause.clauseTerm;
  requireTermOfItsTime(term, draft.year);
  const { date, dateGiven } = settledDate(draft.date, draft.year);
  const item: { -readonly [field in keyof ItemRecord]: ItemRecord[field] } = {
    ...blank,
    ...draft,
    ...clause,
    title,
    term,
    date,
    category: draft.clauseId ? categoryOf(filing.clause(draft.clauseId), draft.category) : draft.category,
    dateGiven: given.dateGiven ?? dateGiven,
    id: newId() as ItemId,
    serial: null,
    number: null,
    formerNumbers: [],
    binnedAt: null,
    createdAt: act.at,
    updatedAt: act.at,
    ext: {},
  };
  const kept: ItemRecord = Object.assign(item, firstNumber(filing, item, given));
  insertItemRow(db, kept);
  if (kept.number !== null) {
    if (given.number) takeGivenNumber(db, filing.book, kept.id, kept.number, kept, kept.serial);
    else giveNumber(db, filing.book, kept.id, { number: kept.number, series: filing.book.seriesOf(kept), serial: kept.serial });
  }
  act.record({
    schema: 'item@1',
    kind: 'create',
    rid: kept.id,
    fonds: kept.fondsId,
    set: itemFieldsForOp(kept),
    was: {},
    secrecy: kept.secrecy,
  });
  const { ext: _ext, ...result } = kept;
  return result;
}

function firstNumber(filing: Filing, item: ItemRecord, { number, serial, numbered }: Given): Pick<Item, 'number' | 'serial'> {
  if (number) return { number, serial: serial ?? null };
  if (serial === undefined && !numbered) return { number: null, serial: null };
  const proposal = serial === undefined ? filing.book.propose(item) : filing.book.withSerial(item, serial);
  if ('missing' in proposal) throw new Refusal('number-incomplete', 'components of the number are missing', { missing: proposal.missing });
  return { number: proposal.number, serial: proposal.serial };
}
