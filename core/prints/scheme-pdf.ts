import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { ClauseLine, NotFiled, SchemePaper } from '../../shared/prints/scheme.ts';
import type { Faces } from './faces.ts';
import { drawPaper, missingLines, ruled, type Tell, type WrittenPrint } from './paper.ts';
import { consentSheet, coverSheet, headOf, margins, pageWidth } from './scheme-sheets.ts';
import { Setting } from './setting.ts';

const size = 10.5;
const remarkSize = 9;
/** A row of more lines than a page holds goes on in a row below. */
const linesInRow = 38;
/** Indent of each level; rows deeper than `deepest` stand where that level does. */
const indent = 10.5;
const deepest = 6;
/** 代码, 名称, 整理方式, 档号结构, 起算. */
const categoryHeads = ['代码', '门类', '整理方式', '档号结构', '期限起算'];
const categoryWidths = [48, 84, 48, 198, 66];
/** 条款号, 条款, 保管期限 and 责任部门. */
const threeWidths = [54, 351, 52];
const fourWidths = [52, 273, 50, 75];

/**
 * Writes a version of the 三合一: cover, sheet of consent, 分类方案, the tables of three or four columns with both header rows on every page,
 * what is not filed, and notes. Missing characters print as 〓 and are listed at the end.
 */
export async function writeSchemePdf(paper: SchemePaper, faces: Faces, tell: Tell): Promise<WrittenPrint> {
  const setting = new Setting(faces, 'song', size);
  const { head, first } = headOf(setting, paper, pageWidth, margins);
  return drawPaper(
    {
      title: paper.title,
      orientation: 'portrait',
      margins,
      face: 'song',
      size,
      cover: true,
      header: (page) => (page === 1 ? first : head),
      content: [
        ...coverSheet(setting, paper),
        ...consentSheet(setting, paper.title, paper.consent),
        ...classification(setting, paper),
        ...scope(setting, paper, tell),
        ...notFiled(setting, paper.notFiled),
        ...paper.notes.map((note, index): Content => ({ ...paragraph(setting, '注：', note), margin: [0, index === 0 ? 10 : 2, 0, 0] })),
        ...missing(setting, paper, faces),
      ],
    },
    faces,
    tell,
  );
}

const partHead = (setting: Setting, text: string): Content => ({
  ...setting.line(text, 'serif'),
  fontSize: 15,
  alignment: 'center',
  margin: [0, 4, 0, 10],
});

/** Part one. */
function classification(setting: Setting, { categories }: SchemePaper): Content[] {
  const body: TableCell[][] = [
    categoryHeads.map((name) => ({ ...setting.line(name, 'serif'), alignment: 'center' as const })),
    ...categories.map((cells) =>
      cells.map((text, column) => ({
        ...setting.lines(setting.wrapped(text, categoryWidths[column] ?? 0)),
        ...(column === 3 ? {} : { alignment: 'center' as const }),
      })),
    ),
  ];
  return [
    partHead(setting, '一、档案分类方案'),
    { table: { headerRows: 1, dontBreakRows: true, widths: [...categoryWidths], body }, layout: ruled(1, 0, 0, () => undefined) },
  ];
}

/** Part two: a table a category, so that the head of every page names the category. */
function scope(setting: Setting, { tables, columns, rows }: SchemePaper, tell: Tell): Content[] {
  const widths = columns.length > 3 ? fourWidths : threeWidths;
  let before = 0;
  const drawn = tables.map(({ heading, lines }): Content => {
    const head: TableCell[][] = [
      [
        {
          ...setting.lines(setting.wrapped(heading, pageWidth - 12, size, 'serif'), 'serif'),
          colSpan: columns.length,
          alignment: 'center',
        },
        ...columns.slice(1).map(() => ''),
      ],
      columns.map((name) => ({ ...setting.line(name, 'serif'), alignment: 'center' as const })),
    ];
    const body = lines.flatMap((line) => setLine(setting, line, widths));
    const none: TableCell[] = ['', setting.line('（没有条款）'), ...columns.slice(2).map(() => '')];
    const layout = ruled(2, before, rows, tell);
    before += lines.length;
    return {
      margin: [0, 0, 0, 14],
      table: {
        headerRows: 2,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: [...widths],
        body: [...head, ...(body.length > 0 ? body : [none])],
      },
      layout,
    };
  });
  return [{ ...(partHead(setting, '二、文件材料归档范围和档案保管期限表') as object), pageBreak: 'before' } as Content, ...drawn];
}

