import { CopyOutlined, DeleteOutlined, FileAddOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useEffect, useState } from 'react';
import type { Scheme, SchemeId } from '../../shared/schemes/schemes.ts';
import { problemOf, useAct, useAsk } from '../app/ask.ts';
import { useArrival, useDesk } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Empty, Loading, Screen } from '../controls/Screen.tsx';
import { Adopt } from './Adopt.tsx';
import { PutInForce } from './PutInForce.tsx';
import { SchemeEditor } from './SchemeEditor.tsx';
import type { TreeView } from './tree.ts';
import { useSchemeTree } from './useSchemeTree.ts';

/** 三合一: the versions of a fonds' table, one of them as a tree, one of its rows beside it. */
export function SchemesScreen() {
  const t = useWords('schemes');
  const { message, modal } = App.useApp();
  const { fonds, year } = useDesk();
  const list = useAsk('schemes.list', { fondsId: fonds.id });
  const [picked, setPicked] = useState<SchemeId | null>(null);
  const [view, setView] = useState<TreeView>('all');
  const [adopting, setAdopting] = useState(false);
  const [putting, setPutting] = useState(false);
  const copy = useAct('schemes.copy');
  const discard = useAct('schemes.discard');

  const versions = [...(list.data ?? [])].sort((a, b) => b.version - a.version);
  const deciding = versions.find((one) => one.yearFrom !== null && one.yearFrom <= year && (one.yearTo === null || year <= one.yearTo));
  const scheme: Scheme | undefined = versions.find((one) => one.id === picked) ?? deciding ?? versions[0];
  const tree = useSchemeTree(scheme);
  const shown = tree.data?.scheme.id === scheme?.id ? tree.data : undefined;

  // The list may still be on its way when somebody comes through a door.
  const [wanted, setWanted] = useState<'draft' | 'in-force' | null>(null);
  useArrival('schemes', ({ view: door }) => {
    if (door !== 'unconfirmed' && door !== 'draft') return;
    setWanted(door === 'draft' ? 'draft' : 'in-force');
    setView(door === 'draft' ? 'all' : 'unconfirmed');
  });
  useEffect(() => {
    if (!wanted || !list.data) return;
    setPicked(list.data.find((one) => one.state === wanted)?.id ?? null);
    setWanted(null);
  }, [wanted, list.data]);
  const show = (id: SchemeId | null) => {
    setPicked(id);
    setView('all');
  };
  const throwAway = (draft: Scheme, total: number) =>
    modal.confirm({
      title: t('discardAsk', { version: draft.version }),
      content: t('discardWords', { total }),
      okText: t('discardAct', { total }),
      okButtonProps: { danger: true },
      cancelText: t('keep'),
      onOk: () =>
        discard
          .mutateAsync({ schemeId: draft.id })
          .then(() => show(null))
          .catch(() => undefined),
    });
  const years = (one: Scheme) =>
    one.yearFrom === null
      ? ''
      : one.yearTo === null
        ? t('years', { from: one.yearFrom })
        : one.yearTo < one.yearFrom
          ? t('yearsNone')
          : one.yearTo === one.yearFrom
            ? t('yearsOne', { year: one.yearFrom })
            : t('yearsTo', { from: one.yearFrom, to: one.yearTo });
  const refused = list.error ?? tree.error ?? copy.error ?? discard.error;

  return (
    <Screen
      title={t('title')}
      actions={
        scheme && (
          <>
            <Button icon={<FileAddOutlined aria-hidden />} onClick={() => setAdopting(true)}>
              {t('adoptMore')}
            </Button>
            <Button
              icon={<CopyOutlined aria-hidden />}
              loading={copy.isPending}
              onClick={() => copy.mutate({ schemeId: scheme.id }, { onSuccess: (made) => show(made.scheme.id) })}
            >
              {t('copy')}
            </Button>
            {scheme.state === 'draft' && (
              <>
                <Button icon={<DeleteOutlined aria-hidden />} onClick={() => throwAway(scheme, shown?.clauses.length ?? 0)}>
                  {t('discard')}
                </Button>
                <Button type="primary" onClick={() => setPutting(true)}>
                  {t('putInForce')}
                </Button>
              </>
            )}
          </>
        )
      }
    >
      <ProblemNotice problem={refused ? problemOf(refused) : null} />
      {list.isPending && <Loading />}
      {list.data && versions.length === 0 && (
        <Empty
          words={t('none')}
          action={
            <Button type="primary" onClick={() => setAdopting(true)}>
              {t('adopt')}
            </Button>
          }
        />
      )}
      {versions.length > 0 && (
        <nav className="versions" aria-label={t('versions')}>
          {versions.map((one) => (
            <button
              key={one.id}
              type="button"
              className="version"
              aria-current={one.id === scheme?.id ? 'true' : undefined}
              title={one.title}
              onClick={() => show(one.id)}
            >
              <strong>{t('version', { version: one.version })}</strong>
              <span className={`state state-${one.state}`}>{t(`state.${one.state}`)}</span>
              <span className="tabular">{years(one)}</span>
            </button>
          ))}
          {scheme && (
            <span className="version-title ellipsis" title={scheme.title}>
              {scheme.title}
            </span>
          )}
        </nav>
      )}
      {scheme && !shown && tree.isPending && <Loading />}
      {shown && <SchemeEditor key={shown.scheme.id} tree={shown} view={view} onView={setView} />}
      {adopting && (
        <Adopt
          fonds={fonds}
          onClose={(made) => {
            setAdopting(false);
            if (made) show(made);
          }}
        />
      )}
      {putting && shown && (
        <PutInForce
          tree={shown}
          inForce={versions.find((one) => one.state === 'in-force') ?? null}
          year={year}
          onClose={(done) => {
            setPutting(false);
            if (done) void message.success(t('inForceSaid', { version: shown.scheme.version, year: done }), 6);
            else if (shown.findings.some((finding) => finding.severity === 'error')) setView('findings');
          }}
        />
      )}
    </Screen>
  );
}
