import { hash } from 'node:crypto';
import type { FondsId } from '../../shared/fonds/fonds.ts';
import type { RowOutcome } from '../../shared/imports/imports.ts';
import { type CheckedRow, checkRow, type RowFields, type RowNote } from '../../shared/imports/rows.ts';
import { displayDocumentNumber } from '../../shared/items/fields.ts';
import type { Item } from '../../shared/items/items.ts';
import { normaliseSeparators } from '../../shared/numbering/compose.ts';
import type { ClauseId, SchemeTree } from '../../shared/schemes/schemes.ts';
import type { Progress } from '../../shared/tasks/tasks.ts';
import type { QueryContext } from '../context.ts';
import { type ItemEdit, itemById, openFiling } from '../items/index.ts';
import { schemeForYear } from '../schemes/index.ts';
import { type BatchRecord, batchByNumber, bearerOf, type Known, knownItemsAfter, originOf, originsAfter } from './store.ts';

export type Taken = Extract<CheckedRow, { kind: 'taken' }>;

/** What becomes of a row, and why. */
export interface Placement {
  readonly outcome: RowOutcome;
  readonly itemId: string | null;
  readonly notes: readonly RowNote[];
}

/** Decides row by row what a file means for the catalogue. Nothing is written. Good until the catalogue changes. */
export interface Matcher {
  /**
   * [M20]–[M27] Places a row. `later`: catalogued items resemble it and none is equal; it is placed when all equal rows have found theirs, by
   * a second call with `last`.
   */
  place(line: number, row: Taken, last?: boolean): Placement | 'later';
}

const digest = (text: string) => hash('sha256', text, 'base64url').slice(0, 22);

/** [M20] What a row says, in one word: equal for rows whose filled cells say the same, whatever the order of their columns. */
export function printOf({ fields, given }: Taken): string {
  return digest(JSON.stringify([...given].sort().map((field) => [field, fields[field]])));
}

type Identity = Pick<Known, 'year' | 'documentNumber' | 'title' | 'date' | 'responsible'>;

/** [M22] 年度, 文号, 题名, 日期, 责任者. */
function identityOf({ year, documentNumber, title, date, responsible }: Identity): string {
  return digest(`${year}\n${displayDocumentNumber(documentNumber).replace(/\s/g, '')}\n${title}\n${date}\n${responsible}`);
}

interface Candidate {
  readonly id: string;
  readonly serial: number | null;
  readonly number: string | null;
  readonly binned: boolean;
}

/** Reads what the catalogue knows of a fonds, a slice at a time. */
export async function* openMatcher(context: QueryContext, fondsId: FondsId): AsyncGenerator<Progress, Matcher, void> {
  const { db } = context;
  const byIdentity = new Map<string, Candidate[]>();
  const byId = new Map<string, Candidate>();
  for (let row = 0; ; ) {
    const slice = knownItemsAfter(db, fondsId, row, 1000);
    for (const known of slice) {
      const candidate: Candidate = { id: known.id, serial: known.serial, number: known.number, binned: known.binnedAt !== null };
      byId.set(known.id, candidate);
      const identity = identityOf(known);
      const same = byIdentity.get(identity);
      if (same) same.push(candidate);
      else byIdentity.set(identity, [candidate]);
      row = known.row;
    }
    if (slice.length === 0) break;
    yield { done: byId.size, total: 0, step: 'matching' };
  }
  const madeFrom = new Map<string, string>();
  for (let itemId: string | null = null; ; ) {
    const slice = originsAfter(db, fondsId, itemId, 2000);
    for (const origin of slice) madeFrom.set(origin.print, origin.itemId);
    itemId = slice.at(-1)?.itemId ?? null;
    if (slice.length === 0) break;
    yield { done: madeFrom.size, total: byId.size, step: 'matching' };
  }
  return matcher(context, fondsId, { byIdentity, byId, madeFrom });
}

