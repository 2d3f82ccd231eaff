// `npm start [-- --data DIR]`: the desktop window where there is an Electron binary, else the same application in a browser.
import '../tools/require-node.mjs';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const project = join(import.meta.dirname, '..');
const electron = join(project, 'node_modules', 'electron');
const tried = join(project, '.cache', 'electron-tried');
const given = process.argv.slice(2);
const day = 86_400_000;

const { buildAll, isStale } = await import('./build.ts');
if (isStale()) await buildAll();

const why = whyNoWindow();
if (why === undefined) {
  const child = spawn(binary(), [project, ...given], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0);
  });
} else {
  console.log(`${why[0]}，改用浏览器打开。 ${why[1]}: opening in a browser instead.`);
  const { runCli } = await import('../server/cli.ts');
  process.exitCode = await runCli(['serve', ...given]);
}

/** The electron package's own note of where its binary is. */
function binary() {
  try {
    const path = join(electron, 'dist', readFileSync(join(electron, 'path.txt'), 'utf8'));
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Why no desktop window can be shown, in two languages; nothing when it can. */
function whyNoWindow() {
  if (given.some((word) => word === '--port' || word.startsWith('--port='))) return ['指定了端口', 'A port was asked for'];
  if (!binary() && !wasTriedToday()) fetchBinary();
  if (!binary()) return ['没有 Electron 程序', 'No Electron binary here'];
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return ['没有图形桌面', 'No display here'];
  if (process.platform === 'linux' && process.getuid() === 0)
    return ['以 root 身份运行时 Electron 没有沙箱', 'Electron has no sandbox as root'];
  return undefined;
}

/** Lets the package's own installer try, once a day, quietly, for at most 30 seconds. */
function fetchBinary() {
  spawnSync(process.execPath, [join(electron, 'install.js')], { stdio: 'ignore', timeout: 30_000, killSignal: 'SIGKILL' });
  mkdirSync(join(project, '.cache'), { recursive: true });
  writeFileSync(tried, '');
}

function wasTriedToday() {
  return existsSync(tried) && Date.now() - statSync(tried).mtimeMs < day;
}
