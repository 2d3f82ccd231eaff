import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  chainWith,
  longestDocument,
  longestPacked,
  nothingBefore,
  packDocument,
  requireCountyEntry,
  SchemeEntry,
  sealCountyEntry,
  sha256,
  type Watch,
  WireProblem,
} from '../../core/sync/wire/index.ts';
import { canonical } from '../../shared/audit/op.ts';
import { UnitType } from '../../shared/fonds/fonds.ts';
import { SchemeDocument } from '../../shared/schemes/document.ts';
import { type DocumentFault, documentFaults, documentMarks } from '../../shared/schemes/published.ts';
import { carriesMark } from '../../shared/sync/marks.ts';
import type { CountyDb, CountyStore } from './database.ts';
import type { CountyIdentity } from './identity.ts';
import { writeWhole } from './journal.ts';

/** What publishing needs: who signs, and the folder that remembers below the database. */
export interface Press {
  readonly store: CountyStore;
  readonly folder: string;
  readonly identity: Pick<CountyIdentity, 'id' | 'key'>;
  readonly now: () => Date;
  readonly watch?: Watch | undefined;
}

export interface Publication {
  hash: string;
  title: string;
  /** Kinds of unit it is meant for; [] all. */
  unitTypes: string[];
  /** Of the newest word on it. */
  seq: number;
  at: string;
  withdrawn: boolean;
}

/** Why a table was not published: every place by name, so that it can be mended. Nothing was kept. */
export class NotPublished extends Error {
  readonly code: 'unreadable' | 'classified' | 'incomplete' | 'unknown-unit' | 'too-large' | 'unknown-hash';
  readonly faults: readonly DocumentFault[];
  constructor(code: NotPublished['code'], message: string, faults: readonly DocumentFault[] = []) {
    super([message, ...faults.slice(0, 100).map(({ rule, category, no }) => `  ${rule} ${category} ${no}`.trimEnd())].join('\n'));
    this.code = code;
    this.faults = faults;
  }
}

/** [P1] Publishes a table. The same content is one version however often it is published: then nothing is added. */
export async function publish(press: Press, bytes: Uint8Array, unitTypes: readonly string[] = []): Promise<Publication> {
  const document = readDocument(bytes, press.watch);
  const unknown = unitTypes.find((type) => !UnitType.safeParse(type).success);
  if (unknown !== undefined)
    throw new NotPublished('unknown-unit', `${unknown} is no kind of unit; there are: ${UnitType.options.join(', ')}`);
  const content = Buffer.from(canonical(document));
  if (content.length > longestDocument || packDocument(content).length > longestPacked)
    throw new NotPublished('too-large', `${content.length} bytes; at most ${longestDocument}, and ${longestPacked} packed`);
  const hash = sha256(content).toString('hex');
  return press.store.transaction(async (db) => {
    await bringForwardLocked(press, db);
    const before = await db.newestAbout(hash);
    const said = before && publicationOf(before.sealed);
    const wanted = [...new Set(unitTypes)].sort();
    if (said && !said.withdrawn && canonical(said.unitTypes) === canonical(wanted)) return said;
    writeWhole(documentPath(press.folder, hash), content);
    await db.saveDocument(hash, content);
    return append(press, db, { kind: 'scheme-published', hash, title: document.title, unitTypes: wanted });
  });
}

/** Withdraws a published table: what was made from it stays. Withdrawing twice adds nothing. */
export async function withdraw(press: Press, hash: string): Promise<Publication> {
  return press.store.transaction(async (db) => {
    await bringForwardLocked(press, db);
    const before = await db.newestAbout(hash);
    if (!before) throw new NotPublished('unknown-hash', `nothing published is called ${hash}`);
    const said = publicationOf(before.sealed);
    if (said.withdrawn) return said;
    return append(press, db, { kind: 'scheme-withdrawn', hash, title: said.title, unitTypes: said.unitTypes });
  });
}

/** Every table ever published, the newest word on each, newest first. */
export function published(store: CountyStore): Promise<Publication[]> {
  return store.lend(async (db) => (await db.newestOfAll()).map(publicationOf));
}

/** [P7] Brings the feed to where the folder says it was, and the folder to where the feed is. */
export function bringForward(press: Press): Promise<void> {
  return press.store.transaction((db) => bringForwardLocked(press, db));
}

