import type { SchemeColumn } from './scheme.ts';
import type { SourceLine } from './scheme-lines.ts';

const levelHeader = /^(?:第?[一二三四五]级|类|款|项|条|目|章|节)(?:类目|条款|目录)?(?:序号|编号|号)?$/;
const isCount = (cell: string) => /^[\d０-９]{1,3}$/.test(cell);

/** The columns of numbers that stand in several columns, a level each: 一级 | 二级 | 三级, 类 | 款 | 项. Undefined where there are none. */
export function levelColumns(
  columns: readonly SchemeColumn[],
  samplesOf: (index: number) => readonly string[],
): SchemeColumn[] | undefined {
  const levels = columns.filter(
    ({ header, index }) => levelHeader.test(header.replace(/\s/g, '')) && samplesOf(index).length > 0 && samplesOf(index).every(isCount),
  );
  return levels.length >= 2 ? levels : undefined;
}

/** Joins such numbers line by line: a level that is empty goes on with the one above, 1 | · | 2 after 1 | 3 | 1 is 1.3.2. */
export function joinLevels(columns: readonly SchemeColumn[]): (line: SourceLine) => SourceLine {
  const levels = columns.filter(({ field }) => field === 'no').map(({ index }) => index);
  const [first] = levels;
  if (first === undefined || levels.length < 2) return (line) => line;
  let current: string[] = [];
  return (line) => {
    const said = levels.map((index) => (line.cells[index] ?? '').normalize('NFKC').trim());
    const deepest = said.findLastIndex((cell) => cell !== '');
    if (deepest < 0) return line;
    const changed = said.findIndex((cell, level) => cell !== '' && cell !== current[level]);
    const kept = changed < 0 ? deepest + 1 : changed;
    current = said.slice(0, deepest + 1).map((cell, level) => cell || (level < kept ? (current[level] ?? '') : ''));
    const cells = Array.from({ length: Math.max(line.cells.length, first + 1) }, (_, index) =>
      index === first ? current.filter((cell) => cell !== '').join('.') : levels.includes(index) ? '' : (line.cells[index] ?? ''),
    );
    // What is joined is neither merged from above nor a number to Excel any more.
    const marks = line.marks === '' ? '' : [...line.marks].map((mark, index) => (index === first ? ' ' : mark)).join('');
    return { ...line, cells, marks };
  };
}
