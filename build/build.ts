import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const project = join(import.meta.dirname, '..');
const dist = join(project, 'dist');
const stamp = join(dist, 'built');

/** Whether a source is newer than what was built of it. */
export function isStale(): boolean {
  if (!existsSync(stamp)) return true;
  const built = statSync(stamp).mtimeMs;
  const folders = ['shared', 'core', 'electron', 'renderer', 'build'];
  return [
    'package-lock.json',
    ...folders.flatMap((folder) => readdirSync(join(project, folder), { recursive: true }).map((name) => join(folder, String(name)))),
  ].some((path) => statSync(join(project, path)).mtimeMs > built);
}

/** Builds main, preload, the threads of the core and the page into dist/. */
export async function buildAll(): Promise<void> {
  const began = Date.now();
  rmSync(stamp, { force: true });
  for (const name of ['main', 'preload', 'worker', 'renderer'])
    await build({ configFile: join(import.meta.dirname, `vite.${name}.config.ts`) });
  for (const name of readdirSync(join(dist, 'electron')))
    if (statSync(join(dist, 'electron', name)).mtimeMs < began - 1000) rmSync(join(dist, 'electron', name));
  writeFileSync(stamp, '');
  // The moment the sources were read, so that one saved meanwhile counts as newer.
  utimesSync(stamp, began / 1000, began / 1000);
  console.log(`built in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

if (import.meta.main) await buildAll();
