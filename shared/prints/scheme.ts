import type { Fonds } from '../fonds/fonds.ts';
import { composeNumber } from '../numbering/compose.ts';
import type { NumberField } from '../numbering/numbering.ts';
import { templateById } from '../numbering/templates.ts';
import { termWords } from '../retention/terms.ts';
import type { Category, Clause, ClauseId, Scheme, SchemeTree } from '../schemes/schemes.ts';
import { arrangementWords, dispositionWords, startBasisWords } from '../schemes/sheet.ts';
import { printable } from './catalogue.ts';

/** A 三合一 table ready for paper: words and rows, no layout. */
export interface SchemePaper {
  readonly title: string;
  /** Who the table is of: the first line of the title on the cover where the title begins with it. */
  readonly unit: string;
  /** What stands on every page of a version that is not in force; '' of one that is. */
  readonly mark: string;
  /** Pairs of label and value: 立档单位, 全宗号, 版次, 施行年度, 同意机关, 同意文号, 打印日期. */
  readonly cover: readonly (readonly [label: string, value: string])[];
  readonly consent: Consent;
  /** 代码, 名称, 整理方式, 档号结构, 起算. */
  readonly categories: readonly (readonly string[])[];
  /** Heads of the tables: 条款号, 条款, 保管期限, and 责任部门 where any row names one. */
  readonly columns: readonly string[];
  readonly tables: readonly ClauseTable[];
  /** 不归档的文件材料, in the order of the table. */
  readonly notFiled: readonly NotFiled[];
  readonly notes: readonly string[];
  /** Rows of the whole table, wherever they are printed. */
  readonly rows: number;
}

/** The consent block; what is '' is left blank to be written by hand. */
export interface Consent {
  readonly unit: string;
  readonly submittedTo: string;
  readonly submittedOn: string;
  readonly approvedBy: string;
  readonly approvalNumber: string;
  readonly approvalDate: string;
  readonly content: string;
}

export interface ClauseTable {
  /** `文书类（WS）`. */
  readonly heading: string;
  readonly lines: readonly ClauseLine[];
}

export interface ClauseLine {
  readonly depth: number;
  /** A row with rows below it, or a 类目. */
  readonly heading: boolean;
  /** A cell for each column. */
  readonly cells: readonly string[];
  readonly remark: string;
}

/** A paragraph of the list of what is not filed; `count` null for the heading of those after it. */
export interface NotFiled {
  readonly count: number | null;
  readonly text: string;
  readonly remark: string;
}

const marks: { readonly [S in Scheme['state']]: string } = {
  draft: '草案',
  submitted: '报审稿',
  consented: '已同意 未施行',
  'in-force': '',
  superseded: '已废止',
};

/** [P10] What stands on every page of a version. */
export function stateMark(scheme: Pick<Scheme, 'state'>): string {
  return marks[scheme.state];
}

/** The 年度 a version decides for, in words; '' while that is open. */
export function yearsInWords({ yearFrom, yearTo }: Pick<Scheme, 'yearFrom' | 'yearTo'>): string {
  if (yearFrom === null) return '';
  if (yearTo === null) return `${yearFrom}年起`;
  if (yearTo < yearFrom) return '无（由后一版取代）';
  return yearTo === yearFrom ? `${yearFrom}年` : `${yearFrom}—${yearTo}年`;
}

/** A version as one says it: 第 2 版（2021年起）, 第 3 版（草案）. */
export function versionInWords(scheme: Pick<Scheme, 'version' | 'state' | 'yearFrom' | 'yearTo'>): string {
  return `第 ${scheme.version} 版（${[stateMark(scheme), yearsInWords(scheme)].filter(Boolean).join('，')}）`;
}

/** `20110503` or `2011-05-03…` as 2011年5月3日; '' for ''. */
export function dateInWords(date: string): string {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(date);
  return match ? `${match[1]}年${Number(match[2])}月${Number(match[3])}日` : printable(date);
}

