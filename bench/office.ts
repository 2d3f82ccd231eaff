import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, createApp } from '../core/app.ts';
import { openCatalogue } from '../core/opening.ts';
import { createCall } from '../shared/client.ts';
import type { CallerInput, OperationName, Output } from '../shared/contract.ts';
import { Refusal } from '../shared/reply.ts';
import type { TaskStarted } from '../shared/tasks/tasks.ts';

/** A real office on disk, spoken to through its door without a worker in between, so that what is measured is the door. */
export async function openOffice() {
  const root = mkdtempSync(join(tmpdir(), 'lantai-bench-'));
  const catalogue = openCatalogue(root);
  const app: App = createApp({ db: catalogue.db, folder: catalogue.folder });
  const call = createCall(async (name, input) => app.answer(name, input));
  async function run<N extends OperationName>(name: N, input: CallerInput<N>): Promise<Output<N>> {
    const { taskId } = (await call(name, input)) as TaskStarted;
    for (;;) {
      const task = await call('tasks.get', { id: taskId });
      if (task.state === 'done') return task.output as Output<N>;
      if (task.problem) throw new Refusal(task.problem.code, task.problem.message);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  await call('settings.setUp', { kind: 'networked', archivist: '王芳' });
  const fonds = await call('fonds.create', { code: 'Z109', name: '青石乡人民政府', unitType: 'township' });
  return {
    root,
    app,
    call,
    run,
    fonds,
    catalogue,
    file: join(root, 'lantai.db'),
    /** Lets the word index catch up. */
    async rested() {
      while ((await call('search.state', {})).waiting > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    /** Lets all other work for idle hours come to its end, as it has in an office a minute later. */
    async idle() {
      for (let before = performance.eventLoopUtilization(); ; before = performance.eventLoopUtilization()) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        if (performance.eventLoopUtilization(before).utilization < 0.2) return;
      }
    },
    async close() {
      await app.close();
      catalogue.close();
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

const places = ['青石', '柳林', '石桥', '大湾', '龙泉', '双河', '高坪', '白沙', '枫树', '新塘', '马鞍', '古城'];
const matters = [
  '农村土地承包经营权确权登记',
  '低保对象动态管理',
  '防汛抗旱',
  '村民委员会换届选举',
  '惠农补贴资金发放',
  '安全生产检查',
  '宅基地审批',
  '征地拆迁补偿',
  '党风廉政建设',
  '计划生育统计',
  '森林防火',
  '脱贫攻坚档案整理',
  '人口普查',
  '高标准农田建设',
  '矛盾纠纷排查调解',
];
const kinds = ['通知', '请示', '批复', '报告', '总结', '方案', '会议纪要', '花名册', '统计表', '意见'];
const makers = ['青石乡人民政府', '中共青石乡委员会', '云岭县民政局', '云岭县农业农村局', '青石乡党政办公室', '云岭县自然资源局'];

/** One township record of a kind; the same number gives the same record. */
export function recordOf(n: number) {
  const pick = <T>(list: readonly T[], step: number) => list[Math.floor(n / step) % list.length]!;
  const year = 2003 + (n % 21);
  const month = String(1 + (n % 12)).padStart(2, '0');
  const day = String(1 + (n % 28)).padStart(2, '0');
  return {
    year,
    term: (['永久', '30年', '10年'] as const)[n % 3]!,
    responsible: pick(makers, 7),
    documentNumber: `青政发〔${year}〕${1 + (n % 300)}号`,
    title: `关于${pick(places, 1)}村${pick(matters, 12)}工作的${pick(kinds, 5)}（${n}）`,
    date: `${year}${month}${day}`,
    pages: 1 + (n % 40),
    box: String(1 + Math.floor(n / 200)),
  };
}

/** A plain UTF-8 table of `count` records, as a well-kept spreadsheet would give it. */
export function writeTable(path: string, count: number): void {
  const lines = ['年度,保管期限,责任者,文号,题名,日期,页数,盒号'];
  for (let n = 0; n < count; n++) {
    const record = recordOf(n);
    lines.push(
      [record.year, record.term, record.responsible, record.documentNumber, record.title, record.date, record.pages, record.box].join(','),
    );
  }
  writeFileSync(path, `${lines.join('\r\n')}\r\n`);
}
