import { templateById } from '../numbering/templates.ts';
import { villageDuties } from '../schemes/duties.ts';
import type { Category, Clause, DiffRow, SchemeDiff } from '../schemes/schemes.ts';
import { arrangementWords, dispositionWords, opennessWords, secrecyWords, startBasisWords } from '../schemes/sheet.ts';
import { printable } from './catalogue.ts';
import { headingOf, termOrDisposition, versionInWords } from './scheme.ts';
import { changedPieces, type Piece } from './scheme-changes.ts';

/** A comparison of two versions ready for paper: only what changed, with the headings above it, and the counts. */
export interface SchemeDiffPaper {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  /** 新增 3 条, 删除 1 条 … and how many rows stand as they were. */
  readonly counts: string;
  readonly lines: readonly DiffLine[];
  /** Rows of `lines` that changed. */
  readonly rows: number;
}

export interface DiffLine {
  /** A 门类, a heading that only shows where one is, or a row that changed. */
  readonly kind: 'category' | 'heading' | 'change';
  /** What happened, in words; '' for what only shows the place. */
  readonly change: string;
  readonly from: DiffSide | null;
  readonly to: DiffSide | null;
}

export interface DiffSide {
  readonly depth: number;
  readonly no: readonly Piece[];
  readonly text: readonly Piece[];
  readonly term: readonly Piece[];
  /** Fields that have no column, each a line of its own, only where they differ. */
  readonly others: readonly (readonly Piece[])[];
}

const fieldWords: { readonly [field: string]: string } = {
  no: '条款号改动',
  text: '文字改动',
  term: '期限改动',
  disposition: '处置改动',
  department: '责任部门改动',
  secrecy: '默认密级改动',
  openness: '默认开放改动',
  duty: '法定内容改动',
  remark: '备注改动',
  checked: '核对改动',
  source: '出处改动',
  code: '代码改动',
  name: '名称改动',
  arrangement: '整理方式改动',
  numberTemplate: '档号样式改动',
  startBasis: '起算改动',
};

/** [P12] Fields without a column of their own: label, and the value in words. */
const otherFields: { readonly [field: string]: readonly [label: string, say: (clause: Clause) => string] } = {
  disposition: ['处置', (clause) => dispositionWords[clause.disposition]],
  department: ['责任部门', (clause) => clause.department],
  secrecy: ['默认密级', (clause) => secrecyWords[clause.secrecy] ?? ''],
  openness: ['默认开放', (clause) => opennessWords[clause.openness]],
  duty: ['法定内容', (clause) => villageDuties.find(({ code }) => code === clause.duty)?.name ?? clause.duty],
  remark: ['备注', (clause) => clause.remark],
  checked: ['核对', (clause) => (clause.checked ? '已核对' : '参考')],
  source: ['出处', (clause) => clause.source],
};
const categoryFields: { readonly [field: string]: readonly [label: string, say: (category: Category) => string] } = {
  arrangement: ['整理方式', (category) => arrangementWords[category.arrangement]],
  numberTemplate: ['档号样式', (category) => templateById(category.numberTemplate)?.name ?? category.numberTemplate],
  startBasis: ['起算', (category) => startBasisWords[category.startBasis]],
};

/** [P12] */
export function schemeDiffPaper({ from, to, categories, counts }: SchemeDiff): SchemeDiffPaper {
  const formerPlace = formerPlaces(categories);
  const lines: DiffLine[] = [];
  for (const category of categories) {
    const shown = rowsShown(category.rows);
    if (category.kind === 'same' && shown.length === 0) continue;
    lines.push(categoryLine(category), ...shown.map((row) => rowLine(row, formerPlace)));
  }
  const parts = [
    `新增 ${counts.added} 条`,
    `删除 ${counts.removed} 条`,
    `移动 ${counts.moved} 条`,
    `文字改动 ${counts.text} 条`,
    `期限改动 ${counts.term} 条`,
    `其他改动 ${counts.other} 条`,
    `未改动 ${counts.same} 条`,
  ];
  return {
    title: `${printable(to.title)}版本对照`,
    from: `原：${from.title === to.title ? '' : `${printable(from.title)} `}${versionInWords(from)}`,
    to: `新：${versionInWords(to)}`,
    counts: parts.join('，'),
    lines,
    rows: lines.filter(({ kind }) => kind === 'change').length,
  };
}

const isChanged = (row: DiffRow) => row.kind !== 'same' || row.moved;

