import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign, verify } from 'node:crypto';
import { sha256 } from './hashes.ts';

/** Bytes of chance. */
export type Random = (size: number) => Buffer;

/** Makes the 64-byte Ed25519 signature of a digest. */
export type Sign = (digest: Uint8Array) => Uint8Array;

/** A key pair: the raw 32-byte public key, its name, and how it signs. The private half leaves only as PEM. */
export interface KeyPair {
  readonly publicKey: Buffer;
  readonly id: string;
  readonly sign: Sign;
  readonly pem: string;
}

/** The name of a key: the first 16 bytes of SHA-256 of the raw public key, hex. Devices and counties are called by it. */
export function keyId(publicKey: Uint8Array): string {
  return sha256(publicKey).subarray(0, 16).toString('hex');
}

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A new pair: an Ed25519 private key is 32 bytes of chance. */
export function newKeyPair(random: Random = randomBytes): KeyPair {
  return keyPairOf(createPrivateKey({ key: Buffer.concat([pkcs8, random(32)]), format: 'der', type: 'pkcs8' }));
}

/** Reads a private key as `pem` wrote it. Throws when it is none, or not Ed25519. */
export function keyPairFrom(pem: string): KeyPair {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError(`a ${key.asymmetricKeyType} key where ed25519 is needed`);
  return keyPairOf(key);
}

function keyPairOf(privateKey: KeyObject): KeyPair {
  const publicKey = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x!, 'base64url');
  return {
    publicKey,
    id: keyId(publicKey),
    sign: (digest) => sign(null, digest, privateKey),
    pem: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
  };
}

/** Keys read lately: the same few sign again and again, and reading one costs as much as checking with it. */
const read = new Map<string, KeyObject>();

function keyObjectOf(publicKey: Uint8Array): KeyObject {
  const x = Buffer.from(publicKey).toString('base64url');
  const known = read.get(x);
  if (known) return known;
  const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
  if (read.size >= 1000) read.clear();
  read.set(x, key);
  return key;
}

/** Whether `signature` is that of the key's owner over `digest`. A malformed key or signature answers false. */
export function isSignedBy(publicKey: Uint8Array, digest: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    return verify(null, digest, keyObjectOf(publicKey), signature);
  } catch {
    return false;
  }
}
