import type { ItemRecord } from '../../shared/items/codec.ts';
import { parseDate } from '../../shared/items/date.ts';
import type { Item, ItemFilter } from '../../shared/items/items.ts';
import type { Term } from '../../shared/retention/retention.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

/** A row of `items` as `itemColumns` reads it. */
export type ItemRow = Omit<Item, 'formerNumbers'> & { readonly row: number; readonly formerNumbers: string; readonly ext: string };

/** What to select so that `itemFromRow` understands it; the table may have no other name than `items`. */
export const itemColumns = `items.row AS row, items.id AS id, items.fonds_id AS fondsId, level, category, year, term, clause_id AS clauseId,
  clause_no AS clauseNo, clause_text AS clauseText, clause_term AS clauseTerm, organ_code AS organCode, organ, catalogue, volume, project, page,
  responsible, document_number AS documentNumber, title, date, date_given AS dateGiven, secrecy, secrecy_term AS secrecyTerm, openness,
  pages, box, remark, serial, number, former_numbers AS formerNumbers, binned_at AS binnedAt, items.created_at AS createdAt,
  updated_at AS updatedAt, items.ext AS ext`;

export function itemFromRow(stored: ItemRow): Item {
  const { row: _row, ext: _ext, formerNumbers, ...item } = stored;
  return { ...item, formerNumbers: formerNumbers === '[]' ? [] : (JSON.parse(formerNumbers) as string[]) };
}

export function recordFromRow(stored: ItemRow): ItemRecord {
  return { ...itemFromRow(stored), ext: stored.ext === '{}' ? {} : (JSON.parse(stored.ext) as ItemRecord['ext']) };
}

export function itemRow(db: ReadableDb, id: string): ItemRow | undefined {
  return db.get<ItemRow>(`SELECT ${itemColumns} FROM items WHERE id = :id`, { id });
}

/** The items of these rows, in the order of the rows; a row that is gone is left out. */
export function itemsByRows(db: ReadableDb, rows: readonly number[]): Item[] {
  const found = db.all<ItemRow>(`SELECT ${itemColumns} FROM items WHERE row IN (SELECT value FROM json_each(:rows))`, {
    rows: JSON.stringify(rows),
  });
  const byRow = new Map(found.map((stored) => [stored.row, itemFromRow(stored)]));
  return rows.flatMap((row) => byRow.get(row) ?? []);
}

const order = {
  entry: ['row', 'row DESC'],
  number: ['number IS NULL, number, row', 'number IS NULL, number DESC, row DESC'],
  date: [`date_start, row`, 'date_start DESC, row DESC'],
  title: ['title, row', 'title DESC, row DESC'],
} as const;

const views = {
  live: 'binned_at IS NULL',
  unnumbered: 'binned_at IS NULL AND number IS NULL',
  'no-clause': 'binned_at IS NULL AND clause_id IS NULL',
  bin: 'binned_at IS NOT NULL',
} as const;

/** Which items; what is left out does not matter. */
export type Which = { readonly fondsId: string } & Partial<Omit<ItemFilter, 'fondsId'>>;

function where({ year, term, category, organ, view }: Which): string {
  return [
    'fonds_id = :fondsId',
    views[view ?? 'live'],
    year === null || year === undefined ? '' : 'year = :year',
    term ? 'term = :term' : '',
    category ? `(category = :category OR category LIKE :category || '·%')` : '',
    organ ? '(organ = :organ OR organ_code = :organ)' : '',
  ]
    .filter(Boolean)
    .join(' AND ');
}

function filterParams({ fondsId, year, term, category, organ }: Which) {
  return { fondsId, year: year ?? null, term: term ?? null, category: category ?? '', organ: organ ?? '' };
}

export function itemsPage(
  db: ReadableDb,
  which: Which,
  page: { sort: keyof typeof order; descending: boolean; offset: number; limit: number },
): Item[] {
  const sql = `SELECT ${itemColumns} FROM items WHERE ${where(which)} ORDER BY ${order[page.sort][page.descending ? 1 : 0]} LIMIT :limit OFFSET :offset`;
  return db.all<ItemRow>(sql, { ...filterParams(which), limit: page.limit, offset: page.offset }).map(itemFromRow);
}

/** How many, and how many pages they have together. */
export function countItems(db: ReadableDb, which: Which): { total: number; pages: number } {
  // Left to itself the planner may walk the index of dates and look every row up.
  const index = which.view === 'bin' ? '' : 'INDEXED BY items_live';
  const sql = `SELECT count(*) AS total, coalesce(sum(pages), 0) AS pages FROM items ${index} WHERE ${where(which)}`;
  return db.get<{ total: number; pages: number }>(sql, filterParams(which))!;
}

/**
 * Items one at a time in the order of a printed catalogue: year, term (永久 first, then the longest), organ, 件号, number, entry.
 * Nothing else may be asked of the database meanwhile.
 */
export function* eachItem(db: ReadableDb, which: Which): IterableIterator<Item> {
  const sql = `
    SELECT ${itemColumns} FROM items WHERE ${where(which)}
    ORDER BY category, year,
      CASE WHEN term = 'Y' THEN 0 WHEN term = 'long' THEN 40 WHEN term = 'short' THEN 99 WHEN term IS NULL THEN 100 ELSE 100 - CAST(substr(term, 2) AS INTEGER) END,
      organ_code, organ, catalogue, volume, serial IS NULL, serial, number, row`;
  for (const stored of db.each<ItemRow>(sql, filterParams(which))) yield itemFromRow(stored);
}

