import type { RowReason } from './imports.ts';

/** Why a row was not taken, as the list of rejected rows says it: for people with a spreadsheet, in Chinese like their file. */
export const rejectionWords: Partial<Record<RowReason, string>> = {
  'no-title': '没有题名',
  'no-year': '没有年度，也没有日期',
  'bad-year': '年度认不出',
  'bad-date': '日期认不出或不存在',
  'bad-term': '保管期限认不出',
  'legacy-term-too-late': '长期、短期只用于2006年度及以前',
  'bad-pages': '页数不是数字',
  'bad-secrecy': '密级认不出',
  classified: '标有秘密以上密级，本机不能存；请在涉密计算机上处理',
  'number-taken': '档号已属于另一件',
  'number-twice': '同一档号在表格里出现两次，内容不同',
  'other-fonds': '全宗号不是当前全宗',
  'too-long': '内容太长',
  'too-many-cells': '这一行的格数比表头多，可能串列',
};

/** Header of the two columns the list of rejected rows adds; known to `headers.ts`, so that the mended list can be imported as it is. */
export const rejectionHeaders = { line: '原行号', reason: '未导入原因' } as const;
