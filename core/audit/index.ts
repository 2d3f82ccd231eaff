import type { Verdict } from '../../shared/audit/audit.ts';
import { canonical, type Op } from '../../shared/audit/op.ts';
import type { Handlers } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { writeOutput } from '../files/index.ts';
import { addChange, beginning, startActHash } from './chain.ts';
import { acts, actsFrom, type ChangeRow, changesOfAct, changeWithoutAct, countActs, countChanges, newestAct } from './store.ts';

export { inOneAct, type OpenAct } from './act.ts';
export { wasHash } from './chain.ts';
export { type ChangeRow, changeByOp, changesAfter, newestLsn } from './store.ts';

export const auditHandlers: Handlers<'audit'> = {
  'audit.list'({ db }, { text, offset, limit }) {
    return { rows: acts(db, text, offset, limit), total: countActs(db, text) };
  },
  'audit.verify'({ db }) {
    return verifyChain(db);
  },
  async *'audit.export'(context) {
    const total = countActs(context.db, '');
    yield { done: 0, total, step: 'writing' };
    const file = yield* writeOutput(context, 'audit-chain.ndjson', 'application/x-ndjson', chainLines(context.db, total));
    return file;
  },
};

/** Number and hash (hex) of the newest act: what a parcel says of the chain it comes from. */
export function actHead(db: ReadableDb): [number, string] {
  const newest = newestAct(db);
  return [newest?.number ?? 0, Buffer.from(newest?.hash ?? beginning).toString('hex')];
}

/** A stored change in the form that was hashed. */
export function opOf(row: ChangeRow): Op {
  return {
    id: row.id,
    schema: row.schema,
    kind: row.kind,
    rid: row.recordId,
    fonds: row.fondsId,
    set: JSON.parse(row.setJson),
    was: JSON.parse(row.wasJson),
    actor: row.actor,
    at: row.at,
    hlc: row.hlc,
    secrecy: row.secrecy,
    ...(row.txn ? { txn: row.txn } : {}),
  };
}

/** Walks the whole chain; names the first broken link. */
function verifyChain(db: ReadableDb): Verdict {
  const changes = countChanges(db);
  let prev: Uint8Array = beginning;
  let number = 0;
  const broken = (act: number, lsn: number | null, why: 'hash' | 'missing-act' | 'missing-change' | 'order'): Verdict => ({
    intact: false,
    acts: number,
    changes,
    head: Buffer.from(prev).toString('hex'),
    broken: { act, lsn, why },
  });
  for (;;) {
    const slice = actsFrom(db, number, 500);
    if (slice.length === 0) break;
    for (const act of slice) {
      if (act.number !== number + 1) return broken(number + 1, null, 'missing-act');
      if (Buffer.compare(act.prev, prev) !== 0) return broken(act.number, null, 'order');
      const hash = startActHash(prev, { number: act.number, at: act.at, actor: act.actor, operation: act.operation });
      let seen = 0;
      let last: number | null = null;
      for (const row of changesOfAct(db, act.number)) {
        addChange(hash, opOf(row));
        seen += 1;
        last = row.lsn;
      }
      if (seen !== act.changes) return broken(act.number, last, 'missing-change');
      if (hash.digest().compare(act.hash) !== 0) return broken(act.number, last, 'hash');
      prev = act.hash;
      number = act.number;
    }
  }
  const stray = changeWithoutAct(db);
  if (stray) return broken(stray.act, stray.lsn, 'missing-act');
  return { intact: true, acts: number, changes, head: Buffer.from(prev).toString('hex'), broken: null };
}

function* chainLines(db: ReadableDb, total: number) {
  let number = 0;
  for (;;) {
    const slice = actsFrom(db, number, 200);
    if (slice.length === 0) return;
    for (const act of slice) {
      const changes = [...changesOfAct(db, act.number)].map((row) => opOf(row));
      const line = {
        number: act.number,
        at: act.at,
        actor: act.actor,
        operation: act.operation,
        hash: Buffer.from(act.hash).toString('hex'),
        changes,
      };
      yield { bytes: `${canonical(line)}\n`, progress: { done: act.number, total, step: 'writing' } };
      number = act.number;
    }
  }
}
