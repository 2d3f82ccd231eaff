import { InboxOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useWords } from '../app/words.ts';
import { DropPlace } from '../controls/DropPlace.tsx';

/** Where a spreadsheet is dropped or chosen. */
export function DropZone({ busy, onPick, onDrop }: { busy: boolean; onPick(): void; onDrop(file: File): void }) {
  const t = useWords('imports');
  return (
    <DropPlace label={t('pick')} className="drop-zone" onFiles={([file]) => file && onDrop(file)}>
      {(over) => (
        <>
          <InboxOutlined className="drop-zone-mark" aria-hidden />
          <p>{over ? t('dropped') : t('drop-here')}</p>
          <Button type="primary" size="large" loading={busy} onClick={onPick}>
            {t('pick')}
          </Button>
          <p className="quiet">{t('drop-kinds')}</p>
        </>
      )}
    </DropPlace>
  );
}
