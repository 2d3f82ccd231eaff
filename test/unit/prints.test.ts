import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { WritableDb } from '../../core/db/database.ts';
import { faces } from '../../core/prints/faces.ts';
import { writePdf } from '../../core/prints/pdf.ts';
import type { FondsId } from '../../shared/fonds/fonds.ts';
import { type Catalogue, catalogueColumns, coverOf, printable } from '../../shared/prints/catalogue.ts';
import { wrap } from '../../shared/prints/wrap.ts';
import type { TaskStarted } from '../../shared/tasks/tasks.ts';
import { startOffice } from '../support/app.ts';

let ids = 0;
function add(db: WritableDb, fondsId: FondsId, written: { [field: string]: string | number | null }): void {
  const id = `01920000-0000-7000-8000-${(++ids).toString(16).padStart(12, '0')}`;
  db.run(
    `INSERT INTO items (id, fonds_id, level, category, year, term, clause_no, clause_text, organ_code, organ, catalogue, volume, responsible, document_number,
       title, date, date_given, date_start, date_end, secrecy, secrecy_term, openness, pages, box, remark, serial, number, binned_at, created_at, updated_at)
     VALUES (:id, :fondsId, 'item', 'WS', 2011, :term, '', '', 'BGS', '办公室', '', '', :responsible, :documentNumber, :title, :date, '', '', '', :secrecy, :secrecyTerm,
       'unreviewed', :pages, '', :remark, :serial, :number, :binnedAt, '2026-01-05T08:00:00Z', '2026-01-05T08:00:00Z')`,
    {
      id,
      fondsId,
      term: 'D30',
      responsible: '青石乡人民政府',
      documentNumber: '',
      date: '20110503',
      secrecy: 0,
      secrecyTerm: '',
      pages: 2,
      remark: '',
      serial: null,
      number: null,
      binnedAt: null,
      title: '题',
      ...written,
    },
  );
}

const number = (serial: number) => ({ serial, number: `Z109-WS·2011-D30-BGS-${String(serial).padStart(4, '0')}` });

const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'lantai-prints-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};

