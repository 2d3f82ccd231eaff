import type { Handlers } from '../context.ts';

export const itemHandlers = {} as Handlers<'items'>; // being built
