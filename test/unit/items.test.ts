import { describe, expect, test } from 'vitest';
import type { Item } from '../../shared/items/items.ts';
import { Term } from '../../shared/retention/retention.ts';
import { startOffice } from '../support/app.ts';

const term = (text: string) => Term.parse(text);

describe('items 件', () => {
  test('a document is kept with all it was given, numbered in the same act, and listed', async () => {
    const { call, fonds, db } = await startOffice();
    const item = await call('items.create', {
      numbered: true,
      draft: {
        fondsId: fonds.id, year: 2011, term: term('Y'), organCode: 'BGS', organ: '办公室', title: '关于防汛工作的\n通知', date: '2011年5月3日',
        documentNumber: '青政发[2011]3号', responsible: '青石乡人民政府', pages: 4,
      },
    });
    const expected: Item = {
      id: item.id, fondsId: fonds.id, level: 'item', category: 'WS', year: 2011, term: term('Y'), clauseId: null, clauseNo: '', clauseText: '',
      clauseTerm: null, organCode: 'BGS', organ: '办公室', catalogue: '', volume: '', project: '', page: '', responsible: '青石乡人民政府',
      documentNumber: '青政发[2011]3号', title: '关于防汛工作的通知', date: '20110503', dateGiven: '2011年5月3日', secrecy: 0, secrecyTerm: '',
      openness: 'unreviewed', pages: 4, box: '', remark: '', serial: 1, number: 'Z109-WS·2011-Y-BGS-0001', formerNumbers: [], binnedAt: null,
      createdAt: item.createdAt, updatedAt: item.createdAt,
    };
    expect(item).toEqual(expected);
    expect(await call('items.get', { id: item.id })).toEqual(expected);
    expect(await call('items.list', { fondsId: fonds.id })).toEqual({ rows: [expected], total: 1, pages: 4 });
    expect(db.all('SELECT operation, changes FROM acts ORDER BY number DESC LIMIT 1')).toEqual([{ operation: 'items.create', changes: 1 }]);
  });
});
