import type { OutputId, StagedFile } from './files/files.ts';

/**
 * The few things only a host can do. Electron's main answers them with native dialogs; hosted mode with an upload field and
 * a download. A screen asks what is offered; it never asks which host it is in.
 */
export interface Desktop {
  /** Lets the person choose a file (endings without dot) and stages it; null when they choose none. */
  pickFile(endings: readonly string[]): Promise<StagedFile | null>;
  /** Stages bytes the page already holds (a file dropped on it). */
  stage(name: string, bytes: ArrayBuffer): Promise<StagedFile>;
  /** Hands an output over: a save dialog, or a download. False when the person turned it down. */
  saveOutput(id: OutputId, name: string): Promise<boolean>;
}
