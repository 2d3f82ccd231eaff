import { expect, type Page } from '@playwright/test';
import { choose } from './frame.screen.ts';

/** 三合一: the versions, where one stands on its way, its table, and the dialogs of its life. */
export function schemesScreen(page: Page) {
  const room = page.getByRole('region', { name: '三合一', exact: true });
  const dialog = page.getByRole('dialog');
  const life = room.getByRole('region', { name: /^第 .* 版走到哪一步$/ });
  const comparison = page.getByRole('region', { name: '版本对照', exact: true });
  const screen = {
    room,
    dialog,
    adopt: room.getByRole('button', { name: '选一份表开始' }),
    makeDraft: dialog.getByRole('button', { name: '建立草案' }),
    versions: room.getByRole('navigation', { name: '各版' }),
    version: (name: RegExp) => room.getByRole('navigation', { name: '各版' }).getByRole('button', { name }),
    table: room.getByRole('treegrid', { name: /三合一表$/ }),
    clause: room.getByRole('form', { name: '条款内容' }),
    /** The way of a version from 草案 to 废止, and what comes next. */
    life: {
      line: life,
      /** Where it stands now. */
      here: life.getByRole('listitem').and(life.locator('[aria-current=step]')),
      step: (name: '草案' | '已报审' | '已同意' | '施行' | '废止') => life.getByRole('listitem').filter({ hasText: name }).first(),
      act: (name: string | RegExp) => life.getByRole('button', { name }),
    },
    print: room.getByRole('button', { name: '打印 · 导出…' }),
    /** After a version came into force: the door to the records whose clause changed. */
    filedDoor: room.getByRole('button', { name: '看哪些件的条款变了' }),
    compare: room.getByRole('button', { name: '对照…' }),
    /** Begins a draft from one of the places there are. */
    async make(from: '从样表' | '导入表格（Excel、CSV、Word）' | '县馆发布的' | '从文件（JSON）' | '复制这一版') {
      await room.getByRole('button', { name: '新建…' }).click();
      await page.getByRole('menuitem', { name: from }).click();
    },
    async more(what: '同意文件…' | '改名…' | '丢弃草案…') {
      await room.getByRole('button', { name: '更多' }).click();
      await page.getByRole('menuitem', { name: what }).click();
    },
    async submit(organ?: string) {
      await screen.life.act('报审…').click();
      if (organ) await dialog.getByRole('textbox', { name: '报送机关' }).fill(organ);
      await dialog.getByRole('button', { name: /^报审，送/ }).click();
      await expect(dialog).toHaveCount(0);
    },
    consent: {
      organ: dialog.getByRole('textbox', { name: '同意机关' }),
      number: dialog.getByRole('textbox', { name: '同意文号' }),
      date: dialog.getByRole('textbox', { name: '同意日期' }),
      pickScan: dialog.getByRole('button', { name: '选扫描件' }),
      firstYear: dialog.getByRole('spinbutton', { name: '从哪个年度起施行' }),
      years: dialog.getByRole('table', { name: '哪一年按哪一版' }),
      enter: dialog.getByRole('button', { name: '登记同意', exact: true }),
      enterAndForce: dialog.getByRole('button', { name: /^登记同意，从 .* 年起施行$/ }),
      force: dialog.getByRole('button', { name: /^从 .* 年起施行$/ }),
    },
    /** 登记同意 in its own dialog, as far as the fields go. */
    async fillConsent(consent: { organ: string; number: string; date: string }) {
      await screen.consent.organ.fill(consent.organ);
      await screen.consent.number.fill(consent.number);
      await screen.consent.date.fill(consent.date);
    },
    diff: {
      room: comparison,
      table: comparison.getByRole('table', { name: /逐行对照$/ }),
      row: (words: string | RegExp) =>
        comparison
          .getByRole('table', { name: /逐行对照$/ })
          .getByRole('row')
          .filter({ hasText: words }),
      only: (kind: string) => comparison.getByRole('group', { name: '看哪些改动' }).getByRole('button', { name: new RegExp(`^${kind} `) }),
      at: comparison.getByRole('status').first(),
      back: comparison.getByRole('button', { name: '回到三合一' }),
      print: comparison.getByRole('button', { name: '打印对照…' }),
      async of(side: '原来的版' | '新的版', version: RegExp) {
        await choose(comparison.getByRole('combobox', { name: side }), version);
      },
    },
  };
  return screen;
}
