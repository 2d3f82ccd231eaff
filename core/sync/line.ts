import type { z } from 'zod';
import { Refusal } from '../../shared/reply.ts';
import type { TaskContext } from '../context.ts';
import type { KeyPair } from './wire/index.ts';
import { CountyProblem, parcelType, signRequest } from './wire/index.ts';

/** What the county refused, in its own code. */
export class CountyRefusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly expected: number | undefined;
  constructor(status: number, code: string, expected: number | undefined) {
    super(`the county refused: ${status} ${code}`);
    this.code = code;
    this.status = status;
    this.expected = expected;
  }
}

/** An open line to one county: knows its address, keeps the next nonce, reads its answers. */
export interface Line {
  /** A signed question in JSON; one more round trip when the nonce is old (rulings 20). */
  ask<Schema extends z.ZodType>(path: string, question: object, answer: Schema): Promise<z.output<Schema>>;
  /** A parcel, exactly as sealed. */
  send<Schema extends z.ZodType>(path: string, bytes: Uint8Array, answer: Schema): Promise<z.output<Schema>>;
}

/** Opens a line. Loads the egress module, and so the network, only now. */
export async function openLine(
  address: string,
  key: KeyPair,
  { signal, exchange }: Pick<TaskContext, 'signal' | 'exchange'>,
): Promise<Line> {
  const { post } = await import('./egress.ts');
  const root = new URL(address.endsWith('/') ? address : `${address}/`);
  let nonce = 'none';

  async function round<Schema extends z.ZodType>(
    path: string,
    type: string,
    body: Uint8Array,
    headers: Record<string, string>,
    schema: Schema,
  ): Promise<z.output<Schema>> {
    const answer = await post({ url: new URL(path, root).href, type, body, headers, signal, exchange });
    if (answer.nonce) nonce = answer.nonce;
    if (answer.status !== 200) {
      const refused = CountyProblem.safeParse(answer.body);
      throw new CountyRefusal(answer.status, refused.data?.problem.code ?? 'unnamed', refused.data?.problem.expected);
    }
    const parsed = schema.safeParse(answer.body);
    if (!parsed.success)
      throw new Refusal('county-refused', `an answer this version cannot read: ${path}`, { status: 200, why: 'unreadable-answer' });
    return parsed.data;
  }

  return {
    async ask(path, question, answer) {
      const body = Buffer.from(JSON.stringify(question));
      const attempt = () =>
        round(
          path,
          'application/json',
          body,
          signRequest({ method: 'POST', path: new URL(path, root).pathname, body }, key.id, nonce, key.sign),
          answer,
        );
      try {
        return await attempt();
      } catch (error) {
        if (error instanceof CountyRefusal && error.code === 'nonce') return attempt();
        throw error;
      }
    },
    send: (path, bytes, answer) => round(path, parcelType, bytes, {}, answer),
  };
}

/** The address a person typed, as a URL without path; `https` unless they said otherwise. */
export function countyAddress(typed: string): string {
  const address = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`);
  if (!address || !['http:', 'https:'].includes(address.protocol) || address.username !== '') {
    throw new Refusal('invalid-input', `no address of a county: ${typed.slice(0, 80)}`, { issues: [{ field: 'address', why: 'address' }] });
  }
  return `${address.origin}${address.pathname.replace(/\/+$/, '')}`;
}
