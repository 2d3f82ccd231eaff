import pdfmake from 'pdfmake';
import type { CustomTableLayout, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { type FaceName, type Faces, missingCharacters } from './faces.ts';
import { missingSign } from './setting.ts';

export interface WrittenPrint {
  readonly bytes: Uint8Array;
  /** Pages of paper, the cover among them. */
  readonly pages: number;
}

/** Told how far the work has come. */
export type Tell = (step: 'laying-out' | 'drawing', done: number, total: number) => void;

interface Paper {
  readonly title: string;
  readonly orientation: 'portrait' | 'landscape';
  readonly margins: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
  readonly face: FaceName;
  readonly size: number;
  /** Whether there is a first sheet that is not counted. */
  readonly cover: boolean;
  readonly header: (page: number) => TDocumentDefinitions['content'] | '';
  readonly content: TDocumentDefinitions['content'];
}

/** Draws an A4 paper with 第 x 页 共 y 页 at its foot. Nothing but the shipped faces is read, nothing is fetched. */
export async function drawPaper(paper: Paper, { files }: Faces, tell: Tell): Promise<WrittenPrint> {
  const { left, top, right, bottom } = paper.margins;
  const before = paper.cover ? 1 : 0;
  let pages = 0;
  let drawn = -1;
  const definition: TDocumentDefinitions = {
    pageSize: 'A4',
    pageOrientation: paper.orientation,
    pageMargins: [left, top, right, bottom],
    info: { title: paper.title, creator: 'Lantai', producer: 'Lantai' },
    defaultStyle: { font: paper.face, fontSize: paper.size },
    header: (page) => paper.header(page),
    footer(page, count) {
      pages = count;
      return page <= before
        ? ''
        : { text: `第 ${page - before} 页　共 ${count - before} 页`, alignment: 'center', fontSize: 9, margin: [0, 10, 0, 0] };
    },
    content: paper.content,
  };
  const paths: string[] = Object.values(files);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path: string) => paths.includes(path));
  pdfmake.setFonts(
    Object.fromEntries(Object.entries(files).map(([face, file]) => [face, { normal: file, bold: file, italics: file, bolditalics: file }])),
  );
  (pdfmake as unknown as { setProgressCallback(callback: (share: number) => void): void }).setProgressCallback((share) => {
    const done = Math.round(share * pages);
    if (done !== drawn) tell('drawing', done, pages);
    drawn = done;
  });
  const bytes = await pdfmake.createPdf(definition).getBuffer();
  return { bytes: new Uint8Array(bytes), pages };
}

/** A table of thin lines with a shaded header; tells every fifty rows how far the layout has come, `before` rows of other tables counted. */
export function ruled(headerRows: number, before: number, total: number, tell: Tell): CustomTableLayout {
  let told = before;
  return {
    hLineWidth(row) {
      if (before + row >= told + 50) {
        told = before + row;
        tell('laying-out', Math.min(told, total), total);
      }
      return 0.5;
    },
    vLineWidth: () => 0.5,
    paddingLeft: () => 3,
    paddingRight: () => 3,
    paddingTop: () => 2.5,
    paddingBottom: () => 3,
    fillColor: (row) => (row < headerRows ? '#eeeeee' : null),
  };
}

/** At most so many places are named for one missing character. */
const placesNamed = 20;

/** Which characters no face can draw and where they stand: a line of introduction, then one a character. None when nothing is missing. */
export function missingLines(
  paperName: string,
  placeName: string,
  { outside, rows }: { readonly outside: readonly string[]; readonly rows: readonly { place: string; texts: readonly string[] }[] },
  faces: Faces,
): string[] {
  const missing = missingCharacters([...outside, ...rows.flatMap(({ texts }) => texts)], faces);
  if (missing.length === 0) return [];
  const lines = missing.map((character) => {
    const places = rows.filter(({ texts }) => texts.some((text) => text.includes(character))).map(({ place }) => place);
    const named = places.slice(0, placesNamed).join('、') + (places.length > placesNamed ? ` 等 ${places.length} 处` : '');
    return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}　${named === '' ? '封面' : `${placeName} ${named}`}`;
  });
  return [`本${paperName}有 ${missing.length} 个字符字库中没有，以${missingSign}代替：`, ...lines];
}
