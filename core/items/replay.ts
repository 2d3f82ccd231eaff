import type { ItemRecord } from '../../shared/items/codec.ts';
import type { WritableDb } from '../db/database.ts';
import { adoptNumber, type NumberBook, releaseNumber } from '../numbering/index.ts';

/** Makes the register of numbers agree with a record that came from elsewhere: what it bears, and what it bore. */
export function adoptNumbers(db: WritableDb, book: NumberBook, before: ItemRecord | undefined, after: ItemRecord): void {
  for (const number of after.formerNumbers)
    if (!before?.formerNumbers.includes(number)) {
      adoptNumber(db, book, after.id, number, '', null);
      releaseNumber(db, book, after.id, number);
    }
  if (after.number !== null && after.number !== before?.number)
    adoptNumber(db, book, after.id, after.number, after.serial === null ? '' : book.seriesOf(after), after.serial);
}
