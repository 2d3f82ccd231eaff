import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createApp } from '../../core/app.ts';
import { openDatabase } from '../../core/db/database.ts';
import { migrate } from '../../core/db/migrate.ts';
import { migrations } from '../../core/db/migrations/index.ts';
import { folderAt } from '../../core/folder.ts';
import { fondsById } from '../../core/fonds/store.ts';
import { itemById } from '../../core/items/index.ts';
import { clauseById } from '../../core/schemes/store.ts';
import { createCall } from '../../shared/client.ts';
import type { CallerInput, OperationName, Output } from '../../shared/contract.ts';
import { Refusal } from '../../shared/reply.ts';
import type { Task, TaskStarted } from '../../shared/tasks/tasks.ts';

/** Said as `was` by a test that is not about who saw what: the fields as they stand at that moment. */
export const asItStands: { [field: string]: never } = {};

/** A whole Lantai in memory: real contract, real SQL, a clock that moves a second a look, counted ids. */
export function startApp(options: { path?: string; now?: () => Date; firstId?: number } = {}) {
  const root = mkdtempSync(join(tmpdir(), 'lantai-test-'));
  const db = openDatabase(options.path ?? ':memory:');
  migrate(db, migrations);
  let ids = options.firstId ?? 0;
  let seconds = 0;
  const logged: unknown[] = [];
  const app = createApp({
    db,
    folder: folderAt(root),
    now: options.now ?? (() => new Date(Date.UTC(2026, 0, 5, 8, 0, seconds++))),
    newId: () => `01900000-0000-7000-8000-${(++ids).toString(16).padStart(12, '0')}`,
    log: (_message, error) => logged.push(error),
  });
  onTestFinished(async () => {
    await app.close();
    rmSync(root, { recursive: true, force: true });
  });
  const call = createCall(async (name, input) => {
    const { was, ...rest } = input as { was?: unknown; set?: object };
    const sent = was === asItStands ? { ...rest, was: standing(name, rest as { set: object }) } : input;
    return structuredClone(app.answer(name, structuredClone(sent)));
  });
  function standing(name: string, { set, ...named }: { set: object; id?: string; clauseId?: string }): object {
    const record =
      name === 'items.edit'
        ? itemById(db, named.id ?? '')
        : name === 'fonds.edit'
          ? fondsById(db, named.id ?? '')
          : clauseById(db, named.clauseId ?? '');
    return Object.fromEntries(Object.keys(set).map((field) => [field, record?.[field as keyof typeof record]]));
  }
  /** Runs a task to its end and gives its output; a refused or cancelled one throws its `Refusal`. */
  async function run<N extends OperationName>(name: N, input: CallerInput<N>): Promise<Output<N>> {
    const { taskId } = (await call(name, input)) as TaskStarted;
    for (;;) {
      const task: Task = await call('tasks.get', { id: taskId });
      if (task.state === 'done') return task.output as Output<N>;
      if (task.state !== 'running') throw new Refusal(task.problem!.code, task.problem!.message, task.problem!.details as never);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return { app, call, run, db, root, logged };
}

/** An app past the first-run wizard, with one fonds; a second office beside it counts its ids from another number. */
export async function startOffice(kind: 'networked' | 'standalone' | 'classified' = 'networked', firstId = 0) {
  const lantai = startApp({ firstId });
  await lantai.call('settings.setUp', { kind, archivist: '王芳' });
  const fonds = await lantai.call('fonds.create', { code: 'Z109', name: '青石乡人民政府', unitType: 'township' });
  return { ...lantai, fonds };
}
