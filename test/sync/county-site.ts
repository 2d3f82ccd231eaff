import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Archive, type CountyOptions, openArchive, openDesk } from '../../server/county/county.ts';
import type { CountyDb, CountyStore } from '../../server/county/database.ts';
import type { ItemRecord } from '../../shared/items/codec.ts';
import type { Chance } from './chance.ts';
import type { Mutation } from './mutations.ts';

/** The disk under a county's database. */
export interface CountyDisk {
  readonly store: CountyStore;
  snapshot(): Promise<unknown>;
  restore(snapshot: unknown): Promise<void>;
  /** What it holds, for the judge. */
  look(): Promise<Held>;
}

export interface Held {
  readonly feeds: readonly {
    readonly id: string;
    readonly body: unknown;
    readonly entries: readonly { readonly seq: number; readonly entry: string; readonly chain: string }[];
  }[];
  readonly items: readonly { readonly id: string; readonly feed: string; readonly body: ItemRecord; readonly numberConflict: boolean }[];
}

type Tree = ReadonlyMap<string, Buffer>;

/** A backup of a county, whole: its database and its folder at one moment. */
interface CountyBackup {
  readonly database: unknown;
  readonly folder: Tree;
}

/** How a county is set back. */
export const setbacks = {
  /** The database alone; journal and what was published stand and bring it forward. */
  database: 6,
  /** The database, and the journal is gone. */
  journalLost: 4,
  /** The database, and the whole folder but its key is gone. */
  folderLost: 2,
  /** Both, and the operator says so. */
  said: 3,
  /** Both, and nobody says so: a disk that lied, a virtual machine rolled back. */
  silent: 3,
  /** The folder alone: journal and published older than the database. */
  folderAlone: 1,
} as const;
export type Setback = keyof typeof setbacks;

/** The county of a schedule: the real one, on a disk that can be set back and a store that can fail. */
export class CountySite {
  readonly #disk: CountyDisk;
  readonly #folder: string;
  readonly #options: Omit<CountyOptions, 'folder'>;
  readonly backups: CountyBackup[] = [];
  /** The next transaction that writes a parcel fails so. */
  failing: 'before-commit' | 'after-commit' | undefined;
  #archive: Archive | undefined;
  epochs = 0;

  constructor(disk: CountyDisk, folder: string, chance: Chance, now: () => Date, mutation: Mutation) {
    this.#disk = disk;
    this.#folder = folder;
    const { store } = disk;
    this.#options = {
      name: '青山县档案馆',
      now,
      random: (size) => chance.bytes(size),
      watch: (text) => text.includes('金丝雀'),
      log: () => {},
      ...mutation.county,
      store: {
        lend: (body) => store.lend((db) => body(mutation.countyDb?.(db) ?? db)),
        transaction: (body) => this.#transaction(store, (db) => body(mutation.countyDb?.(db) ?? db)),
        serve: () => store.serve(),
        close: async () => {},
      },
    };
  }

  async #transaction<T>(store: CountyStore, body: Parameters<typeof store.transaction<T>>[0]): Promise<T> {
    const broken = () => Object.assign(new Error('the connection to the database broke'), { code: '57P01' });
    let written = false;
    const value = await store.transaction<T>(async (db) => {
      const noting: CountyDb = {
        ...db,
        saveParcel(...row) {
          written = true;
          return db.saveParcel(...row);
        },
      };
      const value = await body(noting);
      if (written && this.failing === 'before-commit') {
        this.failing = undefined;
        throw broken();
      }
      return value;
    });
    if (written && this.failing === 'after-commit') {
      this.failing = undefined;
      throw broken();
    }
    return value;
  }

  get archive(): Archive {
    return this.#archive!;
  }

  async start(): Promise<void> {
    this.failing = undefined;
    this.#archive = await openArchive({ ...this.#options, folder: this.#folder });
  }

  async stop(): Promise<void> {
    await this.#archive?.close();
    this.#archive = undefined;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async backUp(): Promise<void> {
    this.backups.push({ database: await this.#disk.snapshot(), folder: treeAt(this.#folder) });
  }

  async setBack(backup: CountyBackup, how: Setback): Promise<void> {
    await this.stop();
    if (how !== 'folderAlone') await this.#disk.restore(backup.database);
    if (how === 'journalLost') rmSync(join(this.#folder, 'journal'), { recursive: true, force: true });
    if (how === 'folderLost') replaceTree(this.#folder, onlyKey(treeAt(this.#folder)));
    if (how === 'said' || how === 'silent' || how === 'folderAlone') replaceTree(this.#folder, backup.folder);
    if (how === 'said') await this.#sayRestored();
    try {
      await this.start();
    } catch (error) {
      // A folder and a database of two histories are refused with words; the operator then puts back both, and says so.
      if (!/one of the two was put back from elsewhere|do not belong together/.test((error as Error).message)) throw error;
      await this.setBack(backup, 'said');
    }
  }

  /** What the operator does when desktops say that the county shows another history: `lantai county restored`. */
  async sayRestored(): Promise<void> {
    await this.stop();
    await this.#sayRestored();
    await this.start();
  }

  async #sayRestored(): Promise<void> {
    const desk = await openDesk({ ...this.#options, folder: this.#folder });
    await desk.restored();
    await desk.close();
    this.epochs += 1;
  }

  look(): Promise<Held> {
    return this.#disk.look();
  }

  /** Every byte the county's folder keeps, and every row: for canaries. */
  journalHolds(text: string): boolean {
    return [...treeAt(this.#folder)].some(([name, bytes]) => !name.endsWith('.lpk') && bytes.includes(text));
  }
}

function onlyKey(tree: Tree): Tree {
  return new Map([...tree].filter(([name]) => name === 'county.key'));
}

export function treeAt(root: string): Tree {
  const tree = new Map<string, Buffer>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    tree.set(path.slice(root.length + 1), readFileSync(path));
  }
  return tree;
}

export function replaceTree(root: string, tree: Tree): void {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  for (const [name, bytes] of tree) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), bytes);
  }
}
