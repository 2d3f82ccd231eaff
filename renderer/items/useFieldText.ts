import { useWords, type WordKey } from '../app/words.ts';
import { useTermWords } from '../controls/TermTag.tsx';
import type { FieldName } from './fields.ts';

/** A field's value as people read it. */
export function useFieldText(): (name: FieldName, value: unknown) => string {
  const t = useWords('items');
  const term = useTermWords();
  return (name, value) => {
    if (value === '' || value === null || value === undefined) return name === 'term' ? term(null) : t('nothing');
    if (name === 'term') return term(String(value));
    if (name === 'secrecy') return t(`secrecy.${value}` as WordKey<'items'>);
    if (name === 'openness') return t(`open.${value}` as WordKey<'items'>);
    if (name === 'level') return t(`level.${value}` as WordKey<'items'>);
    return String(value);
  };
}
