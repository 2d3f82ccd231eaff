import { z } from 'zod';
import { FondsId } from '../fonds/fonds.ts';
import { templateById } from '../numbering/templates.ts';
import { command, id, Moment, Nothing, query, text, words } from '../operation.ts';
import { Term } from '../retention/retention.ts';
import { categoryCode } from './code.ts';

export const SchemeId = id<'SchemeId'>();
export type SchemeId = z.output<typeof SchemeId>;
export const CategoryId = id<'CategoryId'>();
export type CategoryId = z.output<typeof CategoryId>;
export const ClauseId = id<'ClauseId'>();
export type ClauseId = z.output<typeof ClauseId>;

/** 草案 draft · 施行 in-force (immutable) · 废止 superseded. */
const SchemeState = z.enum(['draft', 'in-force', 'superseded']);

/** [S15] 门类代码, in its one spelling however it was typed: `WS`, `KJ·JJ`. */
export const CategoryCode = z.string().overwrite(categoryCode).min(1).max(20);
/** A 门类代码 to choose by; '' chooses all. */
export const CategoryChoice = z.string().overwrite(categoryCode).max(20);

/** 处置: 类目 heading (carries no term) · 归档 file · 不归档 no-file · 暂存 hold. */
export const Disposition = z.enum(['heading', 'file', 'no-file', 'hold']);
export type Disposition = z.output<typeof Disposition>;

/** 整理方式: 按件 · 按卷. */
const Arrangement = z.enum(['item', 'volume']);

/** 三合一: one version of the table 分类方案 + 归档范围 + 保管期限. */
export const Scheme = z.object({
  id: SchemeId,
  fondsId: FondsId,
  title: z.string(),
  version: z.int(),
  state: SchemeState,
  /** First 年度 it decides for; null while a draft. */
  yearFrom: z.int().nullable(),
  /** Last 年度 it decides for; null while it is the newest. */
  yearTo: z.int().nullable(),
  /** Where it came from: a template's id, or '' . */
  template: z.string(),
  /** 同意机关 · 文号 · 日期 — as far as known. */
  approvedBy: z.string(),
  approvalNumber: z.string(),
  approvalDate: z.string(),
  createdAt: Moment,
});
export type Scheme = z.output<typeof Scheme>;

const categoryFields = {
  /** 门类代码, with its second level where it has one: `WS`, `KJ·JJ`. */
  code: CategoryCode,
  name: words(60),
  arrangement: Arrangement,
  /** Id of the number template (see numbering). */
  numberTemplate: words(60),
};

/** A form that is shipped; read back it may be one of another version. */
const NumberTemplateId = text(60).refine((id) => id === '' || templateById(id) !== undefined, 'no such form of number');

/** 门类 category, with its 档号 template. */
export const Category = z.object({ id: CategoryId, schemeId: SchemeId, ...categoryFields, position: z.int() });
export type Category = z.output<typeof Category>;

const clauseFields = {
  /** 条款号 as printed: `1.2.1`, `一`, `8.4.1.1`, `9a`; unique among the rows of one parent. */
  no: words(20),
  /** 条款（归档范围）, at most 4 000 characters. */
  text: words(4000),
  disposition: Disposition,
  /** 保管期限; only on leaves that are filed. */
  term: Term.nullable(),
  department: text(60),
  remark: text(500),
  /** False shows 参考: the row's wording or term is not confirmed by its source and nobody has checked it. */
  checked: z.boolean(),
};

/**
 * 条款 clause: one row of the table. Rows come in table order, category by category; `depth` 0 is the first level below the category.
 * `position` only orders the rows of a category: it is neither consecutive nor shown.
 */
export const Clause = z.object({
  id: ClauseId,
  schemeId: SchemeId,
  categoryId: CategoryId,
  parentId: ClauseId.nullable(),
  depth: z.int(),
  position: z.int(),
  ...clauseFields,
  /** Mark of the source of a template row (L1, L2, …, T); '' for a row of one's own. */
  source: z.string(),
});
export type Clause = z.output<typeof Clause>;

/** A finding about a scheme, with the rule of schemes/SPEC.md it breaks. `error` stops it from coming into force. */
export const SchemeFinding = z.object({
  rule: z.string(),
  severity: z.enum(['error', 'note']),
  clauseId: ClauseId.nullable(),
  /** 条款号 of the row, or 门类代码 where a whole category is meant; '' where the whole table is. */
  no: z.string(),
});
export type SchemeFinding = z.output<typeof SchemeFinding>;

