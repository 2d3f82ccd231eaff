import type { RowCells } from './scheme-cells.ts';
import type { ClauseNumber } from './scheme-numbers.ts';
import { addRemark, longest, type Row } from './scheme-row.ts';
import type { UnderWay } from './scheme-under-way.ts';

/** A row torn apart by a page break goes on with the one above, unless the person says it is a row of its own. */
export function continuesAbove({ findings, outcomes }: UnderWay, above: Row, text: string): boolean {
  const said = findings.ask('continued', text, 'merge', ['merge', 'row']);
  if (said === 'row' || above.text.length + text.length >= longest.text) return false;
  const joins = /[\p{Script=Han}，、；。（）]$/u.test(above.text);
  above.text = `${above.text}${joins ? '' : ' '}${text}`;
  outcomes.say('merged');
  return true;
}

/**
 * The clause of a line, or words for one that is empty. Undefined where the line is none: it only named a 类目, or only adds to the row
 * above, whose remark takes it.
 */
export function emptyClause(
  { findings, outcomes, tables }: UnderWay,
  cells: RowCells,
  number: ClauseNumber | undefined,
  text: string,
  term: string,
): string | undefined {
  if (text !== '') return text;
  if (!number && term === '') {
    if (cells.of('heading') !== '') return undefined;
    const { tree } = tables.here();
    const last = tree.last();
    if (!last || last === tree.base()) {
      outcomes.say('prose');
      return undefined;
    }
    const loose = [cells.remark, cells.of('department')].filter((each) => each !== '').join('；');
    addRemark(last.value, loose);
    outcomes.say('merged');
    findings.tell('note', 'field-unread', loose, '');
    return undefined;
  }
  const nothing = '（原表此处为空）';
  findings.tell('note', 'field-unread', '', nothing);
  return nothing;
}
