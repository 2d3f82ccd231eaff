import Sqlite from 'better-sqlite3';
import { type Finding, median, medianRatio, took } from './measure.ts';
import type { openOffice } from './office.ts';

/** 30 fixed queries, ten of each length (rulings 26), from common to rare to absent. */
const queries: readonly string[][] = [
  ['村', '农', '水', '选', '低', '矿', '9', '号', '桥', '鑫'],
  ['土地', '换届', '补贴', '石桥', '纪要', '请示', '县农', '17', '登记', '航天'],
  ['承包经', '花名册', '民政局', '龙泉村', '防汛抗', '脱贫攻', '〔20', '统计表', '高标准', '卫星云'],
];

const scanned = ['title', 'responsible', 'document_number', `coalesce(number, '')`, 'former_numbers', 'organ', 'box', 'remark'];

/** First 50 rows and the total, by the word index through the contract and by a LIKE scan; per length of the query. */
export async function benchSearch(office: Awaited<ReturnType<typeof openOffice>>, pairs: number): Promise<Finding[]> {
  // The scan reads a copy: the catalogue itself is held by this process alone.
  const copy = `${office.file}.scan`;
  office.catalogue.db.exec(`VACUUM INTO '${copy}'`);
  const db = new Sqlite(copy, { readonly: true });
  const where = `binned_at IS NULL AND (${scanned.map((column) => `${column} LIKE :text`).join(' OR ')})`;
  const first = db.prepare(`SELECT * FROM items WHERE ${where} ORDER BY row DESC LIMIT 50`);
  const total = db.prepare(`SELECT count(*) FROM items WHERE ${where}`).pluck();
  const findings = queries.map((words, index) => {
    const ours: number[] = [];
    const plain: number[] = [];
    for (const word of words) {
      const text = `%${word}%`;
      for (let pair = 0; pair < pairs; pair++) {
        let found = -1;
        let scan = -2;
        ours.push(
          took(() => {
            const reply = office.app.answer('search.find', { text: word, limit: 50 });
            if (!reply.ok) throw new Error(reply.problem.message);
            found = (reply.value as { total: number }).total;
          }),
        );
        plain.push(
          took(() => {
            first.all({ text });
            scan = total.get({ text }) as number;
          }),
        );
        if (found !== scan) throw new Error(`「${word}」: search finds ${found}, the scan ${scan}`);
      }
    }
    const ratio = medianRatio(plain, ours);
    return {
      name: `search, ${index + 1} character${index === 0 ? '' : 's'} / LIKE scan`,
      ours: median(ours),
      plain: median(plain),
      pairs: ours.length,
      ratio,
      goal: '≥ 20×',
      met: ratio >= 20,
      note: `slowest query ${Math.max(...ours).toFixed(1)} ms`,
    };
  });
  db.close();
  return findings;
}