/** [P8] A version as it is printed. `today` is YYYY-MM-DD, local. */
export function schemePaper(
  { scheme, categories, clauses }: Pick<SchemeTree, 'scheme' | 'categories' | 'clauses'>,
  fonds: Pick<Fonds, 'code' | 'name' | 'organs'>,
  today: string,
): SchemePaper {
  const parents = new Set(clauses.map((clause) => clause.parentId));
  const isLeaf = (clause: Clause) => !parents.has(clause.id);
  const leftOut = notInTable(clauses, isLeaf);
  const ofCategory = Map.groupBy(clauses, (clause) => clause.categoryId);
  const hasDepartments = clauses.some((clause) => clause.department.trim() !== '');
  const consent: Consent = {
    unit: printable(fonds.name),
    submittedTo: printable(scheme.submittedTo),
    submittedOn: scheme.submittedAt === null ? '' : dateInWords(scheme.submittedAt),
    approvedBy: printable(scheme.approvedBy),
    approvalNumber: printable(scheme.approvalNumber),
    approvalDate: dateInWords(scheme.approvalDate),
    content: contentInWords(categories, clauses.filter(isLeaf)),
  };
  const cover: SchemePaper['cover'] = [
    ['立档单位', printable(fonds.name)],
    ['全宗号', printable(fonds.code)],
    ['版次', `第 ${scheme.version} 版`],
    ['施行年度', yearsInWords(scheme)],
    ['同意机关', consent.approvedBy],
    ['同意文号', consent.approvalNumber],
    ['打印日期', dateInWords(today)],
  ];
  return {
    title: printable(scheme.title),
    unit: printable(fonds.name),
    mark: stateMark(scheme),
    cover: cover.filter(([, value]) => value !== ''),
    consent,
    categories: categories.map((category) => categoryLine(category, fonds, scheme.yearFrom ?? Number(today.slice(0, 4)))),
    columns: ['条款号', '条款', '保管期限', ...(hasDepartments ? ['责任部门'] : [])],
    tables: categories.map((category) => ({
      heading: headingOf(category),
      lines: (ofCategory.get(category.id) ?? [])
        .filter((clause) => !leftOut.has(clause.id))
        .map((clause) => clauseLine(clause, isLeaf(clause), hasDepartments)),
    })),
    notFiled: notFiledList(
      categories,
      clauses.filter((clause) => leftOut.has(clause.id)),
    ),
    notes: notesOn(clauses, isLeaf),
    rows: clauses.length,
  };
}

export function headingOf(category: Pick<Category, 'code' | 'name'>): string {
  return printable(`${category.name}（${category.code}）`);
}

/** The third column: the term, or what is done with a row that carries none. */
export function termOrDisposition({ disposition, term }: Pick<Clause, 'disposition' | 'term'>): string {
  if (term !== null) return termWords(term);
  return disposition === 'hold' || disposition === 'no-file' ? dispositionWords[disposition] : '';
}

const unconfirmedSign = '〔参考〕';

function clauseLine(clause: Clause, leaf: boolean, hasDepartments: boolean): ClauseLine {
  const { depth, no, text, checked, department, remark } = clause;
  return {
    depth,
    heading: !leaf || clause.disposition === 'heading',
    cells: [
      printable(no),
      printable(text) + (checked ? '' : unconfirmedSign),
      termOrDisposition(clause),
      ...(hasDepartments ? [printable(department)] : []),
    ],
    remark: printable(remark),
  };
}

/** [P9] Rows that are printed in the list and not in a table: what is not filed, and a heading that has nothing else below it. */
function notInTable(clauses: readonly Clause[], isLeaf: (clause: Clause) => boolean): ReadonlySet<ClauseId> {
  const staying = new Set<ClauseId>();
  for (const clause of clauses.toReversed()) {
    const stays = staying.has(clause.id) || (isLeaf(clause) && clause.disposition !== 'no-file');
    if (stays) staying.add(clause.id);
    if (stays && clause.parentId !== null) staying.add(clause.parentId);
  }
  return new Set(clauses.filter((clause) => !staying.has(clause.id)).map((clause) => clause.id));
}

