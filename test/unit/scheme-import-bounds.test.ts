import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openDocx } from '../../core/imports/reading/docx.ts';
import { formatCount } from '../../core/imports/reading/docx-numbers.ts';
import { Unreadable } from '../../core/imports/reading/foreign.ts';
import { openWorkbook, sheetRows } from '../../core/imports/reading/xlsx.ts';
import { chineseCount } from '../../shared/imports/scheme-count.ts';
import { readNumberCell, splitNumber } from '../../shared/imports/scheme-numbers.ts';
import { readSchemeTable } from '../../shared/imports/scheme-reading.ts';
import type { SchemeSource } from '../../shared/imports/scheme-source.ts';
import { Term } from '../../shared/retention/retention.ts';
import { SchemeDocument } from '../../shared/schemes/document.ts';
import { dutyCodes } from '../../shared/schemes/duties.ts';
import { categoriesFromSheets, sheetHeaders, sheetsOf } from '../../shared/schemes/sheet.ts';
import { docx, lvl, p, tbl, tc, tr } from '../support/docx.ts';

const folder = mkdtempSync(join(tmpdir(), 'lantai-docx-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const choices = { sheet: '', parts: [], category: '', decisions: [], leaveOut: [] };
const setting = { numberTemplate: 'dat22-item', takesClassified: false };
const source = (rows: readonly (readonly string[])[], format: SchemeSource['format'] = 'csv'): SchemeSource => ({
  fileName: 'a',
  format,
  encoding: '',
  notes: [],
  sheets: [{ name: '表', lines: rows.map((cells, index) => ({ line: index + 1, cells, marks: '' })) }],
});

const said = (longest: number) =>
  fc
    .string({
      unit: fc.oneof(
        fc.constantFrom('会', '议', '𠮷', '🗂', '1', '.', '、', '\n', ' ', '"', '<', '='),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      ),
      maxLength: Math.min(longest, 30),
    })
    .map((text) =>
      text
        .replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, (found) => (found === '\n' ? found : ''))
        .trim()
        .slice(0, longest)
        .replace(/[\ud800-\udbff]$/, '')
        .trim(),
    );
const filled = (longest: number) => said(longest).map((text) => text || '条');
const clause = fc.record({
  depth: fc.integer({ min: 0, max: 12 }),
  no: filled(20),
  text: filled(4000),
  disposition: fc.constantFrom('heading' as const, 'file' as const, 'no-file' as const, 'hold' as const),
  term: fc.option(fc.constantFrom('Y', 'long', 'short', 'D30', 'D10', 'D5', 'D99').map((term) => Term.parse(term))),
  department: said(60),
  secrecy: fc.integer({ min: 0, max: 4 }),
  openness: fc.constantFrom('open' as const, 'restricted' as const, 'deferred' as const, 'unreviewed' as const),
  duty: fc.constantFrom('', ...dutyCodes, 'other-law'),
  remark: said(500),
  checked: fc.boolean(),
  source: said(20),
});
const categories = fc.uniqueArray(
  fc.record({
    code: fc.constantFrom('WS', 'KJ·JJ', 'KU·01', 'ZP', 'Q9'),
    name: filled(60),
    arrangement: fc.constantFrom('item' as const, 'volume' as const),
    numberTemplate: fc.constantFrom('dat22-item', 'dat13-volume'),
    startBasis: fc.constantFrom(
      'year' as const,
      'document' as const,
      'filed' as const,
      'closed' as const,
      'completed' as const,
      'accounting' as const,
    ),
    clauses: fc.array(clause, { maxLength: 12 }),
  }),
  { selector: ({ code }) => code, maxLength: 5 },
);

describe('a table as the rows of a workbook', () => {
  it('[M70] any document is read back from its rows as itself', () => {
    fc.assert(
      fc.property(categories, (wanted) => {
        const rows = sheetsOf({ categories: wanted });
        expect(categoriesFromSheets(rows.clauses, rows.categories)).toEqual(wanted);
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });

  it('[M70] and from a workbook with those rows, through the reader of foreign files', async () => {
    let nth = 0;
    await fc.assert(
      fc.asyncProperty(categories, async (wanted) => {
        const book = new ExcelJS.Workbook();
        const made = book.addWorksheet('三合一表');
        const rows = sheetsOf({ categories: wanted });
        for (const row of [[...sheetHeaders], ...rows.clauses]) made.addRow(row);
        nth += 1;
        const path = join(folder, `${nth}.xlsx`);
        writeFileSync(path, Buffer.from(await book.xlsx.writeBuffer()));
        const got: (readonly string[])[] = [];
        for await (const slice of sheetRows(await openWorkbook(path), '三合一表', true)) got.push(...slice.map(([, cells]) => cells));
        expect(categoriesFromSheets(got.slice(1), rows.categories)).toEqual(wanted);
      }),
      { seed: 20261122, numRuns: 40 },
    );
  });
});

describe('any rows at all', () => {
  it('[M71] every line is accounted for, the document keeps its form, and the same file reads the same', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '',
        '条款号',
        '条款',
        '归档范围',
        '保管期限',
        '门类',
        '类别',
        '1',
        '1.1',
        '1.10',
        '（一）',
        '一、党群',
        '永久',
        '30年',
        '长期',
        '不归档',
        '重要的',
        '一般的\n重要的',
        '永久\n10年',
        '说明：',
        '二、会计档案',
        '1月2日',
        '√',
        '下列文件可不归档：',
        '秘密★5年',
      ),
      said(40),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 25 }), (rows) => {
        const all = [['条款号', '类别', '条款', '保管期限'], ...rows];
        const got = readSchemeTable(source(all), choices, setting);
        const { read, taken, merged, sections, skipped, refused } = got.balance;
        expect([read, taken + merged + sections + skipped + refused]).toEqual([all.length, all.length]);
        expect(got.skipped.length).toBe(skipped);
        expect(SchemeDocument.safeParse(got.document).error?.issues).toBeUndefined();
        expect(got.origins.length).toBe(got.document.categories.flatMap((each) => each.clauses).length);
        expect(new Set(got.origins.map(({ at }) => at)).size).toBeLessThanOrEqual(taken);
        for (const { clauses } of got.document.categories) {
          const path: Set<string>[] = [];
          clauses.forEach(({ depth, no }) => {
            expect(depth).toBeLessThanOrEqual(path.length);
            path.length = depth + 1;
            path[depth] ??= new Set();
            // Undecided doubles show what is proposed, so numbers never stand twice below one row.
            expect(path[depth]?.has(no)).toBe(false);
            path[depth]?.add(no);
          });
        }
        expect(readSchemeTable(source(all), choices, setting)).toEqual(got);
      }),
      { seed: 20261122, numRuns: 400 },
    );
  });

  it('[M72] five thousand rows are read in well under a second', () => {
    const rows: string[][] = [['条款号', '条款', '保管期限']];
    for (let chapter = 1; chapter <= 50; chapter += 1) {
      rows.push([String(chapter), `第${chapter}类`, '']);
      for (let count = 1; count <= 99; count += 1)
        rows.push([`${chapter}.${count % 10 === 0 ? count / 10 : count}`, `第${count}项文件材料𠮷`, '永久']);
    }
    const began = performance.now();
    const got = readSchemeTable(source(rows), choices, setting);
    const flat = readSchemeTable(
      source(
        rows
          .map(([, text, term]) => [text ?? '', term ?? ''])
          .map((row, index) => (index === 0 ? ['归档范围', '保管期限'] : [`（${index}）${row[0]}`, row[1] || '永久'])),
      ),
      choices,
      setting,
    );
    expect(performance.now() - began).toBeLessThan(3000);
    expect(got.origins.length).toBe(5000);
    expect(flat.origins.length).toBe(5000);
    expect(got.document.categories[0]?.clauses.slice(9, 13).map(({ no }) => no)).toEqual(['1.9', '1.10', '1.11', '1.12']);
    expect(got.findings.filter(({ kind }) => kind === 'number-lost').length).toBe(50 * 9);
  });
});

