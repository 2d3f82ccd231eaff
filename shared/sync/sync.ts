import { z } from 'zod';
import { FondsId } from '../fonds/fonds.ts';
import { ItemId } from '../items/items.ts';
import { Moment, Nothing, query, task, words } from '../operation.ts';

/** 未上报 unsent · 已封包 sealed · 已送达 delivered (only with a receipt) · 退回 returned · 冲突 conflict. */
export const SendState = z.enum(['unsent', 'sealed', 'delivered', 'returned', 'conflict']);
export type SendState = z.output<typeof SendState>;

/** A county archive this desktop is enrolled with. */
export const County = z.object({
  serverId: z.string(),
  name: z.string(),
  address: z.string(),
  /** Fingerprint of the key its receipts are signed with. */
  keyId: z.string(),
  enrolledAt: Moment,
  lastContactAt: Moment.nullable(),
});
export type County = z.output<typeof County>;

/** 对账: everything local = delivered + unsent + sealed + returned + conflict; counted in records. */
export const SyncStatus = z.object({
  county: County.nullable(),
  /** Name of this desktop's key, as the county lists it; '' before enrolment. */
  device: z.string(),
  /** Records that ever had a change to send. */
  records: z.int(),
  unsent: z.int(),
  sealed: z.int(),
  delivered: z.int(),
  returned: z.int(),
  conflict: z.int(),
  /** Changes that bear a mark of classification: set apart, never sent; their records count as unsent. */
  held: z.int(),
  /** The fonds' own descriptions travel too and are not counted above. */
  fonds: z.array(z.object({ fondsId: FondsId, state: SendState })),
  /** When the oldest change not yet acknowledged was made. */
  oldestUnsentAt: Moment.nullable(),
  lastReceipt: z.object({ number: z.string(), at: Moment }).nullable(),
  /** The last thing that went wrong, by problem code; '' when the last push went through. */
  lastProblem: z.string(),
  problemDetails: z.record(z.string(), z.json()),
  problemAt: Moment.nullable(),
  /** 县馆发布的三合一: how many stand, how many nothing was made of yet, how many this version cannot read; what went wrong last, if anything. */
  published: z.object({
    total: z.int(),
    unused: z.int(),
    unreadable: z.int(),
    problem: z.string(),
    problemDetails: z.record(z.string(), z.json()),
    problemAt: Moment.nullable(),
  }),
  /** This catalogue is an old copy or a clone of an enrolled one: nothing is sent until it is enrolled anew. */
  forked: z.boolean(),
});
export type SyncStatus = z.output<typeof SyncStatus>;

/** The newest change of a record and what became of it. */
export const SentRecord = z.object({
  itemId: ItemId,
  title: z.string(),
  number: z.string().nullable(),
  state: SendState,
  /** 回执号 when delivered. */
  receipt: z.string(),
  /** Why it was returned, is in conflict, or never leaves (`classified`); also what the county remarked on accepting (`number-taken`). */
  reason: z.object({ code: z.string(), field: z.string(), text: z.string() }).nullable(),
  changedAt: Moment,
});
export type SentRecord = z.output<typeof SentRecord>;

export const ReceiptRow = z.object({
  number: z.string(),
  at: Moment,
  seq: z.int(),
  changes: z.int(),
  accepted: z.int(),
  returned: z.int(),
  conflict: z.int(),
  /** The county's signature over the stored bytes was checked with its enrolled key. */
  verified: z.boolean(),
  /** The county lost what it had receipted here and was sent it again. */
  superseded: z.boolean(),
});

export const syncOperations = {
  'sync.status': query(Nothing, SyncStatus),
  'sync.records': query(
    z.strictObject({
      fondsId: FondsId.nullable().default(null),
      state: SendState.nullable().default(null),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    z.object({ rows: z.array(SentRecord), total: z.int() }),
  ),
  'sync.receipts': query(Nothing, z.array(ReceiptRow)),
  /** Registers this desktop with a county by the short code its operator gave out, for the fonds named. */
  'sync.enrol': task(z.strictObject({ address: words(300), code: words(40), fondsId: FondsId }), County),
  /** Seals what is unsent, sends it, stores the signed receipts. Safe to run again after any failure. */
  'sync.push': task(
    Nothing,
    z.object({
      parcels: z.int(),
      changes: z.int(),
      accepted: z.int(),
      returned: z.int(),
      conflict: z.int(),
      receipts: z.array(z.string()),
      bytes: z.int(),
      /** 三合一 of the county received on the way. */
      published: z.int(),
    }),
  ),
  /**
   * Fetches what the county published and withdrew; sends nothing. `unreadable`: of a later version of this program, kept for it; `refused`:
   * bears a mark of classification, not kept.
   */
  'sync.fetch': task(Nothing, z.object({ received: z.int(), withdrawn: z.int(), unreadable: z.int(), refused: z.int() })),
  /** Checks every stored receipt again: signature, parcel hash, and that each change is named in exactly one. */
  'sync.verify': query(Nothing, z.object({ receipts: z.int(), verified: z.int(), changesCovered: z.int(), broken: z.array(z.string()) })),
};
