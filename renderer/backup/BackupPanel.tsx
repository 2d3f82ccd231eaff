import { Alert, Button, Form, Input, Table } from 'antd';
import { useState } from 'react';
import type { Backup } from '../../shared/backup/backup.ts';
import { problemOf, useAsk, useTask } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { DateText } from '../controls/DateText.tsx';
import { figure, fileSize } from '../controls/figures.ts';
import { LongWork } from '../controls/LongWork.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Empty, Loading } from '../controls/Screen.tsx';
import './backup.css';

/** 备份: make a copy, open it, check it; and check an older one again. Nothing counts before it was checked. */
export function BackupPanel() {
  const t = useWords('backup');
  const backups = useAsk('backup.list', {});
  const make = useTask('backup.make');
  const verify = useTask('backup.verify');
  const [folder, setFolder] = useState('');
  const [checking, setChecking] = useState('');
  return (
    <section aria-label={t('title')} className="stack-tight">
      <p className="quiet">{t('intro')}</p>
      <Form component="div" layout="vertical">
        <Form.Item
          label={t('folder')}
          htmlFor="backup-folder"
          extra={
            <>
              <span>{t('folder-hint')}</span>
              <br />
              <span>{t('folder-advice')}</span>
            </>
          }
        >
          <Input
            id="backup-folder"
            className="backup-folder"
            maxLength={500}
            autoComplete="off"
            value={folder}
            onChange={(event) => setFolder(event.target.value)}
          />
        </Form.Item>
        <Button type="primary" loading={make.isRunning} onClick={() => make.start({ folder: folder.trim() })}>
          {t('make')}
        </Button>
      </Form>
      {make.isRunning && <LongWork task={make.task} />}
      {make.output && (
        <Alert type="success" showIcon role="status" title={t('made', { items: figure(make.output.items), path: make.output.path })} />
      )}
      {make.task?.state === 'cancelled' ? (
        <Alert type="warning" showIcon title={t('cancelled')} closable={{ onClose: make.clear }} />
      ) : (
        <ProblemNotice problem={make.problem} onClose={make.clear} />
      )}
      {verify.isRunning && <LongWork task={verify.task} />}
      {verify.output &&
        (verify.output.present ? (
          <Alert
            type="success"
            showIcon
            role="status"
            title={t('verify-good', { path: verify.output.path, items: figure(verify.output.items) })}
          />
        ) : (
          <Alert type="error" showIcon role="alert" title={t('verify-bad')} />
        ))}
      <ProblemNotice problem={verify.problem} onClose={verify.clear} />
      {backups.isPending && <Loading />}
      {backups.error && <ProblemNotice problem={problemOf(backups.error)} />}
      {backups.data?.length === 0 && <Empty words={t('none')} action={<p className="quiet">{t('none-note')}</p>} />}
      {backups.data && backups.data.length > 0 && (
        <Table<Backup>
          size="small"
          aria-label={t('title')}
          rowKey="id"
          pagination={backups.data.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
          dataSource={backups.data}
          columns={[
            { title: t('column-at'), key: 'at', width: 130, render: (_, backup) => <DateText at={backup.at} /> },
            { title: t('column-path'), key: 'path', ellipsis: true, render: (_, backup) => <span title={backup.path}>{backup.path}</span> },
            {
              title: t('column-items'),
              key: 'items',
              width: 90,
              align: 'right',
              className: 'tabular',
              render: (_, backup) => figure(backup.items),
            },
            {
              title: t('column-bytes'),
              key: 'bytes',
              width: 100,
              align: 'right',
              className: 'tabular',
              render: (_, backup) => fileSize(backup.bytes),
            },
            {
              title: t('column-state'),
              key: 'state',
              width: 160,
              render: (_, backup) => (
                <span className={backup.present ? '' : 'backup-missing'}>{t(backup.present ? 'state-present' : 'state-missing')}</span>
              ),
            },
            {
              title: t('column-acts'),
              key: 'acts',
              width: 130,
              render: (_, backup) => (
                <Button
                  size="small"
                  aria-label={`${t('verify')} ${backup.path}`}
                  loading={verify.isRunning && checking === backup.id}
                  onClick={() => {
                    setChecking(backup.id);
                    void verify.start({ id: backup.id });
                  }}
                >
                  {t('verify')}
                </Button>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}
