// Headless Chromium on a --remote-debugging-pipe: when this process dies, however hard, the browser goes with it.
const { spawn } = require('node:child_process') as typeof import('node:child_process');
const { EventEmitter } = require('node:events') as typeof import('node:events');

class Cdp extends EventEmitter {
  n = 0;
  waiting = new Map<number, { ok: (v: any) => void; no: (e: Error) => void; method: string }>();
  proc: import('node:child_process').ChildProcess;
  constructor(userDataDir: string, extra: string[]) {
    super();
    this.setMaxListeners(0);
    const headed = !!process.env.LANTAI_STANDIN_HEADED;
    this.proc = spawn(
      process.env.LANTAI_STANDIN_CHROMIUM ?? '/usr/bin/chromium',
      [
        ...(headed ? [] : ['--headless']),
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-default-apps',
        '--disable-extensions',
        '--disable-dev-shm-usage',
        '--disable-popup-blocking',
        '--disable-background-timer-throttling',
        '--disable-renderer-backgrounding',
        '--disable-backgrounding-occluded-windows',
        '--disable-features=Translate,HttpsUpgrades,OptimizationHints,MediaRouter',
        '--password-store=basic',
        '--no-startup-window',
        '--remote-debugging-pipe',
        `--user-data-dir=${userDataDir}`,
        '--lang=zh-CN',
        ...extra,
      ],
      { stdio: ['ignore', 'ignore', 'inherit', 'pipe', 'pipe'] },
    ); // stderr inherited: "DevTools listening on ws://" reaches Playwright
    const out = this.proc.stdio[4] as import('node:stream').Readable;
    let buf: Buffer[] = [];
    out.on('data', (d: Buffer) => {
      let i: number;
      while ((i = d.indexOf(0)) >= 0) {
        buf.push(d.subarray(0, i));
        d = d.subarray(i + 1);
        const m = JSON.parse(Buffer.concat(buf).toString());
        buf = [];
        if (m.id) {
          const w = this.waiting.get(m.id);
          this.waiting.delete(m.id);
          if (m.error) w?.no(new Error(`${w.method}: ${m.error.message}`));
          else w?.ok(m.result);
        } else this.emit(m.sessionId ? `${m.sessionId}:${m.method}` : m.method, m.params);
      }
      if (d.length) buf.push(d);
    });
    (this.proc.stdio[3] as any).on('error', () => {});
  }
  send(method: string, params: object = {}, sessionId?: string): Promise<any> {
    const id = ++this.n;
    (this.proc.stdio[3] as import('node:stream').Writable).write(JSON.stringify({ id, method, params, sessionId }) + '\0');
    return new Promise((ok, no) => this.waiting.set(id, { ok, no, method }));
  }
}
module.exports = { Cdp };
