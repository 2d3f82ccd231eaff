import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Item } from '../../shared/items/items.ts';
import { Refusal } from '../../shared/reply.ts';
import { Chance } from './chance.ts';
import { type CountyDisk, CountySite, setbacks } from './county-site.ts';
import { Desktop, type DesktopWorld, quiet } from './desktop.ts';
import { judge, requireSums, Violation, type ViolationKind } from './judge.ts';
import type { Mutation } from './mutations.ts';
import { Network } from './network.ts';
import { tables } from './tables.ts';

export interface Outcome {
  readonly seed: number;
  readonly ops: number;
  readonly violation: ViolationKind | null;
  readonly message: string;
  readonly trace: string;
  readonly lines: readonly string[];
}

const townships = [
  { code: 'Z109', name: '青石乡人民政府' },
  { code: 'Z109', name: '青石乡人民政府' },
  { code: 'Z110', name: '云岭镇人民政府' },
];

/** What may happen in one step, by weight. */
const deeds = {
  create: 16,
  edit: 16,
  bin: 3,
  unbin: 2,
  number: 3,
  describe: 2,
  push: 26,
  fetch: 2,
  late: 5,
  backUpDesktop: 4,
  setBackDesktop: 3,
  cloneDesktop: 1.5,
  killDesktop: 1,
  backUpCounty: 5,
  setBackCounty: 3.5,
  restartCounty: 2,
  failCounty: 2,
  publish: 2,
  withdraw: 1,
  jump: 1.5,
} as const;
type Deed = keyof typeof deeds;

/** One schedule: a county, some desktops, what happens to them, and what has become of everything when all is calm again. */
export async function runSchedule(seed: number, root: string, disk: CountyDisk, mutation: Mutation): Promise<Outcome> {
  const schedule = new Schedule(seed, root, disk, mutation);
  try {
    const { ops } = await schedule.run();
    return schedule.outcome(ops, null, '');
  } catch (error) {
    if (error instanceof Violation) return schedule.outcome(0, error.kind, error.message);
    return schedule.outcome(0, 'stuck', `${(error as Error).stack}`);
  } finally {
    await schedule.close();
  }
}

class Schedule {
  readonly #seed: number;
  readonly #chance: Chance;
  readonly #root: string;
  readonly #county: CountySite;
  readonly #network: Network;
  readonly #mutation: Mutation;
  readonly #world: DesktopWorld;
  readonly #desktops: Desktop[] = [];
  readonly #lines: string[] = [];
  #clock = Date.UTC(2026, 0, 5, 8);
  #made = 0;
  #depth = 0;
  #bug: unknown;

