import type { Page } from '@playwright/test';

/** The pages of room 三合一 beside the table: 覆盖, 旧条款的件 with 改归, 不归档. */
export function coverageScreen(page: Page) {
  const parts = page.getByRole('navigation', { name: '三合一的各页' });
  const coverage = page.getByRole('region', { name: '覆盖', exact: true });
  const outdated = page.getByRole('region', { name: '旧条款的件', exact: true });
  const reclassify = page.getByRole('region', { name: '改归', exact: true });
  const notFiled = page.getByRole('region', { name: '不归档', exact: true });
  const dialog = page.getByRole('dialog');
  return {
    parts,
    /** Turns to a page of the room; the room itself is gone to by the rail. */
    async open(part: '三合一表' | '覆盖' | '旧条款的件' | '不归档') {
      await parts.getByRole('button', { name: part, exact: true }).click();
    },
    coverage: {
      room: coverage,
      table: coverage.getByRole('grid', { name: /的覆盖$/ }),
      row: (no: string) =>
        coverage
          .getByRole('row')
          .filter({ has: page.getByRole('gridcell', { name: no, exact: true }) })
          .first(),
      filter: (name: RegExp) => coverage.getByRole('radiogroup', { name: '看哪些条款' }).getByText(name),
      everyYear: coverage.getByRole('button', { name: '所有年度' }),
      duties: coverage.getByRole('region', { name: '法定内容：村务档案' }),
    },
    outdated: {
      room: outdated,
      list: outdated.getByRole('grid', { name: '条款有变的件' }),
      row: (clause: string | RegExp) => outdated.getByRole('grid', { name: '条款有变的件' }).getByRole('row').filter({ hasText: clause }),
      /** Opens 改归 for the row chosen. */
      reclassify: outdated.getByRole('button', { name: /改归…$/ }),
    },
    reclassify: {
      room: reclassify,
      to: reclassify.getByRole('combobox', { name: '改归到' }),
      review: reclassify.getByRole('grid', { name: '逐件核对' }),
      tick: (title: string) => reclassify.getByRole('checkbox', { name: `改归「${title}」` }),
      renumber: reclassify.getByRole('checkbox', { name: /^连同档号重新编/ }),
      act: (count: number) => reclassify.getByRole('button', { name: `改归 ${count} 件`, exact: true }),
      refusal: reclassify.getByRole('alert'),
    },
    notFiled: {
      room: notFiled,
      list: notFiled.getByRole('grid', { name: '不归档决定' }),
      add: notFiled.getByRole('button', { name: '记一份不归档' }).first(),
      find: notFiled.getByRole('searchbox', { name: /^查题名/ }),
      view: (name: '有效' | '已撤回') => notFiled.getByRole('radiogroup', { name: '看哪些' }).getByText(name, { exact: true }),
      takeBack: notFiled.getByRole('button', { name: /^撤回/ }),
      restore: notFiled.getByRole('button', { name: /^恢复/ }),
    },
    decision: {
      field: (name: string) => dialog.getByRole('textbox', { name, exact: true }).or(dialog.getByRole('combobox', { name, exact: true })),
      save: dialog.getByRole('button', { name: '记下不归档' }),
    },
  };
}