/** The row or rows of paper of one row of the table. */
function setLine(setting: Setting, { depth, heading, cells, remark }: ClauseLine, widths: readonly number[]): TableCell[][] {
  const face = heading ? 'serif' : 'song';
  const inset = Math.min(depth, deepest) * indent;
  const set = cells.map((text, column) => {
    const width = (widths[column] ?? 0) - (column === 1 ? inset : 0);
    const lines = setting.wrapped(text, width, size, face).map((line): Content => setting.line(line, face));
    if (column !== 1 || remark === '') return lines;
    const remarkLines = setting.wrapped(`备注：${remark}`, width, remarkSize);
    return [...lines, ...remarkLines.map((line): Content => ({ ...setting.line(line), fontSize: remarkSize }))];
  });
  const parts = Math.ceil(Math.max(...set.map((lines) => lines.length)) / linesInRow);
  return Array.from({ length: parts }, (_, part) =>
    set.map(
      (lines, column): TableCell => ({
        stack: lines.slice(part * linesInRow, (part + 1) * linesInRow),
        ...(column === 1 ? { margin: [inset, 0, 0, 0] as [number, number, number, number] } : {}),
        ...(column === 2 ? { alignment: 'center' as const } : {}),
      }),
    ),
  );
}

/** A paragraph whose lines stand beside its number. */
function paragraph(setting: Setting, sign: string, text: string, small = false) {
  const width = pageWidth - 36;
  const fontSize = small ? remarkSize : size;
  return {
    columns: [
      { ...setting.line(sign), width: 32, alignment: 'right' as const, fontSize },
      { stack: setting.wrapped(text, width, fontSize).map((line): Content => ({ ...setting.line(line), fontSize })), width },
    ],
    columnGap: 4,
  };
}

/** [P9] Part three, where there is anything that is not filed. */
function notFiled(setting: Setting, list: readonly NotFiled[]): Content[] {
  const paragraphs = list.map(
    ({ count, text, remark }): Content => ({
      margin: [0, count === null ? 6 : 2, 0, 0],
      stack: [
        count === null ? setting.lines(setting.wrapped(text, pageWidth, size, 'serif'), 'serif') : paragraph(setting, `${count}．`, text),
        ...(remark === '' ? [] : [paragraph(setting, '', `备注：${remark}`, true)]),
      ],
    }),
  );
  if (paragraphs.length === 0) return [];
  const opening = partHead(setting, '三、不归档的文件材料');
  return [{ unbreakable: true, margin: [0, 10, 0, 0], stack: [opening, ...paragraphs.slice(0, 1)] }, ...paragraphs.slice(1)];
}

function missing(setting: Setting, paper: SchemePaper, faces: Faces): Content[] {
  const lines = missingLines('表', '条款号', placesOf(paper), faces);
  if (lines.length === 0) return [];
  return [{ ...setting.lines(lines.flatMap((text) => setting.wrapped(text, pageWidth))), margin: [0, 10, 0, 0] }];
}

/** All texts of a paper by where they stand. */
export function placesOf({ title, cover, consent, categories, tables, notFiled }: SchemePaper) {
  return {
    outside: [title, ...cover.map(([, value]) => value), ...Object.values<string>({ ...consent }), ...categories.flat()],
    rows: [
      ...tables.flatMap(({ heading, lines }) => [
        { place: heading, texts: [heading] },
        ...lines.map(({ cells, remark }) => ({ place: cells[0] ?? '', texts: [...cells, remark] })),
      ]),
      ...notFiled.map(({ count, text, remark }) => ({ place: count === null ? '不归档' : `不归档 ${count}`, texts: [text, remark] })),
    ],
  };
}
