import { type Finding, median, medianRatio, took } from './measure.ts';
import { openOffice, recordOf } from './office.ts';
import { bareWriter, countRows, rowsBeyond, type Written } from './plain.ts';

const savesAPair = 200;

/** One durable save through the contract against the same rows written bare, each save its own transaction. */
export async function benchSave(pairs: number): Promise<Finding> {
  const ours: number[] = [];
  const plain: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const office = await openOffice();
    const other = await openOffice();
    await other.close();
    const known = countRows(other.file);
    const drafts = Array.from({ length: savesAPair }, (_, n) => {
      const { term, ...record } = recordOf(pair * savesAPair + n);
      return { ...record, term: term === '永久' ? 'Y' : `D${term.slice(0, 2)}`, fondsId: office.fonds.id };
    });
    const mine = took(() => {
      for (const draft of drafts) {
        const reply = office.app.answer('items.create', { draft });
        if (!reply.ok) throw new Error(reply.problem.message);
      }
    });
    await office.close();
    const saves = oneByOne(rowsBeyond(office.file, known), savesAPair);
    // The bare side writes the same rows into the same tables; only the fonds they hang on must exist there too.
    const bare = bareWriter(office.file.replace('lantai.db', 'bare.db'), other.file, office.file);
    const theirs = took(() => {
      for (const save of saves) bare.write(save);
    });
    bare.close();
    ours.push(mine / savesAPair);
    plain.push(theirs / savesAPair);
    office.remove();
    other.remove();
  }
  const ratio = medianRatio(ours, plain);
  return {
    name: 'one durable save / bare better-sqlite3',
    ours: median(ours),
    plain: median(plain),
    pairs,
    ratio,
    goal: '≤ 2×',
    met: ratio <= 2,
    note: '',
  };
}

/** The rows of each save: every table got as many rows a save as every other save. */
function oneByOne(written: Written, saves: number): Written[] {
  return Array.from({ length: saves }, (_, save) =>
    written.map(({ table, columns, rows }) => {
      const each = rows.length / saves;
      if (!Number.isInteger(each)) throw new Error(`${table} got ${rows.length} rows in ${saves} saves`);
      return { table, columns, rows: rows.slice(save * each, (save + 1) * each) };
    }),
  );
}
