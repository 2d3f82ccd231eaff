// npm run check: everything a machine can say about the house without running it. It holds no tests. Warnings do not exist.
import { spawnSync } from 'node:child_process';

const steps = [
  ['format, lint, import order', 'biome', ['check', '--error-on-warnings', '.']],
  ['types and floors', 'tsc', ['-b']],
  ['doors', 'node', ['build/checks/doors.mjs']],
  ['SQL and words at home', 'node', ['build/checks/texts.mjs']],
  ['nothing unused', 'knip', []],
  ['the lock is whole', 'node', ['tools/check-lock.mjs']],
];

const failed = steps.filter(([name, command, flags]) => {
  console.log(`\n── ${name}`);
  return spawnSync(command, flags, { stdio: 'inherit' }).status !== 0;
});
console.log(failed.length === 0 ? '\ncheck: in order' : `\ncheck: not in order: ${failed.map(([name]) => name).join(' · ')}`);
process.exit(failed.length === 0 ? 0 : 1);
