import type { ItemId } from '../../shared/items/items.ts';
import { normaliseSeparators } from '../../shared/numbering/compose.ts';
import { numberTemplates } from '../../shared/numbering/templates.ts';
import type { Handlers } from '../context.ts';
import { knownFonds } from '../fonds/index.ts';
import { numbersContaining } from './store.ts';

export {
  adoptNumber,
  giveNumber,
  type NumberBook,
  openBook,
  type Proposal,
  releaseNumber,
  takeGivenNumber,
} from './book.ts';

export const numberingHandlers: Handlers<'numbering'> = {
  'numbering.templates': () => [...numberTemplates],
  'numbering.history'({ db }, { fondsId, text }) {
    knownFonds(db, fondsId);
    return numbersContaining(db, fondsId, normaliseSeparators(text)).map((borne) => ({ ...borne, itemId: borne.itemId as ItemId }));
  },
};
