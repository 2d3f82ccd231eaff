import type { FondsId } from '../../shared/fonds/fonds.ts';
import type { ReadableDb } from '../db/database.ts';
import { numberTemplateFor } from '../schemes/index.ts';

/** [N11] The template for a 门类, or for the nearest one above it: `KU·01` goes by `KU` where the scheme does not name it. */
export function nearestTemplate(db: ReadableDb, fondsId: FondsId, category: string, year: number, usual: string): string {
  const levels = category.split('·');
  for (let depth = levels.length; depth > 0; depth -= 1) {
    const template = numberTemplateFor(db, fondsId, levels.slice(0, depth).join('·'), year);
    if (template !== undefined) return template;
  }
  return usual;
}
