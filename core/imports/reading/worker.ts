import { parentPort, workerData } from 'node:worker_threads';
import { csvRows, openCsv } from './csv.ts';
import { docxRows, isDocx, openDocx } from './docx.ts';
import { type ForeignRow, type FromReader, type ReaderTask, Unreadable } from './foreign.ts';
import { fileKind } from './kind.ts';
import { describeWorkbook, openWorkbook, sheetRows } from './xlsx.ts';

/*
 * The reading worker: it opens one foreign file and no database. It posts `opened`, then one slice of rows for each `more` it is
 * sent, then `end`; or `refused`, once, at any time.
 */

const port = parentPort;
if (!port) throw new Error('the reading worker is started by core/imports/reading/start.ts');
const say = (message: FromReader) => port.postMessage(message);

let asked = 0;
let wake = () => {};
port.on('message', () => {
  asked += 1;
  wake();
});
async function untilAsked(): Promise<void> {
  while (asked === 0) await new Promise<void>((resolve) => (wake = resolve));
  asked -= 1;
}

async function read({ path, name, sheet, marked = false }: ReaderTask): Promise<void> {
  let rows: AsyncIterable<ForeignRow[]> | Iterable<ForeignRow[]>;
  if (fileKind(path, name) === 'text') {
    const file = await openCsv(path);
    say({ kind: 'opened', file });
    rows = csvRows(path, file);
  } else if (marked && isDocx(path)) {
    const document = await openDocx(path);
    say({ kind: 'opened', file: document.file });
    rows = docxRows(document.rows);
  } else {
    const workbook = await openWorkbook(path);
    const file = describeWorkbook(workbook, sheet);
    say({ kind: 'opened', file });
    rows = sheetRows(workbook, file.sheet, marked);
  }
  for await (const slice of rows) {
    await untilAsked();
    say({ kind: 'rows', rows: slice });
  }
  await untilAsked();
  say({ kind: 'end' });
}

read(workerData as ReaderTask)
  .catch((error: unknown) => {
    const told = error instanceof Unreadable ? error : new Unreadable('truncated', error instanceof Error ? error.message : String(error));
    say({ kind: 'refused', why: told.why, message: told.message, line: told.line });
  })
  .finally(() => port.close());
