import type { Contract, Input, NamesOf, OperationName, Output } from '../shared/contract.ts';
import type { InstallationKind } from '../shared/settings/settings.ts';
import type { Progress } from '../shared/tasks/tasks.ts';
import type { OpenAct } from './audit/index.ts';
import type { ReadableDb, WritableDb } from './db/database.ts';
import type { Folder } from './folder.ts';
import type { Exchange } from './sync/index.ts';
import type { TaskBoard } from './tasks/index.ts';

/** What every handler is lent. This record is the injection; tests pass a still clock and counted ids. */
export interface QueryContext {
  readonly db: ReadableDb;
  readonly folder: Folder;
  readonly tasks: TaskBoard;
  readonly actor: string;
  /** Null until the first-run wizard has chosen. */
  readonly kind: InstallationKind | null;
  now(): Date;
  /** A new UUIDv7. */
  newId(): string;
  /** Bytes of chance, for keys. */
  random(size: number): Buffer;
}

/** Inside a command: one transaction, one act. Changes to records are told to the act by `recordOp` (core/audit). */
export interface CommandContext extends QueryContext {
  readonly db: WritableDb;
  readonly act: OpenAct;
}

/**
 * Inside a task: long, asynchronous; it yields its progress at least every 50 ms of work. At a yield it can be cancelled, so it yields no
 * more after the step that cannot be undone (its last commit, the renaming of what it wrote): whoever cancels then is told that it is done.
 */
export interface TaskContext extends QueryContext {
  /** Aborted when the person cancels or the program closes. Steps between two yields need not look at it. */
  readonly signal: AbortSignal;
  /** One transaction and one act, as a command has. */
  commit<T>(body: (context: CommandContext) => T extends Promise<unknown> ? never : T): T;
  /** One transaction on tables that are not the catalogue (staging, notes of backups, the outbox); leaves no act. */
  prepare<T>(body: (db: WritableDb) => T extends Promise<unknown> ? never : T): T;
  /** Carries a question to the county in place of the network; as a rule there is none, and the network is loaded when it is needed. */
  readonly exchange: Exchange | undefined;
  /** Writes a whole, compact copy of the catalogue to a new file; changes nothing here. */
  copyTo(path: string): void;
}

type Handler<N extends OperationName> = Contract[N]['kind'] extends 'query'
  ? (context: QueryContext, input: Input<N>) => Output<N>
  : Contract[N]['kind'] extends 'command'
    ? (context: CommandContext, input: Input<N>) => Output<N>
    : (context: TaskContext, input: Input<N>) => AsyncGenerator<Progress, Output<N>, void>;

/** All handlers of a room; a contract line without a handler does not compile. */
export type Handlers<Room extends string> = { readonly [N in NamesOf<Room>]: Handler<N> };

/** Work a room does when nobody waits. Does at most about 50 ms of it; answers whether more is left. */
export type WhenIdle = (db: WritableDb) => boolean;
