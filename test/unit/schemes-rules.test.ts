import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { schemeFindings } from '../../shared/schemes/rules.ts';
import type { CategoryId, Clause, ClauseId } from '../../shared/schemes/schemes.ts';
import { tell, term } from '../support/drafts.ts';

describe('what the rules tell', () => {
  const category = { id: 'C' as CategoryId, code: 'WS' };
  const row = (no: string, parentId: string | null, disposition: Clause['disposition'], kept: string | null) => ({
    id: no as ClauseId,
    categoryId: category.id,
    parentId: parentId as ClauseId | null,
    no,
    disposition,
    term: kept === null ? null : term(kept),
  });
  const told = (...rows: ReturnType<typeof row>[]) => tell({ findings: schemeFindings([category], rows) });

  test('a right table has no findings', () => {
    expect(
      told(
        row('1', null, 'heading', null),
        row('1.1', '1', 'file', 'Y'),
        row('1.2', '1', 'no-file', null),
        row('1.3', '1', 'hold', null),
        row('2', null, 'file', 'D30'),
      ),
    ).toEqual([]);
  });

  test.each([
    ['[S1] a filed leaf without term', [row('1', null, 'file', null)], ['S1 1']],
    ['[S2] a filed row with rows below it', [row('1', null, 'file', null), row('1.1', '1', 'file', 'Y')], ['S2 1']],
    ['[S3] a heading with a term', [row('1', null, 'heading', 'Y'), row('1.1', '1', 'file', 'Y')], ['S3 1']],
    ['[S3] 不归档 with a term', [row('1', null, 'file', 'Y'), row('2', null, 'no-file', 'D10')], ['S3 2']],
    ['[S5] 长期 in a clause', [row('1', null, 'file', 'long')], ['S5 1']],
    ['[S6] a table that files nothing', [row('1', null, 'no-file', null)], ['S6']],
    ['[S8] a number that is not its parent’s', [row('1', null, 'heading', null), row('2.1', '1', 'file', 'Y')], ['S8 2.1']],
    ['[S9] a number with a letter', [row('1', null, 'file', 'Y'), row('1a', null, 'file', 'Y')], ['S9 1a']],
    ['[S10] a missing middle level', [row('1', null, 'heading', null), row('1.1.1', '1', 'file', 'Y')], ['S10 1.1.1']],
    ['[S10] a missing first level', [row('10.1', null, 'file', 'Y')], ['S10 10.1']],
    ['[S13] a heading without rows', [row('1', null, 'heading', null), row('2', null, 'file', 'Y')], ['S13 1']],
    ['[S14] a gap', [row('1', null, 'file', 'Y'), row('3', null, 'file', 'Y'), row('4', null, 'file', 'Y')], ['S14 3']],
    [
      '[S14] no gap between 1.9 and 1.10',
      [row('1', null, 'heading', null), ...Array.from({ length: 11 }, (_each, nth) => row(`1.${nth + 1}`, '1', 'file', 'Y'))],
      [],
    ],
  ])('%s', (_words, rows, wanted) => {
    expect(told(...rows)).toEqual(wanted);
  });

  test('[S4][S12] the same number twice: an error among siblings, a note elsewhere', () => {
    const twice = [row('1.1', null, 'file', 'Y'), { ...row('1.1', null, 'file', 'Y'), id: 'other' as ClauseId }];
    expect(told(...twice)).toContain('S4 1.1');
    const elsewhere = [
      row('1', null, 'heading', null),
      row('1.1', '1', 'file', 'Y'),
      row('2', null, 'heading', null),
      { ...row('1.1', '2', 'file', 'Y'), id: 'other' as ClauseId },
    ];
    expect(told(...elsewhere)).toEqual(['S12 1.1', 'S8 1.1']);
  });

  test('[S6] every category files something', () => {
    const findings = schemeFindings([category, { id: 'D' as CategoryId, code: 'KU' }], [row('1', null, 'file', 'Y')]);
    expect(findings).toEqual([{ rule: 'S6', severity: 'error', clauseId: null, no: 'KU' }]);
  });

  test('the rules never fail on any table', () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 });
    const anyRow = fc.record({
      id: text,
      categoryId: text,
      parentId: fc.option(text),
      no: fc.oneof(text, fc.constantFrom('1', '1.1', '一', '9a', '1..', '.')),
      disposition: fc.constantFrom('heading', 'file', 'no-file', 'hold'),
      term: fc.option(fc.constantFrom('Y', 'D30', 'long')),
    });
    fc.assert(
      fc.property(fc.array(anyRow), (rows) => Array.isArray(schemeFindings([category], rows as never))),
      { seed: 3, numRuns: 500 },
    );
  });
});
