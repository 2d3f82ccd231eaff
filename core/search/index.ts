import type { Handlers } from '../context.ts';

export const searchHandlers = {} as Handlers<'search'>; // being built
export const indexWaiting = () => false;
