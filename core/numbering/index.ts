import type { Handlers } from '../context.ts';

export const numberingHandlers = {} as Handlers<'numbering'>; // being built
