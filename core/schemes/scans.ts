import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { Refusal } from '../../shared/reply.ts';
import { ScanId, type Scheme } from '../../shared/schemes/schemes.ts';
import type { CommandContext, Handlers } from '../context.ts';
import type { ReadableDb } from '../db/database.ts';
import { forgetFile, stagedPath, writeOutput } from '../files/index.ts';
import { knownScheme } from './known.ts';
import { deleteScan, insertScan, type ScanRow, scanById, scanContent, scansOf } from './store.scans.ts';

type ScanHandlers = Pick<Handlers<'schemes'>, 'schemes.scans' | 'schemes.attachScan' | 'schemes.removeScan' | 'schemes.saveScan'>;

/** A letter of consent is a few pages; beyond this a scan is not made for reading. */
const longestScan = 30 * 1024 * 1024;

export const scanHandlers: ScanHandlers = {
  'schemes.scans': ({ db }, { schemeId }) => scansOf(db, knownScheme(db, schemeId).id),
  'schemes.attachScan'(context, { schemeId, stagedId }) {
    const { db, act, folder, newId } = context;
    const scheme = knownScheme(db, schemeId);
    // [V8] A draft or a submitted table has nothing yet that a scan could witness; evidence may be added to any other.
    if (scheme.state === 'draft' || scheme.state === 'submitted')
      throw new Refusal('not-yet', `version ${scheme.version} is ${scheme.state}`, { what: 'consent', state: scheme.state });
    const { file, path } = stagedPath(context, stagedId);
    if (statSync(path).size > longestScan) throw new Refusal('unreadable-file', 'too large', { name: file.name, what: 'scan-too-large' });
    const content = readFileSync(path);
    const mediaType = mediaTypeOf(content, file.name);
    if (!mediaType) throw new Refusal('unreadable-file', `${file.name} is no scan`, { name: file.name, what: 'scan' });
    const sha256 = createHash('sha256').update(content).digest('hex');
    const same = scansOf(db, schemeId).find((scan) => scan.sha256 === sha256);
    if (!same) {
      const scan: ScanRow = {
        id: ScanId.parse(newId()),
        schemeId,
        name: file.name,
        mediaType,
        bytes: content.length,
        sha256,
        addedAt: act.at,
      };
      insertScan(db, scan, content);
      const { id, schemeId: _scheme, addedAt: _at, ...set } = scan;
      act.record({ schema: 'scheme-scan@1', kind: 'create', rid: id, fonds: scheme.fondsId, set: { ...set, schemeId }, was: {} });
      forgetFile(db, folder, stagedId);
      return scan;
    }
    forgetFile(db, folder, stagedId);
    return same;
  },
  'schemes.removeScan'(context, { scanId }) {
    const { db } = context;
    const scan = knownScan(db, scanId);
    const scheme = knownScheme(db, scan.schemeId);
    if (scheme.state === 'in-force' || scheme.state === 'superseded')
      throw new Refusal('locked', `version ${scheme.version} is ${scheme.state}`, { what: 'scheme', state: scheme.state });
    dropScan(context, scheme, scan);
    return { removed: true };
  },
  async *'schemes.saveScan'(context, { scanId }) {
    const scan = knownScan(context.db, scanId);
    return yield* writeOutput(context, scan.name, scan.mediaType, [{ bytes: scanContent(context.db, scanId) }]);
  },
};

/** Takes a scan away; its name and hash stay in the log. */
export function dropScan({ db, act }: CommandContext, { fondsId }: Scheme, { id, name, sha256 }: ScanRow): void {
  deleteScan(db, id);
  act.record({ schema: 'scheme-scan@1', kind: 'delete', rid: id, fonds: fondsId, set: {}, was: { name, sha256 } });
}

function knownScan(db: ReadableDb, id: ScanId): ScanRow {
  const scan = scanById(db, id);
  if (!scan) throw new Refusal('not-found', `no scan ${id}`, { what: 'scan' });
  return scan;
}

const startsWith = (content: Uint8Array, ...bytes: number[]) => bytes.every((byte, index) => content[index] === byte);

/** What a file is by its first bytes; undefined for what is no picture, PDF or OFD (GB/T 33190, a zip). */
function mediaTypeOf(content: Uint8Array, name: string): string | undefined {
  if (startsWith(content, 0x25, 0x50, 0x44, 0x46, 0x2d)) return 'application/pdf';
  if (startsWith(content, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (startsWith(content, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (startsWith(content, 0x49, 0x49, 0x2a, 0x00) || startsWith(content, 0x4d, 0x4d, 0x00, 0x2a)) return 'image/tiff';
  if (startsWith(content, 0x50, 0x4b, 0x03, 0x04) && name.toLowerCase().endsWith('.ofd')) return 'application/ofd';
  return undefined;
}
