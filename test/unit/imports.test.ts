import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { StagedId } from '../../shared/files/files.ts';
import type { Balance } from '../../shared/imports/imports.ts';
import { startOffice } from '../support/app.ts';

type Office = Awaited<ReturnType<typeof startOffice>>;

/** Brings text in as a file, as a host would. */
function stage({ app, root }: Office, text: string | Buffer, name = '目录.csv'): StagedId {
  const path = join(root, `given-${Math.abs(hash(name + String(text)))}`);
  writeFileSync(path, text);
  return app.stage(name, path).id;
}
const hash = (text: string) => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7);

async function rehearse(office: Office, text: string | Buffer, rest: object = {}) {
  return office.run('imports.rehearse', { stagedId: stage(office, text), fondsId: office.fonds.id, ...rest });
}
async function bring(office: Office, text: string | Buffer, rest: object = {}) {
  const batch = await rehearse(office, text, rest);
  return office.run('imports.commit', { batchId: batch.id });
}
const all = async (office: Office) => (await office.call('items.list', { fondsId: office.fonds.id, limit: 500 })).rows;
const problems = async (office: Office, batchId: string) =>
  (await office.call('imports.problems', { batchId: batchId as never, limit: 500 })).rows;

async function workbookCells(path: string): Promise<string[][]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const rows: string[][] = [];
  book.worksheets[0]!.eachRow((row) => rows.push(Array.from((row.values as unknown[]).slice(1), (value) => String(value ?? ''))));
  return rows;
}

const list = [
  '青石乡人民政府归档文件目录,,,,,,',
  '年度,文 号,责任者,题  名,日期,保管期限,页数',
  '2011,青政发〔2011〕3号,青石乡人民政府,关于春耕生产的通知,20110503,永久,３',
  '2011,青政发〔2011〕4号,青石乡人民政府,关于防汛工作的通知,2011年6月1日,定期30年,2',
  '２０１２,,青石乡党委,关于表彰先进的决定,2012.1.5,Y,10',
].join('\r\n');