/** Each word of a PDF with its place, as poppler reads it: the text that a reader copies out. */
function wordsOfPdf(path: string): { page: number; left: number; top: number; text: string }[] {
  const html = execFileSync('pdftotext', ['-bbox', path, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const words: { page: number; left: number; top: number; text: string }[] = [];
  let page = 0;
  for (const [, isPage, left, top, text] of html.matchAll(/<(page )|<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>(.*?)<\/word>/g)) {
    if (isPage) page++;
    else
      words.push({
        page,
        left: Number(left),
        top: Number(top),
        text: (text ?? '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
      });
  }
  return words;
}

/** Left edges of the nine columns, from the header row of the page. */
const columnEdges = (() => {
  const widths = [26, 137, 90, 86, 217, 48, 36, 28, 44];
  const edges = [40];
  for (const width of widths) edges.push(edges.at(-1)! + width + 6.5);
  return edges;
})();

/** What stands in each column over all pages, blanks removed; without heading and foot. */
function columnsOfPdf(path: string, fromPage: number): string[] {
  const columns: string[] = Array.from({ length: 9 }, () => '');
  const words = wordsOfPdf(path).filter((word) => word.page >= fromPage && word.top > 62 && word.top < 550);
  words.sort((one, other) => one.page - other.page || one.top - other.top || one.left - other.left);
  for (const word of words) {
    const column = columnEdges.findIndex(
      (edge, index) => word.left >= edge - 0.5 && word.left < (columnEdges[index + 1] ?? Infinity) - 0.5,
    );
    columns[column] += word.text;
  }
  return columns.map(bare);
}

const bare = (text: string) => text.replace(/\s/g, '');
const pageCount = (path: string) => Number(/Pages:\s+(\d+)/.exec(execFileSync('pdfinfo', [path], { encoding: 'utf8' }))?.[1]);

const cover = coverOf({
  code: 'Z109',
  name: '青石乡人民政府',
  year: 2011,
  terms: ['30年'],
  organ: '',
  items: 3,
  pages: 12,
  date: '2026-01-05',
});
const catalogueOf = (rows: string[][]): Catalogue => ({ title: '归档文件目录', cover, columns: catalogueColumns, rows });
const quiet = () => undefined;

const longTitle =
  '关于转发县人民政府办公室《关于进一步加强农村土地承包经营权流转管理和服务工作的若干意见（试行）》（青政办发〔2011〕3号）的通知；';

describe('prints 打印', () => {
  test('[P1][P2][P3][P5] a catalogue as PDF: numbered live items in order, cover, and the exact text back from every cell', async () => {
    const { call, run, db, fonds, root } = await startOffice();
    add(db, fonds.id, { ...number(2), title: longTitle.repeat(3), documentNumber: '青政发〔2011〕12号', pages: 3 });
    add(db, fonds.id, {
      ...number(1),
      title: '关于《㙦坊村·五保★供养》的请示\n附：名单',
      remark: 'A&B <x> "y"',
      responsible: '青石乡人民政府、县民政局',
    });
    add(db, fonds.id, { ...number(3), term: 'Y', title: '[青石乡2011年大事记]', secrecy: 1, date: '20110000', pages: null });
    add(db, fonds.id, { title: '未编号' });
    add(db, fonds.id, { ...number(4), title: '回收站里', binnedAt: '2026-01-05T08:00:00Z' });
    const choice = { fondsId: fonds.id, year: 2011 };
    const preview = await call('prints.preview', choice);
    expect(preview).toMatchObject({ rows: 3, unnumbered: 1, missingGlyphs: [] });
    expect(preview.first.map((row) => row.slice(0, 2))).toEqual([
      ['1', number(3).number],
      ['2', number(1).number],
      ['3', number(2).number],
    ]);
    expect(preview.first[0]).toEqual(['1', number(3).number, '', '青石乡人民政府', '[青石乡2011年大事记]', '20110000', '内部', '', '']);
    const made = await run('prints.catalogue', { ...choice, format: 'pdf' });
    expect(made).toMatchObject({ rows: 3, pages: 2, file: { name: '归档文件目录 Z109 WS 2011.pdf', mediaType: 'application/pdf' } });
    const path = join(root, 'outputs', made.file.id);
    const columns = columnsOfPdf(path, 2);
    for (const [index, name] of catalogueColumns.entries())
      expect(columns[index]).toBe(bare([name, ...preview.first.map((row) => row[index])].join('')));
    const text = bare(execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }));
    for (const part of [
      '归档文件目录',
      '全宗号Z109',
      '全宗名称青石乡人民政府',
      '年度2011',
      '保管期限永久、30年',
      '件数3',
      '页数5',
      '制表日期2026年1月5日',
      '第1页共1页',
    ])
      expect(text).toContain(part);
    expect(execFileSync('pdffonts', [path], { encoding: 'utf8' })).toMatch(/NotoSansSC-Regular\s+CID TrueType\s+Identity-H\s+yes yes yes/);
  });

  test('[P3] header row and page x of y on every page; no row is cut; every row is there once', async () => {
    const rows = Array.from({ length: 400 }, (_, index) => [
      String(index + 1),
      number(index + 1).number,
      `青政发〔2011〕${index + 1}号`,
      '青石乡人民政府',
      longTitle.slice(0, 10 + ((index * 37) % 58)),
      '20110503',
      '',
      String(index % 40),
      '',
    ]);
    const path = join(folder(), 'long.pdf');
    const { bytes, pages } = await writePdf(catalogueOf(rows), true, faces(), quiet);
    writeFileSync(path, bytes);
    expect(pages).toBe(pageCount(path));
    const words = wordsOfPdf(path);
    for (let page = 2; page <= pages; page++) {
      const here = words.filter((word) => word.page === page);
      const text = here.map((word) => word.text).join('');
      expect(text).toContain(`第${page - 1}页共${pages - 1}页`);
      for (const name of catalogueColumns) expect(text).toContain(name);
      expect(here.filter((word) => word.top > 550 && word.top < 566)).toEqual([]);
    }
    const columns = columnsOfPdf(path, 2);
    const header = new RegExp(catalogueColumns.join('|'), 'g');
    for (const index of [0, 1, 2, 4]) expect(columns[index]?.replace(header, '')).toBe(bare(rows.map((row) => row[index]).join('')));
    // A row that is whole on one page has its 档号 and the end of its 题名 on that page.
    const pageOfNumber = new Map(words.filter((word) => word.text.startsWith('Z109-WS')).map((word) => [word.text, word.page]));
    expect(pageOfNumber.size).toBe(400);
  });

  test('[P3] a title longer than a page goes on in rows below and loses nothing', async () => {
    const title = Array.from({ length: 1990 }, (_, index) => String.fromCodePoint(0x4e00 + index * 7)).join('');
    const path = join(folder(), 'tall.pdf');
    const { bytes, pages } = await writePdf(
      catalogueOf([
        ['1', number(1).number, '', '', title, '', '', '', ''],
        ['2', number(2).number, '', '', '短', '', '', '', ''],
      ]),
      false,
      faces(),
      quiet,
    );
    writeFileSync(path, bytes);
    expect(pages).toBeGreaterThan(2);
    expect(columnsOfPdf(path, 1)[4]?.replaceAll('题名', '')).toBe(`${title}短`);
  });

  test('[P3] wrapping adds and loses nothing, keeps to the width, and no line begins with a closing sign where it can be helped', () => {
    const signs = fc.constantFrom(...'关于《通知》的意见（试行），。〔2011〕12号ABC DEF·-/…');
    const widthOf = (character: string) => (character < '\u2000' ? 0.5 : 1);
    fc.assert(
      fc.property(
        fc.array(signs, { maxLength: 120 }).map((all) => all.join('')),
        fc.integer({ min: 2, max: 20 }),
        (text, width) => {
          const lines = wrap(text, width, widthOf);
          expect(lines.join('')).toBe(text);
          for (const line of lines) expect([...line.trimEnd()].reduce((sum, sign) => sum + widthOf(sign), 0)).toBeLessThanOrEqual(width);
        },
      ),
      { seed: 3, numRuns: 2000 },
    );
    expect(wrap('关于印发《意见》的通知', 8, widthOf)).toEqual(['关于印发《意见》', '的通知']);
    expect(wrap('关于印发《意见》的通知', 7, widthOf)).toEqual(['关于印发《意', '见》的通知']);
    expect(wrap('关于印发《意见》', 5, widthOf)).toEqual(['关于印发', '《意见》']);
    expect(wrap('青政发〔2011〕123号', 6, widthOf)).toEqual(['青政发', '〔2011〕123', '号']);
    expect(wrap('见ABCDEFGHIJKLMN', 4, widthOf)).toEqual(['见', 'ABCDEFGH', 'IJKLMN']);
  });

  test('[P4] rare characters, shared shapes and the second face: the text comes back as written', async () => {
    const { shapesOf } = faces();
    const onlySerif = [];
    for (let codePoint = 0x21; codePoint < 0x30000 && onlySerif.length < 3; codePoint++) {
      const character = String.fromCodePoint(codePoint);
      if (shapesOf(character)[0]?.face === 'serif') onlySerif.push(character);
    }
    expect(onlySerif).toHaveLength(3);
    const title = `〔〕·★\u3666㝦龘䶮䲟㐂﹏ fi ffl 一⼀丨⼁ ${onlySerif.join('')} 终`;
    const path = join(folder(), 'rare.pdf');
    const { bytes } = await writePdf(catalogueOf([['1', '', '', '', printable(title), '', '', '', '']]), false, faces(), quiet);
    writeFileSync(path, bytes);
    const raw = rawText(path);
    for (const character of new Set(bare(title))) expect([character, raw.includes(character)]).toEqual([character, true]);
    expect(execFileSync('pdffonts', [path], { encoding: 'utf8' })).toContain('NotoSerifSC');
  });

  test('[P4] characters no face has are listed, refused, and on request printed as 〓 with their places', async () => {
    const { call, run, db, fonds, root } = await startOffice();
    add(db, fonds.id, { ...number(1), title: '𠮷家村换届选举' });
    add(db, fonds.id, { ...number(2), title: '完好的题名', remark: '😀' });
    const choice = { fondsId: fonds.id, year: 2011, term: 'D30' } as never;
    expect(await call('prints.preview', choice)).toMatchObject({ missingGlyphs: ['𠮷', '😀'] });
    await expect(run('prints.catalogue', { ...(choice as object), format: 'pdf' } as never)).rejects.toMatchObject({
      code: 'missing-glyphs',
      details: { characters: ['𠮷', '😀'] },
    });
    expect(readdirSync(join(root, 'outputs'))).toEqual([]);
    const made = await run('prints.catalogue', { ...(choice as object), format: 'pdf', acceptMissing: true } as never);
    const text = bare(execFileSync('pdftotext', ['-layout', join(root, 'outputs', made.file.id), '-'], { encoding: 'utf8' }));
    for (const part of ['〓家村换届选举', '2个字符', 'U+20BB7序号1', 'U+1F600序号2']) expect(text).toContain(part);
    await run('prints.catalogue', { ...(choice as object), format: 'xlsx' } as never);
  });

  test('[P1] nothing to print is refused in words; a fonds that is not there too', async () => {
    const { run, db, fonds, call } = await startOffice();
    add(db, fonds.id, { title: '未编号' });
    expect(await call('prints.preview', { fondsId: fonds.id, year: 2011 })).toMatchObject({ rows: 0, unnumbered: 1, first: [] });
    await expect(run('prints.catalogue', { fondsId: fonds.id, year: 2011, format: 'pdf' })).rejects.toMatchObject({
      code: 'not-yet',
      details: { what: 'rows', unnumbered: 1 },
    });
    await expect(call('prints.preview', { fondsId: '01920000-0000-7000-8000-00000000ffff' as FondsId, year: 2011 })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('[P6] a workbook: text cells, frozen and repeated header, landscape A4, cover sheet', async () => {
    const { run, db, fonds, root } = await startOffice();
    add(db, fonds.id, { ...number(1), title: '=1+1', documentNumber: '0012', remark: '_x0041_ +86', responsible: '@甲' });
    add(db, fonds.id, { ...number(2), title: '𠮷家村', pages: 7 });
    const made = await run('prints.catalogue', { fondsId: fonds.id, year: 2011, format: 'xlsx' });
    expect(made).toMatchObject({ rows: 2, pages: 0, file: { name: '归档文件目录 Z109 WS 2011.xlsx' } });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(readFileSync(join(root, 'outputs', made.file.id)) as never);
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual(['封面', '归档文件目录']);
    const sheet = book.getWorksheet('归档文件目录')!;
    const values = (row: number) => catalogueColumns.map((_, index) => sheet.getCell(row, index + 1).value);
    expect(values(1)).toEqual([...catalogueColumns]);
    expect(values(2)).toEqual(['1', number(1).number, '0012', '@甲', '=1+1', '20110503', '', '2', '_x0041_ +86']);
    expect(values(3)[4]).toBe('𠮷家村');
    expect(sheet.getCell(2, 5).numFmt).toBe('@');
    expect(sheet.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', printTitlesRow: '1:1' });
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(book.getWorksheet('封面')!.getCell('B1').value).toBe('Z109');
  });

  test('[P7] the core answers while pages are written; cancelling leaves no file', async () => {
    const { call, db, fonds, root } = await startOffice();
    db.transaction(() => {
      for (let serial = 1; serial <= 3000; serial++) add(db, fonds.id, { ...number(serial), title: longTitle });
    });
    const { taskId } = (await call('prints.catalogue', { fondsId: fonds.id, year: 2011, format: 'pdf' })) as unknown as TaskStarted;
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (let looks = 0; looks < 20; looks++) {
      expect(await call('tasks.get', { id: taskId })).toMatchObject({ state: 'running' });
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await call('tasks.cancel', { id: taskId });
    for (let turns = 0; turns < 1000 && (await call('tasks.get', { id: taskId })).state === 'running'; turns++)
      await new Promise((resolve) => setTimeout(resolve, 30));
    expect(await call('tasks.get', { id: taskId })).toMatchObject({ state: 'cancelled' });
    expect(readdirSync(join(root, 'outputs'))).toEqual([]);
  });
});

/** The text without poppler's own normalising of compatibility forms. */
function rawText(path: string): string {
  return wordsOfPdf(path)
    .map((word) => word.text)
    .join('');
}
