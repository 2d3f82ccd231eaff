import { createHash, randomBytes } from 'node:crypto';

/**
 * Who may speak to this server: a one-time token goes out in the address, and comes back once for a cookie. Cookies know no
 * ports, so the cookie's name is random too: two servers on one PC do not put each other out.
 */
export interface Sessions {
  /** A fresh token (256 bits); the one before it dies. */
  newToken(): string;
  /** The Set-Cookie line for a live token, which dies of it; nothing for any other. */
  exchange(token: unknown): string | undefined;
  /** Whether a Cookie header carries a session given here. */
  admits(cookies: string | undefined): boolean;
}

export function createSessions(): Sessions {
  const name = `lantai-${randomBytes(8).toString('hex')}`;
  const sessions = new Set<string>();
  let token: string | undefined;
  // Only digests are kept and compared: the time a look-up takes tells nothing about the secret.
  const digest = (secret: string) => createHash('sha256').update(secret).digest('hex');
  return {
    newToken() {
      const secret = randomBytes(32).toString('hex');
      token = digest(secret);
      return secret;
    },
    exchange(secret) {
      if (typeof secret !== 'string' || token === undefined || digest(secret) !== token) return undefined;
      token = undefined;
      const session = randomBytes(32).toString('hex');
      sessions.add(digest(session));
      return `${name}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    },
    admits(cookies) {
      for (const part of (cookies ?? '').split(';')) {
        const [key, value] = part.trim().split('=', 2);
        if (key === name && value !== undefined && sessions.has(digest(value))) return true;
      }
      return false;
    },
  };
}
