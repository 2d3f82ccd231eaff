import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../core/sync/wire/index.ts';
import { CountyRefusal } from './refusal.ts';

/** Nonces that need no memory to issue: time and chance under this process's own secret. One is good once, for a quarter of an hour. */
export class Nonces {
  readonly #secret: Buffer;
  readonly #used = new Map<string, number>();
  readonly #random: Random;
  readonly #now: () => number;

  constructor(random: Random, now: () => number) {
    this.#secret = random(32);
    this.#random = random;
    this.#now = now;
  }

  next(): string {
    const text = `${this.#now().toString(36)}.${this.#random(9).toString('base64url')}`;
    return `${text}.${this.#mac(text)}`;
  }

  /** Refuses `nonce` when it is not ours, too old, or was used: the answer carries a new one. */
  spend(nonce: string): void {
    const at = nonce.lastIndexOf('.');
    const text = nonce.slice(0, Math.max(at, 0));
    const mac = Buffer.from(nonce.slice(at + 1));
    const right = Buffer.from(this.#mac(text));
    const issued = Number.parseInt(text.split('.')[0] ?? '', 36);
    const isGood = mac.length === right.length && timingSafeEqual(mac, right) && this.#now() - issued < validFor && !this.#used.has(nonce);
    if (!isGood) throw new CountyRefusal(401, 'nonce');
    this.#used.set(nonce, issued);
    for (const [old, when] of this.#used) {
      if (this.#now() - when < validFor) break;
      this.#used.delete(old);
    }
  }

  #mac(text: string): string {
    return createHmac('sha256', this.#secret).update(text).digest('base64url').slice(0, 27);
  }
}

const validFor = 15 * 60_000;

/** How many wrong codes one address, and all together, may try in a quarter of an hour: 31 bits of code stay out of reach. */
const guessesFromOne = 10;
const guessesFromAll = 200;

export class Guesses {
  readonly #wrong: { at: number; from: string }[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  requireRoom(from: string): void {
    while (this.#wrong[0] && this.#now() - this.#wrong[0].at > validFor) this.#wrong.shift();
    if (this.#wrong.length >= guessesFromAll || this.#wrong.filter((guess) => guess.from === from).length >= guessesFromOne)
      throw new CountyRefusal(429, 'too-many-guesses');
  }

  wrong(from: string): void {
    this.#wrong.push({ at: this.#now(), from });
  }
}
