import type { StartBasis, Term } from './retention.ts';
import { termYears } from './terms.ts';

/** A day, `YYYYMMDD`, as records keep it. */
export type Day = string;

/** Where counting starts: the basis and the year or the last day it means. */
export type Start = { readonly basis: 'year'; readonly year: number } | { readonly basis: Exclude<StartBasis, 'year'>; readonly day: Day };

/** Years after formation when a record is to be opened (档案法 2020 第27条). */
export const yearsToOpening = 25;

/** Years after formation when a county archive takes a township's records (条例 2024 第20条). */
const yearsToTransfer = 10;

/** The longest the rule of 1987 allows 长期 and 短期 to mean, in years. */
const longestLegacy = { long: 50, short: 15 } as const;

const day = (year: number, month: number, date: number): Day =>
  `${String(year).padStart(4, '0')}${String(month).padStart(2, '0')}${String(date).padStart(2, '0')}`;

const parts = (text: Day): [year: number, month: number, date: number] => {
  if (!/^\d{8}$/.test(text)) throw new RangeError(`not a day: ${text}`);
  return [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8))];
};

/** Days in a month, 1–12. */
function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The same day so many years later; the last day of the month where there is none (民法典 第202条). */
function yearsLater(from: Day, years: number): Day {
  const [year, month, date] = parts(from);
  return day(year + years, month, Math.min(date, daysIn(year + years, month)));
}

function dayAfter(from: Day): Day {
  const [year, month, date] = parts(from);
  if (date < daysIn(year, month)) return day(year, month, date + 1);
  return month < 12 ? day(year, month + 1, 1) : day(year + 1, 1, 1);
}

/** The day before a term begins: the end of the year, or the event itself. */
function eve(start: Start): Day {
  if (start.basis === 'year') return day(start.year, 12, 31);
  if (start.basis === 'document' || start.basis === 'filed') return day(parts(start.day)[0], 12, 31);
  return start.day;
}

/** [R5] The first day a term counts: the day after its eve (民法典 第201条). */
export function firstDay(start: Start): Day {
  return dayAfter(eve(start));
}

/**
 * [R5][R6] The last day of a term; the record is due for appraisal (鉴定) on the day after. Null for 永久: it is never due.
 * 长期 and 短期 count the longest they may mean, so that nothing falls due too early. A volume counts from its last year.
 */
export function dueDate(term: Term, start: Start): Day | null {
  const years = termYears(term) ?? longestLegacy[term as string as keyof typeof longestLegacy];
  return years === undefined ? null : yearsLater(eve(start), years);
}

/** [R7] The day a record counts as formed: the last day its 日期 may mean, or the end of its 年度 when it has no date. */
export function formationDay(dateEnd: Day | '', year: number): Day {
  return dateEnd === '' ? day(year, 12, 31) : dateEnd;
}

/** [R8] The day opening review (开放审核) of a record is due, 永久 or not: 25 years after it was formed. */
export function openingDate(formed: Day): Day {
  return yearsLater(formed, yearsToOpening);
}

/** [R9] The day the county archive may take a record over (移交进馆): 10 years after it was formed. */
export function transferDate(formed: Day): Day {
  return yearsLater(formed, yearsToTransfer);
}

/** What of a record its dates come from. */
export interface DatedRecord {
  readonly term: Term | null;
  /** 年度. */
  readonly year: number;
  /** The last day its 日期 may mean; '' unknown. */
  readonly dateEnd: Day | '';
  readonly level: 'item' | 'volume';
  /** The day of the event its term counts from (filing, closing, completion), where it is known. */
  readonly event?: Day;
}

export interface RecordDates {
  /** The last day it is kept; null when there is none to tell. */
  readonly due: Day | null;
  /**
   * never: 永久 · unknown: no term yet · exact · earliest: the day of the event is not known, and the event cannot have been before the record
   * was made, so the term ends on `due` or later.
   */
  readonly dueIs: 'never' | 'unknown' | 'exact' | 'earliest';
  /** From this day it may be reviewed for opening. */
  readonly opening: Day;
  /** From this day the county archive may take it. */
  readonly transfer: Day;
  /** [R6][R10] The due day rests on a choice of ours, not on a rule: show it as 参考. */
  readonly isOurs: boolean;
}

/** [R5]–[R10] All dates of a record, by the 起算 of its category. */
export function datesOf(record: DatedRecord, basis: StartBasis): RecordDates {
  const { term, dateEnd, level } = record;
  const year = level === 'volume' && dateEnd !== '' ? Math.max(record.year, parts(dateEnd)[0]) : record.year;
  const formed = formationDay(dateEnd, year);
  const rest = { opening: openingDate(formed), transfer: transferDate(formed) };
  if (term === null) return { ...rest, due: null, dueIs: 'unknown', isOurs: false };
  const { start, isKnown } = startOf(basis, year, formed, record.event);
  const due = dueDate(term, start);
  if (due === null) return { ...rest, due, dueIs: 'never', isOurs: false };
  const isOurs = termYears(term) === null || basis === 'closed' || basis === 'completed';
  return { ...rest, due, dueIs: isKnown ? 'exact' : 'earliest', isOurs };
}

/** [R5][R10] Where counting starts for one record. */
function startOf(basis: StartBasis, year: number, formed: Day, event: Day | undefined): { start: Start; isKnown: boolean } {
  if (basis === 'year') return { start: { basis, year }, isKnown: true };
  if (basis === 'document') return { start: { basis, day: formed }, isKnown: true };
  if (basis === 'accounting') return { start: { basis, day: day(year, 12, 31) }, isKnown: true };
  return { start: { basis, day: event ?? formed }, isKnown: event !== undefined };
}
