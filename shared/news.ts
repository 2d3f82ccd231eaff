import type { Task } from './tasks/tasks.ts';

/** What the core says unasked: rooms whose answers may have changed, or how far a task has come. */
export type News = { readonly kind: 'changed'; readonly rooms: readonly string[] } | { readonly kind: 'task'; readonly task: Task };
