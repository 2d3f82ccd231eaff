import type { SchemeDecision, SchemeReadFinding, SchemeReading, SchemeReadKind } from '../../shared/imports/scheme.ts';
import type { DocumentClause } from '../../shared/schemes/document.ts';

/** Which lines of a rehearsal are looked at. */
export type ReadingView = 'all' | 'decide' | 'repaired' | 'note' | 'skipped';

/** One line of the rehearsal as it is shown: a category, a row of the draft-to-be, or a line that became none. */
export type ReadingRow =
  | { readonly kind: 'category'; readonly key: string; readonly code: string; readonly name: string }
  | {
      readonly kind: 'clause';
      readonly key: string;
      readonly at: string;
      readonly line: number;
      readonly sheet: string;
      readonly clause: DocumentClause;
      readonly findings: readonly SchemeReadFinding[];
    }
  | {
      readonly kind: 'line';
      readonly key: string;
      readonly at: string;
      readonly line: number;
      readonly sheet: string;
      readonly text: string;
      readonly skipped: SchemeReading['skipped'][number]['reason'] | null;
      readonly findings: readonly SchemeReadFinding[];
    };

const isOf = (view: ReadingView, { severity, decided }: SchemeReadFinding): boolean =>
  view === 'decide' ? severity === 'decide' && !decided : severity === view || (view === 'repaired' && severity === 'decide' && decided);

/** The lines of a view, in table order. */
export function readingRows(reading: SchemeReading, view: ReadingView): ReadingRow[] {
  if (view === 'skipped')
    return reading.skipped.map(({ at, sheet, line, reason, text }) => ({
      kind: 'line',
      key: at,
      at,
      sheet,
      line,
      text,
      skipped: reason,
      findings: [],
    }));
  const byRow = Map.groupBy(reading.findings, ({ row }) => row);
  const rows: ReadingRow[] = [];
  for (const finding of byRow.get(null) ?? [])
    if (view === 'all' ? finding.severity === 'decide' : isOf(view, finding))
      rows.push({
        kind: 'line',
        key: `${finding.at} ${finding.kind} ${finding.before}`,
        at: finding.at,
        sheet: finding.sheet,
        line: finding.line,
        text: finding.before,
        skipped: null,
        findings: [finding],
      });
  let nth = 0;
  for (const { code, name, clauses } of reading.document.categories) {
    if (view === 'all') rows.push({ kind: 'category', key: `category ${code}`, code, name });
    for (const clause of clauses) {
      const origin = reading.origins[nth];
      const findings = byRow.get(nth) ?? [];
      if (origin && (view === 'all' || findings.some((finding) => isOf(view, finding))))
        rows.push({ kind: 'clause', key: String(nth), ...origin, clause, findings });
      nth += 1;
    }
  }
  return rows;
}

/** How many findings a view counts. */
export function countOf(reading: SchemeReading, view: Exclude<ReadingView, 'all' | 'skipped'>): number {
  return reading.findings.filter((finding) => isOf(view, finding)).length;
}

/** Findings that are decided together: of one kind, and where the words of the file matter, of one wording. */
export interface FindingGroup {
  readonly kind: SchemeReadKind;
  /** '' all of the kind. */
  readonly before: string;
  readonly open: number;
  readonly choices: readonly string[];
  /** Whether each has a proposal that can be taken. */
  readonly proposed: boolean;
  readonly first: SchemeReadFinding;
}

const byWording: ReadonlySet<SchemeReadKind> = new Set(['legacy-term', 'term-unread', 'terms-two', 'category-code']);

/** What is undecided, in groups, in the order of the file. */
export function openGroups(reading: SchemeReading): FindingGroup[] {
  const open = reading.findings.filter(({ severity, decided }) => severity === 'decide' && !decided);
  return [...Map.groupBy(open, ({ kind, before }) => (byWording.has(kind) ? `${kind} ${before}` : kind)).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    return [
      {
        kind: first.kind,
        before: byWording.has(first.kind) ? first.before : '',
        open: group.length,
        choices: first.choices,
        proposed: group.every(({ after }) => after !== ''),
        first,
      },
    ];
  });
}

/** The decisions with one more; it takes the place of an earlier one about the same. */
export function withDecision(decisions: readonly SchemeDecision[], next: SchemeDecision): SchemeDecision[] {
  return [...decisions.filter(({ kind, at, before }) => kind !== next.kind || at !== next.at || before !== next.before), next];
}
