import type { SchemeField } from './scheme.ts';
import type { RowCells } from './scheme-cells.ts';
import type { ClauseNumber } from './scheme-numbers.ts';
import { addRemark, longest, type Row } from './scheme-row.ts';
import type { UnderWay } from './scheme-under-way.ts';

/** What a line without a clause may still say. */
const others: readonly SchemeField[] = ['department', 'disposition', 'secrecy', 'openness', 'duty', 'source', 'checked'];

/** That, in words. A department that is known already says nothing new. */
const besideClause = (cells: RowCells, known = '') =>
  [cells.remark, ...others.map((field) => cells.of(field)), ...cells.oddTicks].filter((each) => each !== '' && each !== known).join('；');

/** A row torn apart by a page break goes on with the one above, unless the person says it is a row of its own. */
export function continuesAbove({ findings, outcomes }: UnderWay, above: Row, cells: RowCells, text: string): boolean {
  const said = findings.ask('continued', text, 'merge', ['merge', 'row']);
  if (said === 'row' || above.text.length + text.length >= longest.text) return false;
  const beside = besideClause(cells, above.department);
  if (beside !== '' && !addRemark(above, beside)) return false;
  const joins = /[\p{Script=Han}，、；。（）]$/u.test(above.text);
  above.text = `${above.text}${joins ? '' : ' '}${text}`;
  outcomes.say('merged');
  return true;
}

/** A text that cannot be kept whole: the person leaves the line out, or shortens it in the file. */
export function refuseTooLong({ findings, outcomes }: UnderWay, text: string): void {
  const said = findings.ask('too-long', `${text.slice(0, 60)}…（${text.length}）`, '', ['leave-out']);
  outcomes.say(said ? 'left-out' : 'refused');
}

/**
 * The clause of a line, or words for one that is empty. Undefined where the line is none: it only named a 类目, or only adds to the row
 * above, whose remark takes it.
 */
export function emptyClause(
  reading: UnderWay,
  cells: RowCells,
  number: ClauseNumber | undefined,
  text: string,
  term: string,
): string | undefined {
  if (text !== '') return text;
  const { findings, outcomes, tables } = reading;
  if (!number && term === '') {
    if (cells.of('heading') !== '') return undefined;
    const { tree } = tables.here();
    const last = tree.last();
    if (!last || last === tree.base()) {
      outcomes.say('prose');
      return undefined;
    }
    const loose = besideClause(cells);
    if (addRemark(last.value, loose)) {
      outcomes.say('merged');
      findings.tell('note', 'field-unread', loose, '');
    } else refuseTooLong(reading, loose);
    return undefined;
  }
  const nothing = '（原表此处为空）';
  findings.tell('note', 'field-unread', '', nothing);
  return nothing;
}
