import type { DocumentClause, SchemeDocument } from '../schemes/document.ts';
import { schemeFindings } from '../schemes/rules.ts';
import type { CategoryId, ClauseId } from '../schemes/schemes.ts';
import type { SchemeReading, SchemeReadKind } from './scheme.ts';
import type { Pending } from './scheme-findings.ts';

type DocumentCategory = SchemeDocument['categories'][number];

/** What the rules of the table note: gaps, suffix letters, missing levels. */
export function tableNotes(categories: readonly DocumentCategory[], origins: SchemeReading['origins']): Pending[] {
  const kinds: { readonly [rule: string]: SchemeReadKind } = { S9: 'suffix', S10: 'middle-missing', S14: 'gap' };
  const ids: {
    id: ClauseId;
    categoryId: CategoryId;
    parentId: ClauseId | null;
    no: string;
    disposition: DocumentClause['disposition'];
    term: DocumentClause['term'];
  }[] = [];
  for (const { code, clauses } of categories) {
    const path: ClauseId[] = [];
    for (const { depth, no, disposition, term } of clauses) {
      const id = String(ids.length) as ClauseId;
      path.length = Math.min(path.length, depth);
      ids.push({ id, categoryId: code as string as CategoryId, parentId: path.at(-1) ?? null, no, disposition, term });
      path.push(id);
    }
  }
  const found = schemeFindings(
    categories.map(({ code }) => ({ id: code as string as CategoryId, code })),
    ids,
  );
  return found.flatMap(({ rule, clauseId, no }): Pending[] => {
    const kind = kinds[rule];
    const origin = clauseId === null ? undefined : origins[Number(clauseId)];
    return kind && origin ? [{ ...origin, kind, severity: 'note', before: no, after: '', choices: [], decided: true }] : [];
  });
}
