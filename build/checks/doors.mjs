// Reads every module of the house and holds it against house-rules.cjs. Fails also when fewer modules were read than exist:
// a checker that silently reads nothing is worse than none.

import { createRequire } from 'node:module';
import { cruise } from 'dependency-cruiser';
import { sources } from './sources.mjs';

const rules = createRequire(import.meta.url)('./house-rules.cjs');
rules.options.tsConfig.fileName = new URL('./tsconfig.reading.json', import.meta.url).pathname;
const floors = ['shared', 'core', 'electron', 'server', 'renderer', 'test'];
const files = sources(floors);
const extractTSConfig = (await import('dependency-cruiser/config-utl/extract-ts-config')).default;
const tsConfig = extractTSConfig(rules.options.tsConfig.fileName);
const { output } = await cruise(
  floors,
  { ...rules.options, ruleSet: { forbidden: rules.forbidden }, validate: true },
  rules.options.enhancedResolveOptions,
  { tsConfig },
);

const read = new Set(output.modules.filter((module) => !module.coreModule && !module.couldNotResolve).map((module) => module.source));
const unread = files.filter((file) => !read.has(file));
for (const violation of output.summary.violations) {
  const cycle = violation.cycle ? ` → ${violation.cycle.map((step) => step.name).join(' → ')}` : '';
  console.log(
    `${violation.rule.name}: ${violation.from} → ${violation.to}${cycle}\n  ${rules.forbidden.find((rule) => rule.name === violation.rule.name)?.comment ?? ''}`,
  );
}
for (const file of unread) console.log(`not read by the door checker: ${file}`);
console.log(`doors: ${read.size} modules read, ${files.length} exist, ${output.summary.violations.length} violations`);
process.exit(output.summary.violations.length > 0 || unread.length > 0 ? 1 : 0);
