import { chainAfter, nothingBefore, wasHash } from '../../core/sync/wire/index.ts';
import { canonical, type Op } from '../../shared/audit/op.ts';
import { applyItemOp, blank, type ItemRecord, itemFieldNow } from '../../shared/items/codec.ts';
import type { Json } from '../../shared/reply.ts';
import type { Held } from './county-site.ts';
import type { Desktop } from './desktop.ts';

export const violations = ['lost', 'duplicated', 'overwritten', 'diverged', 'stuck'] as const;
export type ViolationKind = (typeof violations)[number];

/** What must never be; I1–I6 of the protocol, as far as today's engine goes. */
export class Violation extends Error {
  readonly kind: ViolationKind;
  constructor(kind: ViolationKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

interface Entry {
  /** The parcel that brought it about. */
  readonly ep: string;
  readonly seq: number;
  readonly r: 'A' | 'R' | 'C' | 'P';
  readonly op: Op;
}

type FondsRecord = { readonly [field: string]: Json };
interface FeedNow {
  readonly id: string;
  /** Results of each change, in their order. */
  readonly results: Map<string, Entry[]>;
  readonly items: Map<string, ItemRecord>;
}

/** Holds every surviving disk against the county, after everything has come to rest. */
export async function judge(held: Held, desktops: readonly Desktop[]): Promise<{ ops: number }> {
  const feeds = new Map(held.feeds.map((feed) => [feed.id, replay(feed, held)]));
  const everywhere = new Set<string>();
  for (const desktop of desktops) await judgeDesktop(desktop, feeds, everywhere);
  return { ops: everywhere.size };
}

/** [I2][I3][I4] The feed is a chain, holds nothing twice, overwrites nothing unseen, and its changes make the county's records. */
function replay(feed: Held['feeds'][number], held: Held): FeedNow {
  const results = new Map<string, Entry[]>();
  const items = new Map<string, ItemRecord>();
  let fonds: FondsRecord | undefined;
  let chain = nothingBefore;
  for (const [at, { seq, entry, chain: said }] of feed.entries.entries()) {
    if (seq !== at + 1) throw new Violation('diverged', `entry ${at + 1} of a feed is called ${seq}`);
    chain = chainAfter(chain, entry);
    if (chain !== said) throw new Violation('diverged', `the chain breaks at ${seq}`);
    const result = JSON.parse(entry) as Entry;
    const { r, op } = result;
    const before = results.get(op.id) ?? [];
    const was = before.at(-1)?.r;
    if (was === 'A' || was === 'C' || (was !== undefined && r !== 'A'))
      throw new Violation('duplicated', `${op.id} is ${was}, then ${r} again`);
    results.set(op.id, [...before, result]);
    if (r !== 'A') continue;
    if (op.schema === 'fonds@1') {
      requireSeen(op, (field) => fonds?.[field] ?? null, fonds !== undefined);
      fonds = { ...fonds, ...op.set };
    } else {
      const item = items.get(op.rid);
      requireSeen(op, (field) => (item ? itemFieldNow(item, field) : null), item !== undefined);
      items.set(op.rid, applyItemOp(item, op));
    }
  }
  const stored = held.items.filter((item) => item.feed === feed.id);
  if (stored.length !== items.size) throw new Violation('diverged', `${stored.length} records where the feed makes ${items.size}`);
  const numbers = new Set<string>();
  for (const { id, body, numberConflict } of stored) {
    if (canonical(body) !== canonical(items.get(id) ?? {})) throw new Violation('diverged', `record ${id} is not what its feed makes`);
    if (body.number === null || numberConflict) continue;
    if (numbers.has(body.number)) throw new Violation('overwritten', `two records bear ${body.number} and neither is marked`);
    numbers.add(body.number);
  }
  if (canonical((feed.body ?? {}) as object) !== canonical(fonds ?? {}))
    throw new Violation('diverged', `fonds ${feed.id} is not what its feed makes`);
  return { id: feed.id, results, items };
}

function requireSeen(op: Op, now: (field: string) => Json, stands: boolean): void {
  if (op.kind === 'create' && !stands) return;
  if (op.kind !== 'create' && !stands) throw new Violation('overwritten', `${op.id} changes what is not there`);
  for (const [field, value] of Object.entries(op.set)) {
    const standing = wasHash(now(field));
    if (standing !== op.was[field] && standing !== wasHash(value))
      throw new Violation('overwritten', `${op.id} overwrote ${field}, which it had not seen`);
  }
}

const letters = { accepted: 'A', returned: 'R', conflict: 'C', parked: 'P' } as const;

/** [I1][I4][I5][I6] Every change on this disk has one end, the county says the same, the sums are right, and every receipt holds. */
async function judgeDesktop(desktop: Desktop, feeds: ReadonlyMap<string, FeedNow>, everywhere: Set<string>): Promise<void> {
  const { db, name } = desktop;
  const logged = db.all<{ id: string; recordId: string; state: string | null; feed: string | null; schema: string }>(
    `SELECT change_log.id, change_log.record_id AS recordId, change_log.schema, state, feed FROM change_log
     LEFT JOIN sync_ops ON op_id = change_log.id LEFT JOIN sync_peers ON sync_peers.fonds_id = change_log.fonds_id
     WHERE schema IN ('item@1', 'fonds@1') AND change_log.fonds_id IS NOT NULL`,
  );
  const parcels = db.all<{ epochId: string; seq: number }>(
    `SELECT epoch_id AS epochId, seq FROM sync_parcels WHERE state = 'acknowledged'`,
  );
  const own = new Set(parcels.map(({ epochId, seq }) => `${epochId}/${seq}`));
  const mine = new Map<string, Set<string>>();
  const open = new Set<string>();
  for (const { id, recordId, state, feed } of logged) {
    if (feed === null) continue; // a fonds nobody enrolled
    everywhere.add(id);
    const newest = feeds.get(feed)?.results.get(id)?.at(-1);
    const standing = newest?.r;
    const told = `${name}: ${id} is ${state}, at the county ${standing ?? 'unknown'}`;
    mine.set(recordId, (mine.get(recordId) ?? new Set()).add(id));
    if (state !== 'accepted') open.add(recordId);
    if (state === 'held') {
      if (standing !== undefined) throw new Violation('diverged', told);
      continue;
    }
    if (state === null || state === 'pending' || state === 'sealed') throw new Violation('stuck', told);
    if (standing === undefined) throw new Violation('lost', told);
    // Settled since by another desktop: that will be read in the feed.
    if (standing === 'A' && (state === 'returned' || state === 'parked') && !own.has(`${newest!.ep}/${newest!.seq}`)) continue;
    if (letters[state as keyof typeof letters] !== standing) throw new Violation('diverged', told);
  }

  const accepted = [...feeds.values()].flatMap(({ results }) =>
    [...results.values()].flatMap((entries) => entries.filter(({ r }) => r === 'A')),
  );
  const others = new Set(accepted.filter(({ op }) => !mine.get(op.rid)?.has(op.id)).map(({ op }) => op.rid));
  for (const { items } of feeds.values())
    for (const [id, theirs] of items) {
      if (!mine.has(id) || open.has(id) || others.has(id)) continue;
      const item = await desktop.call('items.get', { id: id as never });
      const differs = [...Object.keys(blank), 'binnedAt'].find(
        (field) => canonical(item[field as keyof typeof item] as Json[]) !== canonical(theirs[field as keyof typeof theirs] as Json[]),
      );
      if (differs) throw new Violation('diverged', `${name}: ${differs} of ${id} is another at the county, and nobody said so`);
    }

  await requireSums(desktop);
  const verdict = await desktop.call('sync.verify', {});
  if (verdict.broken.length > 0) throw new Violation('diverged', `${name}: receipts: ${verdict.broken[0]}`);
}

/** [S12] 全部 = 未上报 + 已封包 + 已送达 + 退回 + 冲突. */
export async function requireSums(desktop: Desktop): Promise<void> {
  const now = await desktop.call('sync.status', {});
  if (now.unsent + now.sealed + now.delivered + now.returned + now.conflict !== now.records)
    throw new Violation('diverged', `${desktop.name}: the sums of the screen do not add up`);
}