interface Catalogue {
  readonly byIdentity: ReadonlyMap<string, readonly Candidate[]>;
  readonly byId: ReadonlyMap<string, Candidate>;
  readonly madeFrom: ReadonlyMap<string, string>;
}

function matcher(context: QueryContext, fondsId: FondsId, { byIdentity, byId, madeFrom }: Catalogue): Matcher {
  const { db } = context;
  const { book } = openFiling(db, fondsId);
  const clauses = openClauses(context, fondsId);
  const compare = openComparison(context);
  const claimed = new Set<string>();
  const prints = new Map<string, number>();
  const numbers = new Map<string, number>();
  const already = (seen: Map<string, number>, key: string, line: number) => {
    const first = seen.get(key);
    if (first === undefined) seen.set(key, line);
    return first !== undefined && first !== line;
  };
  const pair = (id: string, row: Taken, more: readonly RowNote[]): Placement => {
    claimed.add(id);
    const { set, notes } = compare(id, row);
    return { outcome: Object.keys(set).length > 0 ? 'updated' : 'unchanged', itemId: id, notes: [...more, ...notes] };
  };
  return {
    place(line, row, last = false) {
      const { fields } = row;
      const print = printOf(row);
      if (already(prints, print, line))
        return { outcome: 'skipped', itemId: null, notes: [{ reason: 'repeated-row', field: null, value: fields.title.slice(0, 200) }] };
      const made = madeFrom.get(print);
      const source = made === undefined || claimed.has(made) ? undefined : byId.get(made);
      if (source) {
        claimed.add(source.id);
        if (!source.binned) return { outcome: 'unchanged', itemId: source.id, notes: [] };
        return { outcome: 'skipped', itemId: source.id, notes: [{ reason: 'in-bin', field: null, value: fields.title.slice(0, 200) }] };
      }

      const notes: RowNote[] = [];
      if (fields.clauseNo !== '' && clauses(fields) === null)
        notes.push({ reason: 'unknown-clause', field: 'clauseNo', value: fields.clauseNo });
      const composed =
        fields.number === '' && fields.serial !== null ? book.withSerial(numberedFields(fields, clauses), fields.serial) : null;
      if (composed && 'missing' in composed) notes.push({ reason: 'number-incomplete', field: 'serial', value: String(fields.serial) });
      const number = fields.number !== '' ? fields.number : composed && 'number' in composed ? composed.number : '';
      const key = normaliseSeparators(number);
      const refuse = (reason: 'number-twice' | 'number-taken'): Placement => ({
        outcome: 'rejected',
        itemId: null,
        notes: [{ reason, field: 'number', value: number }],
      });
      if (number !== '') {
        if (already(numbers, key, line)) return refuse('number-twice');
        const bearer = bearerOf(db, fondsId, key);
        if (bearer) {
          const item = bearer.state === 'taken' ? itemById(db, bearer.itemId) : undefined;
          if (!item || item.binnedAt !== null || claimed.has(item.id) || !isSameDocument(item, fields)) return refuse('number-taken');
          return pair(item.id, row, notes);
        }
      }

      const alike = (byIdentity.size === 0 ? [] : (byIdentity.get(identityOf(fields)) ?? [])).filter(
        (item) =>
          !item.binned &&
          !claimed.has(item.id) &&
          !(item.number !== null && fields.number !== '' && normaliseSeparators(item.number) !== key) &&
          !(item.serial !== null && fields.serial !== null && item.serial !== fields.serial),
      );
      const equal = alike.find(({ id }) => Object.keys(compare(id, row).set).length === 0);
      if (equal) return pair(equal.id, row, notes);
      if (alike[0] && !last) return 'later';
      if (alike[0]) return pair(alike[0].id, row, notes);
      return { outcome: 'new', itemId: null, notes };
    },
  };
}

/** [M21] An equal number speaks of the same document only if the title is equal too, or 文号 and 日期 are. */
function isSameDocument(item: Item, fields: RowFields): boolean {
  if (item.title === fields.title) return true;
  const sameDocumentNumber = displayDocumentNumber(item.documentNumber) === displayDocumentNumber(fields.documentNumber);
  return fields.documentNumber !== '' && sameDocumentNumber && fields.date !== '' && item.date === fields.date;
}

