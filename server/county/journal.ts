import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256 } from '../../core/sync/wire/index.ts';

/** When and as which a parcel arrived. Enough to apply the journal again with the same chain and the same receipts. */
export interface Arrival {
  readonly n: number;
  readonly at: string;
  readonly dev: string;
  readonly ep: string;
  readonly seq: number;
  readonly fonds: string;
  readonly sha256: string;
  readonly sm3: string;
  readonly changes: number;
  readonly bytes: number;
  /** Places of the changes that bore a mark: such a parcel is noted without its content (rulings 18). */
  readonly marked?: readonly number[];
}

/**
 * The county's own memory below the database (sync.md §2.4 step 3): every parcel on the disk, synced, before it is applied, and the
 * order of arrival. Whatever becomes of the database, it can be brought to where it was.
 */
export class Journal {
  readonly #folder: string;
  readonly #order: number;
  #floor = 0;
  #newest = 0;
  readonly #arrivals = new Map<number, Arrival>();
  readonly #byParcel = new Map<string, Arrival>();

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    const path = join(folder, 'order.ndj');
    if (existsSync(path)) this.#read(path);
    this.#order = openSync(path, 'a', 0o600);
    syncFolder(folder);
  }

  get newest(): number {
    return this.#newest;
  }

  /** No arrival gets a number up to this one: the database knows them although the journal does not. */
  startAfter(n: number): void {
    this.#floor = n;
  }

  /** All that arrived and was not struck out, in order. */
  get arrivals(): Arrival[] {
    return [...this.#arrivals.values()];
  }

  /** Says that an arrival came to nothing: if the parcel comes again, it arrives anew, after all that came since. */
  strike(arrival: Arrival): void {
    this.#write({ struck: arrival.n });
    this.#forget(arrival.n);
  }

  /** Notes a parcel, with its bytes unless it was refused; a parcel noted before keeps its first arrival. */
  note(parcel: Omit<Arrival, 'n' | 'at'>, bytes: Uint8Array, at: string): Arrival {
    const before = this.#byParcel.get(keyOf(parcel));
    if (before?.sha256 === parcel.sha256) return before;
    if (!parcel.marked) writeWhole(this.#path(parcel), bytes);
    const arrival: Arrival = { n: Math.max(this.newest, this.#floor) + 1, at, ...parcel };
    this.#write(arrival);
    this.#keep(arrival);
    return arrival;
  }

  /** The bytes of an arrival; undefined when it was refused. Throws when they are missing or changed. */
  bytes(arrival: Arrival): Uint8Array | undefined {
    if (arrival.marked) return undefined;
    const bytes = readFileSync(this.#path(arrival));
    if (sha256(bytes).toString('hex') !== arrival.sha256) throw new Error(`journal: ${this.#path(arrival)} is damaged`);
    return bytes;
  }

  /** The epoch written beside the journal; '' when there is none. */
  get epoch(): string {
    const path = join(this.#folder, 'epoch');
    return existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  }

  set epoch(epoch: string) {
    writeWhole(join(this.#folder, 'epoch'), Buffer.from(epoch));
  }

  close(): void {
    closeSync(this.#order);
  }

  #path({ dev, ep, seq }: Pick<Arrival, 'dev' | 'ep' | 'seq'>): string {
    return join(this.#folder, dev, ep, `${seq}.lpk`);
  }

  #write(line: Arrival | { readonly struck: number }): void {
    writeSync(this.#order, `${JSON.stringify(line)}\n`);
    fsyncSync(this.#order);
  }

  #forget(n: number): void {
    const arrival = this.#arrivals.get(n);
    if (!arrival) return;
    this.#arrivals.delete(n);
    this.#byParcel.delete(keyOf(arrival));
  }

  #keep(arrival: Arrival): void {
    this.#arrivals.set(arrival.n, arrival);
    this.#newest = Math.max(this.#newest, arrival.n);
    this.#byParcel.set(keyOf(arrival), arrival);
  }

  /** Reads the order; a last line torn by a power cut was never acknowledged and is cut off. */
  #read(path: string): void {
    const bytes = readFileSync(path);
    const whole = bytes.lastIndexOf(0x0a) + 1;
    if (whole < bytes.length) truncateSync(path, whole);
    for (const line of bytes.subarray(0, whole).toString('utf8').split('\n')) {
      if (line === '') continue;
      const said = JSON.parse(line) as Arrival | { readonly struck: number };
      if ('struck' in said) this.#forget(said.struck);
      else this.#keep(said);
    }
  }
}

const keyOf = ({ dev, ep, seq }: Pick<Arrival, 'dev' | 'ep' | 'seq'>) => `${dev}/${ep}/${seq}`;

/** To a part file, synced, renamed, the folder synced. */
export function writeWhole(path: string, bytes: Uint8Array): void {
  const fresh = mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.part`;
  const handle = openSync(part, 'w', 0o600);
  try {
    writeFileSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(part, path);
  syncFolder(dirname(path));
  if (fresh) for (let at = dirname(dirname(path)); at.length >= dirname(fresh).length; at = dirname(at)) syncFolder(at);
}

function syncFolder(path: string): void {
  if (process.platform === 'win32') return; // a folder cannot be synced there; NTFS journals the rename itself
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
