import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesAfter, inOneAct, opOf, wasHash } from '../../core/audit/index.ts';
import {
  applyItemOpToStore,
  eachItem,
  type Given,
  insertItem,
  itemById,
  itemRecordById,
  itemsByRows,
  openFiling,
} from '../../core/items/index.ts';
import { applyItemOp, type ItemRecord, itemFieldNow, itemFieldsForOp } from '../../shared/items/codec.ts';
import type { Item, ItemId } from '../../shared/items/items.ts';
import { normaliseSeparators } from '../../shared/numbering/compose.ts';
import type { Refusal } from '../../shared/reply.ts';
import { Term } from '../../shared/retention/retention.ts';
import { asItStands, startApp, startOffice } from '../support/app.ts';
import { inForce } from '../support/scheme.ts';

const term = (text: string) => Term.parse(text);
const [Y, D30, D10] = [term('Y'), term('D30'), term('D10')];

type Office = Awaited<ReturnType<typeof startOffice>>;
type Draft = Parameters<typeof draftOf>[1];

const draftOf = ({ fonds }: Pick<Office, 'fonds'>, fields: Partial<Omit<Item, 'id' | 'fondsId'>> = {}) => ({
  fondsId: fonds.id,
  year: 2011,
  term: Y,
  title: '关于防汛工作的通知',
  ...fields,
});
const create = (office: Office, fields: Draft = {}, numbered = true) =>
  office.call('items.create', { draft: draftOf(office, fields) as never, numbered });

/** Every op of the log, oldest first. */
const ops = ({ db }: Pick<Office, 'db'>) =>
  changesAfter(db, 0, 1_000_000)
    .map(opOf)
    .filter(({ schema }) => schema === 'item@1');

/** The office with a scheme in force, and its clauses that are filed. */
async function startWithScheme() {
  const office = await startOffice();
  const { scheme } = await office.call('schemes.adopt', {
    fondsId: office.fonds.id,
    template: (await office.call('schemes.templates', {}))[0]!.id,
  });
  const tree = await inForce(office.call, scheme.id, 2000);
  const category = tree.categories.find(({ code }) => code === 'WS')!;
  return {
    ...office,
    tree,
    category,
    clauses: tree.clauses.filter(({ categoryId, disposition, term: of }) => categoryId === category.id && disposition === 'file' && of),
  };
}

describe('items 件: keeping', () => {
  test('a document is kept with all it was given, numbered in the same act, and listed', async () => {
    const office = await startOffice();
    const { call, fonds, db } = office;
    const item = await create(office, {
      organCode: 'BGS',
      organ: '办公室',
      title: '关于防汛工作的\n通知',
      date: '2011年5月3日',
      documentNumber: '青政发[2011]3号',
      responsible: '青石乡人民政府',
      pages: 4,
    });
    const expected: Item = {
      id: item.id,
      fondsId: fonds.id,
      level: 'item',
      category: 'WS',
      year: 2011,
      term: Y,
      clauseId: null,
      clauseNo: '',
      clauseText: '',
      clauseTerm: null,
      organCode: 'BGS',
      organ: '办公室',
      catalogue: '',
      volume: '',
      project: '',
      page: '',
      responsible: '青石乡人民政府',
      documentNumber: '青政发[2011]3号',
      title: '关于防汛工作的通知',
      date: '20110503',
      dateGiven: '2011年5月3日',
      secrecy: 0,
      secrecyTerm: '',
      openness: 'unreviewed',
      pages: 4,
      box: '',
      remark: '',
      serial: 1,
      number: 'Z109-WS·2011-Y-BGS-0001',
      formerNumbers: [],
      binnedAt: null,
      createdAt: item.createdAt,
      updatedAt: item.createdAt,
    };
    expect(item).toEqual(expected);
    expect(await call('items.get', { id: item.id })).toEqual(expected);
    expect(await call('items.list', { fondsId: fonds.id })).toEqual({ rows: [expected], total: 1, pages: 4 });
    expect(db.all('SELECT operation, changes FROM acts ORDER BY number DESC LIMIT 1')).toEqual([{ operation: 'items.create', changes: 1 }]);
    expect(ops(office).map(({ kind, rid, set, was }) => ({ kind, rid, set, was }))).toEqual([
      {
        kind: 'create',
        rid: item.id,
        was: asItStands,
        set: {
          year: 2011,
          term: 'Y',
          organCode: 'BGS',
          organ: '办公室',
          responsible: '青石乡人民政府',
          documentNumber: '青政发[2011]3号',
          title: '关于防汛工作的通知',
          date: '20110503',
          dateGiven: '2011年5月3日',
          pages: 4,
          serial: 1,
          number: 'Z109-WS·2011-Y-BGS-0001',
        },
      },
    ]);
  });

  test('[I1] fonds, year and title are enough; what the number lacks is named, and a refused act leaves no trace', async () => {
    const office = await startOffice();
    const { call, fonds, db } = office;
    expect(await call('items.create', { draft: { fondsId: fonds.id, year: 2011, title: '通知' } })).toMatchObject({
      number: null,
      serial: null,
      term: null,
    });
    await expect(call('items.create', { draft: { fondsId: fonds.id, year: 2011, title: '通知' }, numbered: true })).rejects.toMatchObject({
      code: 'number-incomplete',
      details: { missing: ['term'] },
    });
    await expect(call('items.create', { draft: { fondsId: fonds.id, year: 2011, title: ' ' } })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    expect(db.get("SELECT count(*) AS items, (SELECT count(*) FROM acts WHERE operation = 'items.create') AS acts FROM items")).toEqual({
      items: 1,
      acts: 1,
    });
  });

  test('[I9][I10] a date is normalised and kept as typed; an impossible one is refused', async () => {
    const office = await startOffice();
    expect(await create(office, { date: '11.5.3' })).toMatchObject({ date: '20110503', dateGiven: '11.5.3' });
    expect(await create(office, { date: '20110503' })).toMatchObject({ date: '20110503', dateGiven: '' });
    expect(await create(office, { date: '[1999]' })).toMatchObject({ date: '[19990000]', dateGiven: '[1999]' });
    await expect(create(office, { date: '20110231' })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { issues: [{ field: 'date', why: 'unreadable-date' }] },
    });
    expect(office.db.all(`SELECT date_start AS first, date_end AS last FROM items ORDER BY row DESC LIMIT 1`)).toEqual([
      { first: '19990101', last: '19991231' },
    ]);
  });

  test('[I3] 长期 and 短期 stand only on records of 2006 and before', async () => {
    const office = await startOffice();
    expect(await create(office, { year: 2006, term: term('short') })).toMatchObject({ number: 'Z109-WS·2006-D-0001' });
    const refused = { code: 'invalid-input', details: { issues: [{ field: 'term', why: 'legacy-term' }] } };
    await expect(create(office, { year: 2007, term: term('long') })).rejects.toMatchObject(refused);
    const old = await create(office, { year: 2006, term: term('long') }, false);
    await expect(office.call('items.edit', { id: old.id, was: asItStands, set: { year: 2007 } })).rejects.toMatchObject(refused);
  });
});

