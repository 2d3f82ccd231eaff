import type { Verdict } from '../../shared/audit/audit.ts';
import { canonical, type Op } from '../../shared/audit/op.ts';
import type { Progress } from '../../shared/tasks/tasks.ts';
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
  'audit.verify': ({ db }) => verifyChain(db),
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

/** [A5] Walks the whole chain; names the first broken link. */
async function* verifyChain(db: ReadableDb): AsyncGenerator<Progress, Verdict, void> {
  const total = countActs(db, '');
  let prev: Uint8Array = beginning;
  let number = 0;
  const verdict = (broken: Verdict['broken']): Verdict => ({
    intact: broken === null,
    acts: number,
    changes: countChanges(db),
    head: Buffer.from(prev).toString('hex'),
    broken,
  });
  let rested = performance.now();
  for (;;) {
    const slice = actsFrom(db, number, 500);
    if (slice.length === 0) break;
    for (const act of slice) {
      if (act.number !== number + 1) return verdict({ act: number + 1, lsn: null, why: 'missing-act' });
      if (Buffer.compare(act.prev, prev) !== 0) return verdict({ act: act.number, lsn: null, why: 'order' });
      const hash = startActHash(prev, { number: act.number, at: act.at, actor: act.actor, operation: act.operation });
      let seen = 0;
      let last = 0;
      for (let more = true; more; ) {
        const changes = changesOfAct(db, act.number, last, 1000);
        for (const row of changes) addChange(hash, opOf(row));
        seen += changes.length;
        last = changes.at(-1)?.lsn ?? last;
        more = changes.length === 1000;
        if (performance.now() - rested > 30) {
          yield { done: number, total, step: 'checking' };
          rested = performance.now();
        }
      }
      if (seen !== act.changes) return verdict({ act: act.number, lsn: last || null, why: 'missing-change' });
      if (hash.digest().compare(act.hash) !== 0) return verdict({ act: act.number, lsn: last || null, why: 'hash' });
      prev = act.hash;
      number = act.number;
    }
  }
  const stray = changeWithoutAct(db);
  return verdict(stray ? { act: stray.act, lsn: stray.lsn, why: 'missing-act' } : null);
}

function* chainLines(db: ReadableDb, total: number) {
  let number = 0;
  for (;;) {
    const slice = actsFrom(db, number, 200);
    if (slice.length === 0) return;
    for (const act of slice) {
      const changes = changesOfAct(db, act.number, 0, -1).map((row) => opOf(row));
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
