import { useWords } from '../app/words.ts';
import { clock, daysBetween, fullMoment } from './figures.ts';

/** A moment as people say it (今天 08:12 · 3 天前), the full date on hover; an unknown one is 未知. */
export function DateText({ at }: { at: string | null | undefined }) {
  const say = useMomentWords();
  if (!at || Number.isNaN(Date.parse(at))) return <span>{say(null)}</span>;
  return (
    <time dateTime={at} title={fullMoment(new Date(at))} className="tabular">
      {say(at)}
    </time>
  );
}

/** The same as plain text, for sentences. */
export function useMomentWords(): (at: string | null | undefined) => string {
  const t = useWords('controls');
  return (at) => {
    const date = new Date(at ?? Number.NaN);
    if (Number.isNaN(date.getTime())) return t('unknown');
    const days = daysBetween(date, new Date());
    const time = clock(date);
    if (days === 0) return t('today', { time });
    if (days === 1) return t('yesterday', { time });
    if (days === -1) return t('tomorrow', { time });
    return days > 1 && days <= 31 ? t('daysAgo', { count: days }) : fullMoment(date).slice(0, 10);
  };
}
