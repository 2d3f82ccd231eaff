import type { DocumentClause } from '../schemes/document.ts';
import { type RowCells, saidDisposition, saidDuty, saidOpenness, saidSecrecy, secrecyWord } from './scheme-cells.ts';
import type { Findings, Where } from './scheme-findings.ts';
import type { SchemeSetting } from './scheme-source.ts';

/** A row of the table as it is read from a line; a line may give several. */
export interface Row extends Where {
  text: string;
  no: string;
  term: DocumentClause['term'];
  /** Said by the file itself; null: by whether rows stand below it. */
  disposition: DocumentClause['disposition'] | null;
  /** The term came from a cell merged over several rows. */
  termShared: boolean;
  /** What is heard about the term is settled already (undecided, or kept in the remark). */
  termAsked: boolean;
  department: string;
  secrecy: number;
  openness: DocumentClause['openness'];
  duty: string;
  remark: string;
  source: string;
  checked: boolean;
  /** The term as taken or proposed, for 同上 below it. */
  termHeard: DocumentClause['term'];
  /** 重要的, 一般的 without a number of their own. */
  detailed: boolean;
}

/** Characters a row may hold. */
export const longest = { no: 20, text: 4000, remark: 500, department: 60, source: 20 } as const;

export function newRow({ at, sheet, line }: Where, text: string): Row {
  return {
    at,
    sheet,
    line,
    text,
    no: '',
    term: null,
    disposition: null,
    termShared: false,
    termAsked: false,
    termHeard: null,
    department: '',
    secrecy: 0,
    openness: 'unreviewed',
    duty: '',
    remark: '',
    source: '',
    checked: true,
    detailed: false,
  };
}

/** Adds to the remark of a row; false where it would not fit. */
export function addRemark(row: Row, more: string): boolean {
  const joined = row.remark === '' ? more : `${row.remark}；${more}`;
  if (joined.length > longest.remark) return false;
  row.remark = joined;
  return true;
}

/** Takes over what stands beside clause and term: department, 处置, 密级, 开放, 法定内容, remark. What cannot be read goes to the remark. */
export function fillRow(row: Row, cells: RowCells, { tell, ask }: Findings, setting: SchemeSetting): void {
  row.department = cells.of('department');
  if (cells.remark !== '') addRemark(row, cells.remark);
  const unread = (cell: string) => {
    tell('note', 'field-unread', cell, '');
    addRemark(row, cell.slice(0, 100));
  };

  const disposition = cells.of('disposition');
  if (disposition !== '') {
    const said = saidDisposition(disposition);
    if (said) row.disposition = said;
    else unread(disposition);
  }

  const secrecy = cells.of('secrecy');
  const level = saidSecrecy(secrecy);
  if (level === undefined) unread(secrecy);
  else if (level > 1 && !setting.takesClassified) row.secrecy = Number(ask('secrecy-not-here', secrecyWord(level), '1', ['0', '1']) ?? 1);
  else row.secrecy = level;

  const openness = cells.of('openness');
  const open = saidOpenness(openness);
  if (open) row.openness = open;
  else unread(openness);

  const duty = cells.of('duty');
  row.duty = duty === '' ? '' : (saidDuty(duty) ?? '');
  if (duty !== '' && row.duty === '') unread(duty);
  const source = cells.of('source');
  if (source.length <= longest.source) row.source = source;
  else unread(source);
  const checked = cells.of('checked');
  row.checked = checked !== '否';
  if (!['', '是', '否'].includes(checked)) unread(checked);
  for (const cell of cells.oddTicks) unread(cell);
}
