import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { project } from './vite.node.ts';

export default defineConfig({
  root: `${project}renderer`,
  base: './',
  logLevel: 'warn',
  plugins: [react()],
  build: {
    outDir: `${project}dist/renderer`,
    emptyOutDir: true,
    target: 'chrome140',
    chunkSizeWarningLimit: 6000,
    reportCompressedSize: false,
    // Every file stands by itself: a data: address would need a wider policy than the page has.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
