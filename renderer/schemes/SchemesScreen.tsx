import { DiffOutlined, EllipsisOutlined, PrinterOutlined } from '@ant-design/icons';
import { Alert, App, Button, Dropdown } from 'antd';
import { useEffect, useState } from 'react';
import type { ClauseId, Scheme, SchemeId } from '../../shared/schemes/schemes.ts';
import { problemOf, useAct, useAsk } from '../app/ask.ts';
import { useArrival, useDesk } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { figure } from '../controls/figures.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Empty, Loading, Screen } from '../controls/Screen.tsx';
import { Diff } from './Diff.tsx';
import { type LifeAct, LifeLine } from './LifeLine.tsx';
import { NewVersion, useNewVersion } from './NewVersion.tsx';
import { SchemeEditor } from './SchemeEditor.tsx';
import type { TreeView } from './tree.ts';
import { useSchemeTree } from './useSchemeTree.ts';
import { Versions } from './Versions.tsx';
import { useWithdraw, VersionWork, type VersionWorkKind } from './VersionWork.tsx';
import './versions.css';

/** 三合一: the versions of a fonds' table, where one of them stands between 草案 and 废止, and its rows. */
export function SchemesScreen() {
  const { fonds } = useDesk();
  return <SchemesOf key={fonds.id} />;
}

function SchemesOf() {
  const t = useWords('schemes');
  const life = useWords('schemeLife');
  const { message, modal } = App.useApp();
  const { fonds, year } = useDesk();
  const list = useAsk('schemes.list', { fondsId: fonds.id });
  const [picked, setPicked] = useState<SchemeId | null>(null);
  const [view, setView] = useState<TreeView>('all');
  const [work, setWork] = useState<VersionWorkKind | null>(null);
  const [comparing, setComparing] = useState(false);
  const [row, setRow] = useState<{ readonly id: ClauseId } | null>(null);
  const [cameInForce, setCameInForce] = useState<SchemeId | null>(null);
  const discard = useAct('schemes.discard');
  const withdraw = useWithdraw();

  const versions = [...(list.data ?? [])].sort((a, b) => b.version - a.version);
  const deciding = versions.find((one) => one.yearFrom !== null && one.yearFrom <= year && (one.yearTo === null || year <= one.yearTo));
  const scheme: Scheme | undefined = versions.find((one) => one.id === picked) ?? deciding ?? versions[0];
  const tree = useSchemeTree(scheme);
  const shown = tree.data?.scheme.id === scheme?.id ? tree.data : undefined;
  const scans = useAsk('schemes.scans', { schemeId: (scheme?.id ?? '') as SchemeId }, { enabled: Boolean(scheme) });
  const show = (id: SchemeId | null) => {
    setPicked(id);
    setView('all');
    setWork(null);
    setRow(null);
  };
  const making = useNewVersion(fonds, (id) => {
    show(id);
    void message.success(life('made', { version: Math.max(0, ...versions.map((one) => one.version)) + 1 }));
  });
  useDoor(list.data, setPicked, setView);

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
  const act = (wanted: LifeAct) => {
    if (!scheme) return;
    if (wanted === 'copy') making.begin('copy', scheme.id);
    else if (wanted === 'withdraw') withdraw.ask(scheme, scans.data?.length ?? 0);
    else setWork(wanted);
  };
  const refused = list.error ?? tree.error ?? discard.error ?? withdraw.error;

  if (comparing && scheme) return <Diff key={scheme.id} versions={versions} scheme={scheme} onClose={() => setComparing(false)} />;
  return (
    <Screen
      title={t('title')}
      actions={
        scheme && (
          <>
            <NewVersion canCopy busy={making.busy} onChoose={(origin) => making.begin(origin, scheme.id)} />
            <Button icon={<DiffOutlined aria-hidden />} disabled={versions.length < 2} onClick={() => setComparing(true)}>
              {life('compare')}
            </Button>
            <Button icon={<PrinterOutlined aria-hidden />} disabled={!shown} onClick={() => setWork('print')}>
              {life('print')}
            </Button>
            <Dropdown
              trigger={['click']}
              menu={{
                items: [
                  { key: 'scans', label: life('paper') },
                  ...(scheme.state === 'draft'
                    ? [
                        { key: 'rename', label: life('rename') },
                        { key: 'discard', label: life('discard'), danger: true },
                      ]
                    : []),
                ],
                onClick: ({ key }) => (key === 'discard' ? throwAway(scheme, shown?.clauses.length ?? 0) : setWork(key as VersionWorkKind)),
              }}
            >
              <Button icon={<EllipsisOutlined aria-hidden />} aria-label={life('more')} title={life('more')} />
            </Dropdown>
          </>
        )
      }
    >
      <ProblemNotice problem={refused ? problemOf(refused) : null} />
      <ProblemNotice problem={making.problem} onClose={making.forget} />
      {list.isPending && <Loading />}
      {list.data && versions.length === 0 && (
        <Empty
          words={t('none')}
          action={
            <div className="row-of-buttons centred">
              <Button type="primary" onClick={() => making.begin('template', undefined)}>
                {t('adopt')}
              </Button>
              <NewVersion canCopy={false} busy={making.busy} onChoose={(origin) => making.begin(origin, undefined)} />
            </div>
          }
        />
      )}
      {versions.length > 0 && <Versions versions={versions} shown={scheme} onShow={show} />}
      {scheme && !shown && tree.isPending && <Loading />}
      {shown && (
        <>
          <LifeLine
            tree={shown}
            origin={versions.find((one) => one.id === shown.scheme.derivedFromId)}
            scans={scans.data?.length}
            busy={making.busy}
            onAct={act}
          />
          {cameInForce === shown.scheme.id && <Filed scheme={shown.scheme} onClose={() => setCameInForce(null)} />}
          <SchemeEditor key={shown.scheme.id} tree={shown} view={view} onView={setView} wanted={row} />
        </>
      )}
      {making.dialog}
      {work && shown && (
        <VersionWork
          work={work}
          tree={shown}
          versions={versions}
          scans={scans.data?.length ?? 0}
          fonds={fonds}
          year={year}
          onRow={(id) => {
            setWork(null);
            setView(id ? 'all' : 'findings');
            setRow(id && { id });
          }}
          onInForce={(from) => {
            setCameInForce(shown.scheme.id);
            void message.success(life('inForceSaid', { version: shown.scheme.version, year: from }), 6);
          }}
          onClose={() => setWork(null)}
        />
      )}
    </Screen>
  );
}

