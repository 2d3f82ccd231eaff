import { InboxOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type DragEvent, useState } from 'react';
import { useWords } from '../app/words.ts';

/** Where a spreadsheet is dropped or chosen. */
export function DropZone({ busy, onPick, onDrop }: { busy: boolean; onPick(): void; onDrop(file: File): void }) {
  const t = useWords('imports');
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onDrop(file);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a place to drop on, not a group of form fields
    <div
      role="group"
      aria-label={t('pick')}
      className={over ? 'drop-zone drop-zone-over' : 'drop-zone'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <InboxOutlined className="drop-zone-mark" aria-hidden />
      <p>{over ? t('dropped') : t('drop-here')}</p>
      <Button type="primary" size="large" loading={busy} onClick={onPick}>
        {t('pick')}
      </Button>
      <p className="quiet">{t('drop-kinds')}</p>
    </div>
  );
}
