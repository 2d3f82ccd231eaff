import { describe, expect, test } from 'vitest';
import type { CallerInput, Output } from '../../shared/contract.ts';
import { villageDuties } from '../../shared/schemes/duties.ts';
import type { Clause, SchemeTree } from '../../shared/schemes/schemes.ts';
import { asItStands, startApp } from '../support/app.ts';
import { inForce } from '../support/scheme.ts';

type Draft = CallerInput<'items.create'>['draft'];

async function startVillage(unitType: 'village' | 'township' = 'village', template = 'cunji') {
  const lantai = startApp();
  await lantai.call('settings.setUp', { kind: 'networked', archivist: '王芳' });
  const fonds = await lantai.call('fonds.create', { code: 'Z109-07', name: '㙦家坝村', unitType });
  const draft = await lantai.call('schemes.adopt', { fondsId: fonds.id, template });
  const first = await inForce(lantai.call, draft.scheme.id, 2010);
  const keep = (clause: Clause | null, year: number, more: Partial<Draft> = {}) =>
    lantai.call('items.create', { draft: { fondsId: fonds.id, year, title: '一件', clauseId: clause?.id ?? null, ...more } });
  return { ...lantai, fonds, first, keep };
}

const filed = (tree: SchemeTree, duty: string) => tree.clauses.find((clause) => clause.duty === duty && clause.disposition === 'file')!;
/** What a coverage says, without the rows of which nothing is to be said. */
const told = ({ rows, categories, ...rest }: Output<'items.coverage'>) => ({
  ...rest,
  scheme: rest.scheme?.version ?? null,
  categories: Object.fromEntries(
    categories.filter(({ ever }) => ever > 0).map(({ category, items, ever }) => [category.code, { items, ever }]),
  ),
  rows: rows
    .filter(({ ever, declined }) => ever + declined > 0)
    .map(({ clause, items, ever, declined, neverHad }) => ({ no: clause.no, items, ever, declined, neverHad })),
  duties: rest.duties && Object.fromEntries(rest.duties.map(({ code, items, ever, missing }) => [code, { items, ever, missing }])),
});

