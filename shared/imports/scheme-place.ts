import { type ClauseNumber, readNumberCell } from './scheme-numbers.ts';
import { longest, newRow, type Row } from './scheme-row.ts';
import type { Node } from './scheme-tree.ts';
import type { UnderWay } from './scheme-under-way.ts';

/** Below which row, whatever the number says; null: below the 门类. */
interface Under {
  readonly parent: Node<Row> | null;
}

/**
 * Puts a row into the tree under the number it bears, or one that is proposed. A number that stands twice, or has lost a zero (`mayLose`: it
 * was a number to Excel), is asked about.
 */
export function place(
  { findings, tables, given }: UnderWay,
  row: Row,
  number: ClauseNumber | undefined,
  how: { readonly mayLose?: boolean; readonly under?: Under } = {},
): Node<Row> {
  const { tree } = tables.here();
  const { tell, ask } = findings;
  let final = number;
  let { under } = how;
  if (number) {
    const doubt = !under
      ? tree.doubtOf(number, how.mayLose ?? false, given)
      : tree.isUsedBelow(under.parent, number.no)
        ? { kind: 'number-twice' as const, proposal: tree.nextBelow(under.parent, given) }
        : undefined;
    if (doubt) {
      const said = ask(doubt.kind, number.no, doubt.proposal.no, []);
      final = said === undefined ? doubt.proposal : numberSaid(said);
    }
  }
  if (!final) {
    under ??= { parent: tree.last()?.parent ?? tree.base() };
    const proposal = tree.nextBelow(under.parent, given);
    const said = ask('number-missing', '', proposal.no, []);
    final = said === undefined ? proposal : numberSaid(said);
  }
  row.no = final.no;
  const { node, moved } = tree.add(row, final, under);
  if (moved) tell('note', 'moved', final.no, node.parent?.number?.no ?? '');
  return node;
}

/** Puts a 类目 into the tree. */
export function placeHeading(reading: UnderWay, text: string, number: ClauseNumber | undefined, under?: Under): Node<Row> {
  const row = newRow(reading.findings.here(), text);
  row.disposition = 'heading';
  return place(reading, row, number, under ? { under } : {});
}

/** A number as a person or the order of the rows gives it. */
export function numberSaid(text: string): ClauseNumber {
  const read = readNumberCell(text, false);
  return read.is === 'number' ? { no: read.no.slice(0, longest.no), kind: read.kind } : { no: text.slice(0, longest.no), kind: 'other' };
}
