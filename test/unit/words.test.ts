import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RoomWords } from '../../renderer/app/language.ts';
import { words as audit } from '../../renderer/audit/words.ts';
import { words as controls } from '../../renderer/controls/words.ts';
import { words as desk } from '../../renderer/desk/words.ts';
import { words as imports } from '../../renderer/imports/words.ts';
import { words as sync } from '../../renderer/sync/words.ts';
import { contract } from '../../shared/contract.ts';
import { Todo } from '../../shared/desk/desk.ts';
import { ImportColumn, ImportField, RowOutcome, RowReason } from '../../shared/imports/imports.ts';
import { itemFields } from '../../shared/items/items.ts';
import { fieldName, sayProblem } from '../../shared/problems.ts';
import type { ProblemCode } from '../../shared/reply.ts';
import { SendState } from '../../shared/sync/sync.ts';

const root = join(import.meta.dirname, '../..');
const languages = ['zh-CN', 'en'] as const;

/** What stands in the brackets of a pattern, over all sources of some folders. */
function found(folders: readonly string[], pattern: RegExp): string[] {
  const sources = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(root, folder, name), 'utf8')),
  );
  return [...new Set(sources.flatMap((source) => [...source.matchAll(pattern)].map((match) => match[1]!)))].sort();
}

const rooms = readdirSync(join(root, 'renderer'))
  .map((room) => `${room}/${room === 'app' ? 'frame.words.ts' : 'words.ts'}`)
  .filter((file) => existsSync(join(root, 'renderer', file)));

function expectWords(words: RoomWords, prefix: string, codes: readonly string[]): void {
  expect(codes.length).toBeGreaterThan(0);
  for (const language of languages)
    for (const code of codes) expect(words[language], `${language} ${prefix}${code}`).toHaveProperty([`${prefix}${code}`]);
}

describe('a code never shows as a code', () => {
  test.each(rooms)('%s says the same things in both languages, each in its own', async (file) => {
    const { words } = (await import(join(root, 'renderer', file))) as { words: RoomWords };
    const plain = (key: string) => !key.endsWith('_one');
    expect(Object.keys(words.en).filter(plain).sort()).toEqual(Object.keys(words['zh-CN']).sort());
    for (const [key, chinese] of Object.entries(words['zh-CN'])) {
      const places = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort();
      expect(chinese.trim(), key).not.toBe('');
      expect(places(words.en[key] ?? ''), key).toEqual(places(chinese));
    }
  });

  test('every operation that is recorded and every long work has a name', () => {
    const named = (kinds: readonly string[]) =>
      Object.entries(contract)
        .filter(([, { kind }]) => kinds.includes(kind))
        .map(([name]) => name);
    expectWords(audit, 'op-', named(['command']));
    expectWords(controls, 'task.', named(['task']));
  });

  test('every step of long work has words', () => {
    const steps = found(['core'], /(?:step: |kind: |tell\(|step = )'([a-z-]+ing|laying-out)'/g);
    expect(steps).toEqual(expect.arrayContaining(['gathering', 'greeting', 'sending', 'checking', 'laying-out', 'drawing', 'starting']));
    expectWords(controls, 'step.', steps);
  });

  test('every outcome, field and reason of an imported row has words', () => {
    expectWords(imports, 'reason-', RowReason.options);
    expectWords(imports, 'outcome-', RowOutcome.options);
    expectWords(imports, 'field-', ImportField.options);
    expectWords(imports, 'why-', ImportColumn.shape.because.options);
  });

  test('every to-do and every state of sending has words', () => {
    expectWords(desk, 'todo.', Todo.shape.kind.options);
    expectWords(sync, 'state-', SendState.options);
  });

  test('whatever the county may answer to a change has words', () => {
    const codes = found(['server/county', 'core/sync'], /\bcode: '([a-z-]+)', field/g);
    const told =
      'future-year missing invalid term-not-allowed bad-text out-of-scope unknown-schema unstorable group exists changed-meanwhile';
    expect(codes).toEqual(expect.arrayContaining([...told.split(' '), 'no-record', 'number-taken']));
    expectWords(sync, 'reason-', [...codes, 'classified', 'other']);
  });

  test('every field a refusal or a remark may name is called as the screens call it', () => {
    for (const field of Object.keys(itemFields))
      for (const language of languages) expect(fieldName(field, language), field).not.toBe(language === 'en' ? '' : field);
  });

  // What is said where nothing more is known: a reason that falls through to it would be kept from the archivist.
  const usual = (code: ProblemCode, details: object, language: (typeof languages)[number]) =>
    sayProblem({ code, message: '', details: details as never }, language).happened;
  const ownWords = (code: ProblemCode, whys: readonly string[], details = {}) => {
    for (const language of languages)
      for (const why of whys) {
        expect(usual(code, { ...details, why }, language), why).not.toBe(usual(code, details, language));
        expect(usual(code, { ...details, why }, language)).not.toContain(why.includes('-') ? why : `${why}:`);
      }
  };

  test('every reason the county may refuse for has words of its own', () => {
    const codes = found(['server/county'], /CountyRefusal\(\d+, '([a-z-]+)'/g).filter((code) => !['gap', 'fork'].includes(code));
    const aboutTheCode = ['unknown-code', 'expired-code', 'used-code', 'other-fonds', 'too-many-guesses'];
    ownWords('code-refused', aboutTheCode);
    ownWords(
      'county-refused',
      codes.filter((code) => !aboutTheCode.includes(code)),
    );
    ownWords('county-refused', found(['core/sync'], /'county-refused'[^;]*?why: '([a-z-]+)'/g));
    ownWords(
      'not-the-county',
      found(['core/sync'], /'not-the-county'[^;]*?why: '([a-z-]+)'/g).filter((why) => why !== 'not-lantai'),
    );
  });

  test('every place that cannot take a backup is told from the others, and so is a core that stopped', () => {
    ownWords('unsuitable-folder', ['missing', 'file', 'not-absolute', 'not-writable'], { what: 'backup', folder: 'E:\\备份' });
    for (const language of languages) {
      const { happened, toDo } = sayProblem({ code: 'unexpected', message: '', details: { what: 'core-stopped' } }, language);
      expect(happened).not.toBe(usual('unexpected', {}, language));
      expect(toDo).toMatch(language === 'en' ? /open it again/ : /重新打开/);
    }
  });
});
