import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { contract, isOperationName, type OperationName } from '../shared/contract.ts';
import type { OutputFile, OutputId, StagedFile } from '../shared/files/files.ts';
import type { News } from '../shared/news.ts';
import { type Json, type Problem, Refusal, type Reply } from '../shared/reply.ts';
import type { TaskId } from '../shared/tasks/tasks.ts';
import { inOneAct } from './audit/index.ts';
import type { CommandContext, QueryContext, TaskContext } from './context.ts';
import type { WritableDb } from './db/database.ts';
import { copyInto } from './db/store.ts';
import { outputPath, stageFile } from './files/index.ts';
import type { Folder } from './folder.ts';
import { handlers, idleWork } from './handlers.ts';
import { installation, nameInstallation } from './settings/index.ts';
import type { Exchange } from './sync/index.ts';
import { Tasks } from './tasks/index.ts';

/** The core, as a host sees it. */
export interface App {
  /** The one door: parses, opens the transaction, leaves the act, checks the answer, turns refusals into replies. */
  answer(name: string, input: unknown): Reply;
  onNews(listener: (news: News) => void): () => void;
  /** Brings a file in. For hosts; a page never names paths. Throws `Refusal`. */
  stage(name: string, path: string): StagedFile;
  /** An output and where its bytes are. For hosts. Throws `Refusal`. */
  output(id: OutputId): OutputFile & { path: string };
  /** Stops long work, lets what is committed stand, closes the file. */
  close(): Promise<void>;
}

export interface AppParts {
  readonly db: WritableDb;
  readonly folder: Folder;
  now?(): Date;
  newId?(): string;
  random?(size: number): Buffer;
  /** Carries questions to the county in place of the network. */
  readonly exchange?: Exchange;
  /** Where bugs are written down. */
  log?(message: string, error: unknown): void;
}

type AnyHandler = (context: unknown, input: unknown) => unknown;

/** Puts a core together on an open, migrated database. */
export function createApp({
  db,
  folder,
  now = () => new Date(),
  newId = uuidv7,
  random = randomBytes,
  exchange,
  log = (message, error) => console.error(message, error),
}: AppParts): App {
  const listeners = new Set<(news: News) => void>();
  const say = (news: News) => {
    for (const listener of listeners) listener(news);
  };
  const problemOf = (error: unknown): Problem => {
    const refusal = refusalOf(error);
    if (refusal) return refusal.problem;
    log('unexpected', error);
    return new Refusal('unexpected', error instanceof Error ? error.message : String(error)).problem;
  };
  const tasks = new Tasks(say, problemOf);
  nameInstallation(db, newId);

  const lend = (): QueryContext & { readonly db: WritableDb; readonly installation: string } => {
    const here = installation(db);
    return { db, folder, tasks, now, newId, random, actor: here.archivist, kind: here.kind, installation: here.id };
  };
  const commit = <T>(name: OperationName, perform: (context: CommandContext) => T extends Promise<unknown> ? never : T): T => {
    const lent = lend();
    const value = inOneAct<T>(lent, name, (act) => perform({ ...lent, act }));
    say({ kind: 'changed', rooms: roomsTouchedBy(name) });
    restLater();
    return value;
  };

  let resting = false;
  let closed = false;
  function restLater(): void {
    if (resting || closed) return;
    resting = true;
    setImmediate(() => {
      resting = false;
      if (closed) return;
      try {
        if (idleWork.map((work) => work(db)).some(Boolean)) restLater();
      } catch (error) {
        log('idle work', error);
      }
    });
  }
  restLater();

  function perform(name: OperationName, input: unknown): unknown {
    const { kind, output } = contract[name];
    const handler = handlers[name] as AnyHandler;
    if (kind === 'query') return output.parse(handler(lend(), input));
    if (kind === 'command') return commit(name, (context) => output.parse(handler(context, input)) as never);
    const task = tasks.start(newId() as TaskId, name, now().toISOString(), async function* (signal) {
      const context: TaskContext = {
        ...lend(),
        signal,
        exchange,
        commit: (body) => commit(name, body),
        prepare: (body) => {
          const value = db.transaction(() => body(db));
          say({ kind: 'changed', rooms: roomsTouchedBy(name) });
          return value;
        },
        copyTo: (path) => copyInto(db, path),
      };
      const steps = handler(context, input) as AsyncGenerator<never, unknown, void>;
      return output.parse(yield* steps);
    });
    return { taskId: task.id };
  }

  return {
    answer(name, raw) {
      try {
        if (!isOperationName(name)) throw new Refusal('unknown-operation', `no operation ${name}`, { name: String(name).slice(0, 80) });
        const parsed = contract[name].input.safeParse(raw ?? {});
        if (!parsed.success) {
          const issues = parsed.error.issues
            .slice(0, 20)
            .map((issue) => ({ field: issue.path.join('.'), why: issue.code, message: issue.message }));
          throw new Refusal('invalid-input', `bad input for ${name}`, { operation: name, issues });
        }
        if (contract[name].kind !== 'query') requireSoundTexts(parsed.data, []);
        return { ok: true, value: perform(name, parsed.data) };
      } catch (error) {
        return { ok: false, problem: problemOf(error) };
      }
    },
    onNews(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stage: (name, path) => stageFile(lend(), db, name, path),
    output: (id) => outputPath(lend(), id),
    async close() {
      await tasks.stop();
      closed = true;
      db.close();
    },
  };
}

/** What the file system and SQLite refuse, in the closed list's words. */
function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  const { code, message } = error as { code?: string; message?: string };
  const details: { [key: string]: Json } = {};
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return new Refusal('disk-full', String(message), details);
  if (code?.startsWith('SQLITE_READONLY') || code === 'EROFS') return new Refusal('read-only', String(message), details);
  if (code?.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return new Refusal('damaged-database', String(message), details);
  if (code === 'SQLITE_CONSTRAINT_TRIGGER' && message === 'classified')
    return new Refusal('classified', 'the log refused a classified change', details);
  return undefined;
}

/** Half of a character pair and NUL cannot be kept, hashed and sent as they are: `invalid-input`, with the field. */
function requireSoundTexts(value: unknown, path: readonly string[]): void {
  if (typeof value === 'string' && (!value.isWellFormed() || value.includes('\0')))
    throw new Refusal('invalid-input', 'a text with broken characters', { issues: [{ field: path.join('.'), why: 'broken-characters' }] });
  if (typeof value === 'object' && value !== null)
    for (const [name, part] of Object.entries(value)) requireSoundTexts(part, [...path, name]);
}

/** Rooms whose answers a committed sentence may change: its own, and those that show what it owns. */
function roomsTouchedBy(name: OperationName): string[] {
  const room = name.slice(0, name.indexOf('.'));
  return [...new Set([room, 'items', 'search', 'desk', 'audit', 'sync', 'numbering', 'prints', 'files'])];
}
