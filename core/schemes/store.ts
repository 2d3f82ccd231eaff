import type { Category, CategoryId, Clause, ClauseId, Scheme, SchemeId } from '../../shared/schemes/schemes.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import { idAmong } from '../db/ids.ts';

const schemeColumns = `id, fonds_id AS fondsId, title, version, state, year_from AS yearFrom, year_to AS yearTo, template,
  derived_from_id AS derivedFromId, published, revision, submitted_to AS submittedTo, submitted_at AS submittedAt,
  approved_by AS approvedBy, approval_number AS approvalNumber, approval_date AS approvalDate, created_at AS createdAt`;

export function schemesOf(db: ReadableDb, fondsId: string): Scheme[] {
  return db.all<Scheme>(`SELECT ${schemeColumns} FROM schemes WHERE fonds_id = :fondsId ORDER BY version DESC`, { fondsId });
}

export function schemeById(db: ReadableDb, id: string): Scheme | undefined {
  return db.get<Scheme>(`SELECT ${schemeColumns} FROM schemes WHERE id = :id`, { id });
}

/** The version in force, if any: the one that decides for the newest years. */
export function schemeInForce(db: ReadableDb, fondsId: string): Scheme | undefined {
  return db.get<Scheme>(`SELECT ${schemeColumns} FROM schemes WHERE fonds_id = :fondsId AND state = 'in-force'`, { fondsId });
}

/** Versions that are or were in force and whose years hold this one. */
export function schemesDeciding(db: ReadableDb, fondsId: string, year: number): Scheme[] {
  return db.all<Scheme>(
    `SELECT ${schemeColumns} FROM schemes
     WHERE fonds_id = :fondsId AND state IN ('in-force', 'superseded') AND year_from <= :year AND (year_to IS NULL OR :year <= year_to)`,
    { fondsId, year },
  );
}

/** Versions that began as a copy of this one. */
export function schemesCopiedFrom(db: ReadableDb, id: string): Scheme[] {
  return db.all<Scheme>(`SELECT ${schemeColumns} FROM schemes WHERE derived_from_id = :id`, { id });
}

export function newestVersion(db: ReadableDb, fondsId: string): number {
  return (
    db.get<{ version: number }>('SELECT coalesce(max(version), 0) AS version FROM schemes WHERE fonds_id = :fondsId', { fondsId })
      ?.version ?? 0
  );
}

export function insertScheme(db: WritableDb, scheme: Scheme): void {
  db.run(
    `INSERT INTO schemes (id, fonds_id, title, version, state, year_from, year_to, template, derived_from_id, published, revision,
       submitted_to, submitted_at, approved_by, approval_number, approval_date, created_at)
     VALUES (:id, :fondsId, :title, :version, :state, :yearFrom, :yearTo, :template, :derivedFromId, :published, :revision,
       :submittedTo, :submittedAt, :approvedBy, :approvalNumber, :approvalDate, :createdAt)`,
    { ...scheme },
  );
}

export function updateScheme(db: WritableDb, scheme: Scheme): void {
  db.run(
    `UPDATE schemes SET title = :title, state = :state, year_from = :yearFrom, year_to = :yearTo, derived_from_id = :derivedFromId,
       published = :published, submitted_to = :submittedTo, submitted_at = :submittedAt, approved_by = :approvedBy,
       approval_number = :approvalNumber, approval_date = :approvalDate WHERE id = :id`,
    {
      id: scheme.id,
      title: scheme.title,
      state: scheme.state,
      yearFrom: scheme.yearFrom,
      yearTo: scheme.yearTo,
      derivedFromId: scheme.derivedFromId,
      published: scheme.published,
      submittedTo: scheme.submittedTo,
      submittedAt: scheme.submittedAt,
      approvedBy: scheme.approvedBy,
      approvalNumber: scheme.approvalNumber,
      approvalDate: scheme.approvalDate,
    },
  );
}

/** Counts one more edit; answers the count. */
export function bumpRevision(db: WritableDb, schemeId: SchemeId): number {
  return (
    db.get<{ revision: number }>('UPDATE schemes SET revision = revision + 1 WHERE id = :schemeId RETURNING revision', { schemeId })
      ?.revision ?? 0
  );
}

/** With its categories and clauses (the file cascades). */
export function deleteScheme(db: WritableDb, id: SchemeId): void {
  db.run('DELETE FROM schemes WHERE id = :id', { id });
}

const categoryColumns =
  'id, scheme_id AS schemeId, code, name, arrangement, number_template AS numberTemplate, start_basis AS startBasis, position';

export function categoriesOf(db: ReadableDb, schemeId: string): Category[] {
  return db.all<Category>(`SELECT ${categoryColumns} FROM categories WHERE scheme_id = :schemeId ORDER BY position`, { schemeId });
}

export function categoryById(db: ReadableDb, id: string): Category | undefined {
  return db.get<Category>(`SELECT ${categoryColumns} FROM categories WHERE id = :id`, { id });
}

