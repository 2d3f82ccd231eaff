import type { Clause } from '../../shared/schemes/schemes.ts';
import { confirmedSources } from '../../shared/schemes/template.ts';
import { useWords } from '../app/words.ts';

/** Where a row comes from, in a sentence. */
export function useSourceWords(): (clause: Pick<Clause, 'source' | 'checked'>) => string {
  const t = useWords('schemes');
  return ({ source: mark, checked }) => {
    if (mark === '') return t(checked ? 'source.own' : 'source.ownUnchecked');
    if (confirmedSources.has(mark)) return t('source.confirmed', { mark });
    const kind = mark.charAt(0);
    return t(kind === 'C' ? 'source.C' : kind === 'M' ? 'source.M' : kind === 'T' ? 'source.T' : 'source.L', { mark });
  };
}
