import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type County, openCounty } from '../../server/county/county.ts';
import { test as base } from './lantai.ts';

export { expect } from './lantai.ts';

/** A real county archive on a PostgreSQL of its own. */
export const test = base.extend<{ county: County }>({
  county: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'lantai-county-'));
      const county = await openCounty({ folder, name: '青石县档案馆', log: () => {} });
      await use(county);
      await county.close();
      rmSync(folder, { recursive: true, force: true });
    },
    { timeout: 120_000 },
  ],
});