export function insertCategory(db: WritableDb, category: Category): void {
  db.run(
    `INSERT INTO categories (id, scheme_id, code, name, arrangement, number_template, start_basis, position)
     VALUES (:id, :schemeId, :code, :name, :arrangement, :numberTemplate, :startBasis, :position)`,
    { ...category },
  );
}

export function updateCategory(db: WritableDb, category: Category): void {
  db.run(
    `UPDATE categories SET code = :code, name = :name, arrangement = :arrangement, number_template = :numberTemplate,
       start_basis = :startBasis, position = :position WHERE id = :id`,
    {
      id: category.id,
      code: category.code,
      name: category.name,
      arrangement: category.arrangement,
      numberTemplate: category.numberTemplate,
      startBasis: category.startBasis,
      position: category.position,
    },
  );
}

export function deleteCategory(db: WritableDb, id: CategoryId): void {
  db.run('DELETE FROM categories WHERE id = :id', { id });
}

/** A row as it is read: its ids in one text, in the order below. */
type ClauseRow = Omit<Clause, 'checked' | 'id' | 'schemeId' | 'categoryId' | 'parentId' | 'lineageId'> & { checked: number; ids: string };

const clauseColumns = `hex(c.id) || hex(c.scheme_id) || hex(c.category_id) || hex(c.lineage_id) || coalesce(hex(c.parent_id), '') AS ids,
  c.depth, c.position, c.no, c.text, c.disposition, c.term, c.department, c.secrecy, c.openness, c.duty, c.remark, c.checked, c.source,
  c.revision`;

function shaped({ ids, checked, ...row }: ClauseRow): Clause {
  return {
    ...row,
    id: idAmong(ids, 0) as ClauseId,
    schemeId: idAmong(ids, 1) as SchemeId,
    categoryId: idAmong(ids, 2) as CategoryId,
    lineageId: idAmong(ids, 3) as ClauseId,
    parentId: idAmong(ids, 4) as ClauseId | null,
    checked: checked === 1,
  };
}

/** All rows of a table, in table order: CROSS keeps SQLite to the order of the indexes, so that nothing is sorted. */
export function clausesOf(db: ReadableDb, schemeId: string): Clause[] {
  return db
    .all<ClauseRow>(
      `SELECT ${clauseColumns} FROM categories g CROSS JOIN clauses c ON c.category_id = g.id
       WHERE g.scheme_id = :schemeId ORDER BY g.position, c.position`,
      { schemeId },
    )
    .map(shaped);
}

/** Where a row stands. */
export type Place = Pick<Clause, 'id' | 'categoryId' | 'parentId' | 'depth' | 'position' | 'no' | 'revision'>;

const placeColumns = `hex(id) || hex(category_id) || coalesce(hex(parent_id), '') AS ids, depth, position, no, revision`;
type PlaceRow = { readonly ids: string } & Omit<Place, 'id' | 'categoryId' | 'parentId'>;

function placed({ ids, depth, position, no, revision }: PlaceRow): Place {
  return {
    id: idAmong(ids, 0) as ClauseId,
    categoryId: idAmong(ids, 1) as CategoryId,
    parentId: idAmong(ids, 2) as ClauseId | null,
    depth,
    position,
    no,
    revision,
  };
}

/** Where the rows of one category stand, in table order: all an edit need know of the rows it leaves alone. */
export function placesOfCategory(db: ReadableDb, categoryId: CategoryId): Place[] {
  return db
    .all<PlaceRow>(`SELECT ${placeColumns} FROM clauses WHERE category_id = :categoryId ORDER BY position`, { categoryId })
    .map((row) => placed(row));
}

export function placeById(db: ReadableDb, id: ClauseId): Place | undefined {
  const row = db.get<PlaceRow>(`SELECT ${placeColumns} FROM clauses WHERE id = :id`, { id });
  return row && placed(row);
}

/** The position of the first row behind a row and all rows below it; undefined at the end of the category. */
export function placeBehind(db: ReadableDb, { categoryId, position, depth }: Place): number | undefined {
  return db.get<{ position: number }>(
    `SELECT position FROM clauses WHERE category_id = :categoryId AND position > :position AND depth <= :depth ORDER BY position LIMIT 1`,
    { categoryId, position, depth },
  )?.position;
}

/** From one position to another, both counted; without an end, to the last row. */
export function placesBetween(db: ReadableDb, categoryId: CategoryId, from: number, to = Number.MAX_SAFE_INTEGER): Place[] {
  return db
    .all<PlaceRow>(
      `SELECT ${placeColumns} FROM clauses WHERE category_id = :categoryId AND position BETWEEN :from AND :to ORDER BY position`,
      { categoryId, from, to },
    )
    .map((row) => placed(row));
}

/** The last rows before a position. */
export function placesBefore(db: ReadableDb, categoryId: CategoryId, position: number, most: number): Place[] {
  return db
    .all<PlaceRow>(
      `SELECT ${placeColumns} FROM clauses WHERE category_id = :categoryId AND position < :position ORDER BY position DESC LIMIT :most`,
      { categoryId, position, most },
    )
    .map((row) => placed(row))
    .reverse();
}

