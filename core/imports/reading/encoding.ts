import { createReadStream } from 'node:fs';
import iconv from 'iconv-lite';
import { Unreadable } from './foreign.ts';

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

const decoder = (encoding: Encoding) => iconv.getDecoder(encoding, { stripBOM: true } as never);

/** Pieces of text of a file, decoded; the byte order mark is left out. */
export async function* textPieces(path: string, encoding: Encoding): AsyncGenerator<string, void> {
  const stream = decoder(encoding);
  let first = true;
  const tidy = (text: string) => {
    if (!first || text === '') return text;
    first = false;
    return text.replace(/^\ufeff/, '');
  };
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    const text = tidy(stream.write(chunk as Buffer));
    if (text !== '') yield text;
  }
  const rest = tidy(stream.end() ?? '');
  if (rest !== '') yield rest;
}

interface Trial {
  /** The first line that is not of the encoding; null where all are. */
  brokenAt: number | null;
  /** Whether a character of three or more bytes occurs (UTF-8), which Chinese in GBK hardly ever looks like. */
  sure: boolean;
  /** Whether letters occur that Chinese lists hardly hold (é, Ω, Ж); `·` and `×` are none. */
  foreign: boolean;
}

/** Where the first of two characters stands; -1 where neither does. */
function firstOf(text: string, one: string, other: string): number {
  const places = [text.indexOf(one), text.indexOf(other)].filter((at) => at >= 0);
  return places.length === 0 ? -1 : Math.min(...places);
}

/** [M5] Tries an encoding on the whole file. */
async function tryEncoding(path: string, encoding: Encoding): Promise<Trial> {
  const trial: Trial = { brokenAt: null, sure: false, foreign: false };
  let line = 1;
  for await (const text of textPieces(path, encoding)) {
    const broken = firstOf(text, '\ufffd', '\0');
    if (!trial.sure && /[\u0800-\uffff]/.test(text)) trial.sure = true;
    if (!trial.foreign && /[\u00c0-\u07ff]/.test(text)) trial.foreign = true;
    const upTo = broken < 0 ? text.length : broken;
    for (let at = text.indexOf('\n'); at >= 0 && at < upTo; at = text.indexOf('\n', at + 1)) line += 1;
    if (broken >= 0) {
      trial.brokenAt = line;
      return trial;
    }
  }
  return trial;
}

/**
 * [M5] The encoding of a file of text: by its byte order mark; else UTF-8 if the whole file is UTF-8; else GB18030 (which holds GBK and
 * GB2312). A file that is neither is refused with the first line that cannot be read, never taken with `?` or boxes in it. A
 * short GBK file can look like UTF-8 (联通): what would be only accented letters in UTF-8 and is whole in GB18030 is GB18030.
 */
export async function sniffEncoding(path: string, head: Buffer): Promise<Encoding> {
  const marked: Encoding | null =
    head[0] === 0xff && head[1] === 0xfe
      ? 'utf-16le'
      : head[0] === 0xfe && head[1] === 0xff
        ? 'utf-16be'
        : head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf
          ? 'utf-8'
          : null;
  if (marked) {
    const { brokenAt } = await tryEncoding(path, marked);
    if (brokenAt !== null) throw new Unreadable('encoding', `not ${marked} at line ${brokenAt}`, brokenAt);
    return marked;
  }
  if (head.includes(0)) throw new Unreadable('binary', 'the file holds zero bytes');
  const utf8 = await tryEncoding(path, 'utf-8');
  if (utf8.brokenAt === null && (utf8.sure || !utf8.foreign)) return 'utf-8';
  const gb = await tryEncoding(path, 'gb18030');
  if (utf8.brokenAt === null) return gb.brokenAt === null && gb.sure ? 'gb18030' : 'utf-8';
  if (gb.brokenAt === null) return 'gb18030';
  const line = Math.max(utf8.brokenAt, gb.brokenAt);
  throw new Unreadable('encoding', `neither UTF-8 (line ${utf8.brokenAt}) nor GB18030 (line ${gb.brokenAt})`, line);
}
