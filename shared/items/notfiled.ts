import { z } from 'zod';
import { FondsId } from '../fonds/fonds.ts';
import { command, id, Moment, query, text, words } from '../operation.ts';
import { ClauseId } from '../schemes/schemes.ts';
import { Secrecy } from './items.ts';

export const NotFiledId = id<'NotFiledId'>();
export type NotFiledId = z.output<typeof NotFiledId>;

const notFiledFields = {
  /** 年度 the paper would have been filed in. */
  year: z.int().min(1000).max(2100),
  /** 题名. */
  title: words(2000),
  /** 责任者. */
  responsible: text(300),
  /** 文号. */
  documentNumber: text(120),
  /** 日期; any spelling of [I9], kept as DA/T 18 writes it. */
  date: text(60),
  /** The 不归档 row it goes by; null where no row says so. */
  clauseId: ClauseId.nullable(),
  /** 不归档的理由. */
  reason: words(500),
  /** 决定日期, `YYYYMMDD`. */
  decidedOn: z.string().regex(/^\d{8}$/),
  /** 密级 as on a record; 秘密 and above only on a 涉密单机. */
  secrecy: Secrecy,
};

/** 不归档决定: a paper somebody looked at and did not file, and why. */
export const NotFiled = z.object({
  id: NotFiledId,
  fondsId: FondsId,
  ...notFiledFields,
  /** 条款号 and 条款 of the row as they stood when it was decided. */
  clauseNo: z.string(),
  clauseText: z.string(),
  /** Who decided. */
  archivist: z.string(),
  /** Taken back at; null while it stands. */
  removedAt: Moment.nullable(),
  createdAt: Moment,
  updatedAt: Moment,
});
export type NotFiled = z.output<typeof NotFiled>;

const newNotFiled = z.strictObject({
  fondsId: FondsId,
  ...notFiledFields,
  responsible: notFiledFields.responsible.default(''),
  documentNumber: notFiledFields.documentNumber.default(''),
  date: notFiledFields.date.default(''),
  clauseId: notFiledFields.clauseId.default(null),
  secrecy: notFiledFields.secrecy.default(0),
});
export type NewNotFiled = z.output<typeof newNotFiled>;

const someOfThem = z.strictObject({ ids: z.array(NotFiledId).min(1).max(20_000) });

export const notFiledOperations = {
  /** Writes a 不归档 decision down. `confirmedOpen` answers `maybe-classified`, as for an item. */
  'items.decline': command(z.strictObject({ decision: newNotFiled, confirmedOpen: z.boolean().default(false) }), NotFiled),
  /** The decisions, newest first: of a year, containing a text in 题名, 责任者, 文号 or 理由; those that stand, or those taken back. */
  'items.declined': query(
    z.strictObject({
      fondsId: FondsId,
      year: z.int().nullable().default(null),
      text: text(200).default(''),
      view: z.enum(['standing', 'removed']).default('standing'),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    z.object({ rows: z.array(NotFiled), total: z.int() }),
  ),
  /** Each edit carries the values it saw. */
  'items.editDeclined': command(
    z.strictObject({
      id: NotFiledId,
      was: z.object(notFiledFields).partial(),
      set: z.strictObject(notFiledFields).partial(),
      confirmedOpen: z.boolean().default(false),
    }),
    NotFiled,
  ),
  /** Takes decisions back; nothing is lost. */
  'items.removeDeclined': command(someOfThem, z.object({ changed: z.int() })),
  'items.restoreDeclined': command(someOfThem, z.object({ changed: z.int() })),
};

/** 国家档案局令第8号 第4条: the papers an office need not file, as reasons to choose from. */
export const usualReasons: readonly string[] = [
  '普发的、不需要本单位办理的上级文件',
  '重份文件',
  '无查考利用价值的事务性、临时性文件',
  '一般性文件的历次修改稿、各次校对稿',
  '无特殊保存价值的信封',
  '不需办理的一般性人民来信、电话记录',
  '单位内部互相抄送的文件材料',
  '本单位负责人兼任外单位职务形成的、与本单位无关的文件材料',
  '有关工作参考的文件材料',
  '同级单位送来的、不需贯彻执行的文件，或抄送的文件',
  '下级单位供参阅的简报、情况反映，或抄报的文件',
];