  constructor(seed: number, root: string, disk: CountyDisk, mutation: Mutation) {
    this.#seed = seed;
    this.#chance = new Chance(seed);
    this.#root = join(root, `schedule-${seed}`);
    this.#mutation = mutation;
    rmSync(this.#root, { recursive: true, force: true });
    mkdirSync(join(this.#root, 'county'), { recursive: true });
    const now = () => {
      this.#clock += 1000;
      return new Date(this.#clock);
    };
    this.#county = new CountySite(disk, join(this.#root, 'county'), this.#chance, now, mutation);
    this.#network = new Network(this.#chance, this.#county, mutation, (line) => this.#say(line));
    this.#world = {
      root: this.#root,
      chance: this.#chance,
      now,
      mutation,
      unexpected: (error) => {
        this.#bug ??= error;
      },
      exchange: (desktop) => async (outgoing) => {
        await this.#meanwhile(desktop);
        const raw = await this.#network.exchange(outgoing, desktop.db);
        if (!this.#network.isCalm && this.#chance.happens(0.02)) desktop.doom(this.#chance.below(3));
        return raw;
      },
    };
  }

  #say(line: string): void {
    this.#lines.push(line);
  }

  outcome(ops: number, violation: ViolationKind | null, message: string): Outcome {
    this.#say(`${violation ?? 'sound'} ${ops}`);
    const trace = createHash('sha256').update(this.#lines.join('\n')).digest('hex');
    return { seed: this.#seed, ops, violation, message, trace, lines: this.#lines };
  }

  async close(): Promise<void> {
    await this.#county.stop();
    for (const desktop of this.#desktops) desktop.close();
    rmSync(this.#root, { recursive: true, force: true });
  }

  async run(): Promise<{ ops: number }> {
    await this.#county.start();
    await this.#county.backUp();
    for (const [at, fonds] of townships.entries()) await this.#settle(`desktop-${at}`, fonds);
    await this.#county.backUp();
    const steps = 25 + this.#chance.below(50);
    for (let step = 0; step < steps; step++) {
      const deed = this.#chance.weighed(deeds);
      const at = this.#chance.below(this.#desktops.length);
      this.#say(`${step} ${deed} ${this.#desktops[at]!.name}`);
      await this.#do(deed, at);
      if (this.#bug) throw this.#bug;
    }
    await this.#comeToRest();
    const { ops } = await judge(await this.#county.look(), this.#desktops);
    if ((await this.#county.look()).items.some(({ body }) => body.title.includes('金丝雀')) || this.#county.journalHolds('金丝雀'))
      throw new Violation('diverged', 'the county keeps what its gate should have refused');
    await this.#requirePublished();
    const feeds = [...(await this.#county.look()).feeds].sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const { id, entries } of feeds) this.#say(`${id} ${entries.length} ${entries.at(-1)?.chain}`);
    return { ops };
  }

  /** What the county has published is at every desktop, and what it has withdrawn is not in use; what was heard before is no news ([P6]). */
  async #requirePublished(): Promise<void> {
    const said = await this.#county.archive.published();
    for (const desktop of this.#desktops) {
      const here = new Map((await desktop.call('schemes.published', {})).map(({ hash, withdrawn }) => [hash, withdrawn]));
      const differs = said.find(({ hash, withdrawn }) => (withdrawn ? here.get(hash) === false : !here.has(hash)));
      if (differs)
        throw new Violation(
          'diverged',
          `${desktop.name}: ${differs.title} is ${differs.withdrawn ? 'withdrawn' : 'published'} at the county`,
        );
    }
  }

  /** A desktop is set up as a person would, and enrolled. */
  async #settle(name: string, { code, name: office }: { code: string; name: string }): Promise<void> {
    const desktop = new Desktop(name, this.#world);
    this.#desktops.push(desktop);
    await desktop.call('settings.setUp', { kind: 'networked', archivist: '王芳' });
    await desktop.call('fonds.create', { code, name: office, unitType: 'township' });
    // One desktop keeps two fonds.
    if (code === 'Z110') await desktop.call('fonds.create', { code: 'Z111', name: '云岭镇农机站', unitType: 'institution' });
    await this.#enrol(desktop);
  }

  async #do(deed: Deed, at: number): Promise<void> {
    const chance = this.#chance;
    const desktop = this.#desktops[at]!;
    switch (deed) {
      case 'push':
        await this.#push(desktop);
        return requireSums(desktop);
      case 'fetch':
        return this.#attempt(() => desktop.run('sync.fetch', {}));
      case 'late':
        return this.#network.deliverLate();
      case 'backUpDesktop':
        return desktop.backUp();
      case 'setBackDesktop':
        if (desktop.backups.length > 0) desktop.setBack(chance.pick(desktop.backups), chance.happens(0.7));
        return;
      case 'cloneDesktop':
        if (this.#desktops.length < 5) this.#desktops.push(desktop.clone(`desktop-${this.#desktops.length}`));
        return;
      case 'killDesktop':
        return desktop.start();
      case 'backUpCounty':
        return this.#county.backUp();
      case 'setBackCounty': {
        const how = chance.weighed(setbacks);
        this.#say(`  ${how}`);
        return this.#county.setBack(chance.happens(0.6) ? this.#county.backups.at(-1)! : chance.pick(this.#county.backups), how);
      }
      case 'restartCounty':
        return this.#county.restart();
      case 'failCounty':
        this.#county.failing = chance.pick(['before-commit', 'after-commit']);
        return;
      case 'publish':
        return this.#attempt(() => this.#county.archive.publish(chance.pick(tables)));
      case 'withdraw': {
        const [first] = await this.#county.archive.published();
        if (first) await this.#county.archive.withdraw(first.hash);
        return;
      }
      case 'jump':
        this.#clock += chance.pick([-3_600_000, -400 * 86_400_000, 86_400_000, 3650 * 86_400_000, 20 * 60_000]);
        return;
      default:
        return this.#catalogue(desktop, deed);
    }
  }

  /** What an archivist does between two sendings. */
  async #catalogue(desktop: Desktop, deed: 'create' | 'edit' | 'bin' | 'unbin' | 'number' | 'describe'): Promise<void> {
    const chance = this.#chance;
    const fonds = chance.pick(await desktop.fonds());
    const mark = `第${++this.#made}件`;
    if (deed === 'create') {
      const title = chance.happens(0.04) ? `${mark}（★5年）` : chance.happens(0.03) ? `${mark} 金丝雀` : mark;
      const year = chance.happens(0.07) ? 2099 : 2025;
      const draft = { fondsId: fonds.id, title, year, term: 'D30' as const, box: String(chance.below(3)) };
      return this.#attempt(() => desktop.call('items.create', { draft, numbered: chance.happens(0.3) }));
    }
    if (deed === 'describe')
      return this.#attempt(() => desktop.call('fonds.edit', { id: fonds.id, was: { contact: fonds.contact }, set: { contact: mark } }));
    if (deed === 'number') return this.#attempt(() => desktop.call('items.assignNumbers', { fondsId: fonds.id }));
    const view = deed === 'unbin' ? 'bin' : 'live';
    const { rows } = await desktop.call('items.list', { fondsId: fonds.id, view, limit: 50 });
    if (rows.length === 0) return;
    const item = chance.pick(rows);
    if (deed === 'bin') return this.#attempt(() => desktop.call('items.bin', { ids: [item.id] }));
    if (deed === 'unbin') return this.#attempt(() => desktop.call('items.restore', { ids: [item.id] }));
    const { was, set, renumber } = this.#edit(item, mark);
    return this.#attempt(() => desktop.call('items.edit', { id: item.id, was, set, renumber }));
  }

  #edit(item: Item, mark: string): { was: object; set: object; renumber: boolean } {
    const chance = this.#chance;
    switch (chance.weighed({ title: 4, box: 4, remark: 3, year: 3, term: 1 })) {
      case 'title':
        return { was: { title: item.title }, set: { title: mark }, renumber: false };
      case 'box':
        return { was: { box: item.box }, set: { box: String(chance.below(4)) }, renumber: false };
      case 'remark':
        return { was: { remark: item.remark }, set: { remark: mark }, renumber: false };
      case 'year':
        return { was: { year: item.year }, set: { year: chance.pick([2024, 2025, 2025, 2099]) }, renumber: true };
      case 'term':
        return { was: { term: item.term }, set: { term: chance.pick(['D30', 'D10']) }, renumber: true };
    }
  }

  /** While a question is on its way, the world goes on. */
  async #meanwhile(desktop: Desktop): Promise<void> {
    if (this.#network.isCalm || this.#depth > 0 || !this.#chance.happens(0.06)) return;
    this.#depth += 1;
    try {
      const deed = this.#chance.weighed({
        create: 3,
        edit: 3,
        late: 1,
        setBackCounty: 0.7,
        backUpCounty: 1,
        restartCounty: 1,
        failCounty: 1,
        push: 2,
      });
      const others = this.#desktops.map((_, at) => at).filter((at) => this.#desktops[at] !== desktop && !this.#desktops[at]!.busy);
      const at = deed === 'push' ? this.#chance.pick(others) : this.#desktops.indexOf(desktop);
      if (at === undefined || at < 0) return;
      this.#say(`  meanwhile ${deed} ${this.#desktops[at]!.name}`);
      await this.#do(deed, at);
    } catch (error) {
      this.#bug ??= error; // not a matter of the line it happened on
    } finally {
      this.#depth -= 1;
    }
  }

  /** Whether a desktop remembers a head that the county, in the same epoch, does not lead to any more. */
  async #sawAnother(desktop: Desktop): Promise<boolean> {
    const { epoch } = this.#county.archive.identity;
    const heads = desktop.db.all<{ feed: string; seq: number; chain: string }>(
      `SELECT feed, head_seq AS seq, head_chain AS chain FROM sync_peers JOIN sync_counties USING (server)
       WHERE head_seq > 0 AND server_epoch = :epoch`,
      { epoch },
    );
    const { feeds } = await this.#county.look();
    return heads.some(({ feed, seq, chain }) => feeds.find(({ id }) => id === feed)?.entries[seq - 1]?.chain !== chain);
  }

  async #push(desktop: Desktop): Promise<number | string> {
    try {
      const pushed = await desktop.run('sync.push', {});
      this.#mutation.afterPush?.(desktop.db);
      this.#say(`  ${pushed.parcels} parcels ${pushed.accepted} A ${pushed.returned} R ${pushed.conflict} C ${pushed.published} tables`);
      return pushed.parcels;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const why = String(error.details['why'] ?? '');
      this.#say(`  ${error.code} ${why}`);
      if (error.code === 'unexpected') throw error;
      const mustEnrol = ['forked', 'not-yet'].includes(error.code) || ['unknown-device', 'out-of-scope'].includes(why);
      if (mustEnrol && (this.#network.isCalm || this.#chance.happens(0.5))) await this.#enrol(desktop);
      return `${error.code} ${why}`;
    }
  }

  /** The person asks the county for a code, for each fonds, and tries again when it does not work. */
  async #enrol(desktop: Desktop): Promise<void> {
    for (const fonds of await desktop.fonds()) {
      const { code } = await this.#county.archive.invite({ fonds: fonds.code });
      for (let tries = 0; tries < (this.#network.isCalm ? 1 : 2); tries++) {
        try {
          await desktop.run('sync.enrol', { address: 'http://county', code, fondsId: fonds.id });
          break;
        } catch (error) {
          if (!(error instanceof Refusal) || error.code === 'unexpected') throw error;
          this.#say(`  enrol ${error.code} ${String(error.details['why'] ?? '')}`);
        }
      }
    }
  }

  async #attempt(deed: () => Promise<unknown>): Promise<void> {
    try {
      await deed();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'unexpected') throw error;
      this.#say(`  ${error.code} ${String(error.details['why'] ?? '')}`);
    }
    await quiet();
  }

  /** Everything reconnects: the line is good, and each person does what the screen asks of him, until nothing moves any more. */
  async #comeToRest(): Promise<void> {
    this.#network.isCalm = true;
    this.#say('calm');
    for (let round = 0; round < 40; round++) {
      let moved = false;
      let history = false;
      for (const desktop of this.#desktops) {
        const doubts = round === 0 && (await this.#sawAnother(desktop)) ? doubtsOf(desktop) : undefined;
        const before = this.#lines.length;
        const pushed = await this.#push(desktop);
        const asked = this.#lines.slice(before).some((line) => /diff|history-changed|forked|unknown-device|out-of-scope/.test(line));
        if (doubts !== undefined && !asked && doubtsOf(desktop) === doubts)
          throw new Violation('diverged', `${desktop.name} had seen another history of this county, and said nothing`);
        const { forked, lastProblem, published } = await desktop.call('sync.status', {});
        if (pushed !== 0 || forked || lastProblem !== '' || published.problem !== '') moved = true;
        if (`${pushed}`.includes('history-changed') || published.problemDetails['why'] === 'feed-changed') history = true;
        if (this.#bug) throw this.#bug;
      }
      if (history) await this.#county.sayRestored();
      if (!moved) return;
    }
    const wants = await Promise.all(this.#desktops.map(async (desktop) => desktop.call('sync.status', {})));
    const why = wants.map(
      ({ forked, lastProblem, published }) => `${forked} ${lastProblem} ${published.problem} ${JSON.stringify(published.problemDetails)}`,
    );
    throw new Violation('stuck', `it never comes to rest: ${why.join(' |')} ${this.#lines.slice(-4).join(' |')}`);
  }
}

/** How many receipts a desktop holds for void. */
function doubtsOf({ db }: Desktop): number {
  return db.get<{ n: number }>('SELECT count(*) AS n FROM sync_receipts WHERE superseded_at IS NOT NULL')!.n;
}