export const SchemeTree = z.object({
  scheme: Scheme,
  categories: z.array(Category),
  clauses: z.array(Clause),
  findings: z.array(SchemeFinding),
});
export type SchemeTree = z.output<typeof SchemeTree>;

const SchemeTemplate = z.object({
  id: z.string(),
  name: z.string(),
  /** What law or practice it rests on, and what is not confirmed. */
  basis: z.string(),
  clauses: z.int(),
  /** How many rows show 参考. */
  unconfirmed: z.int(),
});

export const schemeOperations = {
  'schemes.templates': query(Nothing, z.array(SchemeTemplate)),
  'schemes.list': query(z.strictObject({ fondsId: FondsId }), z.array(Scheme)),
  'schemes.tree': query(z.strictObject({ schemeId: SchemeId }), SchemeTree),
  /** The scheme that decides for a year, or null. */
  'schemes.inForce': query(z.strictObject({ fondsId: FondsId, year: z.int() }), SchemeTree.nullable()),
  /** Copies a shipped template into a new draft; `title` '' is made from the fonds' name. */
  'schemes.adopt': command(z.strictObject({ fondsId: FondsId, template: z.string(), title: text(120).default('') }), SchemeTree),
  /** A new draft that starts as a copy of an existing version. */
  'schemes.copy': command(z.strictObject({ schemeId: SchemeId }), SchemeTree),
  'schemes.editClause': command(
    z.strictObject({ clauseId: ClauseId, was: z.object(clauseFields).partial(), set: z.strictObject(clauseFields).partial() }),
    Clause,
  ),
  /** Adds a row below `parentId` (null: directly below the category), after `afterId` (null: first). */
  'schemes.addClause': command(
    z.strictObject({
      categoryId: CategoryId,
      parentId: ClauseId.nullable(),
      afterId: ClauseId.nullable(),
      ...clauseFields,
      department: text(60).default(''),
      remark: text(500).default(''),
      checked: z.boolean().default(true),
    }),
    Clause,
  ),
  /** Moves a row, with the rows below it, below `parentId` (null: directly below its category), after `afterId` (null: first). */
  'schemes.moveClause': command(
    z.strictObject({ clauseId: ClauseId, parentId: ClauseId.nullable(), afterId: ClauseId.nullable() }),
    Clause,
  ),
  /** Removes a row of a draft, with the rows below it; answers how many. */
  'schemes.removeClause': command(z.strictObject({ clauseId: ClauseId }), z.object({ removed: z.int() })),
  'schemes.editCategory': command(
    z.strictObject({
      categoryId: CategoryId,
      was: z.object(categoryFields).partial().default({}),
      ...z.object(categoryFields).partial().shape,
      numberTemplate: NumberTemplateId.min(1).optional(),
    }),
    Category,
  ),
  /** Adds an empty category at the end of a draft; `numberTemplate` '' takes what suits the arrangement. */
  'schemes.addCategory': command(
    z.strictObject({ schemeId: SchemeId, ...categoryFields, numberTemplate: NumberTemplateId.default('') }),
    Category,
  ),
  /** Adds the categories of a shipped template at the end of a draft, e.g. 会计 to 乡镇. */
  'schemes.addTemplate': command(z.strictObject({ schemeId: SchemeId, template: z.string() }), SchemeTree),
  /** Removes a category of a draft with all its rows; answers how many rows. */
  'schemes.removeCategory': command(z.strictObject({ categoryId: CategoryId }), z.object({ removed: z.int() })),
  /** Gives a draft another title. */
  'schemes.rename': command(z.strictObject({ schemeId: SchemeId, was: z.string(), title: words(120) }), Scheme),
  /**
   * Puts a draft into force from a 年度 on and ends the version before it; refused as `scheme-incomplete` with its findings, or as
   * `invalid-input` (`before-version-in-force`) when a version in force begins later.
   */
  'schemes.putInForce': command(
    z.strictObject({
      schemeId: SchemeId,
      yearFrom: z.int().min(1949).max(2100),
      approvedBy: text(120).default(''),
      approvalNumber: text(60).default(''),
      approvalDate: text(20).default(''),
    }),
    SchemeTree,
  ),
  /** Throws a draft away; answers how many rows it had. */
  'schemes.discard': command(z.strictObject({ schemeId: SchemeId }), z.object({ removed: z.int() })),
};
