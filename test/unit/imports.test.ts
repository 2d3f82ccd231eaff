import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { StagedId } from '../../shared/files/files.ts';
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
const problems = async (office: Office, batchId: string) => (await office.call('imports.problems', { batchId: batchId as never, limit: 500 })).rows;

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
    const items = await all(office);
    expect(items.map(({ year, title, date, term, pages, dateGiven }) => ({ year, title, date, term, pages, dateGiven }))).toEqual([
      { year: 2011, title: '关于春耕生产的通知', date: '20110503', term: 'Y', pages: 3, dateGiven: '' },
      { year: 2011, title: '关于防汛工作的通知', date: '20110601', term: 'D30', pages: 2, dateGiven: '2011年6月1日' },
      { year: 2012, title: '关于表彰先进的决定', date: '20120105', term: 'Y', pages: 10, dateGiven: '2012.1.5' },
    ]);
    expect((await office.call('audit.verify', {})).intact).toBe(true);
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
});
