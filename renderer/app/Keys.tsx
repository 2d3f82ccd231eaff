import { Modal } from 'antd';
import { useDesk } from './desk.tsx';
import { useWords, type WordKey } from './words.ts';

type KeyLine = readonly [keys: string, words: WordKey<'app'>];

const everywhere: readonly KeyLine[] = [
  ['Ctrl+K', 'key.search'],
  ['? · F1', 'key.keys'],
  ['Esc', 'key.leave'],
];
const inLists: readonly KeyLine[] = [
  ['↑ ↓ PgUp PgDn', 'key.move'],
  ['Space', 'key.select'],
  ['Shift+↑ ↓', 'key.range'],
  ['Ctrl+A', 'key.all'],
  ['F2 · Enter', 'key.edit'],
];
const inItems: readonly KeyLine[] = [
  ['Ctrl+N · Alt+N', 'key.new'],
  ['Ctrl+S', 'key.save'],
  ['Ctrl+Enter', 'key.saveNext'],
  ['Ctrl+D', 'key.ditto'],
  ['Alt+1 · 2 · 3', 'key.suggested'],
];
const inSchemes: readonly KeyLine[] = [
  ['F2 · Enter', 'key.cell'],
  ['← →', 'key.fold'],
  ['Ctrl+Enter', 'key.addSibling'],
  ['Ctrl+Shift+Enter', 'key.addChild'],
  ['Alt+→ · Alt+←', 'key.level'],
  ['Delete', 'key.remove'],
  ['Ctrl+Z · Ctrl+Y', 'key.undo'],
  ['Alt+M', 'key.reorder'],
  ['Ctrl+F · F3', 'key.find'],
  ['F8 · Shift+F8', 'key.finding'],
  ['F4', 'key.detail'],
];

/** The keys of the screen one is on. */
export function Keys({ open, onClose }: { open: boolean; onClose(): void }) {
  const t = useWords('app');
  const { room } = useDesk();
  const lines = [
    ...(room === 'items' ? inItems : room === 'schemes' ? inSchemes : []),
    ...(room === 'desk' || room === 'settings' ? [] : inLists),
    ...everywhere,
  ];
  return (
    <Modal
      open={open}
      onCancel={onClose}
      onOk={onClose}
      title={t('keys.title')}
      okText={t('close')}
      footer={(_, { OkBtn }) => <OkBtn />}
      width={460}
    >
      <dl className="keys">
        {lines.map(([keys, words]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{t(words)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
