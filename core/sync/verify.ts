import type { Output } from '../../shared/contract.ts';
import type { ReadableDb } from '../db/database.ts';
import { countDelivered, deliveredBy, enrolledCounty, parcelAt, type ReceiptRow, receipts } from './store.ts';
import { Receipt, requireReceipt, sha256, WireProblem } from './wire/index.ts';

/** Whether a stored receipt still holds: the county's signature, and that it is for the parcel kept here; if not, why. */
export function receiptFault(db: ReadableDb, row: ReceiptRow, key: Uint8Array | undefined): string {
  const parcel = parcelAt(db, row.epochId, row.seq);
  if (!parcel || !key) return 'missing';
  if (sha256(parcel.bytes).toString('hex') !== parcel.sha256) return 'parcel-changed';
  try {
    const receipt = requireReceipt(row.bytes, {
      countyKey: key,
      srv: row.server,
      dev: row.dev,
      ep: row.epochId,
      seq: row.seq,
      fonds: parcel.fondsId,
      sha256: parcel.sha256,
      sm3: parcel.sm3,
      n: parcel.changes,
    });
    return receipt.no === row.no ? '' : 'number';
  } catch (error) {
    if (error instanceof WireProblem) return error.fault;
    throw error;
  }
}

/** [S7] Checks every stored receipt again, and that each delivered change is named in exactly one that counts. */
export function verifyReceipts(db: ReadableDb): Output<'sync.verify'> {
  const key = enrolledCounty(db)?.key;
  const rows = receipts(db);
  const broken: string[] = [];
  let verified = 0;
  let covered = 0;
  for (const row of rows) {
    const fault = receiptFault(db, row, key);
    if (fault !== '') {
      broken.push(`${row.no}: ${fault}`);
      continue;
    }
    verified += 1;
    if (row.supersededAt !== null) continue;
    const receipt = Receipt.parse(JSON.parse(Buffer.from(row.bytes).toString('utf8').split('\n')[1]!));
    const settled = new Set(receipt.settled.map(([opId]) => opId));
    for (const { opId, place } of deliveredBy(db, row)) {
      if (settled.has(opId) || (place !== null && receipt.results[place] === 'A')) covered += 1;
      else broken.push(`${row.no}: ${opId} is not in it`);
    }
  }
  const delivered = countDelivered(db);
  if (covered !== delivered) broken.push(`${delivered - covered} delivered changes have no receipt`);
  return { receipts: rows.length, verified, changesCovered: covered, broken: broken.slice(0, 100) };
}
