import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { type Piece, piecesByLine } from '../../shared/prints/scheme-changes.ts';
import type { DiffLine, DiffSide, SchemeDiffPaper } from '../../shared/prints/scheme-diff.ts';
import { textOf } from '../../shared/prints/scheme-sheets.ts';
import type { Faces } from './faces.ts';
import { drawPaper, missingLines, ruled, type Tell, type WrittenPrint } from './paper.ts';
import { headOf } from './scheme-sheets.ts';
import { Setting } from './setting.ts';

const margins = { left: 50, top: 66, right: 36, bottom: 44 };
const pageWidth = 841.89 - margins.left - margins.right;
const size = 9.5;
const otherSize = 8.5;
/** 条款号, 条款, 保管期限 of the old version; what happened; the same of the new one. */
const widths = [46, 230, 42, 72, 46, 230, 42];
const linesInRow = 30;
const indent = 8;
const deepest = 6;
const signs = { from: 'lineThrough', to: 'underline' } as const;
type Which = keyof typeof signs;

/** Writes a comparison side by side: what is gone is struck through on the left, what is new underlined on the right. */
export async function writeSchemeDiffPdf(paper: SchemeDiffPaper, faces: Faces, tell: Tell): Promise<WrittenPrint> {
  const setting = new Setting(faces, 'song', size);
  const { head } = headOf(setting, { title: paper.title, mark: '' }, pageWidth, margins);
  const centred = (text: string): TableCell => ({ ...setting.line(text, 'serif'), alignment: 'center' });
  const versionCell = (text: string): TableCell => ({
    ...setting.lines(setting.wrapped(text, 325, size, 'serif'), 'serif'),
    colSpan: 3,
    alignment: 'center',
  });
  const columns = ['条款号', '条款', '保管期限'];
  const body: TableCell[][] = [
    [versionCell(paper.from), '', '', { ...setting.line('变化', 'serif'), rowSpan: 2, alignment: 'center' }, versionCell(paper.to), '', ''],
    [...columns.map(centred), '', ...columns.map(centred)],
    ...paper.lines.flatMap((line) => setLine(setting, line)),
  ];
  const opening: Content[] = [
    { ...setting.lines(setting.wrapped(paper.title, pageWidth, 17, 'serif'), 'serif'), fontSize: 17, alignment: 'center' },
    { ...setting.lines(setting.wrapped(paper.counts, pageWidth)), alignment: 'center', margin: [0, 6, 0, 2] },
    {
      ...setting.line('删去的文字加删除线，新写的文字加下划线；没有变化的条款不列，只列其上的类目。'),
      alignment: 'center',
      margin: [0, 0, 0, 8],
    },
  ];
  const table: Content = {
    table: { headerRows: 2, keepWithHeaderRows: 1, dontBreakRows: true, widths: [...widths], body },
    layout: ruled(2, 0, paper.lines.length, tell),
  };
  return drawPaper(
    {
      title: paper.title,
      orientation: 'landscape',
      margins,
      face: 'song',
      size,
      cover: false,
      header: (page) => (page === 1 ? '' : head),
      content: [
        ...opening,
        paper.lines.length > 0 ? table : { ...setting.line('两版的条款完全相同。'), alignment: 'center', margin: [0, 20, 0, 0] },
        ...missing(setting, paper, faces),
      ],
    },
    faces,
    tell,
  );
}

/** The row or rows of paper of one line. */
function setLine(setting: Setting, line: DiffLine): TableCell[][] {
  const isHead = line.kind !== 'change';
  const face = isHead ? 'serif' : 'song';
  const set = (pieces: readonly Piece[], which: Which, width: number, fontSize = size): Content[] => {
    const cut = piecesByLine(pieces, setting.wrapped(textOf(pieces), width, fontSize, face));
    return cut.map((parts): Content => {
      const marked = parts.map((part) => ({ text: part.text, ...(part.changed ? { decoration: signs[which] } : {}) }));
      return { ...setting.marked(marked, face), fontSize };
    });
  };
  const inset = (side: DiffSide | null) => Math.min(side?.depth ?? 0, deepest) * indent;
  const cells = (side: DiffSide | null, which: Which): Content[][] => {
    if (!side) return [[], [], []];
    const width = widths[1]! - inset(side);
    return [
      set(side.no, which, widths[0]!),
      [...set(side.text, which, width), ...side.others.flatMap((pieces) => set(pieces, which, width, otherSize))],
      set(side.term, which, widths[2]!),
    ];
  };
  const change = setting.wrapped(line.change, widths[3]!).map((text): Content => setting.line(text));
  const all = [...cells(line.from, 'from'), change, ...cells(line.to, 'to')];
  const parts = Math.max(1, Math.ceil(Math.max(...all.map((lines) => lines.length)) / linesInRow));
  return Array.from({ length: parts }, (_, part) =>
    all.map(
      (lines, column): TableCell => ({
        stack: lines.slice(part * linesInRow, (part + 1) * linesInRow),
        ...(column === 1 || column === 5
          ? { margin: [inset(column === 1 ? line.from : line.to), 0, 0, 0] as [number, number, number, number] }
          : {}),
        ...(column === 2 || column === 3 || column === 6 ? { alignment: 'center' as const } : {}),
        ...(line.kind === 'category' ? { fillColor: '#f6f6f6' } : {}),
      }),
    ),
  );
}

function missing(setting: Setting, paper: SchemeDiffPaper, faces: Faces): Content[] {
  const lines = missingLines('表', '条款号', diffPlacesOf(paper), faces);
  if (lines.length === 0) return [];
  return [{ ...setting.lines(lines.flatMap((text) => setting.wrapped(text, pageWidth))), margin: [0, 10, 0, 0] }];
}

/** All texts of a comparison by where they stand. */
export function diffPlacesOf({ title, from, to, lines }: SchemeDiffPaper) {
  return {
    outside: [title, from, to],
    rows: lines.map((line) => ({
      place: textOf(line.to?.no) || textOf(line.from?.no) || textOf(line.to?.text) || textOf(line.from?.text),
      texts: [
        line.change,
        ...[line.from, line.to].flatMap((side) => (side ? [side.no, side.text, side.term, ...side.others].map(textOf) : [])),
      ],
    })),
  };
}
