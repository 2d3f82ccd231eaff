import type { Json } from './reply.ts';

type Fields = { readonly [field: string]: unknown };

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * The fields somebody else has changed since they were seen: what was seen, what stands now, what is wanted.
 * A field that says nothing of what was seen was not seen.
 */
export function changedMeanwhile(now: Fields, was: Fields, set: Fields): { [field: string]: Json } {
  const changed: { [field: string]: Json } = {};
  for (const field of Object.keys(set))
    if (set[field] !== undefined && !same(was[field], now[field]) && !same(set[field], now[field]))
      changed[field] = { seen: (was[field] ?? null) as Json, now: now[field] as Json, wanted: set[field] as Json };
  return changed;
}

/** The wanted fields that really differ from what stands now. */
export function realChanges<T extends Fields>(now: Fields, set: T): Partial<T> {
  return Object.fromEntries(Object.entries(set).filter(([field, value]) => value !== undefined && !same(value, now[field]))) as Partial<T>;
}
