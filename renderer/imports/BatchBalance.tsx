import type { Balance as Numbers } from '../../shared/imports/imports.ts';
import { useWords } from '../app/words.ts';
import { Balance, type Tone } from '../controls/Balance.tsx';
import { figure } from '../controls/figures.ts';

const tones: Record<Exclude<keyof Numbers, 'read'>, Tone> = {
  new: 'good',
  updated: 'changed',
  unchanged: 'quiet',
  skipped: 'waiting',
  rejected: 'bad',
};

/** read = new + updated + unchanged + skipped + rejected. */
export function isBalanced(balance: Numbers): boolean {
  return balance.read === balance.new + balance.updated + balance.unchanged + balance.skipped + balance.rejected;
}

/** Where every row of the file went, as a line that adds up. */
export function BatchBalance({ balance }: { balance: Numbers }) {
  const t = useWords('imports');
  const kinds = Object.keys(tones) as (keyof typeof tones)[];
  return (
    <Balance
      label={t('balance-bar')}
      line={t('balance-line', {
        read: figure(balance.read),
        new: figure(balance.new),
        updated: figure(balance.updated),
        unchanged: figure(balance.unchanged),
        skipped: figure(balance.skipped),
        rejected: figure(balance.rejected),
      })}
      parts={kinds.map((kind) => ({ name: t(`outcome-${kind}`), count: balance[kind], tone: tones[kind] }))}
    />
  );
}
