import { protocol } from 'electron';
import { type PageFile, pageHeaders } from '../core/page.ts';

/** Our own scheme: the page has an origin of its own, no file:// rights and no server. Called before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

export function servePage(files: ReadonlyMap<string, PageFile>): void {
  protocol.handle('app', (request) => answerFor(request, files));
}

/** The file of a fixed list that an address names; everything else, however it is spelled, is not there. */
export function answerFor(request: Request, files: ReadonlyMap<string, PageFile>): Response {
  const file = request.method === 'GET' && isOurs(request.url) ? files.get(new URL(request.url).pathname) : undefined;
  return file
    ? new Response(file.bytes, { headers: { ...pageHeaders, 'content-type': file.mediaType } })
    : new Response('not found', { status: 404, headers: { ...pageHeaders, 'content-type': 'text/plain' } });
}

/** Whether an address belongs to our page. Parsed, never compared by its beginning: app://lantai.evil begins like it. */
export function isOurs(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol: scheme, host } = new URL(address);
  return scheme === 'app:' && host === 'lantai';
}
