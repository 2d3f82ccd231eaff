import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  composeNumber,
  guessNumber,
  type NumberComponents,
  nextSerial,
  normaliseSeparators,
  seriesOf,
} from '../../shared/numbering/compose.ts';
import type { NumberTemplate } from '../../shared/numbering/numbering.ts';
import { numberTemplates, templateById } from '../../shared/numbering/templates.ts';
import { Term } from '../../shared/retention/retention.ts';
import { CategoryId } from '../../shared/schemes/schemes.ts';
import { asItStands, startOffice } from '../support/app.ts';
import { inForce } from '../support/scheme.ts';

const term = (text: string) => Term.parse(text);
const [Y, D30, D10] = [term('Y'), term('D30'), term('D10')];

function template(id: string): NumberTemplate {
  const found = templateById(id);
  if (!found) throw new Error(`no template ${id}`);
  return found;
}

/** Every example of domain.md §1.4, §2.4, §3.3 and §3.4, and each template's own. */
const examples: [string, string, NumberComponents][] = [
  ['A182-WS·2022-Y-XZ-0001', 'dat22-item', { fonds: 'A182', category: 'WS', year: 2022, term: Y, organCode: 'XZ', serial: 1 }],
  ['A182-ZP·2022-Y-0001', 'dat22-item', { fonds: 'A182', category: 'ZP', year: 2022, term: Y, organCode: '', serial: 1 }],
  ['A182-SW·JB·2022-Y-0001', 'dat22-item', { fonds: 'A182', category: 'SW·JB', year: 2022, term: Y, serial: 1 }],
  ['A182-KU·01·2022-D30-001', 'dat22-volume', { fonds: 'A182', category: 'KU·01', year: 2022, term: D30, serial: 1 }],
  ['A182-KU·01·2022-D30-001-001', 'dat22-volume-item', { fonds: 'A182', category: 'KU·01', year: 2022, term: D30, volume: '1', serial: 1 }],
  ['Z109-WS·2011-Y-BGS-0001', 'dat22-item', { fonds: 'Z109', category: 'WS', year: 2011, term: Y, organCode: 'bgs', serial: 1 }],
  ['Z109-WS·2011-D10-ZZ-0123', 'dat22-item', { fonds: 'Z109', category: 'WS', year: 2011, term: D10, organCode: 'ZZ', serial: 123 }],
  ['Z109-WS·2011-30-BGS-0001', 'dat22-item-digits', { fonds: 'Z109', category: 'WS', year: 2011, term: D30, organCode: 'BGS', serial: 1 }],
  ['J019-ZY·JC·CC·2019·D30-001', 'dat13-volume', { fonds: 'J019', category: 'ZY·JC·CC', year: 2019, term: D30, serial: 1 }],
  [
    'J019-ZY·JC·CC·2019·D30-001-001',
    'dat13-volume-item',
    { fonds: 'J019', category: 'ZY·JC·CC', year: 2019, term: D30, volume: '001', serial: 1 },
  ],
  ['J019-KU·01·2017-001', 'dat13-accounting-volume', { fonds: 'J019', category: 'KU·01', year: 2017, serial: 1 }],
  ['J019-KU·01·2017-001-001', 'dat13-accounting', { fonds: 'J019', category: 'KU·01', year: 2017, volume: '001', serial: 1 }],
  ['A002-RS-001-002', 'dat13-personnel', { fonds: 'A002', category: 'RS', volume: '001', serial: 2 }],
  ['X032-KJ·KY·01-003', 'dat13-project-volume', { fonds: 'X032', category: 'KJ·KY', project: '01', serial: 3 }],
  ['X032-KJ·JJ·02-005-054', 'dat13-project-page', { fonds: 'X032', category: 'KJ·JJ', project: '02', volume: '005', page: '054' }],
  ['K021-ZP·2019·D30-025-005', 'dat13-group', { fonds: 'K021', category: 'ZP', year: 2019, term: D30, volume: '025', serial: 5 }],
  ['C038-001-002-003', 'dat94-volume-item', { fonds: 'C038', catalogue: '001', volume: '002', serial: 3 }],
  ['A439-WS·2015·D30·003-005', 'dat13-item-3', { fonds: 'A439', category: 'WS', year: 2015, term: D30, organCode: '003', serial: 5 }],
  ['Z109-WS·2011·Y·办公室-0001', 'dat13-item', { fonds: 'Z109', category: 'WS', year: 2011, term: Y, organ: '办公室', serial: 1 }],
  ['Z008-WS·2019·Y-037', 'dat13-item-3', { fonds: 'Z008', category: 'WS', year: 2019, term: Y, serial: 37 }],
  ['J019-LY·2019·Y-001', 'dat13-item-3', { fonds: 'J019', category: 'LY', year: 2019, term: Y, serial: 1 }],
  ['C015-WY·TZGG·2019·D10-00001', 'dat13-item-5', { fonds: 'C015', category: 'WY·TZGG', year: 2019, term: D10, serial: 1 }],
  ['B168-SW·2015·Y-001', 'dat13-item-3', { fonds: 'B168', category: 'SW', year: 2015, term: Y, serial: 1 }],
  ['0134-001-0001-001', 'legacy-item', { fonds: '0134', catalogue: '1', volume: '1', serial: 1 }],
  ['230-QQ0309-0001', 'legacy-volume', { fonds: '230', catalogue: 'QQ0309', serial: 1 }],
  ['230-QQ0309-0001-001', 'legacy-item', { fonds: '230', catalogue: 'QQ0309', volume: '0001', serial: 1 }],
];

