import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import { csvRows, openCsv, sniffDelimiter } from '../../core/imports/reading/csv.ts';
import { type ForeignFile, Unreadable, type Why } from '../../core/imports/reading/foreign.ts';
import { fileKind } from '../../core/imports/reading/kind.ts';
import { startReading } from '../../core/imports/reading/start.ts';
import { describeWorkbook, openWorkbook, sheetRows } from '../../core/imports/reading/xlsx.ts';
import { Refusal } from '../../shared/reply.ts';
import { zipOf } from '../support/zip.ts';

const folder = mkdtempSync(join(tmpdir(), 'lantai-reading-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
function file(content: string | Uint8Array): string {
  files += 1;
  const path = join(folder, String(files));
  writeFileSync(path, content);
  return path;
}

/** Reads a file as the worker does, in this thread. */
async function read(
  content: string | Uint8Array,
  name = 'x',
  sheet = '',
): Promise<{ file: ForeignFile; rows: [number, readonly string[]][] }> {
  const path = file(content);
  const rows: [number, readonly string[]][] = [];
  if (fileKind(path, name) === 'text') {
    const opened = await openCsv(path);
    for await (const slice of csvRows(path, opened)) rows.push(...(slice as [number, readonly string[]][]));
    return { file: opened, rows };
  }
  const workbook = await openWorkbook(path);
  const opened = describeWorkbook(workbook, sheet);
  for await (const slice of sheetRows(workbook, opened.sheet)) rows.push(...(slice as [number, readonly string[]][]));
  return { file: opened, rows };
}
const cells = async (content: string | Uint8Array) => (await read(content)).rows.map(([, row]) => [...row]);
const why = async (content: string | Uint8Array, name = 'x'): Promise<[Why, number | null] | null> => {
  try {
    await read(content, name);
    return null;
  } catch (error) {
    if (error instanceof Unreadable) return [error.why, error.line];
    throw error;
  }
};

async function workbook(fill: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const sheetOf = (rows: string, rest = '') => ({
  '_rels/.rels': '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
  'xl/workbook.xml': '<x:workbook xmlns:x="m"><x:sheets><x:sheet name="一" sheetId="1" r:id="r1"/></x:sheets></x:workbook>',
  'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="/xl/s.xml"/></Relationships>',
  'xl/s.xml': `<x:worksheet xmlns:x="m"><x:sheetData>${rows}</x:sheetData>${rest}</x:worksheet>`,
});

describe('reading files of text', () => {
  it('[M5] knows UTF-8, GB18030 with rare characters, and both UTF-16, with and without a mark', async () => {
    const text = '年度,题名\n2011,㙦家坝村刘䶮，𠮷\n';
    const rows = [
      ['年度', '题名'],
      ['2011', '㙦家坝村刘䶮，𠮷'],
    ];
    for (const [encoding, bytes] of [
      ['utf-8', Buffer.from(text)],
      ['utf-8', Buffer.from(`\ufeff${text}`)],
      ['gb18030', iconv.encode(text, 'gb18030')],
      ['utf-16le', iconv.encode(text, 'utf-16le', { addBOM: true })],
      ['utf-16be', iconv.encode(text, 'utf-16be', { addBOM: true })],
    ] as const) {
      const got = await read(bytes);
      expect([got.file.encoding, got.rows.map(([, row]) => [...row])]).toEqual([encoding, rows]);
    }
  });

  it('[M5] is not fooled by a short GBK file that happens to be UTF-8', async () => {
    expect((await read(iconv.encode('联通', 'gbk'))).rows[0]?.[1]).toEqual(['联通']);
    expect((await read('DH,TM\nZ109-WS·2011-Y-0001,x')).file.encoding).toBe('utf-8');
  });

  it('[M5] refuses a file that is neither, with the line', async () => {
    expect(await why(Buffer.concat([Buffer.from('年度,题名\n2011,甲\n2011,'), Buffer.from([0xff, 0xff]), Buffer.from('\n')]))).toEqual([
      'encoding',
      3,
    ]);
    expect(await why(Buffer.concat([Buffer.from('\ufeff年度,题名\n'), iconv.encode('甲', 'gbk')]))).toEqual(['encoding', 2]);
  });

  it('[M6] finds the separator, keeps quotes and line breaks in cells, and counts lines as an editor does', async () => {
    expect(['a,b;c,d\n1,2;3,4', 'a\tb\tc,\n1\t2\t3', '甲;乙;丙\n1;"2,5,6";3'].map(sniffDelimiter)).toEqual([',', '\t', ';']);
    const got = await read('年度,题名\r\n2011,"关于\r\n""春耕""的,通知"\r\n\r\n2012,乙');
    expect(got.rows).toEqual([
      [1, ['年度', '题名']],
      [2, ['2011', '关于\r\n"春耕"的,通知']],
      [4, ['']],
      [5, ['2012', '乙']],
    ]);
  });

  it('[M6] refuses a quote that never closes and a row without end, with the line', async () => {
    expect(await why('年度,题名\n2011,甲\n2011,"乙\n2012,丙\n')).toEqual(['unclosed-quote', 3]);
    expect(await why(`年度,题名\n2011,"${'长'.repeat(1_100_000)}`)).toEqual(['long-record', 2]);
  });
});

describe('reading workbooks', () => {
  it('[M15][M16] gives what a person sees: zeros, long numbers, dates, formulas, rich text, links, merged cells', async () => {
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet('文件');
      sheet.addRow([2011, 1, new Date(Date.UTC(2011, 4, 3)), 110_105_199_001_011_230, { richText: [{ text: '富' }, { text: '文本' }] }]);
      sheet.addRow([null, 0.1 + 0.2, { formula: 'A1&1', result: '20111' }, { text: '链接', hyperlink: 'http://x' }, true]);
      sheet.addRow([null, 1234.5, 40666, { error: '#N/A' }, ' 甲\n乙&<>']);
      sheet.getCell('B1').numFmt = '0000';
      sheet.getCell('B3').numFmt = '#,##0.00';
      sheet.getCell('C1').numFmt = 'yyyy-mm-dd';
      sheet.getCell('C3').numFmt = '[$-804]yyyy"年"m"月"d"日";@';
      sheet.mergeCells('A1:A3');
      book.addWorksheet('藏', { state: 'hidden' }).addRow(['x']);
    });
    const got = await read(bytes);
    expect(got.file.sheets).toEqual(['文件']);
    expect(got.rows.map(([, row]) => row)).toEqual([
      ['2011', '0001', '20110503', '110105199001011230', '富文本'],
      ['2011', '0.3', '20111', '链接', '是'],
      ['2011', '1234.5', '20110503', '', ' 甲\n乙&<>'],
    ]);
  });

  it('reads what other programs write: prefixes, cells without references, inline text, CDATA, comments, the dates of 1904', async () => {
    const parts = sheetOf(
      '<!-- x --><x:row><x:c t="inlineStr"><x:is><x:t>题名</x:t><x:rPh sb="0" eb="1"><x:t>タイ</x:t></x:rPh></x:is></x:c><x:c t="str"><x:v><![CDATA[a<b]]></x:v></x:c></x:row><x:row r="7"><x:c r="C7"><x:v>1.1E+17</x:v></x:c><x:c r="D7" t=\'d\'><x:v>2011-05-03T00:00:00</x:v></x:c></x:row>',
    );
    expect((await read(zipOf(parts))).rows).toEqual([
      [1, ['题名', 'a<b']],
      [7, ['', '', '110000000000000000', '20110503']],
    ]);
  });

  it('refuses what is no table, by what it is and not by its name', async () => {
    const ole = (mark: string) =>
      Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(2000), Buffer.from(mark, 'utf16le')]);
    expect(
      [
        await why(''),
        await why(' \n\n'),
        await why(ole('Workbook'), '目录.xls'),
        await why(ole('EncryptedPackage'), '目录.xlsx'),
        await why(ole('WordDocument'), '目录.doc'),
        await why('<html><body><table><tr><td>题名</td></tr></table></body></html>', '目录.xls'),
        await why(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2]), '目录.csv'),
        await why('%PDF-1.4 …'),
        await why(zipOf({ 'word/document.xml': '<w/>' }), 'a.xlsx'),
        await why(zipOf({ 'OFD.xml': '<o/>' })),
        await why(Buffer.from([1, 2, 0, 4])),
      ].map((found) => found?.[0]),
    ).toEqual(['empty', 'empty', 'old-format', 'encrypted', 'word', 'html', 'image', 'pdf', 'word', 'archive', 'binary']);
  });

  it('refuses a zip bomb, a document type and a damaged part', async () => {
    expect((await why(zipOf(sheetOf('<x:row></x:row>'.repeat(3_000_000)))))?.[0]).toBe('bomb');
    const typed = sheetOf('');
    expect((await why(zipOf({ ...typed, 'xl/s.xml': `<!DOCTYPE a [<!ENTITY b "c">]>${typed['xl/s.xml']}` })))?.[0]).toBe('xml');
    expect((await why(zipOf({ ...typed, 'xl/s.xml': '<worksheet><sheetData><row><c r="A1' })))?.[0]).toBe('truncated');
  });

  it('gives an empty sheet as no rows', async () => {
    expect(await cells(await workbook((book) => book.addWorksheet('空')))).toEqual([]);
  });
});

