import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type App, createApp } from '../../core/app.ts';
import { openDatabase, type WritableDb } from '../../core/db/database.ts';
import { migrate } from '../../core/db/migrate.ts';
import { migrations } from '../../core/db/migrations/index.ts';
import { copyInto } from '../../core/db/store.ts';
import { folderAt } from '../../core/folder.ts';
import type { Exchange } from '../../core/sync/egress.ts';
import { createCall } from '../../shared/client.ts';
import type { CallerInput, OperationName, Output } from '../../shared/contract.ts';
import type { Fonds } from '../../shared/fonds/fonds.ts';
import { Refusal } from '../../shared/reply.ts';
import type { Task, TaskId, TaskStarted } from '../../shared/tasks/tasks.ts';
import type { Chance } from './chance.ts';
import type { Mutation } from './mutations.ts';

/** What a desktop is given of the world. */
export interface DesktopWorld {
  readonly root: string;
  readonly chance: Chance;
  readonly now: () => Date;
  readonly mutation: Mutation;
  exchange(desktop: Desktop): Exchange;
  unexpected(error: unknown): void;
}

let template: Buffer | undefined;

/** An empty catalogue with its tables made, once for all schedules. */
function emptyCatalogue(root: string): Buffer {
  if (template) return template;
  const db = openDatabase(':memory:');
  migrate(db, migrations);
  template = bytesOf(db, root);
  db.close();
  return template;
}

/** As the program makes its backups: a whole, compact copy. */
function bytesOf(db: WritableDb, root: string): Buffer {
  const path = join(root, 'copy.db');
  rmSync(path, { force: true });
  copyInto(db, path);
  const bytes = readFileSync(path);
  rmSync(path);
  return bytes;
}

/** The program was killed: whatever it still wants to do, it does no more. */
class Killed extends Error {}

export interface DesktopBackup {
  readonly catalogue: Buffer;
}

/** One PC of a township: the real core on a real catalogue in memory, that can be killed, backed up, set back and cloned. */
export class Desktop {
  readonly name: string;
  readonly #world: DesktopWorld;
  readonly #folder: string;
  #db!: WritableDb;
  #app!: App;
  #alive = { yes: true };
  /** The program is killed when so many more transactions were begun. */
  #doom = Number.POSITIVE_INFINITY;
  #underWay = 0;
  readonly backups: DesktopBackup[] = [];
  /** In the middle of sending: its person waits. */
  busy = false;

