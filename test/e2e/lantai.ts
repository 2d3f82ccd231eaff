import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { _electron, type BrowserContext, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { type Call, createCall } from '../../shared/client.ts';
import type { CallerInput, OperationName, Output } from '../../shared/contract.ts';
import type { Bridge } from '../../shared/desktop.ts';
import { Refusal, type Reply } from '../../shared/reply.ts';
import type { Task, TaskStarted } from '../../shared/tasks/tasks.ts';
import { serve } from '../support/serve.ts';

export { expect } from '@playwright/test';

export interface HostOptions {
  readonly host: 'hosted' | 'electron';
}

const project = join(import.meta.dirname, '../..');

/** Lantai open before a person, in one host or the other, on an empty data folder of its own. A spec never asks which. */
export interface Lantai {
  /** The page as it is now; another one after `restart` and `open`. */
  readonly page: Page;
  readonly folder: string;
  /** One sentence of the contract, through the page's own way out. A refusal throws. */
  readonly call: Call;
  /** Long work, to its end. */
  run<N extends OperationName>(name: N, input: CallerInput<N>): Promise<Output<N>>;
  /** Closes as a person does and opens again. */
  restart(): Promise<void>;
  /** kill -9 of the host. What the page kept for itself stays; `open` brings it back. */
  kill(): Promise<void>;
  open(): Promise<void>;
  /** The next file the page asks for is this one. Call it before the click. */
  chooseFile(path: string): Promise<void>;
  /** Where the file went that the page handed over during the act. */
  saved(act: () => Promise<void>): Promise<string>;
}

/** What a host does for the fixture. */
interface HostUnderTest {
  start(): Promise<Page>;
  stop(): Promise<void>;
  kill(): Promise<void>;
  chooseFile(page: Page, path: string): Promise<void>;
  saved(page: Page, act: () => Promise<void>, to: string): Promise<void>;
}

export const test = base.extend<HostOptions & { lantai: Lantai }>({
  host: ['hosted', { option: true }],

  async lantai({ host, browser, viewport, locale, timezoneId }, use, info) {
    const folder = info.outputPath('data');
    await mkdir(folder, { recursive: true });
    let under: HostUnderTest;
    let context: BrowserContext | undefined;
    if (host === 'electron') under = electronHost(folder);
    else {
      context = await browser.newContext({
        viewport,
        locale: locale ?? 'zh-CN',
        timezoneId: timezoneId ?? 'Asia/Shanghai',
        acceptDownloads: true,
      });
      under = hostedHost(folder, context);
    }
    let page = await under.start();
    const call = createCall((name, input) => page.evaluate(send, [name, input] as const));
    let savedFiles = 0;
    await use({
      folder,
      call,
      get page() {
        return page;
      },
      async run(name, input) {
        const { taskId } = (await call(name, input)) as TaskStarted;
        for (;;) {
          const task: Task = await call('tasks.get', { id: taskId });
          if (task.state === 'done') return task.output as never;
          if (task.state !== 'running') throw new Refusal(task.problem!.code, task.problem!.message, task.problem!.details as never);
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      },
      async restart() {
        await under.stop();
        page = await under.start();
      },
      kill: () => under.kill(),
      async open() {
        page = await under.start();
      },
      chooseFile: (path) => under.chooseFile(page, path),
      async saved(act) {
        const to = info.outputPath(`saved-${++savedFiles}`);
        await under.saved(page, act, to);
        return to;
      },
    });
    await under.stop();
    await context?.close();
  },
});

/** Runs in the page. */
async function send([name, input]: readonly [string, unknown]): Promise<Reply> {
  const { lantai } = window as unknown as { lantai?: Bridge };
  if (lantai) return lantai.send(name, input);
  const answer = await fetch(`/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input ?? {}),
  });
  return (await answer.json()) as Reply;
}

async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

function hostedHost(folder: string, context: BrowserContext): HostUnderTest {
  let server: ChildProcess | undefined;
  let page: Page | undefined;
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    await page?.close();
    page = undefined;
    if (!server) return;
    server.kill(signal);
    await gone(server);
    server = undefined;
  };
  return {
    async start() {
      const started = await serve(folder);
      server = started.server;
      page = await context.newPage();
      // Open once the page has exchanged its one-time token for the session.
      await Promise.all([page.waitForResponse((answer) => new URL(answer.url()).pathname === '/session'), page.goto(started.address)]);
      await page.waitForFunction(() => location.hash === '');
      return page;
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async chooseFile(page, path) {
      page.once('filechooser', (chooser) => void chooser.setFiles(path));
    },
    async saved(page, act, to) {
      const [download] = await Promise.all([page.waitForEvent('download'), act()]);
      await download.saveAs(to);
    },
  };
}

function electronHost(folder: string): HostUnderTest {
  let app: ElectronApplication | undefined;
  return {
    async start() {
      const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
      app = await _electron.launch({
        args: [...(asRoot ? ['--no-sandbox'] : []), project, `--data=${folder}`],
        cwd: project,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
      });
      const page = await app.firstWindow();
      await page.waitForFunction(() => document.readyState === 'complete' && location.protocol !== 'about:');
      return page;
    },
    async stop() {
      await app?.close();
      app = undefined;
    },
    async kill() {
      const child = app!.process();
      child.kill('SIGKILL');
      await gone(child);
      app = undefined;
    },
    async chooseFile(_page, path) {
      await app!.evaluate(({ dialog }, chosen) => {
        const before = dialog.showOpenDialog;
        dialog.showOpenDialog = (async () => {
          dialog.showOpenDialog = before;
          return { canceled: false, filePaths: [chosen] };
        }) as never;
      }, path);
    },
    async saved(page, act, to) {
      await app!.evaluate(({ dialog }, chosen) => {
        dialog.showSaveDialog = (async () => ({ canceled: false, filePath: chosen })) as never;
      }, to);
      await act();
      while (!existsSync(to)) await page.waitForTimeout(50);
    },
  };
}
