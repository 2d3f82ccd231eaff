import type { Fonds } from '../../shared/fonds/fonds.ts';
import {
  composeNumber,
  isCounted,
  missingFor,
  type NumberComponents,
  nextSerial,
  normaliseSeparators,
  seriesOf,
} from '../../shared/numbering/compose.ts';
import type { NumberField, NumberTemplate } from '../../shared/numbering/numbering.ts';
import { templateById } from '../../shared/numbering/templates.ts';
import { Refusal } from '../../shared/reply.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import { nearestTemplate } from './scheme.ts';
import { bearerOf, highestSerial, makeFormer, takeNumber } from './store.ts';

/** What of an item goes into its number. */
export type Numbered = Omit<NumberComponents, 'fonds'> & { readonly category: string; readonly year: number };

/** A number not yet written down. */
export interface Proposal {
  readonly number: string;
  readonly series: string;
  readonly serial: number | null;
}

/** The numbers of one fonds during one act or question: templates and counters are looked up once. */
export interface NumberBook {
  readonly fonds: Fonds;
  templateFor(category: string, year: number): NumberTemplate;
  /** [N4][N5] The next number for these components, or what is missing for it. Each call counts on; nothing is written. */
  propose(item: Numbered): Proposal | { readonly missing: NumberField[] };
  /** The number with a 件号 that came from outside. */
  withSerial(item: Numbered, serial: number): Proposal | { readonly missing: NumberField[] };
  seriesOf(item: Numbered): string;
  /** A 件号 has been used; the series goes on after it. */
  used(series: string, serial: number): void;
}

export function openBook(db: ReadableDb, fonds: Fonds): NumberBook {
  const templates = new Map<string, NumberTemplate>();
  const highest = new Map<string, number>();
  const proposed = new Set<string>();
  const highestIn = (series: string) => {
    const known = highest.get(series) ?? highestSerial(db, fonds.id, series);
    highest.set(series, known);
    return known;
  };
  const isBorne = (number: string) => {
    const key = normaliseSeparators(number);
    return proposed.has(key) || bearerOf(db, fonds.id, key) !== undefined;
  };
  const book: NumberBook = {
    fonds,
    templateFor(category, year) {
      const key = `${year} ${category}`;
      let template = templates.get(key);
      if (!template) {
        const id = nearestTemplate(db, fonds.id, category, year, fonds.numberTemplate);
        template = templateById(id);
        if (!template) throw new Refusal('not-found', `no number template ${id}`, { what: 'number-template', value: id });
        templates.set(key, template);
      }
      return template;
    },
    seriesOf: (item) => seriesOf(book.templateFor(item.category, item.year), { ...item, fonds: fonds.code }),
    propose(item) {
      const template = book.templateFor(item.category, item.year);
      const components = { ...item, fonds: fonds.code };
      const missing = missingFor(template, components);
      if (missing.length > 0) return { missing };
      const series = seriesOf(template, components);
      let serial = isCounted(template) ? nextSerial(highestIn(series)) : null;
      let number = composed(template, { ...components, serial });
      // A number by 页号 that is borne already needs another 页号; one by 件号 passes on to the next.
      while (isBorne(number)) {
        if (serial === null) return { missing: ['page'] };
        serial = nextSerial(serial);
        number = composed(template, { ...components, serial });
      }
      if (serial !== null) highest.set(series, serial);
      proposed.add(normaliseSeparators(number));
      return { number, series, serial };
    },
    withSerial(item, serial) {
      const template = book.templateFor(item.category, item.year);
      const components = { ...item, fonds: fonds.code, serial };
      const result = composeNumber(template, components);
      return 'missing' in result ? result : { number: result.number, series: seriesOf(template, components), serial };
    },
    used(series, serial) {
      highest.set(series, Math.max(highestIn(series), serial));
    },
  };
  return book;
}

function composed(template: NumberTemplate, components: NumberComponents): string {
  const result = composeNumber(template, components);
  if ('missing' in result) throw new Error(`number without ${result.missing.join()}`);
  return result.number;
}

/** Writes a proposed number down for an item that is already kept; refuses `number-taken`. */
export function giveNumber(db: WritableDb, book: NumberBook, itemId: string, proposal: Proposal): void {
  const { number, series, serial } = proposal;
  if (!takeNumber(db, { fondsId: book.fonds.id, number: normaliseSeparators(number), itemId, series, serial }))
    throw taken(db, book, number);
  if (serial !== null) book.used(series, serial);
}

/**
 * [N7] Writes down a number that came from outside, for an item that is already kept; refuses `number-taken`.
 * A serial makes it count in the series of the item.
 */
export function takeGivenNumber(
  db: WritableDb,
  book: NumberBook,
  itemId: string,
  number: string,
  item: Numbered,
  serial: number | null,
): void {
  giveNumber(db, book, itemId, { number, series: serial === null ? '' : book.seriesOf(item), serial });
}

/** [N5] The item bears the number no longer; nobody else ever will. */
export function releaseNumber(db: WritableDb, book: NumberBook, itemId: string, number: string): void {
  makeFormer(db, book.fonds.id, normaliseSeparators(number), itemId);
}

function taken(db: ReadableDb, book: NumberBook, number: string): Refusal {
  const bearer = bearerOf(db, book.fonds.id, normaliseSeparators(number));
  return new Refusal('number-taken', `number ${number} is taken`, {
    number,
    itemId: bearer?.itemId ?? null,
    state: bearer?.state ?? 'taken',
  });
}

/** Writes down a number that a record from elsewhere bears; one that another item bears stays with that item, and the answer is false. */
export function adoptNumber(
  db: WritableDb,
  book: NumberBook,
  itemId: string,
  number: string,
  series: string,
  serial: number | null,
): boolean {
  if (serial !== null) book.used(series, serial);
  return takeNumber(db, { fondsId: book.fonds.id, number: normaliseSeparators(number), itemId, series, serial });
}
