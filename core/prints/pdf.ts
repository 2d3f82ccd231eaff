import pdfmake from 'pdfmake';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Catalogue } from '../../shared/prints/catalogue.ts';
import { wrap } from '../../shared/prints/wrap.ts';
import { type FaceName, type Faces, missingCharacters } from './faces.ts';

export interface WrittenPrint {
  readonly bytes: Uint8Array;
  /** Pages of paper, the cover among them. */
  readonly pages: number;
}

/** Told how far the work has come. */
export type Tell = (step: 'laying-out' | 'drawing', done: number, total: number) => void;

/** Stands for a character no face can draw (GB/T 15835 has no better sign; printers call it 缺字符). */
const missingSign = '〓';

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
  const setting = new Setting(faces);
  const rows = catalogue.rows.flatMap((row) => setRow(setting, row));
  const body: TableCell[][] = [catalogue.columns.map((name) => ({ ...setting.line(name), alignment: 'center' as const })), ...rows];
  let told = 0;
  const layout = {
    hLineWidth(row: number) {
      if (row >= told + 50) {
        told = row;
        tell('laying-out', told, rows.length);
      }
      return 0.5;
    },
    vLineWidth: () => 0.5,
    paddingLeft: () => 3,
    paddingRight: () => 3,
    paddingTop: () => 2.5,
    paddingBottom: () => 3,
    fillColor: (row: number) => (row === 0 ? '#eeeeee' : null),
  };
  const content: Content[] = [
    ...(cover ? coverSheet(setting, catalogue) : []),
    { table: { headerRows: 1, dontBreakRows: true, widths: [...widths], body }, layout },
    ...missingList(setting, catalogue, faces),
  ];
  let pages = 0;
  const hasCover = (page: number) => cover && page === 1;
  const heading = headingOf(setting, catalogue);
  const definition: TDocumentDefinitions = {
    pageSize: 'A4',
    pageOrientation: 'landscape',
    pageMargins: [margins.left, margins.top, margins.right, margins.bottom],
    info: { title: catalogue.title, creator: 'Lantai', producer: 'Lantai' },
    defaultStyle: { font: 'sans', fontSize: size },
    header: (page) => (hasCover(page) ? '' : heading),
    footer(page, count) {
      pages = count;
      const before = cover ? 1 : 0;
      return hasCover(page) ? '' : { text: `第 ${page - before} 页　共 ${count - before} 页`, alignment: 'center', margin: [0, 10, 0, 0] };
    },
    content,
  };
  const files: string[] = Object.values(faces.files);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path: string) => files.includes(path));
  const { sans, serif } = faces.files;
  pdfmake.setFonts({
    sans: { normal: sans, bold: sans, italics: sans, bolditalics: sans },
    serif: { normal: serif, bold: serif, italics: serif, bolditalics: serif },
  });
  (pdfmake as unknown as { setProgressCallback(callback: (share: number) => void): void }).setProgressCallback((share) =>
    tell('drawing', Math.round(share * pages), pages),
  );
  const bytes = await pdfmake.createPdf(definition).getBuffer();
  return { bytes: new Uint8Array(bytes), pages };
}

type Run = { text: string; font: FaceName };

/** Sets text in faces: which face draws each character, where lines break. */
class Setting {
  readonly #faces: Faces;
  /** Which character each shape stands for: a file keeps one text a shape, so ⼀ is drawn by the second face where 一 has the first. */
  readonly #drawnBy = new Map<string, string>();
  readonly #missing: { readonly width: number };

  constructor(faces: Faces) {
    this.#faces = faces;
    this.#missing = faces.shapesOf(missingSign)[0] ?? { width: 1 };
  }

  widthOf = (character: string): number => (this.#faces.shapesOf(character)[0] ?? this.#missing).width;

  #fontOf(character: string): FaceName {
    const shapes = this.#faces.shapesOf(character);
    const own = shapes.find(({ face, glyph }) => (this.#drawnBy.get(`${face} ${glyph}`) ?? character) === character) ?? shapes[0]!;
    this.#drawnBy.set(`${own.face} ${own.glyph}`, character);
    return own.face;
  }

  runs(text: string): Run[] {
    const runs: Run[] = [];
    for (const given of text) {
      const character = this.#faces.shapesOf(given).length > 0 ? given : missingSign;
      const last = runs.at(-1);
      const font = this.#fontOf(character);
      if (last?.font === font) last.text += character;
      else runs.push({ text: character, font });
    }
    return runs;
  }

  /** Lines already broken, one below the other. */
  lines(lines: readonly string[]) {
    return lines.length > 1 ? { stack: lines.map((line) => this.line(line)) } : this.line(lines[0] ?? '');
  }

  line(text: string) {
    const runs = this.runs(text);
    const [only] = runs;
    if (runs.length <= 1) return { text: only?.text ?? '', noWrap: true, ...(only && only.font !== 'sans' ? { font: only.font } : {}) };
    return { text: runs.map((run) => ({ ...run, noWrap: true })), noWrap: true };
  }

  wrapped(text: string, width: number, fontSize = size): string[] {
    return wrap(text, (width - 0.5) / fontSize, this.widthOf);
  }
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

/** At most so many 序号 are named for one missing character. */
const placesNamed = 20;

function missingList(setting: Setting, { rows, cover }: Catalogue, faces: Faces): Content[] {
  const missing = missingCharacters([...cover.map(([, value]) => value), ...rows.flat()], faces);
  if (missing.length === 0) return [];
  const lines = missing.map((character) => {
    const places = rows.filter((row) => row.some((cell) => cell.includes(character))).map(([position]) => position);
    const named = places.slice(0, placesNamed).join('、') + (places.length > placesNamed ? ` 等 ${places.length} 处` : '');
    return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}　${named === '' ? '封面' : `序号 ${named}`}`;
  });
  const note = `本目录有 ${missing.length} 个字符字库中没有，以${missingSign}代替：`;
  return [{ ...setting.lines([note, ...lines].flatMap((text) => setting.wrapped(text, pageWidth))), margin: [0, 10, 0, 0] }];
}
