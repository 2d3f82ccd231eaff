import { z } from 'zod';
import { FondsId } from '../fonds/fonds.ts';
import { NumberField } from '../numbering/numbering.ts';
import { command, id, Moment, query, text, words } from '../operation.ts';
import { Term } from '../retention/retention.ts';
import { CategoryChoice, CategoryCode, ClauseId } from '../schemes/schemes.ts';

export const ItemId = id<'ItemId'>();
export type ItemId = z.output<typeof ItemId>;

/** 密级: 0 公开 · 1 内部 · 2 秘密 · 3 机密 · 4 绝密. */
export const Secrecy = z.int().min(0).max(4);

/** 开放标识: 开放 open · 控制 restricted · 延期开放 deferred · 未审核 unreviewed. DA/T 18-2022. */
export const Openness = z.enum(['open', 'restricted', 'deferred', 'unreviewed']);
export type Openness = z.output<typeof Openness>;

/** 著录层级: 文件级 item · 案卷级 volume. DA/T 18-2022. */
export const Level = z.enum(['item', 'volume']);

/** What the archivist writes of a 件; every field of DA/T 18-2022 文件级 that is 必著 or 有则必著, and the nine catalogue columns. */
export const itemFields = {
  level: Level,
  /** 门类代码, e.g. WS. */
  category: CategoryCode,
  /** 年度. */
  year: z.int().min(1000).max(2100),
  /** 保管期限; derived from the clause and frozen here when a clause is chosen. */
  term: Term.nullable(),
  clauseId: ClauseId.nullable(),
  /** 机构或问题, code and name; both '' when not classified so. */
  organCode: text(20),
  organ: text(60),
  /** 目录号 · 案卷号, 组号 or 册号, for the legacy and volume forms of 档号. */
  catalogue: text(20),
  volume: text(20),
  /** 项目号, for science and building records. */
  project: text(20),
  /** 页号: where it begins in its volume; in some forms the last piece of 档号. */
  page: text(20),
  /** 责任者. */
  responsible: text(300),
  /** 文号 (文件编号). */
  documentNumber: text(120),
  /** 题名. */
  title: words(2000),
  /** 日期 as DA/T 18 writes it: YYYYMMDD, 00 for unknown parts, `[…]` uncertain, `a-b` a range; '' unknown. Any spelling of items/SPEC.md is accepted and normalised. */
  date: text(60),
  secrecy: Secrecy,
  /** 保密期限, e.g. 10年; '' none. */
  secrecyTerm: text(20),
  openness: Openness,
  /** 页数. */
  pages: z.int().min(0).max(1_000_000).nullable(),
  /** 盒号. */
  box: text(20),
  /** 备注. */
  remark: text(2000),
};

/** 件 item, as stored. */
export const Item = z.object({
  id: ItemId,
  fondsId: FondsId,
  ...itemFields,
  /** 条款号, 条款 and its 保管期限 as they stood when it was filed; `term` differs from `clauseTerm` where the archivist chose so. */
  clauseNo: z.string(),
  clauseText: z.string(),
  clauseTerm: Term.nullable(),
  /** 日期 as first given, where normalising changed it. */
  dateGiven: z.string(),
  /** 件号; null until numbered. */
  serial: z.int().nullable(),
  /** 档号; null until numbered. */
  number: z.string().nullable(),
  /** Numbers it bore before. */
  formerNumbers: z.array(z.string()),
  /** In the recycle bin since; null when not. */
  binnedAt: Moment.nullable(),
  createdAt: Moment,
  updatedAt: Moment,
});
export type Item = z.output<typeof Item>;

/** An item being written. Only 题名, 年度 and the fonds are needed to keep it; `items/SPEC.md` says what filing needs. */
export const ItemDraft = z.strictObject({
  fondsId: FondsId,
  ...itemFields,
  level: Level.default('item'),
  category: CategoryCode.default('WS'),
  term: Term.nullable().default(null),
  clauseId: ClauseId.nullable().default(null),
  organCode: text(20).default(''),
  organ: text(60).default(''),
  catalogue: text(20).default(''),
  volume: text(20).default(''),
  project: text(20).default(''),
  page: text(20).default(''),
  responsible: text(300).default(''),
  documentNumber: text(120).default(''),
  date: text(60).default(''),
  secrecy: Secrecy.default(0),
  secrecyTerm: text(20).default(''),
  openness: Openness.default('unreviewed'),
  pages: itemFields.pages.default(null),
  box: text(20).default(''),
  remark: text(2000).default(''),
});
export type ItemDraft = z.output<typeof ItemDraft>;

/** Which items a list shows. */
export const ItemFilter = z.strictObject({
  fondsId: FondsId,
  year: z.int().nullable().default(null),
  term: Term.nullable().default(null),
  category: CategoryChoice.default(''),
  organ: text(60).default(''),
  /** live: all but the bin · unnumbered 待编号 · no-clause 缺条款 · bin 回收站. */
  view: z.enum(['live', 'unnumbered', 'no-clause', 'bin']).default('live'),
});
export type ItemFilter = z.output<typeof ItemFilter>;

