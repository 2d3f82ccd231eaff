import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { FromWorker } from '../../core/host.ts';
import { createCall } from '../../shared/client.ts';
import type { CallerInput } from '../../shared/contract.ts';
import type { Reply } from '../../shared/reply.ts';
import type { TaskStarted } from '../../shared/tasks/tasks.ts';

const cache = join(import.meta.dirname, '../../.cache');
/** Node's modules that can open a connection. */
const network = /^(?:node:)?(?:http|https|http2|net|tls|dgram|dns)(?:\/|$)/;
let built: string;
let chunks: Rolldown.OutputChunk[];

beforeAll(async () => {
  mkdirSync(cache, { recursive: true });
  built = mkdtempSync(join(cache, 'built-')); // inside the project, where the packages that are not bundled are found
  const configFile = join(import.meta.dirname, '../../build/vite.worker.config.ts');
  const output = (await build({ configFile, build: { outDir: built } })) as Rolldown.RolldownOutput;
  chunks = output.output.filter((piece) => piece.type === 'chunk');
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

test('[S1] in the built program one piece alone reaches for the network, and nothing loads it at the start', () => {
  const reaching = chunks.filter(({ imports }) => imports.some((name) => network.test(name)));
  expect(reaching.map(({ moduleIds }) => moduleIds.map((id) => id.replace(/^.*\/core\//, 'core/')))).toEqual([['core/sync/egress.ts']]);
  const [egress] = reaching;
  expect(chunks.filter(({ imports }) => imports.includes(egress!.fileName))).toEqual([]);
  expect(chunks.filter(({ dynamicImports }) => dynamicImports.includes(egress!.fileName)).map(({ name }) => name)).toEqual(['worker']);
});

/** The built core in its thread, with a list of every module it asked for. */
async function builtCore(kind: 'networked' | 'standalone' | 'classified') {
  const folder = mkdtempSync(join(cache, 'folder-'));
  const list = join(folder, 'asked');
  const witness = join(folder, 'witness.cjs');
  writeFileSync(list, '');
  writeFileSync(
    witness,
    `const Module = require('node:module'); const { appendFileSync } = require('node:fs'); const load = Module._load;
     Module._load = function (name, ...rest) { appendFileSync(${JSON.stringify(list)}, name + '\\n'); return load.call(this, name, ...rest); };`,
  );
  const worker = new Worker(join(built, 'worker.cjs'), { workerData: { folder: join(folder, 'data') }, execArgv: ['--require', witness] });
  const waiting = new Map<number, (reply: Reply) => void>();
  await new Promise<void>((open, failed) => {
    worker.on('error', failed);
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'open') open();
      if (message.kind === 'refused') failed(new Error(message.problem.message));
      if (message.kind === 'reply') waiting.get(message.id)?.(message.reply);
    });
  });
  let asked = 0;
  const ask = (question: object) =>
    new Promise<Reply>((answered) => {
      waiting.set(++asked, answered);
      worker.postMessage({ id: asked, ask: question });
    });
  onTestFinished(async () => {
    await ask({ kind: 'close' });
    await worker.terminate();
    rmSync(folder, { recursive: true, force: true });
  });
  const call = createCall((name, input) => ask({ kind: 'answer', name, input }));
  /** How a task of sending ends: its problem. */
  async function problemOf<N extends 'sync.push' | 'sync.enrol'>(name: N, input: CallerInput<N>): Promise<string | undefined> {
    const { taskId } = (await call(name, input)) as TaskStarted;
    for (;;) {
      const task = await call('tasks.get', { id: taskId });
      if (task.state !== 'running') return task.problem?.code;
      await new Promise((wait) => setTimeout(wait, 5));
    }
  }
  await call('settings.setUp', { kind, archivist: '王芳' });
  const fonds = await call('fonds.create', { code: 'Z109', name: '青石乡人民政府', unitType: 'township' });
  const loaded = () =>
    readFileSync(list, 'utf8')
      .split('\n')
      .filter((name) => name.includes('egress') || ['node:http', 'node:https'].includes(name))
      .map((name) => name.replace(/^\.\/egress-.*$/, 'egress'));
  return { problemOf, loaded, enrolment: { address: 'http://127.0.0.1:1', code: 'ABCD-2345', fondsId: fonds.id } };
}

test.each(['standalone', 'classified'] as const)(
  '[S1] a %s program asked to send refuses, and has not loaded the network',
  async (kind) => {
    const { problemOf, loaded, enrolment } = await builtCore(kind);
    expect(await problemOf('sync.push', {})).toBe('not-allowed-here');
    expect(await problemOf('sync.enrol', enrolment)).toBe('not-allowed-here');
    expect(loaded()).toEqual([]);
  },
);

test('[S1] a networked program loads the network with the first question it sends, and no sooner', async () => {
  const { problemOf, loaded, enrolment } = await builtCore('networked');
  expect(await problemOf('sync.push', {})).toBe('not-yet');
  expect(loaded()).toEqual([]);
  expect(await problemOf('sync.enrol', enrolment)).toBe('offline');
  expect(loaded()).toEqual(['egress', 'node:http', 'node:https']);
});
