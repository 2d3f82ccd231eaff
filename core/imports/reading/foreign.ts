import type { ProblemCode } from '../../../shared/reply.ts';

/**
 * A row of a foreign file: its 1-based line (the row of a sheet), and every cell as text, without empty cells at the end. Where asked for,
 * a letter for each cell (n a number · d a date · v repeated from the cell above it is merged with · h covered by the cell beside it, or
 * p for a paragraph outside tables) and the table of a document it stands in.
 */
export type ForeignRow = readonly [line: number, cells: readonly string[], marks?: string, place?: string];

/** What is known of a file before its rows. */
export interface ForeignFile {
  readonly format: 'csv' | 'xlsx' | 'docx';
  /** utf-8, gb18030, utf-16le, utf-16be; '' for xlsx. */
  readonly encoding: string;
  readonly delimiter: string;
  readonly sheets: readonly string[];
  readonly sheet: string;
  /** What of a document was passed over: textBoxes, deletions, nestedTables. */
  readonly notes?: readonly string[];
}

/** Why a file cannot be taken; words for each are on the screen. `line` is given where one is to blame. */
export type Why =
  | 'empty'
  | 'old-format'
  | 'encrypted'
  | 'word'
  | 'html'
  | 'image'
  | 'pdf'
  | 'dbf'
  | 'database'
  | 'archive'
  | 'binary'
  | 'xml'
  | 'truncated'
  | 'encoding'
  | 'unclosed-quote'
  | 'long-record'
  | 'no-sheet'
  | 'no-table'
  | 'too-many-bytes'
  | 'bomb'
  | 'too-much-memory';

const codes: { readonly [W in Why]: ProblemCode } = {
  empty: 'unreadable-file',
  truncated: 'unreadable-file',
  encoding: 'unreadable-file',
  'unclosed-quote': 'unreadable-file',
  'long-record': 'unreadable-file',
  'no-sheet': 'unreadable-file',
  'no-table': 'unreadable-file',
  'old-format': 'unsupported-file',
  encrypted: 'unsupported-file',
  word: 'unsupported-file',
  html: 'unsupported-file',
  image: 'unsupported-file',
  pdf: 'unsupported-file',
  dbf: 'unsupported-file',
  database: 'unsupported-file',
  archive: 'unsupported-file',
  binary: 'unsupported-file',
  xml: 'unsupported-file',
  'too-many-bytes': 'too-large',
  bomb: 'too-large',
  'too-much-memory': 'too-large',
};

/** A foreign file that cannot be read. Crosses from the reading worker as plain data and becomes a `Refusal` in the core. */
export class Unreadable extends Error {
  readonly why: Why;
  readonly line: number | null;
  constructor(why: Why, message: string, line: number | null = null) {
    super(message);
    this.name = 'Unreadable';
    this.why = why;
    this.line = line;
  }
  get code(): ProblemCode {
    return codes[this.why];
  }
}

/** What a file may be at most, so that no file can fill the memory or the disk of an old PC. */
export const limits = {
  fileBytes: 500 * 2 ** 20,
  /** Of the parts of an xlsx that are read, unpacked. */
  unpackedBytes: 2 * 2 ** 30,
  /** Unpacked to packed; a sheet of equal rows comes to about 60. */
  ratio: 400,
  entries: 10_000,
  sharedTextBytes: 200 * 2 ** 20,
  recordCharacters: 1_000_000,
} as const;

/** Messages of the reading worker. It posts a slice of rows only when asked for one. */
export type FromReader =
  | { readonly kind: 'opened'; readonly file: ForeignFile }
  | { readonly kind: 'rows'; readonly rows: ForeignRow[] }
  | { readonly kind: 'end' }
  | { readonly kind: 'refused'; readonly why: Why; readonly message: string; readonly line: number | null };

export interface ReaderTask {
  readonly path: string;
  /** The name people know it by; its ending is only a hint. */
  readonly name: string;
  /** '' the first. */
  readonly sheet: string;
  /** Whether Word documents are taken too, and every cell comes with its mark. */
  readonly marked?: boolean;
}

/** How many rows cross at a time. */
export const sliceRows = 500;
