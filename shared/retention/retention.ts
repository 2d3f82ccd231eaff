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
