import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { createInflateRaw } from 'node:zlib';
import { limits, Unreadable } from './foreign.ts';

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly packed: number;
  readonly unpacked: number;
  readonly headerAt: number;
}

/** A zip file by its central directory: the names in it, and the text of an entry in pieces. */
export interface Zip {
  has(name: string): boolean;
  readonly names: readonly string[];
  text(name: string): AsyncGenerator<string, void>;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;

/** Opens a zip; a cut-off, damaged, encrypted or overlarge one is `Unreadable`. What is unpacked in all is counted against the limits. */
export function openZip(path: string): Zip {
  const entries = new Map(readDirectory(path).map((entry) => [entry.name.toLowerCase(), entry]));
  let left: number = limits.unpackedBytes;
  const packedBytes = statSync(path).size;
  return {
    names: [...entries.values()].map((entry) => entry.name),
    has: (name) => entries.has(name.toLowerCase()),
    async *text(name) {
      const entry = entries.get(name.toLowerCase());
      if (!entry) throw new Unreadable('truncated', `the workbook lacks ${name}`);
      if (entry.encrypted) throw new Unreadable('encrypted', `${name} is encrypted`);
      if (entry.method !== 0 && entry.method !== 8) throw new Unreadable('truncated', `${name} is packed by method ${entry.method}`);
      const decode = new TextDecoder('utf-8', { fatal: true });
      let unpacked = 0;
      for await (const bytes of bytesOf(path, entry)) {
        unpacked += bytes.length;
        left -= bytes.length;
        const ratio = unpacked / Math.max(entry.packed, 1);
        if (left < 0 || (unpacked > 2 ** 24 && ratio > limits.ratio) || unpacked > packedBytes * 2000 + 2 ** 20)
          throw new Unreadable('bomb', `${name} unpacks to more than ${unpacked} bytes`);
        let text: string;
        try {
          text = decode.decode(bytes, { stream: true });
        } catch {
          throw new Unreadable('encoding', `${name} is not UTF-8`);
        }
        if (text !== '') yield text;
      }
    },
  };
}

function readDirectory(path: string): Entry[] {
  const { size } = statSync(path);
  const handle = openSync(path, 'r');
  try {
    const tail = Buffer.alloc(Math.min(size, 65_557));
    readSync(handle, tail, 0, tail.length, size - tail.length);
    let end = tail.length - 22;
    while (end >= 0 && tail.readUInt32LE(end) !== endMark) end -= 1;
    if (end < 0) throw new Unreadable('truncated', 'the zip has no directory: it was cut off');
    const count = tail.readUInt16LE(end + 10);
    const bytes = tail.readUInt32LE(end + 12);
    const at = tail.readUInt32LE(end + 16);
    if (count > limits.entries) throw new Unreadable('bomb', `${count} entries`);
    if (at + bytes > size || bytes > 64 * 2 ** 20) throw new Unreadable('truncated', 'the directory of the zip lies outside it');
    const directory = Buffer.alloc(bytes);
    readSync(handle, directory, 0, bytes, at);
    return entriesOf(directory, count, size);
  } finally {
    closeSync(handle);
  }
}

function entriesOf(directory: Buffer, count: number, size: number): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== entryMark)
      throw new Unreadable('truncated', 'the directory of the zip is damaged');
    const nameLength = directory.readUInt16LE(at + 28);
    const entry: Entry = {
      name: directory.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/'),
      method: directory.readUInt16LE(at + 10),
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      packed: directory.readUInt32LE(at + 20),
      unpacked: directory.readUInt32LE(at + 24),
      headerAt: directory.readUInt32LE(at + 42),
    };
    if (entry.headerAt + entry.packed > size) throw new Unreadable('truncated', `${entry.name} lies outside the zip`);
    entries.push(entry);
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

async function* bytesOf(path: string, entry: Entry): AsyncGenerator<Uint8Array, void> {
  const header = Buffer.alloc(30);
  const handle = openSync(path, 'r');
  try {
    readSync(handle, header, 0, 30, entry.headerAt);
  } finally {
    closeSync(handle);
  }
  if (header.readUInt32LE(0) !== localMark) throw new Unreadable('truncated', `${entry.name} has no header`);
  const start = entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (entry.packed === 0) return;
  const packed = createReadStream(path, { start, end: start + entry.packed - 1, highWaterMark: 1 << 17 });
  if (entry.method === 0) {
    yield* packed;
    return;
  }
  const inflate = createInflateRaw({ chunkSize: 1 << 17 });
  packed.once('error', (error) => inflate.destroy(error));
  packed.pipe(inflate);
  try {
    yield* inflate as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable('truncated', `${entry.name}: ${(error as Error).message}`);
  } finally {
    packed.destroy();
    inflate.destroy();
  }
}
