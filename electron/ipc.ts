import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { Core } from '../core/host.ts';
import { Refusal, type Reply } from '../shared/reply.ts';
import { channels } from './channels.ts';
import { createDesktop } from './desktop.ts';
import { isOurs } from './protocol.ts';

/** Carries the page's messages to the core and to the desktop, and the core's news to the page. */
export function answerPage(window: BrowserWindow, core: Core, staging: string): void {
  const desktop = createDesktop(window, core, staging);
  const answer = (channel: string, work: (...given: unknown[]) => Promise<Reply>) =>
    ipcMain.handle(channel, async (event, ...given: unknown[]): Promise<Reply> => {
      if (!isFromPage(event, window)) return refusal('not-allowed-here', 'a message from a foreign frame');
      try {
        return await work(...given);
      } catch (error) {
        if (error instanceof Refusal) return { ok: false, problem: error.problem };
        console.error(error);
        return refusal('unexpected', error instanceof Error ? error.message : String(error));
      }
    });
  answer(channels.ask, (name, input) => core.answer(String(name), input));
  answer(channels.pickFile, (endings) => desktop.pickFile(endings));
  answer(channels.stage, (name, bytes) => desktop.stage(name, bytes));
  answer(channels.saveOutput, (id, name) => desktop.saveOutput(id, name));
  core.onNews((news) => {
    if (!window.isDestroyed()) window.webContents.send(channels.news, news);
  });
}

/** Only the top frame of our one window, and only while it shows our own page. */
function isFromPage(event: IpcMainInvokeEvent, window: BrowserWindow): boolean {
  if (window.isDestroyed() || event.sender !== window.webContents) return false;
  const frame = event.senderFrame;
  return frame !== null && frame === window.webContents.mainFrame && isOurs(frame.url);
}

function refusal(code: 'not-allowed-here' | 'unexpected', message: string): Reply {
  return { ok: false, problem: new Refusal(code, message, { what: 'host' }).problem };
}
