import { createHash } from 'node:crypto';
import { createSM3 } from 'hash-wasm';

/** SM3 (GB/T 32905) of some bytes, hex. */
export type Sm3 = (bytes: Uint8Array) => string;

export function sha256(...parts: readonly (Uint8Array | string)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

let loading: Promise<Sm3> | undefined;

/** SM3 from WebAssembly: Electron's own crypto (BoringSSL) has none. Loaded once. */
export function loadSm3(): Promise<Sm3> {
  loading ??= createSM3().then((hasher) => (bytes) => hasher.init().update(bytes).digest('hex'));
  return loading;
}