describe('a Word document with anything wrong in it', () => {
  const lists = { 1: [lvl(0, 'decimal', '%1'), lvl(1, 'decimal', '%1.%2')] };
  const whole = docx(
    [
      p('表'),
      tbl(
        tr('条款号', '条款', '期限'),
        tr(tc(p('', { num: 1 })), tc('会议', { merge: 'start' }), '永久'),
        tr(tc(p('', { num: 1, level: 1 })), tc('', { merge: 'on' }), '10年'),
      ),
    ],
    lists,
  );
  const outcome = async (bytes: Uint8Array) => {
    const path = join(folder, 'x.docx');
    writeFileSync(path, bytes);
    try {
      const { rows } = await openDocx(path);
      readSchemeTable(
        {
          ...source([], 'docx'),
          sheets: [{ name: '表', lines: rows.map(([line, cells, marks = '', place = '']) => ({ line, cells, marks, place })) }],
        },
        choices,
        setting,
      );
      return 'read';
    } catch (error) {
      if (error instanceof Unreadable) return 'refused';
      // What the zip or inflate says of damaged bytes becomes a refusal in the worker.
      if (error instanceof Error && !(error instanceof TypeError)) return 'refused';
      throw error;
    }
  };

  it('[M73] is read or refused: bytes flipped, cut off, blown up', async () => {
    expect(await outcome(whole)).toBe('read');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }),
        fc.option(fc.nat(whole.length)),
        async (flips, cut) => {
          const bytes = Buffer.from(whole);
          for (const [at, value] of flips) bytes[at] = value;
          expect(['read', 'refused']).toContain(await outcome(cut === null ? bytes : bytes.subarray(0, cut)));
        },
      ),
      { seed: 20261122, numRuns: 300 },
    );
  }, 60_000);

  it('[M73] and its XML may be anything', async () => {
    const piece = fc.constantFrom(
      '<w:tbl>',
      '</w:tbl>',
      '<w:tr>',
      '</w:tr>',
      '<w:tc>',
      '</w:tc>',
      '<w:p>',
      '</w:p>',
      '<w:r>',
      '</w:r>',
      '<w:t>',
      '</w:t>',
      '1.1',
      '永久',
      '<w:vMerge/>',
      '<w:gridSpan w:val="99999"/>',
      '<w:gridBefore w:val="9999"/>',
      '<w:trPr>',
      '</w:trPr>',
      '<w:del>',
      '</w:del>',
      '<w:txbxContent>',
      '<w:numPr><w:numId w:val="1"/><w:ilvl w:val="77"/></w:numPr>',
      '<w:pPr>',
      '</w:pPr>',
      '<w:br/>',
      '&#x110000;',
      '&amp',
      '<w:sym w:char="F0FC"/>',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
        expect(['read', 'refused']).toContain(await outcome(docx([pieces.join('')], lists)));
      }),
      { seed: 20261122, numRuns: 400 },
    );
  }, 60_000);
});

