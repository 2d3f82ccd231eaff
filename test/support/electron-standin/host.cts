// Entry point: installs the `electron` stand-in, then loads the app's real main bundle.
const { registerHooks, createRequire } = require('node:module') as typeof import('node:module');
const path = require('node:path') as typeof import('node:path');
const fs = require('node:fs') as typeof import('node:fs');
const { pathToFileURL } = require('node:url') as typeof import('node:url');

const stub = pathToFileURL(path.join(__dirname, 'electron.cts')).href;
registerHooks({
  resolve: (spec, ctx, next) => {
    if (spec !== 'electron' && spec !== 'electron/main') return next(spec, ctx);
    // An ES module needs static names: give it a module that lists them.
    return ctx.conditions.includes('import')
      ? { url: 'electron-standin:esm', format: 'module', shortCircuit: true }
      : { url: stub, format: 'commonjs-typescript', shortCircuit: true };
  },
  load: (url, ctx, next) => {
    if (url !== 'electron-standin:esm') return next(url, ctx);
    const names = Object.keys(require('./electron.cts')).join(', ');
    return {
      format: 'module',
      shortCircuit: true,
      source: `import { createRequire } from 'node:module'; const e = createRequire(${JSON.stringify(stub)})('electron'); export default e; export const { ${names} } = e`,
    };
  },
});

const argv = process.argv.slice(2);
const preRequire: string[] = [];
let entry: string | undefined;
for (let i = 0; i < argv.length; i++) {
  if (argv[i] === '-r' || argv[i] === '--require') preRequire.push(argv[++i]!);
  else if (!argv[i]!.startsWith('-')) {
    entry = argv[i];
    break;
  }
}
if (!entry) throw new Error('electron-standin: no app path given');
let appPath = path.resolve(entry);
let main = appPath;
if (fs.statSync(appPath).isDirectory()) {
  main = path.join(appPath, JSON.parse(fs.readFileSync(path.join(appPath, 'package.json'), 'utf8')).main ?? 'index.js');
} else {
  while (!fs.existsSync(path.join(appPath, 'package.json')) && appPath !== '/') appPath = path.dirname(appPath);
}
process.argv = [process.execPath, ...argv]; // as Electron lays it out
(globalThis as any).__electronStandin = { appPath, argv };
Object.defineProperty(process, 'type', { value: 'browser' });
Object.assign(process.versions, { electron: 'standin', chrome: 'system' });
const req = createRequire(main);
const { app } = req('electron');
for (const r of preRequire) req(r);
const load = main.endsWith('.mjs') ? import(pathToFileURL(main).href) : Promise.resolve().then(() => req(main));
load.then(
  () => app._start(),
  (e) => {
    console.error(e);
    process.exit(1);
  },
);