/** Which unnumbered items: those named, or all of a fonds and year. */
const toNumber = z.strictObject({
  fondsId: FondsId,
  year: z.int().nullable().default(null),
  itemIds: z.array(ItemId).max(20_000).nullable().default(null),
});

/** What 编号 would do to one item. */
export const NumberChange = z.object({
  itemId: ItemId,
  title: z.string(),
  number: z.string().nullable(),
  /** Which components are missing, when it cannot be numbered. */
  missing: z.array(NumberField),
});
export type NumberChange = z.output<typeof NumberChange>;

/** A clause suggested, and why. */
export const ClauseSuggestion = z.object({
  clause: z.object({ id: ClauseId, no: z.string(), text: z.string(), term: Term.nullable(), category: z.string() }),
  score: z.number(),
  because: z.object({
    /** Words of the record, most telling first: where they stand in it, where they speak for the clause, and the word of the table meant. */
    words: z.array(
      z.object({
        text: z.string(),
        field: z.enum(['title', 'responsible', 'documentNumber']),
        in: z.enum(['clause', 'heading', 'filed']),
        as: z.string(),
      }),
    ),
    /** [G6] Records of its kind filed there the year before (else this year, else the nearest before), as they bear it; null when none. */
    history: z.object({ year: z.int(), count: z.int(), no: z.string(), term: Term.nullable() }).nullable(),
  }),
});
export type ClauseSuggestion = z.output<typeof ClauseSuggestion>;

export const itemOperations = {
  'items.list': query(
    ItemFilter.extend({
      sort: z.enum(['number', 'date', 'entry', 'title']).default('entry'),
      descending: z.boolean().default(false),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    z.object({ rows: z.array(Item), total: z.int(), pages: z.int() }),
  ),
  'items.get': query(z.strictObject({ id: ItemId }), Item),
  /**
   * Keeps a new item; with `numbered`, numbers it in the same act. `confirmedOpen` answers `maybe-classified`
   * (the title speaks of secrecy but carries no mark; rulings 14).
   */
  'items.create': command(
    z.strictObject({ draft: ItemDraft, numbered: z.boolean().default(false), confirmedOpen: z.boolean().default(false) }),
    Item,
  ),
  /** Each edit carries the values it saw. A component of a number already given changes only with `renumber`. */
  'items.edit': command(
    z.strictObject({
      id: ItemId,
      was: z.object(itemFields).partial(),
      set: z.strictObject(itemFields).partial(),
      renumber: z.boolean().default(false),
      confirmedOpen: z.boolean().default(false),
    }),
    Item,
  ),
  /** Into the recycle bin; nothing is lost. */
  'items.bin': command(z.strictObject({ ids: z.array(ItemId).min(1).max(20_000) }), z.object({ changed: z.int() })),
  'items.restore': command(z.strictObject({ ids: z.array(ItemId).min(1).max(20_000) }), z.object({ changed: z.int() })),
  /** What 编号 would do, without doing it: at most 500 rows, and the totals. */
  'items.rehearseNumbers': query(toNumber, z.object({ changes: z.array(NumberChange), total: z.int(), ready: z.int() })),
  /** 编号: gives every ready item the next number of its series, in order of 日期 and entry. Numbers once given never move. */
  'items.assignNumbers': command(toNumber, z.object({ numbered: z.int(), skipped: z.int(), first: z.string(), last: z.string() })),
  /** The number an item like this would get now; null with what is missing. */
  'items.nextNumber': query(
    z.strictObject({ draft: ItemDraft.extend({ title: text(2000).default('') }) }),
    z.object({ number: z.string().nullable(), missing: z.array(NumberField) }),
  ),
  /** Counts by year and term, without the bin,, for the heat map and the printing screen. */
  'items.holdings': query(
    z.strictObject({ fondsId: FondsId }),
    z.array(z.object({ year: z.int(), term: Term.nullable(), category: z.string(), items: z.int(), pages: z.int(), numbered: z.int() })),
  ),
  /** [G1] Where a record like this may belong: at most three clauses of the table that decides for its year, best first, each with its reasons. */
  'items.suggestClause': query(
    z.strictObject({
      fondsId: FondsId,
      year: z.int(),
      title: text(2000),
      responsible: text(300).default(''),
      documentNumber: text(120).default(''),
      category: CategoryChoice.default(''),
    }),
    z.array(ClauseSuggestion),
  ),
  /** Values used lately in this fonds, for completion while typing. */
  'items.lately': query(
    z.strictObject({ fondsId: FondsId, field: z.enum(['responsible', 'organ', 'box', 'documentNumber']), text: text(60).default('') }),
    z.array(z.string()),
  ),
};
