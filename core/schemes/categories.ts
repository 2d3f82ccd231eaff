import { changedMeanwhile, realChanges } from '../../shared/changes.ts';
import { Refusal } from '../../shared/reply.ts';
import type { Category, CategoryId, SchemeId } from '../../shared/schemes/schemes.ts';
import type { Handlers } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { knownFonds } from '../fonds/index.ts';
import { draftOf, knownCategory } from './known.ts';
import { changeCategory, createCategory, recordDelete } from './records.ts';
import { categoriesOf, clausesOfCategory, deleteCategory } from './store.ts';

type CategoryHandlers = Pick<Handlers<'schemes'>, 'schemes.addCategory' | 'schemes.editCategory' | 'schemes.removeCategory'>;

export const categoryHandlers: CategoryHandlers = {
  'schemes.addCategory'(context, { schemeId, numberTemplate, ...fields }) {
    const scheme = draftOf(context.db, schemeId);
    requireFreeCode(context.db, schemeId, fields.code);
    const fonds = knownFonds(context.db, scheme.fondsId);
    const category: Category = {
      id: context.newId() as CategoryId,
      schemeId,
      ...fields,
      numberTemplate: numberTemplate || (fields.arrangement === 'volume' ? 'dat13-volume' : fonds.numberTemplate),
      position: (categoriesOf(context.db, schemeId).at(-1)?.position ?? -1) + 1,
    };
    return createCategory(context, fonds.id, category);
  },
  'schemes.editCategory'(context, { categoryId, was, ...set }) {
    const before = knownCategory(context.db, categoryId);
    const scheme = draftOf(context.db, before.schemeId);
    const changed = changedMeanwhile(before, was, set);
    if (Object.keys(changed).length > 0) throw new Refusal('changed-meanwhile', `category ${before.code} was changed`, { changed });
    const after = { ...before, ...realChanges(before, set) } as Category;
    if (after.code !== before.code) requireFreeCode(context.db, scheme.id, after.code);
    return changeCategory(context, scheme.fondsId, before, after);
  },
  'schemes.removeCategory'(context, { categoryId }) {
    const category = knownCategory(context.db, categoryId);
    const scheme = draftOf(context.db, category.schemeId);
    const clauses = clausesOfCategory(context.db, categoryId);
    deleteCategory(context.db, categoryId);
    for (const clause of clauses.toReversed()) recordDelete(context.act, 'clause@1', scheme.fondsId, clause);
    recordDelete(context.act, 'category@1', scheme.fondsId, category);
    return { removed: clauses.length };
  },
};

/** [S7] */
function requireFreeCode(db: ReadableDb, schemeId: SchemeId, code: string): void {
  if (categoriesOf(db, schemeId).some((category) => category.code === code))
    throw new Refusal('duplicate', `category ${code} exists`, { what: 'category', value: code, rule: 'S7' });
}
