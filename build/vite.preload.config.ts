import { defineConfig } from 'vite';
import { forNode, project } from './vite.node.ts';

// A sandboxed preload may load nothing: one file, CommonJS, everything in it.
export default defineConfig(forNode({ preload: `${project}electron/preload.ts` }));
