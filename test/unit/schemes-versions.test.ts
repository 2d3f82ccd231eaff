import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberTemplateFor, schemeForYear } from '../../core/schemes/index.ts';
import type { FondsId } from '../../shared/fonds/fonds.ts';
import { closedBy, decidesFor } from '../../shared/schemes/rules.ts';
import type { SchemeTree } from '../../shared/schemes/schemes.ts';
import { asItStands, startOffice } from '../support/app.ts';
import { find, type Office, term, withDraft } from '../support/drafts.ts';
import { consent, inForce } from '../support/scheme.ts';

/** A version in force in an office, from a template. */
async function standing(office: Office, yearFrom: number, template = 'xiangzhen'): Promise<SchemeTree> {
  const { scheme } = await office.call('schemes.adopt', { fondsId: office.fonds.id, template });
  return inForce(office.call, scheme.id, yearFrom);
}

describe('versions', () => {
  test('[S1] a draft with an error is refused with its findings and stays a draft', async () => {
    const { call, tree, reread } = await withDraft();
    const clause = find(tree, '1.1');
    await call('schemes.editClause', { clauseId: clause.id, was: asItStands, set: { term: null } });
    await expect(call('schemes.submit', { schemeId: tree.scheme.id, submittedTo: '县档案局' })).rejects.toMatchObject({
      code: 'scheme-incomplete',
      details: { count: 1, findings: [{ rule: 'S1', no: '1.1', clauseId: clause.id }] },
    });
    expect((await reread()).scheme.state).toBe('draft');
  });

  test('[V4] a submitted or consented version cannot be edited, nor one that is or was in force; each says what to do instead', async () => {
    const office = await startOffice();
    const { call } = office;
    const { scheme, categories, clauses } = await call('schemes.adopt', { fondsId: office.fonds.id, template: 'xiangzhen' });
    const schemeId = scheme.id;
    const category = categories[0]!;
    const clause = clauses[1]!;
    const place = { parentId: null, afterId: null, revision: 0 };
    const attempts = () => [
      call('schemes.editClause', { clauseId: clause.id, was: asItStands, set: { remark: '改' } }),
      call('schemes.editClauses', { clauseIds: [clause.id], revision: 0, set: { checked: true } }),
      call('schemes.addClause', {
        categoryId: category.id,
        parentId: null,
        afterId: null,
        no: '7',
        text: '新',
        disposition: 'file',
        term: term('Y'),
      }),
      call('schemes.moveClauses', { clauseIds: [clause.id], categoryId: category.id, ...place }),
      call('schemes.indentClauses', { clauseIds: [clause.id], revision: 0 }),
      call('schemes.outdentClauses', { clauseIds: [clause.id], revision: 0 }),
      call('schemes.removeClauses', { clauseIds: [clause.id], revision: 0 }),
      call('schemes.renumber', { schemeId, style: 'decimal', changes: [{ clauseId: clause.id, from: clause.no, to: '1.99' }] }),
      call('schemes.undo', { schemeId, revision: 0 }),
      call('schemes.redo', { schemeId, revision: 0 }),
      call('schemes.editCategory', { categoryId: category.id, name: '改' }),
      call('schemes.addCategory', { schemeId, code: 'ZP', name: '照片', arrangement: 'item' }),
      call('schemes.moveCategory', { categoryId: category.id, afterId: null }),
      call('schemes.removeCategory', { categoryId: category.id, revision: 0 }),
      call('schemes.addTemplate', { schemeId, template: 'kuaiji' }),
      call('schemes.rename', { schemeId, was: scheme.title, title: '改' }),
      call('schemes.discard', { schemeId }),
      call('schemes.submit', { schemeId, submittedTo: '县档案局' }),
    ];
    const refused = async (what: string, state: string) => {
      const before = await call('schemes.tree', { schemeId });
      for (const attempt of attempts()) await expect(attempt).rejects.toMatchObject({ code: 'locked', details: { what, state } });
      expect(await call('schemes.tree', { schemeId })).toEqual(before);
    };
    await call('schemes.submit', { schemeId, submittedTo: '县档案局' });
    await refused('scheme-submitted', 'submitted');
    await call('schemes.consent', { schemeId, ...consent });
    await refused('scheme-submitted', 'consented');
    await call('schemes.putInForce', { schemeId, yearFrom: 2026 });
    await refused('scheme', 'in-force');
    for (const step of [
      call('schemes.withdraw', { schemeId }),
      call('schemes.consent', { schemeId, ...consent }),
      call('schemes.putInForce', { schemeId, yearFrom: 2030 }),
    ])
      await expect(step).rejects.toMatchObject({ code: 'locked', details: { what: 'scheme' } });
    const next = await standing(office, 2027, 'jiguan');
    expect(next.scheme.state).toBe('in-force');
    await refused('scheme', 'superseded');
  });

  test('[V4] draft, submitted, consented, in force: each step needs the one before it', async () => {
    const { call, tree, fonds } = await withDraft();
    const schemeId = tree.scheme.id;
    const notYet = (state: string) => ({ code: 'not-yet', details: { what: 'scheme-state', state } });
    for (const step of [
      () => call('schemes.withdraw', { schemeId }),
      () => call('schemes.consent', { schemeId, ...consent }),
      () => call('schemes.putInForce', { schemeId, yearFrom: 2026 }),
    ])
      await expect(step()).rejects.toMatchObject(notYet('draft'));
    const submitted = await call('schemes.submit', { schemeId, submittedTo: '青石县档案局' });
    expect(submitted).toEqual({
      ...tree,
      scheme: { ...tree.scheme, state: 'submitted', submittedTo: '青石县档案局', submittedAt: expect.any(String) },
    });
    await expect(call('schemes.putInForce', { schemeId, yearFrom: 2026 })).rejects.toMatchObject(notYet('submitted'));
    await expect(call('schemes.consent', { schemeId, ...consent, approvalDate: '20260231' })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { issues: [{ field: 'approvalDate', why: 'no-such-day' }] },
    });
    const consented = await call('schemes.consent', { schemeId, ...consent });
    expect(consented.scheme).toEqual({ ...submitted.scheme, ...consent, state: 'consented' });
    await expect(call('schemes.consent', { schemeId, ...consent })).rejects.toMatchObject(notYet('consented'));
    const withdrawn = await call('schemes.withdraw', { schemeId });
    expect(withdrawn).toEqual(tree);
    expect((await inForce(call, schemeId, 2026)).scheme).toMatchObject({ state: 'in-force', yearFrom: 2026, yearTo: null, ...consent });
    expect((await call('schemes.list', { fondsId: fonds.id })).length).toBe(1);
  });

  test('[V4] what is wrong after consent keeps a version from coming into force too', async () => {
    const { call, tree, db } = await withDraft();
    const schemeId = tree.scheme.id;
    await call('schemes.submit', { schemeId, submittedTo: '青石县档案局' });
    await call('schemes.consent', { schemeId, ...consent });
    db.run('UPDATE clauses SET term = NULL WHERE id = :id', { id: find(tree, '1.1').id });
    await expect(call('schemes.putInForce', { schemeId, yearFrom: 2026 })).rejects.toMatchObject({ code: 'scheme-incomplete' });
  });

  test('[V3][V4] several drafts and consented versions stand side by side; what comes into force later replaces or follows', async () => {
    const office = await startOffice();
    const { call, fonds } = office;
    const first = await standing(office, 2016);
    const [second, third] = [
      await call('schemes.copy', { schemeId: first.scheme.id }),
      await call('schemes.copy', { schemeId: first.scheme.id }),
    ];
    for (const { scheme } of [second, third]) {
      await call('schemes.submit', { schemeId: scheme.id, submittedTo: '县档案局' });
      await call('schemes.consent', { schemeId: scheme.id, ...consent });
    }
    await call('schemes.putInForce', { schemeId: third.scheme.id, yearFrom: 2027 });
    await expect(call('schemes.putInForce', { schemeId: second.scheme.id, yearFrom: 2026 })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { issues: [{ field: 'yearFrom', why: 'before-version-in-force', rule: 'V3' }], version: 3, yearFrom: 2027 },
    });
    await call('schemes.putInForce', { schemeId: second.scheme.id, yearFrom: 2027 });
    const listed = await call('schemes.list', { fondsId: fonds.id });
    expect(listed.map(({ version, state, yearFrom, yearTo }) => [version, state, yearFrom, yearTo])).toEqual([
      [3, 'superseded', 2027, 2026],
      [2, 'in-force', 2027, null],
      [1, 'superseded', 2016, 2026],
    ]);
    const deciding = async (year: number) => (await call('schemes.inForce', { fondsId: fonds.id, year }))?.scheme.version;
    expect([await deciding(2026), await deciding(2027), await deciding(2050)]).toEqual([1, 2, 2]);
  });

  test('[V7] a copy of a version in any state is a draft of the same rows, each with its lineage, that touches nothing of it', async () => {
    const office = await startOffice();
    const { call } = office;
    const { scheme } = await call('schemes.adopt', { fondsId: office.fonds.id, template: 'cunji' });
    const bare = (tree: SchemeTree) => ({
      categories: tree.categories.map(({ id: _id, schemeId: _scheme, ...category }) => category),
      clauses: tree.clauses.map(({ id: _id, schemeId: _scheme, categoryId, parentId, revision: _revision, ...row }) => ({
        ...row,
        home: tree.categories.find((each) => each.id === categoryId)?.code,
        above: tree.clauses.find((each) => each.id === parentId)?.no,
      })),
    });
    const copied = async () => {
      const original = await call('schemes.tree', { schemeId: scheme.id });
      const copy = await call('schemes.copy', { schemeId: scheme.id });
      expect(bare(copy)).toEqual(bare(original));
      const own = {
        submittedTo: '',
        submittedAt: null,
        approvedBy: '',
        approvalNumber: '',
        approvalDate: '',
        yearFrom: null,
        yearTo: null,
        revision: 0,
      };
      expect(copy.scheme).toMatchObject({ ...own, state: 'draft', derivedFromId: scheme.id, title: scheme.title });
      await call('schemes.editClause', { clauseId: find(copy, '1.1').id, was: asItStands, set: { text: '改了' } });
      expect(await call('schemes.tree', { schemeId: scheme.id })).toEqual(original);
      return copy;
    };
    await copied();
    await call('schemes.submit', { schemeId: scheme.id, submittedTo: '县档案局' });
    await copied();
    await call('schemes.consent', { schemeId: scheme.id, ...consent });
    await copied();
    await call('schemes.putInForce', { schemeId: scheme.id, yearFrom: 2026 });
    await copied();
    await standing(office, 2027);
    expect((await copied()).scheme.version).toBe(7);
  });

  test('only a draft is thrown away; copies of it count as copied from what it was copied from', async () => {
    const office = await startOffice();
    const { call, db, fonds } = office;
    const first = await standing(office, 2016);
    const second = await call('schemes.copy', { schemeId: first.scheme.id });
    const third = await call('schemes.copy', { schemeId: second.scheme.id });
    expect(await call('schemes.discard', { schemeId: second.scheme.id })).toEqual({ removed: 71 });
    const listed = await call('schemes.list', { fondsId: fonds.id });
    expect(listed.map(({ id, derivedFromId }) => [id, derivedFromId])).toEqual([
      [third.scheme.id, first.scheme.id],
      [first.scheme.id, null],
    ]);
    expect((await call('schemes.diff', { fromId: first.scheme.id, toId: third.scheme.id })).counts.same).toBe(71);
    expect(db.get('SELECT count(*) AS left FROM clauses')).toEqual({ left: 142 });
  });

  test('[V1][V2] a new version ends the one before; each still decides for its own years', async () => {
    const office = await startOffice();
    const { call, fonds, db } = office;
    const first = await standing(office, 2016);
    const copy = await call('schemes.copy', { schemeId: first.scheme.id });
    const deciding = async (year: number) => (await call('schemes.inForce', { fondsId: fonds.id, year }))?.scheme.version ?? null;
    expect([await deciding(2015), await deciding(2016), await deciding(2099)]).toEqual([null, 1, 1]);
    await inForce(call, copy.scheme.id, 2026);
    expect([await deciding(2015), await deciding(2025), await deciding(2026)]).toEqual([null, 1, 2]);
    expect(
      (await call('schemes.list', { fondsId: fonds.id })).map(({ version, state, yearFrom, yearTo }) => [version, state, yearFrom, yearTo]),
    ).toEqual([
      [2, 'in-force', 2026, null],
      [1, 'superseded', 2016, 2025],
    ]);
    expect(schemeForYear(db, fonds.id, 2020)?.scheme.approvedBy).toBe(consent.approvedBy);
  });

  test('[V3] beginning in the same year replaces whole; beginning earlier is refused', async () => {
    const office = await startOffice();
    const { call, fonds } = office;
    const first = await standing(office, 2016);
    const copy = await call('schemes.copy', { schemeId: first.scheme.id });
    await expect(inForce(call, copy.scheme.id, 2010)).rejects.toMatchObject({
      code: 'invalid-input',
      details: { version: 1, yearFrom: 2016 },
    });
    await call('schemes.putInForce', { schemeId: copy.scheme.id, yearFrom: 2016 });
    expect((await call('schemes.inForce', { fondsId: fonds.id, year: 2016 }))?.scheme.version).toBe(2);
  });

  test('[V1] whatever versions come into force, no year is ever decided by two', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1990, max: 2040 }), { maxLength: 12 }), (beginnings) => {
        const versions: { yearFrom: number; yearTo: number | null }[] = [];
        for (const yearFrom of beginnings) {
          const newest = versions.at(-1);
          const closed = newest && closedBy(newest, yearFrom);
          if (closed === null) continue;
          if (closed) versions[versions.length - 1] = closed;
          versions.push({ yearFrom, yearTo: null });
        }
        for (let year = 1985; year < 2045; year += 1) {
          const deciding = versions.filter((version) => decidesFor(version, year));
          expect(deciding.length).toBe(versions.length > 0 && year >= versions[0]!.yearFrom ? 1 : 0);
        }
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  test('the number template is the category’s where a scheme decides and names it', async () => {
    const office = await startOffice();
    const { call, fonds, db } = office;
    const tree = await call('schemes.adopt', { fondsId: fonds.id, template: 'cunji' });
    const { id: categoryId, numberTemplate } = tree.categories[0]!;
    await call('schemes.editCategory', { categoryId, was: { numberTemplate }, numberTemplate: 'dat13-item' });
    await inForce(call, tree.scheme.id, 2016);
    const wanted = (code: string, year: number) => numberTemplateFor(db, fonds.id, code, year);
    expect([wanted('WS', 2016), wanted('KU', 2020), wanted('ZZ', 2020), wanted('WS', 2015)]).toEqual([
      'dat13-item',
      'dat13-accounting',
      undefined,
      undefined,
    ]);
  });

  test('a draft is renamed, and discarded with all it held', async () => {
    const { call, tree, fonds, db } = await withDraft();
    expect((await call('schemes.rename', { schemeId: tree.scheme.id, was: tree.scheme.title, title: '青石乡三合一' })).scheme.title).toBe(
      '青石乡三合一',
    );
    await expect(call('schemes.rename', { schemeId: tree.scheme.id, was: tree.scheme.title, title: '别的' })).rejects.toMatchObject({
      code: 'changed-meanwhile',
    });
    expect(await call('schemes.discard', { schemeId: tree.scheme.id })).toEqual({ removed: 71 });
    expect([await call('schemes.list', { fondsId: fonds.id }), db.get('SELECT count(*) AS left FROM clauses')]).toEqual([[], { left: 0 }]);
  });

  test('what is not there is refused as not found', async () => {
    const { call } = await startOffice();
    const nowhere = '01900000-0000-7000-8000-ffffffffffff';
    await expect(call('schemes.tree', { schemeId: nowhere as never })).rejects.toMatchObject({ code: 'not-found' });
    await expect(call('schemes.list', { fondsId: nowhere as FondsId })).rejects.toMatchObject({ code: 'not-found' });
    await expect(call('schemes.adopt', { fondsId: nowhere as FondsId, template: 'xiangzhen' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(call('schemes.removeClauses', { clauseIds: [nowhere as never], revision: 0 })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
