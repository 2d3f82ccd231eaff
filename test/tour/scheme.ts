// The part of the tour that lives with the 三合一: consent, what stays as filed, what a new version changes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { County } from '../../server/county/county.ts';
import type { Fonds } from '../../shared/fonds/fonds.ts';
import type { Item } from '../../shared/items/items.ts';
import type { Clause, SchemeTree } from '../../shared/schemes/schemes.ts';
import { consent } from '../support/scheme.ts';
import { refuses, type voiceOf } from './voice.ts';

type Voice = ReturnType<typeof voiceOf>;

const asFiled = ({ id, clauseId, clauseNo, clauseText, clauseTerm, term }: Item) =>
  JSON.stringify({ id, clauseId, clauseNo, clauseText, clauseTerm, term });

/** What a PDF says, without its spaces. */
function printed(path: string): string {
  return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 }).replaceAll(/\s/g, '');
}

async function itemsUnder({ call }: Voice, fonds: Fonds, clause: Clause): Promise<Item[]> {
  return (await call('items.underClause', { fondsId: fonds.id, clauseId: clause.id, limit: 500 })).rows;
}

/** 草案 → 报审 → 同意 → 施行, with the scan of the letter of consent; and that nobody changes it any more. */
export async function bringIntoForce(voice: Voice, fonds: Fonds, scratch: string): Promise<{ tree: SchemeTree; said: string }> {
  const { call, stage } = voice;
  const draft = await call('schemes.adopt', { fondsId: fonds.id, template: 'xiangzhen' });
  const schemeId = draft.scheme.id;
  await refuses('not-yet', () => call('schemes.putInForce', { schemeId, yearFrom: 2000 }));
  await call('schemes.submit', { schemeId, submittedTo: consent.approvedBy });
  await call('schemes.consent', { schemeId, ...consent });
  writeFileSync(join(scratch, '同意函.pdf'), '%PDF-1.4\n%%EOF\n');
  const letter = await stage('同意函.pdf', join(scratch, '同意函.pdf'));
  const scan = await call('schemes.attachScan', { schemeId, stagedId: letter.id });
  assert.equal(scan.mediaType, 'application/pdf');
  const tree = await call('schemes.putInForce', { schemeId, yearFrom: 2000 });
  const leaves = tree.clauses.filter((clause) => clause.disposition === 'file');
  assert.equal(tree.scheme.state, 'in-force');
  await refuses('locked', () =>
    call('schemes.editClause', { clauseId: leaves[0]!.id, was: { text: leaves[0]!.text }, set: { text: '改' } }),
  );
  const unchecked = tree.clauses.filter((clause) => !clause.checked).length;
  return {
    tree,
    said: `三合一（乡镇）报审、${consent.approvedBy}${consent.approvalNumber}同意、自 2000 年施行：${tree.clauses.length} 行，${leaves.length} 个条款可归档，参考 ${unchecked} 行`,
  };
}

