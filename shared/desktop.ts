import type { OutputId, StagedFile } from './files/files.ts';
import type { News } from './news.ts';
import type { Reply } from './reply.ts';

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

/** What Electron's preload lends the page as `window.lantai`. Everything comes as a reply: an error loses its code between two worlds. */
export interface Bridge {
  send(name: string, input: unknown): Promise<Reply>;
  /** Answers how to stop listening. */
  onNews(listener: (news: News) => void): () => void;
  pickFile(endings: readonly string[]): Promise<Reply<StagedFile | null>>;
  stage(name: string, bytes: ArrayBuffer): Promise<Reply<StagedFile>>;
  saveOutput(id: OutputId, name: string): Promise<Reply<boolean>>;
}

/**
 * What hosted mode offers instead, on one origin:
 * POST session {token} (from `#token=…` of the address, once) → the session cookie · POST api/<operation> JSON → Reply ·
 * GET news (server-sent events, data = News) · PUT staging?name=… (application/octet-stream) → Reply<StagedFile> · GET outputs/<id> → the file.
 */
export const hostedPaths = { session: 'session', api: 'api', news: 'news', staging: 'staging', outputs: 'outputs' } as const;
