import type { FondsId } from '../../shared/fonds/fonds.ts';
import { Refusal } from '../../shared/reply.ts';
import { diffTables } from '../../shared/schemes/diff.ts';
import type { Category, Clause, ClauseId, Scheme, SchemeDiff, SchemeId, SchemeTree } from '../../shared/schemes/schemes.ts';
import { templateClauses } from '../../shared/schemes/template.ts';
import { templates } from '../../shared/schemes/templates/index.ts';
import type { Handlers } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { knownFonds } from '../fonds/index.ts';
import { categoryHandlers } from './categories.ts';
import { clauseHandlers } from './clauses.ts';
import { documentHandlers } from './documents.ts';
import { knownCategory, knownClause, knownScheme } from './known.ts';
import { moveHandlers } from './moves.ts';
import { publishedHandlers } from './published.ts';
import { scanHandlers } from './scans.ts';
import { categoriesOf, clausesOf, schemesDeciding, schemesOf } from './store.ts';
import { treeOf } from './tree.ts';
import { versionHandlers } from './versions.ts';

export { adoptDocument, documentHash } from './documents.ts';
export { publishedDocument, publishedSummary, receivePublished, withdrawPublished } from './published.ts';
export { countWithoutScan } from './store.scans.ts';
export { countUnchecked, schemesOf } from './store.ts';

export const schemeHandlers: Handlers<'schemes'> = {
  'schemes.templates': () =>
    templates.map(({ id, name, basis, categories }) => {
      const rows = categories.flatMap(templateClauses);
      return { id, name, basis, clauses: rows.length, unconfirmed: rows.filter((row) => !row.checked).length };
    }),
  'schemes.list': ({ db }, { fondsId }) => schemesOf(db, knownFonds(db, fondsId).id),
  'schemes.tree': ({ db }, { schemeId }) => schemeTree(db, schemeId),
  'schemes.inForce': ({ db }, { fondsId, year }) => schemeForYear(db, knownFonds(db, fondsId).id, year) ?? null,
  ...versionHandlers,
  ...categoryHandlers,
  ...clauseHandlers,
  ...moveHandlers,
  ...documentHandlers,
  ...scanHandlers,
  ...publishedHandlers,
  'schemes.diff': ({ db }, { fromId, toId }) => diffSchemes(db, fromId, toId),
};

/** A version, whole; refused as `not-found`. */
export function schemeTree(db: ReadableDb, schemeId: SchemeId): SchemeTree {
  return treeOf(db, knownScheme(db, schemeId));
}

/** What another version says differently; refused as `not-found`, or as `invalid-input` where they are of two fonds. */
export function diffSchemes(db: ReadableDb, fromId: SchemeId, toId: SchemeId): SchemeDiff {
  const [from, to] = [knownScheme(db, fromId), knownScheme(db, toId)];
  if (from.fondsId !== to.fondsId)
    throw new Refusal('invalid-input', 'versions of two fonds', { issues: [{ field: 'toId', why: 'other-fonds' }] });
  const table = (scheme: Scheme) => ({ scheme, categories: categoriesOf(db, scheme.id), clauses: clausesOf(db, scheme.id) });
  return diffTables(table(from), table(to));
}

/** The table that decides for a 年度, whole; undefined when none does. */
export function schemeForYear(db: ReadableDb, fondsId: FondsId, year: number): SchemeTree | undefined {
  const scheme = decidingFor(db, fondsId, year);
  return scheme && treeOf(db, scheme);
}

/**
 * [V5] The clause a record is filed under, with its category and scheme; what of it the record keeps is frozen there.
 * Refused: an unknown clause, a heading or 不归档 row, a row of a version that never came into force.
 */
export function clauseForFiling(db: ReadableDb, clauseId: ClauseId): { clause: Clause; category: Category; scheme: Scheme } {
  const found = rowOfTable(db, clauseId);
  const { no, disposition } = found.clause;
  if (disposition === 'heading' || disposition === 'no-file')
    throw new Refusal('invalid-input', `nothing is filed under ${no}`, {
      issues: [{ field: 'clauseId', why: disposition, rule: 'V5' }],
      no,
    });
  return found;
}

/** A row of a version that is or was in force, with its category and scheme; refused as `not-found`, or `not-yet` where it never was. */
export function rowOfTable(db: ReadableDb, clauseId: ClauseId): { clause: Clause; category: Category; scheme: Scheme } {
  const clause = knownClause(db, clauseId);
  const scheme = knownScheme(db, clause.schemeId);
  if (scheme.state !== 'in-force' && scheme.state !== 'superseded')
    throw new Refusal('not-yet', `clause ${clause.no} is of a version ${scheme.state}`, {
      what: 'scheme',
      no: clause.no,
      state: scheme.state,
    });
  return { clause, category: knownCategory(db, clause.categoryId), scheme };
}

/** The number template a 门类 has in the scheme that decides for a 年度; undefined where none names the 门类. */
export function numberTemplateFor(db: ReadableDb, fondsId: FondsId, categoryCode: string, year: number): string | undefined {
  const scheme = decidingFor(db, fondsId, year);
  return scheme && categoriesOf(db, scheme.id).find((each) => each.code === categoryCode)?.numberTemplate;
}

/** [V1] The version that decides for a 年度. */
export function decidingFor(db: ReadableDb, fondsId: FondsId, year: number): Scheme | undefined {
  return schemesDeciding(db, fondsId, year)[0];
}
