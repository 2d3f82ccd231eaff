import { CheckCircleFilled, ExclamationCircleOutlined, FileDoneOutlined, MinusCircleOutlined, RightCircleFilled } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { errorsAmong } from '../../shared/schemes/rules.ts';
import type { Scheme, SchemeState, SchemeTree } from '../../shared/schemes/schemes.ts';
import { useWords } from '../app/words.ts';
import { fullMoment, readableDate } from '../controls/figures.ts';
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
              <span className="life-name">
                <strong>{t(`stage.${stage}`)}</strong>
                <span className="heard-only">{t(`now.${standing}`)}</span>
                {stage === 'consented' && isConsented(scheme) && scans !== undefined && (
                  <ScanMark scheme={scheme} scans={scans} onOpen={() => onAct('scans')} />
                )}
              </span>
              <Known stage={stage} scheme={scheme} origin={origin} />
            </span>
          </li>
        ))}
      </ol>
      <Next tree={tree} scans={scans} busy={busy} onAct={onAct} />
    </section>
  );
}

/** What is known of one step, a line each. */
function Known({ stage, scheme, origin }: { stage: SchemeState; scheme: Scheme; origin: Scheme | undefined }) {
  const t = useWords('schemeLife');
  return linesOf().map((words) => (
    <span key={words} className="life-known ellipsis" title={words}>
      {words}
    </span>
  ));

  function linesOf(): string[] {
    if (stage === 'draft') {
      const from = scheme.published ? t('draftedPublished') : origin ? t('draftedFrom', { version: origin.version }) : '';
      return [t('drafted', { date: localDay(scheme.createdAt) }), from].filter(Boolean);
    }
    if (stage === 'submitted' && scheme.submittedAt) {
      const date = localDay(scheme.submittedAt);
      // Consented to on paper before it was entered here: the day is that of the entry, not of the submission.
      const isEntered = isConsented(scheme) && readableDate(scheme.approvalDate) < date;
      return [isEntered ? t('enteredLater', { date }) : date, scheme.submittedTo];
    }
    if (stage === 'consented' && isConsented(scheme))
      return [[readableDate(scheme.approvalDate), scheme.approvedBy || t('noOrgan')].join(' '), scheme.approvalNumber].filter(Boolean);
    if (stage === 'in-force' && scheme.yearFrom !== null) return [t('from', { year: scheme.yearFrom })];
    if (stage === 'superseded' && scheme.state === 'superseded') {
      const { yearFrom, yearTo } = scheme;
      return [yearTo === null || yearFrom === null || yearTo < yearFrom ? t('noYears') : t('upTo', { year: yearTo })];
    }
    return [];
  }
}

/** The calendar day of a moment, in the clock of this machine. */
const localDay = (moment: string) => fullMoment(new Date(moment)).slice(0, 10);

const isConsented = ({ state }: Scheme) => state === 'consented' || state === 'in-force' || state === 'superseded';

/** The scans of the letter of consent, or that they are missed. */
function ScanMark({ scheme, scans, onOpen }: { scheme: Scheme; scans: number; onOpen(): void }) {
  const t = useWords('schemeLife');
  return (
    <Button type="link" size="small" className="life-scan" onClick={onOpen}>
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
  );
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
