const row = { department: '', secrecy: 0, openness: 'unreviewed', duty: '', remark: '', checked: true, source: '' };

/** 三合一 for a county to publish: the smallest that break no rule. */
export const tables: readonly Buffer[] = ['青山县乡镇表', '青山县村级表', '青山县机关表'].map((title) =>
  Buffer.from(
    JSON.stringify({
      kind: 'lantai-scheme',
      version: 1,
      title,
      template: '',
      approvedBy: '青山县档案局',
      approvalNumber: '',
      approvalDate: '',
      categories: [
        {
          code: 'WS',
          name: '文书',
          arrangement: 'item',
          numberTemplate: 'dat22-item',
          startBasis: 'year',
          clauses: [{ depth: 0, no: '1', text: '党群工作', disposition: 'file', term: 'Y', ...row }],
        },
      ],
    }),
  ),
);
