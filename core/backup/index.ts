import type { Handlers } from '../context.ts';

export const backupHandlers = {} as Handlers<'backup'>; // being built
