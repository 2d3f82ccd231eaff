import { askAboutSecrecy, classifiedFrom, mentionsMark } from '../../shared/items/secrecy.ts';
import { Refusal } from '../../shared/reply.ts';
import type { QueryContext } from '../context.ts';

/**
 * [I6] The classified gate (rulings 14). Unless the installation was created as 涉密单机, a record of 秘密 or above, or one with a mark in
 * any of its texts, is refused, and nothing of it leaves this function. A bare word in the title asks, unless somebody has answered.
 */
export function requireOpen(
  { kind }: Pick<QueryContext, 'kind'>,
  fields: { readonly [field: string]: unknown },
  confirmedOpen: boolean,
  title = fields['title'],
): void {
  if (kind === 'classified') return;
  const marked = Object.values(fields).some((value) => typeof value === 'string' && mentionsMark(value));
  if (marked || Number(fields['secrecy'] ?? 0) >= classifiedFrom)
    throw new Refusal('classified', 'a classified record may not be kept in this installation');
  if (confirmedOpen || typeof title !== 'string') return;
  const found = askAboutSecrecy(title);
  if (found.length > 0) throw new Refusal('maybe-classified', 'the title speaks of secrecy', { field: 'title', words: found });
}
