import { Table } from 'antd';
import type { OutputFile } from '../../shared/files/files.ts';
import { problemOf, useAsk } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { DateText } from '../controls/DateText.tsx';
import { fileSize } from '../controls/figures.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { SaveButton } from '../controls/SaveButton.tsx';

/** Files written before, newest first, to be saved again. */
export function Outputs() {
  const t = useWords('prints');
  const outputs = useAsk('files.outputs', {});
  const files = [...(outputs.data ?? [])].sort((a, b) => b.writtenAt.localeCompare(a.writtenAt));
  return (
    <section aria-label={t('outputs')}>
      <h2>{t('outputs')}</h2>
      {outputs.error && <ProblemNotice problem={problemOf(outputs.error)} />}
      {outputs.data && files.length === 0 && <p className="quiet">{t('outputs-none')}</p>}
      {files.length > 0 && (
        <Table<OutputFile>
          size="small"
          aria-label={t('outputs')}
          rowKey="id"
          pagination={files.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
          dataSource={files}
          columns={[
            { title: t('output-name'), dataIndex: 'name', ellipsis: true },
            {
              title: t('output-bytes'),
              key: 'bytes',
              width: 110,
              align: 'right',
              className: 'tabular',
              render: (_, file) => fileSize(file.bytes),
            },
            { title: t('output-at'), key: 'at', width: 140, render: (_, file) => <DateText at={file.writtenAt} /> },
            { title: t('output-acts'), key: 'acts', width: 160, render: (_, file) => <SaveButton file={file} /> },
          ]}
        />
      )}
    </section>
  );
}
