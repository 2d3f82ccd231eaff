import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DatedRecord,
  datesOf,
  dueDate,
  firstDay,
  formationDay,
  openingDate,
  type RecordDates,
  type Start,
  transferDate,
} from '../../shared/retention/dates.ts';
import { StartBasis, Term } from '../../shared/retention/retention.ts';
import { isLegacyTerm, parseTerm, termCode, termFitsYear, termWords, termYears } from '../../shared/retention/terms.ts';

const term = (text: string) => Term.parse(text);
const anyTerm = fc
  .oneof(
    fc.constantFrom('Y', 'long', 'short'),
    fc.integer({ min: 1, max: 99 }).map((years) => `D${years}`),
  )
  .map(term);
const seeded = { seed: 20061218, numRuns: 500 };

describe('reading 保管期限', () => {
  test.each([
    ['Y', ['永久', '永', 'Y', 'y', 'YJ', 'Ｙ', ' 永 久 ', '永久保存', 'permanent', 'Permanent', '永久（Y）', '永久(YJ)', '永久[永]']],
    [
      'D30',
      [
        '30年',
        '定期30年',
        '定期（30年）',
        '定期(30)',
        'D30',
        'd30',
        '30',
        '三十年',
        '卅年',
        '３０年',
        '30 年',
        '30年期',
        '定期三十年',
        '30.0',
        '30年（D30）',
        'D30年',
        '保管30年',
        '030',
        '30 years',
      ],
    ],
    ['D10', ['10年', '定期10年', 'D10', '10', '十年', '定期十年', 'Ｄ１０', '一十年', '一〇年', '010']],
    ['long', ['长期', '长', 'C', 'c', 'CQ', 'long', '长期保管', '长期（C）']],
    ['short', ['短期', '短', 'D', 'd', 'Ｄ', 'DQ', 'short', '短期（D）']],
    ['D3', ['3年', '三年', 'D3', '定期3年', '03年']],
    ['D15', ['15年', '十五年', '15', 'D15']],
    ['D25', ['25年', '二十五年', '廿五年']],
    ['D60', ['60年', '六十年']],
    ['D2', ['两年']],
  ])('[R1] every spelling of %s is read', (wanted, spellings) => {
    expect(Object.fromEntries(spellings.map((spelling) => [spelling, parseTerm(spelling)]))).toEqual(
      Object.fromEntries(spellings.map((spelling) => [spelling, wanted])),
    );
  });

  test('[R2] what says nothing, or two things, is not read', () => {
    const unreadable = [
      '',
      ' ',
      '1',
      '2',
      '3',
      '5',
      '定期',
      '永久（30年）',
      '30年（10年）',
      '长期（30年）',
      '100年',
      '0年',
      '00',
      '-30',
      '30个月',
      '年',
      '10年以上',
      '永久/30年',
      'D0',
      'E30',
      '保管期限',
      '30年(',
      '2011',
      '40.5',
    ];
    expect(Object.fromEntries(unreadable.map((text) => [text, parseTerm(text)]))).toEqual(
      Object.fromEntries(unreadable.map((text) => [text, null])),
    );
  });

  test('[R2] a D alone is 短期 and a D with a number is 定期', () => {
    expect([parseTerm('D'), parseTerm('D30'), parseTerm('D10')]).toEqual(['short', 'D30', 'D10']);
  });

  test('[R1][R4] whatever is said of a term is read back as the same term', () => {
    fc.assert(
      fc.property(anyTerm, (given) => {
        for (const said of [
          termWords(given, 'zh-CN'),
          termWords(given, 'en'),
          termCode(given, 'code'),
          termCode(given, 'legacy'),
          `定期${termWords(given)}`.replace(/^定期(?=[永长短])/, ''),
        ])
          expect(parseTerm(said), said).toBe(given);
      }),
      seeded,
    );
  });

  test('reading never throws and never answers anything but a term', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'永久长短期定年十三〇0123456789DdCYyQ（）() ') })),
        (text) => {
          const read = parseTerm(text);
          return read === null || Term.safeParse(read).success;
        },
      ),
      { ...seeded, numRuns: 3000 },
    );
  });
});