describe('an import', () => {
  it('takes a messy GBK list into the catalogue after a dry run that touches nothing', async () => {
    const office = await startOffice();
    const stagedId = stage(office, iconv.encode(list, 'gb18030'));
    const look = await office.run('imports.inspect', { stagedId });
    expect(look).toMatchObject({ format: 'csv', encoding: 'gb18030', delimiter: ',', headerRow: 2, rows: 3, classified: 0 });
    expect(look.columns.map(({ field }) => field)).toEqual(['year', 'documentNumber', 'responsible', 'title', 'date', 'term', 'pages']);
    const batch = await office.run('imports.rehearse', { stagedId, fondsId: office.fonds.id });
    expect(batch.balance).toEqual({ read: 3, new: 3, updated: 0, unchanged: 0, skipped: 0, rejected: 0 });
    expect(await all(office)).toEqual([]);
    const done = await office.run('imports.commit', { batchId: batch.id });
    expect(done.state).toBe('committed');
    expect(await office.call('imports.batches', { fondsId: office.fonds.id })).toEqual([done]);
    const items = await all(office);
    expect(items.map(({ year, title, date, term, pages, dateGiven }) => ({ year, title, date, term, pages, dateGiven }))).toEqual([
      { year: 2011, title: '关于春耕生产的通知', date: '20110503', term: 'Y', pages: 3, dateGiven: '' },
      { year: 2011, title: '关于防汛工作的通知', date: '20110601', term: 'D30', pages: 2, dateGiven: '2011年6月1日' },
      { year: 2012, title: '关于表彰先进的决定', date: '20120105', term: 'Y', pages: 10, dateGiven: '2012.1.5' },
    ]);
    expect((await office.run('audit.verify', {})).intact).toBe(true);
    expect(office.logged).toEqual([]);
  });

  it('[M20] doubles nothing when the same file comes again, also after numbering and hand edits', async () => {
    const office = await startOffice();
    await bring(office, list);
    const [first] = await all(office);
    await office.call('items.edit', { id: first!.id, was: { title: first!.title }, set: { title: '关于做好春耕生产的通知' } });
    await office.call('items.assignNumbers', { fondsId: office.fonds.id });
    const again = await bring(office, `${list}\r\n`);
    expect(again.balance).toEqual({ read: 3, new: 0, updated: 0, unchanged: 3, skipped: 0, rejected: 0 });
    expect((await all(office)).map(({ title }) => title)).toEqual(['关于做好春耕生产的通知', '关于防汛工作的通知', '关于表彰先进的决定']);
  });

  it('[M7][M18] keeps nothing of a classified row but its line and the reason, and drops the copy of the file', async () => {
    const office = await startOffice();
    const secret = '某某专项行动方案';
    const text = `年度,题名,密级,日期,备注\n2011,${secret},机密★20年,20110101,详见甲案\n2011,普通通知,,20110102,\n2012,${secret}二,,20120101,秘密☆5年\n2012,合计丙,秘密,x,y`;
    const stagedId = stage(office, text);
    const look = await office.run('imports.inspect', { stagedId });
    expect(look.classified).toBe(3);
    // 密级 mapped away does not open the gate.
    const batch = await office.run('imports.rehearse', { stagedId, fondsId: office.fonds.id, columns: [{ index: 2, field: 'ignore' }] });
    expect(batch.balance).toMatchObject({ read: 4, new: 1, rejected: 3 });
    expect(await problems(office, batch.id)).toEqual(
      expect.arrayContaining([2, 4, 5].map((line) => ({ line, outcome: 'rejected', reason: 'classified', field: null, value: '' }))),
    );
    expect(existsSync(join(office.root, 'staging', stagedId))).toBe(false);
    expect(await office.call('files.staged', {})).toEqual([]);
    await office.run('imports.commit', { batchId: batch.id });
    const output = await office.run('imports.rejections', { batchId: batch.id });
    const cells = await workbookCells(office.app.output(output.id).path);
    const everything = JSON.stringify([
      look,
      batch,
      cells,
      ...['import_batches', 'import_rows', 'import_problems', 'items', 'change_log', 'acts', 'staged_files'].map((table) =>
        office.db.all(`SELECT * FROM ${table}`),
      ),
      await office.call('tasks.list', {}),
      office.logged,
    ]);
    for (const word of [secret, '甲案', '合计丙', '秘密☆']) expect(everything.includes(word)).toBe(false);
  });

  it('[M7] takes classified rows on a 涉密单机', async () => {
    const office = await startOffice('classified');
    const done = await bring(office, '年度,题名,密级\n2011,方案,机密★20年');
    expect(done.balance).toMatchObject({ new: 1, rejected: 0 });
    expect((await all(office))[0]).toMatchObject({ secrecy: 3, secrecyTerm: '20年' });
  });

  it('[M8]–[M12] rejects what cannot be read, each row with every reason', async () => {
    const office = await startOffice();
    const batch = await rehearse(
      office,
      [
        '年度,题名,日期,保管期限,页数,全宗号,密级',
        '20I1,甲,20110231,待定,若干,Z109,',
        '2011,,2011,永久,1,z109,',
        '2012,乙,2012,长期,1,Z109,',
        '2006,丙,2006,长期,1,Z109,',
        '2011,丁,,永久,1,0134,',
        '2011,戊,,永久,1,,不知道',
        ',己,2013.4,永久,1,,',
        ',庚,,永久,1,,',
        '2011,辛,,永久,1,,,,多一格',
      ].join('\n'),
    );
    const found = await problems(office, batch.id);
    expect(found.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      '2 bad-year',
      '2 bad-date',
      '2 bad-term',
      '2 bad-pages',
      '3 no-title',
      '4 legacy-term-too-late',
      '6 other-fonds',
      '7 bad-secrecy',
      '9 no-year',
      '10 too-many-cells',
    ]);
    expect(batch.balance).toEqual({ read: 9, new: 2, updated: 0, unchanged: 0, skipped: 0, rejected: 7 });
    expect(found.find(({ reason }) => reason === 'bad-date')).toMatchObject({ field: 'date', value: '20110231', outcome: 'rejected' });
  });

  it('[M21] keeps a 档号 letter by letter and refuses one that belongs to another document', async () => {
    const office = await startOffice();
    await bring(office, '档号,年度,题名,日期\nZ109-WS•2011-Y-0001,2011,甲,20110101\n230-QQ0309-0001-001,2011,乙,20110102');
    expect((await all(office)).map(({ number }) => number)).toEqual(['Z109-WS•2011-Y-0001', '230-QQ0309-0001-001']);
    const batch = await rehearse(
      office,
      '档号,年度,题名,日期,备注\nZ109-WS·2011－Y－0001,2011,甲,20110101,补\n230-QQ0309-0001-001,2011,另一件,20110105,\nA-1,2011,丙,,\nA-1,2011,丁,,',
    );
    expect(batch.balance).toEqual({ read: 4, new: 1, updated: 1, unchanged: 0, skipped: 0, rejected: 2 });
    expect(
      (await problems(office, batch.id)).filter(({ outcome }) => outcome === 'rejected').map(({ line, reason }) => `${line} ${reason}`),
    ).toEqual(['3 number-taken', '5 number-twice']);
  });

  it('[M22][M23] tells two documents with equal fields apart, in any order of the file', async () => {
    const office = await startOffice();
    const head = '年度,题名,责任者,页数';
    await bring(office, `${head}\n2011,统计月报,财政所,3\n2011,统计月报,财政所,5`);
    expect((await all(office)).length).toBe(2);
    const turned = await rehearse(
      office,
      `${head},备注\n2011,统计月报,财政所,5,\n2011,统计月报,财政所,7,\n2011,统计月报,财政所,3,\n2011,统计月报,财政所,9,`,
    );
    expect(turned.balance).toEqual({ read: 4, new: 2, updated: 0, unchanged: 2, skipped: 0, rejected: 0 });
    const corrected = await bring(office, `${head}\n2011,统计月报,财政所,5\n2011,统计月报,财政所,4`);
    expect(corrected.balance).toMatchObject({ updated: 1, unchanged: 1 });
    expect((await all(office)).map(({ pages }) => pages)).toEqual([4, 5]);
    expect((await problems(office, corrected.id)).find(({ reason }) => reason === 'field-changed')).toMatchObject({
      field: 'pages',
      value: '3 → 4',
      outcome: 'updated',
    });
  });

  it('[M24][M25] changes only filled cells and never what was edited by hand since', async () => {
    const office = await startOffice();
    const head = '年度,文号,题名,责任者,页数,备注';
    await bring(office, `${head}\n2011,青政发〔2011〕1号,甲,乡政府,3,原件`);
    const [item] = await all(office);
    await office.call('items.edit', { id: item!.id, was: { pages: 3 }, set: { pages: 8 } });
    const batch = await bring(office, `${head}\n2011,青政发〔2011〕1号,甲,乡政府,4,`);
    expect(batch.balance).toMatchObject({ unchanged: 1 });
    expect(batch.reasons).toMatchObject({ 'edited-by-hand': 1 });
    const next = await bring(office, `${head},盒号\n2011,青政发〔2011〕1号,甲,乡政府,4,复印件,12`);
    expect(next.balance).toMatchObject({ updated: 1 });
    expect((await all(office))[0]).toMatchObject({ pages: 8, remark: '复印件', box: '12' });
  });

  it('[M28] reads a 门类 however it is typed, in a cell and as the default', async () => {
    const office = await startOffice();
    await bring(office, '年度,题名,门类\n2011,甲,ws\n2011,乙,ＫＵ．01\n2011,丙,会计档案\n2011,丁,', { defaults: { category: 'ｚｐ' } });
    const rows = await all(office);
    expect(rows.map(({ title, category }) => title + category).sort()).toEqual(['丁ZP', '丙KU', '乙KU·01', '甲WS'].sort());
    await expect(rehearse(office, '年度,题名\n2011,甲', { defaults: { category: ' ' } })).rejects.toMatchObject({ code: 'invalid-input' });
    expect((await rehearse(office, `年度,题名,门类\n2011,甲,${'㍿'.repeat(20)}`)).balance).toMatchObject({ rejected: 1 });
  });

  it('[M26] leaves the parts of a number that was given', async () => {
    const office = await startOffice();
    await bring(office, '年度,题名,保管期限\n2011,甲,永久');
    await office.call('items.assignNumbers', { fondsId: office.fonds.id });
    const batch = await bring(office, '年度,题名,保管期限,备注\n2011,甲,30年,补');
    expect(batch.reasons).toMatchObject({ 'number-stands': 1, 'field-changed': 1 });
    expect((await all(office))[0]).toMatchObject({ term: 'Y', remark: '补', number: 'Z109-WS·2011-Y-0001' });
  });

  it('[M20] does not bring back what was put into the bin', async () => {
    const office = await startOffice();
    await bring(office, list);
    await office.call('items.bin', { ids: [(await all(office))[0]!.id] });
    expect((await rehearse(office, list)).balance).toMatchObject({ read: 3, unchanged: 2, skipped: 1 });
  });

  it('[M27] looks again when the catalogue changed between dry run and commit', async () => {
    const office = await startOffice();
    const first = await rehearse(office, list);
    const second = await rehearse(office, `${list}\n2013,,乡政府,新的一件,,永久,1`);
    await office.run('imports.commit', { batchId: first.id });
    const done = await office.run('imports.commit', { batchId: second.id });
    expect(done.balance).toEqual({ read: 4, new: 1, updated: 0, unchanged: 3, skipped: 0, rejected: 0 });
    expect((await all(office)).length).toBe(4);
    await expect(office.run('imports.commit', { batchId: second.id })).rejects.toMatchObject({ code: 'already-done' });
  });

  it('[M27] leaves nothing when it is cancelled, and one act when it is done', async () => {
    const office = await startOffice();
    const rows = Array.from({ length: 20_000 }, (_, index) => `2011,通知${index}`).join('\n');
    const stagedId = stage(office, `年度,题名\n${rows}`);
    const { taskId } = (await office.call('imports.rehearse', { stagedId, fondsId: office.fonds.id })) as never as { taskId: never };
    while ((await office.call('tasks.get', { id: taskId })).done === 0) await new Promise((resolve) => setImmediate(resolve));
    await office.call('tasks.cancel', { id: taskId });
    while ((await office.call('tasks.get', { id: taskId })).state === 'running') await new Promise((resolve) => setImmediate(resolve));
    expect((await office.call('tasks.get', { id: taskId })).state).toBe('cancelled');
    for (const table of ['import_batches', 'import_rows', 'import_problems']) expect(office.db.all(`SELECT * FROM ${table}`)).toEqual([]);
    const before = office.db.all('SELECT * FROM acts').length;
    await bring(office, list);
    expect(office.db.all('SELECT * FROM acts').length).toBe(before + 1);
  });

  it('[M27] says that it is done when the cancel comes with the commit', async () => {
    const office = await startOffice();
    const batch = await rehearse(office, list);
    const { taskId } = (await office.call('imports.commit', { batchId: batch.id })) as never as { taskId: never };
    office.app.onNews((news) => {
      if (news.kind === 'changed') office.app.answer('tasks.cancel', { id: taskId });
    });
    const state = async () => (await office.call('tasks.get', { id: taskId })).state;
    while ((await state()) === 'running') await new Promise((resolve) => setImmediate(resolve));
    expect(await state()).toBe('done');
    expect(await all(office)).toHaveLength(3);
  });

  it('[M30] gives the rejected rows back as a workbook that can be mended and imported', async () => {
    const office = await startOffice();
    const batch = await bring(office, '年度,题名,日期\n2011,甲,20110231\n2011,乙,20110301\n,,\n2011,,20110401');
    const output = await office.run('imports.rejections', { batchId: batch.id });
    expect(output.name).toBe('目录-未导入.xlsx');
    const { path } = office.app.output(output.id);
    expect(await workbookCells(path)).toEqual([
      ['年度', '题名', '日期', '原行号', '未导入原因'],
      ['2011', '甲', '20110231', '2', '日期认不出或不存在：20110231'],
      ['2011', '', '20110401', '5', '没有题名'],
    ]);
    const again = await office.run('imports.rehearse', { stagedId: office.app.stage('x.xlsx', path).id, fondsId: office.fonds.id });
    expect(again.balance).toEqual({ read: 2, new: 0, updated: 0, unchanged: 0, skipped: 0, rejected: 2 });
    const mended = new ExcelJS.Workbook();
    await mended.xlsx.readFile(path);
    mended.worksheets[0]!.getCell('C2').value = '20110228';
    await mended.xlsx.writeFile(path);
    const done = await office.run('imports.rehearse', { stagedId: office.app.stage('x.xlsx', path).id, fondsId: office.fonds.id });
    expect(done.balance).toMatchObject({ new: 1, rejected: 1 });
  });

  it('[M4] counts a great many blank rows between two documents, and none at the end', async () => {
    const office = await startOffice();
    const text = `年度,题名\n2011,甲\n${',\n'.repeat(150_000)}2011,乙\n${',\n'.repeat(50)}`;
    const look = await office.run('imports.inspect', { stagedId: stage(office, text) });
    expect(look.rows).toBe(150_002);
  });

  it('[M3] lets the archivist say what a column is, also in a file without headers', async () => {
    const office = await startOffice();
    await expect(rehearse(office, '2011,甲\n2012,乙')).rejects.toMatchObject({ code: 'unreadable-file', details: { why: 'no-header' } });
    const batch = await rehearse(office, '2011,甲\n2012,乙', {
      columns: [
        { index: 0, field: 'year' },
        { index: 1, field: 'title' },
      ],
    });
    expect(batch.balance).toMatchObject({ read: 2, new: 2 });
    const sample = await office.call('imports.sample', { batchId: batch.id });
    expect(sample[0]).toMatchObject({ line: 1, outcome: 'new', fields: { year: '2011', title: '甲' } });
    const other = await rehearse(office, '题名,内容,年度\n甲,乙,2011', { columns: [{ index: 1, field: 'title' }] });
    expect((await office.call('imports.sample', { batchId: other.id }))[0]).toMatchObject({ fields: { title: '乙' } });
    expect((await office.call('imports.discard', { batchId: other.id })).state).toBe('discarded');
  });

  it('always balances, and a second time changes nothing (any rows)', async () => {
    const word = fc.constantFrom('', '甲', '乙', '丙丁', '合计', '关于加强保密工作的通知', '秘密★5年', '题名');
    const cell = fc.tuple(
      fc.constantFrom('2003', '２０１１', '2012年', '', 'x'),
      word,
      fc.constantFrom('', '20110101', '2011.2.31', '2012年5月'),
      fc.constantFrom('', '永久', '长期', 'D30', '？'),
      fc.constantFrom('', '1', '2', '若干'),
      fc.constantFrom('', '1', '0002', 'A'),
      fc.constantFrom('', 'Z109-1', 'Z109－1', 'Q-2'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 10, maxLength: 40 }), async (rows) => {
        const office = await startOffice();
        const text = ['年度,题名,日期,保管期限,页数,件号,档号', ...rows.map((row) => row.join(',')), '2020,最后一行,,永久,,,'].join('\n');
        const sum = ({ read, new: fresh, updated, unchanged, skipped, rejected }: Balance) =>
          fresh + updated + unchanged + skipped + rejected - read;
        const first = await bring(office, text);
        expect(first.balance.read).toBe(rows.length + 1);
        expect(sum(first.balance)).toBe(0);
        const items = await all(office);
        expect(items.length).toBe(first.balance.new);
        const second = await bring(office, text);
        expect(sum(second.balance)).toBe(0);
        expect(second.balance).toMatchObject({ new: 0, updated: 0, unchanged: first.balance.new, rejected: first.balance.rejected });
        expect(await all(office)).toEqual(items);
        expect(office.logged).toEqual([]);
        await office.app.close();
      }),
      { seed: 20_111_230, numRuns: 6 },
    );
  }, 120_000);
});
