import { z } from 'zod';
import { templateById } from '../numbering/templates.ts';
import { command, id, Nothing, query, text, words } from '../operation.ts';

export const FondsId = id<'FondsId'>();
export type FondsId = z.output<typeof FondsId>;

/** 单位类型: 乡镇 township · 村 village · 机关 organ · 企事业 institution. */
export const UnitType = z.enum(['township', 'village', 'organ', 'institution']);
export type UnitType = z.output<typeof UnitType>;

/** 机构或问题: the code that stands in a DA/T 22 number and the name that stands in a DA/T 13 number. */
export const Organ = z.object({ code: words(20), name: words(60) });
export type Organ = z.output<typeof Organ>;

/** [F3] A form that is shipped. */
const NumberTemplateId = words(60).refine((id) => templateById(id) !== undefined, 'no such form of number');

/** [F3] Codes are given once and hold no separator of numbers. */
const Organs = z
  .array(Organ)
  .max(500)
  .refine((organs) => organs.every((organ) => !/[-·]/.test(organ.code)), 'a code holds a separator of numbers')
  .refine((organs) => new Set(organs.map((organ) => organ.code)).size === organs.length, 'a code is given twice');

const fields = {
  /** 全宗号: free text of 1–20 characters, checked against `pattern` where one is set. */
  code: words(20),
  /** 全宗名称 / 立档单位. */
  name: words(120),
  unitType: UnitType,
  /** 所属县(市、区). */
  county: text(60),
  contact: text(120),
  /** A regular expression the fonds' own code must match; '' accepts any. */
  pattern: text(200),
  /** Number template used where the scheme's category names none (see numbering). */
  numberTemplate: words(60),
  organs: z.array(Organ),
};

/** Stricter than what is read back: a file may hold what another version of this program wrote. */
const written = { ...fields, numberTemplate: NumberTemplateId, organs: Organs };

/** 全宗 fonds: all archives of one unit. */
export const Fonds = z.object({ id: FondsId, ...fields, createdAt: z.string() });
export type Fonds = z.output<typeof Fonds>;

export const FondsDraft = z.strictObject({
  ...written,
  county: text(60).default(''),
  contact: text(120).default(''),
  pattern: text(200).default(''),
  numberTemplate: NumberTemplateId.default('dat22-item'),
  organs: Organs.default([]),
});
export type FondsDraft = z.output<typeof FondsDraft>;

export const fondsOperations = {
  'fonds.list': query(Nothing, z.array(Fonds)),
  'fonds.create': command(FondsDraft, Fonds),
  /** Each edit carries the values it saw (`was`); a mismatch is refused as `changed-meanwhile` and shows both. */
  'fonds.edit': command(z.strictObject({ id: FondsId, was: z.object(fields).partial(), set: z.strictObject(written).partial() }), Fonds),
};
