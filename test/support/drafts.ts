import type { CallerInput, Output } from '../../shared/contract.ts';
import { Term } from '../../shared/retention/retention.ts';
import type { Clause, ClauseId, SchemeEdit, SchemeTree } from '../../shared/schemes/schemes.ts';
import { startOffice } from './app.ts';

export type Office = Awaited<ReturnType<typeof startOffice>>;
type Rows = Pick<SchemeTree, 'clauses'>;
type NewRow = Partial<CallerInput<'schemes.addClause'>>;

export const term = (text: string) => Term.parse(text);

/** The rows as a reader sees them: number by number, each level two places further in. */
export const outline = ({ clauses }: Rows) => clauses.map((row) => `${'  '.repeat(row.depth)}${row.no}`);

export function find({ clauses }: Rows, no: string): Clause {
  const clause = clauses.find((row) => row.no === no);
  if (!clause) throw new Error(`no ${no}`);
  return clause;
}

export const tell = ({ findings }: Pick<SchemeTree, 'findings'>) => findings.map((finding) => `${finding.rule} ${finding.no}`.trim());

/** The row an edit is about, as it now stands. */
export function rowOf({ clauses, about }: SchemeEdit): Clause {
  const clause = clauses.find((row) => row.id === about);
  if (!clause) throw new Error('the edit is about no row');
  return clause;
}

/** A draft from a template, in an office of its own. */
export async function withDraft(template = 'xiangzhen') {
  const office = await startOffice();
  const tree: Output<'schemes.adopt'> = await office.call('schemes.adopt', { fondsId: office.fonds.id, template });
  return { ...office, tree, ...hands(office, tree), category: tree.categories[0]! };
}

/** What a person does with a draft, said shortly. */
export function hands({ call }: Pick<Office, 'call'>, tree: SchemeTree) {
  const schemeId = tree.scheme.id;
  const categoryId = tree.categories[0]?.id as never;
  const reread = () => call('schemes.tree', { schemeId });
  const seen = async () => (await reread()).scheme.revision;
  const row = (no: string, more: NewRow = {}) => ({
    categoryId,
    parentId: null,
    afterId: null,
    no,
    text: `条款 ${no}`,
    disposition: 'file' as const,
    term: term('D30'),
    ...more,
  });
  return {
    reread,
    seen,
    /** Adds a row and gives it as it stands. */
    add: async (no: string, more: NewRow = {}) => rowOf(await call('schemes.addClause', row(no, more))),
    edit: (clause: Clause, set: CallerInput<'schemes.editClause'>['set']) =>
      call('schemes.editClause', {
        clauseId: clause.id,
        was: Object.fromEntries(Object.keys(set).map((field) => [field, clause[field as keyof Clause]])),
        set,
      }),
    move: async (clauses: readonly Clause[], parentId: ClauseId | null, afterId: ClauseId | null, to = clauses[0]!.categoryId) =>
      call('schemes.moveClauses', { clauseIds: clauses.map(({ id }) => id), categoryId: to, parentId, afterId, revision: await seen() }),
    indent: async (...clauses: Clause[]) =>
      call('schemes.indentClauses', { clauseIds: clauses.map(({ id }) => id), revision: await seen() }),
    outdent: async (...clauses: Clause[]) =>
      call('schemes.outdentClauses', { clauseIds: clauses.map(({ id }) => id), revision: await seen() }),
    remove: async (...clauses: Clause[]) =>
      call('schemes.removeClauses', { clauseIds: clauses.map(({ id }) => id), revision: await seen() }),
    undo: async () => call('schemes.undo', { schemeId, revision: await seen() }),
    redo: async () => call('schemes.redo', { schemeId, revision: await seen() }),
  };
}

/** A draft with one category of one's own, 照片, and the rows given as an outline: two spaces a level. */
export async function withRows(...lines: string[]) {
  const office = await startOffice();
  const started = await office.call('schemes.adopt', { fondsId: office.fonds.id, template: 'kuaiji' });
  const schemeId = started.scheme.id;
  const added = await office.call('schemes.addCategory', { schemeId, code: 'ZP', name: '照片', arrangement: 'item' });
  const category = added.categories[0]!;
  await office.call('schemes.removeCategory', { categoryId: started.categories[0]!.id, revision: added.scheme.revision });
  const tree = await office.call('schemes.tree', { schemeId });
  const draft = hands(office, tree);
  const path: Clause[] = [];
  let before: Clause | undefined;
  for (const line of lines) {
    const depth = (line.length - line.trimStart().length) / 2;
    const sibling = path[depth];
    path.length = depth;
    before = await draft.add(line.trim(), { parentId: path.at(-1)?.id ?? null, afterId: sibling?.id ?? null });
    path[depth] = before;
  }
  const rows = await draft.reread();
  return { ...office, ...draft, category, tree: rows, row: (no: string) => find(rows, no) };
}
