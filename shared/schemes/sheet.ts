import { parseOpenness } from '../items/openness.ts';
import type { StartBasis } from '../retention/retention.ts';
import { parseTerm, termWords } from '../retention/terms.ts';
import { categoryCode } from './code.ts';
import { type DocumentClause, deepest, type SchemeDocument } from './document.ts';
import { villageDuties } from './duties.ts';

/**
 * A table as the two sheets of its own workbook: what is written is read back as the same document. Every cell is text (a number would
 * lose the 0 of `1.10`), every value a Chinese word. Consent and title are not in the rows.
 */

type DocumentCategory = SchemeDocument['categories'][number];

/** The sheets of the workbook: the rows, then their categories. */
export const sheetNames = { clauses: '三合一表', categories: '门类' } as const;

/** Heads of the sheet of rows, in order. */
export const sheetHeaders = [
  '门类代码',
  '层级',
  '条款号',
  '条款',
  '处置',
  '保管期限',
  '责任部门',
  '默认密级',
  '默认开放',
  '法定内容',
  '备注',
  '出处',
  '已核对',
] as const;

/** Heads of the sheet of categories, in order. */
export const categoryHeaders = ['门类代码', '门类名称', '整理方式', '档号样式', '起算'] as const;

/** Words of the values, by what they mean. */
export const dispositionWords: { readonly [D in DocumentClause['disposition']]: string } = {
  heading: '类目',
  file: '归档',
  'no-file': '不归档',
  hold: '暂存',
};
export const secrecyWords = ['公开', '内部', '秘密', '机密', '绝密'] as const;
export const opennessWords: { readonly [O in DocumentClause['openness']]: string } = {
  open: '开放',
  restricted: '控制',
  deferred: '延期',
  unreviewed: '未审核',
};
export const arrangementWords: { readonly [A in DocumentCategory['arrangement']]: string } = { item: '按件', volume: '按卷' };
export const startBasisWords: { readonly [B in StartBasis]: string } = {
  year: '年度',
  document: '文件日期',
  filed: '归档日期',
  closed: '结案',
  completed: '竣工',
  accounting: '会计年度末',
};
const checkedWords = { yes: '是', no: '否' } as const;

function meaningOf<K extends string>(words: { readonly [key in K]: string }, word: string): K | undefined {
  return (Object.keys(words) as K[]).find((key) => words[key] === word);
}

/** A row as the cells of the first sheet. 层级 counts from 1. */
export function sheetRowOf(clause: DocumentClause, code: string): string[] {
  return [
    code,
    String(clause.depth + 1),
    clause.no,
    clause.text,
    dispositionWords[clause.disposition],
    clause.term === null ? '' : termWords(clause.term),
    clause.department,
    secrecyWords[clause.secrecy] ?? '',
    opennessWords[clause.openness],
    villageDuties.find((duty) => duty.code === clause.duty)?.name ?? clause.duty,
    clause.remark,
    clause.source,
    clause.checked ? checkedWords.yes : checkedWords.no,
  ];
}

/** A category as the cells of the second sheet. */
export function categoryRowOf(category: Omit<DocumentCategory, 'clauses'>): string[] {
  return [
    category.code,
    category.name,
    arrangementWords[category.arrangement],
    category.numberTemplate,
    startBasisWords[category.startBasis],
  ];
}

/** Reads a row of the first sheet; undefined where a cell says none of its words. Empty cells take what a new row starts with. */
export function readSheetRow(cells: readonly string[]): { readonly code: string; readonly clause: DocumentClause } | undefined {
  const [
    code = '',
    level,
    no = '',
    text = '',
    said,
    termSaid,
    department = '',
    secret,
    opening,
    dutySaid = '',
    remark = '',
    source = '',
    seen,
  ] = sheetHeaders.map((_, index) => (cells[index] ?? '').trim());
  const depth = Number(level) - 1;
  const disposition = meaningOf(dispositionWords, said ?? '');
  const term = termSaid ? parseTerm(termSaid) : null;
  const secrecy = secret ? (secrecyWords as readonly string[]).indexOf(secret) : 0;
  const openness = parseOpenness(opening ?? '');
  if (code === '' || no === '' || text === '' || !disposition || secrecy < 0 || !openness || (termSaid && !term)) return undefined;
  if (!/^\d{1,2}$/.test(level ?? '') || depth < 0 || depth > deepest || (seen && seen !== checkedWords.yes && seen !== checkedWords.no))
    return undefined;
  const duty = villageDuties.find(({ name }) => name === dutySaid)?.code ?? dutySaid;
  return {
    code: categoryCode(code),
    clause: { depth, no, text, disposition, term, department, secrecy, openness, duty, remark, checked: seen !== checkedWords.no, source },
  };
}

/** Reads a row of the second sheet; undefined where a cell says none of its words. */
export function readCategoryRow(cells: readonly string[]): Omit<DocumentCategory, 'clauses'> | undefined {
  const [code = '', name = '', arranged = '', numberTemplate = '', basis = ''] = categoryHeaders.map((_, index) =>
    (cells[index] ?? '').trim(),
  );
  const arrangement = meaningOf(arrangementWords, arranged);
  const startBasis = meaningOf(startBasisWords, basis);
  if (code === '' || name === '' || numberTemplate === '' || !arrangement || !startBasis) return undefined;
  return { code: categoryCode(code), name, arrangement, numberTemplate, startBasis };
}

/** The cells of both sheets, without their heads. */
export function sheetsOf(document: Pick<SchemeDocument, 'categories'>): { readonly clauses: string[][]; readonly categories: string[][] } {
  return {
    clauses: document.categories.flatMap(({ code, clauses }) => clauses.map((clause) => sheetRowOf(clause, code))),
    categories: document.categories.map(categoryRowOf),
  };
}

/** Whether cells are the heads of one of the two sheets. */
export function areHeaders(cells: readonly string[], headers: readonly string[]): boolean {
  return headers.every((header, index) => cells[index] === header) && cells.slice(headers.length).every((cell) => cell.trim() === '');
}

/**
 * The categories of a document from the cells of both sheets, without their heads; undefined where a row cannot be read as it was written,
 * a code stands twice, or rows of one category do not stand together.
 */
export function categoriesFromSheets(
  clauseRows: readonly (readonly string[])[],
  categoryRows: readonly (readonly string[])[],
): DocumentCategory[] | undefined {
  const categories: DocumentCategory[] = [];
  for (const cells of categoryRows) {
    const category = readCategoryRow(cells);
    if (!category || categories.some(({ code }) => code === category.code)) return undefined;
    categories.push({ ...category, clauses: [] });
  }
  let last: DocumentCategory | undefined;
  for (const cells of clauseRows) {
    const row = readSheetRow(cells);
    const category = row && categories.find(({ code }) => code === row.code);
    if (!row || !category || (category !== last && category.clauses.length > 0)) return undefined;
    category.clauses.push(row.clause);
    last = category;
  }
  return categories;
}
