import type { Handlers } from '../context.ts';

export const printHandlers = {} as Handlers<'prints'>; // being built
