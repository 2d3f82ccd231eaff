import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DateHints, parseDate } from '../../shared/items/date.ts';

const day = (date: string, uncertain = false) => ({
  date: uncertain ? `[${date}]` : date,
  start: date,
  end: date,
  precision: 'day',
  uncertain,
});
const month = (date: string, start: string, end: string) => ({ date, start, end, precision: 'month', uncertain: false });
const year = (date: string) => ({ date: `${date}0000`, start: `${date}0101`, end: `${date}1231`, precision: 'year', uncertain: false });
const range = (start: string, end: string, date = `${start}-${end}`) => ({ date, start, end, precision: 'range', uncertain: false });
const may3 = day('20110503');

describe('dates 日期', () => {
  test.each<[string, unknown, DateHints?]>([
    ['20110503', may3],
    ['２０１１０５０３', may3],
    ['2011.05.03', may3],
    ['2011.5.3', may3],
    ['2011．5．3', may3],
    ['2011.5.3.', may3],
    ['2011-5-3', may3],
    ['2011/5/3', may3],
    ['2011、5、3', may3],
    ['2011 5 3', may3],
    ['2011年5月3日', may3],
    ['2011 年 5 月 3 日', may3],
    ['2011年5月3号', may3],
    ['二〇一一年五月三日', may3],
    ['二○一一年五月三日', may3],
    ['二零一一年五月三日', may3],
    ['2011-05-03 00:00:00', may3],
    ['2011-05-03T08:30:00Z', may3],
    ['11.5.3', may3],
    ['11.5.3', day('19110503'), { centuryHint: 1912 }],
    ['99.12.31', day('19991231')],
    ['11年5月3日', may3],
    ['110503', may3],
    ['991231', day('19991231')],
    ['190512', day('20190512'), { centuryHint: 2019 }],
    ['190512', month('19051200', '19051201', '19051231')],
    ['40666', may3, { excelSerial: true }],
    ['40666.5', may3, { excelSerial: true }],
    ['40666', null],
    ['201105', month('20110500', '20110501', '20110531')],
    ['201202', month('20120200', '20120201', '20120229')],
    ['2011.5', month('20110500', '20110501', '20110531')],
    ['2011-05', month('20110500', '20110501', '20110531')],
    ['2011年5月', month('20110500', '20110501', '20110531')],
    ['2011年5月份', month('20110500', '20110501', '20110531')],
    ['二〇一一年十月', month('20111000', '20111001', '20111031')],
    ['19990900', month('19990900', '19990901', '19990930')],
    ['2011', year('2011')],
    ['2011年', year('2011')],
    ['20110000', year('2011')],
    ['2011.0.0', year('2011')],
    ['二〇一一年', year('2011')],
    ['一九九九年十一月廿三日', day('19991123')],
    ['一九九九年十二月三十一日', day('19991231')],
    ['民国三十八年五月三日', day('19490503')],
    ['民国元年', year('1912')],
    ['[19450815]', day('19450815', true)],
    ['〔1945年8月15日〕', day('19450815', true)],
    ['[1999]', { ...year('1999'), date: '[19990000]', uncertain: true }],
    ['1999?', { ...year('1999'), date: '[19990000]', uncertain: true }],
    ['约1999年', { ...year('1999'), date: '[19990000]', uncertain: true }],
    ['20110101-20111231', range('20110101', '20111231')],
    ['2011.1—2011.12', range('20110101', '20111231', '20110100-20111200')],
    ['2011.1.1-2011.12.31', range('20110101', '20111231')],
    ['2011-1-1至2011-12-31', range('20110101', '20111231')],
    ['2011年1月～2011年12月', range('20110101', '20111231', '20110100-20111200')],
    ['2011-2012', range('20110101', '20121231', '20110000-20120000')],
    ['[19990101-19991231]', { ...range('19990101', '19991231', '[19990101-19991231]'), uncertain: true }],
  ])('[I9][I11][I12] %s is read', (text, expected, hints) => {
    expect(parseDate(text, hints)).toEqual(expected);
  });

  test.each([
    '',
    '20110231',
    '20110229',
    '20111301',
    '20110003',
    '2011.2.30',
    '19990931',
    '20111231-20110101',
    '5/3/2011',
    '2011.1-12',
    '2011-13',
    '11.5',
    '11',
    '99999999',
    '12号',
    '去年',
    '2011503',
    '[]',
    '2011.5/3',
    '20110503x',
    '00000000',
  ])('[I10] %s is no date', (text) => expect(parseDate(text)).toBeNull());

  test('[I9] what is written is read back as itself, and every day that exists is read in every spelling', () => {
    const anyDay = fc.date({ min: new Date('1000-01-01'), max: new Date('2100-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 5 }), (date, spelling) => {
        const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
        const written = date.toISOString().slice(0, 10).replaceAll('-', '');
        const spelled =
          [written, `${y}.${m}.${d}`, `${y}-${m}-${d}`, `${y}年${m}月${d}日`, `[${written}]`, `${y}/${String(m).padStart(2, '0')}/${d}`][
            spelling
          ] ?? '';
        const parsed = parseDate(spelled, { centuryHint: 2011 });
        expect(parsed?.start).toBe(written);
        expect(parseDate(parsed?.date ?? '')).toEqual(parsed);
      }),
      { seed: 18, numRuns: 500 },
    );
  });

  test('[I10] no text makes it fail, and what it reads lies in order', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'0123456789.-/年月日[]〔〕至—约?民国元十二廿〇 '), maxLength: 18 });
    fc.assert(
      fc.property(noise, (text) => {
        const parsed = parseDate(text);
        if (!parsed) return;
        expect(parsed.start <= parsed.end).toBe(true);
        expect(parseDate(parsed.date)).toEqual(parsed);
      }),
      { seed: 12, numRuns: 3000 },
    );
  });
});
