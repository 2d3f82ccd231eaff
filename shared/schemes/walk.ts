import type { Call } from '../client.ts';
import type { StagedFile } from '../files/files.ts';
import { parseDate } from '../items/date.ts';
import type { Scheme, SchemeState } from './schemes.ts';

export interface Consented {
  readonly approvedBy: string;
  readonly approvalNumber: string;
  /** `YYYYMMDD`. */
  readonly approvalDate: string;
}

/** The one day a text means, `YYYYMMDD`; null when it means none, a month, a span or a doubtful day. */
export function understoodDay(text: string): string | null {
  const parsed = parseDate(text);
  return parsed && parsed.precision === 'day' && !parsed.uncertain ? parsed.start : null;
}

/** The consent as it can be kept, out of what was typed; null while something is missing or the date is none. */
export function readConsent(typed: Consented): Consented | null {
  const consent = {
    approvedBy: typed.approvedBy.trim(),
    approvalNumber: typed.approvalNumber.trim(),
    approvalDate: understoodDay(typed.approvalDate) ?? '',
  };
  return Object.values(consent).every(Boolean) ? consent : null;
}

/** One step on the way of a version. */
export type Step =
  | { readonly kind: 'submit'; readonly submittedTo: string }
  | { readonly kind: 'consent'; readonly consent: Consented }
  | { readonly kind: 'scan'; readonly file: StagedFile }
  | { readonly kind: 'force'; readonly yearFrom: number };

/** The steps that lead a version from where it stands through consent, with scans, and (unless null) into force. */
export function stepsThrough(
  state: SchemeState,
  wanted: { readonly consent: Consented; readonly scans: readonly StagedFile[]; readonly yearFrom: number | null },
): Step[] {
  const steps: Step[] = [];
  if (state === 'draft') steps.push({ kind: 'submit', submittedTo: wanted.consent.approvedBy });
  if (state === 'draft' || state === 'submitted') steps.push({ kind: 'consent', consent: wanted.consent });
  for (const file of wanted.scans) steps.push({ kind: 'scan', file });
  if (wanted.yearFrom !== null && state !== 'in-force' && state !== 'superseded') steps.push({ kind: 'force', yearFrom: wanted.yearFrom });
  return steps;
}

/** Takes steps one after another, telling each when it is done; a refusal throws and leaves what was done before it. */
export async function walk(
  call: Call,
  schemeId: Scheme['id'],
  steps: readonly Step[],
  told: (done: Step) => void = () => {},
): Promise<void> {
  for (const step of steps) {
    if (step.kind === 'submit') await call('schemes.submit', { schemeId, submittedTo: step.submittedTo });
    else if (step.kind === 'consent') await call('schemes.consent', { schemeId, ...step.consent });
    else if (step.kind === 'scan') await call('schemes.attachScan', { schemeId, stagedId: step.file.id });
    else await call('schemes.putInForce', { schemeId, yearFrom: step.yearFrom });
    told(step);
  }
}
