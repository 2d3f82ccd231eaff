import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type describeContract, runCli } from '../../server/cli.ts';
import { contract } from '../../shared/contract.ts';
import type { Reply } from '../../shared/reply.ts';
import { builtPage, emptyFolder } from '../support/hosts.ts';

/** One command line in this process: its exit code and what it wrote. */
async function lantai(given: readonly string[], input = '') {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCli(given, { out: (text) => out.push(text), err: (text) => err.push(text), input: () => input });
  return {
    code,
    out: out.join('\n'),
    err: err.join('\n'),
    reply: () => JSON.parse(out.join('\n')) as Reply & { words?: { happened: string } },
  };
}

const bin = join(import.meta.dirname, '../../tools/node-runtime/lantai.mjs');
const draft = JSON.stringify({ code: 'Z109', name: '青石乡人民政府', unitType: 'township' });

describe('lantai operations', () => {
  test('prints the whole contract, each sentence with JSON Schemas of what it takes and answers', async () => {
    const { code, out } = await lantai(['operations']);
    expect(code).toBe(0);
    const listed = JSON.parse(out) as ReturnType<typeof describeContract>;
    expect(listed.map(({ name, kind }) => [name, kind])).toEqual(Object.entries(contract).map(([name, { kind }]) => [name, kind]));
    for (const { input, output } of listed)
      for (const schema of [input, output]) expect(schema).toMatchObject({ $schema: expect.stringContaining('json-schema.org') });
    const create = listed.find(({ name }) => name === 'fonds.create')!;
    expect(create.input).toMatchObject({
      type: 'object',
      required: ['code', 'name', 'unitType'],
      additionalProperties: false,
      properties: { code: { type: 'string', maxLength: 20 } },
    });
  });
});

describe('lantai call', () => {
  test('prints the reply as JSON and ends with 0', async () => {
    const folder = emptyFolder();
    const made = await lantai(['call', 'fonds.create', draft, '--data', folder]);
    expect([made.code, made.err]).toEqual([0, '']);
    const { reply } = await lantai(['call', 'fonds.list', `--data=${folder}`]);
    expect(reply()).toEqual({ ok: true, value: [(made.reply() as { value: unknown }).value] });
  });

  test('reads its input from standard input where it is given as -', async () => {
    const { reply } = await lantai(['call', 'fonds.create', '-', '--data', emptyFolder()], draft);
    expect(reply()).toMatchObject({ ok: true, value: { code: 'Z109' } });
  });

  test('ends with 1 when refused: the problem for programs, the sentences for people', async () => {
    const folder = emptyFolder();
    const { code, reply, err } = await lantai(['call', 'fonds.create', '{"code":"Z109"}', '--data', folder]);
    expect(code).toBe(1);
    expect(reply()).toMatchObject({
      ok: false,
      problem: { code: 'invalid-input' },
      words: { happened: expect.any(String), kept: expect.any(String), toDo: expect.any(String) },
    });
    expect(err).toContain(reply().words!.happened);
    expect((await lantai(['call', 'fonds.list', '--data', join(folder, 'OneDrive', 'x')])).reply()).toMatchObject({
      problem: { code: 'unsuitable-folder', details: { why: 'cloud' } },
    });
  });

  test('speaks the language the catalogue is set to', async () => {
    const folder = emptyFolder();
    await lantai(['call', 'settings.change', '{"language":"en"}', '--data', folder]);
    expect((await lantai(['call', 'fonds.create', '{}', '--data', folder])).err).toMatch(/not saved/);
  });

  test('an operation that does not exist is refused without making a folder', async () => {
    const folder = join(emptyFolder(), 'new');
    const { code, reply } = await lantai(['call', 'fonds.lst', '{}', '--data', folder]);
    expect([code, reply()]).toMatchObject([1, { ok: false, problem: { code: 'unknown-operation' } }]);
    expect(existsSync(folder)).toBe(false);
  });

  test('is refused while another program holds the folder', async () => {
    const folder = emptyFolder();
    const { openCatalogue } = await import('../../core/opening.ts');
    const held = openCatalogue(folder);
    onTestFinished(() => held.close());
    const { code, reply } = await lantai(['call', 'fonds.list', '{}', '--data', folder]);
    expect([code, reply()]).toMatchObject([1, { problem: { code: 'already-open' } }]);
  });

  test.each<[string, readonly string[]]>([
    ['nothing', []],
    ['an unknown command', ['fly']],
    ['no operation', ['call']],
    ['broken JSON', ['call', 'fonds.list', '{']],
    ['an unknown option', ['call', 'fonds.list', '{}', '--dta', 'x']],
    ['an option without a value', ['call', 'fonds.list', '{}', '--data']],
    ['too many words', ['call', 'fonds.list', '{}', '{}']],
    ['a port that is none', ['serve', '--port', 'x']],
    ['words where none belong', ['operations', 'x']],
  ])('%s is a mistake of usage: exit code 2, nothing on standard output', async (_what, given) => {
    const { code, out, err } = await lantai(given);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('exit codes');
  });

  test('help is no mistake', async () => expect(await lantai(['--help'])).toMatchObject({ code: 0, err: '' }));

  test('a file given by its path is staged first; one that is not there is refused', async () => {
    const folder = emptyFolder();
    const path = join(folder, '老目录.csv');
    writeFileSync(path, '题名,日期\n关于植树的通知,20030312\n');
    const data = join(folder, 'data');
    const { reply } = await lantai(['call', 'imports.inspect', JSON.stringify({ stagedId: `file:${path}` }), '--data', data]);
    // Whatever the inspection says of the file: it was staged under its own name.
    expect(reply()).toHaveProperty('ok');
    const staged = await lantai(['call', 'files.staged', '{}', '--data', data]);
    expect(staged.reply()).toMatchObject({ ok: true, value: [{ name: '老目录.csv', bytes: readFileSync(path).length }] });
    const missing = await lantai([
      'call',
      'imports.inspect',
      JSON.stringify({ stagedId: `file:${join(folder, 'none.csv')}` }),
      '--data',
      data,
    ]);
    expect([missing.code, missing.reply()]).toMatchObject([1, { problem: { code: 'unreadable-file', details: { name: 'none.csv' } } }]);
  });

  test('long work is waited for, told on standard error, and its files are copied out under their names', async () => {
    const folder = emptyFolder();
    const data = join(folder, 'data');
    const out = join(folder, 'out');
    await lantai(['call', 'fonds.create', draft, '--data', data]);
    for (let turn = 0; turn < 2; turn++) {
      const { code, reply, err } = await lantai(['call', 'audit.export', '{}', '--data', data, '--out', out]);
      expect([code, reply()]).toMatchObject([0, { ok: true }]);
      expect(err).toContain(out);
    }
    expect(readdirSync(out)).toHaveLength(2); // nothing is written over
  });
});

