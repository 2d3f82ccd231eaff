import type { Hash } from 'node:crypto';
import type { Op } from '../../shared/audit/op.ts';
import { mentionsMark } from '../../shared/items/secrecy.ts';
import { type Json, Refusal } from '../../shared/reply.ts';
import type { InstallationKind } from '../../shared/settings/settings.ts';
import type { WritableDb } from '../db/database.ts';
import { addChange, beginning, startActHash, wasHash } from './chain.ts';
import { insertAct, insertChange, newestAct, newestHlc, newestLsn } from './store.ts';

/** What a room says of a change it has made; the act adds id, actor, time and label. */
export interface Change {
  readonly schema: string;
  readonly kind: Op['kind'];
  readonly rid: string;
  readonly fonds: string | null;
  readonly set: { readonly [field: string]: Json };
  /** The old values of the fields in `set`, whole; the act hashes them. */
  readonly was: { readonly [field: string]: Json };
  readonly secrecy?: number;
  readonly txn?: string;
}

/** The act of the command that is running: collects its changes and closes the link of the chain. */
export interface OpenAct {
  /** When it happened; what its changes say of time. */
  readonly at: string;
  record(change: Change): void;
}

interface Lent {
  readonly kind: InstallationKind | null;
  readonly db: WritableDb;
  readonly actor: string;
  readonly installation: string;
  now(): Date;
  newId(): string;
}

/** Runs a body as one act in one transaction: its changes, then the act with the hash over them. */
export function inOneAct<T>(lent: Lent, operation: string, body: (act: OpenAct) => T extends Promise<unknown> ? never : T): T {
  return lent.db.transaction(() => {
    const before = newestAct(lent.db);
    const header = { number: (before?.number ?? 0) + 1, at: lent.now().toISOString(), actor: lent.actor, operation };
    const prev = before?.hash ?? beginning;
    const hash: Hash = startActHash(prev, header);
    const label = labels(newestHlc(lent.db), Date.parse(header.at), lent.installation);
    let lsn = newestLsn(lent.db);
    let changes = 0;
    const result = body({
      at: header.at,
      record(change) {
        if (lent.kind !== 'classified' && isMarked(change.set))
          throw new Refusal('classified', 'a marked text may not be kept in this installation');
        const op: Op = {
          id: lent.newId(),
          schema: change.schema,
          kind: change.kind,
          rid: change.rid,
          fonds: change.fonds,
          set: change.set as Op['set'],
          was: Object.fromEntries(Object.entries(change.was).map(([field, value]) => [field, wasHash(value)])),
          actor: header.actor,
          at: header.at,
          hlc: label(),
          secrecy: change.secrecy ?? 0,
          ...(change.txn ? { txn: change.txn } : {}),
        };
        addChange(hash, op);
        lsn += 1;
        changes += 1;
        insertChange(lent.db, lsn, header.number, op);
      },
    });
    insertAct(lent.db, { ...header, changes, prev, hash: hash.digest() });
    return result;
  }) as T;
}

/** [A7] Whether any text of a change, however deep, carries a mark of secrecy. */
function isMarked(value: unknown): boolean {
  if (typeof value === 'string') return mentionsMark(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(isMarked);
}

/** Labels that never go backwards, also when the clock does: `<13-digit ms>-<4-hex counter>-<8 of installation>`. */
function labels(newest: string, now: number, installation: string): () => string {
  let ms = Math.max(now, Number(newest.slice(0, 13)) || 0);
  let counter = ms === Number(newest.slice(0, 13)) ? Number.parseInt(newest.slice(14, 18), 16) + 1 : 0;
  return () => {
    if (counter > 0xffff) {
      ms += 1;
      counter = 0;
    }
    const label = `${String(ms).padStart(13, '0')}-${counter.toString(16).padStart(4, '0')}-${installation.slice(-8)}`;
    counter += 1;
    return label;
  };
}
