import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import type { FondsId } from '../../shared/fonds/fonds.ts';
import { dropDraft, keptDrafts } from '../app/keep.ts';
import { useWords } from '../app/words.ts';
import { DateText } from '../controls/DateText.tsx';
import type { KeptWriting, Writing } from './fields.ts';
import { draftsOf } from './useWriting.ts';

type Found = Awaited<ReturnType<typeof keptDrafts<KeptWriting>>>;

/** Half-typed items found again, after a crash or because a form was left: go on, or discard. */
export function Drafts({ fondsId, current, onResume }: { fondsId: FondsId; current: Writing | null; onResume(writing: Writing): void }) {
  const t = useWords('items');
  const [found, setFound] = useState<Found>([]);
  const isWriting = current !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again when a form is opened or left
  useEffect(() => {
    let current = true;
    void keptDrafts<KeptWriting>(draftsOf(fondsId)).then((drafts) => current && setFound(drafts));
    return () => {
      current = false;
    };
  }, [fondsId, isWriting]);
  if (isWriting || found.length === 0) return null;
  return (
    <Alert
      className="problem"
      type="warning"
      showIcon
      title={t('draftsFound', { count: found.length })}
      description={
        <ul className="drafts">
          {found.map(({ key, value, at }) => (
            <li key={key} className="row-of-buttons">
              <span className="draft-title ellipsis">{value.fields.title || t('draftUntitled')}</span>
              <span className="quiet">{t(value.id === null ? 'draftNew' : 'draftEdit')}</span>
              <DateText at={new Date(at).toISOString()} />
              <Button
                size="small"
                onClick={() => onResume({ key: value.key, id: value.id, fields: value.fields, seen: value.seen, carried: value.carried })}
              >
                {t('draftResume')}
              </Button>
              <Button
                size="small"
                onClick={() => void dropDraft(key).then(() => setFound((before) => before.filter((one) => one.key !== key)))}
              >
                {t('draftDrop')}
              </Button>
            </li>
          ))}
        </ul>
      }
    />
  );
}
