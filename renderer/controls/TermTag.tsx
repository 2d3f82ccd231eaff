import { useWords } from '../app/words.ts';

/** 保管期限 in words; not by colour alone. Nothing chosen yet is 未定. */
export function TermTag({ term }: { term: string | null | undefined }) {
  const say = useTermWords();
  return <span className={`term term-${term ? term.charAt(0).toLowerCase() : 'none'}`}>{say(term)}</span>;
}

/** 保管期限 as plain text: Y 永久 · D30 30年 · long 长期 · short 短期. */
export function useTermWords(): (term: string | null | undefined) => string {
  const t = useWords('controls');
  return (term) => {
    if (!term) return t('term.none');
    if (term === 'Y') return t('term.Y');
    if (term === 'long') return t('term.long');
    if (term === 'short') return t('term.short');
    return t('term.years', { count: Number(term.slice(1)) });
  };
}
