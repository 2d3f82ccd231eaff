// npm run bench [-- --rows N --pairs N --json]: ratios measured side by side in one run. Goals are reported, never asserted.
import { parseArgs } from 'node:util';
import { benchImport } from './import.ts';
import { type Finding, sayFinding } from './measure.ts';
import { benchSave } from './save.ts';
import { benchScheme } from './scheme.ts';
import { benchSchemePaint } from './scheme-paint.ts';
import { benchSearch } from './search.ts';
import { benchSuggest, sayHits } from './suggest.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    pairs: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
});
const pairs = Number(values.pairs);
const findings: Finding[] = [];

function report(finding: Finding): void {
  findings.push(finding);
  if (!values.json) console.log(sayFinding(finding));
}

// First of all: the peak of memory is the process's own, and what ran before would be in it.
const { findings: imported, office } = await benchImport(Number(values.rows), pairs);
for (const finding of imported) report(finding);
await office.idle();
for (const finding of await benchSearch(office, pairs)) report(finding);
await office.close();
office.remove();
report(await benchSave(pairs));
for (const finding of await benchScheme(pairs)) report(finding);
for (const finding of await benchSchemePaint(pairs)) report(finding);
if (!values.json) console.log(sayHits());
report(await benchSuggest(Number(values.rows), pairs));
if (values.json) console.log(JSON.stringify(findings, null, 2));
