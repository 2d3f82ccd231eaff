import { describe, expect, test } from 'vitest';
import type { CallerInput } from '../../shared/contract.ts';
import { asItStands, startOffice } from '../support/app.ts';
import { inForce } from '../support/scheme.ts';

type Decision = CallerInput<'items.decline'>['decision'];

async function startDesk(kind: 'networked' | 'classified' = 'networked') {
  const lantai = await startOffice(kind);
  const { call, fonds } = lantai;
  const draft = await call('schemes.adopt', { fondsId: fonds.id, template: 'xiangzhen' });
  const { categoryId } = draft.clauses[0]!;
  const added = await call('schemes.addClause', {
    categoryId,
    parentId: null,
    afterId: null,
    no: '0',
    text: '重份文件',
    disposition: 'no-file',
    term: null,
  });
  const table = await inForce(call, draft.scheme.id, 2010);
  const row = table.clauses.find(({ id }) => id === added.about)!;
  const decline = (more: Partial<Decision> = {}, confirmedOpen = false) =>
    call('items.decline', {
      decision: { fondsId: fonds.id, year: 2025, title: '关于放假的通知', reason: '重份文件', decidedOn: '20260105', ...more },
      confirmedOpen,
    });
  return { ...lantai, table, row, decline };
}

describe('不归档', () => {
  test('[F1][F2][F3] a decision is kept with its reason, its row as it stood, who decided and when, and recorded', async () => {
    const { call, db, fonds, row, decline } = await startDesk();
    const kept = await decline({
      title: '关于㙦家坝村\n修路的通知',
      responsible: '县交通局',
      documentNumber: '云交发〔2025〕9号',
      date: '2025.3.5',
      clauseId: row.id,
    });
    expect(kept).toEqual({
      id: expect.any(String),
      fondsId: fonds.id,
      year: 2025,
      title: '关于㙦家坝村修路的通知',
      responsible: '县交通局',
      documentNumber: '云交发〔2025〕9号',
      date: '20250305',
      clauseId: row.id,
      clauseNo: '0',
      clauseText: '重份文件',
      reason: '重份文件',
      decidedOn: '20260105',
      secrecy: 0,
      archivist: '王芳',
      removedAt: null,
      createdAt: expect.any(String),
      updatedAt: kept.createdAt,
    });
    expect(await call('items.declined', { fondsId: fonds.id })).toEqual({ rows: [kept], total: 1 });
    const log = db.all<{ schema: string; kind: string; setJson: string }>(
      "SELECT schema, kind, set_json AS setJson FROM change_log WHERE schema LIKE 'notfiled%'",
    );
    const { id: _id, fondsId: _fonds, removedAt: _removed, createdAt: _created, updatedAt: _updated, ...set } = kept;
    expect(log.map(({ setJson, ...rest }) => ({ ...rest, set: JSON.parse(setJson) }))).toEqual([
      { schema: 'notfiled@1', kind: 'create', set },
    ]);
    expect((await call('audit.list', {})).rows[0]).toMatchObject({ operation: 'items.decline', changes: 1 });
    expect((await call('items.list', { fondsId: fonds.id })).total).toBe(0);
  });

  test('[F1] without a reason, a title or a day that exists nothing is kept', async () => {
    const { call, fonds, decline } = await startDesk();
    for (const wrong of [{ reason: ' ' }, { title: '' }, { decidedOn: '20260231' }, { decidedOn: '2026-1-5' }, { date: '20250231' }])
      await expect(decline(wrong)).rejects.toMatchObject({ code: 'invalid-input' });
    expect((await call('items.declined', { fondsId: fonds.id })).total).toBe(0);
  });

  test('[F2] it goes only by a 不归档 row of a table in force', async () => {
    const { call, table, decline } = await startDesk();
    const filed = table.clauses.find(({ disposition }) => disposition === 'file')!;
    await expect(decline({ clauseId: filed.id })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { issues: [{ field: 'clauseId', why: 'file', rule: 'F2' }] },
    });
    const draft = await call('schemes.copy', { schemeId: table.scheme.id });
    const none = draft.clauses.find(({ disposition }) => disposition === 'no-file')!;
    await expect(decline({ clauseId: none.id })).rejects.toMatchObject({ code: 'not-yet' });
  });

  test('[F4] taken back it is in no count but not lost, and comes back as it was', async () => {
    const { call, fonds, row, decline } = await startDesk();
    const kept = await decline({ clauseId: row.id });
    await decline({ year: 2024, title: '另一份', reason: '一般性来信' });
    const coverage = async () => {
      const { declined, rows } = await call('items.coverage', { fondsId: fonds.id, year: 2025 });
      return { declined, row: rows.find(({ clause }) => clause.id === row.id)?.declined };
    };
    expect(await coverage()).toEqual({ declined: { items: 1, ever: 2 }, row: 1 });
    expect(await call('items.removeDeclined', { ids: [kept.id] })).toEqual({ changed: 1 });
    expect(await call('items.removeDeclined', { ids: [kept.id] })).toEqual({ changed: 0 });
    expect(await coverage()).toEqual({ declined: { items: 0, ever: 1 }, row: 0 });
    const removed = await call('items.declined', { fondsId: fonds.id, view: 'removed' });
    expect(removed).toEqual({
      rows: [{ ...kept, removedAt: expect.any(String), updatedAt: removed.rows[0]!.removedAt }],
      total: 1,
    });
    await expect(call('items.editDeclined', { id: kept.id, was: { reason: kept.reason }, set: { reason: '改' } })).rejects.toMatchObject({
      code: 'locked',
    });
    await call('items.restoreDeclined', { ids: [kept.id] });
    const back = (await call('items.declined', { fondsId: fonds.id, year: 2025 })).rows[0]!;
    expect(back).toEqual({ ...kept, updatedAt: back.updatedAt });
  });

  test('[F5] an edit carries what it saw', async () => {
    const { call, row, decline } = await startDesk();
    const kept = await decline();
    const edited = await call('items.editDeclined', {
      id: kept.id,
      was: { reason: '重份文件', clauseId: null },
      set: { reason: '与本单位无关', clauseId: row.id },
    });
    expect(edited).toEqual({
      ...kept,
      reason: '与本单位无关',
      clauseId: row.id,
      clauseNo: '0',
      clauseText: '重份文件',
      updatedAt: edited.updatedAt,
    });
    await expect(call('items.editDeclined', { id: kept.id, was: { reason: '重份文件' }, set: { reason: '不要了' } })).rejects.toMatchObject(
      {
        code: 'changed-meanwhile',
        details: { changed: { reason: { seen: '重份文件', now: '与本单位无关', wanted: '不要了' } } },
      },
    );
  });

  test('the list is searched by its own words', async () => {
    const { call, fonds, decline } = await startDesk();
    await decline({ title: '甲 report', responsible: '县交通局', decidedOn: '20260106' });
    await decline({ title: '乙', documentNumber: '云交发〔2025〕9号' });
    await decline({ title: '丙', year: 2024, reason: '普发的' });
    const titles = async (asked: object) => (await call('items.declined', { fondsId: fonds.id, ...asked })).rows.map(({ title }) => title);
    expect(await titles({})).toEqual(['甲 report', '丙', '乙']);
    expect(await titles({ year: 2025 })).toEqual(['甲 report', '乙']);
    expect([
      await titles({ text: 'REPORT' }),
      await titles({ text: '〔2025〕' }),
      await titles({ text: '普发' }),
      await titles({ text: '没有' }),
    ]).toEqual([['甲 report'], ['乙'], ['丙'], []]);
    expect(await titles({ offset: 1, limit: 1 })).toEqual(['丙']);
  });

  test('[F6][I6] nothing classified is kept outside a 涉密单机, and a bare word asks', async () => {
    const { call, db, fonds, decline } = await startDesk();
    for (const marked of [{ title: '某事 秘密★5年' }, { reason: '机密★' }, { secrecy: 2 }])
      await expect(decline(marked)).rejects.toMatchObject({ code: 'classified' });
    await expect(decline({ title: '关于加强保密工作的通知' })).rejects.toMatchObject({ code: 'maybe-classified' });
    const kept = await decline({ title: '关于加强保密工作的通知' }, true);
    await expect(call('items.editDeclined', { id: kept.id, was: asItStands as never, set: { reason: '秘密★10年' } })).rejects.toMatchObject(
      {
        code: 'classified',
      },
    );
    expect((await call('items.declined', { fondsId: fonds.id })).total).toBe(1);
    expect(db.all("SELECT 1 FROM change_log WHERE set_json LIKE '%★%'")).toEqual([]);
    const inside = await startDesk('classified');
    expect(await inside.decline({ title: '某事 秘密★5年', secrecy: 2 })).toMatchObject({ secrecy: 2 });
  });
});
