import { Refusal } from '../../shared/reply.ts';
import { SchemeDocument } from '../../shared/schemes/document.ts';
import { documentTree } from '../../shared/schemes/published.ts';
import { errorsAmong } from '../../shared/schemes/rules.ts';
import type { Handlers } from '../context.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import { adoptDocument } from './documents.ts';
import { countPublished, markWithdrawn, type PublishedRow, publishedByHash, publishedFacts, savePublished } from './store.published.ts';

type PublishedHandlers = Pick<Handlers<'schemes'>, 'schemes.published' | 'schemes.publishedTree' | 'schemes.adoptPublished'>;

export const publishedHandlers: PublishedHandlers = {
  'schemes.published': ({ db }) =>
    publishedFacts(db).map(({ unitTypes, withdrawn, ...facts }) => ({
      ...facts,
      unitTypes: JSON.parse(unitTypes) as string[],
      withdrawn: withdrawn === 1,
    })),
  'schemes.publishedTree'({ db }, { hash }) {
    const row = knownPublished(db, hash);
    return documentTree(tableOf(row), row.hash, row.publishedAt);
  },
  /** [P8] As it stands it is consented to by its publication; a table the county withdrew can only be a start for one's own. */
  'schemes.adoptPublished'(context, { fondsId, hash, as }) {
    const row = knownPublished(context.db, hash);
    const document = tableOf(row);
    if (as === 'derive')
      return adoptDocument(context, fondsId, document, { published: hash, approvedBy: '', approvalNumber: '', approvalDate: '' });
    if (row.withdrawn === 1)
      throw new Refusal('locked', `${row.title} was withdrawn by the county`, { what: 'published', state: 'withdrawn' });
    const errors = errorsAmong(documentTree(document, hash, row.publishedAt).findings);
    if (errors.length > 0)
      throw new Refusal('scheme-incomplete', `${errors.length} errors`, { count: errors.length, findings: errors.slice(0, 100) });
    return adoptDocument(context, fondsId, document, {
      published: hash,
      state: 'consented',
      approvedBy: document.approvedBy || row.serverName,
      approvalNumber: document.approvalNumber,
      approvalDate: document.approvalDate || row.publishedAt.slice(0, 10).replaceAll('-', ''),
    });
  },
};

/** A published table as it arrived, its letter and its content checked by whoever received it. */
export interface Received extends Omit<PublishedRow, 'unitTypes' | 'receivedAt' | 'withdrawn'> {
  readonly unitTypes: readonly string[];
}

/**
 * Keeps a published table. What arrives again keeps its day; the same letter again is no news, so that what was withdrawn since stays
 * withdrawn; another letter about the same content publishes it anew.
 */
export function receivePublished(db: WritableDb, received: Received, receivedAt: string): void {
  const before = publishedByHash(db, received.hash);
  if (before?.sealed.equals(received.sealed)) return;
  savePublished(db, { ...received, unitTypes: JSON.stringify(received.unitTypes), receivedAt, withdrawn: 0 });
}

/** The county withdrew it: it stays to be looked at, and so does everything made from it. */
export function withdrawPublished(db: WritableDb, hash: string): boolean {
  return markWithdrawn(db, hash);
}

/** The content of a published table kept here. */
export function publishedDocument(db: ReadableDb, hash: string): Buffer | undefined {
  return publishedByHash(db, hash)?.document;
}

/** How many published tables stand, and of how many of them nothing was made here. */
export function publishedSummary(db: ReadableDb): { total: number; unused: number } {
  return countPublished(db);
}

function knownPublished(db: ReadableDb, hash: string): PublishedRow {
  const row = publishedByHash(db, hash);
  if (!row) throw new Refusal('not-found', `no published table ${hash.slice(0, 80)}`, { what: 'published' });
  return row;
}

function tableOf({ document }: PublishedRow): SchemeDocument {
  return SchemeDocument.parse(JSON.parse(document.toString('utf8')));
}
