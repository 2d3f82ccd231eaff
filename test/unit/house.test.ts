import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';

const project = resolve(import.meta.dirname, '../..');

/** A small house of the given files, and what a checker says of it. */
function check(checker: 'doors' | 'texts', files: Record<string, string>, flags: readonly string[] = []) {
  const house = mkdtempSync(join(tmpdir(), 'lantai-house-'));
  onTestFinished(() => rmSync(house, { recursive: true, force: true }));
  for (const floor of ['shared', 'core', 'electron', 'server', 'renderer', 'test']) mkdirSync(join(house, floor));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), text);
  }
  symlinkSync(join(project, 'node_modules'), join(house, 'node_modules'));
  writeFileSync(join(house, 'package.json'), '{"type":"module"}');
  const run = spawnSync(process.execPath, [...flags, join(project, 'build/checks', `${checker}.mjs`)], { cwd: house, encoding: 'utf8' });
  return { said: run.stdout + run.stderr, passed: run.status === 0 };
}

const blind = `import { registerHooks } from 'node:module';
registerHooks({ resolve(name, context, next) { if (name.startsWith('typescript')) throw new Error('none'); return next(name, context); } });`;
const leaf = 'export const x = 1;\n';
const uses = (path: string) => `import { x } from '${path}';\nexport const y = x;\n`;

describe('the house rules bite', () => {
  test('a house in order passes', () => {
    const files = {
      'shared/fonds/fonds.ts': leaf,
      'core/fonds/index.ts': uses('../../shared/fonds/fonds.ts'),
      'core/items/index.ts': `import { y } from '../fonds/index.ts';\nexport const x = y;\n`,
    };
    expect(check('doors', files)).toMatchObject({ passed: true });
  });

  test.each<[rule: string, files: Record<string, string>]>([
    ['downhill-fonds', { 'core/fonds/index.ts': uses('../items/index.ts'), 'core/items/index.ts': leaf }],
    ['one-door', { 'core/items/index.ts': uses('../fonds/store.ts'), 'core/fonds/store.ts': leaf }],
    ['one-door-for-the-gatherers', { 'core/app.ts': uses('./fonds/store.ts'), 'core/fonds/store.ts': leaf }],
    ['front-door', { 'server/http.ts': uses('../core/fonds/index.ts'), 'core/fonds/index.ts': leaf }],
    ['county-keeps-its-own-house', { 'server/county/main.ts': uses('../../core/app.ts'), 'core/app.ts': leaf }],
    ['shared-is-pure', { 'shared/fonds/fonds.ts': uses('../../core/fonds/index.ts'), 'core/fonds/index.ts': leaf }],
    ['shared-is-pure', { 'shared/fonds/fonds.ts': `import { Hono } from 'hono';\nexport const x = Hono;\n` }],
    ['core-knows-no-host', { 'core/fonds/index.ts': uses('../../server/http.ts'), 'server/http.ts': leaf }],
    ['page-knows-no-core', { 'renderer/fonds/FondsScreen.tsx': uses('../../core/fonds/index.ts'), 'core/fonds/index.ts': leaf }],
    ['page-has-no-node', { 'renderer/main.tsx': `import { readFileSync } from 'node:fs';\nexport const x = readFileSync;\n` }],
    [
      'screens-keep-to-their-room',
      { 'renderer/fonds/FondsScreen.tsx': uses('../items/ItemForm.tsx'), 'renderer/items/ItemForm.tsx': leaf },
    ],
    ['controls-know-no-room', { 'renderer/controls/Field.tsx': uses('../items/ItemForm.tsx'), 'renderer/items/ItemForm.tsx': leaf }],
    ['no-electron-upstairs', { 'core/app.ts': `import { app } from 'electron';\nexport const x = app;\n` }],
    ['product-knows-no-test', { 'core/app.ts': uses('../test/support/app.ts'), 'test/support/app.ts': leaf }],
    ['no-cycles', { 'core/app.ts': `import { y } from './host.ts';\nexport const x = y;\n`, 'core/host.ts': uses('./app.ts') }],
    ['known-packages', { 'core/app.ts': `import { x } from 'a-package-nobody-installed';\nexport const y = x;\n` }],
  ])('%s', (rule, files) => {
    const { said, passed } = check('doors', files);
    expect(said).toContain(`${rule}:`);
    expect(passed).toBe(false);
  });

  test('a door checker that has gone blind fails the check instead of passing everything', () => {
    // What TypeScript 7 did to it: no parser, no .ts file read, exit 0.
    const { said, passed } = check('doors', { 'core/app.ts': leaf }, ['--import', `data:text/javascript,${encodeURIComponent(blind)}`]);
    expect(said).toContain('not read by the door checker: core/app.ts');
    expect(passed).toBe(false);
  });

  test.each<[rule: string, files: Record<string, string>]>([
    ['sql-in-stores', { 'core/fonds/index.ts': 'export const question = `SELECT 1 FROM fonds`;\n' }],
    ['words-in-words', { 'renderer/fonds/FondsScreen.tsx': 'export const X = () => <p>尚无全宗</p>;\n' }],
    ['words-in-words', { 'renderer/fonds/FondsScreen.tsx': 'export const X = () => <input placeholder="Fonds name" />;\n' }],
    ['words-in-words', { 'renderer/fonds/FondsScreen.tsx': `export const heading = '全宗';\n` }],
  ])('%s', (rule, files) => {
    const { said, passed } = check('texts', files);
    expect(said).toContain(`${rule}:`);
    expect(passed).toBe(false);
  });

  test('SQL in a store and words in a words file are at home', () => {
    const files = {
      'core/fonds/store.ts': 'export const question = `SELECT 1 FROM fonds`;\n',
      'renderer/fonds/words.ts': `export const words = '全宗';\n`,
    };
    expect(check('texts', files)).toMatchObject({ passed: true });
  });
});
