import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const project = join(import.meta.dirname, '../..');

/** Starts `lantai serve` and answers it with the address it prints. */
export async function serve(folder: string): Promise<{ server: ChildProcess; address: string }> {
  const server = spawn(process.execPath, [join(project, 'server/lantai.ts'), 'serve', '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LANTAI_NO_BROWSER: '1' },
  });
  for await (const line of createInterface({ input: server.stdout! })) {
    const address = /http:\/\/\S+/.exec(line)?.[0];
    if (!address) continue;
    server.stdout!.resume();
    return { server, address };
  }
  throw new Error(`lantai serve ended with ${server.exitCode}`);
}
