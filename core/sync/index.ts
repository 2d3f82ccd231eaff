import type { Handlers } from '../context.ts';

export const syncHandlers = {} as Handlers<'sync'>; // being built
