import { appendFileSync, readdirSync, rmSync } from 'node:fs';
import type { Folder } from './folder.ts';

export type Log = (message: string, error: unknown) => void;

/** How many months of bugs are kept. */
const keptMonths = 24;

/**
 * Writes bugs down in logs/lantai-YYYYMM.log. Record content never stands there: messages of the program are English, so every
 * run of other letters (a title, a name, a path with a person's name) is replaced by its length.
 */
export function logIn(folder: Folder, now: () => Date = () => new Date()): Log {
  for (const old of readdirSync(folder.path('logs'))
    .filter((name) => /^lantai-\d{6}\.log$/.test(name))
    .sort()
    .slice(0, -keptMonths))
    rmSync(folder.path('logs', old), { force: true });
  return (message, error) => {
    const at = now().toISOString();
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const line = `${at} ${message}: ${text}`
      .slice(0, 4000)
      .replaceAll(/[^\t\n -~]+/g, (run) => `[${[...run].length} letters]`)
      .replaceAll('\n', '\n  ');
    try {
      appendFileSync(folder.path('logs', `lantai-${at.slice(0, 4)}${at.slice(5, 7)}.log`), `${line}\n`);
    } catch {
      console.error(line); // a full disk must not turn one error into another
    }
  };
}
