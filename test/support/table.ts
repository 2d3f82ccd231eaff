import { Term } from '../../shared/retention/retention.ts';
import type { DocumentClause, SchemeDocument } from '../../shared/schemes/document.ts';

/** A filed row of a document, 永久 and checked, but for what a story says of it. */
export function documentRow(
  row: Pick<DocumentClause, 'no' | 'text'> & { term?: string | null } & Partial<Omit<DocumentClause, 'term'>>,
): DocumentClause {
  const { term = row.disposition === undefined || row.disposition === 'file' ? 'Y' : null, ...rest } = row;
  return {
    depth: 0,
    disposition: 'file',
    department: '',
    secrecy: 0,
    openness: 'unreviewed',
    duty: '',
    remark: '',
    checked: true,
    source: '',
    ...rest,
    term: term === null ? null : Term.parse(term),
  };
}

/** A table of one category, 文书, as a document. */
export function documentWith(title: string, clauses: readonly DocumentClause[], said: Partial<SchemeDocument> = {}): SchemeDocument {
  return {
    kind: 'lantai-scheme',
    version: 1,
    title,
    template: '',
    approvedBy: '',
    approvalNumber: '',
    approvalDate: '',
    categories: [
      { code: 'WS', name: '文书', arrangement: 'item', numberTemplate: 'dat22-item', startBasis: 'year', clauses: [...clauses] },
    ],
    ...said,
  };
}

/** A table three levels deep with so many rows. */
export function bigTable(rows: number): SchemeDocument {
  const clauses: DocumentClause[] = [];
  const add = (row: Parameters<typeof documentRow>[0]) => clauses.length < rows && clauses.push(documentRow(row));
  for (let a = 1; clauses.length < rows; a += 1) {
    add({ depth: 0, no: `${a}`, text: `第 ${a} 类工作中形成的文件材料`, disposition: 'heading' });
    for (let b = 1; b <= 10; b += 1) {
      add({ depth: 1, no: `${a}.${b}`, text: `第 ${a}.${b} 项工作的通知、请示、批复、报告、总结和会议记录`, disposition: 'heading' });
      for (let c = 1; c <= 9; c += 1)
        add({
          depth: 2,
          no: `${a}.${b}.${c}`,
          text: `关于第 ${a}.${b}.${c} 项事务的请示、批复及有关材料，含附件和统计表`,
          term: ['Y', 'D30', 'D10'][c % 3] as string,
          department: '办公室',
          checked: c % 4 !== 0,
        });
    }
  }
  const last = clauses.at(-1);
  if (last?.disposition === 'heading') clauses[clauses.length - 1] = documentRow({ depth: last.depth, no: last.no, text: last.text });
  return documentWith(`${rows}条的表`, clauses);
}
