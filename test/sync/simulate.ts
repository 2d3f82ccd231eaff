import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mutations } from './mutations.ts';
import { simulate } from './simulation.ts';

// npm run simulate -- --runs 2000 --seed 1 [--mutation medic] [--postgres] [--show SEED]
// Prints a summary in JSON. 0: no schedule broke a promise, or the seeded bug was caught; 1 otherwise; 2: usage.
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    mutation: { type: 'string', default: '' },
    postgres: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const seed = Number(values.seed);
if (
  !Number.isInteger(runs) ||
  runs < 1 ||
  !Number.isInteger(seed) ||
  (values.mutation !== '' && !Object.hasOwn(mutations, values.mutation))
) {
  console.error(`--runs N --seed S [--postgres] [--trace] [--mutation ${Object.keys(mutations).join('|')}]`);
  process.exit(2);
}

// In memory where the system has such a place: nothing here is about the disk of this machine.
const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'lantai-simulate-'));
let code = 1;
try {
  const summary = await simulate({ runs, seed, mutation: values.mutation, postgres: values.postgres, trace: values.trace, root });
  console.log(JSON.stringify(summary, null, 2));
  const isSound = summary.failingSeeds.length === 0;
  code = isSound === (values.mutation === '') ? 0 : 1;
} finally {
  rmSync(root, { recursive: true, force: true });
}
process.exit(code);