describe('numbers 档号', () => {
  test.each(examples)('[N1][N2] %s is composed by %s', (number, id, components) => {
    expect(composeNumber(template(id), components)).toEqual({ number });
  });

  test.each(numberTemplates.map((each) => [each.id, each] as const))(
    '[N7] the example of %s is guessed at, and composed again to the same',
    (_id, each) => {
      const guess = guessNumber(each.example);
      expect(guess && composeNumber(template(guess.template), guess.components)).toEqual({ number: each.example });
    },
  );

  test.each(examples)('[N7] %s is guessed at', (number) => {
    const guess = guessNumber(number.replaceAll('·', '•').replaceAll('-', '—'));
    expect(guess && composeNumber(template(guess.template), guess.components)).toEqual({ number });
  });

  test('[N7] a number of unusual width is guessed at loosely, other text not at all', () => {
    expect(guessNumber('Z109-WS·2011-Y-BGS-12')).toEqual({
      template: 'dat22-item',
      components: { fonds: 'Z109', category: 'WS', year: 2011, term: 'Y', organCode: 'BGS', serial: 12 },
    });
    expect(['', '青政发〔2011〕3号', '2011-05-03', 'Z109'].map(guessNumber)).toEqual([null, null, null, null]);
  });

  test('[N2] what is missing is named; the optional organ is not', () => {
    expect(composeNumber(template('dat22-item'), { fonds: 'Z109', category: 'WS', year: 2011, term: null, organCode: '' })).toEqual({
      missing: ['term', 'serial'],
    });
  });

  test('[N3] a fonds that changes its dialect goes on counting', () => {
    const components = { fonds: 'Z109', category: 'WS', year: 2011, term: Y };
    expect(seriesOf(template('dat22-item'), components)).toBe('category=WS|year=2011|term=Y');
    expect(seriesOf(template('dat13-item'), components)).toBe('category=WS|year=2011|term=Y');
    expect(seriesOf(template('dat22-item'), { ...components, organCode: 'bgs' })).toBe('category=WS|year=2011|term=Y|organCode=BGS');
  });

  test('[N4] the serial follows the highest', () => expect([nextSerial(0), nextSerial(41)]).toEqual([1, 42]));

  test('[N6] dots, dashes, width and spaces do not make another number', () => {
    for (const typed of [
      'Z109－WS•2011—Y–BGS−0001',
      'Ｚ109-WS・2011-Y-BGS-0001',
      ' Z109-WS．2011-Y-BGS-0001',
      'Z109-WS‧2011 -Y-BGS-0001',
      'Z109-WS.2011-Y-BGS-0001',
    ])
      expect(normaliseSeparators(typed)).toBe('Z109-WS·2011-Y-BGS-0001');
  });

  test('[N8] within one series different serials make different numbers', () => {
    const components = fc.record({
      fonds: fc.constantFrom('Z109', '0134'),
      category: fc.constantFrom('WS', 'KU·01', 'ZY·JC·CC'),
      year: fc.integer({ min: 1949, max: 2030 }),
      term: fc.constantFrom(Y, D30, D10, term('long'), term('short')),
      organCode: fc.constantFrom('', 'BGS', '003', 'zz'),
      organ: fc.constantFrom('', '办公室', '0001'),
      catalogue: fc.constantFrom('1', 'QQ0309'),
      volume: fc.constantFrom('1', '0001', '12345'),
      project: fc.constantFrom('01', 'A'),
      page: fc.constantFrom('1', '999'),
    });
    const serial = fc.integer({ min: 1, max: 200_000 });
    const counted = numberTemplates.filter((each) => each.series.length > 0);
    fc.assert(
      fc.property(fc.constantFrom(...counted), components, components, serial, serial, (each, a, b, one, other) => {
        if (seriesOf(each, a) !== seriesOf(each, b)) return;
        const first = composeNumber(each, { ...a, fonds: 'Z109', serial: one });
        const second = composeNumber(each, { ...b, fonds: 'Z109', serial: other });
        expect('number' in first && 'number' in second && (first.number === second.number) === (one === other)).toBe(true);
      }),
      { seed: 13, numRuns: 2000 },
    );
  });

  test('[N1] the shipped templates have ids and examples of their own, and compose their examples', () => {
    expect(new Set(numberTemplates.map(({ id }) => id)).size).toBe(numberTemplates.length);
    expect(numberTemplates.filter(({ id, example }) => !examples.some(([number, of]) => number === example && of === id))).toEqual([]);
  });
});

