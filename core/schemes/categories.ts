import { changedMeanwhile, realChanges } from '../../shared/changes.ts';
import { Refusal } from '../../shared/reply.ts';
import { mostCategories } from '../../shared/schemes/document.ts';
import type { Category, CategoryId, SchemeId } from '../../shared/schemes/schemes.ts';
import type { Handlers } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { knownFonds } from '../fonds/index.ts';
import { editDraft, requireSeen } from './edits.ts';
import { knownCategory, knownTemplate } from './known.ts';
import { categoriesOf, clausesOfCategory } from './store.ts';
import { templateRows } from './template.ts';

type CategoryHandlers = Pick<
  Handlers<'schemes'>,
  | 'schemes.addCategory'
  | 'schemes.editCategory'
  | 'schemes.moveCategory'
  | 'schemes.removeCategory'
  | 'schemes.addTemplate'
  | 'schemes.rename'
>;

export const categoryHandlers: CategoryHandlers = {
  'schemes.addCategory'(context, { schemeId, numberTemplate, ...fields }) {
    return editDraft(context, schemeId, 'schemes.addCategory', ({ scheme, category }) => {
      requireFreeCode(context.db, schemeId, fields.code);
      if (categoriesOf(context.db, schemeId).length >= mostCategories)
        throw new Refusal('too-large', `more than ${mostCategories} categories`, { what: 'categories', most: mostCategories });
      const fonds = knownFonds(context.db, scheme.fondsId);
      const added: Category = {
        id: context.newId() as CategoryId,
        schemeId,
        ...fields,
        numberTemplate: numberTemplate || (fields.arrangement === 'volume' ? 'dat13-volume' : fonds.numberTemplate),
        position: (categoriesOf(context.db, schemeId).at(-1)?.position ?? -1) + 1,
      };
      category(null, added);
      return aboutCategory(added);
    });
  },
  'schemes.editCategory'(context, { categoryId, was, ...set }) {
    const before = knownCategory(context.db, categoryId);
    return editDraft(context, before.schemeId, 'schemes.editCategory', ({ scheme, category }) => {
      const changed = changedMeanwhile(before, was, set);
      if (Object.keys(changed).length > 0) throw new Refusal('changed-meanwhile', `category ${before.code} was changed`, { changed });
      const after = { ...before, ...realChanges(before, set) } as Category;
      if (after.code !== before.code) requireFreeCode(context.db, scheme.id, after.code);
      category(before, after);
      return aboutCategory(after);
    });
  },
  'schemes.moveCategory'(context, { categoryId, afterId }) {
    const moving = knownCategory(context.db, categoryId);
    return editDraft(context, moving.schemeId, 'schemes.moveCategory', ({ category }) => {
      const before = categoriesOf(context.db, moving.schemeId);
      const others = before.filter((each) => each.id !== categoryId);
      const index = afterId === null ? 0 : others.findIndex((each) => each.id === afterId) + 1;
      if (afterId !== null && index === 0) throw new Refusal('not-found', `no category ${afterId}`, { what: 'category' });
      others.toSpliced(index, 0, moving).forEach((each, position) => {
        if (each.position !== position) category(each, { ...each, position });
      });
      return aboutCategory(moving);
    });
  },
  'schemes.removeCategory'(context, { categoryId, revision }) {
    const gone = knownCategory(context.db, categoryId);
    return editDraft(context, gone.schemeId, 'schemes.removeCategory', ({ scheme, category, clause }) => {
      const rows = clausesOfCategory(context.db, categoryId);
      requireSeen(context.db, scheme, rows, revision);
      for (const row of rows.toReversed()) clause(row, null);
      category(gone, null);
      return aboutCategory(gone);
    });
  },
  'schemes.addTemplate'(context, { schemeId, template: id }) {
    const template = knownTemplate(id);
    return editDraft(context, schemeId, 'schemes.addTemplate', ({ scheme, category, clause }) => {
      const rows = templateRows(context, scheme, template);
      for (const each of rows.categories) category(null, each);
      for (const each of rows.clauses) clause(null, each);
      return rows.categories[0] ? aboutCategory(rows.categories[0]) : null;
    });
  },
  'schemes.rename'(context, { schemeId, was, title }) {
    return editDraft(context, schemeId, 'schemes.rename', (editing) => {
      const now = editing.scheme.title;
      if (now !== was && now !== title)
        throw new Refusal('changed-meanwhile', 'the title was changed', { changed: { title: { seen: was, now, wanted: title } } });
      editing.title(title);
      return null;
    });
  },
};

function aboutCategory({ id, code }: Category): { id: string; no: string } {
  return { id, no: code };
}

/** [S7] */
function requireFreeCode(db: ReadableDb, schemeId: SchemeId, code: string): void {
  if (categoriesOf(db, schemeId).some((category) => category.code === code))
    throw new Refusal('duplicate', `category ${code} exists`, { what: 'category', value: code, rule: 'S7' });
}