describe('saying 保管期限', () => {
  test('[R4] every style of a 档号', () => {
    const terms = ['Y', 'D30', 'D10', 'D5', 'long', 'short'].map(term);
    expect(terms.map((each) => termCode(each, 'code'))).toEqual(['Y', 'D30', 'D10', 'D5', 'C', 'D']);
    expect(terms.map((each) => termCode(each, 'legacy'))).toEqual(['Y', 'D30', 'D10', 'D5', 'C', 'D']);
    expect(terms.map((each) => termCode(each, 'digits'))).toEqual(['Y', '30', '10', '5', 'C', 'D']);
  });

  test('in words of both languages', () => {
    expect(['Y', 'D30', 'D1', 'long', 'short'].map((each) => [termWords(term(each)), termWords(term(each), 'en')])).toEqual([
      ['永久', 'permanent'],
      ['30年', '30 years'],
      ['1年', '1 year'],
      ['长期', 'long-term'],
      ['短期', 'short-term'],
    ]);
  });

  test('[R3] 长期 and 短期 stand on records up to 2006 and on no later one', () => {
    expect([1987, 2006, 2007].map((year) => termFitsYear(term('long'), year))).toEqual([true, true, false]);
    expect([2006, 2007].map((year) => termFitsYear(term('short'), year))).toEqual([true, false]);
    expect(['Y', 'D30', 'D10'].every((each) => termFitsYear(term(each), 1999) && termFitsYear(term(each), 2026))).toBe(true);
  });
});

