import { closedBy } from '../../shared/schemes/rules.ts';
import type { Scheme, SchemeState } from '../../shared/schemes/schemes.ts';

/** Where a step stands for a version: behind it, its own, or still ahead. */
export type Standing = 'done' | 'here' | 'ahead';

const order = ['draft', 'submitted', 'consented', 'in-force', 'superseded'] as const satisfies readonly SchemeState[];

/** The steps of a version's life with where it stands. */
export function lifeOf(state: SchemeState): { readonly stage: SchemeState; readonly standing: Standing }[] {
  const at = order.indexOf(state);
  return order.map((stage, index) => ({ stage, standing: index < at ? 'done' : index === at ? 'here' : 'ahead' }));
}

/** Versions whose letter of consent should be kept as a scan and that have none; what the county published is consented by its publication. */
export function lacksScan(scheme: Scheme, scans: number): boolean {
  return scans === 0 && scheme.published === '' && ['consented', 'in-force', 'superseded'].includes(scheme.state);
}

/** Some years and the version that decides for them. */
export interface Span {
  readonly version: number;
  readonly from: number;
  readonly to: number | null;
}

export interface Forecast {
  /** Which version will decide for which years, oldest first. */
  readonly spans: readonly Span[];
  /** The version in force that forbids so early a year. */
  readonly tooEarlyFor: Scheme | null;
  /** The version in force that will decide for no year any more. */
  readonly replaced: Scheme | null;
}

/** [V1]–[V3] What the years would look like with a version in force from `yearFrom`. */
export function forecast(versions: readonly Scheme[], coming: Scheme, yearFrom: number): Forecast {
  const spans: Span[] = [{ version: coming.version, from: yearFrom, to: null }];
  let tooEarlyFor: Scheme | null = null;
  let replaced: Scheme | null = null;
  for (const scheme of versions) {
    if (scheme.yearFrom === null || scheme.id === coming.id) continue;
    const years =
      scheme.state === 'in-force' ? closedBy({ yearFrom: scheme.yearFrom, yearTo: scheme.yearTo }, yearFrom) : { yearTo: scheme.yearTo };
    if (years === null) tooEarlyFor = scheme;
    const to = years === null ? scheme.yearTo : years.yearTo;
    if (to !== null && to < scheme.yearFrom) {
      if (scheme.state === 'in-force') replaced = scheme;
    } else spans.push({ version: scheme.version, from: scheme.yearFrom, to });
  }
  return { spans: spans.sort((a, b) => a.from - b.from), tooEarlyFor, replaced };
}
