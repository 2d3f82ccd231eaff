import type { WritableDb } from '../../core/db/database.ts';
import { wasHash } from '../../core/sync/wire/index.ts';
import type { CountyOptions } from '../../server/county/county.ts';
import type { CountyDb } from '../../server/county/database.ts';
import { type Decision, decide } from '../../server/county/decide.ts';
import { forms } from '../../server/county/records.ts';
import type { Op } from '../../shared/audit/op.ts';
import type { ItemRecord } from '../../shared/items/codec.ts';

/**
 * A known bug, seeded by replacing one part that the engine is given; the engine itself knows nothing of it. Made anew for each schedule.
 * A harness that stops catching one of them is broken.
 */
export interface Mutation {
  readonly county?: Partial<CountyOptions>;
  /** Replaces questions the county asks its database. */
  countyDb?(db: CountyDb): CountyDb;
  /** Replaces what a desktop writes. */
  desktopRun?(run: WritableDb['run']): WritableDb['run'];
  /** Changes what the county answers: a desktop that does not look is one that is told all is well. */
  answer?(path: string, asked: Asked, answered: Answered, db: WritableDb): object;
  /** After every sending that went through. */
  afterPush?(db: WritableDb): void;
}

interface Asked {
  readonly ops: readonly string[];
  readonly server_epoch: string;
  readonly feeds: readonly {
    readonly fonds: string;
    readonly pulled: readonly [number, string];
    readonly head: readonly [number, string];
  }[];
}
interface Answered {
  readonly feeds: readonly { readonly fonds: string }[];
}

export const none: Mutation = {};

export const mutations: { readonly [name: string]: () => Mutation } = {
  /** No epoch, no gap check, the checkpoint only on the client (medic/cht-core #8093, #3801). */
  medic() {
    const once = new Map<string, { last: number; last_hash: string }>();
    return {
      countyDb: (db) => ({
        ...db,
        async streamOf(dev, ep) {
          const now = await db.streamOf(dev, ep);
          const then = once.get(`${dev}/${ep}`);
          if (now && now.last >= (then?.last ?? 0)) once.set(`${dev}/${ep}`, now);
          return once.get(`${dev}/${ep}`);
        },
      }),
      answer: (path, asked, answered) =>
        path === '/v1/hello' ? { ...allIsWell(asked, answered), server_epoch: asked.server_epoch } : answered,
    };
  },

  /** The county does not recognise a change that comes again. */
  noidem: () => ({ countyDb: (db) => ({ ...db, knownResults: async () => new Map() }) }),

  /** A restored copy or a clone goes on in the epoch it has. */
  nofork: () => ({
    desktopRun: (run) => (sql, params) => (sql.startsWith('UPDATE sync_state SET forked') ? { changes: 1, row: 0 } : run(sql, params)),
  }),

  /** Parcels are thrown away when they are acknowledged. */
  prune: () => ({ afterPush: (db) => db.exec(`UPDATE sync_parcels SET bytes = x'' WHERE state = 'acknowledged'`) }),

  /** The last writer wins. */
  lww: () => ({
    county: {
      decide(ops, scope, held) {
        const blind = ops.map((op): Op => ({ ...op, was: new Proxy({}, { get: (_, field) => standing(op, String(field)) }) }));
        const standing = (op: Op, field: string) => {
          const record = held.records.get(op.schema.startsWith('fonds@') ? scope.record : op.rid);
          return record === undefined ? '' : wasHash(forms.get(op.schema)!.now(record, field));
        };
        const decision = decide(blind, scope, held);
        const byId = new Map(ops.map((op) => [op.id, op]));
        return { ...decision, entries: decision.entries.map((entry) => ({ ...entry, op: byId.get(entry.op.id) ?? entry.op })) };
      },
    },
  }),

  /** A returned change is forgotten (PouchDB `denied`, thunderbolt). */
  dropreject: () => ({
    desktopRun: (run) => (sql, params) => run(sql, params?.['state'] === 'returned' ? { ...params, state: 'accepted' } : params),
  }),

  /** The newest head ever seen is not remembered: only how far was read is compared. */
  nohead: () => ({ answer: (path, asked, answered) => (path === '/v1/hello' ? allIsWell(asked, answered, false) : answered) }),

  /** Returned and parked results are not in the feed. */
  unlogged: () => ({
    county: { decide: changed((decision) => ({ ...decision, entries: decision.entries.filter(({ r }) => r !== 'R' && r !== 'P') })) },
  }),

  /** The county's gate stands open. */
  classified: () => ({ county: { watch: () => false } }),

  /** Two records get the same 档号 and neither is marked. */
  renumber: () => ({ countyDb: (db) => ({ ...db, numbersOf: async () => new Map() }) }),

  /** The county does not hear of what went into the bin. */
  undelete: () => ({
    county: {
      decide: changed((decision) => {
        for (const change of decision.changed.values())
          if (change.schema.startsWith('item@')) change.record = { ...(change.record as ItemRecord), binnedAt: null };
        return decision;
      }),
    },
  }),

  /** After a restore only what was sent in the present epoch is compared. */
  ownepoch: () => ({
    answer: (path, asked, answered, db) => (path === '/v1/diff' ? { results: asked.ops.map((id) => stateOf(db, id)).join('') } : answered),
  }),
};

const changed =
  (change: (decision: Decision) => Decision): typeof decide =>
  (...given) =>
    change(decide(...given));

function allIsWell({ feeds }: Asked, answered: Answered, alsoRead = true): object {
  const told = answered.feeds.map((feed) => {
    const asked = feeds.find(({ fonds }) => fonds === feed.fonds);
    return asked ? { ...feed, chain_at_head: asked.head[1], ...(alsoRead ? { chain_at_pulled: asked.pulled[1] } : {}) } : feed;
  });
  return { ...answered, feeds: told };
}

const letterOf: { readonly [state: string]: string } = { accepted: 'A', returned: 'R', conflict: 'C', parked: 'P' };

function stateOf(db: WritableDb, opId: string): string {
  return letterOf[db.get<{ state: string }>('SELECT state FROM sync_ops WHERE op_id = :opId', { opId })?.state ?? ''] ?? '-';
}
