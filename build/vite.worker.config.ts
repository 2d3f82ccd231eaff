import { existsSync } from 'node:fs';
import { defineConfig } from 'vite';
import { forNode, project } from './vite.node.ts';

/** The core's thread, and the threads it starts: the names their starters look for beside the bundle. */
const threads = {
  worker: 'core/worker.ts',
  'import-worker': 'core/imports/reading/worker.ts',
  'print-worker': 'core/prints/writing/worker.ts',
};
const entries = Object.entries(threads)
  .map(([name, file]) => [name, `${project}${file}`] as const)
  .filter(([, path]) => existsSync(path));

export default defineConfig(forNode(Object.fromEntries(entries)));
