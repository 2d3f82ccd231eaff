import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';

/** A line between desktop and county that does to each message what the test says. */
export interface Relay {
  readonly address: string;
  /** Bodies that came from the desktop, in order, with their paths. */
  readonly seen: { path: string; body: Buffer }[];
  /** Decides for the messages that follow; the default passes everything on. */
  next(way: Way): void;
}

export type Way = (
  path: string,
  times: number,
) =>
  | 'pass'
  | 'lose-request'
  | 'lose-answer'
  | 'twice'
  | 'cut-answer'
  | { answer: string; type?: string; status?: number }
  | { change(answer: { [field: string]: unknown }): object };

export async function startRelay(countyAddress: string): Promise<Relay> {
  const seen: Relay['seen'] = [];
  let way: Way = () => 'pass';
  let times = 0;
  const server = createServer((request, response) => void relay(request, response).catch(() => request.socket.destroy()));
  async function relay(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const path = request.url ?? '';
    const body = await bodyOf(request);
    seen.push({ path, body });
    const fate = way(path, times++);
    if (fate === 'lose-request') return request.socket.destroy();
    if (typeof fate === 'object' && 'answer' in fate) {
      response.writeHead(fate.status ?? 200, { 'content-type': fate.type ?? 'text/html' });
      return response.end(fate.answer);
    }
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => !['host', 'connection', 'content-length'].includes(name)),
    ) as Record<string, string>;
    const forward = () => fetch(`${countyAddress}${path}`, { method: 'POST', headers, body: new Uint8Array(body) });
    if (fate === 'twice') await (await forward()).arrayBuffer();
    const answer = await forward();
    let text = await answer.text();
    if (fate === 'lose-answer') return request.socket.destroy();
    if (typeof fate === 'object') text = JSON.stringify(fate.change(JSON.parse(text) as { [field: string]: unknown }));
    const answered = {
      'content-type': answer.headers.get('content-type') ?? '',
      'lantai-protocol': answer.headers.get('lantai-protocol') ?? '',
      'lantai-nonce': answer.headers.get('lantai-nonce') ?? '',
    };
    if (fate === 'cut-answer') {
      response.writeHead(answer.status, { ...answered, 'content-length': Buffer.byteLength(text) });
      response.write(text.slice(0, text.length / 2));
      return setTimeout(() => request.socket.destroy(), 20);
    }
    response.writeHead(answer.status, answered);
    return response.end(text);
  }
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    address: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    seen,
    next(wanted) {
      way = wanted;
      times = 0;
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
