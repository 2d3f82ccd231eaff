import { readFileSync } from 'node:fs';
import type { UserConfig } from 'vite';

/** The project's folder, with its closing slash. */
export const project = new URL('..', import.meta.url).pathname;
const { dependencies } = JSON.parse(readFileSync(`${project}package.json`, 'utf8')) as { dependencies: Record<string, string> };

/** Packages that are ES modules only: `require` of one gives CommonJS code a different default export than the sources import. */
const bundled = ['canonicalize'];

/**
 * Code for Node inside Electron, as CommonJS in dist/electron. Other packages are not bundled: they are shipped beside it, and
 * the prebuilt SQLite and the font files among them must be files of their own anyway.
 */
export function forNode(entries: Readonly<Record<string, string>>): UserConfig {
  const packages = Object.keys(dependencies).filter((name) => !bundled.includes(name));
  const outside = (name: string) => name === 'electron' || packages.some((known) => name === known || name.startsWith(`${known}/`));
  return {
    root: project,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: true,
      outDir: `${project}dist/electron`,
      emptyOutDir: false,
      target: 'node24',
      sourcemap: true,
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: entries,
        external: outside,
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
      },
    },
    ssr: { noExternal: true },
  };
}
