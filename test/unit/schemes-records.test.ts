import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clauseForFiling } from '../../core/schemes/index.ts';
import type { Item } from '../../shared/items/items.ts';
import type { ClauseId, SchemeTree } from '../../shared/schemes/schemes.ts';
import { startOffice } from '../support/app.ts';
import { find, hands, type Office, term } from '../support/drafts.ts';
import { consent, inForce } from '../support/scheme.ts';

/** What a record keeps of the clause it was filed under. */
const kept = ({ clauseId, clauseNo, clauseText, clauseTerm, term: own, category }: Item) => ({
  clauseId,
  clauseNo,
  clauseText,
  clauseTerm,
  own,
  category,
});

function file({ call, fonds }: Office, clauseId: ClauseId, year: number, title: string): Promise<Item> {
  return call('items.create', {
    draft: {
      fondsId: fonds.id,
      level: 'item',
      category: 'WS',
      year,
      term: null,
      clauseId,
      title,
      date: `${year}0301`,
    },
  });
}

describe('records and versions', () => {
  test('[V5] only a clause of a version that is or was in force takes records, and only one that is filed or held', async () => {
    const office = await startOffice();
    const { call, db } = office;
    const draft = await call('schemes.adopt', { fondsId: office.fonds.id, template: 'xiangzhen' });
    const { edit } = hands(office, draft);
    const schemeId = draft.scheme.id;
    const refusal = (id: ClauseId) => {
      try {
        return clauseForFiling(db, id).clause.no;
      } catch (problem) {
        return (problem as { code: string }).code;
      }
    };
    await edit(find(draft, '6.3'), { disposition: 'no-file', term: null });
    await edit(find(draft, '6.2'), { disposition: 'hold', term: null });
    expect(refusal(find(draft, '1.1').id)).toBe('not-yet');
    await call('schemes.submit', { schemeId, submittedTo: '县档案局' });
    expect(refusal(find(draft, '1.1').id)).toBe('not-yet');
    await call('schemes.consent', { schemeId, ...consent });
    expect(refusal(find(draft, '1.1').id)).toBe('not-yet');
    await call('schemes.putInForce', { schemeId, yearFrom: 2026 });
    expect(['1.1', '1', '6.3', '6.2'].map((no) => refusal(find(draft, no).id))).toEqual(['1.1', 'invalid-input', 'invalid-input', '6.2']);
    expect(refusal('01900000-0000-7000-8000-ffffffffffff' as ClauseId)).toBe('not-found');
    const filed = clauseForFiling(db, find(draft, '1.2.1').id);
    expect([filed.clause.term, filed.category.code, filed.scheme.version]).toEqual(['Y', 'WS', 1]);
    const copy = await call('schemes.copy', { schemeId });
    await inForce(call, copy.scheme.id, 2027);
    expect(refusal(find(draft, '1.1').id)).toBe('1.1');
  });

  const step = fc.record({
    act: fc.constantFrom(
      'file',
      'file',
      'copy',
      'text',
      'term',
      'remove',
      'removeCategory',
      'move',
      'renumber',
      'force',
      'force',
      'withdraw',
      'discard',
      'undo',
    ),
    a: fc.nat(),
    b: fc.nat(),
  });

  test('[V5] records keep the clause, its text and its term as filed, whatever becomes of the table afterwards', async () => {
    let filedInAll = 0;
    let versions = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 25, maxLength: 50 }), async (steps) => {
        const office = await startOffice();
        const { call, fonds, db } = office;
        const first = await call('schemes.adopt', { fondsId: fonds.id, template: 'kuaiji' });
        let force: SchemeTree = await inForce(call, first.scheme.id, 2016);
        let draft: SchemeTree | undefined;
        const filed: { id: Item['id']; was: ReturnType<typeof kept> }[] = [];
        for (const [nth, { act, a, b }] of steps.entries()) {
          const leaves = force.clauses.filter((row) => row.disposition === 'file');
          if (act === 'file' && leaves.length > 0) {
            const item = await file(office, leaves[a % leaves.length]!.id, force.scheme.yearFrom!, `记账凭证 ${nth}`);
            const clause = leaves[a % leaves.length]!;
            expect(kept(item)).toMatchObject({
              clauseId: clause.id,
              clauseNo: clause.no,
              clauseText: clause.text,
              clauseTerm: clause.term,
            });
            filed.push({ id: item.id, was: kept(item) });
          }
          if (act === 'copy') draft ??= await call('schemes.copy', { schemeId: force.scheme.id });
          if (draft) {
            const schemeId = draft.scheme.id;
            const hand = hands(office, draft);
            const rows = draft.clauses;
            const row = rows[b % (rows.length || 1)];
            const deeds: { readonly [deed: string]: () => Promise<unknown> | undefined } = {
              text: () => row && hand.edit(row, { text: `改过的条款 ${nth}` }),
              term: () => row && hand.edit(row, { term: row.disposition === 'file' && row.term !== 'Y' ? term('Y') : null }),
              remove: () => row && hand.remove(row),
              move: () => row && hand.move([row], null, null),
              undo: () => hand.undo(),
              discard: () => call('schemes.discard', { schemeId }),
              withdraw: () =>
                call('schemes.submit', { schemeId, submittedTo: '县档案局' }).then(() => call('schemes.withdraw', { schemeId })),
              removeCategory: () =>
                hand.seen().then((revision) => call('schemes.removeCategory', { categoryId: rows[0]!.categoryId, revision })),
              renumber: () =>
                call('schemes.rehearseRenumbering', { schemeId, style: 'chinese' }).then((changes) =>
                  call('schemes.renumber', { schemeId, style: 'chinese', changes }),
                ),
              force: () => inForce(call, schemeId, force.scheme.yearFrom! + (a % 3)),
            };
            const failed = await Promise.resolve(act === 'removeCategory' && (a % 4 > 0 || !row) ? undefined : deeds[act]?.()).then(
              () => false,
              (problem) => {
                expect(['duplicate', 'not-yet', 'invalid-input', 'scheme-incomplete']).toContain(problem.code);
                return true;
              },
            );
            const after = await call('schemes.list', { fondsId: fonds.id });
            const now = after.find(({ id }) => id === schemeId);
            if (now?.state === 'in-force') force = await call('schemes.tree', { schemeId });
            draft = now?.state === 'draft' ? await call('schemes.tree', { schemeId }) : undefined;
            if (failed && now?.state === 'submitted') draft = await call('schemes.withdraw', { schemeId });
          }
          for (const { id, was } of filed) expect(kept(await call('items.get', { id }))).toEqual(was);
        }
        filedInAll += filed.length;
        versions += force.scheme.version;
        expect(db.all('PRAGMA foreign_key_check')).toEqual([]);
      }),
      { seed: 29, numRuns: 12, endOnFailure: true },
    );
    expect(filedInAll).toBeGreaterThan(30);
    expect(versions).toBeGreaterThan(16);
  }, 120_000);
});
