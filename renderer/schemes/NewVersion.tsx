import { DownOutlined, FileAddOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import type { Fonds } from '../../shared/fonds/fonds.ts';
import type { Problem } from '../../shared/reply.ts';
import type { SchemeId } from '../../shared/schemes/schemes.ts';
import { problemOf, useAct } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { desktop } from '../transport.ts';
import { Adopt } from './Adopt.tsx';
import { ImportTable } from './ImportTable.tsx';
import { Published } from './Published.tsx';

/** Where a new draft may come from. */
export type Origin = 'template' | 'table' | 'published' | 'file' | 'copy';

/** The button that begins a draft. */
export function NewVersion({ canCopy, busy, onChoose }: { canCopy: boolean; busy: boolean; onChoose(origin: Origin): void }) {
  const t = useWords('schemeLife');
  const origins: readonly Origin[] = ['template', 'table', 'published', 'file', ...(canCopy ? (['copy'] as const) : [])];
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: origins.map((key) => ({ key, label: t(`make.${key}`) })),
        onClick: ({ key }) => onChoose(key as Origin),
      }}
    >
      <Button icon={<FileAddOutlined aria-hidden />} loading={busy}>
        {t('make')}
        <DownOutlined aria-hidden />
      </Button>
    </Dropdown>
  );
}

/** Begins drafts from a file or a version at once, from elsewhere through `dialog`. `onMade` is told the new version. */
export function useNewVersion(fonds: Fonds, onMade: (id: SchemeId) => void) {
  const copy = useAct('schemes.copy');
  const read = useAct('schemes.adoptDocument');
  const [origin, setOrigin] = useState<Origin | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const made = (id: SchemeId | null) => {
    setOrigin(null);
    if (id) onMade(id);
  };
  const fromFile = async () => {
    try {
      const file = await desktop.pickFile(['json']);
      if (file) made((await read.mutateAsync({ fondsId: fonds.id, stagedId: file.id })).scheme.id);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const begin = (from: Origin, copied: SchemeId | undefined) => {
    setProblem(null);
    if (from === 'file') void fromFile();
    else if (from !== 'copy') setOrigin(from);
    else if (copied)
      copy.mutate({ schemeId: copied }, { onSuccess: (tree) => made(tree.scheme.id), onError: (error) => setProblem(problemOf(error)) });
  };
  const dialog =
    origin === 'template' ? (
      <Adopt fonds={fonds} onClose={made} />
    ) : origin === 'published' ? (
      <Published fonds={fonds} onClose={made} />
    ) : origin === 'table' ? (
      <ImportTable fonds={fonds} onClose={made} />
    ) : null;
  return { begin, dialog, problem, busy: copy.isPending || read.isPending, forget: () => setProblem(null) };
}