/** The rows that changed, and every row above one of them on the side where it stands now (else stood). */
function rowsShown(rows: readonly DiffRow[]): DiffRow[] {
  const byFrom = new Map(rows.flatMap((row) => (row.from ? [[row.from.id, row] as const] : [])));
  const byTo = new Map(rows.flatMap((row) => (row.to ? [[row.to.id, row] as const] : [])));
  const shown = new Set<DiffRow>();
  for (const changed of rows.filter(isChanged))
    for (let row: DiffRow | undefined = changed; row && !shown.has(row); ) {
      shown.add(row);
      const above: string | null | undefined = row.to ? row.to.parentId : row.from?.parentId;
      row = row.to ? byTo.get(above as Clause['id']) : byFrom.get(above as Clause['id']);
    }
  return rows.filter((row) => shown.has(row));
}

/** Where a moved row stood before, in words; '' when it stood below the same row. */
function formerPlaces(categories: SchemeDiff['categories']): (from: Clause, to: Clause) => string {
  const rows = categories.flatMap((category) => category.rows);
  const old = new Map(rows.flatMap(({ from }) => (from ? [[from.id, from] as const] : [])));
  const nowOf = new Map(rows.flatMap(({ from, to }) => (from && to ? [[from.id, to.id] as const] : [])));
  const oldHome = new Map(categories.flatMap(({ from }) => (from ? [[from.id, from] as const] : [])));
  const homeOf = new Map(categories.flatMap(({ from, to }) => (from && to ? [[from.id, to.id] as const] : [])));
  return (from, to) => {
    const isSameHome = homeOf.get(from.categoryId) === to.categoryId;
    const parentNow = from.parentId === null ? null : (nowOf.get(from.parentId) ?? from.parentId);
    if (isSameHome && parentNow === to.parentId) return '';
    const home = oldHome.get(from.categoryId);
    const parent = from.parentId === null ? undefined : old.get(from.parentId);
    return [isSameHome && parent ? '' : home?.name, parent?.no].flatMap((part) => (part ? [printable(part)] : [])).join(' ');
  };
}

function rowLine(row: DiffRow, formerPlace: (from: Clause, to: Clause) => string): DiffLine {
  const { from, to } = row;
  if (!isChanged(row)) return { kind: 'heading', change: '', ...bothSides(row) };
  if (row.kind === 'added') return { kind: 'change', change: '新增', ...bothSides(row) };
  if (row.kind === 'removed') return { kind: 'change', change: '删除', ...bothSides(row) };
  const words = row.fields.map((field) => fieldWords[field] ?? `${field} 改动`);
  const place = row.moved && from && to ? formerPlace(from, to) : '';
  if (row.moved) words.unshift(place === '' ? '移动' : `移动（原在 ${place} 下）`);
  return { kind: 'change', change: words.join('、'), ...bothSides(row) };
}

function bothSides({ kind, fields, from, to }: DiffRow): Pick<DiffLine, 'from' | 'to'> {
  const no = whole(from?.no ?? null, to?.no ?? null);
  const text = sides(from?.text, to?.text);
  const term = whole(from && termOrDisposition(from), to && termOrDisposition(to));
  const others = fields.flatMap((field) => {
    const other = otherFields[field];
    return kind === 'changed' && other ? [other] : [];
  });
  const side = (which: 'from' | 'to', clause: Clause): DiffSide => ({
    depth: clause.depth,
    no: no[which],
    text: text[which],
    term: term[which],
    others: others.map(([label, say]) => labelled(label, printable(say(clause)))),
  });
  return { from: from && side('from', from), to: to && side('to', to) };
}

function categoryLine({ kind, fields, from, to }: SchemeDiff['categories'][number]): DiffLine {
  const heading = sides(from ? headingOf(from) : undefined, to ? headingOf(to) : undefined);
  const changed = kind === 'changed' ? fields.flatMap((field) => (categoryFields[field] ? [categoryFields[field]] : [])) : [];
  const side = (which: 'from' | 'to', category: Category): DiffSide => ({
    depth: 0,
    no: [],
    text: heading[which],
    term: [],
    others: changed.map(([label, say]) => labelled(label, printable(say(category)))),
  });
  const words = { same: '', added: '新增门类', removed: '删除门类', changed: fields.map((field) => fieldWords[field] ?? field).join('、') };
  return { kind: 'category', change: words[kind], from: from && side('from', from), to: to && side('to', to) };
}

const labelled = (label: string, value: string): Piece[] => [
  { text: `${label}：`, changed: false },
  value === '' ? { text: '（空）', changed: false } : { text: value, changed: true },
];

/** Changed characters on each side; all of them where there is no other side. */
function sides(from: string | undefined, to: string | undefined): { from: Piece[]; to: Piece[] } {
  if (from !== undefined && to !== undefined) return changedPieces(printable(from), printable(to));
  return whole(from ?? null, to ?? null);
}

/** Short values are changed or not, never in part. */
function whole(from: string | null, to: string | null): { from: Piece[]; to: Piece[] } {
  const pieces = (value: string | null): Piece[] => (value ? [{ text: printable(value), changed: from !== to }] : []);
  return { from: pieces(from), to: pieces(to) };
}
