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
});