describe('any bytes whatever', () => {
  const settled = async (content: Uint8Array, name = 'x') => {
    try {
      const { rows } = await read(content, name);
      for (const [line, row] of rows)
        if (!Number.isInteger(line) || !row.every((cell) => typeof cell === 'string')) throw new Error('a cell that is no text');
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
    }
  };
  it('end in rows or in a refusal (random bytes)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), (bytes) => settled(bytes)),
      { seed: 1, numRuns: 200 },
    );
  });
  it('end in rows or in a refusal (an altered or cut workbook)', async () => {
    const whole = await workbook((book) => {
      const sheet = book.addWorksheet('文件');
      for (let row = 0; row < 30; row += 1) sheet.addRow([2011, `题名${row}`, new Date(0), { richText: [{ text: 'a' }] }]);
      sheet.mergeCells('A1:A9');
    });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length),
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }),
        fc.boolean(),
        async (cut, changes, isCut) => {
          const bytes = Buffer.from(isCut ? whole.subarray(0, cut) : whole);
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          await settled(bytes, 'x.xlsx');
        },
      ),
      { seed: 2, numRuns: 250 },
    );
  });
  it('end in rows or in a refusal (an altered sheet inside a sound zip)', async () => {
    const sound = '<x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="ZZZZ1" s="9"><x:v>&#x1F600;&bad;</x:v></x:c></x:row>';
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length), fc.nat(sound.length), fc.string({ maxLength: 8 }), async (from, to, put) =>
        settled(zipOf(sheetOf(sound.slice(0, from) + put + sound.slice(to)))),
      ),
      { seed: 3, numRuns: 200 },
    );
  });
  it('end in rows or in a refusal (an altered list)', async () => {
    const whole = iconv.encode(
      '年度,题名,日期\r\n2011,"关于""春耕""的通知",20110503\r\n,,\r\n2012,甲;乙\t丙,2012年5月\r\n'.repeat(5),
      'gb18030',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 5 }),
        fc.nat(whole.length),
        async (changes, cut) => {
          const bytes = Buffer.from(whole.subarray(0, cut));
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          await settled(bytes);
        },
      ),
      { seed: 4, numRuns: 250 },
    );
  });
});

