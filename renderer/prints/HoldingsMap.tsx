import type { Output } from '../../shared/contract.ts';
import type { Term } from '../../shared/retention/retention.ts';
import { useWords } from '../app/words.ts';
import { figure, many } from '../controls/figures.ts';
import { useTermWords } from '../controls/TermTag.tsx';

export type Holding = Output<'items.holdings'>[number];

const order = ['Y', 'D30', 'D10', 'long', 'short'];
const place = (term: Term | null) => (term === null ? 1000 : order.includes(term) ? order.indexOf(term) : 100 - Number(term.slice(1)));

interface Cell {
  readonly items: number;
  readonly unnumbered: number;
}

const sum = (holdings: readonly Holding[]): Cell => ({
  items: holdings.reduce((total, one) => total + one.items, 0),
  unnumbered: holdings.reduce((total, one) => total + one.items - one.numbered, 0),
});

/** Year × 保管期限: every cell a door, darker where there is more. */
export function HoldingsMap({
  holdings,
  year,
  term,
  onChoose,
}: {
  holdings: readonly Holding[];
  year: number;
  term: Term | null;
  onChoose(year: number, term: Term | null): void;
}) {
  const t = useWords('prints');
  const sayTerm = useTermWords();
  const years = [...new Set(holdings.map((one) => one.year))].sort((a, b) => b - a);
  const terms = [...new Set(holdings.map((one) => one.term))].sort((a, b) => place(a) - place(b));
  const cellOf = (ofYear: number, ofTerm: Term | null) => sum(holdings.filter((one) => one.year === ofYear && one.term === ofTerm));
  const largest = Math.max(1, ...years.flatMap((one) => terms.map((other) => cellOf(one, other).items)));
  const nameOf = (one: Term | null) => (one ? sayTerm(one) : t('term-none'));

  const door = (ofYear: number, ofTerm: Term | null, cell: Cell, name: string, strength: number) => {
    const chosen = ofYear === year && ofTerm === term;
    return (
      <button
        type="button"
        className="heat-cell tabular"
        aria-pressed={chosen}
        style={{ background: `color-mix(in srgb, var(--accent) ${Math.round(strength * 50)}%, white)` }}
        onClick={() => onChoose(ofYear, ofTerm)}
      >
        <span>
          <span className="heard-only">{t('cell-before', { year: ofYear, term: name })}</span>
          {figure(cell.items)}
          <span className="heard-only">{t('cell-after')}</span>
        </span>
        {cell.unnumbered > 0 && <small>{t('unnumbered', many(cell.unnumbered))}</small>}
      </button>
    );
  };

  return (
    <div className="heat-scroll" tabIndex={-1}>
      <table className="heat" aria-label={t('holdings')}>
        <thead>
          <tr>
            <th scope="col">{t('year')}</th>
            {terms.map((one) => (
              <th key={one ?? ''} scope="col">
                {nameOf(one)}
              </th>
            ))}
            <th scope="col">{t('total')}</th>
          </tr>
        </thead>
        <tbody>
          {years.map((one) => (
            <tr key={one}>
              <th scope="row" className="tabular">
                {one}
              </th>
              {terms.map((other) => {
                const cell = cellOf(one, other);
                return (
                  <td key={other ?? ''}>
                    {cell.items === 0 ? (
                      <span className="heat-none">{t('cell-empty')}</span>
                    ) : other === null ? (
                      <span className="heat-cell heat-closed tabular">{figure(cell.items)}</span>
                    ) : (
                      door(one, other, cell, nameOf(other), 0.15 + 0.85 * Math.sqrt(cell.items / largest))
                    )}
                  </td>
                );
              })}
              <td>{door(one, null, sum(holdings.filter((holding) => holding.year === one)), t('term-all'), 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
