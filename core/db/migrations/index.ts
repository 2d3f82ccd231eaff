import type { Migration } from '../migrate.ts';
import { foundation } from './2611221630-foundation.ts';
import { records } from './2611221642-records.ts';

/** Every step of the schema, oldest first. Append only. */
export const migrations: readonly Migration[] = [foundation, records];
