import { Tabs } from 'antd';
import { useState } from 'react';
import { useArrival } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { AuditPanel } from '../audit/AuditPanel.tsx';
import { BackupPanel } from '../backup/BackupPanel.tsx';
import { Screen } from '../controls/Screen.tsx';
import { FondsPanel } from '../fonds/FondsPanel.tsx';
import { GeneralPanel } from './GeneralPanel.tsx';

/** What is set once and looked after now and then. A door may name the part: `go('settings', { panel: 'backup' })`. */
export function SettingsScreen() {
  const t = useWords('settings');
  const [part, setPart] = useState('general');
  useArrival('settings', ({ panel }) => {
    if (typeof panel === 'string') setPart(panel);
  });
  return (
    <Screen title={t('title')}>
      <Tabs
        activeKey={part}
        onChange={setPart}
        aria-label={t('parts')}
        items={[
          { key: 'general', label: t('part.general'), children: <GeneralPanel /> },
          { key: 'fonds', label: t('part.fonds'), children: <FondsPanel /> },
          { key: 'backup', label: t('part.backup'), children: <BackupPanel /> },
          { key: 'audit', label: t('part.audit'), children: <AuditPanel /> },
        ]}
      />
    </Screen>
  );
}
