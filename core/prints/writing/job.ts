import type { Catalogue } from '../../../shared/prints/catalogue.ts';
import type { FaceFiles } from '../faces.ts';

/** What the writing thread is given. */
export interface Job {
  readonly format: 'pdf' | 'xlsx';
  readonly catalogue: Catalogue;
  readonly cover: boolean;
  readonly faces: FaceFiles;
}

/** What it says. */
export type Said =
  | { readonly kind: 'progress'; readonly step: string; readonly done: number; readonly total: number }
  | { readonly kind: 'written'; readonly bytes: Uint8Array; readonly pages: number };
