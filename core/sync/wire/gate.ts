import type { Op } from '../../../shared/audit/op.ts';
import { carriesMark } from '../../../shared/sync/marks.ts';

/** Says whether a text may not travel. A county may watch for more than the desktops know. */
export type Watch = (text: string) => boolean;

/** The field for which a change may not travel (秘密 and above, or a mark in its text); null when it may. */
export function classifiedField(op: Op, watch: Watch = carriesMark): string | null {
  if (op.secrecy >= 2) return 'secrecy';
  if (typeof op.set['secrecy'] === 'number' && op.set['secrecy'] >= 2) return 'secrecy';
  return Object.keys(op.set).find((field) => textsIn(op.set[field]).some(watch)) ?? null;
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsIn(inner)]);
}
