import { spawn } from 'node:child_process';
import { join } from 'node:path';
import electron from 'electron';
import { serve } from '../support/serve.ts';
import { expect, test } from './lantai.ts';

const project = join(import.meta.dirname, '../..');

test('the program opens on an empty folder and shows its name', async ({ lantai }) => {
  await expect(lantai.page).toHaveTitle('兰台');
  await expect(lantai.page.locator('body')).not.toBeEmpty();
  expect(await lantai.call('settings.get', {})).toMatchObject({ kind: null, folder: lantai.folder });
});

test('what was saved is there after a restart, and after the program was killed', async ({ lantai }) => {
  await lantai.call('settings.setUp', { kind: 'networked', archivist: '王芳' });
  await lantai.restart();
  expect(await lantai.call('settings.get', {})).toMatchObject({ kind: 'networked', archivist: '王芳' });
  await lantai.call('fonds.create', { code: 'Z109', name: '青石乡人民政府', unitType: 'township' });
  await lantai.kill();
  await lantai.open();
  expect(await lantai.call('fonds.list', {})).toMatchObject([{ code: 'Z109' }]);
});

test('what the page keeps for itself survives a killed program', async ({ lantai }) => {
  await lantai.page.evaluate(() => localStorage.setItem('draft', '关于'));
  await lantai.page.waitForTimeout(1500); // Chromium writes local storage down when idle
  await lantai.kill();
  await lantai.open();
  expect(await lantai.page.evaluate(() => localStorage.getItem('draft'))).toBe('关于');
});

test('a second instance on the same folder is refused in plain words', async ({ lantai, host }) => {
  const command =
    host === 'electron'
      ? [electron as unknown as string, '--no-sandbox', project, `--data=${lantai.folder}`]
      : [process.execPath, join(project, 'server/lantai.ts'), 'serve', '--data', lantai.folder];
  const second = spawn(command[0]!, command.slice(1), { cwd: project, env: { ...process.env, LANTAI_NO_BROWSER: '1' } });
  let said = '';
  for (const stream of [second.stdout, second.stderr])
    stream.on('data', (piece: Buffer) => {
      said += String(piece);
    });
  const code = await new Promise((resolve) => second.on('close', resolve));
  expect(code).toBe(1);
  expect(said).toContain('已经被另一个窗口或另一位用户打开');
  expect(await lantai.call('settings.get', {})).toMatchObject({ kind: null });
});

