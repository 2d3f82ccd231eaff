import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startCore } from '../../core/host.ts';
import { startHosted } from '../../server/hosted.ts';
import { createCall } from '../../shared/client.ts';
import type { News } from '../../shared/news.ts';
import { builtPage, emptyFolder, hosts } from '../support/hosts.ts';

const draft = { code: 'Z109', name: '青石乡人民政府', unitType: 'township' } as const;

describe.each(hosts)('a host (%s)', (_name, start) => {
  test('carries a sentence and its answer whole', async () => {
    const { send } = await start();
    const call = createCall(send);
    const made = await call('fonds.create', { ...draft, name: '𠮷林乡\u2028 “引号” \\ 📁', organs: [{ code: 'BGS', name: '办公室' }] });
    expect(made).toMatchObject({ code: 'Z109', name: '𠮷林乡\u2028 “引号” \\ 📁', contact: '', organs: [{ code: 'BGS', name: '办公室' }] });
    expect(await call('fonds.list', {})).toEqual([made]);
  });

  test('gives every refusal its code and details', async () => {
    const { send } = await start();
    const call = createCall(send);
    await call('fonds.create', draft);
    await expect(call('fonds.create', draft)).rejects.toMatchObject({ code: 'duplicate', details: { what: 'fonds', value: 'Z109' } });
    expect(await send('fonds.lst', {})).toMatchObject({ ok: false, problem: { code: 'unknown-operation' } });
    expect(await send('fonds.create', { code: 7 })).toMatchObject({
      ok: false,
      problem: { code: 'invalid-input', details: { operation: 'fonds.create' } },
    });
    expect(await send('fonds.create', null)).toMatchObject({ ok: false, problem: { code: 'invalid-input' } });
    expect(await send('fonds.create', [1])).toMatchObject({ ok: false, problem: { code: 'invalid-input' } });
    expect(await send('__proto__', {})).toMatchObject({ ok: false, problem: { code: 'unknown-operation' } });
    expect(await call('fonds.list', {})).toHaveLength(1);
  });

  test('answers nothing that JSON would change', async () => {
    const { send } = await start();
    await send('fonds.create', draft);
    for (const name of ['settings.get', 'fonds.list', 'files.staged', 'tasks.list']) {
      const reply = await send(name, {});
      expect(JSON.parse(JSON.stringify(reply))).toStrictEqual(reply);
    }
  });

  test('tells which rooms have changed after a command, and nothing after a refused one', async () => {
    const { send, onNews } = await start();
    const heard: News[] = [];
    await onNews((news) => heard.push(news));
    await send('fonds.create', { ...draft, code: '' });
    await send('fonds.create', draft);
    await vi.waitFor(() => expect(heard).toEqual([{ kind: 'changed', rooms: expect.arrayContaining(['fonds']) }]));
  });

  test('stages a file byte for byte under the name it had', async () => {
    const { send, stage, folder } = await start();
    const bytes = Uint8Array.from({ length: 300_000 }, (_, place) => (place * 31) % 256);
    const reply = await stage('老目录 (2003).xls', bytes);
    expect(reply).toMatchObject({ ok: true, value: { name: '老目录 (2003).xls', bytes: 300_000 } });
    const { id } = (reply as { value: { id: string } }).value;
    expect(new Uint8Array(readFileSync(join(folder, 'staging', id)))).toEqual(bytes);
    expect(await send('files.staged', {})).toMatchObject({ value: [{ id }] });
    expect(readdirSync(join(folder, 'staging'))).toEqual([id]);
  });

  test('hands an output over by id, and says when there is none', async () => {
    const { output } = await start();
    expect(await output('01900000-0000-7000-8000-000000000001')).toMatchObject({ ok: false, problem: { code: 'not-found' } });
  });
});

describe('the worker host', () => {
  test('a core that dies refuses everything as unexpected and says so once; what was saved is there', async () => {
    const folder = emptyFolder();
    const core = await startCore({ folder, megabytes: 60 });
    const told: unknown[] = [];
    core.onEnd((problem) => told.push(problem.details.what));
    expect(await core.answer('fonds.create', draft)).toMatchObject({ ok: true });
    // More than it has memory for: the thread is ended in the middle of its work.
    const tooMuch = Array.from({ length: 3_000_000 }, (_, place) => ({ place }));
    const stopped = { ok: false, problem: { code: 'unexpected', details: { what: 'core-stopped' } } };
    const waiting = core.answer('settings.get', {});
    expect(await core.answer('settings.get', tooMuch)).toMatchObject(stopped);
    expect(await waiting).toBeDefined();
    expect(await core.answer('settings.get', {})).toMatchObject(stopped);
    expect(told).toEqual(['core-stopped']);
    await core.close();
    const again = await startCore({ folder });
    expect(await again.answer('fonds.list', {})).toMatchObject({ value: [{ code: 'Z109' }] });
    await again.close();
    expect(told).toHaveLength(1);
  });

  test('a closed core is not a broken one, and what cannot travel is refused, not lost', async () => {
    const core = await startCore({ folder: emptyFolder() });
    const told: unknown[] = [];
    core.onEnd((problem) => told.push(problem));
    expect(await core.answer('settings.get', () => 'a function')).toMatchObject({ ok: false, problem: { code: 'invalid-input' } });
    await Promise.all([core.close(), core.close()]);
    expect(await core.answer('settings.get', {})).toMatchObject({ ok: false, problem: { details: { what: 'core-stopped' } } });
    expect(told).toEqual([]);
  });

  test('an opening that is refused is told in the closed list of codes', async () => {
    const folder = emptyFolder();
    const core = await startCore({ folder });
    onTestFinished(() => core.close());
    await expect(startCore({ folder })).rejects.toMatchObject({ code: 'already-open' });
  });
});

