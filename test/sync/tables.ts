import { documentRow, documentWith } from '../support/table.ts';

/** 三合一 for a county to publish: the smallest that break no rule. */
export const tables: readonly Buffer[] = ['青山县乡镇表', '青山县村级表', '青山县机关表'].map((title) =>
  Buffer.from(JSON.stringify(documentWith(title, [documentRow({ no: '1', text: '党群工作' })], { approvedBy: '青山县档案局' }))),
);
