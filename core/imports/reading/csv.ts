import { closeSync, openSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { sniffEncoding, textPieces } from './encoding.ts';
import { type ForeignFile, type ForeignRow, limits, sliceRows, Unreadable } from './foreign.ts';

const delimiters = [',', '\t', ';', '|'] as const;

/** [M6] The separator that divides the first lines most evenly, outside quotes; a comma if none does. */
export function sniffDelimiter(text: string): string {
  const bare = text.replace(/"(?:[^"]|"")*"/g, '""');
  const lines = bare
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 40);
  let best: string = ',';
  let most = 0;
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => line.split(delimiter).length - 1).filter((count) => count > 0);
    const usual = new Map<number, number>();
    for (const count of counts) usual.set(count, (usual.get(count) ?? 0) + 1);
    const agreement = Math.max(0, ...usual.values());
    const columns = Math.max(0, ...[...usual].filter(([, times]) => times === agreement).map(([count]) => count));
    const score = agreement * columns;
    if (score > most) {
      best = delimiter;
      most = score;
    }
  }
  return best;
}

function headOf(path: string, bytes: number): Buffer {
  const head = Buffer.alloc(bytes);
  const handle = openSync(path, 'r');
  try {
    return head.subarray(0, readSync(handle, head, 0, bytes, 0));
  } finally {
    closeSync(handle);
  }
}

/** What a file of text is; throws `Unreadable`. */
export async function openCsv(path: string): Promise<ForeignFile> {
  const encoding = await sniffEncoding(path, headOf(path, 4096));
  let text = '';
  for await (const piece of textPieces(path, encoding)) {
    text += piece;
    if (text.length > 65_536) break;
  }
  if (text.trim() === '') throw new Unreadable('empty', 'the file holds only blank lines');
  return { format: 'csv', encoding, delimiter: sniffDelimiter(text.slice(0, 65_536)), sheets: [], sheet: '' };
}

/** The rows of a file of text in slices, in its own order, blank ones included. Throws `Unreadable`, with the line. */
export async function* csvRows(path: string, file: ForeignFile): AsyncGenerator<ForeignRow[], void> {
  const parser = Readable.from(textPieces(path, file.encoding as never)).pipe(
    parse({
      delimiter: file.delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: limits.recordCharacters,
      record_delimiter: ['\r\n', '\n', '\r'],
    }),
  );
  let slice: ForeignRow[] = [];
  let before = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      slice.push([before + 1, record]);
      before += 1 + lineBreaks(record);
      if (slice.length === sliceRows) {
        yield slice;
        slice = [];
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const why =
      error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'unclosed-quote' : error.code === 'CSV_MAX_RECORD_SIZE' ? 'long-record' : 'truncated';
    throw new Unreadable(why, error.message, before + 1);
  }
  if (slice.length > 0) yield slice;
}

/** Line breaks within the cells of a record. (The parser's own count takes CR LF in quotes for two.) */
function lineBreaks(record: readonly string[]): number {
  let breaks = 0;
  for (const cell of record) if (/[\r\n]/.test(cell)) breaks += cell.match(/\r\n|\r|\n/g)?.length ?? 0;
  return breaks;
}
