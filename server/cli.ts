import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { z } from 'zod';
import { defaultFolder } from '../core/folder.ts';
import { type Core, startCore } from '../core/host.ts';
import { contract, isOperationName } from '../shared/contract.ts';
import type { OutputFile } from '../shared/files/files.ts';
import type { News } from '../shared/news.ts';
import { sayProblem } from '../shared/problems.ts';
import { type Json, type Problem, Refusal, type Reply } from '../shared/reply.ts';
import type { Language } from '../shared/settings/settings.ts';
import type { Task, TaskId, TaskStarted } from '../shared/tasks/tasks.ts';
import { serveUntilEnded } from './hosted.ts';

/** Where the command line writes; tests lend their own. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** All of standard input, for `lantai call <operation> -`. */
  input(): string;
}

const terminal: Terminal = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  input: () => readFileSync(0, 'utf8'),
};

const usage = `lantai operations                          what can be asked: JSON [{name, kind, input, output}]
lantai call <operation> ['<json>' | -]     asks it; the reply as JSON on standard output
       --data DIR   the data folder (else the one of this user)
       --out DIR    copies the files it wrote there
       a staged file is given by its path: {"stagedId": "file:PATH"}
lantai serve [--data DIR] [--port N]       in a browser of this PC
lantai county …                            the county's server
exit codes: 0 done · 1 refused · 2 usage`;

/** The page as `npm run build` leaves it. */
const builtPage = new URL('../dist/renderer', import.meta.url);

class Misuse extends Error {}

/** Runs one command line; answers the exit code: 0 done · 1 refused · 2 usage. */
export async function runCli(given: readonly string[], screen: Terminal = terminal): Promise<number> {
  const [command, ...rest] = given;
  try {
    if (command === 'operations') return operations(rest, screen);
    if (command === 'call') return await callOnce(rest, screen);
    if (command === 'serve') return await serveHere(rest);
    if (command === 'county') return await runCountyServer(rest);
    if (command === 'help' || command === '--help' || command === '-h') {
      screen.out(usage);
      return 0;
    }
    throw new Misuse(command === undefined ? 'what shall be done?' : `no command ${command}`);
  } catch (error) {
    if (error instanceof Misuse) {
      screen.err(`lantai: ${error.message}\n${usage}`);
      return 2;
    }
    return refuse(
      error instanceof Refusal
        ? error.problem
        : new Refusal('unexpected', error instanceof Error ? (error.stack ?? error.message) : String(error)).problem,
      screen,
    );
  }
}

function operations(given: readonly string[], screen: Terminal): number {
  optionsOf(given, [], 0);
  screen.out(JSON.stringify(describeContract(), null, 1));
  return 0;
}

/** The contract as data: every operation with JSON Schemas of what it takes and answers. */
export function describeContract() {
  return Object.entries(contract).map(([name, { kind, input, output }]) => ({
    name,
    kind,
    input: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }),
    output: z.toJSONSchema(output, { io: 'output', unrepresentable: 'any' }),
  }));
}

async function callOnce(given: readonly string[], screen: Terminal): Promise<number> {
  const { words, options } = optionsOf(given, ['data', 'out'], 2);
  const [name, text = '{}'] = words;
  if (name === undefined) throw new Misuse('which operation?');
  let input: Json;
  try {
    input = JSON.parse(text === '-' ? screen.input() : text) as Json;
  } catch (error) {
    throw new Misuse(`the input is not JSON: ${(error as Error).message}`);
  }
  // Asked before anything is opened or made: a slip of the pen must not leave a new folder behind.
  if (!isOperationName(name)) return refuse(new Refusal('unknown-operation', `no operation ${name}`, { name }).problem, screen);
  const core = await startCore({ folder: options.data ?? defaultFolder() });
  try {
    const staged = await withStaged(core, input);
    const first = await core.answer(name, staged);
    const reply = first.ok && contract[name].kind === 'task' ? await ended(core, (first.value as TaskStarted).taskId, screen) : first;
    if (!reply.ok) return refuse(reply.problem, screen, await languageOf(core));
    screen.out(JSON.stringify(reply));
    if (options.out !== undefined) await copyOutputs(core, reply.value, options.out, screen);
    return 0;
  } finally {
    await core.close();
  }
}

/** The same input with every `stagedId: "file:PATH"` staged and replaced by its id. */
async function withStaged(core: Core, input: Json, key = ''): Promise<Json> {
  if (typeof input === 'string' && /stagedId$/i.test(key) && input.startsWith('file:')) {
    const path = resolve(input.slice('file:'.length));
    return valueIn(await core.stage(basename(path), path)).id;
  }
  if (Array.isArray(input)) return Promise.all(input.map((part) => withStaged(core, part, key)));
  if (typeof input !== 'object' || input === null) return input;
  const parts: { [name: string]: Json } = {};
  for (const [name, value] of Object.entries(input)) parts[name] = await withStaged(core, value, name);
  return parts;
}

