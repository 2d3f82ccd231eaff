import type { SchemeDecision, SchemeReadFinding, SchemeReadKind } from './scheme.ts';

/** A line of the file. `at` names it in a decision. */
export interface Where {
  readonly at: string;
  readonly sheet: string;
  readonly line: number;
}

export type Pending = Omit<SchemeReadFinding, 'row'>;

const longestSaid = 400;

/** What is told and asked while a file is read, line by line; answers come from what the person has decided. */
export interface Findings {
  readonly all: Pending[];
  /** The line that is read now; what is told is told of it. */
  here(): Where;
  turnTo(where: Where): void;
  tell(severity: 'repaired' | 'note', kind: SchemeReadKind, before: string, after: string, from?: Where): void;
  /** Asks the person; answers what was decided, undefined where nothing (or nothing allowed) was. No `allowed`: any text. */
  ask(kind: SchemeReadKind, before: string, after: string, allowed: readonly string[], from?: Where): string | undefined;
}

export function startFindings(decisions: readonly SchemeDecision[]): Findings {
  const all: Pending[] = [];
  const decided = decisionsOf(decisions);
  let here: Where = { at: '', sheet: '', line: 0 };
  return {
    all,
    here: () => here,
    turnTo(where) {
      here = where;
    },
    tell(severity, kind, before, after, from = here) {
      const said = { before: before.slice(0, longestSaid), after: after.slice(0, longestSaid) };
      all.push({ ...from, kind, severity, ...said, choices: [], decided: true });
    },
    ask(kind, before, after, allowed, from = here) {
      const said = decided(kind, from.at, before.slice(0, longestSaid));
      const value = said === '*' ? after || undefined : said;
      const good = value !== undefined && (allowed.length === 0 ? value.trim() !== '' : allowed.includes(value)) ? value.trim() : undefined;
      all.push({
        ...from,
        kind,
        severity: 'decide',
        before: before.slice(0, longestSaid),
        after: good ?? after.slice(0, longestSaid),
        choices: [...allowed],
        decided: good !== undefined,
      });
      return good;
    },
  };
}

/** What was decided of a finding: for itself, else for all that stand so, else for all of its kind. */
function decisionsOf(decisions: readonly SchemeDecision[]) {
  const byKey = new Map(decisions.map(({ kind, at, before, value }) => [at === '' ? `${kind}  ${before}` : `${kind} ${at}`, value]));
  const exact = new Map(
    decisions
      .filter(({ at, before }) => at !== '' && before !== '')
      .map(({ kind, at, before, value }) => [`${kind} ${at} ${before}`, value]),
  );
  return (kind: SchemeReadKind, at: string, before: string): string | undefined =>
    exact.get(`${kind} ${at} ${before}`) ?? byKey.get(`${kind} ${at}`) ?? byKey.get(`${kind}  ${before}`) ?? byKey.get(`${kind}  `);
}