describe('the reading worker', () => {
  it('gives the rows in order, a slice at a time, and ends', async () => {
    const path = file(`题名\n${Array.from({ length: 3000 }, (_, index) => `题名${index}`).join('\n')}`);
    const reading = await startReading({ path, name: 'x.csv', sheet: '' }, new AbortController().signal);
    let count = 0;
    for await (const slice of reading.rows()) {
      expect(slice.map(([line]) => line)).toEqual(slice.map((_, index) => count + index + 1));
      count += slice.length;
    }
    expect(count).toBe(3001);
    await reading.stop();
  });

  it('turns whatever happens in it into a refusal in plain details, and stops when told', async () => {
    const cut = readFileSync(file(await workbook((book) => book.addWorksheet('一').addRow(['题名'])))).subarray(0, 900);
    await expect(startReading({ path: file(cut), name: '目录.xlsx', sheet: '' }, new AbortController().signal)).rejects.toMatchObject({
      code: 'unreadable-file',
      details: { name: '目录.xlsx', why: 'truncated' },
    });
    await expect(startReading({ path: '/nowhere/at/all', name: 'x.csv', sheet: '' }, new AbortController().signal)).rejects.toBeInstanceOf(
      Refusal,
    );
    const abort = new AbortController();
    const reading = await startReading({ path: file(`题名\n${'甲\n'.repeat(100_000)}`), name: 'x.csv', sheet: '' }, abort.signal);
    const rows = reading.rows();
    await rows.next();
    abort.abort();
    await expect(
      (async () => {
        for await (const _ of rows);
      })(),
    ).rejects.toMatchObject({ code: 'cancelled' });
    await reading.stop();
  });
});