function readDocument(bytes: Uint8Array, watch: Watch = carriesMark): SchemeDocument {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new NotPublished('unreadable', 'not a JSON document in UTF-8');
  }
  const parsed = SchemeDocument.safeParse(value);
  if (!parsed.success) {
    const places = parsed.error.issues.slice(0, 20).map(({ path, message }) => `  ${path.join('.')}: ${message}`);
    throw new NotPublished('unreadable', ['not a table of this version', ...places].join('\n'));
  }
  if (textsOf(parsed.data).some((text) => !text.isWellFormed() || text.includes('\0')))
    throw new NotPublished('unreadable', 'a text with characters that are none');
  const marks = documentMarks(parsed.data, (one) => carriesMark(one) || watch(one));
  if (marks.length > 0) throw new NotPublished('classified', 'classified matter is not published', marks);
  const faults = documentFaults(parsed.data);
  if (faults.length > 0) throw new NotPublished('incomplete', 'the table breaks rules', faults);
  return parsed.data;
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}

async function append(
  { folder, identity, now }: Press,
  db: CountyDb,
  said: Pick<SchemeEntry, 'kind' | 'hash' | 'title' | 'unitTypes'>,
): Promise<Publication> {
  const head = (await db.countyHead()) ?? { seq: 0, chain: nothingBefore };
  const entry: SchemeEntry = { v: 1, srv: identity.id, seq: head.seq + 1, prev: head.chain, at: now().toISOString(), ...said };
  const sealed = sealCountyEntry(entry, identity.key.sign);
  writeWhole(entryPath(folder, entry.seq), sealed);
  await db.appendCountyEntry(entry, sealed, chainWith(entry));
  return publicationOf(sealed);
}

async function bringForwardLocked({ folder, identity }: Press, db: CountyDb): Promise<void> {
  await db.lockCountyFeed();
  let { seq, chain } = (await db.countyHead()) ?? { seq: 0, chain: nothingBefore };
  if (seq > 0 && existsSync(entryPath(folder, seq))) {
    const prev = seq === 1 ? nothingBefore : ((await db.countyChainAt(seq - 1)) ?? '');
    if (chainWith(kept(folder, identity, seq, prev).entry) !== chain)
      throw new Error(`${entryPath(folder, seq)} is not what the database holds: one of the two was put back from elsewhere`);
  }
  for (let missing = seq; missing > 0 && !existsSync(entryPath(folder, missing)); missing--) await putBack(folder, db, missing);
  for (; existsSync(entryPath(folder, seq + 1)); seq++) {
    const { entry, sealed } = kept(folder, identity, seq + 1, chain);
    const content = readFileSync(documentPath(folder, entry.hash));
    if (sha256(content).toString('hex') !== entry.hash) throw new Error(`${documentPath(folder, entry.hash)} is damaged`);
    await db.saveDocument(entry.hash, content);
    chain = chainWith(entry);
    await db.appendCountyEntry(entry, sealed, chain);
  }
}

/** An entry as the folder keeps it. Throws when it is damaged or stands elsewhere. */
function kept(folder: string, identity: Press['identity'], seq: number, prev: string): { entry: SchemeEntry; sealed: Buffer } {
  const sealed = readFileSync(entryPath(folder, seq));
  try {
    const due = { countyKey: identity.key.publicKey, srv: identity.id, seq, prev };
    return { entry: SchemeEntry.parse(requireCountyEntry(sealed, due)), sealed };
  } catch (error) {
    if (error instanceof WireProblem) throw new Error(`${entryPath(folder, seq)} is damaged: ${error.message}`);
    throw error;
  }
}

async function putBack(folder: string, db: CountyDb, seq: number): Promise<void> {
  const [sealed] = await db.countyEntries(seq - 1, seq, 1);
  if (!sealed) return;
  const { hash } = publicationOf(sealed);
  const content = await db.documentNamed(hash);
  if (content) writeWhole(documentPath(folder, hash), content);
  writeWhole(entryPath(folder, seq), sealed);
}

/** A letter of the county's own database; its signature is for others to check. */
function publicationOf(sealed: Buffer): Publication {
  const entry = SchemeEntry.parse(JSON.parse(sealed.toString('utf8').split('\n')[1] ?? ''));
  const { hash, title, unitTypes, seq, at } = entry;
  return { hash, title, unitTypes, seq, at, withdrawn: entry.kind === 'scheme-withdrawn' };
}

const entryPath = (folder: string, seq: number) => join(folder, 'published', `${seq}.entry`);
const documentPath = (folder: string, hash: string) => join(folder, 'published', `${hash}.json`);
