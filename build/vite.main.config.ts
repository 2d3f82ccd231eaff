import { defineConfig } from 'vite';
import { forNode, project } from './vite.node.ts';

export default defineConfig(forNode({ main: `${project}electron/main.ts` }));
