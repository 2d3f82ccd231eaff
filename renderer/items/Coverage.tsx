import { Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { CoverageRow, Coverage as Covered } from '../../shared/items/coverage.ts';
import type { Category } from '../../shared/schemes/schemes.ts';
import { problemOf, useAsk } from '../app/ask.ts';
import { useDesk } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { type Column, DataGrid, rowsOf } from '../controls/DataGrid.tsx';
import { figure } from '../controls/figures.ts';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { Empty, Loading, Screen } from '../controls/Screen.tsx';
import { TermTag } from '../controls/TermTag.tsx';
import { Duties } from './CoverageDuties.tsx';
import './coverage.css';

const filters = ['all', 'some', 'none', 'never'] as const;
type Filter = (typeof filters)[number];

/** A line of the table: a 门类, or a row of it. */
type Line =
  | { readonly key: string; readonly category: Category; readonly items: number; readonly ever: number }
  | (CoverageRow & { readonly key: string });

/** 覆盖: the table with what is filed under each row, in a year and in all. */
export function Coverage() {
  const t = useWords('coverage');
  const { fonds, year, go } = useDesk();
  const [everyYear, setEveryYear] = useState(false);
  const [filter, setFilter] = useState<Filter>('all');
  const asked = useAsk('items.coverage', { fondsId: fonds.id, year: everyYear ? null : year }, { keep: true });
  const coverage = asked.data;
  const lines = useMemo(() => (coverage ? linesOf(coverage, filter) : []), [coverage, filter]);
  const counts = useMemo(
    () => Object.fromEntries(filters.map((each) => [each, (coverage?.rows ?? []).filter(shows[each]).length])),
    [coverage],
  );
  const most = Math.max(1, ...(coverage?.rows ?? []).filter(({ clause }) => clause.disposition !== 'heading').map(({ items }) => items));

  const columns: Column<Line>[] = [
    {
      key: 'no',
      title: t('col.no'),
      width: 96,
      render: (line) => (
        <span className="tabular" style={{ paddingInlineStart: 'clause' in line ? (line.clause.depth + 1) * 14 : 0 }}>
          {'clause' in line ? line.clause.no : line.category.code}
        </span>
      ),
    },
    {
      key: 'text',
      title: t('col.text'),
      width: 216,
      grows: true,
      render: (line) =>
        'clause' in line ? (
          <span title={line.clause.text} className={line.clause.disposition === 'heading' ? 'tree-heading' : ''}>
            {line.clause.text}
          </span>
        ) : (
          <strong>{line.category.name}</strong>
        ),
    },
    {
      key: 'term',
      title: t('col.term'),
      width: 100,
      render: (line) => ('clause' in line && line.clause.term ? <TermTag term={line.clause.term} /> : ''),
    },
    ...(everyYear
      ? []
      : [
          {
            key: 'items',
            title: t('col.items'),
            width: 116,
            render: (line: Line) => (
              <span className="coverage-count tabular">
                <span className="coverage-figure">{line.items > 0 ? figure(line.items) : ''}</span>
                {'clause' in line && line.clause.disposition !== 'heading' && line.items > 0 && (
                  <span className="coverage-bar" aria-hidden>
                    <span style={{ width: `${(line.items / most) * 100}%` }} />
                  </span>
                )}
              </span>
            ),
          },
        ]),
    {
      key: 'ever',
      title: t('col.ever'),
      width: 144,
      render: (line) => (
        <span className="coverage-count tabular">
          <span className="coverage-figure">{line.ever > 0 ? figure(line.ever) : ''}</span>
          {'clause' in line && line.neverHad && <span className="mark">{t('never')}</span>}
          {'clause' in line && line.declined > 0 && <span className="quiet">{t('declined', { n: figure(line.declined) })}</span>}
        </span>
      ),
    },
  ];

  return (
    <Screen
      title={t('title')}
      actions={
        coverage?.scheme && (
          <>
            <Segmented<Filter>
              aria-label={t('filter')}
              value={filter}
              onChange={setFilter}
              options={filters
                .filter((each) => !(everyYear && each === 'none'))
                .map((each) => ({ value: each, label: t(`filter.${each}`, { n: figure(counts[each] ?? 0) }) }))}
            />
            <Button
              type={everyYear ? 'primary' : 'default'}
              aria-pressed={everyYear}
              onClick={() => {
                setEveryYear(!everyYear);
                if (filter === 'none') setFilter('all');
              }}
            >
              {t('everyYear')}
            </Button>
          </>
        )
      }
    >
      <ProblemNotice problem={asked.error ? problemOf(asked.error) : null} />
      {!coverage && asked.isPending && <Loading />}
      {coverage && <Facts coverage={coverage} />}
      {coverage && !coverage.scheme && (
        <Empty
          words={everyYear ? t('noSchemeEver') : t('noScheme', { year })}
          action={
            <Button type="primary" onClick={() => go('schemes', { view: 'table' })}>
              {t('toTable')}
            </Button>
          }
        />
      )}
      {coverage?.scheme && (
        <div className="coverage-body">
          <DataGrid
            label={everyYear ? t('tableEver') : t('table', { year })}
            rows={rowsOf(lines, ({ key }) => key)}
            columns={columns}
            totalWords={t('rows', { n: figure(lines.filter((line) => 'clause' in line).length) })}
            foot={<span>{t('version', { version: coverage.scheme.version })}</span>}
            empty={<Empty words={t('empty')} />}
          />
          {coverage.duties && <Duties coverage={coverage} />}
        </div>
      )}
    </Screen>
  );
}

/** How many records there are, how many of them lack a clause or stand under another version's, and the doors to them. */
function Facts({ coverage }: { coverage: Covered }) {
  const t = useWords('coverage');
  const { go } = useDesk();
  const { year, total, withoutClause, elsewhere, declined } = coverage;
  return (
    <div className="coverage-facts tabular">
      <span>{year === null ? t('total', { n: figure(total.ever) }) : t('totalYear', { year, n: figure(total.items) })}</span>
      {total.items > 0 && (
        <span>
          {withoutClause.items === 0
            ? t('withoutNone')
            : t('without', { n: figure(withoutClause.items), share: share(withoutClause.items, total.items) })}
          {withoutClause.items > 0 && (
            <Button
              type="link"
              size="small"
              onClick={() => go('items', year === null ? { view: 'no-clause', every: 'year' } : { view: 'no-clause' })}
            >
              {t('seeWithout')}
            </Button>
          )}
        </span>
      )}
      {coverage.scheme && elsewhere.items > 0 && (
        <span>
          {t('elsewhere', { n: figure(elsewhere.items) })}
          <Button type="link" size="small" onClick={() => go('schemes', { view: 'outdated' })}>
            {t('seeElsewhere')}
          </Button>
        </span>
      )}
      <span>
        {t('declinedTotal', { n: figure(declined.items) })}
        <Button type="link" size="small" onClick={() => go('schemes', { view: 'not-filed' })}>
          {t('seeDeclined')}
        </Button>
      </span>
    </div>
  );
}

/** A part in hundredths; what is not nothing is never said to be nothing. */
function share(part: number, whole: number): string {
  const percent = (part / whole) * 100;
  return percent < 1 ? '<1%' : `${part < whole ? Math.min(99, Math.round(percent)) : 100}%`;
}

const takes = ({ clause }: CoverageRow) => clause.disposition === 'file' || clause.disposition === 'hold';
const shows: { readonly [filter in Filter]: (row: CoverageRow) => boolean } = {
  all: (row) => takes(row) || row.clause.disposition === 'no-file',
  some: (row) => takes(row) && row.items > 0,
  none: (row) => takes(row) && row.items === 0,
  never: (row) => row.neverHad,
};

/** The lines to show, with the headings and 门类 they stand under. */
function linesOf(coverage: Covered, filter: Filter): Line[] {
  const byId = new Map<string, CoverageRow>(coverage.rows.map((row) => [row.clause.id, row]));
  const wanted = new Set<string>();
  for (const row of coverage.rows) {
    if (filter !== 'all' && !shows[filter](row)) continue;
    for (let at: CoverageRow | undefined = row; at && !wanted.has(at.clause.id); at = byId.get(at.clause.parentId ?? ''))
      wanted.add(at.clause.id);
  }
  const below = Map.groupBy(
    coverage.rows.filter(({ clause }) => wanted.has(clause.id)),
    ({ clause }) => clause.categoryId,
  );
  return coverage.categories.flatMap(({ category, items, ever }): Line[] => {
    const rows = below.get(category.id) ?? [];
    if (rows.length === 0) return [];
    return [{ key: category.id, category, items, ever }, ...rows.map((row) => ({ ...row, key: row.clause.id }))];
  });
}
