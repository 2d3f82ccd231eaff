import { CheckCircleOutlined, MinusCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { Coverage, DutyCoverage } from '../../shared/items/coverage.ts';
import { villageDuties, villageDutiesSource } from '../../shared/schemes/duties.ts';
import { useDesk } from '../app/desk.tsx';
import { useLanguage, useWords } from '../app/words.ts';
import { figure } from '../controls/figures.ts';

/** 村民委员会组织法 第34条 as a list to check: what each matter has, what it lacks, what to do. */
export function Duties({ coverage }: { coverage: Coverage }) {
  const t = useWords('coverage');
  const language = useLanguage();
  const { go } = useDesk();
  const { duties, rows, year } = coverage;
  if (!duties) return null;
  const noOf = new Map<string, string>(rows.map(({ clause }) => [clause.id, clause.no]));
  const missing = duties.filter((duty) => duty.missing).length;
  const said = (duty: DutyCoverage) => {
    if (duty.missing) return t(`duty.${duty.missing}`);
    if (year === null) return t('duty.ever', { ever: figure(duty.ever) });
    return t(duty.items > 0 ? 'duty.have' : 'duty.notYear', { items: figure(duty.items), ever: figure(duty.ever) });
  };
  return (
    <div className="aside duties-aside">
      <header className="aside-head">
        <h2 id="coverage-duties">{t('duties')}</h2>
        <span className={missing > 0 ? 'warn' : 'good'}>{missing > 0 ? t('dutiesMissing', { n: missing }) : t('dutiesFull')}</span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section className="aside-body" tabIndex={0} aria-labelledby="coverage-duties">
        <p className="quiet">{t('dutiesSource', { source: villageDutiesSource })}</p>
        <ul className="duties">
          {duties.map((duty) => {
            const names = villageDuties.find(({ code }) => code === duty.code);
            const nos = duty.clauseIds.map((id) => noOf.get(id) ?? '').join('、');
            return (
              <li key={duty.code}>
                <p>
                  <Mark duty={duty} /> <strong>{language === 'en' ? names?.nameEnglish : names?.name}</strong>
                </p>
                <p>
                  {said(duty)}
                  {nos && <span className="quiet">　{t('clauses', { nos })}</span>}
                </p>
                {duty.missing && (
                  <p className="quiet">
                    {t(`duty.${duty.missing}Do`)}{' '}
                    {duty.missing === 'record' ? (
                      <Button type="link" size="small" onClick={() => go('items', { act: 'new' })}>
                        {t('write')}
                      </Button>
                    ) : (
                      <Button type="link" size="small" onClick={() => go('schemes', { view: 'table' })}>
                        {t('toTable')}
                      </Button>
                    )}
                  </p>
                )}
              </li>
            );
          })}
        </ul>
      </section>
    </div>
  );
}

function Mark({ duty }: { duty: DutyCoverage }) {
  if (duty.missing) return <WarningOutlined aria-hidden className="warn" />;
  return duty.items > 0 ? <CheckCircleOutlined aria-hidden className="good" /> : <MinusCircleOutlined aria-hidden className="quiet" />;
}
