import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { contract, type OperationName } from '../../shared/contract.ts';
import { startApp } from '../support/app.ts';

const names = Object.keys(contract) as OperationName[];

const tests = readdirSync('test', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'contract.test.ts')
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  .join('\n');

describe('the contract', () => {
  test.each(names)('%s is called by some test', (name) => {
    expect(tests).toMatch(new RegExp(`(?:call|run|ask|answer|start)\\w*\\(\\s*['"]${name.replace('.', '\\.')}['"]`));
  });

  test.each(names)('%s is named by its room and says what it takes and answers', (name) => {
    expect(name).toMatch(/^[a-z]+\.[a-zA-Z]+$/);
    expect(z.toJSONSchema(contract[name].input, { io: 'input', unrepresentable: 'any' })).toHaveProperty('type', 'object');
    expect(z.toJSONSchema(contract[name].output, { io: 'output', unrepresentable: 'any' })).toBeTypeOf('object');
  });

  test('what the contract does not know is refused, not guessed', () => {
    const { app } = startApp();
    expect(app.answer('fonds.destroy', {})).toMatchObject({ ok: false, problem: { code: 'unknown-operation' } });
    expect(app.answer('__proto__', {})).toMatchObject({ ok: false, problem: { code: 'unknown-operation' } });
    expect(app.answer('fonds.list', { extra: 1 })).toMatchObject({ ok: false, problem: { code: 'invalid-input' } });
  });

  test.each(names)('%s answers ill-formed input with a refusal, never with a bug', (name) => {
    const { app, logged } = startApp();
    for (const input of [
      null,
      1,
      'x',
      [],
      { id: 1 },
      { fondsId: 'no-uuid' },
      { text: {} },
      { draft: null },
      { ids: [] },
      JSON.parse('{"__proto__":{"a":1}}'),
    ]) {
      const reply = app.answer(name, input);
      if (!reply.ok) expect(reply.problem.code).not.toBe('unexpected');
    }
    expect(logged).toEqual([]);
  });
});