/** What somebody who comes through a door wants to see, once the list of versions is there. */
function useDoor(versions: readonly Scheme[] | undefined, pick: (id: SchemeId | null) => void, look: (view: TreeView) => void): void {
  const [wanted, setWanted] = useState<readonly Scheme['state'][] | null>(null);
  useArrival('schemes', ({ view }) => {
    if (view === 'unconfirmed') setWanted(['in-force']);
    else if (view === 'scan') setWanted(['consented', 'in-force']);
    else if (view === 'draft' || view === 'submitted' || view === 'consented') setWanted([view]);
    else return;
    look(view === 'unconfirmed' ? 'unconfirmed' : 'all');
  });
  useEffect(() => {
    if (!wanted || !versions) return;
    pick(versions.find((one) => wanted.includes(one.state))?.id ?? null);
    setWanted(null);
  }, [wanted, versions, pick]);
}

/** Right after a version came into force: what was filed before stays as it was filed. */
function Filed({ scheme, onClose }: { scheme: Scheme; onClose(): void }) {
  const t = useWords('schemeLife');
  const all = useAsk('items.list', { fondsId: scheme.fondsId, limit: 1 });
  const without = useAsk('items.list', { fondsId: scheme.fondsId, view: 'no-clause', limit: 1 });
  const { go } = useDesk();
  const filed = (all.data?.total ?? 0) - (without.data?.total ?? 0);
  if (!all.data || !without.data || filed === 0) return null;
  return (
    <Alert
      className="below"
      type="info"
      showIcon
      closable
      onClose={onClose}
      title={t('filedWords', { n: figure(filed) })}
      action={
        <Button size="small" onClick={() => go('schemes', { view: 'outdated' })}>
          {t('filedDoor')}
        </Button>
      }
    />
  );
}