/** Waits for long work, telling how far it has come; Ctrl+C cancels it cleanly. */
async function ended(core: Core, id: TaskId, screen: Terminal): Promise<Reply> {
  let told = '';
  const cancel = () => void core.answer('tasks.cancel', { id });
  process.once('SIGINT', cancel);
  let over: (task: Task) => void = () => {};
  const end = new Promise<Task>((done) => {
    over = done;
  });
  const hear = (task: Task) => {
    if (task.id !== id) return;
    const line = `${task.step} ${task.done}${task.total > 0 ? `/${task.total}` : ''}`;
    if (line !== told) screen.err(line);
    told = line;
    if (task.state !== 'running') over(task);
  };
  const unheard = core.onNews((news: News) => {
    if (news.kind === 'task') hear(news.task);
  });
  core.onEnd((problem) =>
    over({
      id,
      operation: '',
      state: 'refused',
      done: 0,
      total: 0,
      step: '',
      startedAt: '',
      output: null,
      problem: { ...problem, details: { ...problem.details } },
    }),
  );
  // It may have ended before anybody listened.
  hear(valueIn(await core.answer('tasks.get', { id })) as Task);
  const task = await end;
  unheard();
  process.off('SIGINT', cancel);
  return task.state === 'done' ? { ok: true, value: task.output } : { ok: false, problem: task.problem as Problem };
}

/** Copies every output named anywhere in a reply; a file already there is never written over. */
async function copyOutputs(core: Core, value: unknown, folder: string, screen: Terminal): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const file of outputsIn(value)) {
    const { path, name } = valueIn(await core.output(file.id));
    const safe = name.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '_');
    const ending = extname(safe);
    let to = join(folder, safe);
    for (let count = 2; existsSync(to); count++) to = join(folder, `${basename(safe, ending)} (${count})${ending}`);
    copyFileSync(path, to);
    screen.err(to);
  }
}

function outputsIn(value: unknown): OutputFile[] {
  if (Array.isArray(value)) return value.flatMap(outputsIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('sha256' in value && 'mediaType' in value && 'id' in value) return [value as OutputFile];
  return Object.values(value).flatMap(outputsIn);
}

async function languageOf(core: Core): Promise<Language> {
  const reply = await core.answer('settings.get', {});
  return reply.ok ? (reply.value as { language: Language }).language : 'zh-CN';
}

/** The refusal for programs on standard output, in plain sentences on standard error. */
function refuse(problem: Problem, screen: Terminal, language: Language = 'zh-CN'): number {
  const words = sayProblem(problem, language);
  screen.out(JSON.stringify({ ok: false, problem, words }));
  screen.err(`${words.happened}${words.kept}${words.toDo}`);
  return 1;
}

async function serveHere(given: readonly string[]): Promise<number> {
  const { options } = optionsOf(given, ['data', 'port'], 0);
  const port = options.port === undefined ? undefined : Number(options.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65_536)) throw new Misuse('--port is a number from 0 to 65535');
  const page = process.env.LANTAI_PAGE ?? builtPage.pathname;
  if (!existsSync(join(page, 'index.html'))) throw new Misuse('the page is not built yet: run "npm run build" first');
  return serveUntilEnded({
    folder: options.data ?? defaultFolder(),
    page,
    browser: !process.env.LANTAI_NO_BROWSER,
    ...(port === undefined ? {} : { port }),
  });
}

/** The county's server has its own house and is only fetched when asked for. */
async function runCountyServer(given: readonly string[]): Promise<number> {
  const { runCounty } = (await import(new URL('./county/main.ts', import.meta.url).href)) as {
    runCounty(given: readonly string[]): Promise<number | undefined>;
  };
  return (await runCounty(given)) ?? 0;
}

/** `--name value` and `--name=value` for the names allowed; the rest in order, at most so many. */
function optionsOf<Name extends string>(
  given: readonly string[],
  names: readonly Name[],
  most: number,
): { words: string[]; options: { [N in Name]?: string } } {
  const words: string[] = [];
  const options: { [N in Name]?: string } = {};
  for (let place = 0; place < given.length; place++) {
    const word = given[place] as string;
    if (!word.startsWith('--')) {
      words.push(word);
      continue;
    }
    const [name = '', attached] = word.slice(2).split(/=(.*)/s);
    if (!names.includes(name as Name)) throw new Misuse(`no option --${name}`);
    const value = attached ?? given[++place];
    if (value === undefined || value === '') throw new Misuse(`--${name} wants a value`);
    options[name as Name] = value;
  }
  if (words.length > most) throw new Misuse(`too much: ${words.slice(most).join(' ')}`);
  return { words, options };
}

function valueIn<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Refusal(reply.problem.code, reply.problem.message, reply.problem.details);
  return reply.value;
}
