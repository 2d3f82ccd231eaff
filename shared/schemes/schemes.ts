import { z } from 'zod';
import { OutputFile, StagedId } from '../files/files.ts';
import { FondsId } from '../fonds/fonds.ts';
import { templateById } from '../numbering/templates.ts';
import { command, id, Moment, Nothing, query, task, text, words } from '../operation.ts';
import { StartBasis, Term } from '../retention/retention.ts';
import { categoryCode } from './code.ts';
import { dutyCodes } from './duties.ts';

export const SchemeId = id<'SchemeId'>();
export type SchemeId = z.output<typeof SchemeId>;
export const CategoryId = id<'CategoryId'>();
export type CategoryId = z.output<typeof CategoryId>;
export const ClauseId = id<'ClauseId'>();
export type ClauseId = z.output<typeof ClauseId>;

export const ScanId = id<'ScanId'>();
export type ScanId = z.output<typeof ScanId>;

/** 草案 draft (the only one that may be edited) · 报审 submitted · 同意 consented · 施行 in-force · 废止 superseded. */
export const SchemeState = z.enum(['draft', 'submitted', 'consented', 'in-force', 'superseded']);
export type SchemeState = z.output<typeof SchemeState>;

/** [S15] 门类代码, in its one spelling however it was typed: `WS`, `KJ·JJ`. */
export const CategoryCode = z.string().overwrite(categoryCode).min(1).max(20);
/** A 门类代码 to choose by; '' chooses all. */
export const CategoryChoice = z.string().overwrite(categoryCode).max(20);

/** 处置: 类目 heading (carries no term) · 归档 file · 不归档 no-file · 暂存 hold. */
export const Disposition = z.enum(['heading', 'file', 'no-file', 'hold']);
export type Disposition = z.output<typeof Disposition>;

/** 整理方式: 按件 · 按卷. */
export const Arrangement = z.enum(['item', 'volume']);

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
  /** The version it was copied from; null for one that was not. */
  derivedFromId: SchemeId.nullable(),
  /** Content address (SHA-256, hex) of the county-published table it was taken from; '' for one that was not. */
  published: z.string(),
  /** Grows by one with every edit, undo and redo; what a structural edit says it saw. */
  revision: z.int(),
  /** 报送机关 and when; '' and null while a draft. */
  submittedTo: z.string(),
  submittedAt: Moment.nullable(),
  /** 同意机关 · 文号 · 日期 (YYYYMMDD). */
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
  /** 起算: what a fixed term of its records counts from. */
  startBasis: StartBasis,
};

/** A form that is shipped; read back it may be one of another version. */
const NumberTemplateId = text(60).refine((id) => id === '' || templateById(id) !== undefined, 'no such form of number');

/** 门类 category, with its 档号 template; read back as it stands, whatever wrote it. */
export const Category = z.object({
  id: CategoryId,
  schemeId: SchemeId,
  code: z.string(),
  name: z.string(),
  arrangement: Arrangement,
  numberTemplate: z.string(),
  startBasis: StartBasis,
  position: z.int(),
});
export type Category = z.output<typeof Category>;

