import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { mutations } from './mutations.ts';
import { simulate } from './simulation.ts';

const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'lantai-simulate-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const minutes = 60_000;
const nothing = { lost: 0, duplicated: 0, overwritten: 0, diverged: 0, stuck: 0, failingSeeds: [] };

test(
  'in 200 histories of lost, doubled and late messages, restores, clones and killed programs no change is lost, doubled, overwritten or stuck',
  async () => {
    expect(await simulate({ runs: 200, seed: 20_000, mutation: '', root })).toMatchObject(nothing);
  },
  10 * minutes,
);

test(
  'the same seed is the same history, to the last message',
  async () => {
    const [first, second] = [
      await simulate({ runs: 10, seed: 7, mutation: '', root }),
      await simulate({ runs: 10, seed: 7, mutation: '', root }),
    ];
    expect(first.traceHash).toBe(second.traceHash);
    expect((await simulate({ runs: 10, seed: 8, mutation: '', root })).traceHash).not.toBe(first.traceHash);
  },
  5 * minutes,
);

/** Histories that once broke a promise: what was wrong is mended, and stays so. */
const once: { readonly [what: string]: number } = {
  'what an earlier epoch of a device had sent was not compared after a restore': 8,
  'the program was killed between two steps of a greeting': 1051,
  'the county knew the fonds by another name after a restore': 1049,
  'the county applied its journal with a hole in it': 1072,
  'database and folder of two histories': 1083,
};
test.each(Object.entries(once))(
  'mended: %s',
  async (_what, seed) => {
    expect(await simulate({ runs: 1, seed, mutation: '', root })).toMatchObject(nothing);
  },
  minutes,
);

test.each(Object.keys(mutations))(
  'a seeded bug is caught within 200 histories: %s',
  async (mutation) => {
    const { failingSeeds } = await simulate({ runs: 200, seed: 1, mutation, root });
    expect(failingSeeds).toHaveLength(1);
  },
  5 * minutes,
);
