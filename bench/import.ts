import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { type Finding, median, medianRatio, tookAsync } from './measure.ts';
import { openOffice, writeTable } from './office.ts';
import { bareWriter, countRows, rowsBeyond } from './plain.ts';

type Office = Awaited<ReturnType<typeof openOffice>>;

/** Import through the contract (dry run and commit) against parsing the same file and writing the same rows bare. Leaves the last office open. */
export async function benchImport(rows: number, pairs: number): Promise<{ findings: Finding[]; office: Office }> {
  const empty = await openOffice();
  await empty.close();
  const known = countRows(empty.file);
  const ours: number[] = [];
  const plain: number[] = [];
  const indexing: number[] = [];
  let peak = 0;
  let kept: Office | undefined;
  for (let pair = 0; pair < pairs; pair++) {
    if (kept) {
      await kept.close();
      kept.remove();
    }
    const office = await openOffice();
    const path = join(office.root, 'table.csv');
    writeTable(path, rows);
    globalThis.gc?.();
    // Later pairs run beside what the bare side of the first has left in memory; the first says what the work itself needs.
    const watch = setInterval(() => {
      if (pair === 0) peak = Math.max(peak, process.memoryUsage.rss());
    }, 20);
    ours.push(
      await tookAsync(async () => {
        const staged = office.app.stage('table.csv', path);
        const batch = await office.run('imports.rehearse', { stagedId: staged.id, fondsId: office.fonds.id });
        const done = await office.run('imports.commit', { batchId: batch.id });
        if (done.balance.new !== rows) throw new Error(`imported ${done.balance.new} of ${rows}`);
      }),
    );
    clearInterval(watch);
    if (pair === 0) peak = Math.max(peak, process.memoryUsage.rss());
    indexing.push(await tookAsync(() => office.rested()));
    // The rows are read from a copy: the catalogue itself is held by this process's other connection alone.
    const copy = join(office.root, 'read.db');
    office.catalogue.db.exec(`VACUUM INTO '${copy}'`);
    const written = rowsBeyond(copy, known);
    const bare = bareWriter(join(office.root, 'bare.db'), empty.file, copy);
    plain.push(
      await tookAsync(async () => {
        let read = 0;
        for await (const record of createReadStream(path).pipe(parse({ bom: true }))) read += (record as string[]).length > 0 ? 1 : 0;
        if (read !== rows + 1) throw new Error(`parsed ${read} lines`);
        bare.write(written);
      }),
    );
    bare.close();
    kept = office;
  }
  empty.remove();
  const mine = median(ours);
  const ratio = medianRatio(ours, plain);
  const note = `${Math.round(rows / (mine / 1000))} rows a second; word index catches up in ${(median(indexing) / 1000).toFixed(1)} s more`;
  return {
    office: kept!,
    findings: [
      {
        name: `import of ${rows} rows / parse + bare insert`,
        ours: mine,
        plain: median(plain),
        pairs,
        ratio,
        goal: '≤ 2×',
        met: ratio <= 2,
        note,
      },
      {
        name: 'peak memory of that import / 500 MB',
        ours: peak / 1e6,
        plain: 500,
        pairs: 1,
        ratio: peak / 5e8,
        goal: '≤ 1×',
        met: peak <= 5e8,
        note: 'figures in MB, whole process with the benchmark itself',
      },
    ],
  };
}