/** Finds the clause a row names in the scheme that decides for its year; null where there is none to file under. */
export type Clauses = (fields: RowFields) => { readonly id: ClauseId; readonly term: RowFields['term'] } | null;

export function openClauses({ db }: Pick<QueryContext, 'db'>, fondsId: FondsId): Clauses {
  const schemes = new Map<number, SchemeTree | undefined>();
  return ({ clauseNo, year, category }) => {
    if (clauseNo === '') return null;
    if (!schemes.has(year)) schemes.set(year, schemeForYear(db, fondsId, year));
    const tree = schemes.get(year);
    if (!tree) return null;
    const named = tree.clauses.filter(({ no, disposition }) => no === clauseNo && disposition === 'file');
    const inCategory = named.filter((clause) => tree.categories.some(({ id, code }) => id === clause.categoryId && code === category));
    return inCategory[0] ?? (named.length === 1 ? named[0] : undefined) ?? null;
  };
}

/** The components a row gives for its number; the term may come of its clause. */
function numberedFields(fields: RowFields, clauses: Clauses) {
  return { ...fields, term: fields.term ?? clauses(fields)?.term ?? null };
}

/** Fields an import may change on an item that stands. */
const changeable = [
  'category',
  'year',
  'term',
  'organCode',
  'organ',
  'catalogue',
  'volume',
  'responsible',
  'documentNumber',
  'title',
  'date',
  'secrecy',
  'openness',
  'pages',
  'box',
  'remark',
] as const satisfies readonly (keyof RowFields & keyof Item)[];

/** Parts of a number; once it is given they stand. */
const partsOfNumber: ReadonlySet<string> = new Set(['category', 'year', 'term', 'organCode', 'organ', 'catalogue', 'volume']);

/**
 * [M24]–[M26] What a row changes on an item: only fields with a filled cell that differ. A field the archivist edited since the row's
 * forerunner was imported stands: silently if the file says what it said then, with a note if it says something new.
 */
export function openComparison({ db }: Pick<QueryContext, 'db'>): (itemId: string, row: Taken) => { set: ItemEdit; notes: RowNote[] } {
  const batches = new Map<number, BatchRecord>();
  const forerunner = (itemId: string): Taken | null => {
    const origin = originOf(db, itemId);
    if (!origin) return null;
    const batch = batches.get(origin.batch) ?? batchByNumber(db, origin.batch);
    batches.set(origin.batch, batch);
    const checked = checkRow(JSON.parse(origin.cells) as string[], batch.plan);
    return checked.kind === 'taken' ? checked : null;
  };
  return (itemId, { fields, given }) => {
    const item = itemById(db, itemId);
    const set: { [field: string]: unknown } = {};
    const notes: RowNote[] = [];
    if (!item) return { set, notes };
    const before = forerunner(itemId);
    for (const field of changeable) {
      const wanted = fields[field];
      const now = item[field];
      if (!given.has(field) || wanted === now) continue;
      const said = before?.given.has(field) ? before.fields[field] : undefined;
      if (said === wanted) continue;
      const value = `${shown(now)} → ${shown(wanted)}`;
      if (said !== undefined && said !== now) notes.push({ reason: 'edited-by-hand', field, value });
      else if (item.number !== null && partsOfNumber.has(field)) notes.push({ reason: 'number-stands', field, value });
      else {
        set[field] = field === 'date' ? fields.dateGiven || fields.date : wanted;
        if (field === 'secrecy') set['secrecyTerm'] = fields.secrecyTerm;
        notes.push({ reason: 'field-changed', field, value });
      }
    }
    if (fields.number !== '' && item.number === null) notes.push({ reason: 'number-stands', field: 'number', value: fields.number });
    return { set, notes };
  };
}

const shown = (value: unknown) => String(value ?? '').slice(0, 90);
