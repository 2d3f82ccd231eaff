import type { FondsId } from '../../shared/fonds/fonds.ts';
import { Refusal } from '../../shared/reply.ts';
import { closedBy, errorsAmong } from '../../shared/schemes/rules.ts';
import type { Category, CategoryId, Clause, ClauseId, Scheme, SchemeId } from '../../shared/schemes/schemes.ts';
import { type Template, templateClauses } from '../../shared/schemes/template.ts';
import type { CommandContext, Handlers } from '../context.ts';
import { knownFonds } from '../fonds/index.ts';
import { draftOf, knownScheme, knownTemplate, treeOf } from './known.ts';
import { step } from './order.ts';
import { changeScheme, createCategory, createClause, createScheme, recordDelete } from './records.ts';
import { categoriesOf, clausesOf, deleteScheme, newestVersion, schemeInForce } from './store.ts';

type VersionHandlers = Pick<
  Handlers<'schemes'>,
  'schemes.adopt' | 'schemes.copy' | 'schemes.addTemplate' | 'schemes.rename' | 'schemes.putInForce' | 'schemes.discard'
>;

export const versionHandlers: VersionHandlers = {
  'schemes.adopt'(context, { fondsId, template: id, title }) {
    const template = knownTemplate(id);
    const scheme = createScheme(
      context,
      newDraft(context, fondsId, title || `${knownFonds(context.db, fondsId).name}文件材料归档范围和档案保管期限表`, id),
    );
    addTemplate(context, scheme, template);
    return treeOf(context.db, scheme);
  },
  'schemes.copy'(context, { schemeId }) {
    const source = knownScheme(context.db, schemeId);
    const scheme = createScheme(context, newDraft(context, source.fondsId, source.title, source.template));
    copyRows(context, source, scheme);
    return treeOf(context.db, scheme);
  },
  'schemes.addTemplate'(context, { schemeId, template }) {
    const scheme = draftOf(context.db, schemeId);
    addTemplate(context, scheme, knownTemplate(template));
    return treeOf(context.db, scheme);
  },
  'schemes.rename'(context, { schemeId, was, title }) {
    const scheme = draftOf(context.db, schemeId);
    if (scheme.title !== was && scheme.title !== title)
      throw new Refusal('changed-meanwhile', 'the title was changed', {
        changed: { title: { seen: was, now: scheme.title, wanted: title } },
      });
    return changeScheme(context, scheme, { ...scheme, title });
  },
  'schemes.putInForce'(context, { schemeId, ...terms }) {
    const draft = draftOf(context.db, schemeId);
    const { findings } = treeOf(context.db, draft);
    const errors = errorsAmong(findings);
    if (errors.length > 0)
      throw new Refusal('scheme-incomplete', `${errors.length} errors`, { errors: errors.length, findings: errors.slice(0, 100) });
    endVersionInForce(context, draft.fondsId, terms.yearFrom);
    return { ...treeOf(context.db, changeScheme(context, draft, { ...draft, ...terms, state: 'in-force', yearTo: null })), findings };
  },
  'schemes.discard'(context, { schemeId }) {
    const { scheme, categories, clauses } = treeOf(context.db, draftOf(context.db, schemeId));
    deleteScheme(context.db, schemeId);
    for (const clause of clauses.toReversed()) recordDelete(context.act, 'clause@1', scheme.fondsId, clause);
    for (const category of categories) recordDelete(context.act, 'category@1', scheme.fondsId, category);
    recordDelete(context.act, 'scheme@1', scheme.fondsId, scheme);
    return { removed: clauses.length };
  },
};

function newDraft({ db, newId, now }: CommandContext, fondsId: FondsId, title: string, template: string): Scheme {
  return {
    id: newId() as SchemeId,
    fondsId,
    title,
    version: newestVersion(db, fondsId) + 1,
    state: 'draft',
    yearFrom: null,
    yearTo: null,
    template,
    approvedBy: '',
    approvalNumber: '',
    approvalDate: '',
    createdAt: now().toISOString(),
  };
}

/** [V2][V3] */
function endVersionInForce(context: CommandContext, fondsId: FondsId, yearFrom: number): void {
  const inForce = schemeInForce(context.db, fondsId);
  if (!inForce || inForce.yearFrom === null) return;
  const years = closedBy({ yearFrom: inForce.yearFrom, yearTo: inForce.yearTo }, yearFrom);
  if (!years)
    throw new Refusal('invalid-input', `version ${inForce.version} is in force from ${inForce.yearFrom}`, {
      issues: [{ field: 'yearFrom', why: 'before-version-in-force', rule: 'V3' }],
      version: inForce.version,
      yearFrom: inForce.yearFrom,
    });
  changeScheme(context, inForce, { ...inForce, ...years, state: 'superseded' });
}

/** [S7] Adds a template's categories behind those there are. */
function addTemplate(context: CommandContext, scheme: Scheme, template: Template): void {
  const { db, newId } = context;
  const fonds = knownFonds(db, scheme.fondsId);
  const present = categoriesOf(db, scheme.id);
  const taken = template.categories.find((category) => present.some((other) => other.code === category.code));
  if (taken) throw new Refusal('duplicate', `category ${taken.code} exists`, { what: 'category', value: taken.code, rule: 'S7' });
  const last = present.at(-1)?.position ?? -1;
  template.categories.forEach((shipped, nth) => {
    const category: Category = createCategory(context, fonds.id, {
      id: newId() as CategoryId,
      schemeId: scheme.id,
      code: shipped.code,
      name: shipped.name,
      arrangement: shipped.arrangement,
      numberTemplate: shipped.numberTemplate || fonds.numberTemplate,
      position: last + 1 + nth,
    });
    const ids: ClauseId[] = [];
    templateClauses(shipped).forEach(({ parent, ...row }, index) => {
      const id = newId() as ClauseId;
      ids.push(id);
      createClause(context, fonds.id, {
        id,
        schemeId: scheme.id,
        categoryId: category.id,
        parentId: parent === null ? null : (ids[parent] ?? null),
        position: step * (index + 1),
        department: '',
        ...row,
      });
    });
  });
}

function copyRows(context: CommandContext, from: Scheme, to: Scheme): void {
  const { db, newId } = context;
  const categoryIds = new Map<CategoryId, CategoryId>();
  const clauseIds = new Map<ClauseId, ClauseId>();
  for (const category of categoriesOf(db, from.id)) {
    const id = newId() as CategoryId;
    categoryIds.set(category.id, id);
    createCategory(context, to.fondsId, { ...category, id, schemeId: to.id });
  }
  for (const clause of clausesOf(db, from.id)) {
    const id = newId() as ClauseId;
    clauseIds.set(clause.id, id);
    const copy: Clause = {
      ...clause,
      id,
      schemeId: to.id,
      categoryId: categoryIds.get(clause.categoryId) ?? clause.categoryId,
      parentId: clause.parentId === null ? null : (clauseIds.get(clause.parentId) ?? null),
    };
    createClause(context, to.fondsId, copy);
  }
}