/** The first rows from a position on. */
export function placesFrom(db: ReadableDb, categoryId: CategoryId, position: number, most: number): Place[] {
  return db
    .all<PlaceRow>(
      `SELECT ${placeColumns} FROM clauses WHERE category_id = :categoryId AND position >= :position ORDER BY position LIMIT :most`,
      { categoryId, position, most },
    )
    .map((row) => placed(row));
}

/** The rows directly below a row, or (null) directly below their category. */
export function placesBelow(db: ReadableDb, categoryId: CategoryId, parentId: ClauseId | null): Place[] {
  return parentId === null
    ? db
        .all<PlaceRow>(
          `SELECT ${placeColumns} FROM clauses INDEXED BY clauses_by_category
           WHERE category_id = :categoryId AND parent_id IS NULL ORDER BY position`,
          { categoryId },
        )
        .map((row) => placed(row))
    : db
        .all<PlaceRow>(`SELECT ${placeColumns} FROM clauses WHERE parent_id = :parentId ORDER BY position`, { parentId })
        .map((row) => placed(row));
}

/** Some of the rows changed since a revision, in table order. */
export function clausesChangedSince(db: ReadableDb, schemeId: string, revision: number, most: number): Clause[] {
  return db
    .all<ClauseRow>(
      `SELECT ${clauseColumns} FROM clauses c JOIN categories g ON g.id = c.category_id
       WHERE c.scheme_id = :schemeId AND c.revision > :revision ORDER BY g.position, c.position LIMIT :most`,
      { schemeId, revision, most },
    )
    .map(shaped);
}

export function countClauses(db: ReadableDb, schemeId: string): number {
  return db.get<{ rows: number }>('SELECT count(*) AS rows FROM clauses WHERE scheme_id = :schemeId', { schemeId })?.rows ?? 0;
}

/** The rows of one category, in table order. */
export function clausesOfCategory(db: ReadableDb, categoryId: string): Clause[] {
  return db
    .all<ClauseRow>(`SELECT ${clauseColumns} FROM clauses c WHERE c.category_id = :categoryId ORDER BY c.position`, { categoryId })
    .map(shaped);
}

export function clauseById(db: ReadableDb, id: string): Clause | undefined {
  const row = db.get<ClauseRow>(`SELECT ${clauseColumns} FROM clauses c WHERE c.id = :id`, { id });
  return row && shaped(row);
}

/** A row of the same parent that bears this number. */
export function siblingNumbered(
  db: ReadableDb,
  categoryId: string,
  parentId: string | null,
  no: string,
  exceptId: string | null,
): ClauseId | undefined {
  return db.get<{ id: ClauseId }>(
    `SELECT id FROM clauses WHERE category_id = :categoryId AND parent_id IS :parentId AND no = :no AND id IS NOT :exceptId`,
    { categoryId, parentId, no, exceptId },
  )?.id;
}

export function insertClause(db: WritableDb, clause: Clause): void {
  db.run(
    `INSERT INTO clauses (id, scheme_id, category_id, parent_id, depth, position, no, text, disposition, term, department, secrecy, openness,
       duty, remark, checked, source, lineage_id, revision)
     VALUES (:id, :schemeId, :categoryId, :parentId, :depth, :position, :no, :text, :disposition, :term, :department, :secrecy, :openness,
       :duty, :remark, :checked, :source, :lineageId, :revision)`,
    { ...clause },
  );
}

export function updateClause(db: WritableDb, clause: Clause): void {
  db.run(
    `UPDATE clauses SET category_id = :categoryId, parent_id = :parentId, depth = :depth, position = :position, no = :no, text = :text,
       disposition = :disposition, term = :term, department = :department, secrecy = :secrecy, openness = :openness, duty = :duty,
       remark = :remark, checked = :checked, source = :source, revision = :revision WHERE id = :id`,
    {
      id: clause.id,
      categoryId: clause.categoryId,
      parentId: clause.parentId,
      depth: clause.depth,
      position: clause.position,
      no: clause.no,
      text: clause.text,
      disposition: clause.disposition,
      term: clause.term,
      department: clause.department,
      secrecy: clause.secrecy,
      openness: clause.openness,
      duty: clause.duty,
      remark: clause.remark,
      checked: clause.checked,
      source: clause.source,
      revision: clause.revision,
    },
  );
}

/** With the rows below it (the file cascades). */
export function deleteClause(db: WritableDb, id: ClauseId): void {
  db.run('DELETE FROM clauses WHERE id = :id', { id });
}

/** Rows of the version in force that still show 参考. */
export function countUnchecked(db: ReadableDb, fondsId: string): number {
  return (
    db.get<{ rows: number }>(
      `SELECT count(*) AS rows FROM clauses c JOIN schemes s ON s.id = c.scheme_id
     WHERE s.fonds_id = :fondsId AND s.state = 'in-force' AND c.checked = 0`,
      { fondsId },
    )?.rows ?? 0
  );
}
