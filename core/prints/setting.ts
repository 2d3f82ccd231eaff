import { wrap } from '../../shared/prints/wrap.ts';
import type { FaceName, Faces } from './faces.ts';

/** Stands for a character no face can draw (GB/T 15835 has no better sign; printers call it 缺字符). */
export const missingSign = '〓';

type Run = { text: string; font: FaceName };
/** How a stretch of text is marked besides its face. */
type Mark = { readonly decoration?: 'lineThrough' | 'underline' };

/** Sets text in faces: which face draws each character, where lines break. Lines are never broken by the library that draws them. */
export class Setting {
  readonly #faces: Faces;
  /** The face of the paper: what is not asked to be in another is in it. */
  readonly #first: FaceName;
  readonly #size: number;
  /** Which character each shape stands for: a file keeps one text a shape, so ⼀ is drawn by the second face where 一 has the first. */
  readonly #drawnBy = new Map<string, string>();

  constructor(faces: Faces, first: FaceName, size: number) {
    this.#faces = faces;
    this.#first = first;
    this.#size = size;
  }

  #widthOf(character: string, face: FaceName): number {
    return (this.#faces.shapesOf(character, face)[0] ?? this.#faces.shapesOf(missingSign, face)[0])?.width ?? 1;
  }

  #fontOf(character: string, face: FaceName): FaceName {
    const shapes = this.#faces.shapesOf(character, face);
    const own = shapes.find(({ face, glyph }) => (this.#drawnBy.get(`${face} ${glyph}`) ?? character) === character) ?? shapes[0]!;
    this.#drawnBy.set(`${own.face} ${own.glyph}`, character);
    return own.face;
  }

  #runs(text: string, face: FaceName): Run[] {
    const runs: Run[] = [];
    for (const given of text) {
      const character = this.#faces.shapesOf(given, face).length > 0 ? given : missingSign;
      const last = runs.at(-1);
      const font = this.#fontOf(character, face);
      if (last?.font === font) last.text += character;
      else runs.push({ text: character, font });
    }
    return runs;
  }

  /** Lines already broken, one below the other. */
  lines(lines: readonly string[], face = this.#first) {
    return lines.length > 1 ? { stack: lines.map((line) => this.line(line, face)) } : this.line(lines[0] ?? '', face);
  }

  line(text: string, face = this.#first) {
    const runs = this.#runs(text, face);
    const [only] = runs;
    if (runs.length <= 1)
      return { text: only?.text ?? '', noWrap: true, ...(only && only.font !== this.#first ? { font: only.font } : {}) };
    return { text: runs.map((run) => ({ ...run, noWrap: true })), noWrap: true };
  }

  /** A line of stretches that are marked differently. */
  marked(pieces: readonly (Mark & { readonly text: string })[], face = this.#first) {
    return {
      text: pieces.flatMap(({ text, ...mark }) => this.#runs(text, face).map((run) => ({ ...run, ...mark, noWrap: true }))),
      noWrap: true,
    };
  }

  wrapped(text: string, width: number, fontSize = this.#size, face = this.#first): string[] {
    return wrap(text, (width - 0.5) / fontSize, (character) => this.#widthOf(character, face));
  }
}