describe('counting 保管期限', () => {
  const cases: readonly [words: string, term: string, start: Start, from: string, due: string | null][] = [
    ['文书 of 2011, 30年', 'D30', { basis: 'year', year: 2011 }, '20120101', '20411231'],
    ['文书 of 2011, 10年', 'D10', { basis: 'year', year: 2011 }, '20120101', '20211231'],
    ['文书 of 2011, 永久', 'Y', { basis: 'year', year: 2011 }, '20120101', null],
    ['by the document’s own date', 'D10', { basis: 'document', day: '20110503' }, '20120101', '20211231'],
    ['by the day of filing', 'D10', { basis: 'filed', day: '20120615' }, '20130101', '20221231'],
    ['a case closed in mid-year', 'D30', { basis: 'closed', day: '20150630' }, '20150701', '20450630'],
    ['a case closed on the last day of a year', 'D30', { basis: 'closed', day: '20151231' }, '20160101', '20451231'],
    ['a contract that ran out on 29 February', 'D10', { basis: 'closed', day: '20160229' }, '20160301', '20260228'],
    ['a building finished', 'D30', { basis: 'completed', day: '20190815' }, '20190816', '20490815'],
    ['会计凭证 of 2016', 'D30', { basis: 'accounting', day: '20161231' }, '20170101', '20461231'],
    ['会计月报 of 2016', 'D10', { basis: 'accounting', day: '20161231' }, '20170101', '20261231'],
    ['会计凭证 of 2010, 15年 as the old rule had it', 'D15', { basis: 'accounting', day: '20101231' }, '20110101', '20251231'],
    ['a volume of 1998–2001 by its last year', 'D10', { basis: 'year', year: 2001 }, '20020101', '20111231'],
    ['长期 of 1990 at the longest', 'long', { basis: 'year', year: 1990 }, '19910101', '20401231'],
    ['短期 of 1999 at the longest', 'short', { basis: 'year', year: 1999 }, '20000101', '20141231'],
  ];
  test.each(cases)('[R5][R6] %s', (_words, given, start, from, due) => {
    expect([firstDay(start), dueDate(term(given), start)]).toEqual([from, due]);
  });

  test('[R7][R8][R9] opening after 25 years and transfer after 10, from the last day a date may mean', () => {
    expect(openingDate(formationDay('20000503', 2000))).toBe('20250503');
    expect(transferDate(formationDay('20000531', 2000))).toBe('20100531');
    expect(openingDate(formationDay('', 2000))).toBe('20251231');
    expect([openingDate('20000229'), transferDate('20000229')]).toEqual(['20250228', '20100228']);
  });

  test('a day that is none is a bug, not a date', () => {
    expect(() => openingDate('2000')).toThrow(RangeError);
  });

  const realDay = fc
    .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2090-12-31T00:00:00Z'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
  const anyStart: fc.Arbitrary<Start> = fc.oneof(
    fc.integer({ min: 1900, max: 2100 }).map((year): Start => ({ basis: 'year', year })),
    fc
      .tuple(fc.constantFrom('document', 'filed', 'closed', 'completed', 'accounting'), realDay)
      .map(([basis, day]): Start => ({ basis, day })),
  );
  const isReal = (day: string) =>
    new Date(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00Z`).toISOString().slice(0, 10).replaceAll('-', '') === day;

  test('[R5] a due day is a real day, never before the term began, and a longer term is never due sooner', () => {
    fc.assert(
      fc.property(anyStart, fc.integer({ min: 1, max: 98 }), (start, years) => {
        const due = dueDate(term(`D${years}`), start)!;
        const later = dueDate(term(`D${years + 1}`), start)!;
        expect(isReal(due)).toBe(true);
        expect(due > firstDay(start) && later > due).toBe(true);
        expect(Number(due.slice(0, 4)) - Number((start.basis === 'year' ? String(start.year) : start.day).slice(0, 4))).toBe(years);
      }),
      seeded,
    );
  });

  test('[R6] 长期 and 短期 are never due before the fixed term they may be turned into', () => {
    fc.assert(
      fc.property(anyStart, (start) => {
        expect(dueDate(term('long'), start)! >= dueDate(term('D30'), start)!).toBe(true);
        expect(dueDate(term('short'), start)! >= dueDate(term('D10'), start)!).toBe(true);
      }),
      seeded,
    );
  });

  const record = (more: Partial<DatedRecord> = {}): DatedRecord => ({
    term: term('D10'),
    year: 2011,
    dateEnd: '20110503',
    level: 'item',
    ...more,
  });
  const formed2011 = { opening: '20360503', transfer: '20210503' };
  const exact = (due: string, isOurs = false): Partial<RecordDates> => ({ due, dueIs: 'exact', isOurs });
  test.each<readonly [string, StartBasis, Partial<DatedRecord>, Partial<RecordDates>]>([
    ['文书 30年', 'year', { term: term('D30') }, exact('20411231')],
    ['文书 10年', 'year', {}, exact('20211231')],
    ['文书 永久', 'year', { term: term('Y') }, { due: null, dueIs: 'never', isOurs: false }],
    [
      'a paper of the year before',
      'document',
      { dateEnd: '20101230' },
      { ...exact('20201231'), opening: '20351230', transfer: '20201230' },
    ],
    ['a paper without a date', 'document', { dateEnd: '' }, { ...exact('20211231'), opening: '20361231', transfer: '20211231' }],
    ['filed on a known day', 'filed', { event: '20120615' }, exact('20221231')],
    ['filed on a day not known', 'filed', {}, { due: '20211231', dueIs: 'earliest', isOurs: false }],
    ['a contract that ran out on 29 February', 'closed', { event: '20160229' }, exact('20260228', true)],
    ['a case not known to be closed', 'closed', { term: term('D30') }, { due: '20410503', dueIs: 'earliest', isOurs: true }],
    ['a building finished', 'completed', { term: term('D30'), event: '20190815' }, exact('20490815', true)],
    ['会计凭证', 'accounting', { term: term('D30') }, exact('20411231')],
    ['会计月报', 'accounting', {}, exact('20211231')],
    [
      'a volume by its last year',
      'year',
      { level: 'volume', year: 2009, dateEnd: '20131120' },
      { ...exact('20231231'), opening: '20381120', transfer: '20231120' },
    ],
    [
      'an item by its 年度, whatever its date',
      'year',
      { year: 2009, dateEnd: '20131120' },
      { ...exact('20191231'), opening: '20381120', transfer: '20231120' },
    ],
    [
      '长期',
      'year',
      { term: term('long'), year: 1990, dateEnd: '' },
      { ...exact('20401231', true), opening: '20151231', transfer: '20001231' },
    ],
    [
      '短期',
      'year',
      { term: term('short'), year: 1999, dateEnd: '' },
      { ...exact('20141231', true), opening: '20241231', transfer: '20091231' },
    ],
    ['no term yet', 'year', { term: null }, { due: null, dueIs: 'unknown', isOurs: false }],
  ])('[R5]–[R10] the dates of %s', (_words, basis, given, wanted) => {
    expect(datesOf(record(given), basis)).toEqual({ ...formed2011, ...wanted });
  });

  test('[R10] every 起算 has dates; what is only the earliest is never later than the day once the event is known', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...StartBasis.options),
        fc.option(anyTerm, { nil: null }),
        fc.integer({ min: 1949, max: 2060 }),
        fc.option(realDay, { nil: '' }),
        fc.constantFrom('item' as const, 'volume' as const),
        fc.integer({ min: 0, max: 4000 }),
        (basis, given, year, dateEnd, level, days) => {
          const one = { term: given, year, dateEnd, level };
          const dates = datesOf(one, basis);
          const formed = formationDay(dateEnd, level === 'volume' && dateEnd !== '' ? Math.max(year, Number(dateEnd.slice(0, 4))) : year);
          expect(dates.due === null).toBe(given === null || given === 'Y');
          expect(dates.opening).toBe(openingDate(formed));
          expect(dates.transfer < dates.opening).toBe(true);
          if (dates.due === null) return;
          expect(isReal(dates.due)).toBe(true);
          const later = new Date(Date.UTC(Number(formed.slice(0, 4)), Number(formed.slice(4, 6)) - 1, Number(formed.slice(6)) + days));
          const event = later.toISOString().slice(0, 10).replaceAll('-', '');
          const known = datesOf({ ...one, event }, basis);
          expect(known.dueIs).toBe('exact');
          expect(dates.dueIs === 'earliest' ? dates.due <= known.due! : dates.due === known.due).toBe(true);
        },
      ),
      seeded,
    );
  });

  test('terms know what they are', () => {
    fc.assert(
      fc.property(anyTerm, (each) => (termYears(each) !== null) === (each !== 'Y' && !isLegacyTerm(each))),
      seeded,
    );
  });
});