describe('覆盖', () => {
  test('[C1][C2][C3][C4] each row counts its records of the year and of all years, a heading what is below it', async () => {
    const { call, fonds, first, keep } = await startVillage();
    const election = filed(first, 'cwzz34-election');
    const heading = first.clauses.find((clause) => clause.id === election.parentId) ?? null;
    await keep(election, 2011);
    await keep(election, 2012);
    await keep(election, 2012);
    const binned = await keep(election, 2012);
    await call('items.bin', { ids: [binned.id] });
    await keep(null, 2012);
    const coverage = await call('items.coverage', { fondsId: fonds.id, year: 2012 });
    const code = first.categories.find(({ id }) => id === election.categoryId)!.code;
    const counted = { items: 2, ever: 3, declined: 0, neverHad: false };
    expect(told(coverage)).toEqual({
      year: 2012,
      scheme: 1,
      categories: { [code]: { items: 2, ever: 3 } },
      rows: [...(heading ? [{ no: heading.no, ...counted }] : []), { no: election.no, ...counted }],
      total: { items: 3, ever: 4 },
      withoutClause: { items: 1, ever: 1 },
      elsewhere: { items: 0, ever: 0 },
      declined: { items: 0, ever: 0 },
      duties: {
        ...Object.fromEntries(villageDuties.map((duty) => [duty.code, { items: 0, ever: 0, missing: 'record' }])),
        'cwzz34-election': { items: 2, ever: 3, missing: null },
      },
    });
    const never = coverage.rows.filter(({ neverHad }) => neverHad);
    expect(never.map(({ clause }) => clause.id)).toEqual(
      first.clauses.filter(({ id, disposition }) => disposition === 'file' && id !== election.id).map(({ id }) => id),
    );
  });

  test('[C1] without a year the table in force counts all years; where no table decides nothing is laid over one', async () => {
    const { call, fonds, first, keep } = await startVillage();
    const minutes = filed(first, 'cwzz34-minutes');
    await keep(minutes, 2015);
    await keep(minutes, 1999);
    const all = await call('items.coverage', { fondsId: fonds.id });
    expect(all.rows.find(({ clause }) => clause.id === minutes.id)).toMatchObject({ items: 2, ever: 2 });
    expect(all).toMatchObject({ year: null, total: { items: 2, ever: 2 } });
    expect(told(await call('items.coverage', { fondsId: fonds.id, year: 1999 }))).toEqual({
      year: 1999,
      scheme: null,
      categories: {},
      rows: [],
      total: { items: 1, ever: 2 },
      withoutClause: { items: 0, ever: 0 },
      elsewhere: { items: 1, ever: 2 },
      declined: { items: 0, ever: 0 },
      duties: null,
    });
  });

  test('[C2] records of the same row of another version count, those of a row this table lacks stand elsewhere', async () => {
    const { call, fonds, first, keep } = await startVillage();
    const [minutes, contracts] = [filed(first, 'cwzz34-minutes'), filed(first, 'cwzz34-contracts')];
    await keep(minutes, 2011);
    await keep(contracts, 2011);
    const copy = await call('schemes.copy', { schemeId: first.scheme.id });
    const gone = copy.clauses.find(({ lineageId }) => lineageId === contracts.lineageId)!;
    await call('schemes.removeClauses', { clauseIds: [gone.id], revision: copy.scheme.revision });
    const second = await inForce(call, copy.scheme.id, 2020);
    const kept = second.clauses.find(({ lineageId }) => lineageId === minutes.lineageId)!;
    await keep(kept, 2021);
    const coverage = await call('items.coverage', { fondsId: fonds.id, year: 2021 });
    expect(coverage).toMatchObject({ scheme: { version: 2 }, elsewhere: { items: 0, ever: 1 }, total: { items: 1, ever: 3 } });
    expect(coverage.rows.find(({ clause }) => clause.id === kept.id)).toMatchObject({ items: 1, ever: 2, neverHad: false });
    const before = await call('items.coverage', { fondsId: fonds.id, year: 2011 });
    expect(before.rows.find(({ clause }) => clause.id === minutes.id)).toMatchObject({ items: 1, ever: 2 });
  });

  test('[C5] a matter no row answers is missing its clause, and a heading answers for the rows below it', async () => {
    const { call, fonds, first } = await startVillage();
    const copy = await call('schemes.copy', { schemeId: first.scheme.id });
    let tree: { revision: number } = copy.scheme;
    const answering = copy.clauses.filter(({ duty }) => duty === 'cwzz34-minutes' || duty === 'cwzz34-land');
    for (const clause of answering)
      tree = (await call('schemes.editClause', { clauseId: clause.id, was: asItStands as never, set: { duty: '' } })).scheme;
    expect(tree.revision).toBe(answering.length);
    const minutes = answering.find(({ duty, disposition }) => duty === 'cwzz34-minutes' && disposition === 'file')!;
    expect(minutes.parentId).not.toBeNull();
    await call('schemes.editClause', { clauseId: minutes.parentId!, was: asItStands as never, set: { duty: 'cwzz34-minutes' } });
    const second = await inForce(call, copy.scheme.id, 2020);
    const below = second.clauses.filter(
      ({ parentId, disposition, duty }) => parentId === minutes.parentId && disposition === 'file' && !duty,
    );
    const { duties } = await call('items.coverage', { fondsId: fonds.id, year: 2020 });
    expect(duties!.find(({ code }) => code === 'cwzz34-land')).toEqual({
      code: 'cwzz34-land',
      clauseIds: [],
      items: 0,
      ever: 0,
      missing: 'clause',
    });
    expect(duties!.find(({ code }) => code === 'cwzz34-minutes')).toEqual({
      code: 'cwzz34-minutes',
      clauseIds: below.map(({ id }) => id),
      items: 0,
      ever: 0,
      missing: 'record',
    });
  });

  test('[C5] the list of 第34条 is a village’s alone, and the shipped village table answers all of it', async () => {
    const village = await startVillage();
    const { duties } = await village.call('items.coverage', { fondsId: village.fonds.id, year: 2012 });
    expect(duties!.map(({ code, missing }) => [code, missing])).toEqual(villageDuties.map(({ code }) => [code, 'record']));
    const township = await startVillage('township', 'xiangzhen');
    expect((await township.call('items.coverage', { fondsId: township.fonds.id, year: 2012 })).duties).toBeNull();
  });
});
