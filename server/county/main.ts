import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openCounty, openDesk } from './county.ts';

const usage = `lantai county --data DIR [--host H] [--port N] [--name 县名]   receive (DATABASE_URL names another PostgreSQL)
lantai county invite   --data DIR [--fonds Z109] [--hours 72] [--note …]
lantai county devices | parcels | items | status   --data DIR [--fonds Z109]
lantai county revoke   --data DIR --device NAME
lantai county publish FILE.json --data DIR [--for township,village]   a 三合一 for every desktop
lantai county withdraw HASH | published --data DIR
lantai county restored --data DIR   after the whole folder was set back to a backup, before the server starts`;

/** The county at the command line. Answers are JSON on stdout; 0 done, 1 failed, 2 usage. */
export async function runCounty(args: readonly string[]): Promise<number> {
  let parsed: ReturnType<typeof readArgs>;
  try {
    parsed = readArgs(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`);
    return 2;
  }
  const { act, about, values } = parsed;
  const at = { folder: values.data, databaseUrl: process.env['DATABASE_URL'] || undefined };
  try {
    if (act === 'serve') return await serve({ ...at, host: values.host, port: values.port, name: values.name });
    const desk = await openDesk(at);
    try {
      const acts = {
        invite: () => desk.invite({ fonds: values.fonds, note: values.note, hours: values.hours }),
        devices: () => desk.devices(),
        parcels: () => desk.parcels(),
        items: () => desk.items({ fonds: values.fonds }),
        status: () => desk.status(),
        publish: () => desk.publish(readFileSync(about), values.for === undefined ? [] : values.for.split(',').map((type) => type.trim())),
        withdraw: () => desk.withdraw(about),
        published: () => desk.published(),
        restored: () => desk.restored(),
        revoke: async () => ({ revoked: await desk.revoke(values.device ?? '') }),
      };
      console.log(JSON.stringify(await acts[act](), null, 2));
    } finally {
      await desk.close();
    }
    return 0;
  } catch (error) {
    console.error((error as Error).message);
    return 1;
  }
}

async function serve(options: Parameters<typeof openCounty>[0]): Promise<number> {
  const county = await openCounty(options);
  console.log(county.address);
  await new Promise<void>((stopped) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped());
  });
  await county.close();
  return 0;
}

const actNames = [
  'serve',
  'invite',
  'devices',
  'parcels',
  'items',
  'status',
  'revoke',
  'publish',
  'withdraw',
  'published',
  'restored',
] as const;
type Act = (typeof actNames)[number];
/** Acts that are about something named after them. */
const aboutSomething: ReadonlySet<Act> = new Set(['publish', 'withdraw']);

function readArgs(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      host: { type: 'string' },
      port: { type: 'string' },
      name: { type: 'string' },
      fonds: { type: 'string' },
      note: { type: 'string' },
      hours: { type: 'string' },
      device: { type: 'string' },
      for: { type: 'string' },
    },
  });
  const act = (positionals[0] ?? 'serve') as Act;
  const about = positionals[1] ?? '';
  if (!actNames.includes(act) || positionals.length > (aboutSomething.has(act) ? 2 : 1))
    throw new Error(`unknown: ${positionals.join(' ')}`);
  if (aboutSomething.has(act) && about === '') throw new Error(`${act}: ${act === 'publish' ? 'FILE.json' : 'HASH'} is missing`);
  if (!values.data) throw new Error('--data is missing');
  const number = (name: 'port' | 'hours', most: number) => {
    const text = values[name];
    if (text === undefined) return undefined;
    if (!/^\d+$/.test(text) || Number(text) > most) throw new Error(`--${name} ${text} is not a number up to ${most}`);
    return Number(text);
  };
  return { act, about, values: { ...values, data: values.data, port: number('port', 65535), hours: number('hours', 8760) } };
}
