import type { SchemeReading, SchemeSkip } from './scheme.ts';
import type { Findings } from './scheme-findings.ts';
import type { RoledLine } from './scheme-lines.ts';

/** What became of a line. */
export type Outcome = 'taken' | 'merged' | 'sections' | 'refused' | SchemeSkip;

/** Every line of the file with what became of it; each has one outcome, the last that was said. */
export interface Outcomes {
  /** The line at hand is this one. */
  begin(line: RoledLine): void;
  say(outcome: Outcome): void;
  count(): number;
  balance(): Pick<SchemeReading, 'balance' | 'skipped'>;
}

export function startOutcomes({ turnTo, here }: Findings): Outcomes {
  const lines = new Map<string, RoledLine>();
  const outcomes = new Map<string, Outcome>();
  return {
    begin(line) {
      lines.set(line.at, line);
      turnTo({ at: line.at, sheet: line.sheet, line: line.source.line });
    },
    say(outcome) {
      outcomes.set(here().at, outcome);
    },
    count: () => lines.size,
    balance() {
      const skipped: SchemeReading['skipped'] = [];
      const balance = { read: 0, taken: 0, merged: 0, sections: 0, skipped: 0, refused: 0 };
      for (const [at, { sheet, source }] of lines) {
        const outcome = outcomes.get(at) ?? 'prose';
        balance.read += 1;
        if (outcome === 'taken' || outcome === 'merged' || outcome === 'sections' || outcome === 'refused') {
          balance[outcome] += 1;
          continue;
        }
        balance.skipped += 1;
        // Nothing of a line with a mark of secrecy is kept.
        const text = outcome === 'classified' ? '' : saidOf(source.cells);
        skipped.push({ at, sheet, line: source.line, reason: outcome, text });
      }
      return { balance, skipped };
    },
  };
}

const saidOf = (cells: readonly string[]) =>
  cells
    .filter((cell) => cell !== '')
    .join(' ')
    .replace(/\s+/g, ' ')
    .slice(0, 80);
