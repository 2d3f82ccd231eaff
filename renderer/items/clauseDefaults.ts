import type { Fonds } from '../../shared/fonds/fonds.ts';
import type { Category, Clause } from '../../shared/schemes/schemes.ts';
import type { FieldName, ItemFields, Writing } from './fields.ts';

/** What was chosen before this choice, so that its defaults may give way to those of the next. */
interface Before {
  readonly writing: Writing;
  readonly clause: Clause | undefined;
}

/**
 * What choosing a clause writes into the form: the clause, its term and 门类; and on a new record its 默认密级, 默认开放 and, where 责任部门
 * names one of the fonds' organs, the 机构 — only where the person has typed nothing: the field is blank, or says what the clause before said.
 */
export function fieldsOfClause(
  clause: Clause | null,
  category: Category | null,
  before: Before,
  organs: Fonds['organs'],
): Partial<ItemFields> {
  const { fields, id, carried } = before.writing;
  const chosen: Partial<ItemFields> = {
    clauseId: clause?.id ?? null,
    ...(clause ? { term: clause.term } : {}),
    ...(category ? { category: category.code } : {}),
  };
  if (!clause || id !== null) return chosen;
  const isFree = (name: FieldName, blank: unknown, told: unknown) =>
    fields[name] === blank || fields[name] === told || carried.includes(name);
  const organ = organOf(clause, organs);
  return {
    ...chosen,
    ...(isFree('secrecy', 0, before.clause?.secrecy) ? { secrecy: clause.secrecy } : {}),
    ...(isFree('openness', 'unreviewed', before.clause?.openness) ? { openness: clause.openness } : {}),
    ...(organ && isFree('organ', '', before.clause && organOf(before.clause, organs)?.name)
      ? { organ: organ.name, organCode: organ.code }
      : {}),
  };
}

const organOf = ({ department }: Clause, organs: Fonds['organs']) =>
  department === '' ? undefined : organs.find(({ name, code }) => name === department || code === department);
