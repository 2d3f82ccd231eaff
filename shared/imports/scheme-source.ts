import type { SchemeColumn, SchemeDecision, SchemeReading } from './scheme.ts';
import type { SourceSheet } from './scheme-lines.ts';

/** A file as the reading worker gives it. */
export interface SchemeSource {
  readonly fileName: string;
  readonly format: SchemeReading['format'];
  readonly encoding: string;
  readonly notes: readonly string[];
  readonly sheets: readonly SourceSheet[];
}

export interface SchemeChoices {
  readonly sheet: string;
  readonly parts: readonly {
    readonly id: string;
    readonly taken: boolean;
    readonly columns: readonly Pick<SchemeColumn, 'index' | 'field'>[];
  }[];
  readonly category: string;
  readonly decisions: readonly SchemeDecision[];
  readonly leaveOut: readonly string[];
}

/** What the catalogue brings to the reading. */
export interface SchemeSetting {
  /** Form of number for 门类 kept by item. */
  readonly numberTemplate: string;
  /** Only a 涉密单机 takes 秘密 and above. */
  readonly takesClassified: boolean;
}
