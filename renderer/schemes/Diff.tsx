import { ArrowLeftOutlined, PrinterOutlined, SwapOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { Scheme, SchemeId } from '../../shared/schemes/schemes.ts';
import { problemOf, useAsk } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { figure } from '../controls/figures.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Empty, Loading, Screen } from '../controls/Screen.tsx';
import { type ChangeKind, changeKinds, comparisonLines, countsByKind } from './comparison.ts';
import { changeIcons, DiffTable } from './DiffTable.tsx';
import { PrintScheme } from './PrintScheme.tsx';

/**
 * The earlier and the later of two versions, unless somebody chooses others: the version with the one it was copied from, else the one in
 * force, else the one before it. Null when there is but one.
 */
export function likelyPair(versions: readonly Scheme[], scheme: Scheme): readonly [from: Scheme, to: Scheme] | null {
  const others = versions.filter((one) => one.id !== scheme.id);
  const other =
    others.find((one) => one.id === scheme.derivedFromId) ??
    others.find((one) => one.state === 'in-force') ??
    others.filter((one) => one.version < scheme.version).sort((a, b) => b.version - a.version)[0] ??
    others[0];
  if (!other) return null;
  return other.version < scheme.version ? [other, scheme] : [scheme, other];
}

/** Two versions side by side: what changed on both sides, and everything else folded away. */
export function Diff({ versions, scheme, onClose }: { versions: readonly Scheme[]; scheme: Scheme; onClose(): void }) {
  const t = useWords('schemeDiff');
  const [pair] = useState(() => likelyPair(versions, scheme));
  const [toId, setToId] = useState<SchemeId>(pair?.[1].id ?? scheme.id);
  const [fromId, setFromId] = useState<SchemeId | undefined>(pair?.[0].id);
  const [wanted, setWanted] = useState<ChangeKind | null>(null);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [place, setPlace] = useState(-1);
  const [printing, setPrinting] = useState(false);
  const diff = useAsk('schemes.diff', { fromId: fromId ?? toId, toId }, { enabled: fromId !== undefined });
  const lines = useMemo(() => (diff.data ? comparisonLines(diff.data, wanted, opened) : []), [diff.data, wanted, opened]);
  const total = lines.reduce((sum, line) => (line.kind !== 'fold' && line.place !== null ? sum + 1 : sum), 0);
  const counts = diff.data && countsByKind(diff.data);
  const startAgain = () => {
    setPlace(-1);
    setOpened(new Set());
  };

  // F8 wherever the hand is, as in an editor.
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'F8' || event.isComposing || total === 0 || printing) return;
      event.preventDefault();
      setPlace((at) => (event.shiftKey ? (at <= 0 ? total - 1 : at - 1) : (at + 1) % total));
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [total, printing]);

  const choice = (label: string, value: SchemeId | undefined, other: SchemeId | undefined, take: (id: SchemeId) => void) => (
    <Select<SchemeId>
      aria-label={label}
      className="version-choice"
      {...(value ? { value } : {})}
      onChange={(id) => {
        take(id);
        startAgain();
      }}
      options={versions.map((one) => ({
        value: one.id,
        label: t('version', { version: one.version, state: t(`state.${one.state}`) }),
        disabled: one.id === other,
      }))}
    />
  );
  const from = versions.find((one) => one.id === fromId);
  const to = versions.find((one) => one.id === toId);
  const filter = (kind: ChangeKind | null, count: number) => (
    <Button
      key={kind ?? 'all'}
      aria-pressed={wanted === kind}
      type={wanted === kind ? 'primary' : 'default'}
      disabled={count === 0 && wanted !== kind}
      icon={kind && changeIcons[kind]}
      onClick={() => {
        setWanted(kind);
        startAgain();
      }}
    >
      {`${t(`kind.${kind ?? 'all'}`)} ${figure(count)}`}
    </Button>
  );
  const allChanges = useMemo(
    () =>
      diff.data ? comparisonLines(diff.data, null, new Set()).filter((line) => line.kind !== 'fold' && line.place !== null).length : 0,
    [diff.data],
  );
  return (
    <Screen
      title={t('title')}
      actions={
        <>
          <Button icon={<ArrowLeftOutlined aria-hidden />} onClick={onClose}>
            {t('back')}
          </Button>
          {versions.length > 1 && (
            <>
              {choice(t('old'), fromId, toId, setFromId)}
              <Button
                aria-label={t('swap')}
                title={t('swap')}
                icon={<SwapOutlined aria-hidden />}
                disabled={!fromId}
                onClick={() => {
                  if (!fromId) return;
                  setFromId(toId);
                  setToId(fromId);
                  startAgain();
                }}
              />
              {choice(t('now'), toId, fromId, setToId)}
              <Button icon={<PrinterOutlined aria-hidden />} disabled={!diff.data} onClick={() => setPrinting(true)}>
                {t('print')}
              </Button>
            </>
          )}
        </>
      }
    >
      <ProblemNotice problem={diff.error ? problemOf(diff.error) : null} />
      {versions.length < 2 && <Empty words={t('only')} />}
      {fromId && diff.isPending && <Loading />}
      {diff.data && counts && (
        <>
          <div className="comparison-filters">
            {/* biome-ignore lint/a11y/useSemanticElements: buttons that filter, not fields */}
            <div role="group" aria-label={t('filters')} className="row-of-buttons">
              {filter(null, allChanges)}
              {changeKinds.filter((kind) => kind !== 'category' || counts.category > 0).map((kind) => filter(kind, counts[kind]))}
            </div>
            <span className="spacer" />
            <span role="status" className="tabular">
              {total === 0
                ? allChanges === 0
                  ? t('same')
                  : t('none')
                : place < 0
                  ? t('changes', { total: figure(total) })
                  : t('at', { at: figure(place + 1), total: figure(total) })}
            </span>
            <Button
              disabled={total === 0}
              title={t('keys')}
              aria-keyshortcuts="Shift+F8"
              onClick={() => setPlace(place <= 0 ? total - 1 : place - 1)}
            >
              {t('previous')}
            </Button>
            <Button disabled={total === 0} title={t('keys')} aria-keyshortcuts="F8" onClick={() => setPlace((place + 1) % total)}>
              {t('next')}
            </Button>
          </div>
          <DiffTable
            diff={diff.data}
            lines={lines}
            place={place}
            onPlace={setPlace}
            onOpen={(fold) => setOpened(new Set([...opened, fold]))}
            {...(opened.size > 0 ? { onFold: () => setOpened(new Set()) } : {})}
          />
        </>
      )}
      {printing && to && <PrintScheme scheme={to} compared={from ? [from, to] : null} onClose={() => setPrinting(false)} />}
    </Screen>
  );
}
