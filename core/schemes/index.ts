import type { Handlers } from '../context.ts';

export const schemeHandlers = {} as Handlers<'schemes'>; // being built
