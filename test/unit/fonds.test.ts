import { describe, expect, test } from 'vitest';
import { startApp, startOffice } from '../support/app.ts';

describe('fonds 全宗', () => {
  test('a fonds code is given once; the refused act leaves no trace', async () => {
    const { call, db } = startApp();
    await call('fonds.create', { code: '0001', name: '县委办公室', unitType: 'organ' });
    await expect(call('fonds.create', { code: '0001', name: '别处', unitType: 'organ' })).rejects.toMatchObject({ code: 'duplicate' });
    expect(db.all('SELECT operation FROM acts')).toEqual([{ operation: 'fonds.create' }]);
  });

  test('[F1] a code that does not match the fonds’ own pattern is refused', async () => {
    const { call } = startApp();
    await expect(call('fonds.create', { code: 'z1', name: '青石乡', unitType: 'township', pattern: '[A-Z]\\d{3}' })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  test('an edit that saw an older value is refused and shows both', async () => {
    const { call, fonds } = await startOffice();
    await call('fonds.edit', { id: fonds.id, was: { name: '青石乡人民政府' }, set: { name: '青石镇人民政府' } });
    await expect(
      call('fonds.edit', { id: fonds.id, was: { name: '青石乡人民政府' }, set: { name: '青石街道办事处' } }),
    ).rejects.toMatchObject({
      code: 'changed-meanwhile',
      details: { changed: { name: { seen: '青石乡人民政府', now: '青石镇人民政府', wanted: '青石街道办事处' } } },
    });
  });

  test('[F2] the code of a fonds in which a number was given is locked: under it the same numbers would be given again', async () => {
    const { call, fonds } = await startOffice();
    const code = { id: fonds.id, was: { code: 'Z109' }, set: { code: 'Z110' } };
    await call('items.create', { draft: { fondsId: fonds.id, year: 2011, term: 'Y', title: '一件' }, numbered: true });
    await expect(call('fonds.edit', code)).rejects.toMatchObject({ code: 'locked', details: { what: 'fonds-code', value: 'Z109' } });
    const other = await call('fonds.create', { code: 'Z200', name: '石桥村', unitType: 'village' });
    expect(await call('fonds.edit', { id: other.id, was: { code: 'Z200' }, set: { code: 'Z201' } })).toMatchObject({ code: 'Z201' });
  });

  test('an edit that does not say what it saw has seen nothing', async () => {
    const { call, fonds } = await startOffice();
    await expect(call('fonds.edit', { id: fonds.id, was: {}, set: { name: '别名' } })).rejects.toMatchObject({ code: 'changed-meanwhile' });
  });

  test('[F3] a number form that does not exist, and an organ code given twice, are refused', async () => {
    const { call, fonds } = await startOffice();
    const edit = (set: object) => call('fonds.edit', { id: fonds.id, was: { numberTemplate: 'dat22-item', organs: [] }, set });
    await expect(edit({ numberTemplate: 'home-made' })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(
      edit({
        organs: [
          { code: 'BGS', name: '办公室' },
          { code: 'BGS', name: '党政办' },
        ],
      }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(edit({ organs: [{ code: 'A-0001', name: '办公室' }] })).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
