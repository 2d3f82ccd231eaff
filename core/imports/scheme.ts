import type { Input, Output } from '../../shared/contract.ts';
import type { SchemeReading } from '../../shared/imports/scheme.ts';
import type { SourceLine, SourceSheet } from '../../shared/imports/scheme-lines.ts';
import { readSchemeInSteps } from '../../shared/imports/scheme-reading.ts';
import { Refusal } from '../../shared/reply.ts';
import { mostClauses, SchemeDocument } from '../../shared/schemes/document.ts';
import type { Progress } from '../../shared/tasks/tasks.ts';
import type { Handlers, TaskContext } from '../context.ts';
import { forgetFile, stagedPath } from '../files/index.ts';
import { knownFonds } from '../fonds/index.ts';
import { adoptDocument } from '../schemes/index.ts';
import { startReading } from './reading/start.ts';

type SchemeImportHandlers = Pick<Handlers<'imports'>, 'imports.readScheme' | 'imports.adoptScheme'>;

/** A workbook with more sheets than this is no table of clauses; nor is a file with more lines. */
const mostSheets = 60;
const mostLines = 60_000;

export const schemeImportHandlers: SchemeImportHandlers = {
  'imports.readScheme': readScheme,
  async *'imports.adoptScheme'(context, { title, ...choices }) {
    const reading = yield* readScheme(context, choices);
    const { balance, undecided } = reading;
    if (undecided > 0 || balance.refused > 0)
      throw new Refusal('not-yet', `${undecided} findings are undecided`, { what: 'scheme-import', undecided });
    const fonds = knownFonds(context.db, choices.fondsId);
    const parsed = SchemeDocument.safeParse({
      ...reading.document,
      title: title || `${fonds.name}文件材料归档范围和档案保管期限表`.slice(0, 120),
    });
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new Refusal('unreadable-file', `${reading.fileName}: ${issue?.message} at ${issue?.path.join('.')}`, {
        name: reading.fileName,
        why: 'no-table',
      });
    }
    const tree = context.commit((inside) => {
      const made = adoptDocument(inside, fonds.id, parsed.data);
      forgetFile(inside.db, context.folder, choices.stagedId);
      return made;
    });
    return { schemeId: tree.scheme.id, rows: tree.clauses.length, balance } satisfies Output<'imports.adoptScheme'>;
  },
};

/** Reads a staged file to its end as a 三合一 table; nothing is kept. */
async function* readScheme(
  context: TaskContext,
  { stagedId, fondsId, ...choices }: Input<'imports.readScheme'>,
): AsyncGenerator<Progress, SchemeReading, void> {
  const fonds = knownFonds(context.db, fondsId);
  const { file, path } = stagedPath(context, stagedId);
  yield { done: 0, total: 0, step: 'opening' };
  const sheets: SourceSheet[] = [];
  let read = 0;
  let waiting = [''];
  let known: readonly string[] | undefined;
  let first: { format: SchemeReading['format']; encoding: string; notes: readonly string[] } | undefined;
  for (let sheet = waiting.shift(); sheet !== undefined; sheet = waiting.shift()) {
    const reading = await startReading({ path, name: file.name, sheet, marked: true }, context.signal).catch((error: unknown) => {
      throw asOldDocument(error);
    });
    try {
      first ??= { format: reading.file.format, encoding: reading.file.encoding, notes: reading.file.notes ?? [] };
      if (!known) {
        known = reading.file.sheets.slice(0, mostSheets);
        waiting = known.slice(1);
      }
      const lines: (SourceLine & { place?: string })[] = [];
      for await (const slice of reading.rows()) {
        for (const [line, cells, marks = '', place] of slice) lines.push({ line, cells, marks, ...(place ? { place } : {}) });
        read += slice.length;
        if (read > mostLines) throw new Refusal('too-large', `${file.name}: more than ${mostLines} lines`, { name: file.name });
        yield { done: read, total: 0, step: 'reading' };
      }
      sheets.push({ name: reading.file.sheet || '表', lines: withoutBlankEnd(lines) });
    } finally {
      await reading.stop();
    }
  }
  const source = {
    fileName: file.name,
    format: first?.format ?? 'csv',
    encoding: first?.encoding ?? '',
    notes: first?.notes ?? [],
    sheets,
  };
  const setting = { numberTemplate: fonds.numberTemplate, takesClassified: context.kind === 'classified' };
  const steps = readSchemeInSteps(source, choices, setting);
  let step = steps.next();
  for (; !step.done; step = steps.next()) yield { done: step.value, total: read, step: 'checking' };
  const result = step.value;
  if (result.parts.length === 0 || (result.parts.every(({ taken }) => !taken) && choices.parts.length === 0 && choices.sheet === ''))
    throw new Refusal('unreadable-file', `${file.name}: no table of clauses`, { name: file.name, why: 'no-table' });
  if (result.origins.length > mostClauses)
    throw new Refusal('too-large', `${file.name}: ${result.origins.length} rows`, { name: file.name });
  return result;
}

/** A .doc is a document all right, but of the old kind: the words say how to make it readable. */
function asOldDocument(error: unknown): unknown {
  if (!(error instanceof Refusal) || error.details['why'] !== 'word') return error;
  return new Refusal(error.code, error.message, { ...error.details, why: 'old-document' });
}

function withoutBlankEnd<L extends SourceLine>(lines: readonly L[]): L[] {
  const last = lines.findLastIndex(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  return lines.slice(0, last + 1);
}
