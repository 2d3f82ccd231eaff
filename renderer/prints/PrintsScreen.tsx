import { Button } from 'antd';
import { useState } from 'react';
import type { Term } from '../../shared/retention/retention.ts';
import { problemOf, useAsk } from '../app/ask.ts';
import { useArrival, useDesk } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Empty, Loading, Screen } from '../controls/Screen.tsx';
import { Catalogue } from './Catalogue.tsx';
import { HoldingsMap } from './HoldingsMap.tsx';
import { Outputs } from './Outputs.tsx';
import './prints.css';

/** 打印: choose a part of the holdings, see what would be printed, write it. */
export function PrintsScreen() {
  const t = useWords('prints');
  const { fonds, year, setYear, go } = useDesk();
  const [term, setTerm] = useState<Term | null>(null);
  useArrival('prints', (params) => {
    if (typeof params.year === 'number') setYear(params.year);
    if (typeof params.term === 'string') setTerm((params.term || null) as Term | null);
  });
  const holdings = useAsk('items.holdings', { fondsId: fonds.id });
  return (
    <Screen title={t('title')}>
      <div className="stack">
        {holdings.isPending && <Loading />}
        {holdings.error && <ProblemNotice problem={problemOf(holdings.error)} />}
        {holdings.data?.length === 0 && (
          <Empty
            words={t('holdings-none')}
            action={
              <div className="row-of-buttons">
                <Button type="primary" onClick={() => go('items')}>
                  {t('to-items')}
                </Button>
                <Button onClick={() => go('imports')}>{t('to-imports')}</Button>
              </div>
            }
          />
        )}
        {holdings.data && holdings.data.length > 0 && (
          <>
            <p className="quiet">{t('intro')}</p>
            <div className="prints-halves">
              <section aria-label={t('holdings')} className="stack-tight">
                <h2>{t('holdings')}</h2>
                <HoldingsMap
                  holdings={holdings.data}
                  year={year}
                  term={term}
                  onChoose={(chosenYear, chosenTerm) => {
                    setYear(chosenYear);
                    setTerm(chosenTerm);
                  }}
                />
                <p className="quiet">{t('holdings-note')}</p>
              </section>
              <Catalogue key={fonds.id} holdings={holdings.data} year={year} term={term} onYear={setYear} onTerm={setTerm} />
            </div>
          </>
        )}
        <Outputs />
      </div>
    </Screen>
  );
}
