import { parseOpenness } from '../items/openness.ts';
import { mentionsMark, parseSecrecy } from '../items/secrecy.ts';
import { parseTerm } from '../retention/terms.ts';
import type { DocumentClause } from '../schemes/document.ts';
import { villageDuties } from '../schemes/duties.ts';
import { dispositionWords, secrecyWords } from '../schemes/sheet.ts';
import type { SchemeField } from './scheme.ts';
import type { PartOfFile, SourceLine } from './scheme-lines.ts';

/** The cells of a row by what they are. */
export interface RowCells {
  of(field: SchemeField): string;
  /** n a number, d a date, v repeated from above; ' ' text. */
  markOf(field: SchemeField): string;
  has(field: SchemeField): boolean;
  /** Every cell, also empty, of a kind of column that may stand several times. */
  all(field: SchemeField): readonly string[];
  /** Terms whose column is ticked. */
  readonly ticks: readonly string[];
  /** What stands below such a term and is neither a tick nor the term itself. */
  readonly oddTicks: readonly string[];
  readonly remark: string;
}

const isMark = (cell: string) => /^[√✓✔☑✅○●◎■▲△★☆⊙VvYy+*＊是对1×✗✘xX否无\-—–/0☐□\s]*$/.test(cell);
const ticked = (cell: string) => cell.trim() !== '' && !/^[×✗✘xX否无\-—–/0☐□]+$/.test(cell.trim());

export function rowCells(part: PartOfFile, { cells, marks }: SourceLine): RowCells {
  const column = (field: SchemeField) => part.columns.find((each) => each.field === field);
  return {
    of: (field) => (cells[column(field)?.index ?? -1] ?? '').trim(),
    markOf: (field) => marks[column(field)?.index ?? -1] ?? ' ',
    has: (field) => column(field) !== undefined,
    ticks: part.columns.filter(({ field, index }) => field === 'tick' && ticked(cells[index] ?? '')).map(({ header }) => header),
    all: (field) => part.columns.filter((each) => each.field === field).map(({ index }) => (cells[index] ?? '').trim()),
    oddTicks: part.columns
      .filter(({ field }) => field === 'tick')
      .map(({ index, header }) => ({ cell: (cells[index] ?? '').trim(), header }))
      .filter(({ cell, header }) => !isMark(cell) && parseTerm(cell) !== parseTerm(header))
      .map(({ cell }) => cell),
    remark: part.columns
      .filter(({ field }) => field === 'remark')
      .map(({ index }) => (cells[index] ?? '').trim())
      .filter((cell) => cell !== '')
      .join('；'),
  };
}

/** [M7] Whether a line bears a mark such as 秘密★10年; nothing of it is kept. */
export const bearsMark = (cells: readonly string[]) => cells.some(mentionsMark);

/** What a cell of 保管期限 says. */
export type SaidTerm =
  | { readonly is: 'none' }
  | { readonly is: 'term'; readonly term: NonNullable<DocumentClause['term']> }
  | { readonly is: 'disposition'; readonly disposition: 'no-file' | 'hold' }
  | { readonly is: 'several'; readonly terms: readonly NonNullable<DocumentClause['term']>[] }
  | { readonly is: 'unread' };

export function saidTerm(text: string): SaidTerm {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  if (plain === '' || /^(?:[-—–/\\]+|无|—)$/.test(plain)) return { is: 'none' };
  if (/^不(?:予)?归档$/.test(plain)) return { is: 'disposition', disposition: 'no-file' };
  if (/^(?:暂存|待定|暂不归档)$/.test(plain)) return { is: 'disposition', disposition: 'hold' };
  const term = parseTerm(plain);
  if (term) return { is: 'term', term };
  const pieces = text
    .split(/[\s、，,；;/或及和]+/)
    .filter((piece) => piece !== '')
    .map(parseTerm);
  if (pieces.length > 1 && pieces.every((piece) => piece !== null)) return { is: 'several', terms: [...new Set(pieces)] };
  return { is: 'unread' };
}

/** 处置 as tables write it; undefined where it says none. */
export function saidDisposition(text: string): DocumentClause['disposition'] | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  const own = (Object.keys(dispositionWords) as DocumentClause['disposition'][]).find((key) => dispositionWords[key] === plain);
  if (own) return own;
  if (/^(?:是|需|√|✓|✔|归档)$/.test(plain)) return 'file';
  return /^(?:否|不|×|不予归档|不需归档|不归)$/.test(plain) ? 'no-file' : undefined;
}

export const saidSecrecy = (text: string) => parseSecrecy(text)?.secrecy;
export const secrecyWord = (level: number) => secrecyWords[level] ?? '';
export const saidOpenness = parseOpenness;
export const saidDuty = (text: string) => villageDuties.find(({ name, code }) => name === text || code === text)?.code;

/** 重要的, 一般的, 其中：县级以上的 …: the clause above, by value. */
export function isByValue(text: string): boolean {
  const plain = text.replace(/[\s。；;，,:：（）()]/g, '');
  return (
    /^(?:其中)?(?:特别|比较|较)?(?:重要|一般|其他|其它|主要|次要|普通)(?:的|的?文件材料|的?材料|文件)?$/.test(plain) ||
    (plain.length <= 14 && /的$/.test(plain))
  );
}

/** Lines of one cell. */
export const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** `重要的 永久`: a line that ends in a term. */
export function lineWithTerm(line: string): { readonly text: string; readonly term: string } | undefined {
  const found = /^(.*\S)[\s　:：,，—-]*[（(]?\s*(?<![\d０-９])(永久|长期|短期|(?:定期)?\s*[\d０-９]{1,2}\s*年)\s*[）)]?[。；;]?$/.exec(
    line.trim(),
  );
  const text = (found?.[1] ?? '').replace(/[\s　:：,，（(—-]+$/, '');
  return found && text !== '' ? { text, term: found[2] ?? '' } : undefined;
}