/** A new version: edited with 撤销, compared, in force from 2027; what was filed stays as it was, three are re-classified after review. */
export async function publishSecondVersion(voice: Voice, fonds: Fonds, first: SchemeTree, out: string): Promise<string[]> {
  const { call, run, fetchOutput } = voice;
  const said: string[] = [];
  const named = (tree: Pick<SchemeTree, 'clauses'>, no: string) => tree.clauses.find((clause) => clause.no === no)!;
  const minutes = named(first, '1.1');
  const filedBefore = await itemsUnder(voice, fonds, minutes);
  assert(filedBefore.length >= 20);

  const second = await call('schemes.copy', { schemeId: first.scheme.id });
  const row = named(second, '1.1');
  const wording = `${row.text}（含线上会议）`;
  await call('schemes.editClause', { clauseId: row.id, was: { text: row.text }, set: { text: wording } });
  const child = await call('schemes.addClause', {
    categoryId: row.categoryId,
    parentId: row.parentId,
    afterId: row.id,
    no: '1.1a',
    text: '党委会视频会议录音、录像',
    disposition: 'file',
    term: row.term,
  });
  const removed = await call('schemes.removeClauses', { clauseIds: [row.id], revision: child.scheme.revision });
  const undone = await call('schemes.undo', { schemeId: second.scheme.id, revision: removed.scheme.revision });
  assert.deepEqual(
    undone.clauses.map((clause) => clause.text),
    [wording],
  );
  const diff = await call('schemes.diff', { fromId: first.scheme.id, toId: second.scheme.id });
  assert.deepEqual({ ...diff.counts, same: 0 }, { added: 1, removed: 0, moved: 0, text: 1, term: 0, other: 0, same: 0 });
  await call('schemes.submit', { schemeId: second.scheme.id, submittedTo: consent.approvedBy });
  await call('schemes.consent', { schemeId: second.scheme.id, ...consent, approvalNumber: '云档函〔2026〕9号' });
  await call('schemes.putInForce', { schemeId: second.scheme.id, yearFrom: 2027 });
  assert.deepEqual(
    (await itemsUnder(voice, fonds, minutes)).map(asFiled),
    filedBefore.map(asFiled),
    'a new version changed what was filed',
  );
  said.push(
    `第 2 版自 2027 年施行：改 ${diff.counts.text} 处文字、新增 ${diff.counts.added} 条，删去又撤销 1 次；此前归档的 ${filedBefore.length} 件一字未动`,
  );

  const outdated = await call('items.outdated', { fondsId: fonds.id });
  const group = outdated.groups.find(({ clause }) => clause.id === minutes.id)!;
  assert.deepEqual([group.items, group.changes, group.now?.clause.text], [filedBefore.length, ['text'], wording]);
  const three = filedBefore.slice(0, 3);
  const review = await call('items.rehearseReclassify', {
    fondsId: fonds.id,
    moves: [{ from: { itemIds: three.map((item) => item.id) }, to: child.clauses[0]!.id }],
  });
  assert.equal(review.total, 3);
  const done = await run('items.reclassify', {
    fondsId: fonds.id,
    items: review.rows.map(({ itemId, to, seen, becomes }) => ({ itemId, to, seen, becomes })),
  });
  assert.equal(done.reclassified, 3);
  assert.equal((await itemsUnder(voice, fonds, minutes)).length, filedBefore.length - 3);
  const moved = await call('items.get', { id: three[0]!.id });
  assert.deepEqual([moved.clauseNo, moved.number], ['1.1a', three[0]!.number]);
  said.push(`旧条款的件：${group.items} 件的条款文字有改动；逐件看过后改归 ${done.reclassified} 件到 1.1a，档号不变`);

  const table = await run('prints.scheme', { schemeId: second.scheme.id, format: 'pdf', acceptMissing: true });
  const tableText = printed(await fetchOutput(table.file.id, out));
  assert(tableText.includes(wording.replaceAll(/\s/g, '')), 'the printed table lacks a clause');
  const changes = await run('prints.schemeDiff', {
    fromId: first.scheme.id,
    toId: second.scheme.id,
    format: 'pdf',
    acceptMissing: true,
  });
  assert(printed(await fetchOutput(changes.file.id, out)).includes('1.1a'));
  const json = await run('schemes.export', { schemeId: second.scheme.id });
  const staged = await voice.stage('三合一.json', await fetchOutput(json.file.id, out));
  const back = await call('schemes.adoptDocument', { fondsId: fonds.id, stagedId: staged.id });
  const again = await run('schemes.export', { schemeId: back.scheme.id });
  assert.equal(again.hash, json.hash, 'the document came back as another table');
  await call('schemes.discard', { schemeId: back.scheme.id });
  said.push(`打印三合一 ${table.pages} 页、新旧对照 ${changes.pages} 页；JSON 导出再读入，内容指纹 ${json.hash.slice(0, 12)} 相同`);

  const [best] = await call('items.suggestClause', { fondsId: fonds.id, year: 2025, title: '乡党委会会议记录（2025年第1次）' });
  assert.equal(best?.clause.no, '1.1');
  const coverage = await call('items.coverage', { fondsId: fonds.id, year: 2024 });
  const never = coverage.rows.filter((line) => line.neverHad).length;
  assert.equal(coverage.rows.find((line) => line.clause.no === '1.1')?.items, filedBefore.length - 3);
  said.push(
    `拟归条款：「乡党委会会议记录」首推 ${best.clause.no}${best.because.history ? `（同类 ${best.because.history.count} 件）` : ''}；2024 年覆盖：${never} 个条款从未有过文件，无条款 ${coverage.withoutClause.items} 件`,
  );
  return said;
}

/** The county publishes a table; the next 上报 brings it, signed and named by its content; the township takes it over as it stands. */
export async function takeFromCounty({ call, run, fetchOutput }: Voice, county: County, fonds: Fonds, out: string): Promise<string> {
  const [second] = await call('schemes.list', { fondsId: fonds.id });
  const { file } = await run('schemes.export', { schemeId: second!.id });
  const publication = await county.publish(readFileSync(await fetchOutput(file.id, out)), ['township']);
  await run('sync.push', {});
  const [arrived] = await call('schemes.published', {});
  assert.equal(arrived?.hash, publication.hash);
  const taken = await call('schemes.adoptPublished', { fondsId: fonds.id, hash: publication.hash, as: 'adopt' });
  const again = await run('schemes.export', { schemeId: taken.scheme.id });
  assert.deepEqual([taken.scheme.state, again.hash], ['consented', publication.hash]);
  return `县馆发布的三合一随上报到达，签名与内容指纹 ${publication.hash.slice(0, 12)} 相符，照原表采用为第 ${taken.scheme.version} 版`;
}
