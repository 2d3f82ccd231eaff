import { join } from 'node:path';
import { app, dialog } from 'electron';
import { defaultFolder, requireSuitable } from '../core/folder.ts';
import { type Core, startCore } from '../core/host.ts';
import { pageAt } from '../core/page.ts';
import { sayProblem } from '../shared/problems.ts';
import { type Problem, Refusal } from '../shared/reply.ts';
import { answerPage } from './ipc.ts';
import { registerScheme, servePage } from './protocol.ts';
import { forbidLeaving, openWindow } from './window.ts';

// Electron's main process: a thin host. It opens the catalogue in a thread, shows the page, and carries messages between them.

const title = '兰台';

/** `--data=DIR` or `--data DIR`; else the folder of this user. */
function dataFolder(given: readonly string[]): string {
  const place = given.findIndex((word) => word === '--data' || word.startsWith('--data='));
  const word = given[place];
  if (word === undefined) return defaultFolder();
  return word.startsWith('--data=') ? word.slice('--data='.length) : (given[place + 1] ?? defaultFolder());
}

function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return error.problem;
  console.error(error);
  return new Refusal('unexpected', error instanceof Error ? error.message : String(error)).problem;
}

/** A refusal before there is a page to show it. */
function tellAndLeave(error: unknown): void {
  const { happened, kept, toDo } = sayProblem(problemOf(error), 'zh-CN');
  dialog.showErrorBox(title, `${happened}\n${kept}\n${toDo}`);
  app.exit(1);
}

async function start(folder: string): Promise<void> {
  await app.whenReady();
  const core = await startCore({ folder });
  const files = pageAt(join(import.meta.dirname, '..', 'renderer'));
  servePage(files);
  const window = openWindow(title, join(import.meta.dirname, 'preload.cjs'));
  answerPage(window, core, join(folder, 'staging'));
  core.onEnd(() => void offerRestart());
  closeTidily(core);
  await window.loadURL('app://lantai/');
}

/** The core ended by itself: what is committed stands, but nothing more can be done without it. */
async function offerRestart(): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title,
    message: '目录内核意外停止。',
    detail: '已保存的都在，错误已记入日志。请重新启动。',
    buttons: ['重新启动', '退出'],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) app.relaunch();
  app.exit(1);
}

/** Leaves only after the catalogue is closed, so that the next start finds a clean stop. */
function closeTidily(core: Core): void {
  let closed = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void core.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}

try {
  registerScheme();
  forbidLeaving();
  const folder = dataFolder(process.argv.slice(1));
  requireSuitable(folder);
  // The browser's own files (the drafts of half-filled forms among them) belong to the catalogue they are about.
  app.setPath('userData', join(folder, 'page'));
  if (app.requestSingleInstanceLock()) start(folder).catch(tellAndLeave);
  else tellAndLeave(new Refusal('already-open', `${folder} is open in another window`));
} catch (error) {
  tellAndLeave(error);
}