describe('the lantai command', () => {
  const run = (node: string, given: readonly string[]) =>
    spawnSync(node, [bin, ...given], { encoding: 'utf8', env: { PATH: '/usr/bin:/bin', HOME: emptyFolder() } });

  test('passes exit codes and output on', () => {
    const folder = emptyFolder();
    const list = run(process.execPath, ['call', 'fonds.list', '{}', '--data', folder]);
    expect([list.status, list.stdout, list.stderr]).toEqual([0, '{"ok":true,"value":[]}\n', '']);
    expect(run(process.execPath, ['call', 'fonds.create', '{}', '--data', folder]).status).toBe(1);
    expect(run(process.execPath, ['fly']).status).toBe(2);
  });

  test('brings its own Node where the machine’s is another', () => {
    const machine = ['/usr/local/bin/node', '/usr/bin/node'].find(
      (path) =>
        existsSync(path) && spawnSync(path, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }).stdout.trim() !== '24',
    );
    if (!machine) return; // this machine's Node is the project's own
    const list = run(machine, ['call', 'fonds.list', '{}', '--data', emptyFolder()]);
    expect([list.status, list.stdout, list.stderr]).toEqual([0, '{"ok":true,"value":[]}\n', '']);
  });

  test('a large answer reaches a pipe whole', () => {
    const { stdout, status } = run(process.execPath, ['operations']);
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as unknown[]).length).toBe(Object.keys(contract).length);
  });

  test('serve prints an address that works once, and Ctrl+C closes the catalogue cleanly', async () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'data'));
    const server = spawn(process.execPath, [bin, 'serve', '--data', join(folder, 'data')], {
      env: { ...process.env, LANTAI_NO_BROWSER: '1', LANTAI_PAGE: builtPage() },
    });
    onTestFinished(() => void server.kill('SIGKILL'));
    const address = await new Promise<string>((resolve, reject) => {
      server.stdout.on('data', (piece: Buffer) => {
        const found = /http:\/\/127\.0\.0\.1:\d+\/#token=[0-9a-f]{64}/.exec(String(piece))?.[0];
        if (found) resolve(found);
      });
      server.on('exit', () => reject(new Error('ended')));
    });
    expect((await fetch(address)).status).toBe(200);
    server.kill('SIGINT');
    expect(await new Promise((resolve) => server.on('exit', resolve))).toBe(0);
    expect(existsSync(join(folder, 'data', 'in-use'))).toBe(false);
    const { port } = new URL(address);
    const reached = await new Promise((resolve) =>
      createConnection(Number(port), '127.0.0.1')
        .on('connect', () => resolve(true))
        .on('error', () => resolve(false)),
    );
    expect(reached).toBe(false);
  });
});
