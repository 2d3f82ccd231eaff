// npm run tour: the whole main job, through the contract, on a scratch folder. Fails loudly when a number is wrong.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCore } from '../../core/host.ts';
import { openCounty } from '../../server/county/county.ts';
import type { Item } from '../../shared/items/items.ts';
import { normalise, occursIn, wordsOf } from '../../shared/search/normalise.ts';
import { writeSample } from './sample.ts';
import { bringIntoForce, publishSecondVersion, takeFromCounty } from './scheme.ts';
import { refuses, voiceOf } from './voice.ts';

const scratch = mkdtempSync(join(tmpdir(), 'lantai-tour-'));
const started = performance.now();

/** What the sample says of each document, to be found letter by letter in the catalogue. */
const written = ['year', 'documentNumber', 'title', 'date', 'term', 'pages', 'responsible', 'organ'] as const;

let step = 0;

function tell(sentence: string): void {
  step += 1;
  console.log(`${String(step).padStart(2)}  ${sentence}  (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}

async function tour(): Promise<void> {
  const core = await startCore({ folder: join(scratch, 'office') });
  const voice = voiceOf(core);
  const { call, run, stage, fetchOutput } = voice;
  const out = join(scratch, 'prints');
  mkdirSync(out);

  await call('settings.setUp', { kind: 'networked', archivist: '王芳' });
  const fonds = await call('fonds.create', {
    code: 'Z109',
    name: '青石乡人民政府',
    unitType: 'township',
    county: '云岭县',
    organs: [{ code: 'BGS', name: '办公室' }],
  });
  tell(`全宗 ${fonds.code} ${fonds.name} 已登记`);

  const { tree: scheme, said: inForce } = await bringIntoForce(voice, fonds, scratch);
  const leaves = scheme.clauses.filter((clause) => clause.disposition === 'file');
  tell(inForce);

  const minutes = leaves.find((clause) => clause.no === '1.1')!;
  const byHand = {
    fondsId: fonds.id,
    year: 2024,
    clauseId: minutes.id,
    organCode: 'BGS',
    organ: '办公室',
    responsible: '中共青石乡委员会',
    pages: 12,
  };
  const first = await call('items.create', {
    draft: { ...byHand, title: '乡党委会会议记录（2024年第1次）', date: '2024年1月5日' },
    numbered: true,
  });
  const second = await call('items.create', {
    draft: { ...byHand, title: '乡党委会会议记录（2024年第2次）', date: '2024.2' },
    numbered: true,
  });
  assert.deepEqual([first.number, first.term, first.date], ['Z109-WS·2024-Y-BGS-0001', 'Y', '20240105']);
  assert.deepEqual([second.number, second.date], ['Z109-WS·2024-Y-BGS-0002', '20240200']);
  for (let meeting = 3; meeting <= 20; meeting += 1)
    await call('items.create', { draft: { ...byHand, title: `乡党委会会议记录（2024年第${meeting}次）`, date: '2024' }, numbered: true });
  const said = await refuses('classified', () => call('items.create', { draft: { ...byHand, title: '某件', secrecy: 2 } }));
  tell(`手工著录 20 件：${first.number}、${second.number} …；涉密的一件被拒：${said}`);

  const sample = writeSample(join(scratch, 'old.csv'));
  const staged = await stage('青石乡旧目录.csv', join(scratch, 'old.csv'));
  const seen = await run('imports.inspect', { stagedId: staged.id });
  const batch = await run('imports.rehearse', { stagedId: staged.id, fondsId: fonds.id });
  assert.deepEqual(batch.balance, sample.expected, 'the dry run does not balance with what the generator wrote');
  const { read, new: fresh, updated, unchanged, skipped, rejected } = batch.balance;
  assert(read >= 2000 && read === fresh + updated + unchanged + skipped + rejected);
  tell(
    `旧表 ${seen.encoding}，表头在第 ${seen.headerRow} 行；试算：读 ${read} = 新增 ${fresh} + 更新 ${updated} + 不变 ${unchanged} + 跳过 ${skipped} + 拒绝 ${rejected}`,
  );
  const refused = await run('imports.rejections', { batchId: batch.id });
  const committed = await run('imports.commit', { batchId: batch.id });
  assert.deepEqual(committed.balance, batch.balance);
  await fetchOutput(refused.id, out);
  const stagedAgain = await stage('青石乡旧目录.csv', join(scratch, 'old.csv'));
  const again = await run('imports.rehearse', { stagedId: stagedAgain.id, fondsId: fonds.id });
  assert.equal(again.balance.new + again.balance.updated, 0, 'importing the same file twice would double or change records');
  tell(`导入 ${committed.balance.new} 件，被拒 ${rejected} 行另存成表；同一文件再导一次：新增 0，不变 ${again.balance.unchanged}`);

  const numbering = await call('items.assignNumbers', { fondsId: fonds.id });
  const all: Item[] = [];
  for (let more = true; more; ) {
    const page = await call('items.list', { fondsId: fonds.id, offset: all.length, limit: 500 });
    all.push(...page.rows);
    more = page.rows.length === 500;
  }
  const numbers = all.flatMap((item) => (item.number === null ? [] : [item.number]));
  assert.equal(all.length, committed.balance.new + 20);
  const asWritten = (item: { [field in (typeof written)[number]]: unknown }) => JSON.stringify(written.map((field) => item[field]));
  const kept = all
    .filter((item) => item.year !== 2024 || item.clauseId === null)
    .map(asWritten)
    .sort();
  assert.deepEqual(kept, sample.items.map(asWritten).sort(), 'the catalogue does not hold what stood in the file');
  assert.equal(new Set(numbers).size, numbers.length, 'a number was given twice');
  assert.equal(all.length - numbers.length, numbering.skipped);
  tell(`编号 ${numbering.numbered} 件，${numbering.first} … ${numbering.last}；缺期限、未编 ${numbering.skipped} 件；无一重号`);

  for (const text of ['水', '土地', '承包合', '会议记录', '青石乡 2019']) {
    const read = all.filter((item) => {
      const fields = [
        item.title,
        item.responsible,
        item.documentNumber,
        item.number ?? '',
        ...item.formerNumbers,
        item.organ,
        item.box,
        item.remark,
      ];
      return wordsOf(text).every((word) => fields.some((field) => occursIn(normalise(field), [word])));
    }).length;
    const found = await call('search.find', { text, limit: 1 });
    assert.equal(found.total, read, `search for ${text} finds ${found.total}, reading every record ${read}`);
    tell(`检索「${text}」：${found.total} 件，与逐件翻看一致`);
  }

  const [largest] = (await call('items.holdings', { fondsId: fonds.id }))
    .filter((line) => line.term !== null)
    .sort((a, b) => b.numbered - a.numbered);
  const choice = { fondsId: fonds.id, year: largest!.year, term: largest!.term, acceptMissing: true };
  const pdf = await run('prints.catalogue', { ...choice, format: 'pdf' });
  const xlsx = await run('prints.catalogue', { ...choice, format: 'xlsx' });
  assert.deepEqual([pdf.rows, xlsx.rows], [largest!.numbered, largest!.numbered]);
  const paper = await fetchOutput(pdf.file.id, out);
  await fetchOutput(xlsx.file.id, out);
  const printed = execFileSync('pdftotext', ['-layout', paper, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 }).replaceAll(/\s/g, '');
  const missing = all.filter(
    (item) => item.number && item.year === choice.year && item.term === choice.term && !printed.includes(item.number),
  );
  assert.deepEqual(missing, [], 'numbers missing from the PDF');
  tell(`归档文件目录 ${choice.year} 年：PDF ${pdf.rows} 件 ${pdf.pages} 页，逐号核对无缺；xlsx ${xlsx.rows} 件`);

  for (const sentence of await publishSecondVersion(voice, fonds, scheme, out)) tell(sentence);

  const county = await openCounty({ folder: join(scratch, 'county'), name: '云岭县档案馆' });
  try {
    const { code } = await county.invite({ fonds: 'Z109' });
    await refuses('code-refused', () => run('sync.enrol', { address: county.address, code: 'AAAA-AAAA', fondsId: fonds.id }));
    const enrolled = await run('sync.enrol', { address: county.address, code, fondsId: fonds.id });
    tell(`县服务器（PostgreSQL）已启动，登记到 ${enrolled.name}；错的登记码被拒`);
    const pushed = await run('sync.push', {});
    const status = await call('sync.status', {});
    const receipts = await call('sync.verify', {});
    assert.equal(
      status.records,
      status.unsent + status.sealed + status.delivered + status.returned + status.conflict,
      '对账 does not add up',
    );
    assert.deepEqual([status.unsent, status.sealed, receipts.broken], [0, 0, []]);
    assert.equal(receipts.verified, receipts.receipts);
    const held = new Map((await county.items({ fonds: 'Z109', limit: all.length + 1 })).map((item) => [item.id, item]));
    assert.equal(held.size, all.length, 'the county holds another number of items');
    for (const item of all) assert.deepEqual([held.get(item.id)?.number, held.get(item.id)?.title], [item.number, item.title]);
    tell(
      `上报 ${pushed.changes} 项变更，${pushed.parcels} 包 ${(pushed.bytes / 1024).toFixed(0)} KiB；回执 ${receipts.receipts} 张，签名全部验过；县馆逐件核对 ${held.size} 件`,
    );
    const nothing = await run('sync.push', {});
    assert.deepEqual([nothing.changes, nothing.parcels], [0, 0]);
    tell(await takeFromCounty(voice, county, fonds, out));
  } finally {
    await county.close();
  }
  await call('items.create', { draft: { ...byHand, title: '断网时著录的一件' } });
  const offline = await refuses('offline', () => run('sync.push', {}));
  const cut = await call('sync.status', {});
  assert.equal(cut.unsent + cut.sealed, 1);
  tell(`县服务器停了：${offline}未送达 1 件，一条没少`);

  const chain = await run('audit.verify', {});
  assert.equal(chain.intact, true);
  const backup = await run('backup.make', {});
  assert.equal(backup.items, all.length + 1);
  tell(`日志 ${chain.acts} 个动作、${chain.changes} 项变更，链条完整；备份已打开核对，${backup.items} 件`);
  await core.close();
}

try {
  await tour();
  console.log(`\n走完 ${step} 步，数字全部对得上。`);
} catch (error) {
  console.error(`\n第 ${step + 1} 步不对：`, error);
  process.exitCode = 1;
  // What the failed walk left running must not keep the terminal.
  setTimeout(() => process.exit(), 1000);
} finally {
  if (process.env.LANTAI_KEEP) console.log(`留着：${scratch}`);
  else rmSync(scratch, { recursive: true, force: true });
}