export function holdings(db: ReadableDb, fondsId: string) {
  return db.all<{ year: number; term: Term | null; category: string; items: number; pages: number; numbered: number }>(
    `SELECT year, term, category, count(*) AS items, coalesce(sum(pages), 0) AS pages, count(*) - sum(number IS NULL) AS numbered
     FROM items WHERE fonds_id = :fondsId AND binned_at IS NULL
     GROUP BY year, term, category ORDER BY year, term, category`,
    { fondsId },
  );
}

const latelyColumn = { responsible: 'responsible', organ: 'organ', box: 'box', documentNumber: 'document_number' } as const;

/** Distinct values among the newest 5 000 items that contain the text: those that begin with it first, then the newest. */
export function valuesLately(db: ReadableDb, fondsId: string, field: keyof typeof latelyColumn, text: string): string[] {
  const column = latelyColumn[field];
  return db
    .all<{ value: string }>(
      `SELECT value, max(row) AS newest
       FROM (SELECT ${column} AS value, row FROM items WHERE fonds_id = :fondsId AND binned_at IS NULL ORDER BY row DESC LIMIT 5000)
       WHERE value <> '' AND instr(lower(value), lower(:text)) > 0
       GROUP BY value ORDER BY instr(lower(value), lower(:text)) = 1 DESC, newest DESC LIMIT 12`,
      { fondsId, text },
    )
    .map(({ value }) => value);
}

/** Live items without a number, in the order they will be numbered: by date (unknown last), then by entry. */
export function unnumberedItems(db: ReadableDb, fondsId: string, year: number | null, itemIds: readonly string[] | null): Item[] {
  const sql = `
    SELECT ${itemColumns} FROM items
    WHERE fonds_id = :fondsId AND number IS NULL AND binned_at IS NULL
      ${year === null ? '' : 'AND year = :year'}
      ${itemIds === null ? '' : 'AND id IN (SELECT id_bytes(value) FROM json_each(:ids))'}
    ORDER BY year, date_start = '', date_start, row`;
  return db.all<ItemRow>(sql, { fondsId, year, ids: JSON.stringify(itemIds) }).map(itemFromRow);
}

/** First and last day, as the columns for sorting and searching by time keep them. */
function dateBounds(date: string): { dateStart: string; dateEnd: string } {
  if (/^\d{6}(?:0[1-9]|[12]\d|3[01])$/.test(date)) return { dateStart: date, dateEnd: date };
  const parsed = date === '' ? null : parseDate(date);
  return { dateStart: parsed?.start ?? '', dateEnd: parsed?.end ?? '' };
}

function recordParams(item: ItemRecord) {
  return { ...item, ...dateBounds(item.date), formerNumbers: JSON.stringify(item.formerNumbers), ext: JSON.stringify(item.ext) };
}

export function insertItemRow(db: WritableDb, item: ItemRecord): number {
  return db.run(
    `INSERT INTO items (id, fonds_id, level, category, year, term, clause_id, clause_no, clause_text, clause_term, organ_code, organ,
       catalogue, volume, project, page, responsible, document_number, title, date, date_given, date_start, date_end, secrecy,
       secrecy_term, openness, pages, box, remark, serial, number, former_numbers, binned_at, created_at, updated_at, ext)
     VALUES (:id, :fondsId, :level, :category, :year, :term, :clauseId, :clauseNo, :clauseText, :clauseTerm, :organCode, :organ,
       :catalogue, :volume, :project, :page, :responsible, :documentNumber, :title, :date, :dateGiven, :dateStart, :dateEnd, :secrecy,
       :secrecyTerm, :openness, :pages, :box, :remark, :serial, :number, :formerNumbers, :binnedAt, :createdAt, :updatedAt, :ext)`,
    recordParams(item),
  ).row;
}

export function updateItemRow(db: WritableDb, item: ItemRecord): void {
  db.run(
    `UPDATE items SET level = :level, category = :category, year = :year, term = :term, clause_id = :clauseId, clause_no = :clauseNo,
       clause_text = :clauseText, clause_term = :clauseTerm, organ_code = :organCode, organ = :organ, catalogue = :catalogue,
       volume = :volume, project = :project, page = :page, responsible = :responsible, document_number = :documentNumber, title = :title,
       date = :date, date_given = :dateGiven, date_start = :dateStart, date_end = :dateEnd, secrecy = :secrecy,
       secrecy_term = :secrecyTerm, openness = :openness, pages = :pages, box = :box, remark = :remark, serial = :serial,
       number = :number, former_numbers = :formerNumbers, binned_at = :binnedAt, updated_at = :updatedAt, ext = :ext
     WHERE id = :id`,
    recordParams(item),
  );
}

export function setItemNumber(db: WritableDb, id: string, number: string, serial: number | null, updatedAt: string): void {
  db.run('UPDATE items SET number = :number, serial = :serial, updated_at = :updatedAt WHERE id = :id', { id, number, serial, updatedAt });
}

export function setItemBinned(db: WritableDb, id: string, binnedAt: string | null, updatedAt: string): void {
  db.run('UPDATE items SET binned_at = :binnedAt, updated_at = :updatedAt WHERE id = :id', { id, binnedAt, updatedAt });
}
