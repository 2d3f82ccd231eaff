import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: { include: ['test/unit/**/*.test.ts', 'test/sync/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