describe('items and the scheme', () => {
  test('[I2] the clause leaves its number, words and term on the record; another term stands beside it', async () => {
    const office = await startWithScheme();
    const clause = office.clauses[0]!;
    const other = clause.term === Y ? D10 : Y;
    const filed = { clauseId: clause.id, clauseNo: clause.no, clauseText: clause.text, clauseTerm: clause.term };
    expect(await create(office, { clauseId: clause.id, term: null })).toMatchObject({ ...filed, term: clause.term });
    expect(await create(office, { clauseId: clause.id, term: other })).toMatchObject({ ...filed, term: other });
  });

  test('[I2][I17] choosing a clause later brings its term, and a number made with another term is locked', async () => {
    const office = await startWithScheme();
    const [first] = office.clauses;
    const second = office.clauses.find(({ term: of }) => of !== first!.term)!;
    const item = await create(office, { clauseId: first!.id, term: null });
    const edit = { id: item.id, was: { clauseId: first!.id }, set: { clauseId: second.id } };
    await expect(office.call('items.edit', edit)).rejects.toMatchObject({
      code: 'locked',
      details: { what: 'number', number: item.number, fields: ['term'] },
    });
    expect(await office.call('items.edit', { ...edit, renumber: true })).toMatchObject({
      clauseNo: second.no,
      clauseText: second.text,
      clauseTerm: second.term,
      term: second.term,
      formerNumbers: [item.number],
    });
  });

  test('[I4] a heading, a clause of another fonds and a clause of a draft are refused', async () => {
    const office = await startWithScheme();
    const heading = office.tree.clauses.find(({ disposition }) => disposition === 'heading');
    if (heading)
      await expect(create(office, { clauseId: heading.id })).rejects.toMatchObject({
        code: 'invalid-input',
        details: { issues: [{ field: 'clauseId' }] },
      });
    const elsewhere = await office.call('fonds.create', { code: 'Z110', name: '红岭乡人民政府', unitType: 'township' });
    await expect(create({ ...office, fonds: elsewhere }, { clauseId: office.clauses[0]!.id })).rejects.toMatchObject({
      code: 'not-found',
      details: { what: 'clause' },
    });
    const draft = await office.call('schemes.copy', { schemeId: office.tree.scheme.id });
    const clause = draft.clauses.find(({ disposition }) => disposition === 'file')!;
    await expect(create(office, { clauseId: clause.id })).rejects.toMatchObject({ code: 'not-yet' });
  });

  test('[I5] a record takes the category of its clause and keeps a finer one, and is numbered by that category’s template', async () => {
    const office = await startWithScheme();
    const clauseId = office.clauses[0]!.id;
    expect(await create(office, { clauseId, category: 'KU' })).toMatchObject({ category: 'WS' });
    expect(await create(office, { clauseId, category: 'WS·01' })).toMatchObject({ category: 'WS·01' });
    expect(
      await office.call('items.nextNumber', { draft: { fondsId: office.fonds.id, year: 2011, clauseId, term: null, category: 'KU' } }),
    ).toMatchObject({ missing: [] });
  });
});

