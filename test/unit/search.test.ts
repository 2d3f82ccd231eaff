import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WritableDb } from '../../core/db/database.ts';
import { indexWaiting } from '../../core/search/index.ts';
import type { CallerInput, Output } from '../../shared/contract.ts';
import type { FondsId } from '../../shared/fonds/fonds.ts';
import { gramsOf, piecesOf } from '../../shared/search/grams.ts';
import { normalise, wordsOf } from '../../shared/search/normalise.ts';
import { startOffice } from '../support/app.ts';

type Office = Awaited<ReturnType<typeof startOffice>>;
type Query = Omit<CallerInput<'search.find'>, 'limit'>;

/** What the tests write of an item. */
interface Written {
  title: string;
  responsible: string;
  documentNumber: string;
  number: string | null;
  formerNumbers: string[];
  organ: string;
  box: string;
  remark: string;
  year: number;
  term: string | null;
  fondsId: FondsId;
  binned: boolean;
}

const plain = (fondsId: FondsId): Written => ({
  title: '题',
  responsible: '',
  documentNumber: '',
  number: null,
  formerNumbers: [],
  organ: '',
  box: '',
  remark: '',
  year: 2020,
  term: null,
  fondsId,
  binned: false,
});

let ids = 0;
function add(db: WritableDb, written: Written): number {
  const id = `01910000-0000-7000-8000-${(++ids).toString(16).padStart(12, '0')}`;
  return db.run(
    `INSERT INTO items (id, fonds_id, level, category, year, term, clause_no, clause_text, organ_code, organ, catalogue, volume, responsible, document_number,
       title, date, date_given, date_start, date_end, secrecy, secrecy_term, openness, box, remark, number, former_numbers, binned_at, created_at, updated_at)
     VALUES (:id, :fondsId, 'item', 'WS', :year, :term, '', '', '', :organ, '', '', :responsible, :documentNumber, :title, '', '', '', '', 0, '', 'unreviewed',
       :box, :remark, :number, :former, :binnedAt, '2026-01-05T08:00:00Z', '2026-01-05T08:00:00Z')`,
    sqlParams(id, written),
  ).row;
}

/** Names in its SET only what differs, as a command does. */
function edit(db: WritableDb, row: number, before: Written, after: Written): void {
  const columns = {
    fonds_id: 'fondsId',
    year: 'year',
    term: 'term',
    organ: 'organ',
    responsible: 'responsible',
    document_number: 'documentNumber',
    title: 'title',
    box: 'box',
    remark: 'remark',
    number: 'number',
    former_numbers: 'former',
    binned_at: 'binnedAt',
  } as const;
  const [was, now] = [sqlParams(undefined, before), sqlParams(undefined, after)];
  const changed = Object.entries(columns).filter(([, param]) => was[param] !== now[param]);
  if (changed.length === 0) return;
  db.run(`UPDATE items SET ${changed.map(([column, param]) => `${column} = :${param}`).join(', ')} WHERE row = :row`, {
    row,
    ...Object.fromEntries(changed.map(([, param]) => [param, now[param]])),
  });
}

function sqlParams(id: string | undefined, { formerNumbers, binned, ...written }: Written) {
  return { ...written, former: JSON.stringify(formerNumbers), binnedAt: binned ? '2026-01-06T08:00:00Z' : null, ...(id ? { id } : {}) };
}

function find(office: Office, query: Query & { limit?: number }): Output<'search.find'> {
  const reply = office.app.answer('search.find', { limit: 500, ...query });
  if (!reply.ok) throw new Error(reply.problem.message);
  return reply.value as Output<'search.find'>;
}

const titles = (office: Office, text: string) => find(office, { text }).rows.map((row) => row.title);

function indexAll(db: WritableDb): void {
  while (indexWaiting(db));
}

