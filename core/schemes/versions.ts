import type { FondsId } from '../../shared/fonds/fonds.ts';
import { Refusal } from '../../shared/reply.ts';
import { closedBy, errorsAmong } from '../../shared/schemes/rules.ts';
import type { Category, CategoryId, Clause, ClauseId, Scheme, SchemeId, SchemeState } from '../../shared/schemes/schemes.ts';
import type { CommandContext, Handlers } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { knownFonds } from '../fonds/index.ts';
import { draftOf, knownScheme, knownTemplate } from './known.ts';
import { saveCategory, saveClause, saveScheme } from './records.ts';
import { dropScan } from './scans.ts';
import { forgetEdits } from './store.edits.ts';
import { scansOf } from './store.scans.ts';
import { newestVersion, schemeInForce, schemesCopiedFrom } from './store.ts';
import { templateRows } from './template.ts';
import { treeOf } from './tree.ts';

type VersionHandlers = Pick<
  Handlers<'schemes'>,
  'schemes.adopt' | 'schemes.copy' | 'schemes.submit' | 'schemes.withdraw' | 'schemes.consent' | 'schemes.putInForce' | 'schemes.discard'
>;

export const versionHandlers: VersionHandlers = {
  'schemes.adopt'(context, { fondsId, template: id, title }) {
    const template = knownTemplate(id);
    const scheme = beginDraft(context, fondsId, { title: title || usualTitle(context.db, fondsId), template: id });
    addRows(context, scheme, templateRows(context, scheme, template));
    return treeOf(context.db, scheme);
  },
  'schemes.copy'(context, { schemeId }) {
    const source = knownScheme(context.db, schemeId);
    const scheme = beginDraft(context, source.fondsId, { title: source.title, template: source.template, derivedFromId: source.id });
    addRows(context, scheme, copiedRows(context, source, scheme));
    return treeOf(context.db, scheme);
  },
  'schemes.submit'(context, { schemeId, submittedTo }) {
    const draft = draftOf(context.db, schemeId);
    requireComplete(context.db, draft);
    return moveOn(context, draft, { state: 'submitted', submittedTo, submittedAt: context.act.at });
  },
  'schemes.withdraw'(context, { schemeId }) {
    const scheme = inState(context.db, schemeId, ['submitted', 'consented']);
    return moveOn(context, scheme, { ...notYetConsented, published: '', state: 'draft', submittedTo: '', submittedAt: null });
  },
  'schemes.consent'(context, { schemeId, ...consent }) {
    const submitted = inState(context.db, schemeId, ['submitted']);
    if (!isDay(consent.approvalDate))
      throw new Refusal('invalid-input', 'no such day', { issues: [{ field: 'approvalDate', why: 'no-such-day' }] });
    return moveOn(context, submitted, { ...consent, state: 'consented' });
  },
  'schemes.putInForce'(context, { schemeId, yearFrom }) {
    const consented = inState(context.db, schemeId, ['consented']);
    requireComplete(context.db, consented);
    endVersionInForce(context, consented.fondsId, yearFrom);
    forgetEdits(context.db, schemeId);
    return moveOn(context, consented, { state: 'in-force', yearFrom, yearTo: null });
  },
  'schemes.discard'(context, { schemeId }) {
    const { scheme, categories, clauses } = treeOf(context.db, draftOf(context.db, schemeId));
    for (const scan of scansOf(context.db, schemeId)) dropScan(context, scheme, scan);
    // What was copied from it counts as copied from what it was itself copied from.
    for (const copy of schemesCopiedFrom(context.db, schemeId)) saveScheme(context, copy, { ...copy, derivedFromId: scheme.derivedFromId });
    for (const clause of clauses.toReversed()) saveClause(context, scheme.fondsId, clause, null, 0);
    for (const category of categories) saveCategory(context, scheme.fondsId, category, null);
    saveScheme(context, scheme, null);
    return { removed: clauses.length };
  },
};

const notYetConsented = { approvedBy: '', approvalNumber: '', approvalDate: '' } as const;

/** What a table is called unless somebody names it. */
export function usualTitle(db: ReadableDb, fondsId: FondsId): string {
  return `${knownFonds(db, fondsId).name}文件材料归档范围和档案保管期限表`;
}

