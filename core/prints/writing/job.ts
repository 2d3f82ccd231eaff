import type { Catalogue } from '../../../shared/prints/catalogue.ts';
import type { SchemePaper } from '../../../shared/prints/scheme.ts';
import type { SchemeDiffPaper } from '../../../shared/prints/scheme-diff.ts';
import type { TextSheet } from '../../../shared/prints/scheme-sheets.ts';
import type { FaceFiles } from '../faces.ts';

/** What is to be written: a catalogue in either format, a paper of the 三合一 as PDF, or sheets of text as a workbook. */
export type Work =
  | { readonly kind: 'catalogue'; readonly format: 'pdf' | 'xlsx'; readonly catalogue: Catalogue; readonly cover: boolean }
  | { readonly kind: 'scheme'; readonly paper: SchemePaper }
  | { readonly kind: 'scheme-diff'; readonly paper: SchemeDiffPaper }
  | { readonly kind: 'sheets'; readonly sheets: readonly TextSheet[] };

/** What the writing thread is given. */
export interface Job {
  readonly work: Work;
  /** Rows in all, for progress before the first word of the thread. */
  readonly rows: number;
  readonly faces: FaceFiles;
}

/** What it says. */
export type Said =
  | { readonly kind: 'progress'; readonly step: string; readonly done: number; readonly total: number }
  | { readonly kind: 'written'; readonly bytes: Uint8Array; readonly pages: number };
