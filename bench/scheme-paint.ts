import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { buildAll, isStale } from '../build/build.ts';
import { createCall } from '../shared/client.ts';
import type { Reply } from '../shared/reply.ts';
import type { SchemeTree } from '../shared/schemes/schemes.ts';
import { serve } from '../test/support/serve.ts';
import { bigTable } from '../test/support/table.ts';
import { type Finding, median, medianRatio } from './measure.ts';

const _project = join(import.meta.dirname, '..');
const rowsWanted = 5000;

/**
 * Milliseconds, by the page's own clock, from an act to the first picture in which `shows` finds what the act was to show. The act is a
 * real input of the browser; the clock starts when the page hears it.
 */
async function untilPainted(page: Page, heard: 'pointerdown' | 'keydown', act: () => Promise<void>, shows: string): Promise<number> {
  await page.evaluate(
    ([type, selector]) => {
      const state = window as unknown as { painted: Promise<number> };
      state.painted = new Promise((resolve) => {
        window.addEventListener(
          type,
          (event) => {
            const began = event.timeStamp;
            const look = () => {
              if (!document.querySelector(selector)) return void requestAnimationFrame(look);
              // There just before the picture is made; a message is heard just after.
              const channel = new MessageChannel();
              channel.port1.onmessage = () => resolve(performance.now() - began);
              channel.port2.postMessage(null);
            };
            requestAnimationFrame(look);
          },
          { capture: true, once: true },
        );
      });
    },
    [heard, shows] as const,
  );
  await act();
  return page.evaluate(() => (window as unknown as { painted: Promise<number> }).painted);
}

/** An edit shown when the core has answered: the whole, and how much of it was waiting for the core, in milliseconds. */
interface Settled {
  readonly whole: number;
  readonly core: number;
}

async function settledIn(
  page: Page,
  operation: string,
  heard: 'pointerdown' | 'keydown',
  act: () => Promise<void>,
  shows: string,
): Promise<Settled> {
  // What the edit before set going has come to rest.
  await page.waitForTimeout(400);
  await page.evaluate(() => performance.clearResourceTimings());
  const whole = await untilPainted(page, heard, act, shows);
  const core = await page.evaluate((name) => {
    const asked = performance.getEntriesByType('resource').find((entry) => entry.name.endsWith(`/${name}`));
    return asked?.duration ?? Number.NaN;
  }, operation);
  return { whole, core };
}

function settledFinding(name: string, ours: readonly Settled[], plain: number[]): Finding {
  const core = median(ours.map((one) => one.core)).toFixed(0);
  const rest = median(ours.map((one) => one.whole - one.core)).toFixed(0);
  const note = `shown when the core has answered: ${core} ms until the answer, ${rest} ms in the page`;
  return finding(
    `三合一 of 5 000 rows: ${name} to picture`,
    ours.map((one) => one.whole),
    plain,
    50,
    note,
  );
}

/** The plain way: the same rows from the same door into a windowless list of bare elements, and a text put into one of them. */
async function plainly(page: Page, schemeId: string): Promise<{ open: number; edit: number }> {
  return page.evaluate(async (id) => {
    const frame = () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => resolve();
          channel.port2.postMessage(null);
        }),
      );
    const began = performance.now();
    const reply = await fetch('/api/schemes.tree', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ schemeId: id }),
    });
    const { value } = (await reply.json()) as { value: SchemeTree };
    const list = document.createElement('div');
    list.style.cssText = 'position:fixed;inset:0;overflow:hidden;background:#fff;z-index:9999';
    // As many as are seen: what any windowed list would draw.
    for (const clause of value.clauses.slice(0, 30)) {
      const line = document.createElement('div');
      for (const text of [clause.no, clause.text, clause.disposition, clause.term ?? '', clause.department, clause.remark]) {
        const cell = document.createElement('span');
        cell.textContent = text;
        line.append(cell);
      }
      list.append(line);
    }
    document.body.append(list);
    await frame();
    const open = performance.now() - began;
    const clause = value.clauses[5] as SchemeTree['clauses'][number];
    const text = `${clause.text}。`;
    const start = performance.now();
    await fetch('/api/schemes.editClause', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ clauseId: clause.id, was: { text: clause.text }, set: { text } }),
    }).then((answer) => answer.json());
    (list.children[5] as HTMLElement).children[1]!.textContent = text;
    await frame();
    const edit = performance.now() - start;
    list.remove();
    return { open, edit };
  }, schemeId);
}

function finding(name: string, ours: number[], plain: number[], goal: number, note: string): Finding {
  return {
    name,
    ours: median(ours),
    plain: median(plain),
    pairs: ours.length,
    ratio: medianRatio(ours, plain),
    goal: `≤ ${goal} ms`,
    met: median(ours) <= goal,
    note: [`slowest ${Math.max(...ours).toFixed(0)} ms`, note].filter(Boolean).join('; '),
  };
}

