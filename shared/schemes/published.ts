import type { FondsId } from '../fonds/fonds.ts';
import { classifiedFrom } from '../items/secrecy.ts';
import { templateById } from '../numbering/templates.ts';
import { carriesMark } from '../sync/marks.ts';
import { mostClauses, type SchemeDocument } from './document.ts';
import { dutyCodes } from './duties.ts';
import { errorsAmong, schemeFindings } from './rules.ts';
import type { Category, CategoryId, Clause, ClauseId, Scheme, SchemeId, SchemeTree } from './schemes.ts';

/** A table as a document can be looked at and judged by itself: its rows get ids that count from 1 and mean nothing outside it. */
const runningId = (n: number) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

/** The id a table has that is only looked at. */
const lookedAt = runningId(0) as SchemeId;

/** The rows of a document as categories and clauses, in table order. A row stands below the nearest row before it that is less deep. */
export function documentRows({ categories }: Pick<SchemeDocument, 'categories'>): { categories: Category[]; clauses: Clause[] } {
  let n = 0;
  const clauses: Clause[] = [];
  const heads = categories.map(({ clauses: rows, ...category }, position): Category => {
    n += 1;
    const categoryId = runningId(n) as CategoryId;
    const above: Clause[] = [];
    for (const [nth, row] of rows.entries()) {
      n += 1;
      const id = runningId(n) as ClauseId;
      while (above.length > 0 && (above.at(-1)?.depth ?? 0) >= row.depth) above.pop();
      const parentId = above.at(-1)?.id ?? null;
      const clause = { ...row, id, schemeId: lookedAt, categoryId, parentId, position: nth, lineageId: id, revision: 0 };
      above.push(clause);
      clauses.push(clause);
    }
    return { ...category, id: categoryId, schemeId: lookedAt, position };
  });
  return { categories: heads, clauses };
}

/** A document as a table to be looked at: a draft of no fonds, with what the rules say about it. */
export function documentTree(document: SchemeDocument, hash: string, at: string): SchemeTree {
  const { categories, clauses } = documentRows(document);
  const scheme: Scheme = {
    id: lookedAt,
    fondsId: lookedAt as string as FondsId,
    title: document.title,
    version: 1,
    state: 'draft',
    yearFrom: null,
    yearTo: null,
    template: document.template,
    derivedFromId: null,
    published: hash,
    revision: 0,
    submittedTo: '',
    submittedAt: null,
    approvedBy: document.approvedBy,
    approvalNumber: document.approvalNumber,
    approvalDate: document.approvalDate,
    createdAt: at,
  };
  return { scheme, categories, clauses, findings: schemeFindings(categories, clauses), undo: null, redo: null };
}

/** Why a document may not be published, row by row: a rule of SPEC.md, or one of those below. `no` is '' where a whole category is meant. */
export interface DocumentFault {
  readonly rule: string;
  readonly category: string;
  readonly no: string;
}

/**
 * [P2] What stands against publishing a document. Errors of the table (S1 …); `depth`: a row deeper than one level below the row before it,
 * so that it would be read back as another table; `duty`, `number-template`: a code nobody knows; `size`: more rows than a table may have.
 */
export function documentFaults(document: SchemeDocument): DocumentFault[] {
  const { categories, clauses } = documentRows(document);
  if (clauses.length > mostClauses) return [{ rule: 'size', category: '', no: '' }];
  const codeOf = new Map(categories.map(({ id, code }) => [id, code]));
  const rows = new Map(clauses.map((clause) => [clause.id, clause]));
  const faults: DocumentFault[] = errorsAmong(schemeFindings(categories, clauses)).map(({ rule, clauseId, no }) => {
    const row = clauseId === null ? undefined : rows.get(clauseId);
    return row ? { rule, category: codeOf.get(row.categoryId) ?? '', no } : { rule, category: no, no: '' };
  });
  for (const category of categories)
    if (templateById(category.numberTemplate) === undefined) faults.push({ rule: 'number-template', category: category.code, no: '' });
  for (const { categoryId, parentId, depth, no, duty } of clauses) {
    const category = codeOf.get(categoryId) ?? '';
    const due = parentId === null ? 0 : (rows.get(parentId)?.depth ?? 0) + 1;
    if (depth !== due) faults.push({ rule: 'depth', category, no });
    if (duty !== '' && !(dutyCodes as readonly string[]).includes(duty)) faults.push({ rule: 'duty', category, no });
  }
  return faults;
}

/**
 * [P3] Where a document may not travel: a default 密级 of 秘密 and above (`secrecy`), or a text that bears a mark (`mark`). Of what bears a
 * mark only the place is told.
 */
export function documentMarks(document: SchemeDocument, watch: (text: string) => boolean = carriesMark): DocumentFault[] {
  const { categories, ...head } = document;
  const bears = (record: object) => Object.values(record).some((value) => typeof value === 'string' && watch(value));
  return [
    ...(bears(head) ? [{ rule: 'mark', category: '', no: '' }] : []),
    ...categories.flatMap(({ clauses, ...category }, nth) => {
      const code = watch(category.code) ? `#${nth + 1}` : category.code;
      return [
        ...(bears(category) ? [{ rule: 'mark', category: code, no: '' }] : []),
        ...clauses.flatMap((clause, row) => {
          const no = watch(clause.no) ? `#${row + 1}` : clause.no;
          if (clause.secrecy >= classifiedFrom) return [{ rule: 'secrecy', category: code, no }];
          return bears(clause) ? [{ rule: 'mark', category: code, no }] : [];
        }),
      ];
    }),
  ];
}