const clauseFields = {
  /** 条款号 as printed: `1.2.1`, `一`, `8.4.1.1`, `9a`; unique among the rows of one parent. */
  no: words(20),
  /** 条款（归档范围）, at most 4 000 characters. */
  text: words(4000),
  disposition: Disposition,
  /** 保管期限; only on leaves that are filed. */
  term: Term.nullable(),
  /** 责任部门. */
  department: text(60),
  /** 默认密级, 0–4 as on a record: what a new record of this clause starts with. 2 and above only on a 涉密单机. */
  secrecy: z.int().min(0).max(4),
  /** 默认开放. */
  openness: z.enum(['open', 'restricted', 'deferred', 'unreviewed']),
  /** 法定内容: which item of a statutory list the clause answers (see duties.ts); '' none. */
  duty: z.string().max(20),
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
  // Read back as it stands, whatever wrote it.
  no: z.string(),
  text: z.string(),
  department: z.string(),
  duty: z.string(),
  remark: z.string(),
  /** The same through all versions a row was copied into: how a diff knows it again. */
  lineageId: ClauseId,
  /** The revision of the scheme at which the row was last changed. */
  revision: z.int(),
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

/** What an edit was, for 撤销 and 重做: the operation, the number of the (first) row and how many rows it changed. */
export const EditLabel = z.object({ operation: z.string(), no: z.string(), rows: z.int() });
export type EditLabel = z.output<typeof EditLabel>;

export const SchemeTree = z.object({
  scheme: Scheme,
  categories: z.array(Category),
  clauses: z.array(Clause),
  findings: z.array(SchemeFinding),
  /** What 撤销 and 重做 would do; null when there is nothing. Kept with the draft, so they outlive the session. */
  undo: EditLabel.nullable(),
  redo: EditLabel.nullable(),
});
export type SchemeTree = z.output<typeof SchemeTree>;

/**
 * What one edit of a draft changed: every row as it now stands, and the ids of what is gone. A screen that holds the tree of the revision
 * before applies it (`withEdit`) and need not ask for the whole tree again.
 */
export const SchemeEdit = z.object({
  scheme: Scheme,
  categories: z.array(Category),
  clauses: z.array(Clause),
  removed: z.array(z.string()),
  /** The row the edit is about, e.g. the one that was added; null where there is none. */
  about: z.string().nullable(),
  undo: EditLabel.nullable(),
  redo: EditLabel.nullable(),
});
export type SchemeEdit = z.output<typeof SchemeEdit>;

/** 条款号 styles: 1 · 1.1 · 1.1.1, or 一 · （一） · 1 · （1）. */
export const NumberStyle = z.enum(['decimal', 'chinese']);
export type NumberStyle = z.output<typeof NumberStyle>;

export const Renumbering = z.object({ clauseId: ClauseId, from: z.string(), to: z.string() });
export type Renumbering = z.output<typeof Renumbering>;

/** 同意文件扫描件, kept with the version. */
const Scan = z.object({
  id: ScanId,
  schemeId: SchemeId,
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  addedAt: Moment,
});

/**
 * One line of a comparison, in an order that reads like both tables: a row on one side (added, removed) or on both. `moved`: it stands
 * below another row or in another order than the rows around it. `fields`: which of its own fields differ.
 */
export const DiffRow = z.object({
  kind: z.enum(['same', 'added', 'removed', 'changed']),
  moved: z.boolean(),
  fields: z.array(z.string()),
  from: Clause.nullable(),
  to: Clause.nullable(),
});
export type DiffRow = z.output<typeof DiffRow>;

export const SchemeDiff = z.object({
  from: Scheme,
  to: Scheme,
  categories: z.array(
    z.object({
      kind: z.enum(['same', 'added', 'removed', 'changed']),
      fields: z.array(z.string()),
      from: Category.nullable(),
      to: Category.nullable(),
      rows: z.array(DiffRow),
    }),
  ),
  /** How many rows were added, removed, moved, changed in text, changed in term, changed otherwise; a row may count in several. */
  counts: z.object({ added: z.int(), removed: z.int(), moved: z.int(), text: z.int(), term: z.int(), other: z.int(), same: z.int() }),
});
export type SchemeDiff = z.output<typeof SchemeDiff>;

/** A table the county published: signed, named by the SHA-256 of its content. */
const PublishedScheme = z.object({
  hash: z.string(),
  serverName: z.string(),
  title: z.string(),
  unitTypes: z.array(z.string()),
  publishedAt: Moment,
  receivedAt: Moment,
  approvedBy: z.string(),
  approvalNumber: z.string(),
  approvalDate: z.string(),
  clauses: z.int(),
  /** The county has since published another in its place, or withdrawn it. */
  withdrawn: z.boolean(),
});

const SchemeTemplate = z.object({
  id: z.string(),
  name: z.string(),
  /** What law or practice it rests on, and what is not confirmed. */
  basis: z.string(),
  clauses: z.int(),
  /** How many rows show 参考. */
  unconfirmed: z.int(),
});

const newClauseFields = {
  ...clauseFields,
  department: text(60).default(''),
  secrecy: z.int().min(0).max(4).default(0),
  openness: clauseFields.openness.default('unreviewed'),
  duty: z.enum(['', ...dutyCodes]).default(''),
  remark: text(500).default(''),
  checked: z.boolean().default(true),
};

/** The fields that may be set on many rows at once. */
const sharedFields = z
  .strictObject({
    disposition: Disposition,
    term: Term.nullable(),
    department: clauseFields.department,
    secrecy: clauseFields.secrecy,
    openness: clauseFields.openness,
    checked: z.boolean(),
  })
  .partial();

const someClauses = z.array(ClauseId).min(1).max(20_000);
/** The revision of the scheme the person saw: refused as `changed-meanwhile` where a row concerned was changed since. */
const revision = z.int();

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
  /** Throws a draft away; answers how many rows it had. */
  'schemes.discard': command(z.strictObject({ schemeId: SchemeId }), z.object({ removed: z.int() })),

  'schemes.editClause': command(
    z.strictObject({
      clauseId: ClauseId,
      was: z.object(clauseFields).partial(),
      set: z.strictObject({ ...clauseFields, duty: z.enum(['', ...dutyCodes]) }).partial(),
    }),
    SchemeEdit,
  ),
  /** Sets the same on many rows. */
  'schemes.editClauses': command(z.strictObject({ clauseIds: someClauses, revision, set: sharedFields }), SchemeEdit),
  /** Adds a row below `parentId` (null: directly below the category), after `afterId` (null: first). `about` is the new row. */
  'schemes.addClause': command(
    z.strictObject({ categoryId: CategoryId, parentId: ClauseId.nullable(), afterId: ClauseId.nullable(), ...newClauseFields }),
    SchemeEdit,
  ),
  /**
   * Moves rows of one table, with the rows below them, in table order, below `parentId` (null: directly below the category), after
   * `afterId` (null: first). Rows below a moved row need not be named.
   */
  'schemes.moveClauses': command(
    z.strictObject({
      clauseIds: someClauses,
      categoryId: CategoryId,
      parentId: ClauseId.nullable(),
      afterId: ClauseId.nullable(),
      revision,
    }),
    SchemeEdit,
  ),
  /** Puts rows below the sibling that stands before them. Refused (`no-place`) for a first row. */
  'schemes.indentClauses': command(z.strictObject({ clauseIds: someClauses, revision }), SchemeEdit),
  /** Puts rows beside the row they stand below, after it. Refused (`no-place`) for a row directly below its category. */
  'schemes.outdentClauses': command(z.strictObject({ clauseIds: someClauses, revision }), SchemeEdit),
  /** Removes rows of a draft, with the rows below them. */
  'schemes.removeClauses': command(z.strictObject({ clauseIds: someClauses, revision }), SchemeEdit),
  /** What numbers rows would bear if counted anew, one category or (null) all; only those that would change. */
  'schemes.rehearseRenumbering': query(
    z.strictObject({ schemeId: SchemeId, categoryId: CategoryId.nullable().default(null), style: NumberStyle }),
    z.array(Renumbering),
  ),
  /** Numbers rows exactly as rehearsed; refused as `changed-meanwhile` when the rehearsal would now say something else. */
  'schemes.renumber': command(
    z.strictObject({
      schemeId: SchemeId,
      categoryId: CategoryId.nullable().default(null),
      style: NumberStyle,
      changes: z.array(Renumbering).min(1).max(20_000),
    }),
    SchemeEdit,
  ),
  /** 撤销 and 重做 of the last edit of a draft, also of an earlier session. Refused as `changed-meanwhile` when another edit came between. */
  'schemes.undo': command(z.strictObject({ schemeId: SchemeId, revision }), SchemeEdit),
  'schemes.redo': command(z.strictObject({ schemeId: SchemeId, revision }), SchemeEdit),

  'schemes.editCategory': command(
    z.strictObject({
      categoryId: CategoryId,
      was: z.object(categoryFields).partial().default({}),
      ...z.object(categoryFields).partial().shape,
      numberTemplate: NumberTemplateId.min(1).optional(),
    }),
    SchemeEdit,
  ),
  /** Adds an empty category at the end of a draft; `numberTemplate` '' takes what suits the arrangement. */
  'schemes.addCategory': command(
    z.strictObject({
      schemeId: SchemeId,
      ...categoryFields,
      numberTemplate: NumberTemplateId.default(''),
      startBasis: StartBasis.default('year'),
    }),
    SchemeEdit,
  ),
  /** Puts a category after another (null: first). */
  'schemes.moveCategory': command(z.strictObject({ categoryId: CategoryId, afterId: CategoryId.nullable() }), SchemeEdit),
  /** Adds the categories of a shipped template at the end of a draft, e.g. 会计 to 乡镇. */
  'schemes.addTemplate': command(z.strictObject({ schemeId: SchemeId, template: z.string() }), SchemeEdit),
  /** Removes a category of a draft with all its rows. */
  'schemes.removeCategory': command(z.strictObject({ categoryId: CategoryId, revision }), SchemeEdit),
  /** Gives a draft another title. */
  'schemes.rename': command(z.strictObject({ schemeId: SchemeId, was: z.string(), title: words(120) }), SchemeEdit),

  /** 报审: a draft without errors is sent for consent and can no longer be edited; refused as `scheme-incomplete` with its findings. */
  'schemes.submit': command(z.strictObject({ schemeId: SchemeId, submittedTo: words(120) }), SchemeTree),
  /** Takes a submitted or consented version back to be edited. */
  'schemes.withdraw': command(z.strictObject({ schemeId: SchemeId }), SchemeTree),
  /** 同意: who agreed, by which document, when. */
  'schemes.consent': command(
    z.strictObject({
      schemeId: SchemeId,
      approvedBy: words(120),
      approvalNumber: words(60),
      approvalDate: z.string().regex(/^\d{8}$/),
    }),
    SchemeTree,
  ),
  /**
   * Puts a consented version into force from a 年度 on and ends the version before it; `invalid-input` (`before-version-in-force`) when a
   * version in force begins later.
   */
  'schemes.putInForce': command(z.strictObject({ schemeId: SchemeId, yearFrom: z.int().min(1949).max(2100) }), SchemeTree),
  'schemes.scans': query(z.strictObject({ schemeId: SchemeId }), z.array(Scan)),
  /** Keeps a staged PDF, JPEG, PNG, TIFF or OFD with a consented version or one that came into force; `unreadable-file` for anything else. */
  'schemes.attachScan': command(z.strictObject({ schemeId: SchemeId, stagedId: StagedId }), Scan),
  /** Only before the version is in force. */
  'schemes.removeScan': command(z.strictObject({ scanId: ScanId }), z.object({ removed: z.boolean() })),
  /** Writes a scan out as it was attached, byte for byte. */
  'schemes.saveScan': task(z.strictObject({ scanId: ScanId }), OutputFile),

  'schemes.diff': query(z.strictObject({ fromId: SchemeId, toId: SchemeId }), SchemeDiff),
  /** The whole table as a JSON document (document.ts); read back by `adoptDocument` it is the same table. */
  'schemes.export': task(z.strictObject({ schemeId: SchemeId }), z.object({ file: OutputFile, hash: z.string() })),
  /** A new draft from a staged JSON document; `unreadable-file` with the place of the first fault. */
  'schemes.adoptDocument': command(z.strictObject({ fondsId: FondsId, stagedId: StagedId }), SchemeTree),
  /** The tables the county published, newest first. */
  'schemes.published': query(Nothing, z.array(PublishedScheme)),
  /** One of them as a table, to be looked at. */
  'schemes.publishedTree': query(z.strictObject({ hash: z.string() }), SchemeTree),
  /**
   * Takes a published table over: as it stands (`adopt`: consented by its publication, not to be edited while it is called that) or as a
   * draft to be changed (`derive`).
   */
  'schemes.adoptPublished': command(z.strictObject({ fondsId: FondsId, hash: z.string(), as: z.enum(['adopt', 'derive']) }), SchemeTree),
};