describe('numbering through the contract', () => {
  test('the templates are told, and every number ever given is found with its bearer', async () => {
    const { call, fonds } = await startOffice();
    expect((await call('numbering.templates', {})).map(({ id }) => id)).toContain('dat22-item');
    const draft = { fondsId: fonds.id, year: 2011, term: Y, title: '通知' };
    const item = await call('items.create', { draft, numbered: true });
    await call('items.edit', { id: item.id, was: asItStands, set: { term: D10 }, renumber: true });
    expect(await call('numbering.history', { fondsId: fonds.id, text: 'ws•2011—' })).toEqual([
      { number: 'Z109-WS·2011-D10-0001', itemId: item.id, state: 'taken' },
      { number: 'Z109-WS·2011-Y-0001', itemId: item.id, state: 'former' },
    ]);
  });

  test('[N4] the number of a binned record is not given again, nor one left by renumbering', async () => {
    const { call, fonds } = await startOffice();
    const create = (title: string) => call('items.create', { draft: { fondsId: fonds.id, year: 2011, term: Y, title }, numbered: true });
    const [first, second] = [await create('一'), await create('二')];
    await call('items.bin', { ids: [second.id] });
    expect((await create('三')).number).toBe('Z109-WS·2011-Y-0003');
    await call('items.edit', { id: first.id, was: asItStands, set: { term: D30 }, renumber: true });
    expect((await create('四')).number).toBe('Z109-WS·2011-Y-0004');
    expect((await call('items.restore', { ids: [second.id] })).changed).toBe(1);
    expect((await call('items.get', { id: second.id })).number).toBe('Z109-WS·2011-Y-0002');
  });

  test('[N11] the form a 门类 names wins over that of the 门类 above it, also where it is the fonds’ own', async () => {
    const { call, fonds } = await startOffice();
    const { scheme, categories } = await call('schemes.adopt', { fondsId: fonds.id, template: 'xiangzhen' });
    const above = { schemeId: scheme.id, code: 'KU', name: '会计', arrangement: 'volume', numberTemplate: 'dat13-volume' } as const;
    const below = { schemeId: scheme.id, code: 'KU·01', name: '凭证', arrangement: 'item', numberTemplate: 'dat22-item' } as const;
    for (const category of [above, below]) {
      const { about } = await call('schemes.addCategory', category);
      const id = CategoryId.parse(about);
      const clause = { no: '1', text: '凭证', disposition: 'file', term: D30 } as const;
      await call('schemes.addClause', { categoryId: id, parentId: null, afterId: null, ...clause });
    }
    expect(categories.map(({ code }) => code)).not.toContain('KU');
    await inForce(call, scheme.id, 2011);
    const next = async (category: string) =>
      (await call('items.nextNumber', { draft: { fondsId: fonds.id, year: 2012, term: D30, category } })).number;
    expect([await next('KU·01'), await next('KU·01·A'), await next('KU·02'), await next('ZP')]).toEqual([
      'Z109-KU·01·2012-D30-0001',
      'Z109-KU·01·A·2012-D30-0001',
      'Z109-KU·02·2012·D30-001',
      'Z109-ZP·2012-D30-0001',
    ]);
  });

  test('an unknown template is refused, not guessed', async () => {
    const { call, db, fonds } = await startOffice();
    // An older program, or a newer one, may have left a form this one does not ship.
    db.run(`UPDATE fonds SET number_template = 'home-made'`);
    await expect(call('items.nextNumber', { draft: { fondsId: fonds.id, year: 2011 } })).rejects.toMatchObject({
      code: 'not-found',
      details: { value: 'home-made' },
    });
  });
});