describe('numbers', () => {
  it('[M61] are counted in Chinese, circles and letters', () => {
    expect([1, 10, 11, 20, 21, 100, 105, 110, 1001].map(chineseCount)).toEqual([
      '一',
      '十',
      '十一',
      '二十',
      '二十一',
      '一百',
      '一百〇五',
      '一百一十',
      '一千〇一',
    ]);
    expect([
      formatCount(3, 'decimalEnclosedCircle'),
      formatCount(4, 'lowerRoman'),
      formatCount(28, 'upperLetter'),
      formatCount(2, 'ideographTraditional'),
      formatCount(7, 'bullet'),
    ]).toEqual(['③', 'iv', 'BB', '乙', '']);
  });

  it('[M44] are read in every spelling, and amounts of money are none', () => {
    const no = (cell: string) => {
      const read = readNumberCell(cell, false);
      return read.is === 'number' ? read.no : read.is === 'date' ? read.readings.join(' ') : '';
    };
    expect(['１．１', '1。2', '1-3', '8.4.1.1', '9a', '一', '（一）', '(2)', '①', '3、', '1月10日', '2-Jan', '—', '1.10'].map(no)).toEqual([
      '1.1',
      '1.2',
      '1.3',
      '8.4.1.1',
      '9a',
      '一',
      '（一）',
      '（2）',
      '①',
      '3',
      '1.10',
      '1.2',
      '',
      '1.10',
    ]);
    expect(['20年以下的', '1.5万元以上', '2026年计划', '3个月以上', '一般的', '永久'].map((text) => splitNumber(text)?.no)).toEqual(
      Array(6).fill(undefined),
    );
  });
});
