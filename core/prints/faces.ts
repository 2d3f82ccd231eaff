import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The shipped faces: catalogues are set in `sans` (黑体), tables of the law in `song` (宋体); titles and headings in `serif` (粗宋). */
export interface FaceFiles {
  readonly sans: string;
  readonly serif: string;
  readonly song: string;
}

const files = {
  sans: ['@expo-google-fonts/noto-sans-sc/400Regular', 'NotoSansSC_400Regular.ttf'],
  serif: ['@expo-google-fonts/noto-serif-sc/600SemiBold', 'NotoSerifSC_600SemiBold.ttf'],
  song: ['@expo-google-fonts/noto-serif-sc/400Regular', 'NotoSerifSC_400Regular.ttf'],
} as const;

/** Where the faces are: the folder named by LANTAI_FONTS, a folder `fonts` beside this program, or the packages they ship in. */
export function faceFiles(): FaceFiles {
  const folders = [process.env.LANTAI_FONTS, fileURLToPath(new URL('./fonts', import.meta.url))];
  const find = ([packaged, name]: readonly [string, string]) => {
    const beside = folders.map((folder) => folder && join(folder, name)).find((path) => path && existsSync(path));
    return beside ?? createRequire(import.meta.url).resolve(`${packaged}/${name}`);
  };
  return { sans: find(files.sans), serif: find(files.serif), song: find(files.song) };
}

/** What a face can draw and how wide: from a few tables of its file, without loading the outlines. */
export interface Coverage {
  /** Number of the shape; 0 when the face has none. */
  glyphOf(codePoint: number): number;
  /** Width of a shape, in em. */
  widthOf(glyph: number): number;
}

/** Reads `cmap` (its format 12 subtable), `head`, `hhea` and `hmtx` of a TrueType file. ISO/IEC 14496-22. */
export function coverageOf(path: string): Coverage {
  const handle = openSync(path, 'r');
  const read = (at: number, length: number) => {
    const bytes = Buffer.alloc(length);
    readSync(handle, bytes, 0, length, at);
    return bytes;
  };
  try {
    const directory = read(12, 16 * read(4, 2).readUInt16BE());
    const place = (table: string) => {
      for (let at = 0; at < directory.length; at += 16)
        if (directory.toString('latin1', at, at + 4) === table) return directory.readUInt32BE(at + 8);
      throw new Error(`${path} has no table ${table}`);
    };
    const unitsPerEm = read(place('head') + 18, 2).readUInt16BE();
    const metrics = read(place('hhea') + 34, 2).readUInt16BE();
    const widths = read(place('hmtx'), 4 * metrics);
    const segments = read(...segmentsOf(place('cmap'), read));
    return {
      glyphOf: (codePoint) => glyphIn(segments, codePoint),
      widthOf: (glyph) => widths.readUInt16BE(4 * Math.min(glyph, metrics - 1)) / unitsPerEm,
    };
  } finally {
    closeSync(handle);
  }
}

/** Where the segments of the format 12 subtable are, and how long. */
function segmentsOf(cmap: number, read: (at: number, length: number) => Buffer): [at: number, length: number] {
  const subtables = read(cmap + 4, 8 * read(cmap + 2, 2).readUInt16BE());
  for (let at = 0; at < subtables.length; at += 8) {
    const subtable = cmap + subtables.readUInt32BE(at + 4);
    if (read(subtable, 2).readUInt16BE() === 12) return [subtable + 16, 12 * read(subtable + 12, 4).readUInt32BE()];
  }
  throw new Error('a face without a cmap of format 12');
}

/** Segments are first, last, shape of first: 32 bits each, in order. */
function glyphIn(segments: Buffer, codePoint: number): number {
  let low = 0;
  let high = segments.length / 12 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = middle * 12;
    if (codePoint < segments.readUInt32BE(at)) high = middle - 1;
    else if (codePoint > segments.readUInt32BE(at + 4)) low = middle + 1;
    else return segments.readUInt32BE(at + 8) + codePoint - segments.readUInt32BE(at);
  }
  return 0;
}

export type FaceName = keyof FaceFiles;

export interface Shape {
  readonly face: FaceName;
  readonly glyph: number;
  readonly width: number;
}

export interface Faces {
  readonly files: FaceFiles;
  /** The shapes a character has, one a face at most, of `first` before all others; none when no face has it. */
  shapesOf(character: string, first?: FaceName): readonly Shape[];
}

let opened: Faces | undefined;

/** The shipped faces, opened once. */
export function faces(): Faces {
  opened ??= openFaces(faceFiles());
  return opened;
}

/** Which face draws what the first lacks. */
const order: { readonly [first in FaceName]: readonly FaceName[] } = {
  sans: ['sans', 'serif', 'song'],
  serif: ['serif', 'song', 'sans'],
  song: ['song', 'serif', 'sans'],
};

export function openFaces(files: FaceFiles): Faces {
  const coverage = { sans: coverageOf(files.sans), serif: coverageOf(files.serif), song: coverageOf(files.song) };
  const known = { sans: new Map<string, Shape[]>(), serif: new Map<string, Shape[]>(), song: new Map<string, Shape[]>() };
  function look(codePoint: number, first: FaceName): Shape[] {
    return order[first].flatMap((face) => {
      const glyph = coverage[face].glyphOf(codePoint);
      return glyph > 0 ? [{ face, glyph, width: coverage[face].widthOf(glyph) }] : [];
    });
  }
  return {
    files,
    shapesOf(character, first = 'sans') {
      const shapes = known[first].get(character) ?? look(character.codePointAt(0) ?? 0, first);
      known[first].set(character, shapes);
      return shapes;
    },
  };
}

/** Characters of these texts that no shipped face can draw, in order of first use. */
export function missingCharacters(texts: Iterable<string>, { shapesOf }: Pick<Faces, 'shapesOf'>): string[] {
  const seen = new Set<string>();
  const missing: string[] = [];
  for (const text of texts)
    for (const character of text) {
      if (seen.has(character)) continue;
      seen.add(character);
      if (shapesOf(character).length === 0) missing.push(character);
    }
  return missing;
}
