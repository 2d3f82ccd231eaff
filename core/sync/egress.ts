import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type Json, Refusal } from '../../shared/reply.ts';
import { carriesMark } from '../../shared/sync/marks.ts';
import { classifiedField, loadSm3, parcelType, protocol, readEnvelope, readOps } from './wire/index.ts';

/**
 * The one module that opens a socket (gate L3). It is loaded only where sending is allowed, and looks through the exact bytes
 * before they leave, whatever was looked through before.
 */
export interface Outgoing {
  readonly url: string;
  readonly type: string;
  readonly body: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Given up when nothing moves for so long, ms. */
  readonly stall?: number;
  /** What carries it; the network unless said. */
  readonly exchange?: Exchange | undefined;
}

/** An answer as it came. */
export interface Raw {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
}

/** Carries bytes to an address and brings the answer; an error bears the `code` the system gave it. */
export type Exchange = (outgoing: Outgoing) => Promise<Raw>;

/** What the county answered; `body` is JSON. */
export interface Answer {
  readonly status: number;
  readonly nonce: string;
  readonly body: unknown;
}

const longestAnswer = 8 << 20;
const usualStall = 30_000;

/** Sends bytes to the county. Throws `Refusal`: classified, offline, not-the-county, clock-wrong, county-refused (5xx). */
export async function post(outgoing: Outgoing): Promise<Answer> {
  await requireOpen(outgoing);
  const { exchange = overNetwork } = outgoing;
  const { status, headers, bytes } = await exchange(outgoing).catch((error: NodeJS.ErrnoException) => {
    if (outgoing.signal.aborted) throw error;
    throw transportRefusal(error);
  });
  const type = String(headers['content-type'] ?? '');
  const isOurs = headers['lantai-protocol'] !== undefined && type.startsWith('application/json');
  if (status >= 500) throw new Refusal('county-refused', `the county answered ${status}`, { status, why: 'server-error' });
  if (!isOurs)
    throw new Refusal('not-the-county', `${status} ${type || 'without type'}`, { status, type: type.slice(0, 80), why: 'not-lantai' });
  let body: unknown;
  try {
    body = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Refusal('offline', 'the answer broke off', { why: 'broken-answer' });
  }
  if (!String(headers['lantai-protocol']).startsWith(`${protocol.split('.')[0]}.`)) {
    throw new Refusal('county-refused', `protocol ${headers['lantai-protocol']}`, { status, why: 'unknown-protocol' });
  }
  return { status, nonce: String(headers['lantai-nonce'] ?? ''), body };
}

async function requireOpen({ type, body }: Outgoing): Promise<void> {
  const field =
    type === parcelType
      ? readOps(readEnvelope(body), await loadSm3())
          .map((op) => classifiedField(op))
          .find((found) => found !== null)
      : carriesMark(Buffer.from(body).toString('utf8'))
        ? 'text'
        : undefined;
  if (field) throw new Refusal('classified', 'classified matter at the last gate', { field });
}

function overNetwork({ url, type, body, headers, signal, stall = usualStall }: Outgoing): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const address = new URL(url);
    const open = address.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = open(address, {
      method: 'POST',
      signal,
      headers: { ...headers, 'content-type': type, 'content-length': body.length, 'lantai-protocol': protocol, accept: 'application/json' },
    });
    let moved = -1;
    const watch = setInterval(() => {
      const now = (request.socket?.bytesWritten ?? 0) - (request.socket?.writableLength ?? 0) + (request.socket?.bytesRead ?? 0);
      if (now === moved) request.destroy(Object.assign(new Error('nothing moved'), { code: 'STALLED' }));
      moved = now;
    }, stall);
    const end = (error: Error) => {
      clearInterval(watch);
      reject(error);
    };
    request.setNoDelay(true);
    request.on('error', end);
    request.on('response', (response) => {
      const pieces: Buffer[] = [];
      let size = 0;
      response.on('data', (piece: Buffer) => {
        pieces.push(piece);
        size += piece.length;
        if (size > longestAnswer) request.destroy(Object.assign(new Error('answer too long'), { code: 'TOO_LONG' }));
      });
      response.on('error', end);
      response.on('aborted', () => end(Object.assign(new Error('the answer broke off'), { code: 'ECONNRESET' })));
      response.on('end', () => {
        clearInterval(watch);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(pieces) });
      });
    });
    request.end(body);
  });
}

const wrongClock = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];
const wrongPeer = /^(?:ERR_TLS_|HPE_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|CERT_|ERR_SSL_|EPROTO|TOO_LONG)/;

/** What went wrong below HTTP, in the closed list's words. */
function transportRefusal(error: NodeJS.ErrnoException): Refusal {
  const why = error.code ?? error.name;
  const details: { [key: string]: Json } = { why };
  if (wrongClock.includes(why)) return new Refusal('clock-wrong', error.message, { ...details, local: new Date().toISOString() });
  if (wrongPeer.test(why)) return new Refusal('not-the-county', error.message, details);
  return new Refusal('offline', error.message, details);
}