/** How soon a table of 5 000 rows is seen, and how soon an edit of it, in a real browser against `lantai serve`. */
export async function benchSchemePaint(pairs: number): Promise<Finding[]> {
  if (isStale()) await buildAll();
  const folder = mkdtempSync(join(tmpdir(), 'lantai-paint-'));
  const { server, address } = await serve(folder);
  const browser = await chromium.launch({
    executablePath: process.env['LANTAI_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update'],
  });
  try {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
    const page = await context.newPage();
    await Promise.all([page.waitForResponse((answer) => new URL(answer.url()).pathname === '/session'), page.goto(address)]);
    const call = createCall((name, input) =>
      page.evaluate(
        async ([operation, given]) => {
          const answer = await fetch(`/api/${operation}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(given ?? {}),
          });
          return (await answer.json()) as Reply;
        },
        [name, input] as const,
      ),
    );
    await call('settings.setUp', { kind: 'networked', archivist: '王芳' });
    const fonds = await call('fonds.create', { code: 'Z109', name: '青石乡人民政府', unitType: 'township' });
    await call('schemes.adopt', { fondsId: fonds.id, template: 'kuaiji' });
    const staged = await page.evaluate(
      async (text) => {
        const answer = await fetch('/staging?name=table.json', {
          method: 'PUT',
          headers: { 'content-type': 'application/octet-stream' },
          body: new TextEncoder().encode(text),
        });
        return (await answer.json()) as Reply<{ id: string }>;
      },
      JSON.stringify(bigTable(rowsWanted)),
    );
    if (!staged.ok) throw new Error(staged.problem.message);
    const { scheme, clauses } = await call('schemes.adoptDocument', { fondsId: fonds.id, stagedId: staged.value.id as never });
    if (clauses.length < rowsWanted) throw new Error(`only ${clauses.length} rows`);
    await page.getByRole('button', { name: '以后再定三合一' }).click();
    await page.getByRole('button', { name: '三合一', exact: true }).click();
    const nav = page.getByRole('navigation', { name: '各版' });
    const big = `.grid-body [role=row][aria-rowindex="3"] [title*="第 1 类工作"]`;

    const opened: number[] = [];
    const openedPlainly: number[] = [];
    const edited: number[] = [];
    const editedPlainly: number[] = [];
    const levelled: Settled[] = [];
    const undone: Settled[] = [];
    const removed: Settled[] = [];
    for (let pair = 0; pair < pairs; pair += 1) {
      // A fresh page holds no table yet: what is measured is the whole way from the file.
      await page.reload();
      await nav.getByRole('button', { name: /第 1 版/ }).click();
      await page.waitForSelector('[role=treegrid] [role=row][aria-rowindex="3"]');
      const toBig = nav.getByRole('button', { name: /第 2 版/ });
      opened.push(await untilPainted(page, 'pointerdown', () => toBig.click(), big));
      const text = `改过 ${pair} 次的类目`;
      await page.getByRole('treegrid').focus();
      await page.keyboard.press('Control+Home');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('F2');
      const field = page.getByRole('textbox', { name: /条款$/ });
      if ((await field.count()) === 0) throw new Error('no cell opened');
      await field.fill(text);
      const shown = page.waitForResponse((answer) => answer.url().endsWith('schemes.editClause'));
      edited.push(await untilPainted(page, 'keydown', () => page.keyboard.press('Enter'), `.grid-body [title="${text}"]`));
      await shown;
      // A structural edit waits for the core: what it paints is the answer.
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      const level = Number(await page.evaluate(() => document.querySelector('.grid-row.hand')?.getAttribute('aria-level')));
      const hand = (wanted: number) => `.grid-row.hand[aria-level="${wanted}"]`;
      levelled.push(
        await settledIn(page, 'schemes.indentClauses', 'keydown', () => page.keyboard.press('Alt+ArrowRight'), hand(level + 1)),
      );
      undone.push(await settledIn(page, 'schemes.undo', 'keydown', () => page.keyboard.press('Control+z'), hand(level)));
      const rows = await page.getByRole('treegrid').getAttribute('aria-rowcount');
      await page.keyboard.press('Delete');
      const confirm = page.getByRole('button', { name: /^移去 \d+ 条/ });
      await confirm.waitFor();
      const fewer = `[role=treegrid]:not([aria-rowcount="${rows}"])`;
      removed.push(await settledIn(page, 'schemes.removeClauses', 'pointerdown', () => confirm.click(), fewer));
      await page.keyboard.press('Control+z');
      await page.waitForSelector(`[role=treegrid][aria-rowcount="${rows}"]`);
      const plain = await plainly(page, scheme.id);
      openedPlainly.push(plain.open);
      editedPlainly.push(plain.edit);
    }
    return [
      finding('三合一 of 5 000 rows: click to first picture', opened, openedPlainly, 300, ''),
      finding('三合一 of 5 000 rows: cell edit to picture', edited, editedPlainly, 50, 'shown before the core has answered'),
      settledFinding('level edit', levelled, editedPlainly),
      settledFinding('撤销', undone, editedPlainly),
      settledFinding('row removed', removed, editedPlainly),
    ];
  } finally {
    await browser.close();
    server.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}
