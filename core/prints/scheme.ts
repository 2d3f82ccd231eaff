import type { Output } from '../../shared/contract.ts';
import { schemePaper, stateMark, yearsInWords } from '../../shared/prints/scheme.ts';
import { schemeDiffPaper } from '../../shared/prints/scheme-diff.ts';
import { diffSheet, schemeSheets } from '../../shared/prints/scheme-sheets.ts';
import { Refusal } from '../../shared/reply.ts';
import type { Progress } from '../../shared/tasks/tasks.ts';
import type { Handlers, TaskContext } from '../context.ts';
import { writeOutput } from '../files/index.ts';
import { knownFonds } from '../fonds/index.ts';
import { diffSchemes, schemeTree } from '../schemes/index.ts';
import { faces, missingCharacters } from './faces.ts';
import { fileName, localDate, mediaTypes } from './file.ts';
import { diffPlacesOf } from './scheme-diff-pdf.ts';
import { placesOf } from './scheme-pdf.ts';
import type { Work } from './writing/job.ts';
import { writeElsewhere } from './writing/start.ts';

/** Printing and exporting the 三合一, and the comparison of two of its versions. */
export const schemePrintHandlers: Pick<Handlers<'prints'>, 'prints.scheme' | 'prints.schemeDiff'> = {
  async *'prints.scheme'(context, { schemeId, format, acceptMissing }) {
    yield { done: 0, total: 0, step: 'reading' };
    const tree = schemeTree(context.db, schemeId);
    const { scheme, clauses } = tree;
    const name = fileName([shortened(scheme.title), `第${scheme.version}版`, stateMark(scheme), yearsInWords(scheme)]);
    if (format === 'xlsx') return yield* written(context, { kind: 'sheets', sheets: schemeSheets(tree) }, clauses.length, name);
    const { submittedAt } = scheme;
    // The day it was sent in is the day on the archivist's calendar.
    const dated = { ...tree, scheme: { ...scheme, submittedAt: submittedAt && localDate(new Date(submittedAt)) } };
    const paper = schemePaper(dated, knownFonds(context.db, scheme.fondsId), localDate(context.now()));
    if (!acceptMissing) refuseMissing(placesOf(paper));
    return yield* written(context, { kind: 'scheme', paper }, clauses.length, name);
  },
  async *'prints.schemeDiff'(context, { fromId, toId, format, acceptMissing }) {
    yield { done: 0, total: 0, step: 'reading' };
    const diff = diffSchemes(context.db, fromId, toId);
    const paper = schemeDiffPaper(diff);
    const name = fileName([shortened(diff.to.title), '版本对照', `第${diff.from.version}版`, `第${diff.to.version}版`]);
    if (format === 'xlsx') return yield* written(context, { kind: 'sheets', sheets: [diffSheet(paper)] }, paper.rows, name);
    if (!acceptMissing) refuseMissing(diffPlacesOf(paper));
    return yield* written(context, { kind: 'scheme-diff', paper }, paper.rows, name);
  },
};

/** A title may be longer than what a file system takes for a name. */
function shortened(title: string): string {
  const characters = Array.from(title);
  return characters.length > 50 ? `${characters.slice(0, 49).join('')}…` : title;
}

/** [P4] */
function refuseMissing({ outside, rows }: ReturnType<typeof placesOf>): void {
  const missing = missingCharacters([...outside, ...rows.flatMap(({ texts }) => texts)], faces());
  if (missing.length > 0) throw new Refusal('missing-glyphs', `no shipped face draws ${missing.join(' ')}`, { characters: missing });
}

async function* written(
  context: TaskContext,
  work: Work,
  rows: number,
  name: string,
): AsyncGenerator<Progress, Output<'prints.scheme'>, void> {
  const format = work.kind === 'sheets' ? 'xlsx' : 'pdf';
  const { bytes, pages } = yield* writeElsewhere({ work, rows, faces: faces().files }, context.signal);
  const file = yield* writeOutput(context, `${name}.${format}`, mediaTypes[format], [{ bytes }]);
  return { file, rows, pages };
}
