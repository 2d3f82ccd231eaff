import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createApp } from '../../core/app.ts';
import { startCore } from '../../core/host.ts';
import { openCatalogue } from '../../core/opening.ts';
import { startHosted } from '../../server/hosted.ts';
import type { Transport } from '../../shared/client.ts';
import type { News } from '../../shared/news.ts';
import type { Reply } from '../../shared/reply.ts';

/** What every host offers a test, whatever lies between. */
export interface HostUnderTest {
  readonly folder: string;
  send: Transport;
  /** News as the page would hear it. */
  onNews(listener: (news: News) => void): Promise<void>;
  stage(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Reply>;
  /** The bytes of an output and the name it is handed over under. */
  output(id: string): Promise<{ name: string; bytes: Buffer } | Reply>;
}

export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lantai-host-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The core in the test's own thread, with the copying that any message between two threads or worlds does. */
async function inProcess(): Promise<HostUnderTest> {
  const folder = emptyFolder();
  const catalogue = openCatalogue(folder);
  const app = createApp({ db: catalogue.db, folder: catalogue.folder, log: catalogue.log });
  onTestFinished(async () => {
    await app.close();
    catalogue.close();
  });
  return {
    folder,
    send: async (name, input) => structuredClone(app.answer(name, structuredClone(input))),
    onNews: async (listener) => void app.onNews((news) => listener(structuredClone(news))),
    async stage(name, bytes) {
      const path = join(folder, 'given');
      writeFileSync(path, bytes);
      return { ok: true, value: app.stage(name, path) };
    },
    async output(id) {
      try {
        const { name, path } = app.output(id as never);
        return { name, bytes: readFileSync(path) };
      } catch (error) {
        return { ok: false, problem: (error as { problem: never }).problem };
      }
    },
  };
}

/** The core in its worker thread, as Electron's main holds it. */
async function worker(): Promise<HostUnderTest> {
  const folder = emptyFolder();
  const core = await startCore({ folder });
  onTestFinished(() => core.close());
  return {
    folder,
    send: (name, input) => core.answer(name, input),
    onNews: async (listener) => void core.onNews(listener),
    async stage(name, bytes) {
      writeFileSync(join(folder, 'given'), bytes);
      return core.stage(name, join(folder, 'given'));
    },
    async output(id) {
      const reply = await core.output(id as never);
      return reply.ok ? { name: reply.value.name, bytes: readFileSync(reply.value.path) } : reply;
    },
  };
}

/** Hosted mode over real HTTP, as the page speaks it. */
async function http(): Promise<HostUnderTest> {
  const folder = emptyFolder();
  const hosted = await startHosted({ folder, page: builtPage() });
  onTestFinished(() => hosted.close());
  const { origin, hash } = new URL(hosted.newAddress());
  const json = { origin, 'content-type': 'application/json' };
  const entered = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ token: hash.slice('#token='.length) }),
  });
  const cookie = entered.headers.get('set-cookie')!.split(';')[0]!;
  return {
    folder,
    async send(name, input) {
      const answer = await fetch(`${origin}/api/${name}`, {
        method: 'POST',
        headers: { ...json, cookie },
        body: JSON.stringify(input ?? {}),
      });
      return (await answer.json()) as Reply;
    },
    async onNews(listener) {
      const stop = new AbortController();
      onTestFinished(() => stop.abort());
      const answer = await fetch(`${origin}/news`, { headers: { cookie }, signal: stop.signal });
      void (async () => {
        let text = '';
        for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
          text += piece;
          const events = text.split('\n\n');
          text = events.pop() ?? '';
          for (const event of events) if (event.startsWith('data: ')) listener(JSON.parse(event.slice('data: '.length)) as News);
        }
      })().catch(() => {});
    },
    async stage(name, bytes) {
      const answer = await fetch(`${origin}/staging?name=${encodeURIComponent(name)}`, {
        method: 'PUT',
        headers: { origin, cookie, 'content-type': 'application/octet-stream' },
        body: bytes,
      });
      return (await answer.json()) as Reply;
    },
    async output(id) {
      const answer = await fetch(`${origin}/outputs/${id}`, { headers: { cookie } });
      if (!answer.ok) return (await answer.json()) as Reply;
      const name = decodeURIComponent(/filename\*=UTF-8''(\S+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? '');
      return { name, bytes: Buffer.from(await answer.arrayBuffer()) };
    },
  };
}

/** A page of one line: what these tests are about lies behind it. */
export function builtPage(): string {
  const page = emptyFolder();
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>兰台</title>');
  return page;
}

export const hosts: readonly (readonly [name: string, start: () => Promise<HostUnderTest>])[] = [
  ['in one thread', inProcess],
  ['worker thread', worker],
  ['loopback HTTP', http],
];