/** Reading every record: the promise [S1] in the plainest words. */
function bruteForce(catalogue: ReadonlyMap<number, Written>, query: Query): number[] {
  const asked = normalise(query.text ?? '')
    .split(' ')
    .filter((word) => word !== '');
  return [...catalogue]
    .filter(([, item]) => {
      const fields = [
        item.title,
        item.responsible,
        item.documentNumber,
        item.number ?? '',
        ...item.formerNumbers,
        item.organ,
        item.box,
        item.remark,
      ].map(normalise);
      return (
        !item.binned &&
        asked.every((word) => fields.some((field) => field.includes(word))) &&
        (query.fondsId == null || item.fondsId === query.fondsId) &&
        (query.yearFrom == null || item.year >= query.yearFrom) &&
        (query.yearTo == null || item.year <= query.yearTo) &&
        (query.term == null || item.term === query.term)
      );
    })
    .map(([row]) => row)
    .sort((one, other) => other - one);
}

/** Signs that have broken searches elsewhere. */
const awkward = [
  '青',
  '石',
  '乡',
  '关',
  '于',
  '通',
  '知',
  '2',
  '0',
  '1',
  '号',
  '𠮷',
  '㙦',
  '😀',
  '👨‍👩‍👧',
  '㊀',
  '\ue001',
  '葛\u{e0100}',
  '%',
  '_',
  '"',
  '*',
  '-',
  '—',
  "'",
  '\\',
  '^',
  ':',
  '.',
  ' ',
  '\u3000',
  '\n',
  '\0',
  '\u0001',
  'A',
  'a',
  'Ａ',
  'é',
  'e\u0301',
  'İ',
  '〔',
  '〕',
  '(',
  '）',
  '·',
  '★',
  'AND',
  'NOT',
  'y2020',
  '\ud842',
  'ﷺ',
];
const phrase = fc.array(fc.constantFrom(...awkward), { minLength: 1, maxLength: 9 }).map((signs) => signs.join(''));
const maybe = fc.oneof({ weight: 3, arbitrary: fc.constant('') }, { weight: 1, arbitrary: phrase });
const itemText = fc.record({
  title: phrase.filter((title) => title.trim() !== ''),
  responsible: maybe,
  documentNumber: maybe,
  number: fc.option(phrase),
  formerNumbers: fc.oneof(fc.constant<string[]>([]), fc.array(phrase, { maxLength: 2 })),
  organ: maybe,
  box: maybe,
  remark: maybe,
  year: fc.integer({ min: 2018, max: 2022 }),
  term: fc.constantFrom('Y', 'D30', 'D10', 'long', null),
  binned: fc.boolean(),
  otherFonds: fc.boolean(),
});
const deed = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('touch' as const),
      which: fc.nat(),
      field: fc.constantFrom(
        'title',
        'remark',
        'box',
        'organ',
        'number',
        'year',
        'term',
        'formerNumbers',
        'responsible',
        'documentNumber',
        'otherFonds',
      ),
      text: itemText,
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('add' as const), text: itemText }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('edit' as const), which: fc.nat(), text: itemText }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('bin' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('destroy' as const), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('index' as const) }) },
);
const seldom = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
const question = fc.record({
  /** Cut out of a record, or made up. */
  cut: fc.option(fc.record({ which: fc.nat(), from: fc.nat(3), length: fc.constantFrom(1, 1, 2, 2, 3, 4, 6) }), { freq: 5 }),
  words: seldom(
    fc.array(
      fc.array(fc.constantFrom(...awkward), { minLength: 1, maxLength: 3 }).map((signs) => signs.join('')),
      { maxLength: 2, size: 'xsmall' },
    ),
  ).map((words) => words ?? []),
  yearFrom: seldom(fc.integer({ min: 2017, max: 2023 })),
  yearTo: seldom(fc.integer({ min: 2017, max: 2023 })),
  term: seldom(fc.constantFrom('Y', 'D30', 'D10')),
  fonds: fc.constantFrom('any', 'any', 'first', 'other'),
  offset: fc.nat(5),
  limit: fc.integer({ min: 1, max: 10 }),
});

