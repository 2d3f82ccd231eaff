import { expect } from '@playwright/test';
import type { Fonds } from '../../shared/fonds/fonds.ts';
import type { Item, ItemDraft } from '../../shared/items/items.ts';
import type { InstallationKind } from '../../shared/settings/settings.ts';
import { inForce } from '../support/scheme.ts';
import { frameScreen } from './frame.screen.ts';
import type { Lantai } from './lantai.ts';

/** The year worked on unless a person chooses another: the one before this. */
export const workYear = new Date().getFullYear() - 1;

/** An office past the first run, set up through the contract: one fonds, the township scheme in force, the frame open. */
export async function openOffice(lantai: Lantai, options: { kind?: InstallationKind; numberTemplate?: string } = {}): Promise<Fonds> {
  await expect(lantai.page.getByRole('heading', { name: '建立目录' })).toBeVisible();
  await lantai.call('settings.setUp', { kind: options.kind ?? 'networked', archivist: '王芳' });
  const fonds = await lantai.call('fonds.create', {
    code: 'Z109',
    name: '青石乡人民政府',
    unitType: 'township',
    county: '青石县',
    numberTemplate: options.numberTemplate ?? 'dat22-item',
    organs: [
      { code: 'BGS', name: '办公室' },
      { code: 'CWB', name: '财务办' },
    ],
  });
  const { scheme } = await lantai.call('schemes.adopt', { fondsId: fonds.id, template: 'xiangzhen' });
  await inForce(lantai.call, scheme.id, 1949);
  await frameScreen(lantai.page).isOpen();
  return fonds;
}

/** Documents as a township has them. */
export const documents: readonly Partial<ItemDraft>[] = [
  {
    title: '关于做好春耕生产工作的通知',
    documentNumber: `青政发〔${workYear}〕1号`,
    responsible: '青石乡人民政府',
    date: `${workYear}0305`,
    pages: 3,
  },
  {
    title: '关于成立防汛抗旱指挥部的通知',
    documentNumber: `青政发〔${workYear}〕2号`,
    responsible: '青石乡人民政府',
    date: `${workYear}0412`,
    pages: 4,
    remark: '附件存东柜',
  },
  { title: '㙦家坝村村务公开情况的报告', documentNumber: '', responsible: '㙦家坝村民委员会', date: `${workYear}0617`, pages: 12 },
  {
    title: '乡镇档案集中管理实施方案',
    documentNumber: `青委发〔${workYear}〕7号`,
    responsible: '中共青石乡委员会',
    date: `${workYear}0920`,
    pages: 8,
  },
];

/** Keeps documents, numbered, all 永久 and of the office's first 机构. */
export async function keep(lantai: Lantai, fonds: Fonds, drafts: readonly Partial<ItemDraft>[] = documents): Promise<Item[]> {
  const kept: Item[] = [];
  for (const draft of drafts)
    kept.push(
      await lantai.call('items.create', {
        draft: { fondsId: fonds.id, year: workYear, term: 'Y' as never, organ: '办公室', organCode: 'BGS', title: '', ...draft } as never,
        numbered: true,
      }),
    );
  expect(kept.every((item) => item.number)).toBe(true);
  return kept;
}