  constructor(name: string, world: DesktopWorld, catalogue = emptyCatalogue(world.root), keyFrom?: Desktop) {
    this.name = name;
    this.#world = world;
    this.#folder = join(world.root, name);
    mkdirSync(this.#folder);
    if (keyFrom && existsSync(join(keyFrom.#folder, 'device.key')))
      copyFileSync(join(keyFrom.#folder, 'device.key'), join(this.#folder, 'device.key'));
    this.#open(catalogue);
  }

  #open(catalogue: Buffer): void {
    this.#db = openDatabase(catalogue);
    this.start();
  }

  /** Starts the program on the catalogue as it is. */
  start(): void {
    const { chance, now, mutation, exchange, unexpected } = this.#world;
    this.#alive.yes = false;
    const alive = { yes: true };
    this.#alive = alive;
    this.#doom = Number.POSITIVE_INFINITY;
    const db = this.#db;
    const leased = <Args extends unknown[], Answer>(ask: (...args: Args) => Answer) =>
      ((...args: Args) => {
        if (!alive.yes) throw new Killed('killed');
        return ask(...args);
      }) as (...args: Args) => Answer;
    const carry = exchange(this);
    let depth = 0;
    const transaction = ((body: () => never) => {
      if (depth === 0) {
        this.#doom -= 1;
        if (this.#doom < 0) {
          alive.yes = false;
          throw new Killed('killed');
        }
      }
      depth += 1;
      try {
        return db.transaction(body);
      } finally {
        depth -= 1;
      }
    }) as WritableDb['transaction'];
    const lease: WritableDb = {
      all: leased(db.all) as WritableDb['all'],
      get: leased(db.get) as WritableDb['get'],
      each: leased(db.each) as WritableDb['each'],
      run: leased(mutation.desktopRun?.(db.run) ?? db.run),
      exec: leased(db.exec),
      transaction: leased(transaction as never) as WritableDb['transaction'],
      close() {},
    };
    this.#app = createApp({
      db: lease,
      folder: folderAt(this.#folder),
      now,
      newId: () => chance.uuid(),
      random: (size) => chance.bytes(size),
      exchange: async (outgoing) => {
        if (!alive.yes) throw killed();
        this.#underWay += 1;
        try {
          return await carry(outgoing);
        } catch (error) {
          if (!(error as { code?: string }).code) unexpected(error); // no fault of the line: of the simulator
          throw error;
        } finally {
          this.#underWay -= 1;
        }
      },
      log: (_message, error) => {
        if (alive.yes && !(error instanceof Killed)) unexpected(error);
      },
    });
  }

  get isDead(): boolean {
    return !this.#alive.yes;
  }

  /** Kills the program after so many more transactions. */
  doom(transactions: number): void {
    this.#doom = transactions;
    if (transactions === 0) this.#alive.yes = false;
  }

  /** Asks the program; one that is killed over it answers as a refusal `cancelled`. */
  call<N extends OperationName>(name: N, input: CallerInput<N>) {
    return createCall(async (operation, asked) => {
      const reply = this.#app.answer(operation, structuredClone(asked));
      if (this.isDead) {
        if (!this.busy) this.start();
        throw killed();
      }
      return structuredClone(reply);
    })(name, input);
  }

  /** Runs a task to its end. A killed program answers as a refusal `cancelled`. */
  async run<N extends OperationName>(name: N, input: CallerInput<N>): Promise<Output<N>> {
    await quiet();
    const { taskId } = (await this.call(name, input)) as TaskStarted;
    this.busy = true;
    try {
      const task = await this.#ended(taskId);
      if (this.isDead || !task) throw killed();
      if (task.state === 'done') return task.output as Output<N>;
      throw new Refusal(task.problem!.code, task.problem!.message, task.problem!.details as never);
    } finally {
      this.busy = false;
      this.#doom = Number.POSITIVE_INFINITY;
      if (this.isDead) this.start();
    }
  }

  /** How a task ended; undefined when the program was killed over it. */
  async #ended(id: TaskId): Promise<Task | undefined> {
    let ended: Task | undefined;
    const deaf = this.#app.onNews((news) => {
      if (news.kind === 'task' && news.task.id === id && news.task.state !== 'running') ended = news.task;
    });
    // A question of a killed program is still on its way: one thing after the other, or the schedule hung on the speed of this machine.
    while ((!ended && !this.isDead) || this.#underWay > 0) await rest();
    deaf();
    return ended;
  }

  async fonds(): Promise<Fonds[]> {
    return this.call('fonds.list', {});
  }

  /** The catalogue itself, for the judge. */
  get db(): WritableDb {
    return this.#db;
  }

  backUp(): void {
    this.backups.push({ catalogue: bytesOf(this.#db, this.#world.root) });
  }

  /** The disk was replaced and a backup copied back; the key beside the catalogue survived, or not. */
  setBack({ catalogue }: DesktopBackup, keyKept: boolean): void {
    this.#alive.yes = false;
    this.#db.close();
    if (!keyKept) rmSync(join(this.#folder, 'device.key'), { force: true });
    this.#open(catalogue);
  }

  /** The whole folder, copied to a second PC. */
  clone(name: string): Desktop {
    return new Desktop(name, this.#world, bytesOf(this.#db, this.#world.root), this);
  }

  close(): void {
    this.#alive.yes = false;
    this.#db.close();
  }
}

const killed = () => new Refusal('cancelled', 'the program was killed');

/** Lets what is done when nobody waits be done. */
export async function quiet(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await rest();
}

function rest(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
