import { writeFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { frameScreen } from './frame.screen.ts';
import { importsScreen } from './imports.screen.ts';
import { expect, type Lantai, test } from './lantai.ts';
import { openOffice } from './office.ts';

/** A table as a township keeps it: GBK with one character only GB18030 has, a title above the header, spaces inside headers, full-width digits, a page header again, a sum. */
const messy = [
  '青石乡2011年归档文件目录,,,,,,,',
  '件  号,责 任 者,文  号,文件题名,日  期,保管年限,页数,年度',
  '１,青石乡人民政府,青政发〔2011〕1号,关于做好春耕生产工作的通知,2011.3.5,永久,3,2011',
  '２,青石乡人民政府,青政发[2011]2号,关于成立防汛抗旱指挥部的通知,2011年4月12日,30年,４,2011',
  '3,㙦家坝村民委员会,,㙦家坝村村务公开情况的报告,20110617,定期10年,12,2011',
  '件  号,责 任 者,文  号,文件题名,日  期,保管年限,页数,年度',
  '4,青石乡人民政府,青政发〔2011〕4号,,2011.5.1,永久,2,2011',
  '5,青石乡人民政府,青政发〔2011〕5号,年度写错的一件,2011.5.1,永久,2,二零一壹年度',
  '6,青石乡人民政府,青政发〔2011〕6号,期限认不出的一件,2011.5.1,保存到不用为止,2,2011',
  '合计,,,,,,26,',
  '',
].join('\r\n');

async function choose(lantai: Lantai, path: string) {
  await frameScreen(lantai.page).go('收集 · 导入');
  const imports = importsScreen(lantai.page);
  await lantai.chooseFile(path);
  await imports.pick.click();
  await expect(imports.columns).toBeVisible();
  return imports;
}

test('an old GBK table is recognised, rehearsed, imported, and a second time doubles nothing', async ({ lantai }, info) => {
  const path = info.outputPath('2011年归档文件目录.csv');
  writeFileSync(path, iconv.encode(messy, 'gb18030'));
  const fonds = await openOffice(lantai);
  const imports = await choose(lantai, path);
  await expect(imports.room.getByText('GB18030')).toBeVisible();
  await expect(imports.room.getByText('第 2 行')).toBeVisible();
  await expect(imports.columns.getByText('关于做好春耕生产工作的通知').first()).toBeVisible();

  await imports.rehearse.click();
  await expect(imports.balance).toBeVisible();
  const counts = await imports.counts();
  expect(counts).toMatchObject({ new: 3, updated: 0, unchanged: 0, rejected: 3 });
  expect(await lantai.call('items.list', { fondsId: fonds.id })).toMatchObject({ total: 0 });
  // What was refused comes first; the rest is one click away.
  await expect(imports.problems.getByText('小计、合计行', { exact: true })).toHaveCount(0);
  await imports.show('全部').click();
  for (const words of ['没有题名', '年度认不出', '保管期限认不出', '重复的表头行', '小计、合计行'])
    await expect(imports.problems.getByText(words, { exact: true })).toBeVisible();
  await expect(imports.problems.getByText('保存到不用为止')).toBeVisible();
  await expect(imports.sample.getByText('㙦家坝村村务公开情况的报告')).toBeVisible();

  await expect(imports.commit).toHaveText('导入 3 件');
  await imports.commit.click();
  await expect(imports.result).toContainText('3 行没有导入');
  const { rows, total } = await lantai.call('items.list', { fondsId: fonds.id, sort: 'date' });
  expect(total).toBe(3);
  expect(rows).toMatchObject([
    { title: '关于做好春耕生产工作的通知', documentNumber: '青政发〔2011〕1号', date: '20110305', term: 'Y', pages: 3, year: 2011 },
    { title: '关于成立防汛抗旱指挥部的通知', documentNumber: '青政发[2011]2号', date: '20110412', term: 'D30', pages: 4, year: 2011 },
    { title: '㙦家坝村村务公开情况的报告', date: '20110617', term: 'D10', pages: 12, year: 2011 },
  ]);

  const rejected = new ExcelJS.Workbook();
  await rejected.xlsx.readFile(await lantai.saved(() => imports.download.click()));
  const text = JSON.stringify(rejected.worksheets[0]!.getSheetValues());
  for (const words of ['年度写错的一件', '期限认不出的一件', '保存到不用为止']) expect(text).toContain(words);
  expect(text).not.toContain('春耕');

  await imports.another.click();
  await lantai.chooseFile(path);
  await imports.pick.click();
  await imports.rehearse.click();
  await expect(imports.balance).toBeVisible();
  expect(await imports.counts()).toMatchObject({ new: 0, updated: 0, unchanged: 3, rejected: 3 });
  await expect(imports.room.getByRole('button', { name: '没有要导入的行' })).toBeDisabled();
});

test('a column sent elsewhere makes the rehearsal stale; nothing can be imported by what it said before', async ({ lantai }, info) => {
  const path = info.outputPath('经办.csv');
  writeFileSync(path, '题名,经办,年度\r\n关于修路的请示,王芳,2012\r\n');
  const fonds = await openOffice(lantai);
  const imports = await choose(lantai, path);
  await imports.rehearse.click();
  await expect(imports.commit).toBeEnabled();
  await imports.send('经办', '备注');
  await expect(imports.commit).toBeDisabled();
  await imports.room.getByRole('button', { name: '重新试算' }).click();
  await expect(imports.commit).toBeEnabled();
  await imports.commit.click();
  await expect(imports.result).toBeVisible();
  expect((await lantai.call('items.list', { fondsId: fonds.id })).rows).toMatchObject([
    { title: '关于修路的请示', remark: '王芳', year: 2012 },
  ]);
});

test('of a classified row nothing is shown or kept but its line and the reason', async ({ lantai }, info) => {
  const path = info.outputPath('混有涉密.csv');
  writeFileSync(path, '题名,密级,年度\r\n关于修路的请示,,2012\r\n不该出现的题名,机密,2012\r\n');
  await openOffice(lantai);
  const imports = await choose(lantai, path);
  await imports.rehearse.click();
  await expect(imports.problems.getByText('标有秘密以上密级')).toBeVisible();
  await expect(imports.problems.getByRole('row').filter({ hasText: '标有秘密以上密级' })).toContainText('3');
  await expect(imports.problems.getByText('不该出现的题名')).toHaveCount(0);
  await expect(imports.sample.getByText('不该出现的题名')).toHaveCount(0);
  // Its copy is gone: it is said so, and the way on is to choose the file again.
  await expect(imports.room.getByRole('alert').filter({ hasText: '文件副本已经删去' })).toBeVisible();
  await expect(imports.room.getByRole('button', { name: '重新试算' })).toHaveCount(0);
  await lantai.chooseFile(path);
  await imports.room.getByRole('button', { name: '重新选择文件' }).click();
  await expect(imports.room.getByRole('alert').filter({ hasText: '不会导入' })).toBeVisible();
  await imports.rehearse.click();
  await expect(imports.commit).toHaveText('导入 1 件');
});

test('a long import that is stopped leaves the catalogue as it was, and can be begun again', async ({ lantai }, info) => {
  test.setTimeout(240_000);
  const path = info.outputPath('很长的旧目录.csv');
  const rows = Array.from(
    { length: 30_000 },
    (_, index) => `关于第${index}号事项的通知,青石乡人民政府,青政发〔2012〕${index}号,2012.3.5,永久,2,2012`,
  );
  writeFileSync(path, ['题名,责任者,文号,日期,保管期限,页数,年度', ...rows, ''].join('\r\n'));
  const fonds = await openOffice(lantai);
  const imports = await choose(lantai, path);
  await imports.rehearse.click();
  await imports.stop.first().click();
  await expect(imports.room.getByRole('alert')).toContainText('已取消', { timeout: 60_000 });
  expect(await lantai.call('items.list', { fondsId: fonds.id })).toMatchObject({ total: 0 });
  await expect(frameScreen(lantai.page).status).toContainText('0 件');
  await expect(imports.commit).toHaveCount(0);

  await imports.rehearse.click();
  await expect(imports.commit).toHaveText(/^导入 30.000 件$/, { timeout: 120_000 });
});

test('a file that is no table is refused in plain words and the screen can be used again', async ({ lantai }, info) => {
  const path = info.outputPath('照片.xlsx');
  writeFileSync(path, Buffer.from('PK\x03\x04 broken off in the middle of copying', 'latin1'));
  await openOffice(lantai);
  await frameScreen(lantai.page).go('收集 · 导入');
  const imports = importsScreen(lantai.page);
  await lantai.chooseFile(path);
  await imports.pick.click();
  await expect(imports.room.getByRole('alert')).toContainText('照片.xlsx');
  await imports.room.getByRole('button', { name: '换一个表格' }).click();
  await expect(imports.pick).toBeVisible();
});
