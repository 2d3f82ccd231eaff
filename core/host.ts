import type { OutputFile, OutputId, StagedFile } from '../shared/files/files.ts';
import type { News } from '../shared/news.ts';
import { type Problem, Refusal, type Reply } from '../shared/reply.ts';
import { startThread } from './thread.ts';

/** The core as a host holds it: in a thread of its own, so that long work never freezes a window or a server. */
export interface Core {
  answer(name: string, input: unknown): Promise<Reply>;
  onNews(listener: (news: News) => void): () => void;
  /** Brings a file in under a name. For hosts; a page never names paths. */
  stage(name: string, path: string): Promise<Reply<StagedFile>>;
  output(id: OutputId): Promise<Reply<OutputFile & { path: string }>>;
  /** Told once if the thread ends by itself. From then on everything is refused as `unexpected` with what: core-stopped. */
  onEnd(listener: (problem: Problem) => void): void;
  close(): Promise<void>;
}

export interface WorkerStart {
  readonly folder: string;
}

export type Ask =
  | { readonly kind: 'answer'; readonly name: string; readonly input: unknown }
  | { readonly kind: 'stage'; readonly name: string; readonly path: string }
  | { readonly kind: 'output'; readonly output: string }
  | { readonly kind: 'close' };

export type FromWorker =
  | { readonly kind: 'open' }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'news'; readonly news: News }
  | { readonly kind: 'reply'; readonly id: number; readonly reply: Reply };

/** How long a closing core may take before its thread is ended; what is committed stands either way. */
const closingMs = 15_000;

/** Opens the catalogue of a folder in a thread. Throws the `Refusal` the opening met (see core/opening.ts). */
export async function startCore({ folder, megabytes }: { folder: string; megabytes?: number }): Promise<Core> {
  const thread = startThread(import.meta.url, './worker.ts', './worker.cjs', { folder } satisfies WorkerStart, megabytes);
  const waiting = new Map<number, (reply: Reply) => void>();
  const listeners = new Set<(news: News) => void>();
  const mourners = new Set<(problem: Problem) => void>();
  let asked = 0;
  let closing: Promise<void> | undefined;
  let ended: Problem | undefined;

  function end(message: string): void {
    if (ended) return;
    const problem = new Refusal('unexpected', message, { what: 'core-stopped' }).problem;
    ended = problem;
    for (const answer of waiting.values()) answer({ ok: false, problem });
    waiting.clear();
    if (!closing) for (const mourner of mourners) mourner(problem);
  }

  await new Promise<void>((resolve, reject) => {
    thread.on('message', (message: FromWorker) => {
      if (message.kind === 'open') resolve();
      else if (message.kind === 'refused') reject(new Refusal(message.problem.code, message.problem.message, message.problem.details));
      else if (message.kind === 'news') for (const listener of listeners) listener(message.news);
      else {
        waiting.get(message.id)?.(message.reply);
        waiting.delete(message.id);
      }
    });
    thread.on('error', (error) => {
      end(error instanceof Error ? (error.stack ?? error.message) : String(error));
      reject(error);
    });
    thread.on('exit', (code) => {
      end(`the core ended with code ${code}`);
      reject(new Refusal('unexpected', `the core ended with code ${code} while opening`, { what: 'core-stopped' }));
    });
  });

  function ask(question: Ask): Promise<Reply> {
    if (ended) return Promise.resolve({ ok: false, problem: ended });
    const id = ++asked;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      try {
        thread.postMessage({ id, ask: question });
      } catch (error) {
        waiting.delete(id); // a function or a symbol: nothing a page or a JSON body can hold
        resolve({ ok: false, problem: new Refusal('invalid-input', `cannot be sent: ${(error as Error).message}`).problem });
      }
    });
  }

  async function shut(): Promise<void> {
    const late = setTimeout(() => void thread.terminate(), closingMs);
    const gone = ended ? Promise.resolve() : new Promise<void>((resolve) => thread.once('exit', () => resolve()));
    await ask({ kind: 'close' });
    await gone;
    clearTimeout(late);
  }

  return {
    answer: (name, input) => ask({ kind: 'answer', name, input }),
    stage: (name, path) => ask({ kind: 'stage', name, path }) as Promise<Reply<StagedFile>>,
    output: (id) => ask({ kind: 'output', output: id }) as Promise<Reply<OutputFile & { path: string }>>,
    onNews(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onEnd: (listener) => void mourners.add(listener),
    close() {
      closing ??= shut();
      return closing;
    },
  };
}
