import type { OperationName } from '../shared/contract.ts';
import { auditHandlers } from './audit/index.ts';
import { backupHandlers } from './backup/index.ts';
import type { Handlers, WhenIdle } from './context.ts';
import { deskHandlers } from './desk/index.ts';
import { fileHandlers } from './files/index.ts';
import { fondsHandlers } from './fonds/index.ts';
import { checkWaiting } from './health.ts';
import { importHandlers } from './imports/index.ts';
import { itemHandlers, learnWaiting } from './items/index.ts';
import { numberingHandlers } from './numbering/index.ts';
import { printHandlers } from './prints/index.ts';
import { schemeHandlers } from './schemes/index.ts';
import { indexWaiting, searchHandlers } from './search/index.ts';
import { settingsHandlers } from './settings/index.ts';
import { noteWaiting, syncHandlers } from './sync/index.ts';
import { taskHandlers } from './tasks/index.ts';

/** Who answers: one line a room. A contract line without a handler does not compile. */
export const handlers: Handlers<string> & { readonly [N in OperationName]: unknown } = {
  ...settingsHandlers,
  ...fondsHandlers,
  ...schemeHandlers,
  ...numberingHandlers,
  ...itemHandlers,
  ...fileHandlers,
  ...searchHandlers,
  ...importHandlers,
  ...printHandlers,
  ...auditHandlers,
  ...backupHandlers,
  ...syncHandlers,
  ...deskHandlers,
  ...taskHandlers,
};

/** What rooms do when nobody waits. */
export const idleWork: readonly WhenIdle[] = [indexWaiting, learnWaiting, checkWaiting, noteWaiting];
