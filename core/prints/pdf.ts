import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { Catalogue } from '../../shared/prints/catalogue.ts';
import type { Faces } from './faces.ts';
import { drawPaper, missingLines, ruled, type Tell, type WrittenPrint } from './paper.ts';
import { Setting } from './setting.ts';

/** A4 landscape in points; the left edge is wider, for binding. */
const margins = { left: 40, top: 66, right: 28, bottom: 38 };
const size = 9;
/** Widths of the nine columns without padding; they fill the page. */
const widths = [26, 137, 90, 86, 217, 48, 36, 28, 44];
const centred = new Set([0, 5, 6, 7]);
/** A row of more lines than a page holds goes on in a row below. */
const linesInRow = 30;

/**
 * Writes the 归档文件目录: cover, header row on every page, page x of y. Lines are broken here and not by the library, which would
 * measure every character as a word of its own. `cover` says whether there is a first sheet; missing characters print as 〓 and are
 * listed after the last row.
 */
export async function writePdf(catalogue: Catalogue, cover: boolean, faces: Faces, tell: Tell): Promise<WrittenPrint> {
  const setting = new Setting(faces, 'sans', size);
  const rows = catalogue.rows.flatMap((row) => setRow(setting, row));
  const body: TableCell[][] = [catalogue.columns.map((name) => ({ ...setting.line(name), alignment: 'center' as const })), ...rows];
  const heading = headingOf(setting, catalogue);
  return drawPaper(
    {
      title: catalogue.title,
      orientation: 'landscape',
      margins,
      face: 'sans',
      size,
      cover,
      header: (page) => (cover && page === 1 ? '' : heading),
      content: [
        ...(cover ? coverSheet(setting, catalogue) : []),
        {
          table: { headerRows: 1, dontBreakRows: true, widths: [...widths], body },
          layout: ruled(1, 0, rows.length, tell),
        },
        ...missingList(setting, catalogue, faces),
      ],
    },
    faces,
    tell,
  );
}

function setRow(setting: Setting, row: readonly string[]): TableCell[][] {
  const cells = row.map((text, column) => setting.wrapped(text, widths[column] ?? 0));
  const parts = Math.ceil(Math.max(...cells.map((lines) => lines.length)) / linesInRow);
  return Array.from({ length: parts }, (_, part) =>
    cells.map((lines, column) => ({
      ...setting.lines(lines.slice(part * linesInRow, (part + 1) * linesInRow)),
      ...(centred.has(column) ? { alignment: 'center' as const } : {}),
    })),
  );
}

const pageWidth = 841.89 - margins.left - margins.right;

/** Title and what the catalogue covers, above every table. */
function headingOf(setting: Setting, { title, cover }: Catalogue): Content {
  const shown = ['全宗号', '全宗名称', '年度', '保管期限', '机构或问题'];
  const covers = cover
    .filter(([label]) => shown.includes(label))
    .map(([label, value]) => `${label}：${value}`)
    .join('　　');
  const [line = '', ...rest] = setting.wrapped(covers, pageWidth);
  return {
    margin: [margins.left, 20, margins.right, 0],
    stack: [
      { ...setting.line(title), font: 'serif', fontSize: 15, alignment: 'center' },
      { ...setting.line(rest.length > 0 ? `${line.slice(0, -1)}…` : line), margin: [0, 4, 0, 0] },
    ],
  };
}

function coverSheet(setting: Setting, { title, cover }: Catalogue): Content[] {
  const labelSize = 15;
  const valueWidth = 330;
  return [
    { ...setting.line([...title].join(' ')), font: 'serif', fontSize: 34, alignment: 'center', margin: [0, 70, 0, 44] },
    {
      margin: [(pageWidth - 480) / 2, 0, 0, 0],
      pageBreak: 'after',
      table: {
        widths: [110, valueWidth],
        body: cover.map(([label, value]) => [
          { ...setting.line(label), fontSize: labelSize, alignment: 'right' as const },
          { ...setting.lines(setting.wrapped(value, valueWidth, labelSize)), fontSize: labelSize },
        ]),
      },
      layout: {
        hLineWidth: (row: number) => (row === 0 ? 0 : 0.5),
        vLineWidth: () => 0,
        hLineColor: () => '#888888',
        paddingTop: () => 6,
        paddingBottom: () => 6,
        paddingLeft: () => 8,
        paddingRight: () => 8,
      },
    },
  ];
}

function missingList(setting: Setting, { rows, cover }: Catalogue, faces: Faces): Content[] {
  const places = rows.map(([position = '', ...texts]) => ({ place: position, texts }));
  const lines = missingLines('目录', '序号', { outside: cover.map(([, value]) => value), rows: places }, faces);
  if (lines.length === 0) return [];
  return [{ ...setting.lines(lines.flatMap((text) => setting.wrapped(text, pageWidth))), margin: [0, 10, 0, 0] }];
}
