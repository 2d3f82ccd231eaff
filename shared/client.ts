import type { CallerInput, OperationName, Outcome } from './contract.ts';
import { Refusal, type Reply } from './reply.ts';

/** Carries one sentence to the core and brings its reply; every host supplies one. */
export type Transport = (name: string, input: unknown) => Promise<Reply>;

/** The typed caller. */
export type Call = <N extends OperationName>(name: N, input: CallerInput<N>) => Promise<Outcome<N>>;

/** Makes the typed caller over a host's transport. A refused call throws `Refusal`. */
export function createCall(transport: Transport): Call {
  return async (name, input) => {
    const reply = await transport(name, input);
    if (!reply.ok) throw new Refusal(reply.problem.code, reply.problem.message, reply.problem.details);
    return reply.value as never;
  };
}
