import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startOffice } from '../support/app.ts';
import { writeSample, writeSampleWorkbook } from '../tour/sample.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'lantai-sample-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const shown = (item: {
  year: number;
  documentNumber: string;
  responsible: string;
  title: string;
  date: string;
  term: string | null;
  pages: number | null;
  organ: string;
}) => [item.year, item.documentNumber, item.responsible, item.title, item.date, item.term, item.pages, item.organ].join('|');

describe('the sample of the tour', () => {
  it('is the same on every run and large enough to be real', () => {
    const at = folder();
    const sample = writeSample(join(at, 'a.csv'));
    writeSample(join(at, 'b.csv'));
    expect(readFileSync(join(at, 'a.csv')).equals(readFileSync(join(at, 'b.csv')))).toBe(true);
    expect(sample.rows).toBeGreaterThan(2000);
    const { read, new: fresh, updated, unchanged, skipped, rejected } = sample.expected;
    expect(fresh + updated + unchanged + skipped + rejected).toBe(read);
  });

  it('comes to exactly what it says, row for row and reason for reason, and a second time to nothing', async () => {
    const office = await startOffice();
    const path = join(folder(), '目录.csv');
    const sample = writeSample(path);
    const stagedId = office.app.stage('目录.csv', path).id;
    const look = await office.run('imports.inspect', { stagedId });
    expect(look).toMatchObject({ encoding: 'gb18030', headerRow: sample.headerRow, rows: sample.rows, classified: 1 });
    const batch = await office.run('imports.rehearse', { stagedId, fondsId: office.fonds.id });
    expect({ balance: batch.balance, reasons: batch.reasons }).toEqual({ balance: sample.expected, reasons: sample.reasons });
    await office.run('imports.commit', { batchId: batch.id });
    const rows = [];
    for (let offset = 0; ; offset += 500) {
      const page = await office.call('items.list', { fondsId: office.fonds.id, offset, limit: 500 });
      rows.push(...page.rows);
      if (page.rows.length === 0) break;
    }
    expect(rows.map(shown)).toEqual(sample.items.map(shown));
    expect(rows.some(({ title }) => title === sample.titles.rare)).toBe(true);

    const again = await office.run('imports.rehearse', { stagedId: office.app.stage('目录.csv', path).id, fondsId: office.fonds.id });
    expect(again.balance).toEqual({ ...sample.expected, new: 0, unchanged: sample.expected.new });
  });

  it('has a workbook beside it whose numbers and dates are what a person sees', async () => {
    const office = await startOffice();
    const path = join(folder(), '2024.xlsx');
    const sample = await writeSampleWorkbook(path);
    const batch = await office.run('imports.rehearse', { stagedId: office.app.stage('2024.xlsx', path).id, fondsId: office.fonds.id });
    expect({ balance: batch.balance, reasons: batch.reasons }).toEqual({ balance: sample.expected, reasons: sample.reasons });
    await office.run('imports.commit', { batchId: batch.id });
    const { rows } = await office.call('items.list', { fondsId: office.fonds.id, limit: 500 });
    expect(rows.map(shown)).toEqual(sample.items.map(shown));
    expect(rows.map(({ number }) => number).slice(0, 2)).toEqual(['Z109-WS·2024-Y-0001', 'Z109-WS·2024-Y-0002']);
  });
});
