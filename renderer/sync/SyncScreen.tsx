import { Alert } from 'antd';
import { problemOf, useAsk } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Loading, Screen } from '../controls/Screen.tsx';
import { Enrol } from './Enrol.tsx';
import { FromCounty } from './FromCounty.tsx';
import { Push } from './Push.tsx';
import { Receipts } from './Receipts.tsx';
import { Records } from './Records.tsx';
import './sync.css';

/** 上报: connect with the county archive, send, and know of every record what became of it. */
export function SyncScreen() {
  const t = useWords('sync');
  const settings = useAsk('settings.get', {});
  const kind = settings.data?.kind;
  return (
    <Screen title={t('title')}>
      {settings.isPending && <Loading />}
      {settings.error && <ProblemNotice problem={problemOf(settings.error)} />}
      {(kind === 'standalone' || kind === 'classified') && (
        <Alert
          type="info"
          showIcon
          title={t(`closed-${kind}`)}
          description={
            <>
              <p>{t('closed-kept')}</p>
              <p>{t('closed-todo')}</p>
            </>
          }
        />
      )}
      {kind === 'networked' && <Sending />}
    </Screen>
  );
}

function Sending() {
  const t = useWords('sync');
  const status = useAsk('sync.status', {});
  if (status.isPending) return <Loading />;
  if (status.error) return <ProblemNotice problem={problemOf(status.error)} />;
  return (
    <div className="stack">
      <p className="quiet">{t('intro')}</p>
      {!status.data.county && <Enrol />}
      <Push status={status.data} />
      {status.data.county && <FromCounty published={status.data.published} />}
      <Records status={status.data} />
      {status.data.county && <Receipts />}
    </div>
  );
}
