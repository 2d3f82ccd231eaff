import { describe, expect, test } from 'vitest';
import { fieldName, sayProblem } from '../../shared/problems.ts';
import { type Problem, ProblemCode } from '../../shared/reply.ts';

describe('refusals are said in plain words', () => {
  test.each(ProblemCode.options)('%s says what happened, what was kept and what to do, in both languages', (code) => {
    for (const language of ['zh-CN', 'en'] as const) {
      const { happened, kept, toDo } = sayProblem({ code, message: 'for the log', details: {} }, language);
      for (const sentence of [happened, kept, toDo]) {
        expect(sentence.length).toBeGreaterThan(3);
        expect(sentence).not.toMatch(/undefined|null|\[object|！|!/);
        if (language === 'zh-CN') expect(sentence.replaceAll('Excel', '')).not.toMatch(/[A-Za-z]{5,}|您/);
        else expect(sentence).not.toMatch(/[\p{Script=Han}]/u);
      }
    }
  });

  test('an ill-filled field is called as the screen calls it', () => {
    const problem: Problem = { code: 'invalid-input', message: '', details: { issues: [{ field: 'draft.year', why: 'invalid_type' }] } };
    expect(sayProblem(problem, 'zh-CN').happened).toBe('「年度」填写不对或没有填。');
    expect(sayProblem(problem, 'en').happened).toBe('“year” is missing or not right.');
    expect(fieldName('draft.documentNumber', 'zh-CN')).toBe('文号');
  });
});
