import { Refusal } from '../../shared/reply.ts';
import type { Category, CategoryId, Clause, ClauseId, Scheme } from '../../shared/schemes/schemes.ts';
import { type Template, templateClauses } from '../../shared/schemes/template.ts';
import type { CommandContext } from '../context.ts';
import { knownFonds } from '../fonds/index.ts';
import { step } from './order.ts';
import { categoriesOf } from './store.ts';

/** [S7] A template's categories and rows as they would stand behind those a draft has. Refused when a code is taken. */
export function templateRows(
  { db, newId }: Pick<CommandContext, 'db' | 'newId'>,
  scheme: Scheme,
  template: Template,
): { categories: Category[]; clauses: Clause[] } {
  const fonds = knownFonds(db, scheme.fondsId);
  const present = categoriesOf(db, scheme.id);
  const taken = template.categories.find((category) => present.some((other) => other.code === category.code));
  if (taken) throw new Refusal('duplicate', `category ${taken.code} exists`, { what: 'category', value: taken.code, rule: 'S7' });
  const last = present.at(-1)?.position ?? -1;
  const categories: Category[] = [];
  const clauses: Clause[] = [];
  template.categories.forEach((shipped, nth) => {
    const category: Category = {
      id: newId() as CategoryId,
      schemeId: scheme.id,
      code: shipped.code,
      name: shipped.name,
      arrangement: shipped.arrangement,
      numberTemplate: shipped.numberTemplate || fonds.numberTemplate,
      startBasis: shipped.startBasis ?? 'year',
      position: last + 1 + nth,
    };
    categories.push(category);
    const ids: ClauseId[] = [];
    templateClauses(shipped).forEach(({ parent, ...row }, index) => {
      const id = newId() as ClauseId;
      ids.push(id);
      clauses.push({
        id,
        schemeId: scheme.id,
        categoryId: category.id,
        parentId: parent === null ? null : (ids[parent] ?? null),
        position: step * (index + 1),
        department: '',
        secrecy: 0,
        openness: 'unreviewed',
        lineageId: id,
        revision: 0,
        ...row,
      });
    });
  });
  return { categories, clauses };
}
