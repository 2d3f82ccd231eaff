import { sha256 } from './hashes.ts';
import { isSignedBy, type Sign } from './keys.ts';

/**
 * Signed requests: a profile of RFC 9421 with ed25519 over `@method`, `@path`, `content-digest` and the county's nonce. `@path`
 * rather than `@target-uri`, so that a proxy in front of the county changes nothing; the nonce binds it to that county.
 */
export interface SignedParts {
  readonly method: string;
  readonly path: string;
  readonly body: Uint8Array;
}

const covered = '("@method" "@path" "content-digest")';

export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${sha256(body).toString('base64')}:`;
}

/** The text that is signed (RFC 9421 §2.5). */
export function signatureBase(components: readonly (readonly [name: string, value: string])[], params: string): string {
  return [...components.map(([name, value]) => `"${name}": ${value}`), `"@signature-params": ${params}`].join('\n');
}

const baseOf = ({ method, path, body }: SignedParts, params: string) =>
  Buffer.from(
    signatureBase(
      [
        ['@method', method],
        ['@path', path],
        ['content-digest', contentDigest(body)],
      ],
      params,
    ),
  );

/** The three headers of a signed request. */
export function signRequest(parts: SignedParts, device: string, nonce: string, sign: Sign): Record<string, string> {
  const params = `${covered};nonce="${nonce}";keyid="${device}";alg="ed25519"`;
  return {
    'content-digest': contentDigest(parts.body),
    'signature-input': `sig=${params}`,
    signature: `sig=:${Buffer.from(sign(baseOf(parts, params))).toString('base64')}:`,
  };
}

const inputForm = /^sig=(\("@method" "@path" "content-digest"\);nonce="([\w.-]{1,200})";keyid="([0-9a-f]{32})";alg="ed25519")$/;

/** Who says to have signed, and with which nonce; undefined when the headers are not of this profile. */
export function signatureClaim(headers: {
  get(name: string): string | null | undefined;
}): { device: string; nonce: string; params: string; signature: Buffer } | undefined {
  const input = inputForm.exec(headers.get('signature-input') ?? '');
  const signature = /^sig=:([A-Za-z0-9+/=]{88}):$/.exec(headers.get('signature') ?? '');
  if (!input || !signature) return undefined;
  return { params: input[1]!, nonce: input[2]!, device: input[3]!, signature: Buffer.from(signature[1]!, 'base64') };
}

/** Whether the claim holds for these bytes. */
export function isRequestSignedBy(publicKey: Uint8Array, parts: SignedParts, claim: { params: string; signature: Uint8Array }): boolean {
  return isSignedBy(publicKey, baseOf(parts, claim.params), claim.signature);
}