describe('search 检索', () => {
  test('[S1][S3][S4][S5] find is the same as reading every record, whatever waits to be indexed', async () => {
    const office = await startOffice();
    const { db, fonds } = office;
    const other = await office.call('fonds.create', { code: 'Z110', name: '李家湾村', unitType: 'village' });
    const catalogue = new Map<number, Written>();
    let found = 0;
    fc.assert(
      fc.property(
        fc.array(deed, { minLength: 10, maxLength: 60, size: 'max' }),
        fc.array(question, { minLength: 8, maxLength: 8 }),
        (deeds, questions) => {
          db.run('DELETE FROM items');
          catalogue.clear();
          const pick = (which: number) => [...catalogue.keys()][which % catalogue.size];
          const written = ({ otherFonds, ...text }: typeof itemText extends fc.Arbitrary<infer T> ? T : never): Written => ({
            ...text,
            fondsId: otherFonds ? other.id : fonds.id,
          });
          for (const deed of deeds) {
            if (deed.kind === 'add') {
              const item = written(deed.text);
              catalogue.set(add(db, item), item);
              continue;
            }
            if (deed.kind === 'index') {
              indexAll(db);
              continue;
            }
            const row = pick(deed.which);
            if (row === undefined) continue;
            const before = catalogue.get(row)!;
            if (deed.kind === 'destroy') {
              db.run('DELETE FROM items WHERE row = :row', { row });
              catalogue.delete(row);
              continue;
            }
            const fresh = deed.kind === 'bin' ? before : written(deed.text);
            const after =
              deed.kind === 'bin'
                ? { ...before, binned: !before.binned }
                : deed.kind === 'edit'
                  ? fresh
                  : deed.field === 'otherFonds'
                    ? { ...before, fondsId: fresh.fondsId }
                    : { ...before, [deed.field]: fresh[deed.field] };
            edit(db, row, before, after);
            catalogue.set(row, after);
          }
          for (const { cut, words, fonds: which, offset, limit, ...narrowing } of questions) {
            const source = cut && catalogue.size > 0 ? catalogue.get(pick(cut.which)!)! : undefined;
            const field = source ? [source.title, source.number ?? source.responsible, source.remark][cut!.which % 3]! : '';
            const text = [
              Array.from(field)
                .slice(cut?.from, (cut?.from ?? 0) + (cut?.length ?? 0))
                .join(''),
              ...words,
            ].join(' ');
            const query: Query = { text, ...narrowing, fondsId: which === 'any' ? null : which === 'first' ? fonds.id : other.id } as Query;
            const expected = bruteForce(catalogue, query);
            if (text.trim() !== '') found += expected.length;
            const answer = find(office, { ...query, offset, limit });
            expect({ query, total: answer.total }).toEqual({ query, total: expected.length });
            expect({ query, rows: answer.rows.map(({ id }) => id) }).toEqual({
              query,
              rows: expected.slice(offset, offset + limit).map((row) => idOf(db, row)),
            });
          }
        },
      ),
      { seed: 20261122, numRuns: 300 },
    );
    expect(found).toBeGreaterThan(900);
  });

  test('[S1] one, two or three characters of 题名, 文号 and 档号 are found; words may stand in different fields; newest first', async () => {
    const office = await startOffice();
    const { db, fonds } = office;
    add(db, {
      ...plain(fonds.id),
      title: '关于印发《青石乡防汛预案》的通知',
      documentNumber: '青政发〔2011〕12号',
      number: 'Z109-WS·2011-Y-BGS-0001',
    });
    add(db, {
      ...plain(fonds.id),
      title: '关于防汛值班的通知',
      responsible: '青石乡人民政府',
      formerNumbers: ['109-2-31', 'Z109-WS·2011-D30-BGS-0009'],
    });
    add(db, { ...plain(fonds.id), title: '防汛物资清单', binned: true });
    for (const settle of [() => undefined, () => indexAll(db)]) {
      settle();
      expect(titles(office, '汛')).toEqual(['关于防汛值班的通知', '关于印发《青石乡防汛预案》的通知']);
      expect(titles(office, '青石')).toHaveLength(2);
      expect(titles(office, '防汛值')).toEqual(['关于防汛值班的通知']);
      expect(titles(office, '青政发[2011]12号')).toEqual(['关于印发《青石乡防汛预案》的通知']);
      expect(titles(office, 'z109-ws·2011')).toHaveLength(2);
      expect(titles(office, '－2－31')).toEqual(['关于防汛值班的通知']);
      expect(titles(office, '通知　青石乡人民')).toEqual(['关于防汛值班的通知']);
      expect(titles(office, '通知 物资')).toEqual([]);
    }
  });

  test('[S1] a word never reaches from one field into the next', async () => {
    const office = await startOffice();
    add(office.db, { ...plain(office.fonds.id), title: '甲乙', responsible: '丙丁', formerNumbers: ['戊', '己'] });
    indexAll(office.db);
    for (const text of ['乙丙', '甲乙丙', '乙丙丁', '戊己', '甲乙丙丁', '[', '"', ',']) expect(titles(office, text)).toEqual([]);
  });

  test('[S2] letters without case, full-width as half-width, and every sign of SQL and of the index as itself', async () => {
    const office = await startOffice();
    for (const title of [
      '完成率100%',
      '甲_乙',
      '"引"',
      '星*号',
      'ＡＢＣ１２３',
      '𠮷林',
      '㊀号',
      '😀',
      "O'Neil",
      '\ue123造字',
      '葛\u{e0100}根',
    ])
      add(office.db, { ...plain(office.fonds.id), title });
    indexAll(office.db);
    expect(titles(office, '%')).toEqual(['完成率100%']);
    expect(titles(office, '_')).toEqual(['甲_乙']);
    expect(titles(office, '“引”')).toEqual(['"引"']);
    expect(titles(office, '*')).toEqual(['星*号']);
    expect(titles(office, 'abc１２3')).toEqual(['ＡＢＣ１２３']);
    expect(titles(office, '𠮷')).toEqual(['𠮷林']);
    expect(titles(office, '一号')).toEqual(['㊀号']);
    expect(titles(office, '😀')).toEqual(['😀']);
    expect(titles(office, "o'n")).toEqual(["O'Neil"]);
    expect(titles(office, '\ue123')).toEqual(['\ue123造字']);
    expect(titles(office, '葛根')).toEqual(['葛\u{e0100}根']);
    expect(titles(office, '葛')).toEqual(['葛\u{e0100}根']);
  });

  test('[S2] whatever is cut out of a text occurs in it after normalising', () => {
    const any = fc
      .array(fc.oneof(fc.constantFrom(...awkward), fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 8 })
      .map((parts) => parts.join('').toWellFormed());
    fc.assert(
      fc.property(any, any, (one, other) => {
        expect(normalise(one + other)).toBe(normalise(one) + normalise(other));
        expect(normalise(normalise(one))).toBe(normalise(one));
      }),
      { seed: 7, numRuns: 3000 },
    );
  });

  test('[S3] every piece asked of the index is one the index holds, and a long word is read before it counts', async () => {
    fc.assert(
      fc.property(phrase, phrase, (one, other) => {
        const grams = gramsOf(normalise(one + other));
        for (const word of wordsOf(one))
          for (const piece of piecesOf(word)) if (normalise(one + other).includes(word)) expect(grams.has(piece)).toBe(true);
      }),
      { seed: 11, numRuns: 2000 },
    );
    // All its threes are there, the word itself is not.
    const office = await startOffice();
    add(office.db, { ...plain(office.fonds.id), title: '甲乙丙丁 乙丙丁戊' });
    add(office.db, { ...plain(office.fonds.id), title: '甲乙丙丁戊' });
    indexAll(office.db);
    expect(titles(office, '甲乙丙丁戊')).toEqual(['甲乙丙丁戊']);
    expect(wordsOf('通知  通知 的通知 关于')).toEqual(['的通知', '关于']);
  });

  test('[S4] with no word at all, every live record within years, term and fonds', async () => {
    const office = await startOffice();
    const { db, fonds } = office;
    add(db, { ...plain(fonds.id), title: '甲', year: 2019, term: 'Y' });
    add(db, { ...plain(fonds.id), title: '乙', year: 2020, term: 'D30' });
    add(db, { ...plain(fonds.id), title: '丙', year: 2021, term: 'Y', binned: true });
    indexAll(db);
    expect(find(office, { text: '  ' }).total).toBe(2);
    expect(find(office, { text: '', yearFrom: 2020 }).rows.map((row) => row.title)).toEqual(['乙']);
    expect(find(office, { text: '甲', term: 'Y', yearTo: 2019, fondsId: fonds.id }).total).toBe(1);
    expect(find(office, { text: '甲', yearFrom: 2020, yearTo: 2019 }).total).toBe(0);
  });

  test('[S5][S6] the core indexes when nobody waits, and says how much is left', async () => {
    const office = await startOffice();
    const { db, fonds } = office;
    for (let count = 0; count < 300; count++) add(db, { ...plain(fonds.id), title: `第${count}号通知` });
    expect(await office.call('search.state', {})).toEqual({ indexed: 0, waiting: 300 });
    await office.call('fonds.edit', { id: fonds.id, was: { contact: '' }, set: { contact: '王芳' } });
    for (let turns = 0; turns < 500 && (await office.call('search.state', {})).waiting > 0; turns++)
      await new Promise((resolve) => setImmediate(resolve));
    expect(await office.call('search.state', {})).toEqual({ indexed: 300, waiting: 0 });
    expect(find(office, { text: '号通知', limit: 50, offset: 290 })).toMatchObject({ total: 300, rows: { length: 10 } });
  });

  test('[S5] a change of one column alone is seen at once: each searched field, year, term, fonds, recycle bin', async () => {
    const office = await startOffice();
    const { db, fonds } = office;
    const other = await office.call('fonds.create', { code: 'Z110', name: '李家湾村', unitType: 'village' });
    const changes: [Partial<Written>, Query][] = [
      [{ title: '新' }, { text: '新' }],
      [{ responsible: '新' }, { text: '新' }],
      [{ documentNumber: '新' }, { text: '新' }],
      [{ number: '新' }, { text: '新' }],
      [{ formerNumbers: ['新'] }, { text: '新' }],
      [{ organ: '新' }, { text: '新' }],
      [{ box: '新' }, { text: '新' }],
      [{ remark: '新' }, { text: '新' }],
      [{ year: 2001 }, { text: '题', yearTo: 2001 }],
      [{ term: 'Y' }, { text: '题', term: 'Y' } as Query],
      [{ fondsId: other.id }, { text: '题', fondsId: other.id }],
    ];
    for (const [change, query] of changes) {
      const before = plain(fonds.id);
      const row = add(db, before);
      indexAll(db);
      expect(find(office, query).total).toBe(0);
      edit(db, row, before, { ...before, ...change });
      expect({ change, total: find(office, query).total }).toEqual({ change, total: 1 });
      indexAll(db);
      expect({ change, total: find(office, query).total }).toEqual({ change, total: 1 });
      edit(db, row, { ...before, ...change }, { ...before, ...change, binned: true });
      expect({ change, total: find(office, query).total }).toEqual({ change, total: 0 });
      indexAll(db);
      expect({ change, total: find(office, query).total }).toEqual({ change, total: 0 });
      db.run('DELETE FROM items WHERE row = :row', { row });
    }
  });

  test('[S5] an abandoned change leaves neither a stale entry nor a waiting row', async () => {
    const office = await startOffice();
    const { db, fonds } = office;
    const row = add(db, { ...plain(fonds.id), title: '原题名' });
    indexAll(db);
    expect(() =>
      db.transaction(() => {
        edit(db, row, { ...plain(fonds.id), title: '原题名' }, { ...plain(fonds.id), title: '新题名' });
        throw new Error('power is gone');
      }),
    ).toThrow();
    expect(await office.call('search.state', {})).toEqual({ indexed: 1, waiting: 0 });
    expect([titles(office, '原'), titles(office, '新')]).toEqual([['原题名'], []]);
  });

  test('[S7][S8] an index made by another rule is not believed, and is made again', async () => {
    const office = await startOffice();
    const { db, fonds } = office;
    const row = add(db, { ...plain(fonds.id), title: '正确的题名' });
    indexAll(db);
    db.run(`UPDATE search_made SET rule = 'older'`);
    db.run(`INSERT OR REPLACE INTO search_index (rowid, grams) VALUES (:row, '错')`, { row });
    expect([titles(office, '错'), titles(office, '正')]).toEqual([[], ['正确的题名']]);
    indexAll(db);
    expect([titles(office, '错'), titles(office, '正')]).toEqual([[], ['正确的题名']]);
    expect(await office.call('search.state', {})).toEqual({ indexed: 1, waiting: 0 });
  });
});

function idOf(db: WritableDb, row: number): string {
  return db.get<{ id: string }>('SELECT id FROM items WHERE row = :row', { row })!.id;
}
