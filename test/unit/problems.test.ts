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

  const rows = [1, 2, 3, 4, 5, 6].map((n) => ({ id: `${n}`, no: `1.${n}`, text: '条款' }));
  test.each<[Problem['code'], Problem['details'], string, string]>([
    [
      'changed-meanwhile',
      { what: 'clause', revision: 7, rows: rows.slice(0, 2) },
      '另一个窗口刚改过这份草案的条款「1.1」、「1.2」，这一步没有做。',
      '“1.1”',
    ],
    [
      'changed-meanwhile',
      { what: 'clause', revision: 7, rows },
      '另一个窗口刚改过这份草案的条款「1.1」、「1.2」、「1.3」、「1.4」、「1.5」等 6 条，这一步没有做。',
      'and 1 more',
    ],
    ['changed-meanwhile', { what: 'clause', revision: 7, rows: [] }, '另一个窗口刚改过这份草案，这一步没有做。', 'changed this draft'],
    ['locked', { what: 'scheme' }, '这一版已经施行，不能改。', 'was in force'],
    ['locked', { what: 'scheme-submitted' }, '这一版已经报审或同意，不能改。', 'submitted or consented to'],
    ['locked', { what: 'published' }, '县里已收回这份表，不能照原样采用。', 'withdrawn'],
    ['not-yet', { what: 'scheme-state', state: 'draft' }, '这一版现在是「草案」，还不能做这一步。', 'is a draft'],
    ['not-yet', { what: 'scheme-state', state: 'submitted' }, '这一版现在是「已报审」，还不能做这一步。', 'is submitted'],
    ['not-yet', { what: 'scheme-state', state: 'consented' }, '这一版现在是「已同意」，还不能做这一步。', 'is consented to'],
    ['not-yet', { what: 'consent' }, '这一版还没有同意，没有可附的同意文件。', 'not consented'],
    ['not-yet', { what: 'scheme', no: '1.1' }, '条款 1.1 所在的表还没有施行，不能归在它下面。', 'Clause 1.1'],
    ['not-yet', { what: 'undo' }, '没有可以撤销的改动了。', 'nothing left to undo'],
    ['not-yet', { what: 'redo' }, '没有可以重做的改动。', 'nothing to redo'],
    ['not-found', { what: 'place' }, '要放的地方已经变了，那一条可能被另一个窗口移走或删掉。', 'no longer there'],
    ['too-large', { what: 'scheme', most: 20000 }, '一份表最多 20000 条，放不下了。', '20000'],
    ['duplicate', { what: 'clause', value: '1.1' }, '条款号「1.1」在同一级里已经有了。', '“1.1”'],
    ['duplicate', { what: 'category', value: 'WS' }, '门类代码「WS」在这份表里已经有了。', '“WS”'],
    ['unreadable-file', { what: 'scan', name: '批复.txt' }, '「批复.txt」不是扫描件。', 'not a scan'],
    ['unreadable-file', { what: 'scan-too-large', name: '批复.pdf' }, '「批复.pdf」太大，没有附上。', 'too large'],
    [
      'unreadable-file',
      { what: 'scheme-document', name: '表.json', place: 'categories.0.clauses.11.term' },
      '「表.json」不是完整的三合一文件，错在第 1 个门类第 12 条。',
      'categories.0',
    ],
    ['unreadable-file', { what: 'scheme-document', name: '表.json', place: '' }, '「表.json」不是完整的三合一文件。', 'not a whole scheme'],
    ['invalid-input', { issues: [{ field: 'parentId', why: 'cycle' }], no: '2' }, '条款「2」不能移到自己下面。', '“2”'],
    ['invalid-input', { issues: [{ field: 'parentId', why: 'no-place' }], no: '2' }, '条款「2」已经不能再升级或降级。', '“2”'],
    ['invalid-input', { issues: [{ field: 'parentId', why: 'too-deep' }], no: '2' }, '条款「2」的层级太深，最多 13 级。', '13 levels'],
    ['invalid-input', { issues: [{ field: 'no', why: 'too-long' }], no: '1.1' }, '重编后的条款号「1.1」太长。', 'too long'],
    ['invalid-input', { issues: [{ field: 'toId', why: 'other-fonds' }] }, '这两份表不是同一个全宗的，不能对照。', 'two fonds'],
    ['invalid-input', { issues: [{ field: 'term', why: 'legacy-term' }] }, '新条款不能用「长期」「短期」。', '“long”'],
    [
      'invalid-input',
      { issues: [{ field: 'yearFrom', why: 'before-version-in-force' }], version: 1, yearFrom: 2016 },
      '第 1 版从 2016 年起施行，新的一版不能比它早。',
      'from 2016',
    ],
    ['invalid-input', { issues: [{ field: 'approvalDate', why: 'no-such-day' }] }, '同意日期不是日历上有的日子。', 'calendar'],
    ['scheme-incomplete', { count: 3 }, '三合一表还有 3 处不符合规定，这一步没有做。', 'in 3 places'],
  ])('work on a 三合一 that is refused: %s %j', (code, details, chinese, english) => {
    const inChinese = sayProblem({ code, message: 'for the log', details }, 'zh-CN');
    const inEnglish = sayProblem({ code, message: 'for the log', details }, 'en');
    expect(inChinese.happened).toBe(chinese);
    expect(inEnglish.happened).toContain(english);
    for (const sentence of Object.values(inChinese)) expect(sentence).toMatch(/^[^A-Za-z]*(?:(?:PDF|OFD|WS|txt|pdf|json)[^A-Za-z]*)*。$/);
    for (const sentence of Object.values(inEnglish)) expect(sentence.replaceAll(/[“”]/g, '')).toMatch(/^[^！!]+\.$/);
  });

  test('an ill-filled field is called as the screen calls it', () => {
    const problem: Problem = { code: 'invalid-input', message: '', details: { issues: [{ field: 'draft.year', why: 'invalid_type' }] } };
    expect(sayProblem(problem, 'zh-CN').happened).toBe('「年度」填写不对或没有填。');
    expect(sayProblem(problem, 'en').happened).toBe('“year” is missing or not right.');
    expect(fieldName('draft.documentNumber', 'zh-CN')).toBe('文号');
  });
});