describe('hosted mode', () => {
  test('is not available on a classified workstation', async () => {
    const folder = emptyFolder();
    const core = await startCore({ folder });
    expect(await core.answer('settings.setUp', { kind: 'classified', archivist: '王芳' })).toMatchObject({ ok: true });
    await core.close();
    await expect(startHosted({ folder, page: builtPage() })).rejects.toMatchObject({
      code: 'not-allowed-here',
      details: { kind: 'classified' },
    });
    const again = await startCore({ folder });
    await again.close();
  });

  test('comes back on the port of last time, so that the browser still knows what it kept', async () => {
    const folder = emptyFolder();
    const page = builtPage();
    const first = await startHosted({ folder, page });
    await first.close();
    const second = await startHosted({ folder, page });
    expect(second.port).toBe(first.port);
    await second.close();
  });

  test('takes another port when the one of last time is taken', async () => {
    const page = builtPage();
    const taker = await startHosted({ folder: emptyFolder(), page });
    onTestFinished(() => taker.close());
    const folder = emptyFolder();
    writeFileSync(join(folder, 'hosted-port'), String(taker.port));
    const hosted = await startHosted({ folder, page });
    onTestFinished(() => hosted.close());
    expect(hosted.port).not.toBe(taker.port);
  });

  test('an upload over the limit is refused and leaves nothing behind', async () => {
    const folder = emptyFolder();
    const hosted = await startHosted({ folder, page: builtPage(), largestUpload: 1000 });
    onTestFinished(() => hosted.close());
    const { headers, origin } = await enter(hosted.newAddress());
    const put = (bytes: number, name = 'a.csv') =>
      fetch(`${origin}/staging?name=${name}`, {
        method: 'PUT',
        headers: { ...headers, 'content-type': 'application/octet-stream' },
        body: new Uint8Array(bytes),
      });
    const over = await put(1001);
    expect([over.status, await over.json()]).toMatchObject([
      413,
      { ok: false, problem: { code: 'too-large', details: { name: 'a.csv' } } },
    ]);
    expect((await put(1000)).status).toBe(200);
    expect((await put(10, '')).status).toBe(400);
    expect(await (await put(10, encodeURIComponent('..\\..\\evil/..%2f目录.csv'))).json()).toMatchObject({
      value: { name: '..%2f目录.csv' },
    });
    expect(readdirSync(join(folder, 'staging')).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('a new address makes the old one useless', async () => {
    const hosted = await startHosted({ folder: emptyFolder(), page: builtPage() });
    onTestFinished(() => hosted.close());
    const old = hosted.newAddress();
    const fresh = hosted.newAddress();
    expect((await enter(old)).status).toBe(403);
    expect((await enter(fresh)).status).toBe(200);
    expect((await enter(fresh)).status).toBe(403);
  });

  test('answers this PC alone', async () => {
    const hosted = await startHosted({ folder: emptyFolder(), page: builtPage() });
    onTestFinished(() => hosted.close());
    const { networkInterfaces } = await import('node:os');
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((address) => address && !address.internal && address.family === 'IPv4');
    if (outside) {
      const reached = await new Promise((resolve) =>
        request({ host: outside.address, port: hosted.port, timeout: 1000 }, () => resolve('answered'))
          .on('error', () => resolve('refused'))
          .end(),
      );
      expect(reached).toBe('refused');
    }
    const wrongHost = await new Promise((resolve) =>
      request({ host: '127.0.0.1', port: hosted.port, setHost: false, headers: { host: 'rebound.example' } }, (answer) =>
        resolve(answer.statusCode),
      ).end(),
    );
    expect(wrongHost).toBe(403);
  });
});

/** Exchanges the token of an address for a session. */
async function enter(address: string) {
  const { origin, hash } = new URL(address);
  const answer = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ token: hash.slice('#token='.length) }),
  });
  return { origin, status: answer.status, headers: { origin, cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0]! } };
}
