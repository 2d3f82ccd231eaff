import type { z } from 'zod';
import { auditOperations } from './audit/audit.ts';
import { backupOperations } from './backup/backup.ts';
import { deskOperations } from './desk/desk.ts';
import { fileOperations } from './files/files.ts';
import { fondsOperations } from './fonds/fonds.ts';
import { importOperations } from './imports/imports.ts';
import { coverageOperations } from './items/coverage.ts';
import { itemOperations } from './items/items.ts';
import { notFiledOperations } from './items/notfiled.ts';
import { reclassifyOperations } from './items/reclassify.ts';
import { numberingOperations } from './numbering/numbering.ts';
import { printOperations } from './prints/prints.ts';
import { schemeOperations } from './schemes/schemes.ts';
import { searchOperations } from './search/search.ts';
import { settingsOperations } from './settings/settings.ts';
import { syncOperations } from './sync/sync.ts';
import { type TaskStarted, taskOperations } from './tasks/tasks.ts';

/** Everything Lantai can be asked: one line a room. Screens, command line and tests all speak this. */
export const contract = {
  ...settingsOperations,
  ...fondsOperations,
  ...schemeOperations,
  ...numberingOperations,
  ...itemOperations,
  ...coverageOperations,
  ...notFiledOperations,
  ...reclassifyOperations,
  ...fileOperations,
  ...searchOperations,
  ...importOperations,
  ...printOperations,
  ...auditOperations,
  ...backupOperations,
  ...syncOperations,
  ...deskOperations,
  ...taskOperations,
};

export type Contract = typeof contract;
export type OperationName = keyof Contract;

/** What a caller gives. */
export type CallerInput<N extends OperationName> = z.input<Contract[N]['input']>;
/** What a handler is given, after parsing. */
export type Input<N extends OperationName> = z.output<Contract[N]['input']>;
/** What a handler answers. */
export type Output<N extends OperationName> = z.output<Contract[N]['output']>;
/** What a caller gets back: the output, or for a task the id to ask `tasks.get` about. */
export type Outcome<N extends OperationName> = Contract[N]['kind'] extends 'task' ? TaskStarted : Output<N>;

/** The names of one room's sentences. */
export type NamesOf<Room extends string> = Extract<OperationName, `${Room}.${string}`>;

export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(contract, name);
}