describe('the classified gate', () => {
  const secret = '关于某工程选址的请示';

  test.each([
    ['its 密级', { secrecy: 2 }],
    ['its title', { title: `${secret}（秘密★5年）` }],
    ['its remark', { remark: '原件 机密☆' }],
    ['its 文号', { documentNumber: '绝密*青政发1号' }],
    ['its 责任者', { responsible: '秘 密 ★ 乡政府' }],
    ['its box', { box: '机密＊' }],
    ['an unreadable date', { date: '秘密★20110503' }],
  ])('[I6] a record marked in %s is refused and nothing of it is kept or told', async (_where, fields) => {
    const office = await startOffice();
    const { db, logged } = office;
    const refused: Refusal = await create(office, { title: secret, ...fields }).then(
      () => {
        throw new Error('kept');
      },
      (error) => error,
    );
    expect({ code: refused.code, details: refused.details }).toEqual({ code: 'classified', details: {} });
    expect(refused.message).not.toContain('工程');
    expect(db.all('SELECT * FROM items')).toEqual([]);
    expect(JSON.stringify(db.all('SELECT * FROM change_log')) + JSON.stringify(logged)).not.toMatch(/工程|秘密|机密|绝密/);
  });

  test('[I6] an edit that would make a record classified is refused, also before it shows what changed meanwhile', async () => {
    const office = await startOffice();
    const item = await create(office);
    for (const set of [{ secrecy: 3 }, { remark: '机密★10年' }])
      await expect(office.call('items.edit', { id: item.id, was: { remark: '旧' }, set })).rejects.toMatchObject({
        code: 'classified',
        details: {},
      });
    expect(await office.call('items.get', { id: item.id })).toEqual(item);
  });

  test('[I6] a bare word in the title only asks; once answered it is kept, and later edits do not ask again', async () => {
    const office = await startOffice();
    const draft = { ...draftOf(office), title: '关于加强保密工作的通知' };
    await expect(office.call('items.create', { draft })).rejects.toMatchObject({
      code: 'maybe-classified',
      details: { field: 'title', words: ['保密'] },
    });
    const item = await office.call('items.create', { draft, confirmedOpen: true });
    expect(await office.call('items.edit', { id: item.id, was: asItStands, set: { remark: '已公开' } })).toMatchObject({
      remark: '已公开',
    });
    await expect(office.call('items.edit', { id: item.id, was: asItStands, set: { title: '关于秘密载体的通知' } })).rejects.toMatchObject({
      code: 'maybe-classified',
    });
  });

  test('[I6] an installation created as 涉密单机 keeps all of it; one without a kind keeps none', async () => {
    const alone = await startOffice('classified');
    expect(await create(alone, { secrecy: 3, secrecyTerm: '10年', title: '机密★10年 通知' })).toMatchObject({
      secrecy: 3,
      secrecyTerm: '10年',
    });
    const fresh = startApp();
    const fonds = await fresh.call('fonds.create', { code: 'Z109', name: '青石乡人民政府', unitType: 'township' });
    await expect(create({ ...fresh, fonds }, { secrecy: 2 })).rejects.toMatchObject({ code: 'classified' });
  });
});

