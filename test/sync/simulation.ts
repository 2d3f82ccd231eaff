import { createHash } from 'node:crypto';
import { violations } from './judge.ts';
import { MemoryCounty } from './memory-county.ts';
import { mutations, none } from './mutations.ts';
import { runSchedule } from './schedule.ts';

export interface Simulation {
  readonly runs: number;
  readonly seed: number;
  /** Name of a seeded bug; '' for none. Stops at the first schedule that catches it. */
  readonly mutation: string;
  readonly postgres?: boolean;
  /** Prints what happened in schedules that fail. */
  readonly trace?: boolean;
  /** A folder for what the schedules write. */
  readonly root: string;
}

export interface Summary {
  readonly runs: number;
  readonly ops: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly overwritten: number;
  readonly diverged: number;
  readonly stuck: number;
  readonly traceHash: string;
  readonly failingSeeds: readonly number[];
  readonly milliseconds: number;
}

/** Runs schedules, one seed after the other. */
export async function simulate({ runs, seed, mutation, postgres = false, trace = false, root }: Simulation): Promise<Summary> {
  const began = performance.now();
  const counts = Object.fromEntries(violations.map((kind) => [kind, 0])) as Record<(typeof violations)[number], number>;
  const failingSeeds: number[] = [];
  const hash = createHash('sha256');
  let ops = 0;
  let done = 0;
  const bug = mutation === '' ? () => none : mutations[mutation]!;
  const town = postgres ? await (await import('./postgres-county.ts')).postgresTown() : undefined;
  try {
    for (; done < runs; done++) {
      const disk = town ? await town.disk() : new MemoryCounty();
      const outcome = await runSchedule(seed + done, root, disk, bug());
      hash.update(outcome.trace);
      ops += outcome.ops;
      if (outcome.violation === null) continue;
      counts[outcome.violation] += 1;
      failingSeeds.push(outcome.seed);
      if (trace) console.error([`── seed ${outcome.seed}: ${outcome.violation}: ${outcome.message}`, ...outcome.lines].join('\n'));
      else if (failingSeeds.length <= 5) console.error(`seed ${outcome.seed}: ${outcome.violation}: ${outcome.message.slice(0, 500)}`);
      if (mutation !== '') break;
    }
  } finally {
    await town?.close();
  }
  const milliseconds = Math.round(performance.now() - began);
  return {
    runs: Math.min(done + 1, runs),
    ops,
    ...counts,
    traceHash: hash.digest('hex'),
    failingSeeds: failingSeeds.slice(0, 100),
    milliseconds,
  };
}
