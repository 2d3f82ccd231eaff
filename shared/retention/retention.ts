import { z } from 'zod';

/**
 * 保管期限: `Y` 永久 · `D30` 定期30年 · `D10` 定期10年 · `D<N>` 定期N年 · `long` 长期 · `short` 短期 (the last two only for 年度 ≤ 2006).
 * Legacy 短期 is never written `D`, so that it cannot be taken for 定期.
 */
export const Term = z
  .string()
  .regex(/^(?:Y|long|short|D[1-9]\d?)$/)
  .brand<'Term'>();
export type Term = z.output<typeof Term>;

/**
 * 起算: what a fixed term starts from. 年度, 文件日期 and 归档日期 start it with the following year; an event (结案 or 失效 closed, 竣工
 * completed, 会计年度末 accounting) starts it with the following day.
 */
export const StartBasis = z.enum(['year', 'document', 'filed', 'closed', 'completed', 'accounting']);
export type StartBasis = z.output<typeof StartBasis>;