test('a file is chosen, staged, and known by its name', async ({ lantai, host }, info) => {
  const { writeFileSync } = await import('node:fs');
  const path = info.outputPath('目录.csv');
  writeFileSync(path, '题名\n通知\n');
  if (host === 'electron') {
    await lantai.chooseFile(path);
    await lantai.page.evaluate(() => (window as unknown as { lantai: import('../../shared/desktop.ts').Bridge }).lantai.pickFile(['csv']));
  } else {
    await lantai.page.evaluate(async () => {
      await fetch(`/staging?name=${encodeURIComponent('目录.csv')}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream' },
        body: new Blob(['题名\n通知\n']),
      });
    });
  }
  expect(await lantai.call('files.staged', {})).toMatchObject([{ name: '目录.csv', bytes: 14 }]);
});

test('the page is shut in: no Node, no foreign script, frame, connection, window or place', async ({ lantai }) => {
  const { page } = lantai;
  expect(await page.evaluate(() => ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis))).toEqual([]);
  const blocked = await page.evaluate(async () => {
    const violations = new Set<string>();
    document.addEventListener('securitypolicyviolation', (event) => violations.add(event.effectiveDirective));
    const add = (name: 'script' | 'iframe' | 'img', change: (element: HTMLElement) => void) => {
      const element = document.createElement(name);
      change(element);
      document.body.append(element);
    };
    add('script', (element) => element.append('window.ran = true'));
    add('script', (element) => element.setAttribute('src', 'https://example.com/x.js'));
    add('iframe', (element) => element.setAttribute('src', 'https://example.com/'));
    add('img', (element) => element.setAttribute('src', 'https://example.com/x.png'));
    add('img', (element) => element.setAttribute('onerror', 'window.ran = true'));
    await fetch('https://example.com/').catch(() => undefined);
    // A violation is told a moment later; a policy that lets something through never tells it.
    for (let turn = 0; turn < 100 && violations.size < 5; turn++) await new Promise((resolve) => setTimeout(resolve, 100));
    return { violations: [...violations].sort(), ran: 'ran' in window };
  });
  expect(blocked.ran).toBe(false);
  expect(blocked.violations).toEqual(expect.arrayContaining(['connect-src', 'frame-src', 'img-src', 'script-src-attr', 'script-src-elem']));
});

test('the bridge is frozen, and a message from it is parsed before it is believed', { tag: '@electron' }, async ({ lantai }) => {
  const { page } = lantai;
  expect(await page.evaluate(() => Object.keys((window as unknown as { lantai: object }).lantai).sort())).toEqual([
    'onNews',
    'pickFile',
    'saveOutput',
    'send',
    'stage',
  ]);
  expect(
    await page.evaluate(() => {
      try {
        Object.assign((window as unknown as { lantai: object }).lantai, { send: 1 });
        return 'changed';
      } catch {
        return 'frozen';
      }
    }),
  ).toBe('frozen');
  const send = (name: string, input: unknown) =>
    page.evaluate(([n, i]) => (window as unknown as { lantai: { send(n: unknown, i: unknown): Promise<unknown> } }).lantai.send(n, i), [
      name,
      input,
    ] as const);
  expect(await send('constructor', {})).toMatchObject({ ok: false, problem: { code: 'unknown-operation' } });
  expect(await send('fonds.create', { code: 5 })).toMatchObject({ ok: false, problem: { code: 'invalid-input' } });
  await page.evaluate(() => location.assign('https://example.com/'));
  await page.evaluate(() => void window.open('https://example.com/'));
  await page.waitForTimeout(300);
  expect(await send('settings.get', {})).toMatchObject({ ok: true });
});

test('the loopback door opens to our own page alone', { tag: '@hosted' }, async ({ host }, info) => {
  expect(host).toBe('hosted');
  const { server, address } = await serve(info.outputPath('another'));
  try {
    const { origin, host: authority, hash } = new URL(address);
    const token = hash.slice('#token='.length);
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    const { request } = await import('node:http');
    const ask = (path: string, method: string, headers: Record<string, string>, body = '') =>
      new Promise<{ status: number; headers: import('node:http').IncomingHttpHeaders; text: string }>((resolve, reject) => {
        const asked = request(origin + path, { method, headers, setHost: false }, (answer) => {
          let text = '';
          answer.on('data', (piece: Buffer) => {
            text += String(piece);
          });
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
        });
        asked.on('error', reject);
        asked.end(body);
      });
    const json = { host: authority, origin, 'content-type': 'application/json' };
    const enter = (token: string) => ask('/session', 'POST', json, JSON.stringify({ token }));

    expect((await ask('/api/fonds.list', 'POST', json, '{}')).status, 'no session').toBe(403);
    expect((await enter('0'.repeat(64))).status, 'a guessed token').toBe(403);
    const first = await enter(token);
    expect(first.status).toBe(200);
    const cookie = String(first.headers['set-cookie']);
    expect(cookie).toMatch(/^lantai-[0-9a-f]{16}=[0-9a-f]{64}; HttpOnly; SameSite=Strict; Path=\/$/);
    expect((await enter(token)).status, 'a used token').toBe(403);

    const guest = { ...json, cookie: cookie.split(';')[0]! };
    const list = (headers: Record<string, string>) => ask('/api/fonds.list', 'POST', { ...guest, ...headers }, '{}');
    expect((await list({})).text).toBe('{"ok":true,"value":[]}');
    for (const [why, headers] of Object.entries({
      'a rebound name': { host: 'lantai.evil.example' },
      'a name that begins like us': { host: `127.0.0.1.evil.example:${new URL(origin).port}` },
      'another port': { host: '127.0.0.1:1' },
      'another name of this PC': { host: `localhost:${new URL(origin).port}` },
      'another origin': { origin: 'http://evil.example' },
      'an opaque origin': { origin: 'null' },
      'another site': { 'sec-fetch-site': 'cross-site' },
      'another port of this PC': { 'sec-fetch-site': 'same-site' },
      'a proxy': { 'x-forwarded-for': '10.0.0.1' },
      'a named proxy': { forwarded: 'for=10.0.0.1' },
      'a wrong cookie': { cookie: `${cookie.split('=')[0]}=${'0'.repeat(64)}` },
    }))
      expect((await list(headers)).status, why).toBe(403);
    const { origin: _origin, ...unsaid } = guest;
    expect((await ask('/api/fonds.list', 'POST', unsaid, '{}')).status, 'no origin').toBe(403);
    expect((await list({ 'content-type': 'text/plain' })).status, 'a form a foreign page could post').toBe(415);
    expect((await ask('/api/fonds.list', 'POST', guest, '{')).status, 'broken JSON').toBe(400);
    expect((await ask('/news', 'GET', { host: authority })).status, 'news without a session').toBe(403);
    expect((await ask('/outputs/x', 'GET', { host: authority })).status, 'a file without a session').toBe(403);
    for (const path of ['/..%2f..%2fpackage.json', '/%2e%2e/package.json', '/assets/../../package.json', '/.env', '/index.html%00'])
      expect((await ask(path, 'GET', { host: authority })).status, path).toBe(404);

    const index = await ask('/', 'GET', { host: authority });
    expect(index.headers).toMatchObject({
      'content-security-policy': expect.stringContaining(`default-src 'none'; script-src 'self'`),
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    expect(index.headers['access-control-allow-origin']).toBeUndefined();
    expect(
      JSON.parse((await ask('/api/settings.setUp', 'POST', guest, '{"kind":"classified","archivist":"x"}')).text),
      'a served PC cannot become a classified one',
    ).toMatchObject({ ok: false, problem: { code: 'not-allowed-here' } });
  } finally {
    server.kill('SIGTERM');
  }
});
