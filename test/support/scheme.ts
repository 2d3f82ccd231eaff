import type { Call } from '../../shared/client.ts';
import type { SchemeId, SchemeTree } from '../../shared/schemes/schemes.ts';

/** The consent stories take where it is not what they are about. */
export const consent = { approvedBy: '云岭县档案局', approvalNumber: '云档函〔2026〕3号', approvalDate: '20260105' };

/** Brings a draft into force from a 年度 on, by every step there is: 报审, 同意, 施行. */
export async function inForce(call: Call, schemeId: SchemeId, yearFrom: number, given: Partial<typeof consent> = {}): Promise<SchemeTree> {
  await call('schemes.submit', { schemeId, submittedTo: '云岭县档案局' });
  await call('schemes.consent', { schemeId, ...consent, ...given });
  return call('schemes.putInForce', { schemeId, yearFrom });
}
