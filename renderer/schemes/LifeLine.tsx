import { CheckCircleFilled, ExclamationCircleOutlined, FileDoneOutlined, MinusCircleOutlined, RightCircleFilled } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { errorsAmong } from '../../shared/schemes/rules.ts';
import type { Scheme, SchemeState, SchemeTree } from '../../shared/schemes/schemes.ts';
import { useWords } from '../app/words.ts';
import { readableDate } from '../controls/figures.ts';
import { lacksScan, lifeOf, type Standing } from './life.ts';

/** What a person may do with a version beside editing its rows. */
export type LifeAct = 'errors' | 'submit' | 'through' | 'consent' | 'force' | 'withdraw' | 'copy' | 'scans';

const icons: { readonly [S in Standing]: ReactNode } = {
  done: <CheckCircleFilled aria-hidden />,
  here: <RightCircleFilled aria-hidden />,
  ahead: <MinusCircleOutlined aria-hidden />,
};

/** Where a version stands between 草案 and 废止, what is known of each step, and the one thing to do next. */
export function LifeLine({
  tree,
  origin,
  scans,
  busy,
  onAct,
}: {
  tree: SchemeTree;
  /** The version it was copied from. */
  origin: Scheme | undefined;
  /** How many scans of the consent are kept; undefined while that is being read. */
  scans: number | undefined;
  busy: boolean;
  onAct(act: LifeAct): void;
}) {
  const t = useWords('schemeLife');
  const { scheme } = tree;
  return (
    <section className="life" aria-label={t('life', { version: scheme.version })}>
      <ol className="life-line">
        {lifeOf(scheme.state).map(({ stage, standing }) => (
          <li key={stage} className={`life-step life-${standing}`} aria-current={standing === 'here' ? 'step' : undefined}>
            <span className="life-mark">{icons[standing]}</span>
            <span className="life-words">
              <strong>{t(`stage.${stage}`)}</strong>
              <span className="heard-only">{t(`now.${standing}`)}</span>
              <Known stage={stage} scheme={scheme} origin={origin} scans={scans} onAct={onAct} />
            </span>
          </li>
        ))}
      </ol>
      <Next tree={tree} scans={scans} busy={busy} onAct={onAct} />
    </section>
  );
}

/** What is known of one step. */
function Known({
  stage,
  scheme,
  origin,
  scans,
  onAct,
}: {
  stage: SchemeState;
  scheme: Scheme;
  origin: Scheme | undefined;
  scans: number | undefined;
  onAct(act: LifeAct): void;
}) {
  const t = useWords('schemeLife');
  const line = (words: string) => (
    <span className="life-known ellipsis" title={words}>
      {words}
    </span>
  );
  if (stage === 'draft') {
    const from = scheme.published ? t('draftedPublished') : origin ? t('draftedFrom', { version: origin.version }) : '';
    return line([t('drafted', { date: scheme.createdAt.slice(0, 10) }), from].filter(Boolean).join(' · '));
  }
  if (stage === 'submitted' && scheme.submittedAt)
    return line(t('organAndDate', { organ: scheme.submittedTo, date: scheme.submittedAt.slice(0, 10) }));
  if (stage === 'consented' && ['consented', 'in-force', 'superseded'].includes(scheme.state)) {
    const consent = [scheme.approvedBy || t('noOrgan'), scheme.approvalNumber, readableDate(scheme.approvalDate)].filter(Boolean).join(' ');
    return (
      <>
        {line(consent)}
        {scans !== undefined && (
          <Button type="link" size="small" className="life-scan" onClick={() => onAct('scans')}>
            {lacksScan(scheme, scans) ? (
              <span className="warn">
                <ExclamationCircleOutlined aria-hidden /> {t('scanMissing')}
              </span>
            ) : (
              <>
                <FileDoneOutlined aria-hidden /> {scans > 0 ? t('scans', { count: scans }) : t('scanByPublication')}
              </>
            )}
          </Button>
        )}
      </>
    );
  }
  if (stage === 'in-force' && scheme.yearFrom !== null) return line(t('from', { year: scheme.yearFrom }));
  if (stage === 'superseded' && scheme.state === 'superseded')
    return line(
      scheme.yearTo === null || scheme.yearFrom === null || scheme.yearTo < scheme.yearFrom
        ? t('noYears')
        : t('upTo', { year: scheme.yearTo }),
    );
  return null;
}

/** The next step in a sentence, and the buttons for it: the one to press first, then the other ways. */
function Next({ tree, scans, busy, onAct }: { tree: SchemeTree; scans: number | undefined; busy: boolean; onAct(act: LifeAct): void }) {
  const t = useWords('schemeLife');
  const { scheme } = tree;
  const errors = errorsAmong(tree.findings).length;
  const button = (act: LifeAct, words: string, prominent = false) => (
    <Button key={act} {...(prominent ? { type: 'primary' as const } : {})} disabled={busy} onClick={() => onAct(act)}>
      {words}
    </Button>
  );
  const scan = scans !== undefined && lacksScan(scheme, scans) ? [button('scans', t('addScan'))] : [];
  const says: { readonly [S in SchemeState]: readonly [words: string, buttons: ReactNode[]] } = {
    draft:
      errors > 0
        ? [t('next.errors', { count: errors }), [button('errors', t('showErrors', { count: errors }), true)]]
        : [t('next.draft'), [button('submit', t('submit'), true), button('through', t('through'))]],
    submitted: [
      t('next.submitted', { organ: scheme.submittedTo }),
      [button('consent', t('consent'), true), button('withdraw', t('withdraw'))],
    ],
    consented: [t('next.consented'), [button('force', t('force'), true), ...scan, button('withdraw', t('withdraw'))]],
    'in-force': [t('next.in-force', { year: scheme.yearFrom ?? '' }), [button('copy', t('copy')), ...scan]],
    superseded: [t('next.superseded'), scan],
  };
  const [words, buttons] = says[scheme.state];
  return (
    <div className="life-next">
      <p>{words}</p>
      <div className="row-of-buttons">{buttons}</div>
    </div>
  );
}