function notFiledList(categories: readonly Category[], clauses: readonly Clause[]): NotFiled[] {
  const ofCategory = Map.groupBy(clauses, (clause) => clause.categoryId);
  const list: NotFiled[] = [];
  let count = 0;
  for (const category of categories)
    for (const clause of ofCategory.get(category.id) ?? []) {
      const remark = printable(clause.remark);
      const text = printable(clause.text) + (clause.checked ? '' : unconfirmedSign);
      if (clause.disposition === 'heading') list.push({ count: null, text: `${printable(clause.no)}　${text}`, remark });
      else list.push({ count: ++count, text: `${text}（${printable(`${category.name} ${clause.no}`)}）`, remark });
    }
  return list;
}

function notesOn(clauses: readonly Clause[], isLeaf: (clause: Clause) => boolean): string[] {
  return [
    ...(clauses.some((clause) => !clause.checked)
      ? [`标“${unconfirmedSign}”的条款仅供参考：其文字或保管期限未经出处核实，也未经本单位核对。`]
      : []),
    ...(clauses.some((clause) => clause.disposition === 'hold' && isLeaf(clause))
      ? ['保管期限栏写“暂存”的，先行留存，是否归档另行确定。']
      : []),
  ];
}

function contentInWords(categories: readonly Category[], leaves: readonly Clause[]): string {
  const count = (disposition: Clause['disposition']) => leaves.filter((clause) => clause.disposition === disposition).length;
  const parts = (['file', 'no-file', 'hold'] as const).flatMap((disposition) =>
    count(disposition) > 0 ? [`${dispositionWords[disposition]} ${count(disposition)} 条`] : [],
  );
  return [`门类 ${categories.length} 个`, ...parts].join('，');
}

const fieldWords: { readonly [field in NumberField]: string } = {
  fonds: '全宗号',
  category: '门类代码',
  project: '项目号',
  year: '年度',
  term: '保管期限',
  organCode: '机构（问题）代码',
  organ: '机构（问题）',
  catalogue: '目录号',
  volume: '案卷号',
  serial: '件号',
  page: '页号',
};

/** 档号结构 in words with an example; the id of a form this program does not know. */
function numberInWords(category: Category, fonds: Pick<Fonds, 'code' | 'organs'>, year: number): string {
  const template = templateById(category.numberTemplate);
  if (!template) return printable(category.numberTemplate);
  const hasVolume = template.segments.some(({ field }) => field === 'volume');
  const said = (field: NumberField) => {
    if (field === 'volume' && template.id === 'dat13-group') return '组号';
    return field === 'serial' && !hasVolume && category.arrangement === 'volume' ? '案卷号' : fieldWords[field];
  };
  const structure = template.segments.map(({ field, before }, place) => (place === 0 ? '' : before) + said(field)).join('');
  const composed = composeNumber(template, {
    fonds: fonds.code,
    category: category.code,
    project: '01',
    year,
    term: 'Y',
    organCode: fonds.organs[0]?.code ?? 'BGS',
    organ: fonds.organs[0]?.name ?? '办公室',
    catalogue: 1,
    volume: 1,
    serial: 1,
    page: 1,
  });
  return printable('number' in composed ? `${structure}，如 ${composed.number}` : structure);
}

function categoryLine(category: Category, fonds: Pick<Fonds, 'code' | 'organs'>, year: number): string[] {
  return [
    printable(category.code),
    printable(category.name),
    arrangementWords[category.arrangement],
    numberInWords(category, fonds, year),
    startBasisWords[category.startBasis],
  ];
}