/** A new, empty draft: the next version of its fonds. */
export function beginDraft(context: CommandContext, fondsId: FondsId, given: Partial<Scheme> & Pick<Scheme, 'title'>): Scheme {
  return saveScheme(context, null, {
    id: context.newId() as SchemeId,
    fondsId: knownFonds(context.db, fondsId).id,
    version: newestVersion(context.db, fondsId) + 1,
    state: 'draft',
    yearFrom: null,
    yearTo: null,
    template: '',
    derivedFromId: null,
    published: '',
    revision: 0,
    submittedTo: '',
    submittedAt: null,
    ...notYetConsented,
    createdAt: context.act.at,
    ...given,
  });
}

/** Writes the rows of a new draft: what a draft begins with is no edit and cannot be undone, only thrown away with it. */
export function addRows(
  context: CommandContext,
  scheme: Scheme,
  { categories, clauses }: { readonly categories: readonly Category[]; readonly clauses: readonly Clause[] },
): void {
  for (const category of categories) saveCategory(context, scheme.fondsId, null, category);
  for (const clause of clauses) saveClause(context, scheme.fondsId, null, clause, 0);
}

/** [V4] A version in one of the states; refused as `not-yet` or `locked`. */
function inState(db: ReadableDb, schemeId: SchemeId, states: readonly SchemeState[]): Scheme {
  const scheme = knownScheme(db, schemeId);
  if (states.includes(scheme.state)) return scheme;
  const over = scheme.state === 'in-force' || scheme.state === 'superseded';
  throw new Refusal(over ? 'locked' : 'not-yet', `version ${scheme.version} is ${scheme.state}`, {
    what: over ? 'scheme' : 'scheme-state',
    state: scheme.state,
    version: scheme.version,
  });
}

function moveOn(context: CommandContext, before: Scheme, changes: Partial<Scheme>) {
  return treeOf(context.db, saveScheme(context, before, { ...before, ...changes }));
}

function requireComplete(db: ReadableDb, scheme: Scheme): void {
  const errors = errorsAmong(treeOf(db, scheme).findings);
  if (errors.length > 0)
    throw new Refusal('scheme-incomplete', `${errors.length} errors`, { count: errors.length, findings: errors.slice(0, 100) });
}

/** Whether eight digits are a day of the calendar. */
function isDay(digits: string): boolean {
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/** [V2][V3] */
function endVersionInForce(context: CommandContext, fondsId: FondsId, yearFrom: number): void {
  const inForce = schemeInForce(context.db, fondsId);
  if (!inForce) return;
  const years = closedBy({ yearFrom: inForce.yearFrom ?? yearFrom, yearTo: inForce.yearTo }, yearFrom);
  if (!years)
    throw new Refusal('invalid-input', `version ${inForce.version} is in force from ${inForce.yearFrom}`, {
      issues: [{ field: 'yearFrom', why: 'before-version-in-force', rule: 'V3' }],
      version: inForce.version,
      yearFrom: inForce.yearFrom,
    });
  saveScheme(context, inForce, { ...inForce, ...years, state: 'superseded' });
}

/** [V7] Every row of a version as a row of another, with its lineage. */
function copiedRows({ db, newId }: CommandContext, from: Scheme, to: Scheme): { categories: Category[]; clauses: Clause[] } {
  const { categories, clauses } = treeOf(db, from);
  const categoryIds = new Map(categories.map((category) => [category.id, newId() as CategoryId]));
  const clauseIds = new Map(clauses.map((clause) => [clause.id, newId() as ClauseId]));
  return {
    categories: categories.map((category) => ({ ...category, id: categoryIds.get(category.id) as CategoryId, schemeId: to.id })),
    clauses: clauses.map((clause) => ({
      ...clause,
      id: clauseIds.get(clause.id) as ClauseId,
      schemeId: to.id,
      categoryId: categoryIds.get(clause.categoryId) as CategoryId,
      parentId: clause.parentId && (clauseIds.get(clause.parentId) as ClauseId),
      revision: 0,
    })),
  };
}