describe('items: changing', () => {
  test('[I16] an edit changes what differs and names the old values in the log', async () => {
    const office = await startOffice();
    const item = await create(office, { remark: '旧' });
    const after = await office.call('items.edit', {
      id: item.id,
      was: { remark: '旧', title: item.title, date: item.date },
      set: { remark: '新', title: item.title, date: '2011.5.3' },
    });
    expect(after).toEqual({ ...item, remark: '新', date: '20110503', dateGiven: '2011.5.3', updatedAt: after.updatedAt });
    const [, patch] = ops(office);
    expect({ set: patch!.set, was: patch!.was }).toEqual({
      set: { remark: '新', date: '20110503', dateGiven: '2011.5.3' },
      was: { remark: wasHash('旧'), date: wasHash(''), dateGiven: wasHash('') },
    });
    expect(await office.call('items.edit', { id: item.id, was: asItStands, set: { remark: '新' } })).toEqual(after);
    expect(ops(office)).toHaveLength(2);
  });

  test('[I16] an edit that saw an older value is refused and shows both', async () => {
    const office = await startOffice();
    const item = await create(office, { remark: '甲' });
    await office.call('items.edit', { id: item.id, was: { remark: '甲' }, set: { remark: '乙' } });
    await expect(office.call('items.edit', { id: item.id, was: { remark: '甲' }, set: { remark: '丙' } })).rejects.toMatchObject({
      code: 'changed-meanwhile',
      details: { changed: { remark: { seen: '甲', now: '乙', wanted: '丙' } } },
    });
  });

  test('every field can be edited, and stays as it was set', async () => {
    const office = await startWithScheme();
    const item = await create(office, {}, false);
    const set = {
      level: 'volume',
      category: 'WS·01',
      year: 2012,
      term: D10,
      organCode: 'DZB',
      organ: '党政办',
      catalogue: '7',
      volume: '12',
      project: '03',
      page: '5-9',
      responsible: '县政府',
      documentNumber: '县政发〔2012〕1号',
      title: '新题名',
      date: '20120101',
      secrecy: 1,
      secrecyTerm: '1年',
      openness: 'deferred',
      pages: 9,
      box: '3',
      remark: '备注',
    } as const;
    const clause = office.clauses[0]!;
    const after = await office.call('items.edit', { id: item.id, was: asItStands, set: { ...set, clauseId: clause.id } });
    expect(after).toEqual({
      ...item,
      ...set,
      clauseId: clause.id,
      clauseNo: clause.no,
      clauseText: clause.text,
      clauseTerm: clause.term,
      updatedAt: after.updatedAt,
    });
    expect(await office.call('items.get', { id: item.id })).toEqual(after);
    const [, patch] = ops(office);
    expect(applyItemOp(applyItemOp(undefined, ops(office)[0]!), patch!)).toEqual({ ...after, ext: {} });
  });

  test('[I17] a change of category that leads to another form of number is locked too', async () => {
    const office = await startWithScheme();
    await office.call('fonds.edit', { id: office.fonds.id, was: asItStands, set: { numberTemplate: 'legacy-item' } });
    const item = await create(office, { category: 'XX', catalogue: '1', volume: '2' });
    expect(item.number).toBe('Z109-001-0002-001');
    await expect(office.call('items.edit', { id: item.id, was: asItStands, set: { category: 'WS' } })).rejects.toMatchObject({
      code: 'locked',
      details: { fields: ['category'] },
    });
    expect(await office.call('items.edit', { id: item.id, was: asItStands, set: { category: 'YY', year: 2012 } })).toMatchObject({
      number: 'Z109-001-0002-001',
    });
  });

  test('[I17] a component of a given number is locked; renumbering keeps the old number for ever', async () => {
    const office = await startOffice();
    const { call } = office;
    const item = await create(office, { organCode: 'BGS' });
    const edit = { id: item.id, was: asItStands, set: { year: 2012, organCode: 'DZB', remark: '改' } };
    await expect(call('items.edit', edit)).rejects.toMatchObject({
      code: 'locked',
      details: { what: 'number', number: 'Z109-WS·2011-Y-BGS-0001', fields: ['year', 'organCode'] },
    });
    expect(await call('items.edit', { ...edit, renumber: true })).toMatchObject({
      number: 'Z109-WS·2012-Y-DZB-0001',
      serial: 1,
      formerNumbers: ['Z109-WS·2011-Y-BGS-0001'],
    });
    expect(await create(office, { organCode: 'BGS' })).toMatchObject({ number: 'Z109-WS·2011-Y-BGS-0002' });
    expect(await call('items.edit', { id: item.id, was: asItStands, set: { organ: '党政办', volume: '3' } })).toMatchObject({
      number: 'Z109-WS·2012-Y-DZB-0001',
    });
  });

  test('[I17][N10] a number stays locked in the form it was given in, whatever form the fonds took since', async () => {
    const office = await startOffice();
    const { call, fonds } = office;
    const item = await create(office, { organCode: 'BGS', organ: '办公室' });
    await call('fonds.edit', { id: fonds.id, was: asItStands, set: { numberTemplate: 'dat13-item' } });
    await expect(call('items.edit', { id: item.id, was: asItStands, set: { organCode: 'CZ' } })).rejects.toMatchObject({
      code: 'locked',
      details: { number: 'Z109-WS·2011-Y-BGS-0001', fields: ['organCode'] },
    });
    expect(await call('items.edit', { id: item.id, was: asItStands, set: { organ: '党政办' } })).toMatchObject({ number: item.number });
    expect(await call('items.edit', { id: item.id, was: asItStands, set: { organCode: 'CZ' }, renumber: true })).toMatchObject({
      number: 'Z109-WS·2011·Y·党政办-0001',
    });
  });

  test('[I17][N10] a number from outside locks what stands in it, and nothing when no form composes it', async () => {
    const office = await startOffice();
    const { call } = office;
    const foreign = take(office, { number: '0134-001-0001-001' });
    expect(await call('items.edit', { id: foreign.id, was: asItStands, set: { term: D30, year: 2012 } })).toMatchObject({
      number: '0134-001-0001-001',
      year: 2012,
    });
    const known = take(office, { number: 'Z109-001-0002—007', serial: 7 });
    await call('items.edit', { id: known.id, was: asItStands, set: { catalogue: '1', volume: '2' } });
    expect(await call('items.edit', { id: known.id, was: asItStands, set: { term: D30 } })).toMatchObject({ term: D30 });
    await expect(call('items.edit', { id: known.id, was: asItStands, set: { volume: '3' } })).rejects.toMatchObject({
      code: 'locked',
      details: { fields: ['volume'] },
    });
  });

  test('[I17] renumbering that lacks a component is refused and changes nothing', async () => {
    const office = await startOffice();
    const item = await create(office);
    await expect(office.call('items.edit', { id: item.id, was: asItStands, set: { term: null }, renumber: true })).rejects.toMatchObject({
      code: 'number-incomplete',
      details: { missing: ['term'] },
    });
    expect(await office.call('items.get', { id: item.id })).toEqual(item);
  });

  test('[I18] the bin loses nothing; in it an item is neither listed, counted, numbered nor edited', async () => {
    const office = await startOffice();
    const { call, fonds } = office;
    const item = await create(office, { pages: 3 });
    const loose = await create(office, { pages: 5 }, false);
    expect(await call('items.bin', { ids: [item.id, loose.id, item.id] })).toEqual({ changed: 2 });
    expect(await call('items.list', { fondsId: fonds.id })).toEqual({ rows: [], total: 0, pages: 0 });
    expect(await call('items.list', { fondsId: fonds.id, view: 'bin' })).toMatchObject({ total: 2, pages: 8 });
    expect(await call('items.holdings', { fondsId: fonds.id })).toEqual([]);
    expect(await call('items.assignNumbers', { fondsId: fonds.id })).toMatchObject({ numbered: 0 });
    await expect(call('items.edit', { id: item.id, was: asItStands, set: { remark: '改' } })).rejects.toMatchObject({
      code: 'locked',
      details: { what: 'bin' },
    });
    expect(await call('items.restore', { ids: [item.id] })).toEqual({ changed: 1 });
    const restored = await call('items.get', { id: item.id });
    expect(restored).toEqual({ ...item, updatedAt: restored.updatedAt });
    await expect(call('items.bin', { ids: ['00000000-0000-7000-8000-000000000000' as ItemId] })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('items: lists', () => {
  async function shelf() {
    const office = await startOffice();
    await create(office, { year: 2010, term: D10, organ: '财政所', organCode: 'CZS', title: '乙', date: '2010', pages: 2 });
    await create(office, { year: 2011, term: Y, organ: '办公室', organCode: 'BGS', title: '甲', date: '20110503', pages: 3 });
    await create(office, { year: 2011, term: D30, organ: '', title: '丁', date: '', pages: 5 }, false);
    await create(office, { year: 2011, term: Y, organ: '办公室', organCode: 'BGS', title: '丙', date: '20110101', category: 'KU·01' });
    return office;
  }

  test('a list is filtered by year, term, category with what is below it, organ by name or code, and view', async () => {
    const { call, fonds } = await shelf();
    const titles = async (filter: object) =>
      (await call('items.list', { fondsId: fonds.id, ...filter })).rows.map(({ title }) => title).join('');
    expect(await titles({})).toBe('乙甲丁丙');
    expect(await titles({ year: 2011 })).toBe('甲丁丙');
    expect(await titles({ year: 2011, term: Y })).toBe('甲丙');
    expect(await titles({ category: 'KU' })).toBe('丙');
    expect(await titles({ organ: '办公室' })).toBe('甲丙');
    expect(await titles({ organ: 'CZS' })).toBe('乙');
    expect(await titles({ view: 'unnumbered' })).toBe('丁');
    expect(await titles({ view: 'no-clause' })).toBe('乙甲丁丙');
    await expect(titles({ fondsId: '00000000-0000-7000-8000-000000000000' })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('[I20] a 门类 is one and the same however its code is typed, in a record, a list, a number and the scheme', async () => {
    const office = await startOffice();
    const { call, fonds } = office;
    const typed = ['ws', 'ＷＳ', ' W S\u200b', 'Ws'];
    for (const category of typed) await create(office, { category });
    expect((await call('items.list', { fondsId: fonds.id, category: 'ｗｓ', sort: 'number' })).rows.map((item) => item.category)).toEqual(
      typed.map(() => 'WS'),
    );
    for (const category of ['ku・01', 'KU-01', 'ＫＵ．01']) expect(await create(office, { category })).toMatchObject({ category: 'KU·01' });
    const { id } = await create(office, { category: 'zp' });
    expect(await call('items.edit', { id, was: { category: 'zp' }, set: { category: 'sw' }, renumber: true })).toMatchObject({
      category: 'SW',
    });
    expect((await call('prints.preview', { fondsId: fonds.id, year: 2011, category: 'ws' })).rows).toBe(4);
    await expect(create(office, { category: ' \u200b' })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  test('a list is sorted by number (unnumbered last), date, entry or title, and paged with the totals of all', async () => {
    const { call, fonds } = await shelf();
    const titles = async (page: object) =>
      (await call('items.list', { fondsId: fonds.id, ...page })).rows.map(({ title }) => title).join('');
    expect(await titles({ sort: 'number' })).toBe('丙乙甲丁');
    expect(await titles({ sort: 'number', descending: true })).toBe('甲乙丙丁');
    expect(await titles({ sort: 'date' })).toBe('丁乙丙甲');
    expect(await titles({ sort: 'entry', descending: true })).toBe('丙丁甲乙');
    expect(await titles({ sort: 'title' })).toBe('丁丙乙甲');
    expect(await call('items.list', { fondsId: fonds.id, offset: 1, limit: 2 })).toMatchObject({
      rows: [{ title: '甲' }, { title: '丁' }],
      total: 4,
      pages: 10,
    });
  });

  test('holdings count items, pages and numbered ones by year, term and category', async () => {
    const { call, fonds } = await shelf();
    expect(await call('items.holdings', { fondsId: fonds.id })).toEqual([
      { year: 2010, term: D10, category: 'WS', items: 1, pages: 2, numbered: 1 },
      { year: 2011, term: D30, category: 'WS', items: 1, pages: 5, numbered: 0 },
      { year: 2011, term: Y, category: 'KU·01', items: 1, pages: 0, numbered: 1 },
      { year: 2011, term: Y, category: 'WS', items: 1, pages: 3, numbered: 1 },
    ]);
  });

  test('values used lately come back once each: those that begin with the text first, then the newest', async () => {
    const office = await startOffice();
    for (const responsible of ['县政府', '乡政府办公室', '乡政府', '县政府', '']) await create(office, { responsible });
    const lately = (text: string) => office.call('items.lately', { fondsId: office.fonds.id, field: 'responsible', text });
    expect(await lately('')).toEqual(['县政府', '乡政府', '乡政府办公室']);
    expect(await lately('政府')).toEqual(['县政府', '乡政府', '乡政府办公室']);
    expect(await lately('乡')).toEqual(['乡政府', '乡政府办公室']);
    expect(await lately('%')).toEqual([]);
  });

  test('a printed catalogue goes by category, year, term, organ and serial; rows are fetched in the order asked', async () => {
    const { db, fonds } = await shelf();
    expect([...eachItem(db, { fondsId: fonds.id })].map(({ title }) => title).join('')).toBe('丙乙甲丁');
    expect(
      itemsByRows(db, [3, 1, 99])
        .map(({ title }) => title)
        .join(''),
    ).toBe('丁乙');
  });
});

describe('items: numbering 编号', () => {
  test('[N9] a rehearsal tells what 编号 then does: by date, unknown last, then by entry; what is not ready is skipped and named', async () => {
    const office = await startOffice();
    const { call, fonds } = office;
    const late = await create(office, { date: '20110601', title: '六月' }, false);
    const unknown = await create(office, { title: '无日期' }, false);
    const early = await create(office, { date: '20110101', title: '一月' }, false);
    const termless = await create(office, { term: null, title: '无期限' }, false);
    const changes = [
      { itemId: early.id, title: '一月', number: 'Z109-WS·2011-Y-0001', missing: [] },
      { itemId: late.id, title: '六月', number: 'Z109-WS·2011-Y-0002', missing: [] },
      { itemId: unknown.id, title: '无日期', number: 'Z109-WS·2011-Y-0003', missing: [] },
      { itemId: termless.id, title: '无期限', number: null, missing: ['term'] },
    ];
    expect(await call('items.rehearseNumbers', { fondsId: fonds.id, year: 2011 })).toEqual({ changes, total: 4, ready: 3 });
    expect(await call('items.nextNumber', { draft: { fondsId: fonds.id, year: 2011, term: Y } })).toEqual({
      number: 'Z109-WS·2011-Y-0001',
      missing: [],
    });
    expect(await call('items.assignNumbers', { fondsId: fonds.id, itemIds: [late.id] })).toEqual({
      numbered: 1,
      skipped: 0,
      first: 'Z109-WS·2011-Y-0001',
      last: 'Z109-WS·2011-Y-0001',
    });
    expect(await call('items.assignNumbers', { fondsId: fonds.id, year: 2011 })).toEqual({
      numbered: 2,
      skipped: 1,
      first: 'Z109-WS·2011-Y-0002',
      last: 'Z109-WS·2011-Y-0003',
    });
    expect((await call('items.get', { id: early.id })).number).toBe('Z109-WS·2011-Y-0002');
    expect(await call('items.nextNumber', { draft: { fondsId: fonds.id, year: 2011 } })).toEqual({ number: null, missing: ['term'] });
  });

  test('[N7] a number from outside is kept letter by letter, counts in its series, and is refused when anybody bore it', async () => {
    const office = await startOffice();
    const { db, fonds } = office;
    const given = (number: string, serial?: number) => take(office, { number, ...(serial === undefined ? {} : { serial }) });
    expect(given('Z109-WS•2011-Y-41', 41)).toMatchObject({ number: 'Z109-WS•2011-Y-41', serial: 41 });
    expect(given('旧字第7号')).toMatchObject({ number: '旧字第7号', serial: null });
    expect(() => given('Z109－WS·2011-Y-41')).toThrow(expect.objectContaining({ code: 'number-taken' }));
    expect(await create(office)).toMatchObject({ number: 'Z109-WS·2011-Y-0042' });
    expect(take(office, { serial: 50 })).toMatchObject({ number: 'Z109-WS·2011-Y-0050', serial: 50 });
    expect(() => take(office, { serial: 50 })).toThrow(expect.objectContaining({ code: 'number-taken' }));
    expect(given('Z109-WS·2011-Y-0051')).toMatchObject({ serial: null });
    expect(await create(office)).toMatchObject({ number: 'Z109-WS·2011-Y-0052' });
    expect(db.get('SELECT count(*) AS items FROM items WHERE fonds_id = :fondsId', { fondsId: fonds.id })).toEqual({ items: 6 });
  });

  test('[N4] within one act the series goes on after a serial from outside', async () => {
    const office = await startOffice();
    expect(
      takeAll(office, [{ number: '旧41', serial: 41 }, { numbered: true }, { serial: 60 }, { numbered: true }]).map(({ number }) => number),
    ).toEqual(['旧41', 'Z109-WS·2011-Y-0042', 'Z109-WS·2011-Y-0060', 'Z109-WS·2011-Y-0061']);
  });

  test('[I6] a mark in a number or a date from outside is refused as well', async () => {
    const office = await startOffice();
    for (const given of [{ number: '秘密★1号' }, { dateGiven: '机密*2011' }])
      expect(() => take(office, given)).toThrow(expect.objectContaining({ code: 'classified', details: {} }));
    expect(take(office, { dateGiven: '去年夏天' })).toMatchObject({ date: '', dateGiven: '去年夏天' });
  });

  test('[N5] a rehearsal gives no number twice, also where two series make the same', async () => {
    const office = await startOffice();
    await office.call('fonds.edit', { id: office.fonds.id, was: asItStands, set: { numberTemplate: 'dat13-project-volume' } });
    await create(office, { category: 'KJ·KY', project: '01' }, false);
    await create(office, { category: 'KJ', project: 'KY·01' }, false);
    const { changes } = await office.call('items.rehearseNumbers', { fondsId: office.fonds.id });
    expect(changes.map(({ number }) => number)).toEqual(['Z109-KJ·KY·01-001', 'Z109-KJ·KY·01-002']);
    expect(await office.call('items.assignNumbers', { fondsId: office.fonds.id })).toMatchObject({
      numbered: 2,
      last: 'Z109-KJ·KY·01-002',
    });
  });

  test('a form that counts by 页号 asks for another page where its number is borne', async () => {
    const office = await startOffice();
    await office.call('fonds.edit', { id: office.fonds.id, was: asItStands, set: { numberTemplate: 'dat13-project-page' } });
    const fields = { category: 'KJ·JJ', project: '02', volume: '5', page: '54' };
    expect(await create(office, fields)).toMatchObject({ number: 'Z109-KJ·JJ·02-005-054', serial: null });
    await expect(create(office, fields)).rejects.toMatchObject({ code: 'number-incomplete', details: { missing: ['page'] } });
  });
});

const blankDraft = {
  level: 'item',
  category: 'WS',
  clauseId: null,
  organCode: '',
  organ: '',
  catalogue: '',
  volume: '',
  project: '',
  page: '',
  responsible: '',
  documentNumber: '',
  date: '',
  secrecy: 0,
  secrecyTerm: '',
  openness: 'unreviewed',
  pages: null,
  box: '',
  remark: '',
} as const;

/** Keeps items as an import does: many in one act. */
function takeAll({ db, fonds }: Office, givens: readonly Given[]): Item[] {
  takes += 1;
  let ids = takes * 1000;
  const newId = () => {
    ids += 1;
    return `0190aaaa-0000-7000-8000-${ids.toString(16).padStart(12, '0')}`;
  };
  const lent = { db, actor: '王芳', installation: 'x', now: () => new Date(Date.UTC(2026, 1, 1)), newId, kind: 'networked' as const };
  const items: Item[] = [];
  inOneAct(lent, 'imports.commit', (act) => {
    const filing = openFiling(db, fonds.id);
    for (const given of givens)
      items.push(
        insertItem({ ...lent, act } as never, { ...blankDraft, fondsId: fonds.id, year: 2011, term: Y, title: '旧件' }, given, filing),
      );
    return true;
  });
  return items;
}
const take = (office: Office, given: Given) => takeAll(office, [given])[0]!;
let takes = 0;

describe('items and the log', () => {
  test('[I19][N5] whatever happens, every number is borne by one item for ever, serials grow, every op names true old values, and the log makes the same records', async () => {
    const action = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          do: fc.constant('create' as const),
          year: fc.constantFrom(2005, 2011),
          term: fc.constantFrom(Y, D30, null),
          organCode: fc.constantFrom('', 'BGS', 'bgs'),
          numbered: fc.boolean(),
        }),
      },
      {
        weight: 4,
        arbitrary: fc.record({
          do: fc.constant('edit' as const),
          which: fc.nat(20),
          set: fc.record(
            {
              year: fc.constantFrom(2005, 2011),
              term: fc.constantFrom(Y, D30),
              organCode: fc.constantFrom('', 'BGS'),
              remark: fc.constantFrom('甲', '乙'),
              date: fc.constantFrom('2011.5.3', '20110503', ''),
            },
            { requiredKeys: [] },
          ),
          renumber: fc.boolean(),
        }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('bin' as const, 'restore' as const), which: fc.nat(20) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('assign' as const), year: fc.constantFrom(2005, 2011, null) }) },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('take' as const),
          number: fc.constantFrom('Z109-WS·2011-Y-0002', 'Z109-WS•2011-Y-BGS-0001', '旧1'),
          serial: fc.constantFrom(undefined, 2, 7),
        }),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 40 }), async (history) => {
        const office = await startOffice();
        const bearers = new Map<string, string>();
        const fromOutside = new Set<string>();
        for (const step of history) {
          const ids = office.db.all<{ id: ItemId }>('SELECT id FROM items ORDER BY row').map(({ id }) => id);
          const id = 'which' in step ? ids[step.which % (ids.length || 1)] : undefined;
          try {
            if (step.do === 'create') await create(office, { year: step.year, term: step.term, organCode: step.organCode }, step.numbered);
            else if (step.do === 'assign') await office.call('items.assignNumbers', { fondsId: office.fonds.id, year: step.year });
            else if (step.do === 'take')
              fromOutside.add(
                take(office, { number: step.number, ...(step.serial === undefined ? {} : { serial: step.serial }) }).number ?? '',
              );
            else if (id && step.do === 'edit')
              await office.call('items.edit', { id, was: asItStands, set: step.set as never, renumber: step.renumber });
            else if (id) await office.call(step.do === 'bin' ? 'items.bin' : 'items.restore', { ids: [id] });
          } catch (error) {
            expect(error).toMatchObject({ code: expect.stringMatching(/^(?:number-taken|number-incomplete|locked)$/) });
          }
        }
        const records = new Map<string, ItemRecord>();
        const highest = new Map<string, number>();
        for (const op of ops(office)) {
          const before = records.get(op.rid);
          expect(op.was).toEqual(
            op.kind === 'create'
              ? {}
              : Object.fromEntries(Object.keys(op.set).map((field) => [field, wasHash(itemFieldNow(before!, field))])),
          );
          const after = applyItemOp(before, op);
          records.set(op.rid, after);
          if (after.number !== null && after.number !== before?.number) {
            const key = normaliseSeparators(after.number);
            expect(bearers.get(key) ?? op.rid).toBe(op.rid);
            bearers.set(key, op.rid);
            const made = /^Z109-WS·(.*)-(\d{4})$/.exec(after.number);
            if (made && !fromOutside.has(after.number)) {
              expect(after.serial).toBeGreaterThan(highest.get(made[1]!) ?? 0);
              highest.set(made[1]!, after.serial ?? 0);
            }
          }
        }
        const stored = office.db.all<{ id: string }>('SELECT id FROM items ORDER BY row').map(({ id }) => itemRecordById(office.db, id));
        expect([...records.values()]).toEqual(stored);
        expect(new Set(office.db.all<{ number: string }>('SELECT number FROM numbers').map(({ number }) => number))).toEqual(
          new Set(bearers.keys()),
        );
        expect(await office.run('audit.verify', {})).toMatchObject({ intact: true });
      }),
      { seed: 20261122, numRuns: 60 },
    );
  });

  test('[I19] another catalogue that hears the ops holds the same records and numbers, and keeps fields it does not know', async () => {
    const here = await startOffice();
    const first = await create(here, { organCode: 'BGS', date: '[1999]' });
    const second = await create(here);
    await here.call('items.edit', { id: first.id, was: asItStands, set: { term: D30, remark: '改' }, renumber: true });
    await here.call('items.bin', { ids: [second.id] });
    const there = await startOffice();
    there.db.run('UPDATE fonds SET id = :id', { id: here.fonds.id });
    for (const op of ops(here)) applyItemOpToStore(there.db, op.kind === 'create' ? { ...op, set: { ...op.set, novel: { a: 1 } } } : op);
    for (const { id } of [first, second]) {
      expect(itemById(there.db, id)).toEqual(itemById(here.db, id));
      expect(itemRecordById(there.db, id)?.ext).toEqual({ novel: { a: 1 } });
    }
    const numbers = 'SELECT number, item_id AS itemId, series, serial, state FROM numbers ORDER BY number';
    expect(there.db.all(numbers)).toEqual(here.db.all(numbers));
    expect(await there.call('items.nextNumber', { draft: { fondsId: here.fonds.id, year: 2011, term: Y } })).toEqual({
      number: 'Z109-WS·2011-Y-0002',
      missing: [],
    });
    expect(itemFieldsForOp(itemRecordById(there.db, first.id)!)).toMatchObject({ novel: { a: 1 }, formerNumbers: [first.number] });
  });
});
