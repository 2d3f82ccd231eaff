import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Every source file below the folders, as paths from the root. */
export function sources(folders, endings = ['.ts', '.tsx', '.cts', '.mts']) {
  const found = [];
  for (const folder of folders)
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (
        entry.isFile() &&
        endings.some((ending) => entry.name.endsWith(ending)) &&
        !entry.name.endsWith('.d.ts') &&
        !path.includes('node_modules')
      )
        found.push(path);
    }
  return found.sort();
}
