import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createAdaptorServer } from '@hono/node-server';
import { type Core, startCore } from '../core/host.ts';
import { pageAt } from '../core/page.ts';
import { Refusal } from '../shared/reply.ts';
import type { Settings } from '../shared/settings/settings.ts';
import { createHttp } from './http.ts';
import { createSessions } from './session.ts';

/** Lantai in a browser of this PC. */
export interface Hosted {
  readonly core: Core;
  readonly port: number;
  /** An address with a fresh one-time token; the one given before dies. */
  newAddress(): string;
  close(): Promise<void>;
}

export interface HostedRules {
  readonly folder: string;
  /** The built page. */
  readonly page: string;
  /** Unset: the port of last time, so that the browser still knows the drafts it keeps for this address; a random one at first. */
  readonly port?: number;
  readonly largestUpload?: number;
}

/** Serves a catalogue on 127.0.0.1. Refuses what the opening refuses, and `not-allowed-here` on a classified workstation. */
export async function startHosted(rules: HostedRules): Promise<Hosted> {
  const page = pageAt(rules.page);
  const folder = resolve(rules.folder);
  const core = await startCore({ folder });
  try {
    const settings = await core.answer('settings.get', {});
    if (settings.ok && (settings.value as Settings).kind === 'classified')
      throw new Refusal('not-allowed-here', 'a classified workstation opens no socket', { kind: 'classified', what: 'hosted' });
    const sessions = createSessions();
    let port = 0;
    const http = createHttp({
      core,
      page,
      sessions,
      staging: join(folder, 'staging'),
      authority: () => `127.0.0.1:${port}`,
      ...(rules.largestUpload === undefined ? {} : { largestUpload: rules.largestUpload }),
    });
    const server = createAdaptorServer({ fetch: http.fetch, createServer }) as Server;
    port = await listen(server, rules.port, join(folder, 'hosted-port'));
    return {
      core,
      port,
      newAddress: () => `http://127.0.0.1:${port}/#token=${sessions.newToken()}`,
      async close() {
        const gone = new Promise((done) => server.close(done));
        server.closeAllConnections();
        await Promise.all([gone, core.close()]);
      },
    };
  } catch (error) {
    await core.close();
    throw error;
  }
}

/** Listens on the port asked for, else the port of last time, else a free one. */
async function listen(server: Server, wanted: number | undefined, memory: string): Promise<number> {
  const tried = wanted !== undefined ? [wanted] : [rememberedPort(memory), 0];
  for (const port of tried) {
    try {
      await new Promise<void>((done, failed) => {
        server.once('error', failed);
        server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
          server.off('error', failed);
          done();
        });
      });
      const got = (server.address() as AddressInfo).port;
      writeFileSync(memory, String(got));
      return got;
    } catch (error) {
      const { code } = error as { code?: string };
      if ((code !== 'EADDRINUSE' && code !== 'EACCES') || port === tried.at(-1)) throw error;
    }
  }
  throw new Error('no port');
}

function rememberedPort(memory: string): number {
  try {
    const port = Number(readFileSync(memory, 'utf8'));
    return Number.isInteger(port) && port > 1023 && port < 65_536 ? port : 0;
  } catch {
    return 0;
  }
}

/** Serves until the person ends it (Ctrl+C, or the end of the terminal); Enter shows a fresh address. Answers the exit code. */
export async function serveUntilEnded(rules: HostedRules & { readonly browser: boolean }): Promise<number> {
  let hosted = await startHosted(rules);
  const show = () => {
    const address = hosted.newAddress();
    console.log(`兰台 Lantai: ${address}`);
    return address;
  };
  const address = show();
  console.log('地址只能用一次。按回车显示新地址，按 Ctrl+C 关闭。 The address works once: Enter shows a new one, Ctrl+C closes.');
  if (rules.browser && !openBrowser(address))
    console.log('没有找到浏览器，请把上面的地址粘贴到浏览器里。 No browser found: paste the address into one.');

  let stopped = false;
  const mourn = () => {
    stopped = true;
    console.error(
      '目录内核意外停止；已保存的都在，错误已记入日志。按回车重新启动。 The core stopped; what was saved is there. Enter starts it again.',
    );
  };
  hosted.core.onEnd(mourn);
  return new Promise((done) => {
    const end = () => void hosted.close().then(() => done(0));
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
    process.once('SIGHUP', end);
    if (!process.stdin.isTTY) return;
    createInterface({ input: process.stdin }).on('line', () => {
      if (!stopped) return void show();
      void hosted.close().then(async () => {
        hosted = await startHosted(rules);
        hosted.core.onEnd(mourn);
        stopped = false;
        show();
      });
    });
  });
}

/** Opens the person's browser; false where there is none. Other users can see the address in the process list, so its token works once. */
function openBrowser(address: string): boolean {
  if (process.platform === 'win32') return started('rundll32', ['url.dll,FileProtocolHandler', address]);
  if (process.platform === 'darwin') return started('open', [address]);
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return false;
  const found = ['xdg-open', 'sensible-browser', 'chromium', 'firefox'].find((name) => spawnSync('which', [name]).status === 0);
  return found !== undefined && started(found, [address]);
}

function started(command: string, given: readonly string[]): boolean {
  spawn(command, given, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
  return true;
}
