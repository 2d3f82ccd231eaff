import { type Findings, startFindings } from './scheme-findings.ts';
import { type Outcomes, startOutcomes } from './scheme-outcomes.ts';
import type { SchemeChoices, SchemeSetting, SchemeSource } from './scheme-source.ts';
import { startTables, type Tables } from './scheme-tables.ts';

/** A file while it is read: what it is read with, and what has come of it so far. */
export interface UnderWay {
  readonly source: SchemeSource;
  readonly choices: SchemeChoices;
  readonly setting: SchemeSetting;
  readonly findings: Findings;
  readonly outcomes: Outcomes;
  readonly tables: Tables;
  /** Numbers the file itself gives, also further down; none of them is proposed for another row. */
  readonly given: Set<string>;
}

export function startReading(source: SchemeSource, choices: SchemeChoices, setting: SchemeSetting): UnderWay {
  const findings = startFindings(choices.decisions);
  return {
    source,
    choices,
    setting,
    findings,
    outcomes: startOutcomes(findings),
    tables: startTables(source, choices, setting, findings),
    given: new Set(),
  };
}
