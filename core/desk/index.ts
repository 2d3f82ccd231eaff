import type { Handlers } from '../context.ts';

export const deskHandlers = {} as Handlers<'desk'>; // being built
