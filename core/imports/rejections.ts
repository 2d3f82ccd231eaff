import { createReadStream, rmSync } from 'node:fs';
import type { OutputFile } from '../../shared/files/files.ts';
import { rejectionHeaders, rejectionWords } from '../../shared/imports/words.ts';
import type { Progress } from '../../shared/tasks/tasks.ts';
import type { TaskContext } from '../context.ts';
import { writeOutput } from '../files/index.ts';
import { type BatchRecord, rejectionsAfter } from './store.ts';

const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** [M30] The rejected rows as they stand in the file, every cell as text, with line and reason; of a classified row only those two. */
export async function* writeRejections(
  context: TaskContext,
  { batch, headers, fileName, balance }: BatchRecord,
): AsyncGenerator<Progress, OutputFile, void> {
  const part = context.folder.path('outputs', `${context.newId()}.part`);
  try {
    // Loaded when it is wanted: its seven hundred modules would make every start of the program wait.
    const { default: ExcelJS } = await import('exceljs');
    const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: part, useStyles: true, useSharedStrings: false });
    const sheet = book.addWorksheet('未导入', { views: [{ state: 'frozen', ySplit: 1 }] });
    const asText = { numFmt: '@' };
    sheet.columns = [...headers, rejectionHeaders.line, rejectionHeaders.reason].map((header) => ({
      header,
      width: header.includes('题') ? 50 : 16,
      style: asText,
    }));
    let done = 0;
    for (let line = -1; ; ) {
      const found = rejectionsAfter(context.db, batch, line, 200);
      if (found.length === 0) break;
      for (const reasons of Map.groupBy(found, (problem) => problem.line).values()) {
        const [first] = reasons;
        if (!first) continue;
        const cells = first.cells === null ? [] : (JSON.parse(first.cells) as string[]);
        const said = reasons
          .filter(({ reason }) => rejectionWords[reason])
          .map(({ reason, value }) => `${rejectionWords[reason]}${value === '' ? '' : `：${value}`}`)
          .join('；');
        sheet.addRow([...headers.map((_, index) => cells[index] ?? ''), String(first.line), said]).commit();
        line = first.line;
        done += 1;
      }
      yield { done, total: balance.rejected, step: 'writing' };
    }
    sheet.commit();
    await book.commit();
    const pieces: Uint8Array[] = [];
    for await (const piece of createReadStream(part, { highWaterMark: 1 << 20 })) pieces.push(piece as Uint8Array);
    const name = `${fileName.replace(/\.[^.]*$/, '')}-未导入.xlsx`;
    return yield* writeOutput(
      context,
      name,
      mediaType,
      pieces.map((bytes) => ({ bytes })),
    );
  } finally {
    rmSync(part, { force: true });
  }
}
