import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { OperationName, Output } from '../shared/contract.ts';
import type { SchemeTree } from '../shared/schemes/schemes.ts';
import { bigTable } from '../test/support/table.ts';
import { type Finding, median, medianRatio, took } from './measure.ts';
import { openOffice } from './office.ts';

const rowsWanted = 5000;

type Row = { readonly lineage_id: Buffer } & { readonly [column: string]: unknown };

/** What no program can do without: every field of one array held against the same row of the other. */
function plainlyCompared(from: readonly Row[], to: readonly Row[]): number {
  const columns = Object.keys(from[0] ?? {}).filter((column) => !column.endsWith('id'));
  const known = new Map(from.map((row) => [row.lineage_id.toString('hex'), row]));
  return to.filter((row) => {
    const old = known.get(row.lineage_id.toString('hex'));
    return !old || columns.some((column) => old[column] !== row[column]);
  }).length;
}

/**
 * A table of 5 000 rows through the contract, beside the same data done plainly: opened (rows read, made JSON), edited (the one row written in
 * a durable transaction), compared with its copy of which every tenth row was changed (rows read, array against array).
 */
export async function benchScheme(pairs: number): Promise<Finding[]> {
  const office = await openOffice();
  const { app, call, fonds, root } = office;
  const answer = <N extends OperationName>(name: N, input: object): Output<N> => {
    const reply = app.answer(name, input);
    if (!reply.ok) throw new Error(reply.problem.message);
    return reply.value as Output<N>;
  };
  writeFileSync(join(root, 'given.json'), JSON.stringify(bigTable(rowsWanted)));
  const tree: SchemeTree = await call('schemes.adoptDocument', {
    fondsId: fonds.id,
    stagedId: app.stage('大表.json', join(root, 'given.json')).id,
  });
  const copy = await call('schemes.copy', { schemeId: tree.scheme.id });
  const changed = copy.clauses.filter((_row, nth) => nth % 10 === 0).map(({ id }) => id);
  await call('schemes.editClauses', { clauseIds: changed, revision: 0, set: { department: '财政所' } });
  await office.idle();

  const file = `${office.file}.plain`;
  office.catalogue.db.exec(`VACUUM INTO '${file}'`);
  const plain = new Sqlite(file);
  plain.pragma('journal_mode = wal');
  plain.pragma('synchronous = full');
  const select = plain.prepare('SELECT * FROM clauses WHERE scheme_id = ? ORDER BY category_id, position');
  const update = plain.prepare('UPDATE clauses SET remark = ? WHERE id = ?');
  const bytes = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex');
  const rowsOf = (id: string) => select.all(bytes(id)) as Row[];

  let row = tree.clauses[2500]!;
  const last = { ...tree.clauses.at(-1)! };
  let count = 0;
  const { clauses, categories } = tree;
  const works: readonly { name: string; goal: number; ours(): void; plain(): void }[] = [
    {
      name: 'table of 5 000 rows, opened / read and written as JSON',
      goal: 80,
      ours: () => answer('schemes.tree', { schemeId: tree.scheme.id }),
      plain: () => JSON.stringify(rowsOf(tree.scheme.id)),
    },
    {
      name: 'table of 5 000 rows, a row edited / bare update',
      goal: 5,
      ours: () => {
        const set = { remark: `注 ${++count}` };
        row = answer('schemes.editClause', { clauseId: row.id, was: { remark: row.remark }, set }).clauses[0]!;
      },
      plain: () => update.run(`注 ${++count}`, bytes(last.id)),
    },
    {
      name: 'table of 5 000 rows, a row added / bare update',
      goal: 20,
      ours: () => {
        const place = { categoryId: categories[0]!.id, parentId: null, afterId: clauses[0]!.id };
        answer('schemes.addClause', { ...place, no: `x${++count}`, text: '新', disposition: 'file', term: 'Y' });
      },
      plain: () => update.run(`注 ${++count}`, bytes(last.id)),
    },
    {
      name: 'versions of 5 000 rows compared / array by array',
      goal: 200,
      ours: () => answer('schemes.diff', { fromId: tree.scheme.id, toId: copy.scheme.id }),
      plain: () => plainlyCompared(rowsOf(tree.scheme.id), rowsOf(copy.scheme.id)),
    },
  ];
  const findings = works.map(({ name, goal, ours, plain: plainly }): Finding => {
    const times: { ours: number[]; plain: number[] } = { ours: [], plain: [] };
    ours();
    plainly();
    for (let pair = 0; pair < pairs * 4; pair += 1) {
      times.ours.push(took(ours));
      times.plain.push(took(plainly));
    }
    const middle = median(times.ours);
    return {
      name,
      ours: middle,
      plain: median(times.plain),
      pairs: pairs * 4,
      ratio: medianRatio(times.ours, times.plain),
      goal: `≤ ${goal} ms`,
      met: middle <= goal,
      note: `slowest ${Math.max(...times.ours).toFixed(1)} ms`,
    };
  });
  plain.close();
  await office.close();
  office.remove();
  return findings;
}
