import type { Handlers } from '../context.ts';

export const importHandlers = {} as Handlers<'imports'>; // being built
