import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import canonicalize from 'canonicalize';
import type { FondsId } from '../../shared/fonds/fonds.ts';
import { Refusal } from '../../shared/reply.ts';
import { documentOf, SchemeDocument } from '../../shared/schemes/document.ts';
import { documentFaults } from '../../shared/schemes/published.ts';
import type { Category, CategoryId, Clause, ClauseId, Scheme, SchemeTree } from '../../shared/schemes/schemes.ts';
import type { CommandContext, Handlers } from '../context.ts';
import { forgetFile, stagedPath, writeOutput } from '../files/index.ts';
import { requireAllowed } from './clauses.ts';
import { knownScheme } from './known.ts';
import { step } from './order.ts';
import { treeOf } from './tree.ts';
import { addRows, beginDraft } from './versions.ts';

type DocumentHandlers = Pick<Handlers<'schemes'>, 'schemes.export' | 'schemes.adoptDocument'>;

/** A document of 20 000 rows is about 6 MB; anything far beyond is no table. */
const longestDocument = 64 * 1024 * 1024;

export const documentHandlers: DocumentHandlers = {
  async *'schemes.export'(context, { schemeId }) {
    yield { done: 0, total: 0, step: 'reading' };
    const scheme = knownScheme(context.db, schemeId);
    const document = documentOf(treeOf(context.db, scheme));
    // Indented for people; the name of the content is taken from its canonical form.
    const bytes = `${JSON.stringify(document, null, 1)}\n`;
    const file = yield* writeOutput(context, `三合一 第${scheme.version}版.json`, 'application/json', [{ bytes }]);
    return { file, hash: documentHash(document) };
  },
  'schemes.adoptDocument'(context, { fondsId, stagedId }) {
    const { file, path } = stagedPath(context, stagedId);
    if (statSync(path).size > longestDocument) throw new Refusal('unreadable-file', 'too large for a table', { name: file.name });
    const tree = adoptDocument(context, fondsId, readDocument(readFileSync(path), file.name));
    forgetFile(context.db, context.folder, stagedId);
    return tree;
  },
};

/** Content address of a document: SHA-256 of its canonical JSON (RFC 8785), hex. */
export function documentHash(document: SchemeDocument): string {
  return createHash('sha256')
    .update(canonicalize(document) ?? '')
    .digest('hex');
}

/** A document out of bytes; refused as `unreadable-file` with the place of the first fault. */
export function readDocument(bytes: Uint8Array, name: string): SchemeDocument {
  const unreadable = (message: string, place = '') =>
    new Refusal('unreadable-file', `${name}: ${message}`, { name, what: 'scheme-document', place });
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw unreadable((error as Error).message);
  }
  const parsed = SchemeDocument.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw unreadable(issue?.message ?? 'no table', issue?.path.join('.') ?? '');
  }
  const fault = documentFaults(parsed.data).find(({ rule }) => notThisTable.has(rule));
  if (fault) throw unreadable(`${fault.rule} at ${fault.category} ${fault.no}`, `${fault.category} ${fault.no}`.trim());
  return parsed.data;
}

/** [C2] Faults by which the draft would be another table than the document, or none that can be worked with. */
const notThisTable: ReadonlySet<string> = new Set(['size', 'depth', 'duty', 'number-template']);

/**
 * A new draft from a document. Each row stands below the nearest row before it that is less deep. Refused whole, before anything is
 * written: a 门类代码 twice [S7], 长期 or 短期 in a row [S5], a classified default. What the document says of a consent
 * stays with the draft until it is edited, so that the same document comes out again; it is no consent to this version.
 */
export function adoptDocument(
  context: CommandContext,
  fondsId: FondsId,
  document: SchemeDocument,
  given: Partial<Pick<Scheme, 'published' | 'state' | 'approvedBy' | 'approvalNumber' | 'approvalDate' | 'title'>> = {},
): SchemeTree {
  const codes = document.categories.map((category) => category.code);
  const twice = codes.find((code, index) => codes.indexOf(code) !== index);
  if (twice !== undefined) throw new Refusal('duplicate', `category ${twice} stands twice`, { what: 'category', value: twice, rule: 'S7' });
  for (const row of document.categories.flatMap((category) => category.clauses)) requireAllowed(context, row);
  const { categories: _categories, kind: _kind, version: _version, ...said } = document;
  const scheme = beginDraft(context, fondsId, { ...said, ...given });
  addRows(context, scheme, documentRows(context, scheme, document));
  return treeOf(context.db, scheme);
}

function documentRows({ newId }: CommandContext, scheme: Scheme, document: SchemeDocument): { categories: Category[]; clauses: Clause[] } {
  const clauses: Clause[] = [];
  const categories = document.categories.map(({ clauses: rows, ...fields }, position): Category => {
    const category: Category = { id: newId() as CategoryId, schemeId: scheme.id, ...fields, position };
    const above: Clause[] = [];
    rows.forEach(({ depth, ...row }, index) => {
      while (above.length > depth) above.pop();
      const parent = above.at(-1);
      const id = newId() as ClauseId;
      const clause: Clause = {
        ...row,
        id,
        schemeId: scheme.id,
        categoryId: category.id,
        parentId: parent?.id ?? null,
        depth: above.length,
        position: step * (index + 1),
        lineageId: id,
        revision: 0,
      };
      clauses.push(clause);
      above.push(clause);
    });
    return category;
  });
  return { categories, clauses };
}
